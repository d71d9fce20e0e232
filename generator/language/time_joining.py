"""Joins times that are read together: "from 8 to 10 May", "the night of 9 May", "2 hours 4 minutes"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from generator.language import lexicons
from generator.language.model import TimeMention
from generator.language.phrases import alternation
from generator.language.time_values import day_value, is_day

_DAYS_BEFORE = re.compile(
    r"(?<![\d.,/–-])(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?"
    r"(?: (?:to|and|or|until|through) |[–/-]| [–-] | & )\Z"
)
_INTRODUCED = re.compile(r"\b(?:[Ff]rom|[Bb]etween|[Oo]n|[Tt]he|[Ff]or|[Ii]n|of) \Z")
"""In front of the first of two days that a word joins: in "killed 8 and 10 May" there is none."""
_DAYS_AFTER = re.compile(
    r"(?:(?: (?:to|and|through) |[–/-]| [–-] | & )(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?)"
    r"(?:(?:, | )(?P<year>[12]\d{3}))?(?![\d:%]|[.,]\d| ?[ap]\.?m\b|-[a-z])"
)
_NOUN = re.compile(r" (?:(?:more|other) )?(?:people|men|women|children|[a-z]{4,}s)\b(?<!ss)(?<!towards)")
"""Behind a number that is no day: "on May 5 and 12 people were hurt"."""
_TO_ANOTHER = re.compile(r" (?:and|to|or|through|until) (?:early |late |mid-)?| ?[–-] ?|, ")
_DAYS = 24
"""Characters: more than two days of one month take."""


def joined(text: str, mentions: Sequence[TimeMention]) -> Iterator[TimeMention]:
    """Yield the time expressions of ``text`` in order, parts of one whole joined or completed."""
    if len(mentions) > 1:
        mentions = _lengths(text, _with_shared_years(text, mentions))
    waiting: list[TimeMention] = []
    for one in mentions:
        whole = _whole(text, one) if one.type == "DATE" and is_day(one.value) else (one,)
        for other in whole:
            if waiting and waiting[0].end > other.start:
                if other.type != "TIME":
                    continue
                waiting.clear()
            yield from waiting
            waiting = [other]
    yield from waiting


def _with_shared_years(text: str, mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """Give "January" the year of "January and February 2024"."""
    completed: list[TimeMention] = []
    for one in reversed(mentions):
        later = completed[-1] if completed else None
        if later and one.relative and not later.relative and _shares(text, one, later):
            year = int(later.value[:4]) - (one.value[5:7] > later.value[5:7])
            one = replace(one, value=f"{year:04}{one.value[4:]}", relative=False)
        completed.append(one)
    return completed[::-1]


def _shares(text: str, one: TimeMention, later: TimeMention) -> bool:
    """Say whether a month or its day lacks the year that follows with the next one."""
    if not one.type == later.type == "DATE":
        return False
    near = later.start - one.end <= _DAYS and _TO_ANOTHER.fullmatch(text, one.end, later.start)
    dated = _MONTHLY.fullmatch(one.value) and _MONTHLY.fullmatch(later.value)
    return bool(near and dated) and any(month in text[one.start : one.end] for month in _months())


_MONTHLY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


@cache
def _months() -> tuple[str, ...]:
    return (*lexicons.load("times")["month_abbreviations"], "May")


def _lengths(text: str, mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """Join "three years and four months", "2 hours 4 minutes 11 seconds"."""
    whole: list[TimeMention] = []
    for one in mentions:
        before = whole[-1] if whole and one.type == whole[-1].type == "DURATION" else None
        value = _together(before.value, one.value) if before else ""
        if (
            before
            and value
            and text[before.end : one.start] in _BETWEEN_LENGTHS
            and not text.startswith(" a ", one.end)
        ):
            whole[-1] = replace(before, end=one.end, value=value)
        else:
            whole.append(one)
    return whole


_BETWEEN_LENGTHS = (" ", ", ", " and ", ", and ")
_LENGTH = re.compile(r"P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?")


def _together(longer: str, shorter: str) -> str:
    """Return two ISO 8601 durations as one, "" where the second does not go on with smaller units."""
    value = longer + shorter[1:]
    if "T" in longer:
        value = longer + shorter[2:] if shorter.startswith("PT") else ""
    return value if _LENGTH.fullmatch(value) else ""


def _whole(text: str, one: TimeMention) -> Iterator[TimeMention]:
    """Yield a day with the other day of its month that is named with it, or with its part that is meant."""
    if part := _part_before(text, one.start):
        code = lexicons.load("times")["dayparts"].get(part["part"].lower(), "MO")
        yield replace(one, start=part.start(), value=f"{one.value}T{code}", type="TIME")
    elif text[one.start].isdigit():
        yield from _from_first(text, one)
    elif text[one.end - 1].isdigit() and text[one.start].isalpha():
        yield from _to_last(text, one)
    else:
        yield one


def _part_before(text: str, start: int) -> re.Match[str] | None:
    """Find "the night of" in front of a day."""
    linked = text.endswith((" of ", " on ", " the "), 0, start)
    return _part_of_day().search(text, max(0, start - _DAYS), start) if linked else None


@cache
def _part_of_day() -> re.Pattern[str]:
    parts = alternation(lexicons.load("times")["dayparts"])
    return re.compile(rf"\b(?:the )?(?P<part>{parts}|(?:early|small|wee) hours) (?:of|on) (?:the )?\Z", re.I)


def _from_first(text: str, one: TimeMention) -> Iterator[TimeMention]:
    """Read "from 8 to 10 September" and "3/4 September"."""
    found = _DAYS_BEFORE.search(text, max(0, one.start - _DAYS), one.start)
    joint = found and found.group()[-1] != " "
    if found and (joint or _INTRODUCED.search(text, max(0, found.start() - 9), found.start())):
        year, month, day = one.value.split("-")
        if int(found["day"]) < int(day):
            first = f"{year}-{month}-{int(found['day']):02}"
            yield replace(one, start=found.start(), end=found.end("day"), value=first)
    yield one


def _to_last(text: str, one: TimeMention) -> Iterator[TimeMention]:
    """Read "Sept. 3-5, 2024" and "March 3 and 5"."""
    found = _DAYS_AFTER.match(text, one.end)
    year, month, day = one.value.split("-")
    spanning = text.endswith(("rom ", "etween "), 0, one.start)
    counted = found and not spanning and _NOUN.match(text, found.end())
    last = day_value(int(found["year"] or year), int(month), int(found["day"])) if found else None
    if found is None or last is None or counted or int(found["day"]) <= int(day):
        yield one
        return
    dated = replace(one, value=f"{last[:4]}{one.value[4:]}", relative=one.relative and not found["year"])
    if text[one.end].isspace() and text[found.start("day") - 2].isalpha():
        yield dated
        yield replace(dated, start=found.start("day"), end=found.end(), value=last)
    else:
        yield replace(dated, end=found.end())
