"""Finds time expressions and says which TIMEX3 value they have."""

import datetime
import re

from generator.language import numerals
from generator.language.model import TimeMention

_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}})\b(?:, (\d{{4}}))?")
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


def find(text: str, published: datetime.date | None) -> tuple[TimeMention, ...]:
    """Return the time expressions of ``text`` in order, relative ones resolved against ``published``."""
    found = []
    for match in _DATE.finditer(text):
        year = match[3] or (str(published.year) if published else "XXXX")
        value = f"{year}-{_MONTHS.index(match[1]) + 1:02}-{int(match[2]):02}"
        found.append(TimeMention(match.start(), match.end(), value, "DATE", not match[3]))
    return tuple(found)


def read_duration(words: str) -> str | None:
    """Return the ISO 8601 duration that ``words`` say, or None if they say none."""
    if re.fullmatch(r"P(?:\d+[YMWD])+", words):
        return words
    found = re.fullmatch(r"(?:the )?(?:next |last |past )?(\w+)[ -](decade|day|week|month|year)s?", words.strip().lower())
    number = numerals.read(found[1]) if found else None
    if found is None or number is None:
        return None
    return f"P{number * 10}Y" if found[2] == "decade" else f"P{number}{_UNITS[found[2]]}"
