"""Agreements: who agreed on what, with its worth, term, date and state.

A sentence states an agreement when a verb that makes agreements has an agreement as its object
("inked a deal", "won an order"), when a verb is a dealing by itself ("will purchase 20 planes"),
when several agree to do something, when a player changes clubs, or when an agreement is said to be between
parties. Its parties are the organisations and states that are
the verb's subject and those that stand after "with", "from", "to", "between", "by", or as owner of what
is bought. What later sentences say of "the order" or "the deal" is added to the agreement they point at.
Only agreements with at least two parties are proposed, and disputes that one settles for money; those
of long ago are background, not key deals.
"""

import datetime
import re
from collections.abc import Iterable, Sequence, Set

from generator.extract import frames
from generator.extract.document import Document, Passage
from generator.extract.gathered import Gathered, enrich, is_same
from generator.extract.objects import alike, folded
from generator.extract.other_side import other_side
from generator.extract.party import Party
from generator.extract.rows import Deal
from generator.extract.several import pair_before
from generator.extract.statements import Statement
from generator.extract.terms import date_of, stated_worth, term_of
from generator.extract.unlisted import plain_words
from generator.extract.unmade import is_unmade
from generator.extract.verbs import NOUNS
from generator.language.phrases import alternation

BACKGROUND_AFTER = datetime.timedelta(days=270)
"""An agreement dated this long before publication is told as background."""

REACH = 30
"""How many agreements back a sentence can speak of."""

_PLURALS = frozenset(noun for noun in NOUNS if noun.endswith("s"))
_CONFIDENCE = {
    "making": 0.8,
    "passive": 0.6,
    "holding": 0.7,
    "dealing": 0.7,
    "acquiring": 0.6,
    "signing": 0.6,
    "between": 0.6,
    "agreeing": 0.6,
    "transferring": 0.6,
    "giving": 0.6,
    "settling": 0.6,
    "further": 0.6,
}


def find(document: Document) -> tuple[Deal, ...]:
    """Return the agreements an article tells of, in the order of the text."""
    gathered: list[Gathered] = []
    open_parties: list[Party] = []
    for passage in document.passages:
        if passage.heading:
            if passage.start < document.headline_until and _can_open(passage):
                open_parties = _open(frames.read(document, passage)) or open_parties
            continue
        held = frames.telling_words(passage)
        if frames.can_tell(passage, held):
            for statement in frames.read(document, passage):
                if is_unmade(statement) or _is_background(document, statement):
                    continue
                if opened := _open([statement]):
                    open_parties = opened
                else:
                    _add(document, gathered, statement, open_parties)
        if gathered:
            _point(gathered, passage, held)
    _pair_up(document, gathered)
    return tuple(_deal(document, one) for one in gathered if len(one.parties) > 1 or _is_lone(one))


def _is_lone(one: Gathered) -> bool:
    """Tell what one party does alone: it settles a dispute with whom the article does not name."""
    return one.statement.rule == "settling" and len(one.parties) == 1


def _can_open(passage: Passage) -> bool:
    """Tell fast whether a headline can tell of several agreements."""
    several = not _PLURALS.isdisjoint(plain_words(passage.words))
    return several and frames.can_tell(passage, frames.telling_words(passage))


def _open(statements: Iterable[Statement]) -> list[Party]:
    """Return who has made several agreements whose other parties are told later ("two large orders")."""
    told = [one.parties[0] for one in statements if one.several and len(one.parties) == 1]
    return [one for one in told if one.kind != "person"][:1]


def _is_background(document: Document, statement: Statement) -> bool:
    if statement.background:
        return True
    date = date_of(statement.passage, statement.start, statement.end)
    published = document.published
    if not date or not published:
        return False
    if published - datetime.date.min < BACKGROUND_AFTER:
        return False
    return date[0] < (published - BACKGROUND_AFTER).isoformat()[: len(date[0])]


def _add(
    document: Document, gathered: list[Gathered], statement: Statement, open_parties: Sequence[Party]
) -> None:
    """Add a statement to the agreement it speaks of, or begin another."""
    parties = list(statement.parties)
    last = next((one for one in reversed(gathered) if len(one.parties) > 1), None)
    if statement.adding and last and statement.passage.index - last.last <= 2:
        they = statement.passage.before(statement.start, len(_THEY)).lower() == _THEY
        they = they and last.statement.rule not in _WITNESSED
        parties = list(last.parties) if they or not parties else parties
    names = {folded(one.name) for one in (*parties, *statement.target)}
    known = next((one for one in reversed(gathered[-REACH:]) if is_same(one, statement, names)), None)
    if known is not None:
        enrich(known, statement.passage, statement.start, statement.end)
        known.names |= names
        known.parties += [
            one for one in parties if not any(alike(folded(one.name), folded(p.name)) for p in known.parties)
        ]
        known.last = statement.passage.index
        return
    if not parties and statement.rule == "passive" and statement.state != "announced":
        parties = pair_before(document, statement.passage)
    if statement.pointing and gathered and not parties:
        return
    if len(parties) == 1:
        beside = _in_one_sentence(gathered, statement)
        if beside is not None:
            enrich(beside, statement.passage, statement.start, statement.end)
            return
        parties += other_side(document, gathered, statement, open_parties)
    one = Gathered(statement, parties, statement.passage, last=statement.passage.index, names=names)
    one.names |= {folded(p.name) for p in parties}
    enrich(one, statement.passage, statement.start, statement.end)
    if statement.rule == "passive" and one.worth is None:  # "The agreement, worth $30 million, was signed"
        one.worth = stated_worth(statement.passage, 0)
    gathered.append(one)


_WITNESSED = frozenset(("between", "passive", "signing"))
"""What is told without its parties as the subject: "they" are others then."""
_THEY = "they "
"""Right before a verb: who has agreed just before."""


def _in_one_sentence(gathered: list[Gathered], statement: Statement) -> Gathered | None:
    """Return what the same party agrees on before: "is to buy 10 jets and has the option to buy 20 more"."""
    own = folded(statement.parties[0].name)
    here = [one for one in gathered[-REACH:] if one.statement.passage is statement.passage]
    return next((one for one in here if len(one.parties) > 1 and own in one.names), None)


_POINTING = re.compile(
    # The letter stands first: a search runs fast to one of a set.
    r"[TtIi](?<!\w.)(?:(?<=[Tt])h(?:e|is|at)|(?<=[Ii])ts) (?:[\w-]++ ){0,4}?"
    rf"({alternation(frames.POINTERS)})\b"
)
_LEADING = ("", "Under ", "In ", "As part of ")
"""In front of "the deal" at the head of a sentence."""
_PRODUCTS = re.compile(r"(?:The|These) (?:[\w-]+ ){0,2}?(\w{4,})\b")


def _point(gathered: list[Gathered], passage: Passage, held: Set[str]) -> None:
    """Add what a sentence says of "the order", or of what was ordered, to the agreement it points at."""
    if passage.index == gathered[-1].last + 1 and passage.words.startswith("It "):
        _tell_of_it(gathered[-1], passage)
        return
    match = None if frames.POINTER_WORDS.isdisjoint(held) else _POINTING.search(passage.words)
    product = _PRODUCTS.match(passage.words) if match is None and passage.words.startswith("The") else None
    if not (match or product):
        return
    gathered = gathered[-REACH:]
    if match:
        named = [one for one in gathered if any(p.name in match[0] for p in one.parties)]
        nearest = [one for one in gathered if 0 < passage.index - one.last <= 2]
        alike = [one for one in nearest if one.statement.noun == match[1]]
        one = next(reversed(named or alike or nearest), None)
    else:
        match = product
        one = next((g for g in reversed(gathered) if match and match[1] in g.statement.passage.words), None)
    if match is None or one is None or passage is one.statement.passage:
        return
    worth = stated_worth(passage, match.end())
    leading = match.re is _POINTING and passage.words[: match.start()] in _LEADING
    if worth and leading:
        one.worth, one.evidence = worth, passage
    elif worth and one.worth is None:
        one.worth = worth
    if not one.term and leading:
        one.term, one.term_words = term_of(passage, passage.start, passage.end)
    one.last = passage.index


def _tell_of_it(one: Gathered, passage: Passage) -> None:
    """Add what the next sentence says of the agreement as "it": "It is worth $3 billion"."""
    if not _IT.match(passage.words):
        return
    one.worth = one.worth or stated_worth(passage, 0)
    if not one.term:
        one.term, one.term_words = term_of(passage, passage.start, passage.end)
    one.last = passage.index


_IT = re.compile(
    r"It (?:(?:is|was|will|would) )?(?:worth|valued|run|runs|last|lasts|valid|be worth|cover|covers)\b"
)


def _pair_up(document: Document, gathered: list[Gathered]) -> None:
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
                known = {folded(p.name) for p in one.parties}
                if not known or known & {folded(p.name) for p in other.parties}:
                    one.parties += [p for p in other.parties if folded(p.name) not in known]
                break


def _deal(document: Document, one: Gathered) -> Deal:
    passage, statement = one.evidence, one.statement
    told = document.text[statement.start : statement.end].rstrip(" .")
    return Deal(
        start=passage.start,
        end=passage.end,
        evidence=passage.words,
        rule=f"deals-{statement.rule}",
        confidence=_CONFIDENCE[statement.rule],
        deal=told if " " in told else statement.passage.words,
        parties=tuple(p.name for p in one.parties),
        worth=one.worth,
        term=one.term,
        term_words=one.term_words,
        date=one.date,
        date_words=one.date_words,
        state=statement.state,
    )
