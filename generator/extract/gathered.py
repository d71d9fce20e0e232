"""An agreement while sentence after sentence adds to it, and whether two sentences speak of the same one."""

import re

from msgspec import Struct, field

from generator.extract.document import Passage
from generator.extract.objects import alike, folded
from generator.extract.party import Party
from generator.extract.rows import Amount
from generator.extract.statements import Statement
from generator.extract.terms import date_of, term_of, worth_of


class Gathered(Struct):
    """An agreement with what is known of it so far."""

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


def is_same(one: Gathered, statement: Statement, names: set[str]) -> bool:
    """Tell whether a statement speaks of an agreement gathered before."""
    if not names or statement.rule == "further":
        return False
    if statement.adding and statement.passage is not one.statement.passage:
        return False
    if statement.titled and one.statement.titled and statement.noun != one.statement.noun:
        return False
    parties = {folded(p.name) for p in statement.parties}
    near = statement.passage.index - one.last
    if statement.pointing and near <= 2 and any(alike(a, b) for a in parties for b in one.names):
        return True
    if statement.rule == one.statement.rule == "settling" and len(parties) == 1 and near <= 2:
        return statement.noun == one.statement.noun and any(alike(a, b) for a in parties for b in one.names)
    if len(parties) < 2 and not statement.target:
        return False
    if all(any(alike(a, b) for b in one.names) for a in names):
        return True
    if len(one.parties) > 1 and all(any(alike(folded(p.name), a) for a in names) for p in one.parties):
        return True
    return (
        near == 1
        and bool(statement.noun)
        and statement.noun == one.statement.noun
        and _same_sides(one, statement)
    )


def _same_sides(one: Gathered, statement: Statement) -> bool:
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


def enrich(one: Gathered, passage: Passage, start: int, end: int) -> None:
    """Take worth, term and date from the words of a statement where the agreement has none."""
    if one.worth is None:
        one.worth = worth_of(passage, start, end)
    if not one.term:
        one.term, one.term_words = term_of(passage, start, end)
    if not one.date:
        one.date, one.date_words = date_of(passage, start, end) or ("", "")
