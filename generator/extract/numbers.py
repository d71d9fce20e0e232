"""Amounts and counts, each with its bound, its unit and who says so."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from generator.extract.amounts import amount
from generator.extract.attributions import attribution
from generator.extract.document import Document, Passage
from generator.extract.rows import Amount, Number
from generator.language.model import Bound, QuantityMention, TimeMention


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
    counted = [
        _number(passage, one.start, amount(passage, one), "counted")
        for one in passage.quantities
        if not any(rule(document, passage, one) for rule in NOT_NUMBERS)
    ]
    lasting = [
        _number(passage, time.start, term, "lasting")
        for time in passage.times
        if (term := _term(passage, time)) is not None
    ]
    return counted + lasting


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


def one_of_many(document: Document, passage: Passage, quantity: QuantityMention) -> bool:
    """ "one of", "no one", "one another": a pronoun, no count."""
    return (
        passage.words[quantity.number_start - passage.start : quantity.number_end - passage.start].lower()
        == "one"
    )


_POINTED = re.compile(
    r"\b(?:the|these|those|both|all|its|their|his|her|last|first|next|other|any|either) (?:\w+ )?$", re.I
)


def pointing_back(document: Document, passage: Passage, quantity: QuantityMention) -> bool:
    """ "the three leaders": named before, not counted here."""
    if quantity.currency or quantity.unit == "percent" or quantity.value > 12:
        return False
    written = passage.words[quantity.number_start - passage.start : quantity.number_end - passage.start]
    return written.isalpha() and bool(_POINTED.search(passage.before(quantity.start)))


def inside_a_name(document: Document, passage: Passage, quantity: QuantityMention) -> bool:
    """ "Power of Siberia 2", "Group of 20": part of a name."""
    return any(name.start <= quantity.number_start < name.end for name in passage.names)


def inside_a_time(document: Document, passage: Passage, quantity: QuantityMention) -> bool:
    """ "September 15", "three decades": a time, read as such."""
    return any(time.start <= quantity.number_start < time.end for time in passage.times)


def model_number(document: Document, passage: Passage, quantity: QuantityMention) -> bool:
    """Tell the name of a model: "the 787", where the article has "the Boeing 787"."""
    plain = not quantity.currency and quantity.unit != "percent"
    return plain and passage.words[
        quantity.number_start - passage.start : quantity.number_end - passage.start
    ] in (_models(document))


_MODEL = re.compile(r" (\d{2,4})\b(?! (?:million|billion|percent|people))")


@lru_cache(maxsize=2)
def _models(document: Document) -> frozenset[str]:
    """Return the figures that follow an organisation's name directly."""
    names = (name for passage in document.passages for name in passage.names if name.label == "ORG")
    return frozenset(found[1] for name in names if (found := _MODEL.match(document.text, name.end)))


def vague(document: Document, passage: Passage, quantity: QuantityMention) -> bool:
    """Tell "dozens of", "billions of dollars": no number is given."""
    number = passage.words[quantity.number_start - passage.start : quantity.number_end - passage.start]
    return bool(_VAGUE.search(number) or _VAGUE.search(passage.after(quantity.start)[:40]))


_VAGUE = re.compile(
    r"^(?:an? |one |two )?(?:third|half|quarter)s?$"
    r"|^(?:\w+ (?:of )?)?(?:dozens|scores|hundreds|thousands|millions|billions|trillions)\b",
    re.IGNORECASE,
)


def ranging(document: Document, passage: Passage, quantity: QuantityMention) -> bool:
    """Tell a range ("between 305 and 550"): a row holds one amount, so a range is left to the editor."""
    start, end = quantity.number_start - passage.start, quantity.number_end - passage.start
    return bool(_RANGE.search(passage.words, start, end))


def half_of_a_range(document: Document, passage: Passage, quantity: QuantityMention) -> bool:
    """Tell one end of "26% to 28%"; of "from 26% to 28%" both ends are told."""
    if quantity.unit != "percent":
        return False
    if _TO_NEXT.match(passage.after(quantity.end)):
        return not passage.before(quantity.start).endswith("from ")
    lead = _FROM_LAST.search(passage.before(quantity.start))
    return lead is not None and lead[1] != "from "


def age(document: Document, passage: Passage, quantity: QuantityMention) -> bool:
    """Tell how old somebody is: "John Smith, 45, said", "a 12-year-old boy"."""
    return quantity.unit == "year of age" or bool(_OLD.match(passage.after(quantity.number_end)))


_OLD = re.compile(r"[ -]years?[ -](?:old|of age)\b")
_TO_NEXT = re.compile(r" to \d[\d.,]*(?:%| percent)")
_FROM_LAST = re.compile(r"(from |\b)\d[\d.,]*(?:%| percent) to $")


_RANGE = re.compile(r"\w(?: (?:to|and|or) | ?[-–—] ?)\$?\d|\w (?:to|and|or) [a-z]+$")

NOT_NUMBERS: tuple[Callable[[Document, Passage, QuantityMention], bool], ...] = (
    one_of_many,
    pointing_back,
    inside_a_name,
    inside_a_time,
    model_number,
    vague,
    ranging,
    half_of_a_range,
    age,
)
"""Quantities that are no facts of their own."""

_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_POINT_AFTER = re.compile(r"\s*(?:after|later|before|ago|earlier|since|prior|previous|old|-old|of age)\b")
_POINT_BEFORE = re.compile(
    r"\b(?:after|within|in|every|per|aged?|(?:the|these) (?:last|past)|over the past"
    r"|for the (?:first|last) time in) (?:the )?$",
    re.I,
)


def _term(passage: Passage, time: TimeMention) -> Amount | None:
    """Return how long something lasts, for a definite number of years, months, weeks or days."""
    value = re.fullmatch(r"P(\d+(?:\.\d+)?)([YMWD])", time.value)
    if time.type != "DURATION" or not value:
        return None
    if _POINT_AFTER.match(passage.after(time.end)) or _POINT_BEFORE.search(passage.before(time.start)):
        return None
    words = passage.words[time.start - passage.start : time.end - passage.start]
    if _GONE_BY.match(words) or words.endswith("old"):
        return None
    counted = _COUNT.search(words)
    return Amount(
        value=Decimal(value[1]),
        unit=_UNITS[value[2]],
        bound=Bound.EXACT,
        currency="",
        words=counted[1] if counted else words,
        unit_words=counted[2] if counted else "",
    )


_GONE_BY = re.compile(r"(?:the |these )?(?:last|past)\b", re.IGNORECASE)
_COUNT = re.compile(
    r"([\w.,]+(?: and a half)?)[ -](years?|decades?|months?|weeks?|days?|century|centuries)\b"
)
