"""Amounts and counts, each with its bound, its unit and who says so."""

from collections.abc import Iterator
from decimal import Decimal

from generator.extract.amounts import amount, completed
from generator.extract.attributions import attribution
from generator.extract.document import Document, Passage
from generator.extract.lasting import term
from generator.extract.not_numbers import OF_FIGURES, OF_WORDS, Candidate
from generator.extract.rows import Amount, Number
from generator.language.model import QuantityMention


def find(document: Document) -> tuple[Number, ...]:
    """Return the numbers an article gives, in the order of the text, each value of a thing once."""
    found: list[Number] = []
    seen: set[tuple[Decimal, str]] = set()
    for passage in document.passages:
        if not (passage.quantities or passage.times):
            continue
        if passage.heading and passage.end > document.headline_until:
            continue
        for start, given, rule in _of(document, passage):
            if passage.heading and _is_in_body(document, given.value):
                continue
            key = (given.value, _head(given.unit))
            if key not in seen:
                seen.add(key)
                found.append(_number(passage, start, given, rule))
    return tuple(found)


def _is_in_body(document: Document, value: Decimal) -> bool:
    return any(
        quantity.value == value
        for passage in document.passages
        if not passage.heading
        for quantity in passage.quantities
    )


def _head(unit: str) -> str:
    return unit.split()[-1].lower().rstrip("s") if unit else ""


def _of(document: Document, passage: Passage) -> Iterator[tuple[int, Amount, str]]:
    """Yield where each number of a sentence begins, its amount and the rule that takes it."""
    counted: list[Amount] = []
    for one in passage.quantities:
        candidate = _candidate(document, passage, one)
        for excludes in OF_FIGURES if candidate.written[:1].isdigit() else OF_WORDS:
            if excludes(candidate):
                break
        else:
            given = completed(passage, one, amount(passage, one), counted)
            counted.append(given)
            yield one.start, given, "counted"
    for time in passage.times:
        length = term(passage, time)
        if length is not None:
            yield time.start, length, "lasting"


_NEAR = 80
"""Characters around a number that the rules look at."""


def _candidate(document: Document, passage: Passage, one: QuantityMention) -> Candidate:
    words, start = passage.words, passage.start
    end = one.number_end - start
    return Candidate(
        document,
        passage,
        one,
        plain=not one.currency and one.unit != "percent",
        written=words[one.number_start - start : end],
        before=passage.before(one.start, _NEAR),
        after=words[end : end + _NEAR],
    )


def _number(passage: Passage, offset: int, given: Amount, rule: str) -> Number:
    return Number(
        start=passage.start,
        end=passage.end,
        evidence=passage.words,
        rule=f"numbers-{rule}",
        confidence=0.85,
        attribution=attribution(passage, offset),
        what=passage.clause(offset),
        amount=given,
    )
