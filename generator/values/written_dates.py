"""EDTF dates in words of the interface's language, no more precise than they are."""

from functools import lru_cache

from generator import edtf
from generator.translation import Translation


@lru_cache(maxsize=4096)
def shown(written: str, translation: Translation) -> str:
    """Return a date or an interval: "2 September 2025", "September 2025", "before 2025", "about 2025"."""
    start, _, end = written.partition("/")
    if not end:
        return _point(start, translation)
    if start == "..":
        return _before(end, translation)
    if end == "..":
        return _from(start, translation)
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
        words = _about(date, words, translation)
    return translation.gettext("%(date)s (uncertain)", date=words) if date.uncertain else words


# Many languages put an article before a day, and none before a month or a year: hence the contexts.


def _before(written: str, translation: Translation) -> str:
    date, words = edtf.parse(written), _point(written, translation)
    if date and date.precision == "day":
        return translation.pgettext("a day", "before %(date)s", date=words)
    return translation.pgettext("a month or a year", "before %(date)s", date=words)


def _from(written: str, translation: Translation) -> str:
    date, words = edtf.parse(written), _point(written, translation)
    if date and date.precision == "day":
        return translation.pgettext("a day", "from %(date)s", date=words)
    return translation.pgettext("a month or a year", "from %(date)s", date=words)


def _about(date: edtf.Date, words: str, translation: Translation) -> str:
    if date.precision == "day":
        return translation.pgettext("a day", "about %(date)s", date=words)
    return translation.pgettext("a month or a year", "about %(date)s", date=words)
