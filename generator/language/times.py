"""Finds time expressions and says which TIMEX3 value (TimeML 1.2.1) they have."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from generator.language import lexicons, numerals, time_calendar, time_clock, time_durations, time_relative, tokens
from generator.language.grammar import Grammar, Phrase, Rule
from generator.language.model import TimeMention
from generator.language.time_values import Reading, Setting, is_day

_ANY_DAY = datetime.date(2000, 1, 1)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s|\n")
_BESIDE = 6
"""Characters: a day that stands this near to a time of day is its day ("at 16:15 UTC, June 1st")."""


def find(text: str, published: datetime.date | None) -> tuple[TimeMention, ...]:
    """Return the time expressions of ``text`` in order, relative ones resolved against ``published``.

    Spans are drawn as TempEval draws them: without the preposition, with "last", "the next" or "earlier this".
    """
    setting = Setting(published)
    mentions = []
    for phrase, rule, _ in _phrases(text):
        reading = rule.read(phrase, setting)
        if reading is None:
            continue
        setting.mention(reading)
        mentions.append(TimeMention(phrase.start, phrase.end, reading.value, reading.type, reading.relative))
    return tuple(_with_days(text, mentions, published))


def date_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the dates and times of day in ``text``, whose numbers are no quantities."""
    return tuple((phrase.start, phrase.end) for phrase, _, type_ in _phrases(text) if type_ in ("DATE", "TIME"))


# Times and quantities read the same text one after the other; which words are times does not depend on the day.
@lru_cache(maxsize=2)
def _phrases(text: str) -> tuple[tuple[Phrase, Rule[Reading], str], ...]:
    """Return the words that are time expressions, with their rule and type."""
    setting = Setting(_ANY_DAY)
    found = []
    for phrase, rule, reading in _grammar().read(tokens.read(text), setting):
        setting.mention(reading)
        found.append((phrase, rule, reading.type))
    return tuple(found)


def read_duration(words: str) -> str | None:
    """Return the ISO 8601 duration that ``words`` say ("three decades": ``P30Y``), or None if they say none."""
    text = words.strip()
    if _is_iso_duration(text):
        return text
    for phrase, _, reading in _duration_grammar().read(tokens.read(text), None):
        if (phrase.start, phrase.end) == (0, len(text)) and "X" not in reading.value:
            return reading.value
    return None


def _is_iso_duration(text: str) -> bool:
    days, _, clock = text.removeprefix("P").partition("T")
    parts = [(days, "YMWD"), (clock, "HMS")]
    return len(text) > 2 and text[0] == "P" and text[-1].isalpha() and all(_counts_units(*part) for part in parts)


def _counts_units(text: str, letters: str) -> bool:
    """Say whether ``text`` is numbers, each followed by one of ``letters``, in their order."""
    place, number = -1, ""
    for character in text:
        if character.isdigit() or character == ".":
            number += character
        elif number and letters.find(character) > place:
            place, number = letters.find(character), ""
        else:
            return False
    return not number


def _with_days(
    text: str, mentions: list[TimeMention], published: datetime.date | None
) -> Iterator[TimeMention]:
    """Yield the mentions, times of day with their day: the one beside them or before them, else that of publication."""
    skipped = False
    for number, mention in enumerate(mentions):
        if skipped:
            skipped = False
        elif mention.value[0] != "T":
            yield mention
        else:
            after = mentions[number + 1] if number + 1 < len(mentions) else None
            day = _day_beside(text, mention, mentions[number - 1] if number else None, after)
            if day is None:
                value = published.isoformat() if published else "XXXX-XX-XX"
                yield replace(mention, value=value + mention.value, relative=True)
                continue
            skipped = day is after and text[mention.end : day.start] == " "
            end = day.end if skipped else mention.end
            yield replace(mention, end=end, value=day.value + mention.value, relative=day.relative)


def _day_beside(
    text: str, mention: TimeMention, before: TimeMention | None, after: TimeMention | None
) -> TimeMention | None:
    """Return the day that belongs to a time of day: just after it, else before it in the sentence."""
    if after and is_day(after.value) and after.start - mention.end <= _BESIDE:
        return after
    if before and is_day(before.value) and not _SENTENCE_END.search(text, before.end, mention.start):
        return before
    return None


@cache
def _categories() -> dict[str, tuple[str, ...]]:
    times = lexicons.load("times")
    months = tuple(times["months"])
    return {
        **numerals.categories(),
        "MONTH": tuple(month for month in months if len(month) > 4 or month in ("May", "June", "July")),
        "ABBREVIATION": tuple(month for month in months if len(month) <= 4 and month not in ("May", "June", "July")),
        "WEEKDAY": tuple(times["weekdays"]),
        "SHORTDAY": tuple(times["weekday_abbreviations"]),
        "WEEKDAYS": tuple(times["weekday_plurals"]),
        "SEASON": tuple(times["seasons"]),
        "DAYPART": (*times["dayparts"], "night"),
        "UNIT": tuple(times["units"]),
        "PLURAL": tuple(times["unit_plurals"]),
        "RATE": tuple(times["rates"]),
        "TIMES": tuple(times["numbers_of_times"]),
        "VAGUE": tuple(times["vague_counts"]),
        "SPELLEDDECADE": tuple(times["spelled_decades"]),
        "PRESENT": tuple(times["present"]),
        "PAST": tuple(times["past"]),
        "FUTURE": tuple(times["future"]),
        "CURRENT": tuple(times["adjectives"]),
        "DEICTIC": tuple(times["days"]),
        "ZONE": tuple(times["zones"]),
        "SUFFIX": ("st", "nd", "rd", "th"),
        "WHICH": ("first", "second", "third", "fourth", "final", "last"),
        "STEPWORD": ("last", "this", "next"),
        "Q": ("Q",),
        "HOLIDAYWORD": ("Christmas", "Halloween"),
    }


_SHARED = {
    "STEP": "(STEPWORD|the previous|the following|the past|the coming)",
    "YEARWORDS": "((the )?(year )?YEAR|STEP year|the year)",
    "HOLIDAY": "(New Year('|’)s (Eve|Day)|Christmas (Eve|Day)|HOLIDAYWORD|Boxing Day|Valentine('|’)s Day|May Day)",
}


@cache
def _grammar() -> Grammar[Reading]:
    parts = numerals.PATTERNS, time_calendar.PATTERNS, time_relative.PATTERNS, time_durations.PATTERNS, time_clock.PATTERNS
    rules = (*time_clock.RULES, *time_calendar.RULES, *time_relative.RULES, *time_durations.RULES)
    return Grammar(_categories(), _SHARED | {k: v for part in parts for k, v in part.items()}, rules)


@cache
def _duration_grammar() -> Grammar[Reading]:
    parts = numerals.PATTERNS, time_relative.PATTERNS, time_durations.PATTERNS
    return Grammar(_categories(), {k: v for part in parts for k, v in part.items()}, time_durations.READABLE)
