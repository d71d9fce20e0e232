"""Dates that are no day or year of an event."""

import re

from generator.extract.document import Passage
from generator.language.model import TimeMention

_DETERMINED = re.compile(r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)|[’']s) (?:\w+ )?$")
_NAMED = re.compile(r" (?!and\b|or\b|but\b|to\b|in\b|on\b|at\b|by\b|with\b|was\b|is\b|has\b|had\b|when\b)\w")

_LAW = re.compile(
    r"\b(?:Act|Bill|Code|Regulations?|Rules|Order|Ordinance|Law)(?: \([^)]{1,40}\))?,? (?:of )?$"
)
"""In front of the year of a law."""

_TRADED = re.compile(r" (?:delivery|futures|contracts?|issue|edition|Islands?|Agreement|Rising)\b")
"""Behind the month of what is traded or printed, and the day that a place or an event is named after."""


def is_attributive(passage: Passage, time: TimeMention) -> bool:
    """Tell the year of a name: "the 2018 World Cup", "the Land Records (Amendment) Bill, 2020"."""
    if _TRADED.match(passage.after(time.end)):
        return True
    if not (time.value.isdigit() and len(time.value) == len("2025")):
        return False
    before = passage.before(time.start)
    named = _NAMED.match(passage.after(time.end)) and _DETERMINED.search(before)
    return bool(named or _LAW.search(before))
