"""The country of those who hold an office of state, where the article leaves no doubt which one is meant."""

import re
from collections import Counter

from msgspec.structs import replace

from generator.extract.document import Document, Passage
from generator.extract.rows import Attendee
from generator.language import countries
from generator.language.model import CountryMention, NameMention

_STATE = re.compile(
    r"\b(?:(?:prime |[a-z]+ )?minister|premier|chancellor|king|queen|prince|princess|first lady"
    r"|chief justice|(?:home|foreign|interior) secretary|opposition leader|head of state"
    r"|(?:attorney|governor)[- ]general)\b",
    re.IGNORECASE,
)
"""Offices that states have, and nobody else."""
_ROYAL = re.compile(r"\b(?:king|queen|prince|princess)\b", re.IGNORECASE)
"""Of these there are many wherever one is a guest."""
_TITLE = re.compile(
    r"(?:(?:Vice|Deputy|[Ff]ormer|[Oo]utgoing|[Ii]ncumbent|[Ii]nterim|[Aa]cting|[Oo]usted|then)[- ])?"
    r"(?:President(?:-elect)?|Speaker|Justice)"
)
"""Offices that clubs have too: right in front of a name and with a capital they are the state's."""
_PREVAILING = 2
"""Times that a country must be named as often as any other."""


def settled(document: Document, listed: list[Attendee]) -> list[Attendee]:
    """Return the rows with the article's own country for those who hold an office of state without any."""
    listed = [_of(_represented(one), one) if not one.country else one for one in listed]
    if all(one.country or not _may_hold(one) for one in listed):
        return listed
    listed = _visiting(document, listed)
    home = _home(document)
    if not home:
        return listed
    meant = [one for one in listed if not one.country and _holds(document, one, home)]
    offices = Counter(one.role.lower() for one in listed if one in meant or one.country == home)
    sure = [one for one in meant if offices[one.role.lower()] == 1 or not _SINGLE.fullmatch(one.role)]
    return [_of(home, one) if one in sure else one for one in listed]


_SINGLE = re.compile(
    r"president|chancellor|(?:home|foreign) secretary"
    r"|(?:prime|foreign|defen[cs]e|finance|interior|home|information|trade|health) minister",
    re.IGNORECASE,
)
"""Offices that one person of a state holds: of two who do, it cannot be told whose state is meant."""


def _of(country: str, one: Attendee) -> Attendee:
    return replace(one, country=country) if country else one


def _represented(one: Attendee) -> str:
    """Return whom somebody is there for: "China was represented by X, and the United States by Y"."""
    before = one.evidence[: one.evidence.find(one.person)]
    state = _FOR_A_STATE.search(before) if "represented" in before else None
    if not state and _may_hold(one) and one.evidence[len(before) :].endswith(_SAID_LAST):
        state = _STATE_DOES.match(before)
    return (countries.code(state[1].strip()) or "") if state else ""


_SAID_LAST = (" said.", " says.", " announced.")
_STATE_DOES = re.compile(
    r"((?:[A-Z]\w+ ){1,3})(?:(?:has|had) (?:promised|pledged|agreed|decided|offered|signed|committed)"
    r"|(?:will|would) (?:contribute|give|help|host|join|offer|provide|send|sign|support))\b"
)
"""Of whom a minister speaks: "Australia has promised help, Deputy Prime Minister X said."."""


_FOR_A_STATE = re.compile(
    r"\b((?:[A-Z]\w+ ?){1,3}(?<! ))"
    r"(?: (?:was|were|is|are|will be)(?: also)? represented(?:(?! by )[^,;]){0,30}?)?"
    r" by (?:(?:its|the|their) [^,;]{3,50}, |(?:(?! by )[^,;]){0,50})$"
)


def _visiting(document: Document, listed: list[Attendee]) -> list[Attendee]:
    """Return the rows with the country visited for those who receive, the other for those who come along."""
    opening = next((passage for passage in document.passages if not passage.heading), None)
    if opening is None:
        return listed
    visitor = next((one.country for one in opening.names if one.label == "PERSON" and one.country), "")
    host = _visited(opening)
    if not host or host == visitor:
        return listed
    return [
        _of(_side(one, visitor, host), one) if not one.country and _may_hold(one) else one for one in listed
    ]


def _visited(opening: Passage) -> str:
    """Return the country an article's first sentence goes to, "" where nobody goes or meets anywhere."""
    for place in _VISIT.finditer(opening.words):
        start = opening.start + place.end()
        told = [one.code for one in opening.countries if one.start == start]
        told += [one.country for one in opening.names if one.start == start and one.label == "PLACE"]
        if told and told[0]:
            return told[0]
    return ""


_VISIT = re.compile(
    r"\b(?:arriv\w+ in|visit\w* to|trip to|visited|flew to|travel\w+ to|landed in|in) (?:the )?(?=[A-Z])"
)


def _side(one: Attendee, visitor: str, host: str) -> str:
    """Return the country of who comes with a visitor, or of who receives one; "" where neither is said."""
    told = _MEETING.findall(one.evidence[: one.evidence.find(one.person)])
    if told:
        return visitor if told[-1] in _COMING else host
    at_home = _AT_HOME.search(one.evidence) if visitor else None
    return host if at_home else ""


_AT_HOME = re.compile(
    r"\b(?:his|her|its) [A-Z][\w ]+ counterpart\b|\breceived\b|\bwelcom(?:ed|ing)\b|\bhosted\b"
)
"""Beside somebody at home, who has guests."""
_COMING = ("accompanied", "flanked", "joined", "delegation")
_MEETING = re.compile(rf"\b(?:{'|'.join(_COMING)}|received|welcomed|greeted|hosted|met|meet|talks)\b")


def _may_hold(one: Attendee) -> bool:
    return bool(one.role) and bool(_STATE.search(one.role) or _TITLE.fullmatch(one.role))


def _holds(document: Document, one: Attendee, home: str) -> bool:
    """Tell an office of state from the one of a body that is named beside it: "FIFA President X"."""
    if not _may_hold(one) or _ROYAL.search(one.role):
        return False
    told = document.at(one.start)
    if any(state.code == home and _is_elsewhere(told, state) for state in told.countries):
        return False
    naming = (passage for passage in document.passages if not passage.heading and _named(passage, one))
    spoken_of = (_state_spoken_of(document, passage, one, home) for passage in (next(naming, told), told))
    if any(state not in ("", home) for state in spoken_of):
        return False
    return any(
        not _of_a_body(passage, name, one.role)
        for passage in document.passages
        for name in passage.names
        if name.name == one.person
    )


def _named(passage: Passage, one: Attendee) -> NameMention | None:
    return next((name for name in passage.names if name.name == one.person), None)


def _state_spoken_of(document: Document, told: Passage, one: Attendee, home: str) -> str:
    """Return the state last spoken of before somebody is, in their paragraph or the sentence before.

    Behind their name only their home tells whose they are.
    """
    name = _named(told, one)
    position = name.start if name else told.end
    for passage in reversed(document.passages[: told.index + 1]):
        if passage.heading or (passage.paragraph != told.paragraph and passage.index < told.index - 1):
            break
        if passage is told and told.words.endswith(_SAID_LAST):
            continue  # what it tells is what they say, of any state
        states = [
            state.code
            for state in passage.countries
            if state.end <= position or state.code == home
            if not _is_elsewhere(passage, state) and not _is_in_title(passage, state)
        ]
        if states:
            return states[-1]
    return ""


def _is_in_title(passage: Passage, state: CountryMention) -> bool:
    """Tell the country in front of somebody: the sentence speaks of them, not of it."""
    return any(
        name.label == "PERSON" and name.country == state.code and 0 < name.start - state.end < _TITLE_LENGTH
        for name in passage.names
    )


_TITLE_LENGTH = 60
"""Characters."""


def _is_elsewhere(passage: Passage, country: CountryMention) -> bool:
    """Tell the country that somebody goes to or gives to, in the sentence itself: it is not theirs."""
    return country.form == "name" and passage.text.endswith(_TOWARDS, 0, country.start)


_TOWARDS = (
    ", ",
    *(f" {word} " for word in ("to", "for", "with", "in", "from", "of", "between", "and", "the")),
)


def _of_a_body(passage: Passage, named: NameMention, role: str) -> bool:
    before = passage.before(named.start).rstrip(" ,")
    if not before.endswith(role):
        return not _STATE.search(role)
    lead = named.start - (len(passage.before(named.start)) - len(before)) - len(role)
    joined = before[: lead - passage.start].endswith(" and ")
    return joined or any(other.label == "ORG" and 0 <= lead - other.end <= _GAP for other in passage.names)


_GAP = 3
"""Characters between a body and the office it has: "'s "."""


def _home(document: Document) -> str:
    """Return the country that an article names far more often than any other, or opens with; "" for none."""
    named: Counter[str] = Counter()
    for passage in document.passages:
        named.update(_countries(passage))
    (first, most), (_, next_most) = (*named.most_common(2), ("", 0), ("", 0))[:2]
    if most >= _PREVAILING * max(next_most, 1):
        return first
    opening = next((passage for passage in document.passages if not passage.heading), None)
    leading = _countries(opening) if opening else []
    return leading[0] if len(set(leading)) == 1 and named[leading[0]] == most else ""


_AWAY = (" to ", " to the ", " from ", " from the ")
"""In front of a country that somebody goes to or comes from: it is less often the article's own."""


def _countries(passage: Passage) -> list[str]:
    """Return the countries of a sentence: by name, people and capital, and those its places lie in."""
    states = {one.start for one in passage.countries}
    return [one.code for one in passage.countries if not passage.text.endswith(_AWAY, 0, one.start)] + [
        one.country
        for one in passage.names
        if one.label == "PLACE" and one.country and one.start not in states
    ]
