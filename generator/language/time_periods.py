"""Rules for the other periods of the calendar: quarters, seasons, holidays, decades, centuries."""

import datetime
import re
from collections.abc import Mapping

from generator.language import lexicons
from generator.language.grammar import Rule
from generator.language.tense import Direction
from generator.language.time_calendar import day_of_month, full_year, month_number, step_of, year_without_one
from generator.language.time_units import says
from generator.language.time_values import Reading, Setting, first_day, shift, shift_value
from generator.language.tokens import Phrase

PATTERNS: Mapping[str, str] = {
    "STEP": "(STEPWORD|the previous|the following|the past|the coming)",
    "YEARWORDS": "((the )?(year )?YEAR|STEP year|the year)",
    "HOLIDAY": "(New Year('|’)s (Eve|Day)|Christmas (Eve|Day)|Boxing Day"
    "|Valentine('|’)s Day|May Day|Good Friday|(Easter|Palm) Sunday|Easter Monday|Ash Wednesday|Ascension Day"
    "|Whit Monday|Fourth of July|HOLIDAYWORD)",
    "AYEARAGO": "((the )?(last|previous|prior) year|a year (ago|earlier|before))",
    "FISCAL": "(( |-)(calendar|fiscal|financial))",
    "WEEKOF": "(of|to|from|beginning|starting|commencing|ending)( the)?",
}
_FAR_AHEAD = 5
"""Months: a quarter that begins so long after the day of publication is not the one meant."""
_APOSTROPHES = ("'", "’", "‘")
_QUARTERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "last": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
}


def _month_part(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "the last week of March": the first or last ISO week of a month."""
    month = month_number(phrase.part("MONTHNAME"))
    year: int | str = int(phrase.part("YEAR") or 0) or year_without_one(phrase, setting, month, 0)
    start = first_day(f"{year}-{month:02}")
    if start is None:
        return None
    weeks = {"first": 0, "second": 7, "third": 14, "last": 27, "final": 27}[phrase.part("WHICH").lower()]
    day = min(start.toordinal() + weeks, (first_day(shift(start, 1, "M")) or start).toordinal() - 1)
    return Reading(shift(start.fromordinal(day), 0, "W"), relative=not phrase.has("YEAR"))


def _week_of_day(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "the week of 3 March", "the week ending March 7": the ISO week of that day."""
    found = day_of_month(phrase, setting)
    day = first_day(found.value) if found else None
    return Reading(shift(day, 0, "W"), relative=not phrase.has("YEAR")) if day else None


def _fiscal_year(phrase: Phrase, _: Setting) -> Reading:
    """Read "FY2025", "FY25" and "FY 2024-25" as the year they begin with."""
    return Reading(str(full_year(phrase.part("YEAR") or phrase.part("TWO2"))))


def _year_end(_phrase: Phrase, setting: Setting) -> Reading:
    return Reading(shift(setting.published, 0, "Y"), relative=True)


def _quarter(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "the third quarter of 2009", "third-quarter", "the first half of this year"."""
    which = (phrase.part("WHICH") or phrase.part("DIGIT")).lower()
    number = _QUARTERS.get(which)
    half = "half" in phrase.words or phrase.part("Q") == "H"
    if phrase.part("Q") == "H" and phrase.words[-1:] == phrase.part("DIGIT"):
        return None  # H2 is a gas
    if number is None or (half and number > 2 and which not in ("final", "last")):
        return None
    if which == "last" and not phrase.has("YEARWORDS"):
        return None
    if half and not (phrase.part("Q") or phrase.has("YEARWORDS")) and _is_played(phrase):
        return None
    letter = "H" if half else "Q"
    year, relative = _year_of_part(phrase, setting)
    if not half and _is_past_already(phrase, setting, 3 * number - 2):
        year = shift(setting.published, -1, "Y")
    return Reading(f"{year}-{letter}{min(number, 2) if half else number}", relative=relative)


def _is_played(phrase: Phrase) -> bool:
    """Tell the half of a match: "scored in the second half", not "rose 2 percentage points"."""
    return bool(_MATCH.search(phrase.tokens.text, max(0, phrase.start - _NEAR), phrase.end + _NEAR))


_NEAR = 150
"""Characters in which a match is spoken of."""
_MATCH = re.compile(
    r"\b(?:scor(?:ed?|ing)|(?<!its )goals?(?! (?:of|to|for)\b)|match|minutes?|half-?time|touchdown|shots?"
    r"|kick|(?<!e )(?<!basis )points)\b"
)


def _year_of_part(phrase: Phrase, setting: Setting) -> tuple[str, bool]:
    words = phrase.part("YEARWORDS") or phrase.part("YEAR")
    if words[-4:].isdigit():
        return words[-4:], False
    if phrase.has("TWO"):
        return str(full_year(phrase.part("TWO"))), False
    if words:
        return shift(setting.published, step_of(words.removesuffix(" year")), "Y"), True
    return shift(setting.published, 0, "Y"), True


def _is_past_already(phrase: Phrase, setting: Setting, month: int) -> bool:
    """Tell the last "fourth quarter" from the next, where a clause looks back in February."""
    if setting.published is None or phrase.has("YEARWORDS") or month - setting.published.month < _FAR_AHEAD:
        return False
    return setting.direction(phrase.tokens.text, phrase.start, phrase.end) is Direction.PAST


def _season_of_year(phrase: Phrase, _: Setting) -> Reading:
    return Reading(f"{phrase.part('YEAR')}-{_season(phrase)}")


def _season(phrase: Phrase) -> str:
    code: str = lexicons.load("times")["seasons"][phrase.part("SEASON").lower()]
    return code


_LAST_MONTHS = {"SP": 6, "SU": 9, "FA": 12, "WI": 12}
"""A month after which a season of the year is the last one."""


def _season_alone(phrase: Phrase, setting: Setting) -> Reading:
    step = step_of(phrase.part("LASTNEXT")) if phrase.has("LASTNEXT") else 0
    if step < 0 and setting.published and setting.published.month > _LAST_MONTHS[_season(phrase)]:
        step = 0  # in November "last spring" is this year's
    following = phrase.part("LASTNEXT").lower() == "the following"
    day = setting.reference_for("Y") if following else setting.published
    return Reading(f"{shift(day, step, 'Y')}-{_season(phrase)}", relative=True)


def _holiday(phrase: Phrase, setting: Setting) -> Reading | None:
    holidays = {name.lower(): day for name, day in lexicons.load("times")["holidays"].items()}
    # Any white space may stand between its words.
    said = holidays[" ".join(phrase.part("HOLIDAY").lower().replace("’", "'").split())]
    year: int | str = int(phrase.part("YEAR") or 0)
    if not year:
        near = _in_year(said, setting.published.year if setting.published else 0)
        year = year_without_one(phrase, setting, *map(int, near.split("-")))
    if isinstance(year, str) and isinstance(said, int):
        return None
    value = said if isinstance(said, str) else _in_year(said, int(year))
    return Reading(f"{year}-{value}", relative=not phrase.has("YEAR"))


def _in_year(said: str | int, year: int) -> str:
    """Return the month and day of a holiday: written so, or as days from Easter."""
    if isinstance(said, str):
        return said
    return (easter(year or 2000) + datetime.timedelta(said)).strftime("%m-%d")


def easter(year: int) -> datetime.date:
    """Return Easter Sunday by Butcher's rule (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def _decade(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "the 1990s" and "the 70s" as TimeML's three digits of a decade."""
    digits = phrase.part("YEAR") or phrase.part("TWO")
    if not digits.endswith("0") or (len(digits) == 2 and not _reads_as_decade(phrase, digits)):
        return None
    return Reading(str(full_year(digits))[:3])


def _reads_as_decade(phrase: Phrase, digits: str) -> bool:
    before = phrase.before(2).lower() if phrase.before() == " " else phrase.before()
    known = before in ("the", "and", "or", "early", "late", "mid") or before in _APOSTROPHES
    return (known or phrase.words[0] in _APOSTROPHES or phrase.words[0] in "tT") and int(digits) >= 20


def _spelled_decade(phrase: Phrase, _: Setting) -> Reading | None:
    return Reading(f"19{lexicons.load('times')['spelled_decades'][phrase.part('SPELLEDDECADE').lower()]}")


def _century(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "the 19th century" as TimeML's two digits of a century."""
    numbers = lexicons.load("numerals")
    if phrase.has("ORDINAL"):
        tens = numbers["tens"].get(phrase.part("TENS").lower(), 0)
        number: int = tens + numbers["ordinals"][phrase.part("ORDINAL").lower()]
    else:
        number = int(phrase.part("INTEGER")[:3])
    era = "BC" if "BC" in phrase.words else ""
    return Reading(f"{era}{number - 1:02}") if 1 <= number <= 99 else None


def _years_later_reference(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "the same month a year ago" from the date just mentioned."""
    if not setting.reference:
        return None
    return Reading(shift_value(setting.reference, -1), relative=True)


def _bare_season(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "in the spring"; without a preposition the word may be a verb or a source of water."""
    named = phrase.after(2) in lexicons.words("times", "after_season_names") or phrase.after() in (
        "-",
        "'",
        "’",
    )
    if named or not says(phrase, "before_seasons"):
        return None
    return Reading(f"{shift(setting.published, 0, 'Y')}-{_season(phrase)}", relative=True)


RULES: tuple[Rule[Reading], ...] = (
    Rule("a year before", "the same SAMEUNIT( of| in)? AYEARAGO", _years_later_reference),
    Rule("week of a month", "(the )?WHICH (full )?week (of|in) MONTHNAME((,)? YEAR)?", _month_part),
    Rule("week of a day", "(the )?week WEEKOF DAYNAME?MONTHNAME (the )?DAYNUMBER((,)? YEAR)?", _week_of_day),
    Rule("week of a day", "(the )?week WEEKOF DAYNAME?DAYNUMBER (of )?MONTHNAME((,)? YEAR)?", _week_of_day),
    Rule("quarter of a year", "(the )?WHICH(FISCAL)?( |-)(quarter|half)(( of| in)? YEARWORDS)?", _quarter),
    Rule("Q3", "Q(DIGIT)( YEARWORDS|(-| )YEAR|-TWO)?", _quarter),
    Rule("3Q", "DIGIT(Q)( YEARWORDS|YEAR|TWO)", _quarter),
    Rule("fiscal year", "fy( )?(YEAR((-|/)(TWO|YEAR))?|TWO)", _fiscal_year),
    Rule("end of the year", "year-end|mid-year|the year('|’)s end", _year_end),
    Rule("season of a year", "EDGE?(the )?SEASON( of)? YEAR", _season_of_year),
    Rule("last summer", "EDGE?LASTNEXT SEASON", _season_alone),
    Rule("season", "(the )?SEASON", _bare_season),
    Rule("holiday", "(the )?HOLIDAY((,)? YEAR)?", _holiday),
    Rule("decade in figures", "(the )?EDGE?('|’|‘)?(YEAR|TWO)('|’)?s", _decade),
    Rule("decade in words", "the EDGE?SPELLEDDECADE", _spelled_decade),
    Rule("century", "(the )?EDGE?((TENS-)?ORDINAL|INTEGER(SUFFIX))( |-)century( ERA)?", _century),
)
"""In order: the more a rule asks for, the earlier it stands."""
