"""The arithmetic of TIMEX3 values: days, weeks, months, quarters and years.

Values are written as TimeML 1.2.1 and ISO 8601 write them; ``X`` stands for a digit that is not known.
"""

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from generator.language import tense
from generator.language.tense import Direction

UNKNOWN_DAY = "XXXX-XX-XX"
_UNKNOWN = {
    "Y": "XXXX",
    "M": "XXXX-XX",
    "W": "XXXX-WXX",
    "D": UNKNOWN_DAY,
    "Q": "XXXX-QX",
    "WE": "XXXX-WXX-WE",
}
_NEAR, _COMING = 310, 55
"""Days: nobody leaves the year out of a date ten months away that would be taken for one two months away."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Reading(Struct, frozen=True):
    """What a time expression means."""

    value: str
    type: str = "DATE"
    relative: bool = False
    """True when the publication date was needed."""


class Setting(Struct):
    """What a text has said of time so far."""

    published: datetime.date | None
    reference: str = ""
    """The value of the last date mentioned, "" before the first."""
    reference_to_day: str = ""
    """The value of the last date mentioned that is one day."""
    with_tense: bool = True
    """False where it matters which words are times, and not which times they are."""

    def direction(self, text: str, start: int, end: int) -> Direction:
        """Return where the clause around ``text[start:end]`` looks, if that matters."""
        return tense.direction(text, start, end) if self.with_tense else Direction.UNKNOWN

    def mention(self, reading: Reading) -> None:
        """Remember a date, for the words that count from it ("two years later")."""
        if reading.type == "DATE" and first_day(reading.value):
            self.reference = reading.value
            if is_day(reading.value):
                self.reference_to_day = reading.value

    def reference_for(self, letter: str) -> datetime.date | None:
        """Return the first day of the last date as exact as a unit (Y, Q, M, W, D), else that of publication.

        After "the sales of 2008" the previous month is no month of 2008.
        """
        known = self.reference_to_day
        if letter == "Y" or (letter in ("M", "Q") and len(self.reference) >= len("2025-09")):
            known = self.reference
        return first_day(known) or self.published


def day_value(year: int | str, month: int, day: int) -> str | None:
    """Return a day as ``2025-09-02``, or None when no calendar has that day."""
    try:
        datetime.date(year if isinstance(year, int) else 2000, month, day)
    except ValueError:
        return None
    return f"{year:04}-{month:02}-{day:02}" if isinstance(year, int) else f"{year}-{month:02}-{day:02}"


def week_value(day: datetime.date) -> str:
    """Return the ISO week of a day: ``2025-W36``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


@lru_cache(maxsize=1024)
def first_day(value: str) -> datetime.date | None:
    """Return the first day of a calendar value (year, quarter, month, week, day), None for any other."""
    try:
        if found := re.match(r"([0-9]{4})-W([0-9]{2})", value):
            return datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        if found := re.match(r"([0-9]{4})-Q([1-4])", value):
            return datetime.date(int(found[1]), int(found[2]) * 3 - 2, 1)
        if found := re.match(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", value):
            return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
        if found := re.fullmatch(r"([0-9]{4})(?:-[A-Z][A-Z0-9])?", value):
            return datetime.date(int(found[1]), 1, 1)
    except ValueError:
        return None
    return None


@lru_cache(maxsize=1024)
def is_day(value: str) -> bool:
    """Return whether ``value`` is one known day."""
    return _DAY.fullmatch(value) is not None


def shift(day: datetime.date | None, count: int, unit: str) -> str:
    """Return the ``unit`` (Y, M, Q, W, WE, D) that lies ``count`` of them from the one of ``day``."""
    if day is None:
        return _UNKNOWN.get(unit, UNKNOWN_DAY)
    try:
        return _shift(day, count, unit)
    except (ValueError, OverflowError):
        return _UNKNOWN.get(unit, UNKNOWN_DAY)


def _shift(day: datetime.date, count: int, unit: str) -> str:
    if unit == "Y":
        return f"{datetime.date(day.year + count, 1, 1).year:04}"
    if unit in ("M", "Q"):
        months = day.year * 12 + day.month - 1 + count * (3 if unit == "Q" else 1)
        year = datetime.date(months // 12, 1, 1).year
        return f"{year:04}-{months % 12 + 1:02}" if unit == "M" else f"{year:04}-Q{months % 12 // 3 + 1}"
    moved = day + datetime.timedelta(days=count * (1 if unit == "D" else 7))
    if unit == "D":
        return moved.isoformat()
    return week_value(moved) + ("-WE" if unit == "WE" else "")


def shift_value(value: str, years: int) -> str:
    """Return the same day, month or quarter of another year."""
    return (
        f"{int(value[:4]) + years:04}{value[4:]}"
        if re.match(r"[0-9]{4}", value) and "W" not in value
        else value
    )


def weekday(published: datetime.date | None, number: int, direction: Direction) -> str:
    """Return the weekday nearest to the day of publication on the side of ``direction``, or that day.

    Without a direction it is the last one, for news mostly tells what was.
    """
    if published is None:
        return f"XXXX-WXX-{number}"
    ahead = (number - published.isoweekday()) % 7
    days = ahead if direction is Direction.FUTURE or ahead == 0 else ahead - 7
    return shift(published, days, "D")


def year_of_month(published: datetime.date | None, month: int, day: int, direction: Direction) -> int | str:
    """Return the year of a month (or day of it) named without one, by the direction or by nearness."""
    if published is None:
        return "XXXX"
    distance = (month - published.month) * 31 + (day - published.day if day else 0)
    if distance == 0:
        return published.year
    if direction is Direction.PAST and distance <= _NEAR:
        return published.year - (distance > _COMING if day else distance > 0)
    if direction is Direction.FUTURE and distance >= -_NEAR:
        return published.year + (distance < -_COMING if day else distance < 0)
    return published.year + (-1 if distance > 186 else 1 if distance < -186 else 0)


def duration(count: Decimal | None, size: int, letter: str) -> str:
    """Return an ISO 8601 duration: ``P30Y``, ``PT12H``, ``P2.5Y``; ``PXD`` when the number is not known."""
    clock, unit = ("T", letter[1:]) if letter.startswith("T") else ("", letter)
    number = "X" if count is None else format((count * size).normalize(), "f")
    return f"P{clock}{number}{unit}"
