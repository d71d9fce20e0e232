"""The value type of dates."""

import datetime
import re
from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from generator import edtf, packaged
from generator.language.model import TimeMention
from generator.model import Value
from generator.values.annotated import folded_words
from generator.values.base import (
    Context,
    Missing,
    NotChecked,
    Occurrence,
    Occurs,
    Passage,
    ValueType,
    reason,
    written_in,
)
from generator.values.mentions import Mentions

_PRECISION = {"day": 3, "month": 2, "year": 1, "interval": 0}
_TIMEX_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?=T|$)")
_TIMEX_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_TIMEX_SEASON = re.compile(r"([0-9]{4})-(?:SP|SU|FA|WI)")
_TIMEX_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_TIMEX_DAY_OF_YEAR = re.compile(r"XXXX-([0-9]{2}-[0-9]{2})")
_TIMEX_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
_LONGEST_BOUND = 20
_LONGEST_GOVERNED = 40
"""Characters between "before" and the date it speaks of: "before the war, on May 2"."""
_ENDS_REACH = re.compile(r"[.;:!?]\s|\b(?:and|but|or|which|who|that|while)\b")
_OPENING = 6
_BEFORE_CUE = 2
"""Words before "hours later": "A few hours later"."""


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """Return the words that open, bound or blur a date."""
    return {kind: tuple(words) for kind, words in packaged.load("values", "date_words.yml").items()}


class Date(ValueType):
    """An EDTF date or interval, as precise as the article and no more."""

    name: ClassVar[str] = "date"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the date; ``normal`` is the EDTF ``str``."""
        problem = edtf.problem(words.strip())
        return problem or Value(words, words.strip())

    def agree(self, one: Value, other: Value, context: Context) -> bool:
        """Return whether one date lies within the other: "2025-09" and "2025-09-02" agree."""
        first, second = _interval(one), _interval(other)
        return _within(first, second) or _within(second, first)

    def precision(self, value: Value) -> int:
        """Return 3 for a day, 2 for a month, 1 for a year, 0 for an interval."""
        return _PRECISION[_interval(value).precision]

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the evidence has a time expression of exactly this date.

        Expressions such as "on Tuesday" are resolved against the day of
        publication. An interval with an open end needs a word such as "before".
        """
        date = _interval(value)
        if date.open_start or date.open_end:
            return _open_occurs(date, passage)
        inside = _dates_in(passage.article.times, passage.start, passage.end)
        if date.precision == "interval":
            return _interval_occurs(date, inside, passage)
        found = [_unbounded(date, one, passage) for one in inside if _same(date, one.value)]
        for occurrence in found:
            if isinstance(occurrence, Occurs):
                return occurrence
        return found[0] if found else _not_in_evidence(value, inside, passage)

    def show(self, value: Value, context: Context) -> str:
        """Return the date in words: "2 September 2025", "September 2025", "about 2025"."""
        from generator.values import written_dates  # only showing needs Babel, and it starts slowly

        return written_dates.shown(value.words.strip(), written_in(context))


def timex_interval(value: str) -> edtf.Date | None:
    """Return the days a TIMEX3 date value stands for; ``None`` when it is no date of the calendar.

    Seasons begin and end differently from place to place: a season stands for its year.
    """
    date = _TIMEX_DATE.match(value)
    if date:
        return edtf.parse(date[0])
    week = _TIMEX_WEEK.match(value)
    if week:
        try:
            monday = datetime.date.fromisocalendar(int(week[1]), int(week[2]), 1)
        except ValueError:
            return None
        return edtf.Date(monday, monday + datetime.timedelta(days=6), "interval")
    season = _TIMEX_SEASON.match(value)
    if season:
        return edtf.parse(season[1])
    quarter = _TIMEX_QUARTER.match(value)
    if quarter:
        first = int(quarter[2]) * 3 - 2
        return edtf.parse(f"{quarter[1]}-{first:02}/{quarter[1]}-{first + 2:02}")
    return None


def _interval(value: Value) -> edtf.Date:
    date = edtf.parse(value.normal)
    if date is None:
        raise ValueError(f"{value.normal!r} was never read as a date")
    return date


def _within(inner: edtf.Date, outer: edtf.Date) -> bool:
    return outer.lower <= inner.lower and inner.upper <= outer.upper


def _same(date: edtf.Date, timex: str) -> bool:
    said = timex_interval(timex)
    return said is not None and (said.lower, said.upper) == (date.lower, date.upper)


def _dates_in(mentions: Mentions[TimeMention], start: int, end: int) -> list[TimeMention]:
    """Return the dates within a span, "now" and "currently" left out."""
    return [
        one
        for one in mentions.touching(start, end)
        if start <= one.start and one.end <= end
        if one.type in ("DATE", "TIME") and not one.value.endswith("_REF")
    ]


def _interval_occurs(date: edtf.Date, inside: list[TimeMention], passage: Passage) -> Occurrence:
    """Say whether the evidence has the interval, or its first and its last day."""
    first = last = None
    for mention in inside:
        said = timex_interval(mention.value)
        if said is None:
            continue
        if (said.lower, said.upper) == (date.lower, date.upper):
            return Occurs(mention.start, mention.end)
        first = mention if said.lower == date.lower else first
        last = mention if said.upper == date.upper else last
    if first and last:
        return Occurs(min(first.start, last.start), max(first.end, last.end))
    return Missing(f"the evidence has {_said(inside, passage)}, not both ends of the interval")


def _unbounded(date: edtf.Date, mention: TimeMention, passage: Passage) -> Occurrence:
    """Say whether words just before or within an expression make it another date: "before May 2"."""
    text = passage.article.text
    said = text[mention.start : mention.end]
    before = text[max(0, mention.start - _LONGEST_BOUND) : mention.start].rstrip().lower()
    for kind, remedy in (
        ("approximate", "end the date with ~"),
        ("bounding", "write an interval with an open end"),
    ):
        for words in _words()[kind]:
            if not f" {before}".endswith(f" {words}") or (kind == "approximate" and date.approximate):
                continue
            return Missing(f"the evidence says “{words} {said}”: {remedy}")
    partial = date.precision in ("month", "year") and not date.approximate
    if partial and any(word in _words()["parts"] for word in folded_words(said)):
        return Missing(f"the evidence says “{said}”, not all of it: end the date with ~")
    return Occurs(mention.start, mention.end)


def _open_occurs(date: edtf.Date, passage: Passage) -> Occurrence:
    """Say whether the evidence puts something before or after the date, by a word shortly before it."""
    side = "before" if date.open_start else "after"
    known = date.upper if date.open_start else date.lower
    cues = _words()["open_start" if date.open_start else "open_end"]
    inside = _dates_in(passage.article.times, passage.start, passage.end)
    named = [
        mention
        for mention in inside
        if (said := timex_interval(mention.value)) is not None and known in (said.lower, said.upper)
    ]
    for mention in named:
        first = max(passage.start, mention.start - _LONGEST_GOVERNED)
        for words in cues:
            for start, end in passage.article.find(words, first, mention.end):
                if not _ENDS_REACH.search(passage.article.text, end, max(end, mention.start)):
                    return Occurs(start, mention.end)
    if named:
        return Missing(f"the evidence has no word such as “{side}” for {_said(named, passage)}")
    return Missing(f"the evidence does not name {written_in(None).day(known)}")


def _not_in_evidence(value: Value, inside: list[TimeMention], passage: Passage) -> Occurrence:
    """Say why no time expression of the evidence is the date."""
    unresolved = [one for one in inside if timex_interval(one.value) is None and one.relative]
    if unresolved and passage.article.published is None and any(_could_be(value, one) for one in unresolved):
        return NotChecked(reason("the date depends on the day the article was published, which is unknown"))
    if inside:
        return Missing(f"the evidence says {_said(inside, passage)}")
    before = _date_before(passage)
    if before is not None and _same(_interval(value), before.value):
        words = passage.article.text[before.start : before.end]
        if _continues(passage):
            return NotChecked(reason("the evidence has no date; its day stands in a sentence before it"))
        said = f"the evidence has no date; “{words}” stands in a sentence before it"
        return Missing(f"{said}, which the evidence must hold")
    return Missing("the evidence has no date")


def _continues(passage: Passage) -> bool:
    """Say whether the sentence of the evidence goes on on the day of the one before: "Two hours later, …"."""
    start, end = passage.article.sentences_of(passage.start, passage.end)
    opening = folded_words(passage.article.text[start:end])[:_OPENING]
    for words in _words()["continuing"]:
        cue = tuple(words.split())
        if any(opening[place : place + len(cue)] == cue for place in range(_BEFORE_CUE + 1)):
            return True
    return False


def _could_be(value: Value, mention: TimeMention) -> bool:
    """Say whether an expression that is not resolved, "September 15" or "Tuesday", may mean the date."""
    date = _interval(value)
    day = _TIMEX_DAY_OF_YEAR.fullmatch(mention.value)
    if day:
        return date.lower.isoformat()[5:] == day[1]
    weekday = _TIMEX_WEEKDAY.fullmatch(mention.value)
    return weekday is None or date.lower.isoweekday() == int(weekday[1])


def _date_before(passage: Passage) -> TimeMention | None:
    """Return the last date of the same paragraph before the sentence of the evidence."""
    sentence_start, _ = passage.article.sentences_of(passage.start, passage.end)
    paragraph_start, _ = passage.article.paragraph_of(passage.start, passage.end)
    earlier = _dates_in(passage.article.times, paragraph_start, sentence_start)
    return earlier[-1] if earlier else None


def _said(mentions: list[TimeMention], passage: Passage) -> str:
    """Quote the expressions with what they mean."""
    quoted = []
    for mention in mentions:
        words = f"“{passage.article.text[mention.start : mention.end]}”"
        meant = timex_interval(mention.value)
        if mention.relative and meant is not None and meant.precision == "day":
            words += f", which is {written_in(None).day(meant.lower)}"
        quoted.append(words)
    return "; ".join(quoted) if quoted else "no date"
