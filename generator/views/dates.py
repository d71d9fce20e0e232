"""EDTF dates in words, no more precise than they are, and in order."""

import datetime

from generator import edtf
from generator.translation import Translation
from generator.values import written_dates

_UNDATED = (datetime.date.max, 9, datetime.date.max)


def in_words(written: str, translation: Translation) -> str:
    """Return a date in words: "2 September 2025", "September 2025", "before 2 September 2025".

    What is no date is returned as written.
    """
    return written_dates.shown(written, translation) if edtf.parse(written) else written


def placed(written: str, translation: Translation) -> str:
    """Return a date as it stands before an event: "2 September 2025", "in September 2025"."""
    date = edtf.parse(written)
    words = in_words(written, translation)
    coarse = date is not None and date.precision in ("year", "month") and not _vague(date)
    return translation.gettext("in %(date)s", date=words) if coarse else words


def order(written: str) -> tuple[datetime.date, int, datetime.date]:
    """Return a sort key: by first day; "before" a day stands before that day; no date comes last.

    A year stands before its months and a month before its days, because it may be any of them.
    """
    date = edtf.parse(written)
    if date is None:
        return _UNDATED
    if date.open_start:
        return date.upper, 0, date.upper
    rank = {"year": 1, "month": 2, "day": 3, "interval": 4}[date.precision]
    return date.lower, rank, date.upper


def is_plain(written: str) -> bool:
    """Return whether HTML's ``time`` element can hold a date: a certain year, month or day."""
    date = edtf.parse(written)
    return date is not None and date.precision != "interval" and not _vague(date)


def _vague(date: edtf.Date) -> bool:
    return date.approximate or date.uncertain
