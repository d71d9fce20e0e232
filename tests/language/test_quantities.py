"""Quantities are found with bound, unit and what is counted; numbers that are none are left."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import quantities, quantity_numbers
from generator.language.model import QuantityMention
from generator.language.quantity_ranges import RangeMention
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "quantities.md")
WORDS = sorted(
    {*quantity_numbers.grammar().words, "2009", "31", "5", "6.40", "1,400", "787", "km", "at", "least", "²"}
)


def shown(text: str, mention: QuantityMention) -> str:
    """Return a mention as the golden cases write it; what is counted only where the unit does not say it."""
    value = f"{mention.value:.12g}"
    if isinstance(mention, RangeMention):
        value += f"..{mention.high:.12g}"
    counted = f" ({mention.counted})" if mention.counted not in ("", mention.unit) else ""
    return f"{text[mention.start : mention.end]}: {mention.bound} {value} {mention.unit}{counted}".rstrip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden_case(case: Case) -> None:
    """A golden case's text has the quantities expected and no other."""
    found = quantities.find(case.given)
    assert [shown(case.given, one) for one in found] == case.expected.splitlines()


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("cubic meters annually", "cubic metre per year"),
        ("cubic metres a year", "cubic metre per year"),
        ("m³", "cubic metre"),
        ("km2", "square kilometre"),
        ("%", "percent"),
        ("per cent", "percent"),
        ("US$", "US dollar"),
        ("U.S. dollars", "US dollar"),
        ("yuan", "Chinese yuan"),
        ("Indian rupee", "Indian rupee"),
        ("kina", "Papua New Guinean kina"),
        ("km/h", "kilometre per hour"),
        ("barrels per day", "barrel per day"),
        ("degrees Celsius", "degree Celsius"),
        ("year-old", "year of age"),
        ("troops", ""),
        ("", ""),
    ],
)
def test_canonical_unit(words: str, unit: str) -> None:
    """A unit has one name in whatever spelling, and words that are no unit have none."""
    assert quantities.canonical_unit(words) == unit


def test_money_has_its_code() -> None:
    """Money carries its ISO 4217 code, and other quantities none."""
    assert [one.currency for one in quantities.find("It cost €5 and C$6 for 7 men.")] == ["EUR", "CAD", ""]


def test_the_number_alone() -> None:
    """The number's own place leaves out the bound, the sign of money and the unit."""
    text = "at least US$ 3.5 billion of it"
    (found,) = quantities.find(text)
    assert text[found.number_start : found.number_end] == "3.5 billion"


def test_a_fraction_after_any_white_space() -> None:
    """What parts a number from the fraction behind it may be any white space, or the two are no number."""
    assert [one.value for one in quantities.find("It holds 2\u20281/2 tonnes.")] == [Decimal("2.5")]
    assert quantities.find("In 2025-09\u20281/2 it was.") == ()


def test_a_fraction_after_a_hyphen() -> None:
    """A whole number may be joined to its fraction by a hyphen."""
    assert [one.value for one in quantities.find("It holds 2-1/2 tonnes and 50-1/2 litres.")] == [
        Decimal("2.5"),
        Decimal("50.5"),
    ]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", "-", "", ". "])), max_size=8))
def test_any_words_are_answered(pieces: list[tuple[str, str]]) -> None:
    """Any row of number words gives quantities in order, each around its number."""
    text = "".join(word + gap for word, gap in pieces)
    found = quantities.find(text)
    assert all(one.start <= one.number_start < one.number_end <= one.end for one in found)
    assert all(one.number_end <= two.number_start for one, two in pairwise(found))
