"""Rules for times of the day: 6:40 p.m., 18:00 UTC, noon. Their day is found afterwards, beside them."""

from collections.abc import Mapping

from generator.language import numerals
from generator.language.grammar import Rule
from generator.language.time_values import Reading, Setting
from generator.language.tokens import Phrase

PATTERNS: Mapping[str, str] = {
    "AMPM": "(am|pm|a.m(.)?|p.m(.)?)",
    "INZONE": "(( )?ZONE| local( time)?)",
    "SPELLEDHOUR": "(ONES|ten|eleven|twelve)",
}


def _value(hour: int, minute: int, phrase: Phrase) -> Reading | None:
    half = phrase.part("AMPM").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    universal = phrase.part("INZONE").strip() in ("UTC", "GMT", "Z")
    return Reading(f"T{hour:02}:{minute:02}{'Z' if universal else ''}", "TIME")


def _colon(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "18:00 UTC"; with one digit after the colon it would be a score or a ratio."""
    return _value(int(phrase.part("HOUR")), int(phrase.part("TWO")), phrase)


def _hour(phrase: Phrase, _: Setting) -> Reading | None:
    hour = _hour_of(phrase)
    return _value(hour, 0, phrase) if hour <= 12 else None


def _hour_of(phrase: Phrase) -> int:
    return int(phrase.part("HOUR") or phrase.part("HOUR2") or numerals.read(phrase.part("SPELLEDHOUR")) or 0)


def _hour_of_part(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "three in the morning" after "at"."""
    hour = _hour_of(phrase)
    if not 0 < hour <= 12 or phrase.before(2).lower() not in (
        "at",
        "until",
        "till",
        "about",
        "around",
        "before",
    ):
        return None
    return _value(hour % 12 if phrase.words.endswith("morning") else hour % 12 + 12, 0, phrase)


def _part_of_hour(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "half past nine", "quarter to ten"."""
    hour, words = _hour_of(phrase), phrase.words.lower()
    if not 0 < hour <= 12:
        return None
    minute = 30 if words.startswith("half") else 15
    return _value(hour - 1, 60 - minute, phrase) if " to " in words else _value(hour, minute, phrase)


def _dotted(phrase: Phrase, _: Setting) -> Reading | None:
    hour, minute = phrase.part("DOTTED").split(".")
    return _value(int(hour), int(minute), phrase) if 0 < int(hour) <= 12 and len(minute) == 2 else None


def _military(phrase: Phrase, _: Setting) -> Reading | None:
    words = phrase.part("FOUR")
    return _value(int(words[:2]), int(words[2:]), phrase)


def _named(phrase: Phrase, _: Setting) -> Reading:
    return Reading("T12:00" if phrase.words.lower() == "noon" else "T00:00", "TIME")


RULES: tuple[Rule[Reading], ...] = (
    Rule("hours and minutes", "HOUR:TWO(:TWO)?(( )?AMPM)?(INZONE)?", _colon),
    Rule("hours and minutes with a point", "DOTTED( )?AMPM(INZONE)?", _dotted),
    Rule("shortly after 6.30", "(shortly|just|soon) (after|before) DOTTED", _dotted),
    Rule("full hour", "HOUR( )?AMPM(INZONE)?|(HOUR|SPELLEDHOUR) o('|’)clock", _hour),
    Rule("three in the morning", "(HOUR|SPELLEDHOUR) in the (morning|afternoon|evening)", _hour_of_part),
    Rule("half past nine", "(half|quarter) (past|to) (HOUR|SPELLEDHOUR)", _part_of_hour),
    Rule("four figures", "FOUR(INZONE|( )?hours)", _military),
    Rule("noon and midnight", "noon|midnight", _named),
)  # fmt: skip
"""In order: the more a rule asks for, the earlier it stands."""
