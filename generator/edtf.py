"""Dates as the Extended Date/Time Format writes them.

The subset of EDTF (https://www.loc.gov/standards/datetime/) that editors need: level 0 years, months,
days and intervals, and from level 1 the suffixes ``?`` (uncertain), ``~`` (approximate) and ``%`` (both)
and intervals with an open end (``..``).
"""

import calendar
import datetime
import re
from functools import lru_cache

from msgspec import Struct

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?([?~%]?)")

HOW_TO_WRITE = (
    "Write 2025, 2025-09 or 2025-09-02, an interval as 2025-09-01/2025-09-03, ../2025-09-02 for before"
    " and 2025-09-02/.. for after; add ~ for about, ? for uncertain."
)
"""What to tell an editor whose date was not understood."""


class Date(Struct, frozen=True):
    """A date or an interval, no more precise than it was written."""

    lower: datetime.date
    """The first day it can be; ``datetime.date.min`` where the interval has an open start."""
    upper: datetime.date
    """The last day it can be; ``datetime.date.max`` where the interval has an open end."""
    precision: str
    """``year``, ``month``, ``day`` or ``interval``."""
    approximate: bool = False
    uncertain: bool = False

    @property
    def open_start(self) -> bool:
        """True for ``../2025``: any day up to the upper one."""
        return self.precision == "interval" and self.lower == datetime.date.min

    @property
    def open_end(self) -> bool:
        """True for ``2025/..``: any day from the lower one."""
        return self.precision == "interval" and self.upper == datetime.date.max


def parse(text: str) -> Date | None:
    """Return the date that ``text`` writes, or ``None`` when it writes none (``problem`` says why)."""
    date = _read(text)
    return date if isinstance(date, Date) else None


def problem(text: str) -> str:
    """Return what is wrong with ``text`` as a date, as the end of a sentence; "" when nothing is."""
    date = _read(text)
    return "" if isinstance(date, Date) else date


def day(written: str) -> datetime.date | None:
    """Return the day an EDTF date gives; ``None`` when it is less precise or no date."""
    # Python reads some other words of this length as days, such as a week of the year.
    if len(written) != len("2025-09-02") or not _POINT.fullmatch(written):
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


# The same few dates stand in nearly every row.
@lru_cache(maxsize=4096)
def _read(text: str) -> Date | str:
    if "/" not in text:
        return _point(text)
    ends = text.split("/")
    if len(ends) != 2:
        return "an interval has two ends with one / between them"
    if ends == ["..", ".."]:
        return "one end of an interval must be known"
    lower = Date(datetime.date.min, datetime.date.min, "day") if ends[0] == ".." else _point(ends[0])
    if isinstance(lower, str):
        return lower
    upper = Date(datetime.date.max, datetime.date.max, "day") if ends[1] == ".." else _point(ends[1])
    if isinstance(upper, str):
        return upper
    from_first = lower.lower == datetime.date.min and ends[0] != ".."
    to_last = upper.upper == datetime.date.max and ends[1] != ".."
    if from_first or to_last:
        return (
            "an interval begins after the year 0001 and ends before 9999; an end that is open is written .."
        )
    if lower.lower > upper.upper:
        return f"the interval ends ({ends[1]}) before it begins ({ends[0]})"
    return Date(
        lower.lower,
        upper.upper,
        "interval",
        lower.approximate or upper.approximate,
        lower.uncertain or upper.uncertain,
    )


def _point(text: str) -> Date | str:
    match = _POINT.fullmatch(text)
    if match is None:
        return f"“{text}” is not written as a date" if text else "the date is empty"
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    approximate, uncertain = match[4] in ("~", "%"), match[4] in ("?", "%")
    if not year:
        return "there is no year 0000"
    if month is None:
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        return Date(first, last, "year", approximate, uncertain)
    if not 1 <= month <= 12:
        return f"there is no month {match[2]}"
    days = calendar.monthrange(year, month)[1]
    if day is None:
        first, last = datetime.date(year, month, 1), datetime.date(year, month, days)
        return Date(first, last, "month", approximate, uncertain)
    if not 1 <= day <= days:
        in_year = f" in {year}" if (month, day) == (2, 29) else ""
        return f"there is no {day} {calendar.month_name[month]}{in_year}"
    exact = datetime.date(year, month, day)
    return Date(exact, exact, "day", approximate, uncertain)
