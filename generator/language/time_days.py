"""Rules for days named from the day of publication: today, Wednesday, last night, the weekend."""

from collections.abc import Mapping

from generator.language import lexicons
from generator.language.grammar import Rule
from generator.language.tense import Direction
from generator.language.time_units import says
from generator.language.time_values import Reading, Setting, shift, weekday
from generator.language.tokens import Phrase

PATTERNS: Mapping[str, str] = {
    "WHEN": "(early|late|earlier|later)",
    "WHICHDAY": "(this|last|next|this past|this coming|the following)",
}


def _day_word(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "today", "yesterday morning", "the day before yesterday"."""
    words = phrase.words.lower()
    offset: int = lexicons.load("times")["days"][phrase.part("DEICTIC").lower()]
    if words.startswith("the day before"):
        offset -= 1
    elif words.startswith("the day after"):
        offset += 1
    if offset == 0 and phrase.after() in ("'", "’") and phrase.after(2) == "s":
        return Reading("PRESENT_REF")
    value = shift(setting.published, offset, "D")
    return _with_daypart(phrase, value)


def _with_daypart(phrase: Phrase, day: str) -> Reading:
    part = phrase.part("DAYPART").lower()
    if not part:
        return Reading(day, relative=True)
    return Reading(f"{day}T{lexicons.load('times')['dayparts'][part]}", "TIME", relative=True)


def _weekday(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read a weekday by the tense of its clause, or by "last" and "next"."""
    number = lexicons.load("times")["weekdays"][phrase.part("WEEKDAY").capitalize()]
    which = phrase.words.lower()
    if which.startswith(("last", "this past")):
        looks = Direction.PAST
    elif which.startswith(("next", "this coming", "this")):
        looks = Direction.FUTURE
    elif phrase.after() in ("'", "’") and phrase.after(4).startswith("clos"):
        looks = Direction.PAST  # "a premium over Monday's closing price", whatever will be paid
    else:
        looks = setting.direction(phrase.tokens.text, phrase.start, phrase.end)
    value = weekday(setting.published, number, looks)
    if setting.published and value == setting.published.isoformat() and which.startswith(("last", "next")):
        value = shift(setting.published, -7 if which.startswith("last") else 7, "D")
    return _with_daypart(phrase, value)


def _daypart(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "this morning", "last night", "overnight"."""
    words = phrase.words.lower()
    part = lexicons.load("times")["dayparts"][(phrase.part("DAYPART") or "night").lower()]
    if words.startswith(("last", "over")):
        return Reading(f"{shift(setting.published, -1, 'D')}T{part}", "TIME", relative=True)
    day = setting.published if words.startswith(("this", "tonight")) else setting.reference_for("D")
    return Reading(f"{shift(day, 0, 'D')}T{part}", "TIME", relative=True)


def _bare_daypart(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "in the morning", "in morning trading"."""
    return _daypart(phrase, setting) if says(phrase, "before_dayparts") else None


def _weekend(phrase: Phrase, setting: Setting) -> Reading:
    """Read "over the weekend": the last one, or by the tense of its clause the next."""
    day = setting.published
    looks = setting.direction(phrase.tokens.text, phrase.start, phrase.end) if day else Direction.UNKNOWN
    back = day is not None and day.isoweekday() < 6 and looks is not Direction.FUTURE
    return Reading(shift(day, -1 if back else 0, "WE"), relative=True)


RULES: tuple[Rule[Reading], ...] = (
    Rule("day word", "(WHEN )?(the day (before|after) )?DEICTIC( DAYPART)?", _day_word),
    Rule("weekday", "(WHEN )?(WHICHDAY )?WEEKDAY( DAYPART)?", _weekday),
    Rule("last night", "(WHEN )?(this|last|that) DAYPART", _daypart),
    Rule("tonight", "tonight|overnight", _daypart),
    Rule("weekend", "the weekend", _weekend),
    Rule("part of a day", "(the )?(early |late )?DAYPART", _bare_daypart),
)
"""In order: the more a rule asks for, the earlier it stands."""
