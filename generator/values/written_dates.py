"""EDTF dates in words of the interface's language, no more precise than they are."""

from generator import edtf
from generator.translation import Translation

_DAY = "a day"
_LONGER = "a month or a year"
"""Contexts of messages: many languages put an article before a day only."""


def shown(written: str, translation: Translation) -> str:
    """Return a date or an interval: "2 September 2025", "September 2025", "before 2025", "about 2025"."""
    start, _, end = written.partition("/")
    if not end:
        return _point(start, translation)
    if start == "..":
        return translation.pgettext(_length(end), "before %(date)s", date=_point(end, translation))
    if end == "..":
        return translation.pgettext(_length(start), "from %(date)s", date=_point(start, translation))
    date = edtf.parse(written)
    if date and len(start) == len(end) == len("2025-09-02"):
        return translation.days(date.lower, date.upper)
    first, last = _point(start, translation), _point(end, translation)
    return translation.gettext("%(first)s to %(last)s", first=first, last=last)


def _point(written: str, translation: Translation) -> str:
    """Return one year, month or day; what is none as it is written."""
    date = edtf.parse(written)
    if date is None:
        return written
    if date.precision == "day":
        words = translation.day(date.lower)
    elif date.precision == "month":
        words = translation.month(date.lower)
    else:
        words = str(date.lower.year)
    if date.approximate:
        words = translation.pgettext(_length(written), "about %(date)s", date=words)
    return translation.gettext("%(date)s (uncertain)", date=words) if date.uncertain else words


def _length(written: str) -> str:
    date = edtf.parse(written)
    return _DAY if date and date.precision == "day" else _LONGER
