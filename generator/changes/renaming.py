"""Which fact had which name before: as ``renamed.csv`` says, or as its rows do."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping

from generator.changes.rows import Matched
from generator.changes.side import Side
from generator.model import Explainer, Row

Name = tuple[str, str]
"""A table and the identifier of a fact in it."""


def listed_names(explainer: Explainer | None) -> Mapping[Name, Name]:
    """Return the names that ``renamed.csv`` gives to facts, whatever names they had in between."""
    steps = {row.words("was"): row.words("now") for row in (explainer.renamed if explainer else ())}
    ends: dict[str, str] = {}
    for was in steps:
        way = {was: None}
        while (last := next(reversed(way))) in steps and last not in ends and steps[last] not in way:
            way[steps[last]] = None
        ends |= dict.fromkeys(way, ends.get(last, last))
    return {_name(was): _name(ends[was]) for was in steps if "/" in was and "/" in ends[was]}


def _name(words: str) -> Name:
    table, _, fact = words.partition("/")
    return table, fact


def moved(matched: Matched, base: Side, head: Side) -> Mapping[Name, Name]:
    """Return for each fact the one of another name that most of its rows speak of at head."""
    counted: dict[Name, Counter[Name]] = defaultdict(Counter)
    for before, after in matched.pairs:
        if before and after and before.status.published and after.status.published:
            was, now = base.fact_of(before), head.fact_of(after)
            if was and now and was != now:
                counted[before.table, was][after.table, now] += 1
    return {name: count.most_common(1)[0][0] for name, count in counted.items()}


def forgotten(old: Explainer | None, new: Explainer | None, facts: Container[Name]) -> tuple[Row, ...]:
    """Return the lines of ``renamed.csv`` that an explainer lost, and whose old names lead nowhere now."""
    if old is None or new is None:
        return ()
    kept = {row.words("was") for row in new.renamed}
    return tuple(
        row for row in old.renamed if row.words("was") not in kept and _name(row.words("was")) not in facts
    )
