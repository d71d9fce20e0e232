"""Makes mentions of the pieces of a text: whose name it is, with the role and the country said beside it."""

import re

from generator.language import lexicons, name_evidence, roles
from generator.language.countries import find as find_countries
from generator.language.model import CountryMention, NameMention
from generator.language.name_lexicon import load
from generator.language.name_runs import Piece
from generator.language.people import People, Person

NAMES = ("PERSON", "ORG", "PLACE")
"""What is answered."""
_POSSESSIVE = ("’s ", "'s ", "’ ", "' ")
_OWNER = ("’", "'", "-")
_FROM = (" of ", " of the ", " from ", " from the ", " (", " (the ")
_WITH = (" and ", ", ", " with ")
_LONGEST_BESIDE = 45
_CONSORTS = frozenset(("Queen", "King", "Prince", "Princess", "first lady", "First Lady"))
"""Who stands beside somebody of the same country."""
_RANKS = frozenset(
    ("Gen.", "Lt.", "Col.", "Maj.", "Adm.", "Brig.", "General", "Colonel", "Major", "Marshal", "Admiral")
) | {"Brigadier", "Sheikh", "Sheikha"}
"""What somebody is called beside an office: "the army chief, Gen. X"."""
_GIVING = ("host", "hostess")
"""What somebody is to a guest, and nothing else."""
_BETWEEN = re.compile(r"[ ]((?:[a-z][a-z-]+ ){1,2}|(?:[A-Z][a-z]+, )?[A-Z][a-z]+ and )$")
"""What else somebody is called before their role: "Moroccan middle-distance runner X"."""
_WORD = re.compile(r"\w+")
_HOME = re.compile(r" (?:of|from) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?(?=, )")
_MARK = re.compile(r"[.,;:“”\"()]")
_LONGEST_BODY = 70
_SHORTEST = 3
"""Characters of the shortest role with a space."""
_OF_OR_TO = re.compile(r" (of|to) (?:the )?$")


class Naming:
    """Turns pieces into mentions, one after the other: a role may be inherited from the person before."""

    def __init__(self, text: str, people: People, labels: dict[str, str]) -> None:
        self._text = text
        self._people = people
        self._labels = labels
        countries = find_countries(text)
        self._countries_by_end = {country.end: country for country in countries}
        self._countries_by_start = {country.start: country for country in countries}
        self._last_role = ""
        self._last_country = ""
        self._last_beside = ""
        self._last_end = 0

    def mention(self, piece: Piece, title: bool) -> NameMention | None:
        """Return the mention that ``piece`` makes; None when it is no name."""
        words, label = piece.words, piece.label
        if title and not (words in self._labels or self._people.knows(words)):
            return None
        if label == "ROLE" and not self._is_surname(piece):
            return None
        if " " not in words:
            person = self._people.whose(words, piece.start)
            if person and self._is_wife(piece, person):
                person = None
            if person and (label in ("UNKNOWN", "ROLE") or name_evidence.acts(self._text, piece)):
                return self._person(piece, person)
            if label == "UNKNOWN" and self._people.knows(words):
                return self._person(piece, None)
        label = self._labels.get(words, "")
        if label == "PERSON" or (words in load().known_alone and piece.label == "UNKNOWN"):
            return self._person(piece, self._people.whose(words, piece.start))
        if label not in NAMES:
            return None
        places = load().places
        country = places.get(words) or places.get(words.title(), "") if label == "PLACE" else ""
        return NameMention(piece.start, piece.end, label, words, "", country)

    def _is_wife(self, piece: Piece, person: Person) -> bool:
        """Tell "Lady Holm" from Sir Nils Holm."""
        if not self._text.endswith(("Lady ", "Mrs ", "Mrs. "), 0, piece.start):
            return False
        return self._text.endswith(("Sir ", "Mr ", "Lord "), 0, person.mentions[0])

    def _is_surname(self, piece: Piece) -> bool:
        """Say whether what could be a role is somebody's family name ("Cook paid")."""
        alone = " " not in piece.words and not self._text[piece.end + 1 : piece.end + 2].isupper()
        return alone and piece.words[0].isupper() and self._people.knows(piece.words)

    def _person(self, piece: Piece, person: Person | None) -> NameMention:
        """Return the mention of a person, by the name in full if it is known whose the words are."""
        role, country = self._role(piece.start, piece.end)
        if not country and role in _CONSORTS:
            between = self._text[self._last_end : piece.start]
            near = len(between) < _LONGEST_BESIDE and any(map(between.__contains__, _WITH))
            country = self._last_beside if near and role in between else ""
        self._last_end, self._last_beside = piece.end, country
        self._last_role, self._last_country = role or self._last_role, country or self._last_country
        return NameMention(
            piece.start, piece.end, "PERSON", person.name if person else piece.words, role, country
        )

    def _role(self, start: int, end: int) -> tuple[str, str]:
        """Return the role beside the name and the country said with it; the first rule that knows decides."""
        for rule in (self._role_before, self._role_of_country, self._role_after):
            found = rule(start, end)
            if found:
                return found[0], found[1] or self._country_before(start, _POSSESSIVE)
        role, country = self._role_of_body(start) or ("", "")
        country = country or self._country_before(start, _POSSESSIVE) or self._country_after(end, _FROM)
        return role, country

    def _role_before(self, start: int, end: int) -> tuple[str, str] | None:
        """Read "Chinese President Xi Jinping", "his daughter, Kim Ju-ae" and "Prime Minister X of Israel"."""
        role = self._role_ending(start)
        while role and (role.kind == "courtesy" or self._text[role.start : role.end].split()[-1] in _RANKS):
            outer = self._role_ending(role.start)
            body = self._role_of_body(role.start) if outer is None else None
            if body:
                return body
            if outer is None:
                break
            role = outer
        if role is None or role.kind == "courtesy":
            return None
        country = self._country_described(role.start) or self._country_after(end, _FROM)
        if role.kind == "family" or self._is_theirs(role):
            country = country or self._last_country
        return self._words(role), country

    def _role_of_body(self, start: int) -> tuple[str, str] | None:
        """Read "Chad's head of the army, General X": the role stands before "of", a comma between."""
        text = self._text
        place = (
            text.rfind(" of ", max(0, start - _LONGEST_BODY), start)
            if text.startswith(", ", start - 2)
            else -1
        )
        if place < 0 or _MARK.search(text, place, start - 2):
            return None
        role = roles.ending_at(text, place)
        if role is None or role.kind not in ("office", "occupation"):
            return None
        words = text[role.start : role.end]
        if words.endswith("s") and roles.kind(words.split()[-1][:-1]):
            return None
        return roles.spell(words), self._country_described(role.start)

    def _country_described(self, position: int) -> str:
        """Return the country in front of a role, another word between: "Kenya's new president"."""
        found = self._country_before(position)
        between = None if found else _BETWEEN.search(self._text, max(0, position - 32), position)
        return self._country_before(between.start(1)) if between else found

    def _is_dealt_with(self, country: CountryMention, position: int) -> bool:
        """Tell "a China scholar" from "a Chinese scholar", "of China" from "China"."""
        if self._text.endswith("of ", 0, country.start):
            return True
        word = _WORD.match(self._text, position) if country.form == "name" else None
        return word is not None and word[0] in lexicons.words("roles", "of_country")

    def _role_ending(self, start: int) -> roles.Role | None:
        """Return the role right before ``start``, a comma between or not."""
        if start < _SHORTEST:
            return None
        apart = self._text.startswith(", ", start - 2)
        role = roles.ending_at(self._text, start - 2 if apart else start - 1)
        verb = role and self._text.endswith("to ", 0, role.start)
        if role and verb and self._text[role.start : role.end] in lexicons.words("roles", "verbs"):
            return None  # "assigned to guard X"
        if apart and role and self._text.endswith((" for the ", " of the "), 0, role.start):
            return None  # "Counsel for the athletes, X"
        return role

    def _is_theirs(self, role: roles.Role) -> bool:
        """Tell "his foreign minister, X": of the country of whom was named last."""
        words = self._text[role.start : role.end].lower()
        return words.endswith("minister") and self._text.endswith(("his ", "her "), 0, role.start)

    def _role_after(self, start: int, end: int) -> tuple[str, str] | None:
        """Read "Youngjun Kim, an analyst with …" and "Sergei Lavrov, his Russian counterpart"."""
        home = _HOME.match(self._text, end)
        role = roles.following(self._text, home.end() if home else end)
        if role is None:
            return None
        return self._words(role), self._country_before(role.start) or self._country_after(role.end)

    def _words(self, role: roles.Role) -> str:
        """Return a role as shown; a counterpart has the role of the person before."""
        words = self._text[role.start : role.end]
        if words in _GIVING:
            return ""
        return self._last_role if role.kind == "counterpart" else roles.spell(words)

    def _role_of_country(self, start: int, end: int) -> tuple[str, str] | None:
        """Read "President of China Xi Jinping" and "U.S. Ambassador to Russia Michael McFaul"."""
        text = self._text
        country = self._countries_by_end.get(start - 1) or self._countries_by_end.get(start - 2)
        if not country:
            return None
        link = _OF_OR_TO.search(text, max(0, country.start - 8), country.start)
        role = roles.ending_at(text, link.start()) if link else None
        if link is None or role is None:
            return None
        code = country.code if link[1] == "of" else self._country_before(role.start)
        return text[role.start : role.end], code

    def _country_before(self, position: int, gaps: tuple[str, ...] = (" ", *_POSSESSIVE)) -> str:
        for gap in gaps:
            country = self._countries_by_end.get(position - len(gap))
            told = country and self._text.endswith(gap, 0, position)
            if country and told and (gap != " " or not self._is_dealt_with(country, position)):
                return country.code
        return ""

    def _country_after(self, position: int, gaps: tuple[str, ...] = (" of ", " of the ")) -> str:
        for gap in gaps:
            country = self._countries_by_start.get(position + len(gap))
            told = country and self._text.startswith(gap, position)
            if country and told and (gaps is not _FROM or not self._text.startswith(_OWNER, country.end)):
                return country.code
        return ""
