"""Finds proper names: people with their roles and countries, organisations and places.

The rules go from sure to unsure: what the form of a name says (``name_forms``), what stands around it
(``name_evidence``), what the rest of the text says of the same words. A bare surname is a person's only when
the text names that person in full or gives a role before it.
"""

import re
from bisect import bisect_right

from generator.language import name_evidence, roles
from generator.language.countries import find as find_countries
from generator.language.memory import by_text
from generator.language.model import NameMention
from generator.language.name_lexicon import load
from generator.language.name_runs import Piece, pieces
from generator.language.people import People, Person

_NAMES = ("PERSON", "ORG", "PLACE")
_NEVER_NAMES = ("DEMONYM", "OTHER")


@by_text
def find(text: str) -> tuple[NameMention, ...]:
    """Return the names of ``text``, in order; they do not overlap."""
    found = [piece for piece in pieces(text) if piece.label not in _NEVER_NAMES]
    titles = _titles(text)
    body = [piece for piece in found if not titles.holds(piece.start)] if titles.some else found
    labels = _labels(text, body)
    named = _Naming(text, _people(text, body, labels), labels)
    mentions = [named.mention(piece, titles.some and titles.holds(piece.start)) for piece in found]
    return tuple(filter(None, mentions))


class _Spans:
    """Where the headings in title case stand."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.some = bool(spans)
        """True when there is one."""
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def holds(self, position: int) -> bool:
        """Say whether a heading in title case holds ``position``."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


_LONGEST_HEADING = 120
_CLOSING = (".", "!", "?", "…", ":", ";", ",", "”", '"', "’", "'", ")")
_LONG_WORD = re.compile(r"\b[^\W\d_]{4,}")


def _titles(text: str) -> _Spans:
    """Return the headings whose every long word is capitalised: there a capital says nothing."""
    spans = []
    start = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST_HEADING and not line.rstrip().endswith(_CLOSING):
            words = _LONG_WORD.findall(line)
            if len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.75 * len(words):
                spans.append((start, start + len(line)))
        start += len(line) + 1
    return _Spans(spans)


_COURTESIES = ("Dr. ", "Dr ", "Mr. ", "Mr ", "Mrs. ", "Mrs ", "Ms. ", "Ms ", "Prof. ")
"""In front of a name these say that it is somebody's, whatever its form."""


_SEATED = ("based in ", "born in ", "headquartered in ", "incorporated in ", "located in ")
"""In front of a name these say that it is a place's, however much it looks like somebody's."""


_EMPLOYED = tuple(f"{role} at " for role in ("analyst", "economist", "manager", "partner", "strategist"))
"""In front of a name these say that it is a firm's."""


def _beside(text: str, piece: Piece) -> str:
    """Return what a name is that looks like somebody's, by the words before it."""
    if text.endswith(_SEATED, 0, piece.start):
        return "PLACE"
    return "ORG" if text.endswith(_EMPLOYED, 0, piece.start) else "PERSON"


def _labels(text: str, found: list[Piece]) -> dict[str, str]:
    """Return what each string names, wherever it stands in the text."""
    labels = {
        piece.words: (
            "PERSON"
            if text.endswith(_COURTESIES, 0, piece.start)
            else _beside(text, piece)
            if piece.label == "PERSON"
            else piece.label
        )
        for piece in found
        if piece.label in _NAMES
    }
    unknown = [piece for piece in found if piece.label == "UNKNOWN"]
    weighed = name_evidence.weigh(text, unknown, labels)
    inner = {piece.words for piece in unknown if not piece.initial}
    written = _written(text, unknown)
    for piece in unknown:
        words = piece.words
        if words in labels:
            continue
        common = words.lower() in written
        if words in inner or " " in words or (words in weighed and not common):
            labels[words] = weighed.get(words) or ("OTHER" if common else "ORG")
    return labels


def _written(text: str, found: list[Piece]) -> set[str]:
    """Return which of the words stand in the text in lower case too, as common words do."""
    lower = {piece.words.lower() for piece in found}
    marked = {word + mark: word for word in lower for mark in ("", ",", ".")}
    return {marked[word] for word in marked.keys() & text.split()}


def _people(text: str, found: list[Piece], labels: dict[str, str]) -> People:
    people = People()
    for piece in found:
        if " " in piece.words and labels.get(piece.words) == "PERSON":
            role = roles.ending_at(text, piece.start - 1, max(0, piece.start - 60)) if piece.start else None
            people.meet(piece.words, piece.start, bool(role and role.kind == "office"))
    return people


_POSSESSIVE = ("’s ", "'s ", "’ ", "' ")
_OWNER = ("’", "'", "-")
_FROM = (" of ", " of the ", " from ", " from the ")
_WITH = (" and ", ", ", " with ")
_CONSORTS = frozenset(("Queen", "King", "Prince", "Princess", "first lady", "First Lady"))
"""Who stands beside somebody of the same country."""
_RANKS = frozenset(
    (
        "Gen.",
        "Lt.",
        "Col.",
        "Maj.",
        "Capt.",
        "General",
        "Colonel",
        "Major",
        "Captain",
        "Marshal",
        "Admiral",
        "Sheikh",
        "Sheikha",
    )
)
"""What somebody is called beside an office: "the army chief, Gen. X"."""
_GIVING = ("host", "hostess")
"""What somebody is to a guest, and nothing else."""
_SHORTEST = 3
"""Characters of the shortest role with a space."""
_OF_OR_TO = re.compile(r" (of|to) (?:the )?$")


class _Naming:
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
            if person and (label in ("UNKNOWN", "ROLE") or name_evidence.acts(self._text, piece)):
                return self._person(piece, person)
            if label == "UNKNOWN" and self._people.knows(words):
                return self._person(piece, None)
        label = self._labels.get(words, "")
        if label == "PERSON" or (words in load().known_alone and piece.label == "UNKNOWN"):
            return self._person(piece, self._people.whose(words, piece.start))
        if label not in _NAMES:
            return None
        country = load().places.get(words, "") if label == "PLACE" else ""
        return NameMention(piece.start, piece.end, label, words, "", country)

    def _is_surname(self, piece: Piece) -> bool:
        """Say whether what could be a role is somebody's family name ("Cook paid")."""
        alone = " " not in piece.words and not self._text[piece.end + 1 : piece.end + 2].isupper()
        return alone and piece.words[0].isupper() and self._people.knows(piece.words)

    def _person(self, piece: Piece, person: Person | None) -> NameMention:
        """Return the mention of a person, by the name in full if it is known whose the words are."""
        role, country = self._role(piece.start, piece.end)
        if not country and role in _CONSORTS:
            between = self._text[self._last_end : piece.start]
            country = self._last_beside if between.startswith(_WITH) and role in between else ""
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
                return found
        return "", self._country_before(start, _POSSESSIVE) or self._country_after(end, _FROM)

    def _role_before(self, start: int, end: int) -> tuple[str, str] | None:
        """Read "Chinese President Xi Jinping", "his daughter, Kim Ju-ae" and "Prime Minister X of Israel"."""
        role = self._role_ending(start)
        while role and (role.kind == "courtesy" or self._text[role.start : role.end] in _RANKS):
            outer = self._role_ending(role.start)
            if outer is None:
                break
            role = outer
        if role is None or role.kind == "courtesy":
            return None
        country = self._country_before(role.start) or self._country_after(end)
        if role.kind == "family" or self._is_theirs(role):
            country = country or self._last_country
        return self._words(role), country

    def _role_ending(self, start: int) -> roles.Role | None:
        """Return the role right before ``start``, a comma between or not."""
        if start < _SHORTEST:
            return None
        return roles.ending_at(self._text, start - 2 if self._text.startswith(", ", start - 2) else start - 1)

    def _is_theirs(self, role: roles.Role) -> bool:
        """Tell "his foreign minister, X": of the country of whom was named last."""
        words = self._text[role.start : role.end].lower()
        return words.endswith("minister") and self._text.endswith(("his ", "her "), 0, role.start)

    def _role_after(self, start: int, end: int) -> tuple[str, str] | None:
        """Read "Youngjun Kim, an analyst with …" and "Sergei Lavrov, his Russian counterpart"."""
        role = roles.following(self._text, end)
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
            if self._text.endswith(gap, 0, position):
                country = self._countries_by_end.get(position - len(gap))
                if country and not self._text.endswith("of ", 0, country.start):
                    return country.code
        return ""

    def _country_after(self, position: int, gaps: tuple[str, ...] = (" of ", " of the ")) -> str:
        for gap in gaps:
            if self._text.startswith(gap, position):
                country = self._countries_by_start.get(position + len(gap))
                if country and (gaps is not _FROM or not self._text.startswith(_OWNER, country.end)):
                    return country.code
        return ""
