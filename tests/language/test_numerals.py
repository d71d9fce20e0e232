"""Numbers are read from figures and words."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import numerals
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "numerals.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden_case(case: Case) -> None:
    """Each line of a golden case reads as the number on the same line of what is expected."""
    read = [numerals.read(line) for line in case.given.splitlines()]
    expected = [None if line == "none" else Decimal(line) for line in case.expected.splitlines()]
    assert [one if one is None else round(one, 12) for one in read] == expected


@given(st.integers(min_value=0, max_value=10**15))
def test_figures_mean_themselves(number: int) -> None:
    """Any whole number reads as itself, with and without thousands separators."""
    assert numerals.read(str(number)) == numerals.read(f"{number:,}") == number


@given(
    st.lists(
        st.sampled_from(["two", "a", "half", "and", ",", "hundred", "million", "third", "5", "1/0", "½", "²"])
    )
)
def test_any_words_are_answered(words: list[str]) -> None:
    """Whatever stands in it, a text of number words is a number or none, never an error."""
    value = numerals.read(" ".join(words))
    assert value is None or value >= 0
