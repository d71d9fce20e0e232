"""A sentence as tokens, with each name of a possible party as one token.

Only sentences that hold a word of agreement are cut up this way; the rest of the article never is.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.extract import lexicon
from generator.extract.described import with_described
from generator.extract.document import Passage
from generator.extract.nations import country_name
from generator.extract.party import Party, Token
from generator.extract.unlisted import COMPANIES, unlisted
from generator.language import countries
from generator.language.model import NameMention
from generator.language.phrases import alternation

_PART = re.compile(r"\s|\S(?:(?<=\w)\w*+(?:[-–.&]\w++)*+|(?<=[’'])[st]\b|)")
_BODIES = lexicon.words("agreements", "bodies")
_OPPOSED = lexicon.words("agreements", "opposed")
_PAPERS = lexicon.words("agreements", "papers")


_REMEMBERED = 64
"""Sentences: more than are asked again for whom they name."""


@lru_cache(maxsize=8)
def tokens(passage: Passage) -> tuple[Token, ...]:
    """Return the sentence's tokens in order."""
    found: list[Token] = []
    place = 0
    words = passage.words.lower()
    if len(words) != len(passage.words):  # a letter whose small form is two letters
        words = passage.words
    for party in find_parties(passage):
        found += _words(words[place : party.start - passage.start], passage.start + place)
        found.append(Token(party.start, "", party))
        place = party.end - passage.start
    found += _words(words[place:], passage.start + place)
    return tuple(with_described(found))


def _words(words: str, start: int) -> list[Token]:
    found: list[Token] = []
    for word in words.split(" "):
        if word.isalnum():  # as most are: what a pattern finds takes longer
            found.append(Token(start, word))
            start += len(word) + 1
            continue
        for part in _PART.findall(word):
            if not part.isspace():
                found.append(Token(start, part))
            start += len(part)
        start += 1
    return found


@lru_cache(maxsize=_REMEMBERED)
def find_parties(passage: Passage) -> tuple[Party, ...]:
    """Return the possible parties named in a sentence: organisations, states and persons."""
    found = [*_named(passage), *_states(passage), *unlisted(passage)]
    dateline = _DATELINE.match(passage.words)
    if dateline:
        found = [party for party in found if party.start >= passage.start + dateline.end()]
    found.sort(key=lambda party: (party.start, -party.end))
    kept: list[Party] = []
    for party in found:
        if kept and _goes_on(passage, kept[-1], party):
            kept[-1] = _joined(kept[-1], party)
        elif not kept or party.start >= kept[-1].end:
            kept.append(party)
    return tuple(kept)


def _goes_on(passage: Passage, one: Party, other: Party) -> bool:
    """Tell one name read as two, "Fiat" and "Chrysler", and who signs for one: "PGZ head X"."""
    if not 0 < other.start - one.end < _OFFICE_LENGTH:
        return False
    between = passage.text[one.end : other.start]
    if "person" in (one.kind, other.kind):
        office = _CHIEF_BEFORE if one.kind == "organisation" else _CHIEF_BEHIND
        return "organisation" in (one.kind, other.kind) and bool(office.fullmatch(between))
    beside = between == " "
    return beside and one.kind == other.kind == "organisation" and other.name[:1].isupper()


def _joined(one: Party, other: Party) -> Party:
    firms = [party.name for party in (one, other) if party.kind == "organisation"]
    named = " ".join(firms)
    return Party(one.start, other.end, named, "organisation")


CHIEF = r"(?:chief executive(?: officer)?|CEO|chairman|chairwoman|chair|head|president|managing director)"
"""Who signs for a firm."""
_CHIEF_BEFORE = re.compile(rf"(?:[’']s)? (?:[a-z]+ )?{CHIEF},? ")
_CHIEF_BEHIND = re.compile(rf", (?:the )?(?:[a-z]+ )?{CHIEF} (?:of|at) (?:the )?")
_OFFICE_LENGTH = 40


_DATELINE = re.compile(
    r"(?:[A-Z]{2} )?[A-Z][A-Z.’'-]{2,}\b[^.;:!?“”\"]{0,60}?(?:\. ?[^;:!?“”\"]{0,60}?)?"
    r"(?: —| –| -| --|\) —) (?=[A-Z“\"])"
)
"""Where the news comes from: "LE BOURGET, France — ", "EDINBURGH (Reuters) - "."""


def _named(passage: Passage) -> Iterator[Party]:
    acting = -1
    for name in passage.names:
        if name.label == "ORG" and (
            name.name.split(" ")[-1].lower() in _PAPERS
            or name.name in _NONE
            or name.name.endswith(" You")  # "Sign Up You agree to receive"
            or passage.text.endswith(_NO_PARTY, passage.start, name.start)
        ):
            continue
        if name.label == "ORG" and not _is_aside(passage, name):
            short = _ACRONYM.match(passage.words, name.end - passage.start)
            shown = _bare(name, passage) + (short[0] if short else "")
            end = name.end + (len(short[0]) if short else 0)
            if not shown:  # "Hong Kong-based"
                continue
            staff = _STAFF.match(passage.words, end - passage.start)
            led = passage.text.endswith(_LEADING, passage.start, name.start)
            team = _TEAM.search(passage.before(name.start, 40)) if led else None
            start = name.start - (len(team[0]) if team else 0)
            yield Party(start, end + (len(staff[0]) if staff else 0), shown, "organisation")
        elif name.label == "PLACE" and (_acts(passage, name) or _joins(passage, acting, name.start)):
            acting = name.end
            ruled = _OF_TOWN.search(passage.before(name.start, 20))
            body = ruled[0] if ruled else ""
            shown = body + name.name if "overnment" in body else name.name
            yield Party(name.start - len(body), name.end, shown, "organisation")
        elif name.label == "PERSON":
            head = bool(name.country and _HEAD.search(name.role))
            shown = country_name(name.country) if head else name.name
            yield Party(name.start, name.end, shown, "person", name.country, head)


_NONE = frozenset(("Rs", "Tk", "Sh", "Earth", "Moon", "Mars", "Separately"))
"""Signs of money and other words read as names, and where rockets go."""
_NO_PARTY = ("Minister of ", "Minister for ", "Ministers of ", "Secretary of ", " told ", " told the ")
"""What follows is what somebody is minister of, or who was told of it."""


def _joins(passage: Passage, end: int, start: int) -> bool:
    """Tell a place named beside one that acts: "settled with Ohio, Utah and Texas"."""
    return end >= passage.start and passage.text[end:start] in (", ", " and ", ", and ")


def _acts(passage: Passage, name: NameMention) -> bool:
    """Tell a place that stands for its people: "a deal with Porto", "the Province of Manitoba"."""
    if name.country and any(one.start == name.start for one in passage.countries):
        return False
    if passage.text.startswith("-", name.end):  # "Dubai-based"
        return False
    before = passage.before(name.start, 20)
    fronted = before.endswith(", ") and passage.words.startswith(_FRONTED)
    if (name.start == passage.start or fronted) and _ACTING.match(passage.words, name.end - passage.start):
        return True
    if _OF_TOWN.search(before):
        return True
    return " of " in name.name or before.endswith((" with ", " with the ", "order from ", "orders from "))


_OF_TOWN = re.compile(r"\b(?:[Cc]ity|[Cc]ounty|[Gg]overnment|[Pp]ort|[Pp]rovince|[Ss]tate|[Tt]own) of $")
_FRONTED = ("For ", "In ", "Under ", "On ", "At ", "After ", "Meanwhile", "Separately")
"""How a sentence begins whose subject comes later."""
_ACTING = re.compile(
    r"(?:(?:, [A-Z]\w+){0,8},? and [A-Z]\w+)?"
    r"(?: last \w+| on \w+day| also)?"
    r" (?:has|have|had|will|is to|plans|signed|bought|acquired|won|agreed|sold|ordered|announced|said"
    r"|extended|renewed|struck|reached|paid|completed|entered|inked|sealed|concluded|secured|awarded|hired|picked)\b"
)


def _bare(name: NameMention, passage: Passage) -> str:
    words = name.name or passage.words[name.start - passage.start : name.end - passage.start]
    seated = _SEAT.sub("", words) if "-" in words else words
    return seated.removeprefix("the ").removeprefix("The ")


def _is_aside(passage: Passage, name: NameMention) -> bool:
    """Tell a name that only describes ("EADS-led"), a ticker ("NYSE:LMT") and an acronym in brackets."""
    following = passage.after(name.end, _BRACKETED)
    if following.startswith(":"):
        return True
    if ")" in following:
        opened = passage.before(name.start, _BRACKETED).rpartition("(")
        if opened[1] and ")" not in opened[2]:
            return True
    return bool(_DESCRIBES.match(following) and not _STAFF.match(following))


_HEAD = re.compile(r"\b(?:president|prime minister|premier|chancellor|king|leader|minister)\b", re.IGNORECASE)
"""Who signs for a country."""
_BRACKETED = 30
"""Characters on either side of a name in brackets."""
_ACRONYM = re.compile(r" \([A-Z][A-Z-]{1,9}\)")
_STAFF = re.compile(
    r" (?:(?:[a-z]+ )?ministers|leaders|staff|officials|negotiators|executives|management|shareholders"
    r"|union|movement|rebels|guerrillas|militants)\b"
)
"""Who speaks and signs for an organisation, or what it is: "IMF staff", "the Verdi union"."""
_LEADING = (" of ", " of the ", " from ", " from the ")
_TEAM = re.compile(
    r"\b(?:[Oo]fficials|[Rr]epresentatives|team|delegation|mission|negotiators|subsidiary|unit)"
    r" (?:of|from) (?:the )?$"
)
"""Who acts for the organisation that follows: "a team of the IMF"."""
_SEAT = re.compile(
    r"^(?:the )?[\w.]+-(?:based|owned|backed|listed|born) |-(?:led|based|owned|backed|controlled)$",
    re.IGNORECASE,
)


def _states(passage: Passage) -> Iterator[Party]:
    """Yield countries, and their bodies ("the US government", "Russian citizens") with the body's words."""
    for country in passage.countries:
        following = passage.after(country.end)
        body = _HOLDER.match(following)
        holder = body[1].lower() if body else ""
        name = passage.words[country.start - passage.start : country.end - passage.start]
        before = passage.before(country.start, 40)
        government = _GOVERNMENT.search(before) if before.endswith((" of ", " of the ")) else None
        if government:
            start = country.start - len(government[0])
            yield Party(start, country.end, f"{government[0]}{name}", "country", country.code)
            continue
        if holder in _OPPOSED and body:
            grouped = _GROUPED.match(following, body.end())
            length = grouped.end() if grouped else body.end()
            yield Party(country.start, country.end + length, name + following[:length], "organisation")
        elif holder in _BODIES and body:
            whole = name + following[: body.end()]
            plural = holder.endswith("s") and holder not in ("citizens", "nationals")
            nation = country.form == "demonym" and name not in _WITHIN
            shown = name if plural or nation else whole
            yield Party(
                country.start, country.end + body.end(), _state(shown, country.code), "country", country.code
            )
        elif country.form != "demonym" and not (_DESCRIBES.match(following) or before.endswith(_ARTICLES)):
            kind = "capital" if country.form == "capital" else "country"
            shown = name if country.form == "name" else _state(name, country.code)
            yield Party(country.start, country.end, shown.removeprefix("the "), kind, country.code)


_ARTICLES = ("A ", "An ", " a ", " an ")
"""In front of a country's name that only describes: "a US investment group"."""
_GROUPED = re.compile(r" (?:groups|forces|factions|fighters)\b")
_HOLDER = re.compile(r"(?:[’']s)? ([\w-]+)(?:(?<=government) (?:officials|negotiators|companies)\b)?")
_GOVERNMENT = re.compile(
    r"\b(?:[Gg]overnment|[Rr]epublic|[Kk]ingdom|[Ss]tate|Treasury|Ministry [\w ]{0,20}) of (?:the )?$"
)
_WITHIN = frozenset(("Scottish", "Welsh", "English", "Northern Irish"))
"""Demonyms of a part of a country, whose government is not the country's."""
_DESCRIBES = re.compile(
    r" (?:[Pp]resident|District|Supreme|Attorney|Circuit|[Pp]rime|[Cc]hancellor|[Ss]ecretary|[Ff]oreign"
    r"|[Dd]efen[cs]e|[Vv]ice|[Ss]enator"
    r"|[Aa]mbassador|[Mm]inister|[Gg]eneral|[Ss]enior|official|leader|dollar|troops|forces|analyst|economist|strategist"
    r"|(?:(?!said |says |the |an? |its |to |of |and )[a-z]++(?<!ed) ){0,2}"
    rf"(?:{alternation(COMPANIES)})\b)"
    r"|\$|-(?:based|led|owned|backed|born|made)"
)


def _state(words: str, code: str) -> str:
    """Return a country's name for its people or its capital; a body's words as written."""
    known = countries.code(words) == code or countries.capital_of(words) == code
    return country_name(code) if known and not words.isupper() else words
