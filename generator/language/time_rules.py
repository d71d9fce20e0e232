"""All rules for time expressions, in their order, over the lexicon of times."""

from collections.abc import Mapping
from functools import cache

from generator.language import (
    lexicons,
    numerals,
    time_calendar,
    time_clock,
    time_days,
    time_durations,
    time_periods,
    time_relative,
    time_units,
)
from generator.language.grammar import Grammar
from generator.language.time_values import Reading

_CATEGORIES = {
    "MONTH": "months",
    "ABBREVIATION": "month_abbreviations",
    "WEEKDAY": "weekdays",
    "SHORTDAY": "weekday_abbreviations",
    "WEEKDAYS": "weekday_plurals",
    "SEASON": "seasons",
    "DAYPART": "dayparts",
    "UNIT": "units",
    "PLURAL": "unit_plurals",
    "RATE": "rates",
    "TIMES": "numbers_of_times",
    "VAGUE": "vague_counts",
    "SPELLEDDECADE": "spelled_decades",
    "PRESENT": "present",
    "PAST": "past",
    "FUTURE": "future",
    "CURRENT": "adjectives",
    "DEICTIC": "days",
    "ZONE": "zones",
    "HOLIDAYWORD": "holiday_words",
    "SUFFIX": "ordinal_suffixes",
    "WHICH": "which",
    "STEPWORD": "steps",
    "SAMEUNIT": "same_units",
    "Q": "quarter_letter",
    "ERA": "eras",
}
"""The categories of the patterns and the sections of the lexicon that list their words."""

_MODULES = (time_clock, time_periods, time_calendar, time_days, time_relative, time_durations)
"""In order: where two rules match the same words, the earlier wins."""


@cache
def grammar() -> Grammar[Reading]:
    """Return the grammar that finds time expressions."""
    rules = tuple(rule for module in _MODULES for rule in module.RULES)
    return Grammar(_categories(), _patterns(), rules)


@cache
def duration_grammar() -> Grammar[Reading]:
    """Return the grammar that reads words as a duration and nothing else."""
    return Grammar(_categories(), _patterns(), time_durations.READABLE)


@cache
def _categories() -> Mapping[str, tuple[str, ...]]:
    times = lexicons.load("times")
    return {**numerals.categories(), **{name: tuple(times[section]) for name, section in _CATEGORIES.items()}}


@cache
def _patterns() -> Mapping[str, str]:
    parts: dict[str, str] = dict(numerals.PATTERNS)
    for module in (time_units, *_MODULES):
        parts.update(module.PATTERNS)
    return parts
