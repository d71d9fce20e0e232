"""Agreements: who agreed on what, with its worth, term, date and state.

A sentence states an agreement when a verb that makes agreements has an agreement as its object
("inked a deal", "won an order"), when a verb is a dealing by itself ("will purchase 20 planes"), or
when an agreement is said to be between parties. Its parties are the organisations and states that are
the verb's subject and those that stand after "with", "from", "to", "between", "by", or as owner of what
is bought. What later sentences say of "the order" or "the deal" is added to the agreement they point at.
Only agreements with at least two parties are proposed; those of long ago are background, not key deals.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.extract import frames, lexicon
from generator.extract.amounts import amount
from generator.extract.dates import is_attributive
from generator.extract.document import Document, Passage
from generator.extract.frames import Statement
from generator.extract.phrases import Party, find_parties
from generator.extract.rows import Amount, Deal

BACKGROUND_AFTER = datetime.timedelta(days=270)
"""An agreement dated this long before publication is told as background."""

REACH = 30
"""How many agreements back a sentence can speak of."""

_POINTERS = lexicon.words("agreements", "pointers")
_POINTER_WORDS = frozenset(noun + mark for noun in _POINTERS for mark in frames.MARKS)
_WORTHS = lexicon.words("agreements", "worths")
_DELIVERY = re.compile(
    r"\b(?:deliver\w*|enter\w* service|start\w*|begin\w* to|said|announced|reported|according|statement)\b"
)
"""Between a deal and a date: the date is that of the delivery or of the announcement."""
_CONFIDENCE = {
    "making": 0.8,
    "passive": 0.6,
    "holding": 0.7,
    "dealing": 0.7,
    "acquiring": 0.6,
    "signing": 0.6,
    "between": 0.6,
}


@dataclass(slots=True)
class _Gathered:
    """An agreement while sentences add to it."""

    statement: Statement
    parties: list[Party]
    evidence: Passage
    worth: Amount | None = None
    term: str = ""
    term_words: str = ""
    date: str = ""
    date_words: str = ""
    last: int = 0
    """The index of the last sentence that spoke of it."""
    names: set[str] = field(default_factory=set)
    """The names of its parties and of what is bought, folded, for telling that two sentences speak of it."""


def find(document: Document) -> tuple[Deal, ...]:
    """Return the agreements an article tells of, in the order of the text."""
    gathered: list[_Gathered] = []
    open_parties: list[Party] = []
    for passage in document.passages:
        if passage.heading:
            if passage.start < document.headline_until:
                open_parties = _open(frames.read(document, passage)) or open_parties
            continue
        statements = [one for one in frames.read(document, passage) if not _is_background(document, one)]
        for statement in statements:
            if _open([statement]):
                open_parties = _open([statement])
                continue
            _add(document, gathered, statement, open_parties)
        _point(gathered, passage)
    _pair_up(document, gathered)
    return tuple(_deal(document, one) for one in gathered if len(one.parties) > 1)


def _open(statements: Iterable[Statement]) -> list[Party]:
    """Return who has made several agreements whose other parties are told later ("two large orders")."""
    return [one.parties[0] for one in statements if one.several and len(one.parties) == 1][:1]


def _is_background(document: Document, statement: Statement) -> bool:
    if statement.background:
        return True
    date = _date(statement.passage, statement.start, statement.end)
    published = document.published
    if not date or not published:
        return False
    return date[0] < (published - BACKGROUND_AFTER).isoformat()[: len(date[0])]


def _add(
    document: Document, gathered: list[_Gathered], statement: Statement, open_parties: Sequence[Party]
) -> None:
    """Add a statement to the agreement it speaks of, or begin another."""
    parties = list(statement.parties)
    names = {_folded(one.name) for one in (*parties, *statement.target)}
    known = next((one for one in reversed(gathered[-REACH:]) if _same(one, statement, names)), None)
    if known is not None:
        _enrich(known, statement.passage, statement.start, statement.end)
        known.names |= names
        known.parties += [
            one for one in parties if _folded(one.name) not in {_folded(p.name) for p in known.parties}
        ]
        known.last = statement.passage.index
        return
    if statement.pointing and gathered and not parties:
        return
    if len(parties) == 1:
        maker = [one for one in statement.target if _folded(one.name) != _folded(parties[0].name)]
        others = (
            maker
            or _giver(gathered, statement)
            or [one for one in open_parties if _folded(one.name) != _folded(parties[0].name)]
        )
        if not others and _units_bought(statement):
            others = [
                one for one in _topic(document) if not _alike(_folded(one.name), _folded(parties[0].name))
            ]
        parties += others
    one = _Gathered(statement, parties, statement.passage, last=statement.passage.index, names=names)
    one.names |= {_folded(p.name) for p in parties}
    _enrich(one, statement.passage, statement.start, statement.end)
    gathered.append(one)


def _giver(gathered: list[_Gathered], statement: Statement) -> list[Party]:
    """Return who awards, as told before: "Separately, Boeing was awarded a contract"."""
    words = statement.passage.words[statement.start - statement.passage.start :]
    if statement.rule != "passive" or not words.startswith(("awarded", "granted")):
        return []
    before = [one for one in gathered[-REACH:] if "award" in one.statement.passage.words]
    return before[-1].parties[:1] if before else []


_UNITS = re.compile(
    r"\w+ (?:an? (?:further|additional|total of) )?"
    r"(?:[\d,]+|two|three|four|five|six|seven|eight|nine|ten|\w+ty|\w+teen) "
)


def _units_bought(statement: Statement) -> bool:
    """Tell an order of so many pieces ("purchased six of these aeroplanes")."""
    begun = statement.start - statement.passage.start
    return statement.rule == "dealing" and bool(_UNITS.match(statement.passage.words, begun))


def _topic(document: Document) -> list[Party]:
    """Return the organisation the headline begins with: whose products the article is about."""
    headings = [passage for passage in document.passages[:1] if passage.start < document.headline_until]
    return [party for passage in headings for party in find_parties(passage)][:1]


def _same(one: _Gathered, statement: Statement, names: set[str]) -> bool:
    """Tell whether a statement speaks of an agreement gathered before."""
    if not names:
        return False
    parties = {_folded(p.name) for p in statement.parties}
    near = statement.passage.index - one.last
    if statement.pointing and near <= 2 and any(_alike(a, b) for a in parties for b in one.names):
        return True
    if len(parties) < 2 and not statement.target:
        return False
    if all(any(_alike(a, b) for b in one.names) for a in names):
        return True
    if len(one.parties) > 1 and all(any(_alike(_folded(p.name), a) for a in names) for p in one.parties):
        return True
    return (
        near == 1
        and bool(statement.noun)
        and statement.noun == one.statement.noun
        and _same_sides(one, statement)
    )


def _same_sides(one: _Gathered, statement: Statement) -> bool:
    """Tell whether two sentences name the same sides otherwise: a force and its ministry, say."""
    short = [match for p in one.parties for match in re.findall(r"\b[A-Z]{3,}\b", p.name)]
    shared = any(name in statement.passage.words for name in (*short, *(p.name for p in one.parties)))
    own = [p for p in one.parties if _is_body(p)]
    other = [p for p in statement.parties if _is_body(p)]
    return (
        shared
        and bool(own)
        and bool(other)
        and all(not p.country or not q.country or p.country == q.country for p in own for q in other)
    )


_BODY = re.compile(
    r"\b(?:Ministry|Department|Government|Air Force|Army|Navy|Treasury|Pentagon|Defen[cs]e)\b", re.I
)


def _is_body(party: Party) -> bool:
    return bool(_BODY.search(party.name))


def _alike(one: str, other: str) -> bool:
    """Tell whether one name is the other or a part of it: "Cerberus", "Cerberus Capital Management"."""
    return one == other or set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())


def _folded(name: str) -> str:
    return (
        name.lower()
        .removeprefix("the ")
        .removesuffix(" corporation")
        .removesuffix(" ltd.")
        .replace("(", "")
        .replace(")", "")
    )


def _enrich(one: _Gathered, passage: Passage, start: int, end: int) -> None:
    """Take worth, term and date from the words of a statement where the agreement has none."""
    if one.worth is None:
        one.worth = _worth(passage, start, end)
    if not one.term:
        one.term, one.term_words = _term(passage, start, end)
    if not one.date:
        one.date, one.date_words = _date(passage, start, end) or ("", "")


def _worth(passage: Passage, start: int, end: int) -> Amount | None:
    """Return the money in a stretch of a sentence, else a flow ("50 billion cubic metres a year")."""
    inside = [one for one in passage.quantities if start <= one.start < end]
    for quantity in inside:
        if quantity.currency and " per " not in quantity.unit:
            return amount(passage, quantity)
    for quantity in inside:
        if " per " in quantity.unit:
            return amount(passage, quantity)
    return None


def _term(passage: Passage, start: int, end: int) -> tuple[str, str]:
    for time in passage.times:
        if time.type == "DURATION" and start <= time.start < end and re.fullmatch(r"P\d+[YM]", time.value):
            return time.value, passage.words[time.start - passage.start : time.end - passage.start]
    return "", ""


def _date(passage: Passage, start: int, end: int) -> tuple[str, str] | None:
    """Return the date of a statement: in its clause, before or after the verb."""
    clause = passage.start
    for time in passage.times:
        if time.type != "DATE" or not time.value[:4].isdigit() or is_attributive(passage, time):
            continue
        near = passage.words[start - passage.start : time.start - passage.start]
        leading = time.start < start and passage.words[
            clause - passage.start : time.start - passage.start
        ].strip() in ("", "On", "In", "Earlier", "Late", "Since")
        beside = 0 <= start - time.end <= 2
        if leading or beside or (start <= time.start < end and not _DELIVERY.search(near)):
            return time.value, passage.words[time.start - passage.start : time.end - passage.start]
    return None


_POINTING = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts) (?:[\w-]+ ){{0,4}}?({'|'.join(sorted(_POINTERS))})\b"
)
_PRODUCTS = re.compile(r"(?:The|These) (?:[\w-]+ ){0,2}?(\w{4,})\b")


def _point(gathered: list[_Gathered], passage: Passage) -> None:
    """Add what a sentence says of "the order", or of what was ordered, to the agreement it points at."""
    if not gathered:
        return
    pointing = not _POINTER_WORDS.isdisjoint(passage.words.split())
    match = _POINTING.search(passage.words) if pointing else None
    gathered = gathered[-REACH:]
    if match:
        named = [one for one in gathered if any(p.name in match[0] for p in one.parties)]
        nearest = [one for one in gathered if 0 < passage.index - one.last <= 2]
        alike = [one for one in nearest if one.statement.noun == match[1]]
        one = next(reversed(named or alike or nearest), None)
    else:
        match = _PRODUCTS.match(passage.words)
        one = next((g for g in reversed(gathered) if match and match[1] in g.statement.passage.words), None)
    if match is None or one is None or passage is one.statement.passage:
        return
    worth = _stated_worth(passage, match.end())
    if worth and match.start() == 0 and match.re is _POINTING:
        one.worth, one.evidence = worth, passage
    elif worth and one.worth is None:
        one.worth = worth
    if not one.term and match.re is _POINTING and match.start() == 0:
        one.term, one.term_words = _term(passage, passage.start, passage.end)
    one.last = passage.index


def _stated_worth(passage: Passage, place: int) -> Amount | None:
    """Return the money that a sentence calls the worth of something, from a place in it on."""
    rest = passage.words[place:]
    if _WORTHS.isdisjoint(re.findall(r"\w+", rest[:80].lower())):
        return None
    return _worth(passage, passage.start + place, passage.end)


def _pair_up(document: Document, gathered: list[_Gathered]) -> None:
    """Give an agreement with one state the other one by the reciprocal move that follows it."""
    for number, one in enumerate(gathered):
        if len(one.parties) > 1:
            continue
        after = gathered[number + 1 : number + 3]
        for other in after:
            text = other.evidence.words[:60].lower()
            if len(other.parties) > 1 and (
                "reciproc" in text or "in return" in text or "in exchange" in text
            ):
                known = {_folded(p.name) for p in one.parties}
                if not known or known & {_folded(p.name) for p in other.parties}:
                    one.parties += [p for p in other.parties if _folded(p.name) not in known]
                break


def _deal(document: Document, one: _Gathered) -> Deal:
    passage, statement = one.evidence, one.statement
    return Deal(
        start=passage.start,
        end=passage.end,
        evidence=passage.words,
        rule=f"deals-{statement.rule}",
        confidence=_CONFIDENCE[statement.rule],
        deal=document.text[statement.start : statement.end],
        parties=tuple(p.name for p in one.parties),
        worth=one.worth,
        term=one.term,
        term_words=one.term_words,
        date=one.date,
        date_words=one.date_words,
        state=statement.state,
    )
