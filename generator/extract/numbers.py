"""Amounts and counts, each with its bound, its unit and who says so."""

from decimal import Decimal
from itertools import repeat
from operator import call

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
    body = {
        quantity.value
        for passage in document.passages
        if not passage.heading
        for quantity in passage.quantities
    }
    for passage in document.passages:
        if not (passage.quantities or passage.times):
            continue
        if passage.heading and passage.end > document.headline_until:
            continue
        for number in _of(document, passage):
            if passage.heading and number.amount.value in body:
                continue
            key = (number.amount.value, _head(number.amount.unit))
            if key not in seen:
                seen.add(key)
                found.append(number)
    return tuple(found)


def _head(unit: str) -> str:
    return unit.split()[-1].lower().rstrip("s") if unit else ""


def _of(document: Document, passage: Passage) -> list[Number]:
    counted: list[Number] = []
    for one in passage.quantities:
        if not _is_excluded(document, passage, one):
            given = completed(passage, one, amount(passage, one), [number.amount for number in counted])
            counted.append(_number(passage, one.start, given, "counted"))
    lasting = [
        _number(passage, time.start, length, "lasting")
        for time in passage.times
        if (length := term(passage, time)) is not None
    ]
    return counted + lasting


_NEAR = 80
"""Characters around a number that the rules look at."""


def _is_excluded(document: Document, passage: Passage, one: QuantityMention) -> bool:
    words, start = passage.words, passage.start
    end = one.number_end - start
    written = words[one.number_start - start : end]
    before = passage.before(one.start, _NEAR)
    candidate = Candidate(document, passage, one, written, before, words[end : end + _NEAR])
    rules = OF_FIGURES if written[:1].isdigit() else OF_WORDS
    return any(map(call, rules, repeat(candidate)))


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
