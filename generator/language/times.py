"""Finds time expressions and says which TIMEX3 value (TimeML 1.2.1) they have."""

import datetime
import re
from collections.abc import Iterator

from msgspec.structs import replace

from generator.language import classes, time_joining, time_rules, tokens
from generator.language.grammar import Rule
from generator.language.memory import by_text
from generator.language.model import TimeMention
from generator.language.time_values import Reading, Setting, is_day
from generator.language.tokens import Phrase

_ANY_DAY = datetime.date(2000, 1, 1)
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|[\"'”’)]*\s)")
_BESIDE = 6
"""Characters: a day that stands this near to a time of day is its day ("at 16:15 UTC, June 1st")."""


def find(text: str, published: datetime.date | None) -> tuple[TimeMention, ...]:
    """Return the time expressions of ``text`` in order, relative ones resolved against ``published``.

    Spans are drawn as TempEval draws them: without the preposition, with "last", "the next", "earlier".
    """
    setting = Setting(published)
    mentions = []
    for phrase, rule, first in _phrases(text):
        # What needed no date of publication means the same whatever the day.
        reading = rule.read(phrase, setting) if first.relative else first
        if reading is None:
            continue
        setting.mention(reading)
        mentions.append(TimeMention(phrase.start, phrase.end, reading.value, reading.type, reading.relative))
    return tuple(_with_days(text, list(time_joining.joined(text, mentions)), published))


def dates(text: str) -> tuple[tuple[int, int], ...]:
    """Return the tokens of the dates and times of day in ``text``, whose numbers are no quantities."""
    return tuple(
        [
            (phrase.first, phrase.last)
            for phrase, _, reading in _phrases(text)
            if reading.type in ("DATE", "TIME")
        ]
    )


# Quantities ask for them too, and which words are times does not depend on the day.
@by_text
def _phrases(text: str) -> tuple[tuple[Phrase, Rule[Reading], Reading], ...]:
    """Return the words that are time expressions, with their rule and what they mean on any day."""
    setting = Setting(_ANY_DAY, with_tense=False)
    found = []
    grammar, classes_ = time_rules.grammar(), classes.of_times(text)
    for phrase, rule, reading in grammar.read(tokens.read(text), setting, classes=classes_):
        setting.mention(reading)
        found.append((phrase, rule, reading))
    return tuple(found)


def read_duration(words: str) -> str | None:
    """Return the ISO 8601 duration that ``words`` say, or None: ``P30Y`` for "three decades"."""
    text = words.strip()
    if _is_iso_duration(text):
        return text
    for phrase, _, reading in time_rules.duration_grammar().read(tokens.read(text), None):
        if (phrase.start, phrase.end) == (0, len(text)) and "X" not in reading.value:
            return reading.value
    return None


def _is_iso_duration(text: str) -> bool:
    days, _, clock = text.removeprefix("P").partition("T")
    parts = [(days, "YMWD"), (clock, "HMS")]
    return (
        len(text) > 2
        and text[0] == "P"
        and text[-1].isalpha()
        and all(_counts_units(*part) for part in parts)
    )


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
    """Yield the mentions, times of day with the day beside or before them, else that of publication."""
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
    day = before.value.partition("T")[0] if before else ""
    if before and is_day(day) and not _SENTENCE_END.search(text, before.end, mention.start):
        return replace(before, value=day)
    return None
