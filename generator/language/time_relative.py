"""Rules for dates seen from another date: last week, two years ago, a year earlier, that time."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from generator.language import lexicons, numerals
from generator.language.grammar import Rule
from generator.language.tense import Direction
from generator.language.time_units import calendar_letter, count_of, says, unit_of
from generator.language.time_values import Reading, Setting, duration, first_day, shift, shift_value
from generator.language.tokens import Phrase

PATTERNS: Mapping[str, str] = {
    "LAST": "(last|the last|this past|the previous|the preceding|the prior|the past)",
    "THIS": "(this|the current)",
    "NEXT": "(next|the next|this coming|the coming|the following|this upcoming|the upcoming)",
    "SAME": "(the same|that same|that|the)",
    "AWAY": "(ago|from now|hence|later|earlier|previously|beforehand|afterwards)",
    "ATLARGE": "(recent|distant|near|foreseeable)",
}


def _step_unit(phrase: Phrase, setting: Setting, steps: int) -> Reading | None:
    word = phrase.part("UNIT").lower()
    letter = calendar_letter(word)
    if letter == "NI":
        return Reading(f"{shift(setting.published, steps, 'D')}TNI", "TIME", relative=True)
    if letter.startswith("T"):
        return None
    size = 1 if letter in ("Q", "WE") else unit_of(word)[0]
    value = shift(setting.published, steps * size, letter)
    return Reading(value[: {10: 3, 100: 2, 1000: 1}.get(size, len(value))], relative=True)


def _last_unit(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "last year" as a date, "the past year" as a time that has lasted."""
    which = phrase.part("LAST").lower()
    size, letter = unit_of(phrase.part("UNIT"))
    lasting = which == "the past" or (which in ("this past", "the last") and size > 1)
    if lasting and letter not in ("WE", "NI"):
        return Reading(duration(Decimal(1), size, letter), "DURATION")
    if which in ("the previous", "the preceding", "the prior") and setting.reference:
        value = _beside(setting, phrase, -1)
        return Reading(value, "TIME" if "T" in value else "DATE", relative=True)
    return _step_unit(phrase, setting, -1)


def _beside(setting: Setting, phrase: Phrase, steps: int) -> str:
    """Return the unit so many steps from the one of the last date."""
    letter = calendar_letter(phrase.part("UNIT"))
    if letter == "NI":
        return f"{shift(setting.reference_for('D'), steps, 'D')}TNI"
    return shift(setting.reference_for(letter), steps, letter)


def _this_unit(phrase: Phrase, setting: Setting) -> Reading | None:
    if phrase.words.lower().startswith("this minute"):
        return None
    return _step_unit(phrase, setting, 0)


def _next_unit(phrase: Phrase, setting: Setting) -> Reading | None:
    which = phrase.part("NEXT").lower()
    size, letter = unit_of(phrase.part("UNIT"))
    told = which == "the next" and (letter == "D" or (size == 1 and _looks_back(phrase, setting)))
    if setting.reference and (which == "the following" or told):
        value = _beside(setting, phrase, 1)
        return Reading(value, "TIME" if "T" in value else "DATE", relative=True)
    if which in ("the coming", "the next") and (size > 1 or which == "the coming"):
        return Reading(duration(Decimal(1), size, letter), "DURATION")
    return _step_unit(phrase, setting, 1)


def _looks_back(phrase: Phrase, setting: Setting) -> bool:
    """Tell "The next year they left": the year after the one told of before."""
    return setting.direction(phrase.tokens.text, phrase.start, phrase.end) is Direction.PAST


def _same_unit(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "that year", "the same day", "the end of the year" from the date mentioned before."""
    letter = calendar_letter(phrase.part("UNIT"))
    said = phrase.part("SAME").lower()
    if letter.startswith("T") or letter in ("NI", "WE") or unit_of(phrase.part("UNIT"))[0] > 1:
        return None
    if said == "the" and not phrase.has("EDGE") and not _stands_alone(phrase):
        return None
    day = setting.published if phrase.has("EDGE") and letter != "D" else setting.reference_for(letter)
    return Reading(shift(day, 0, letter), relative=True)


def _stands_alone(phrase: Phrase) -> bool:
    """Say whether "the day" or "the year" is the whole of a time: "later in the day"."""
    if phrase.before(2).lower() not in ("in", "for", "during", "on"):
        return False
    counted = phrase.after(2) in ("to", "ended", "ending")  # "for the year ended 30 June"
    return phrase.part("UNIT").lower() in ("day", "year") and not counted


def _counted(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "two years ago" and "two years from now": as exact as the unit."""
    said = phrase.part("AWAY").lower()
    if said == "ago":
        return _away(phrase, setting.published, -1)
    if said == "from now":
        return _away(phrase, setting.published, 1)
    if phrase.tokens.words[phrase.span("UNITS")[0] - 1] != " " or " than " in phrase.words:
        return None  # "9% less than a year earlier" compares
    return _away(phrase, setting.published, 1) if said == "hence" else _later(phrase, setting, said)


def _later(phrase: Phrase, setting: Setting, said: str) -> Reading | None:
    """Read "two years later" and "a year earlier" from the date mentioned before."""
    if phrase.after(2) == "than":
        return None
    sign = -1 if said in ("earlier", "beforehand", "previously") else 1
    years = count_of(phrase.part("COUNT"))
    if unit_of(phrase.part("UNITS")) == (1, "Y") and years == 1 and len(setting.reference) == len("2025-09"):
        # A month or quarter is compared with the same of another year.
        return Reading(shift_value(setting.reference, sign), relative=True)
    return _away(phrase, setting.reference_for(calendar_letter(phrase.part("UNITS"))), sign)


def _away(phrase: Phrase, day: datetime.date | None, sign: int) -> Reading | None:
    size, letter = unit_of(phrase.part("UNITS"))
    if letter.startswith("T") or letter in ("NI", "WE"):
        return Reading("PAST_REF" if sign < 0 else "FUTURE_REF", relative=True)
    number = count_of(phrase.part("COUNT"))
    if number is None:
        return Reading("PAST_REF" if sign < 0 else "FUTURE_REF", relative=True)
    if number != number.to_integral_value():
        number, letter, size = (number * 12).to_integral_value(), "M" if letter == "Y" else letter, 1
    value = shift(day, sign * int(number) * size, letter)
    return Reading(value[:3] if size == 10 else value[:2] if size == 100 else value, relative=True)


def _unit_before(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "the year before", where nothing follows that it would be before."""
    letter = calendar_letter(phrase.part("UNIT"))
    if letter in ("WE", "NI") or letter.startswith("T") or phrase.after() == " ":
        return None
    sign = 1 if phrase.words.lower().endswith("after") else -1
    return Reading(shift(setting.reference_for(letter), sign, letter), relative=True)


def _units_ago(phrase: Phrase, _: Setting) -> Reading:
    return Reading("PAST_REF")


def _that_time(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "by that time" as the date mentioned last."""
    known = first_day(setting.reference) and says(phrase, "before_that_time")
    return Reading(setting.reference, relative=True) if known else None


def _at_large(phrase: Phrase, _: Setting) -> Reading | None:
    """Read the words that point to the present, the past or the future and no date."""
    if phrase.before(2) == "as" or (phrase.words[-4:].lower() == "past" and _counts(phrase.after(2))):
        return None
    return Reading(lexicons.load("times")["at_large"][phrase.words.lower().split()[-1]])


def _counts(word: str) -> bool:
    """Tell the number of "the past five years"."""
    vague = word in lexicons.words("times", "vague_counts") or word in ("couple", "half")
    return word[:1].isdigit() or vague or (word.isalpha() and numerals.read(word) is not None)


def _recent_units(phrase: Phrase, _: Setting) -> Reading:
    """Read "recent years" as a time that has lasted, "the coming weeks" as the future."""
    if "coming" in phrase.words.lower():
        return Reading("FUTURE_REF")
    return Reading(duration(None, *unit_of(phrase.part("PLURAL"))), "DURATION")


RULES: tuple[Rule[Reading], ...] = (
    Rule("units away", "(ABOUT )?COUNT~UNITS AWAY", _counted),
    Rule("unit before", "the UNIT (before|after|earlier|previous)", _unit_before),
    Rule("last unit", "EDGE?(earlier |later )?LAST UNIT", _last_unit),
    Rule("this unit", "EDGE?(earlier |later )?THIS UNIT", _this_unit),
    Rule("next unit", "EDGE?(earlier |later )?NEXT UNIT", _next_unit),
    Rule("same unit", "EDGE?(earlier |later )?SAME UNIT", _same_unit),
    Rule("that time", "that time|that date", _that_time),
    Rule("years ago", "PLURAL ago", _units_ago),
    Rule("recent years", "(the )?(recent|coming|past|last) PLURAL", _recent_units),
    Rule("the past", "the (ATLARGE )?(past|future)|the (near|long) term", _at_large),
    Rule("current", "CURRENT|PRESENT|PAST|FUTURE", _at_large),
)
"""In order: the more a rule asks for, the earlier it stands."""
