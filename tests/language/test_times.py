"""Time expressions are found, with the values TIMEX3 gives them."""

import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import time_rules, times
from generator.language.model import TimeMention
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "times.md")
PUBLISHED = datetime.date(2025, 9, 2)
WORDS = sorted({*time_rules.grammar().words, "2009", "31", "08", "12", "5", "6.40", "1,400", "th", "s", "."})


def shown(text: str, mention: TimeMention) -> str:
    """Return a mention as the golden cases write it."""
    words = text[mention.start : mention.end]
    return f"{words}: {mention.type} {mention.value}{', relative' if mention.relative else ''}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden_case(case: Case) -> None:
    """In an article of Tuesday 2025-09-02 a golden case has the time expressions expected and no other."""
    found = times.find(case.given, PUBLISHED)
    assert [shown(case.given, one) for one in found] == case.expected.splitlines()


@pytest.mark.parametrize(
    ("words", "duration"),
    [
        ("three decades", "P30Y"),
        ("the next 30 years", "P30Y"),
        ("30-year", "P30Y"),
        ("P30Y", "P30Y"),
        ("P1Y6M", "P1Y6M"),
        ("PT90M", "PT90M"),
        ("a year", "P1Y"),
        ("two and a half years", "P2.5Y"),
        ("several years", None),
        ("Tuesday", None),
        ("30", None),
        ("P30", None),
        ("PY30", None),
        ("", None),
    ],
)
def test_read_duration(words: str, duration: str | None) -> None:
    """Words for a duration, and ISO 8601's own, give the ISO 8601 duration; other words give None."""
    assert times.read_duration(words) == duration


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Tuesday.", "XXXX-WXX-2"),
        ("They met on September 15.", "XXXX-09-15"),
        ("They met in May 2008.", "2008-05"),
        ("They met last year.", "XXXX"),
    ],
)
def test_without_a_publication_date(text: str, value: str) -> None:
    """Where the publication date is unknown, what depends on it stays open and the rest is read."""
    assert [one.value for one in times.find(text, None)] == [value]


@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", "-", "", ". "])), max_size=8),
    st.dates(),
)
def test_any_words_are_answered(pieces: list[tuple[str, str]], published: datetime.date) -> None:
    """Any row of time words, on any day of publication, gives mentions in order that have a value."""
    text = "".join(word + gap for word, gap in pieces)
    found = times.find(text, published)
    assert all(one.value and one.start < one.end for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
