"""Rules for dates seen from another day: today, last week, two years ago, the next Monday, that time."""

from collections.abc import Mapping
from decimal import Decimal

from generator.language import lexicons, numerals, tense
from generator.language.grammar import Phrase, Rule
from generator.language.tense import Direction
from generator.language.time_values import Reading, Setting, first_day, shift, weekday

PATTERNS: Mapping[str, str] = {
    "LAST": "(last|the last|this past|the previous|the preceding|the prior|the past)",
    "THIS": "(this|the current)",
    "NEXT": "(next|the next|this coming|the coming|the following|this upcoming|the upcoming)",
    "SAME": "(the same|that same|that|the)",
    "COUNT": "(NUMBER|a|an|(a )?VAGUE|(a )?(couple|few)( of)?|half a|half an)",
    "UNITS": "(UNIT|PLURAL)",
}


def unit_of(words: str) -> tuple[int, str]:
    """Return how many of which ISO 8601 letter a unit's name means: a decade is 10 years."""
    times = lexicons.load("times")
    word = words.lower().rstrip("'’.")
    size, letter = times["units"].get(word) or times["unit_plurals"][word]
    return size, letter


def count_of(words: str) -> Decimal | None:
    """Return the number that counts units, None for "several" and the like."""
    text = words.lower()
    if text in ("a", "an"):
        return Decimal(1)
    if text in ("half a", "half an"):
        return Decimal("0.5")
    if "couple" in text:
        return Decimal(2)
    return numerals.read(words)


def _letter(words: str) -> str:
    """Return the calendar's letter for a unit: a quarter and a weekend have their own."""
    word = words.lower()
    return "Q" if word == "quarter" else "WE" if word == "weekend" else unit_of(word)[1]


def _step_unit(phrase: Phrase, setting: Setting, steps: int) -> Reading | None:
    word = phrase.parts["UNIT"].lower()
    letter = _letter(word)
    if letter == "NI":
        return Reading(f"{shift(setting.published, steps, 'D')}TNI", "TIME", relative=True)
    if letter.startswith("T"):
        return None
    size = 1 if letter in ("Q", "WE") else unit_of(word)[0]
    value = shift(setting.published, steps * size, letter)
    return Reading(value[: {10: 3, 100: 2, 1000: 1}.get(size, len(value))], relative=True)


def _last_unit(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "last year" as a date; "the past year" is a time that has lasted, "the previous year" counts from a date."""
    which = phrase.parts["LAST"].lower()
    size, letter = unit_of(phrase.parts["UNIT"])
    if which in ("the past", "this past", "the last") and (size > 1 or which == "the past") and letter not in ("WE", "NI"):
        return Reading(f"P{'T' if letter[0] == 'T' else ''}{size}{letter[-1]}", "DURATION")
    if which in ("the previous", "the preceding", "the prior") and setting.reference:
        value = shift(setting.reference_day, -1, _letter(phrase.parts["UNIT"]))
        return Reading(value, relative=True)
    return _step_unit(phrase, setting, -1)


def _this_unit(phrase: Phrase, setting: Setting) -> Reading | None:
    if phrase.words.lower().startswith("this minute"):
        return None
    return _step_unit(phrase, setting, 0)


def _next_unit(phrase: Phrase, setting: Setting) -> Reading | None:
    which = phrase.parts["NEXT"].lower()
    size, letter = unit_of(phrase.parts["UNIT"])
    if setting.reference and (which == "the following" or (which == "the next" and letter == "D")):
        return Reading(shift(setting.reference_day, 1, _letter(phrase.parts["UNIT"])), relative=True)
    if which in ("the coming", "the next") and (size > 1 or which == "the coming"):
        return Reading(f"P{size}{letter}", "DURATION")
    return _step_unit(phrase, setting, 1)


def _same_unit(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "that year", "the same day", "the end of the year" from the date mentioned before."""
    letter = _letter(phrase.parts["UNIT"])
    said = phrase.parts["SAME"].lower()
    if letter.startswith("T") or letter in ("NI", "WE") or unit_of(phrase.parts["UNIT"])[0] > 1:
        return None
    if said == "the" and "EDGE" not in phrase.parts and not _stands_alone(phrase):
        return None
    day = setting.published if "EDGE" in phrase.parts else setting.reference_day
    if letter == "D":
        day = setting.day()
    return Reading(shift(day, 0, letter), relative=True)


def _stands_alone(phrase: Phrase) -> bool:
    """Say whether "the day" or "the year" is the whole of a time: "later in the day"."""
    return phrase.before(2).lower() in ("in", "for", "during", "on") and phrase.parts["UNIT"].lower() in ("day", "year")


def _ago(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "two years ago": as exact as its unit."""
    return _away(phrase, setting.published, -1)


def _from_now(phrase: Phrase, setting: Setting) -> Reading | None:
    return _away(phrase, setting.published, 1)


def _later(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "two years later" and "a year earlier" from the date mentioned before."""
    if phrase.after(2) == "than":
        return None
    sign = -1 if any(word in phrase.words.lower() for word in ("earlier", "before", "previously")) else 1
    return _away(phrase, setting.reference_day, sign)


def _away(phrase: Phrase, day: object, sign: int) -> Reading | None:
    size, letter = unit_of(phrase.parts["UNITS"])
    if letter.startswith("T") or letter in ("NI", "WE"):
        return Reading("PAST_REF" if sign < 0 else "FUTURE_REF", relative=True)
    number = count_of(phrase.parts["COUNT"])
    if number is None:
        return Reading("PAST_REF" if sign < 0 else "FUTURE_REF", relative=True)
    start = day if hasattr(day, "toordinal") else None
    if number != number.to_integral_value():
        number, letter, size = (number * 12).to_integral_value(), "M" if letter == "Y" else letter, 1
    value = shift(start, sign * int(number) * size, letter)  # type: ignore[arg-type]
    return Reading(value[:3] if size == 10 else value[:2] if size == 100 else value, relative=True)


def _day_word(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "today", "yesterday morning", "the day before yesterday"."""
    words = phrase.words.lower()
    offset: int = lexicons.load("times")["days"][phrase.parts["DEICTIC"].lower()]
    if words.startswith("the day before"):
        offset -= 1
    elif words.startswith("the day after"):
        offset += 1
    if offset == 0 and phrase.after() in ("'", "’") and phrase.after(2) == "s":
        return Reading("PRESENT_REF")
    value = shift(setting.published, offset, "D")
    return _with_daypart(phrase, value)


def _with_daypart(phrase: Phrase, day: str) -> Reading:
    part = phrase.parts.get("DAYPART", "").lower()
    if not part:
        return Reading(day, relative=True)
    return Reading(f"{day}T{lexicons.load('times')['dayparts'][part]}", "TIME", relative=True)


def _weekday(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read a weekday by the tense of its clause, or by "last" and "next"."""
    names = lexicons.load("times")
    number = {**names["weekdays"], **names["weekday_abbreviations"]}[phrase.parts["WEEKDAY"].capitalize()]
    which = phrase.words.lower()
    if which.startswith(("last", "this past")):
        looks = Direction.PAST
    elif which.startswith(("next", "this coming", "this")):
        looks = Direction.FUTURE
    else:
        looks = tense.direction(phrase.tokens.text, phrase.start, phrase.end)
    value = weekday(setting.published, number, looks)
    if setting.published and value == setting.published.isoformat() and which.startswith(("last", "next")):
        value = shift(setting.published, -7 if which.startswith("last") else 7, "D")
    return _with_daypart(phrase, value)


def _daypart(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "this morning", "last night", "overnight"."""
    words = phrase.words.lower()
    part = lexicons.load("times")["dayparts"][phrase.parts["DAYPART"].lower()] if "DAYPART" in phrase.parts else "NI"
    if words.startswith(("last", "over")):
        return Reading(f"{shift(setting.published, -1, 'D')}T{part}", "TIME", relative=True)
    day = setting.published if words.startswith(("this", "tonight")) else setting.day()
    return Reading(f"{shift(day, 0, 'D')}T{part}", "TIME", relative=True)


def _weekend(phrase: Phrase, setting: Setting) -> Reading:
    """Read "over the weekend": the last one, or by the tense of its clause the next."""
    day = setting.published
    looks = tense.direction(phrase.tokens.text, phrase.start, phrase.end) if day else Direction.UNKNOWN
    back = day is not None and day.isoweekday() < 6 and looks is not Direction.FUTURE
    return Reading(shift(day, -1 if back else 0, "WE"), relative=True)


def _season(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "in the spring"; without a preposition the word may be a verb or a source of water."""
    if phrase.before(2).lower() not in ("in", "by", "since", "until", "during", "for", "through", "before", "after"):
        return None
    if phrase.after(2) in ("Olympics", "Games", "Olympic", "Palace", "Park") or phrase.after() in ("-", "'", "’"):
        return None
    code = lexicons.load("times")["seasons"][phrase.parts["SEASON"].lower()]
    return Reading(f"{shift(setting.published, 0, 'Y')}-{code}", relative=True)


def _bare_daypart(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "in the morning", "in morning trading"."""
    if phrase.before(2).lower() not in ("in", "during", "by", "until", "of"):
        return None
    return _daypart(phrase, setting)


def _units_ago(phrase: Phrase, _: Setting) -> Reading:
    return Reading("PAST_REF")


def _that_time(phrase: Phrase, setting: Setting) -> Reading | None:
    known = first_day(setting.reference) and phrase.before(2).lower() in ("by", "at", "since", "until", "before", "after", "on")
    return Reading(setting.reference, relative=True) if known else None


def _reference(value: str) -> Rule[Reading]:
    """Return the rule for words that point to the present, the past or the future at large."""
    category = value.removesuffix("_REF")
    return Rule(f"{category.lower()} at large", category, lambda phrase, setting: Reading(value))


def _at_large(phrase: Phrase, _: Setting) -> Reading:
    value = {"past": "PAST_REF", "future": "FUTURE_REF"}.get(phrase.words.lower().split()[-1], "")
    if phrase.words.lower().endswith(" term"):
        value = "FUTURE_REF"
    return Reading(value or lexicons.load("times")["adjectives"].get(phrase.words.lower(), "PAST_REF"))


def _recent_units(phrase: Phrase, _: Setting) -> Reading:
    size, letter = unit_of(phrase.parts["PLURAL"])
    ahead = "coming" in phrase.words.lower()
    return Reading("FUTURE_REF" if ahead else f"P{'T' if letter[0] == 'T' else ''}X{letter[-1]}", "DURATION" if not ahead else "DATE")


RULES: tuple[Rule[Reading], ...] = (
    Rule("day word", "(earlier |later |late |early )?((the day (before|after) )?DEICTIC( DAYPART)?)", _day_word),
    Rule("weekday", "(early |late |earlier |later )?((this|last|next|this past|this coming|the following) )?WEEKDAY( DAYPART)?", _weekday),
    Rule("last night", "(late |early |earlier |later )?(this|last|that) DAYPART", _daypart),
    Rule("tonight", "tonight|overnight", _daypart),
    Rule("units ago", "COUNT~UNITS ago", _ago),
    Rule("units from now", "COUNT~UNITS from now|COUNT UNITS hence", _from_now),
    Rule("units later", "COUNT UNITS (later|earlier|previously|beforehand|afterwards)", _later),
    Rule("unit before", "the UNIT (before|after|earlier|previous)", lambda p, s: _unit_before(p, s)),
    Rule("last unit", "EDGE?(earlier |later )?LAST UNIT", _last_unit),
    Rule("this unit", "EDGE?(earlier |later )?THIS UNIT", _this_unit),
    Rule("next unit", "EDGE?(earlier |later )?NEXT UNIT", _next_unit),
    Rule("same unit", "EDGE?(earlier |later )?SAME UNIT", _same_unit),
    Rule("that time", "that time|that date", _that_time),
    Rule("weekend", "the weekend", _weekend),
    Rule("season alone", "(the )?SEASON", _season),
    Rule("part of a day", "(the )?(early |late )?DAYPART", _bare_daypart),
    Rule("years ago", "PLURAL ago", _units_ago),
    Rule("recent years", "(the )?(recent|coming|past|last) PLURAL", _recent_units),
    Rule("the past", "the (recent |distant |near |foreseeable )?(past|future)|the (near|long) term", _at_large),
    Rule("current", "CURRENT", _at_large),
    _reference("PRESENT_REF"),
    _reference("PAST_REF"),
    _reference("FUTURE_REF"),
)  # fmt: skip
"""In order: the more a rule asks for, the earlier it stands."""


def _unit_before(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "the year before", where nothing follows that it would be before."""
    letter = _letter(phrase.parts["UNIT"])
    if letter in ("WE", "NI") or letter.startswith("T") or phrase.after() == " ":
        return None
    sign = 1 if phrase.words.lower().endswith("after") else -1
    return Reading(shift(setting.reference_day, sign, letter), relative=True)
