"""Dates in the editor's prose that leave out their year, read by the day of the event.

A page stands for years and is updated again and again, so the day on which it was last updated tells
nothing of what its prose means: "15 September" is the one nearest the event.
"""

import datetime
import re
from collections.abc import Iterator
from functools import cached_property

from generator import edtf
from generator.language import lexicons, times
from generator.language.model import TimeMention
from generator.values import AnnotatedText
from generator.values.annotated import folded_words
from generator.values.dates import timex_interval

_YEARLESS = re.compile(r"XXXX(-[0-9]{2}(?:-[0-9]{2})?)(?:T.*)?")
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])(?:T.*)?")
_LONGEST = datetime.timedelta(days=2 * 366)
"""An event longer than this holds every day and month of a year more than once."""


class ProseDates:
    """Reads the dates of one text by the EDTF date of the event."""

    def __init__(self, words: str, event: str) -> None:
        self.event = _known_end(edtf.parse(event))
        self.text = AnnotatedText(words, self.event.lower if self.event else None)
        """Words that count from some day ("last month") count from the event's first."""

    def meant(self, mention: TimeMention) -> edtf.Date | None:
        """Return the days that a date of ``text`` means, ``None`` where nothing tells them.

        A day or month without its year, or a weekday, is the one nearest the event; of several within the
        event it is none.
        """
        incomplete = self._incomplete.get((mention.start, mention.end), "")
        if self.event is None or not incomplete:
            return timex_interval(mention.value)
        ranked = sorted(
            (_apart(date, self.event), date.lower, date) for date in _candidates(incomplete, self.event)
        )
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][2]

    @cached_property
    def _incomplete(self) -> dict[tuple[int, int], str]:
        """The values of dates that leave something out which the event tells, by their place."""
        if not any(one.relative for one in self.text.times):
            return {}
        steps = frozenset(lexicons.load("times")["steps"])
        return {
            (one.start, one.end): one.value
            for one in times.find(self.text.text, None)
            if _YEARLESS.fullmatch(one.value) or _WEEKDAY.fullmatch(one.value)
            if steps.isdisjoint(folded_words(self.text.text[one.start : one.end]))
        }


def _known_end(event: edtf.Date | None) -> edtf.Date | None:
    """Return an event that has an open end as the day of the other one: nothing is near without a day."""
    if event is None or not (event.open_start or event.open_end):
        return event
    day = event.upper if event.open_start else event.lower
    return edtf.parse(day.isoformat())


def _candidates(value: str, event: edtf.Date) -> Iterator[edtf.Date]:
    """Yield the dates about the time of the event that an incomplete TIMEX3 value can be."""
    if event.upper - event.lower > _LONGEST:
        return
    weekday = _WEEKDAY.fullmatch(value)
    yearless = _YEARLESS.fullmatch(value)
    if weekday:
        first, last = event.lower.toordinal() - 7, event.upper.toordinal() + 7
        for number in range(max(1, first), min(last, datetime.date.max.toordinal()) + 1):
            day = datetime.date.fromordinal(number)
            if day.isoweekday() == int(weekday[1]) and (date := edtf.parse(day.isoformat())):
                yield date
    elif yearless:
        for year in range(event.lower.year - 1, event.upper.year + 2):
            if date := edtf.parse(f"{year:04}{yearless[1]}"):
                yield date


def _apart(date: edtf.Date, event: edtf.Date) -> datetime.timedelta:
    """Return how long lies between a date and the event; nothing where they touch."""
    return max(event.lower - date.upper, date.lower - event.upper, datetime.timedelta())
