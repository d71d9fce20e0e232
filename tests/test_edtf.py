"""Dates keep the precision they were written with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import edtf

OPEN = "an interval begins after the year 0001 and ends before 9999; an end that is open is written .."


@pytest.mark.parametrize(
    ("text", "lower", "upper", "precision"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
        ("2025-09", date(2025, 9, 1), date(2025, 9, 30), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2025-09-02", date(2025, 9, 2), date(2025, 9, 2), "day"),
        ("2025-09-01/2025-09-15", date(2025, 9, 1), date(2025, 9, 15), "interval"),
        ("2024/2025-03", date(2024, 1, 1), date(2025, 3, 31), "interval"),
        ("../2025-09-02", date.min, date(2025, 9, 2), "interval"),
        ("2025-09-02/..", date(2025, 9, 2), date.max, "interval"),
        ("0001", date.min, date(1, 12, 31), "year"),
        ("9999-12-31", date.max, date.max, "day"),
    ],
)
def test_written_dates(text: str, lower: date, upper: date, precision: str) -> None:
    """A date reaches from the first to the last day it can be."""
    read = edtf.parse(text)
    assert read is not None
    assert (read.lower, read.upper, read.precision) == (lower, upper, precision)
    assert (read.open_start, read.open_end) == (text.startswith(".."), text.endswith(".."))


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2025-09", False, False),
        ("2025-09~", True, False),
        ("2025?", False, True),
        ("2025-09-02%", True, True),
    ],
)
def test_qualified_dates(text: str, approximate: bool, uncertain: bool) -> None:
    """A tilde says about, a question mark uncertain, a percent sign both."""
    read = edtf.parse(text)
    assert read is not None
    assert (read.approximate, read.uncertain) == (approximate, uncertain)


def test_qualified_interval() -> None:
    """An interval is as approximate as either of its ends."""
    read = edtf.parse("2025-09~/2025-10?")
    assert read is not None
    assert (read.approximate, read.uncertain) == (True, True)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2025-02-30", "there is no 30 February"),
        ("2023-02-29", "there is no 29 February in 2023"),
        ("2025-09-31", "there is no 31 September"),
        ("2025-09-00", "there is no 0 September"),
        ("2025-13", "there is no month 13"),
        ("0000", "there is no year 0000"),
        ("", "the date is empty"),
        ("Tuesday", "“Tuesday” is not written as a date"),
        ("2025-9-2", "“2025-9-2” is not written as a date"),
        ("02/09/2025", "an interval has two ends with one / between them"),
        ("2025-09-02\n", "“2025-09-02\n” is not written as a date"),
        ("٢٠٢٥", "“٢٠٢٥” is not written as a date"),
        ("2025-09-02/2025-09-01", "the interval ends (2025-09-01) before it begins (2025-09-02)"),
        ("../..", "one end of an interval must be known"),
        ("2025/", "the date is empty"),
        ("0001/2025", OPEN),
        ("2025/9999-12", OPEN),
    ],
)
def test_no_dates(text: str, problem: str) -> None:
    """What is no date, or a day that does not exist, is refused with the reason."""
    assert edtf.parse(text) is None
    assert edtf.problem(text) == problem


@given(st.dates())
def test_every_day(day: date) -> None:
    """Every day is read as itself."""
    assert edtf.parse(day.isoformat()) == edtf.Date(day, day, "day")


@given(st.text(alphabet="0123456789-/.~?% ", max_size=24))
def test_date_or_problem(text: str) -> None:
    """Every text is a date whose first day is not after its last, or has a problem; never both."""
    read = edtf.parse(text)
    assert (read is None) == bool(edtf.problem(text))
    assert read is None or read.lower <= read.upper
