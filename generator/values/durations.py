"""The value type of durations."""

import re
from typing import ClassVar

from generator.language import times
from generator.model import Value
from generator.values.base import Context, Missing, Occurrence, Occurs, Passage, ValueType, written_in

_ISO = re.compile(
    r"P(?=.)([0-9.]+Y)?([0-9.]+M)?([0-9.]+W)?([0-9.]+D)?(?:T([0-9.]+H)?([0-9.]+M)?([0-9.]+S)?)?"
)
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
_SAME_LENGTH = {"year": ("month", 12), "week": ("day", 7), "hour": ("minute", 60)}


class Duration(ValueType):
    """How long something lasts, in words or ISO 8601."""

    name: ClassVar[str] = "duration"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the duration; ``normal`` is ISO 8601: "three decades" is ``P30Y``."""
        found = times.read_duration(words.strip())
        if found is None:
            return f"“{words}” is not a duration: write it as in “30 years” or “P30Y”"
        return Value(words, found)

    def agree(self, one: Value, other: Value, context: Context) -> bool:
        """Return whether both last equally long: "three decades", "the next 30 years" and "P30Y" agree."""
        return same_length(one.normal, other.normal)

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the evidence has a duration of this length."""
        said = []
        for mention in passage.within(passage.article.times):
            if mention.type not in ("DURATION", "SET"):
                continue
            if same_length(mention.value, value.normal):
                return Occurs(mention.start, mention.end)
            said.append(f"“{passage.article.text[mention.start : mention.end]}”")
        return Missing(f"the evidence has only {', '.join(said)}" if said else "the evidence has no duration")

    def show(self, value: Value, context: Context) -> str:
        """Return the duration as CLDR writes it: "30 years"."""
        match = _ISO.fullmatch(value.normal)
        if match is None:
            return value.words.strip()
        parts = zip(match.groups(), _UNITS, strict=True)
        lasting = written_in(context).lasting
        return ", ".join(lasting(float(part[:-1]), unit) for part, unit in parts if part)


def same_length(one: str, other: str) -> bool:
    """Return whether two ISO 8601 durations are equally long: P30Y and P360M are."""
    return _length(one) == _length(other)


def _length(iso: str) -> tuple[tuple[str, float], ...]:
    """Return a duration in months, days, minutes and seconds: equal for P30Y and P360M."""
    match = _ISO.fullmatch(iso)
    if match is None:
        return ((iso, 0.0),)
    totals: dict[str, float] = {}
    for part, unit in zip(match.groups(), _UNITS, strict=True):
        if part:
            smaller, factor = _SAME_LENGTH.get(unit, (unit, 1))
            totals[smaller] = totals.get(smaller, 0.0) + float(part[:-1]) * factor
    return tuple(sorted(totals.items()))
