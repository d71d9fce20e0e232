"""Rules for dates of the calendar: days, months, quarters, years, decades, centuries."""

import re
from collections.abc import Mapping

from generator.language import lexicons, tense
from generator.language.grammar import Phrase, Rule
from generator.language.time_values import (
    Reading,
    Setting,
    day_value,
    first_day,
    shift,
    shift_value,
    year_of_month,
)

PATTERNS: Mapping[str, str] = {
    "MONTHNAME": "(MONTH|ABBREVIATION(.)?)",
    "DAYNUMBER": "DAY(SUFFIX)?",
    "DAYNAME": "(WEEKDAY|SHORTDAY(.)?)(,)? ",
    "EDGE": "((early|late|mid|earlier|later)( in |( |-)?)|(the )?(very )?(end|beginning|start|middle|close|turn|rest|remainder) of (the )?)",
    "LASTNEXT": "(last|next|this|this past|this coming|the following|the previous|that)",
}
_ORDINAL_SUFFIXES = {"1": "st", "2": "nd", "3": "rd"}


def month_number(words: str) -> int:
    """Return the number of a month's name or abbreviation."""
    number: int = lexicons.load("times")["months"][words.rstrip(".").capitalize()]
    return number


def _year(words: str) -> int:
    """Return a year written with two or four digits."""
    year = int(words)
    return year if len(words) == 4 else year + (2000 if year < 50 else 1900)


def _iso_date(phrase: Phrase, _: Setting) -> Reading | None:
    value = day_value(int(phrase.parts["YEAR"]), int(phrase.parts["TWO"]), int(phrase.parts["TWO2"]))
    return Reading(value) if value else None


def _slashed_date(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read 7/8/07 the American way, unless that is no date or the day can only come first."""
    parts = phrase.parts
    month, day, year = (int(parts["INTEGER"]), int(parts["INTEGER2"]), _year(parts["INTEGER3"]))
    value = day_value(year, month, day) if month <= 12 else day_value(year, day, month) if day <= 12 else None
    return Reading(value) if value else None


def _dotted_date(phrase: Phrase, _: Setting) -> Reading | None:
    day, month = phrase.parts["DOTTED"].split(".")
    value = day_value(int(phrase.parts["YEAR"]), int(month), int(day)) if int(month) <= 12 else None
    return Reading(value) if value else None


def _day_of_month(phrase: Phrase, setting: Setting) -> Reading | None:
    month, day = month_number(phrase.parts["MONTHNAME"]), int(re.sub(r"\D", "", phrase.parts["DAYNUMBER"]))
    if "YEAR" in phrase.parts:
        value = day_value(int(phrase.parts["YEAR"]), month, day)
        return Reading(value) if value else None
    if "TWO" in phrase.parts:
        value = day_value(_year(phrase.parts["TWO"]), month, day)
        return Reading(value) if value else None
    value = day_value(_year_without_one(phrase, setting, month, day), month, day)
    if value is None and setting.published:
        value = day_value(setting.published.year, month, day)
    return Reading(value, relative=True) if value else None


def _year_without_one(phrase: Phrase, setting: Setting, month: int, day: int) -> int | str:
    if setting.published is None:
        return "XXXX"
    looks = tense.direction(phrase.tokens.text, phrase.start, phrase.end)
    return year_of_month(setting.published, month, day, looks)


def _month_of_year(phrase: Phrase, _: Setting) -> Reading:
    return Reading(f"{int(phrase.parts['YEAR'])}-{month_number(phrase.parts['MONTHNAME']):02}")


def _month_of_relative_year(phrase: Phrase, setting: Setting) -> Reading:
    year = shift(setting.published, _step(phrase.parts["STEP"]), "Y")
    return Reading(f"{year}-{month_number(phrase.parts['MONTHNAME']):02}", relative=True)


def _step(words: str) -> int:
    """Return -1 for "last", 0 for "this", 1 for "next"."""
    words = words.lower()
    return (
        -1
        if words.endswith(("last", "previous", "past"))
        else 1
        if words.endswith(("next", "following", "coming"))
        else 0
    )


def _last_or_next_month(phrase: Phrase, setting: Setting) -> Reading:
    """Read "last October": the nearest one before this month; "this October": of this year."""
    month, published = month_number(phrase.parts["MONTHNAME"]), setting.published
    if published is None:
        return Reading(f"XXXX-{month:02}", relative=True)
    step = _step(phrase.parts["LASTNEXT"])
    year = published.year
    if step < 0 and month >= published.month:
        year -= 1
    elif step > 0 and month <= published.month:
        year += 1
    return Reading(f"{year}-{month:02}", relative=True)


def _month_alone(phrase: Phrase, setting: Setting) -> Reading | None:
    words = phrase.parts["MONTHNAME"]
    if "EDGE" not in phrase.parts and not _is_month(phrase, words):
        return None
    month = month_number(words)
    year = _year_without_one(phrase, setting, month, 0)
    return Reading(f"{year}-{month:02}", relative=True)


def _is_month(phrase: Phrase, words: str) -> bool:
    """Tell the month from the name and the verb: "in May" from "Theresa May", "March" and "Mar"."""
    times = lexicons.load("times")
    if words.rstrip(".") not in times["ambiguous_months"]:
        return True
    before = phrase.before(2) if phrase.before() == " " else phrase.before()
    return before.lower() in times["before_months"]


def _month_part(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "the last week of March": the first or last ISO week of a month."""
    month = month_number(phrase.parts["MONTHNAME"])
    year = (
        int(phrase.parts["YEAR"]) if "YEAR" in phrase.parts else _year_without_one(phrase, setting, month, 0)
    )
    start = first_day(f"{year}-{month:02}")
    if start is None:
        return None
    weeks = {"first": 0, "second": 7, "third": 14, "last": 27, "final": 27}[phrase.parts["WHICH"].lower()]
    day = min(start.toordinal() + weeks, (first_day(shift(start, 1, "M")) or start).toordinal() - 1)
    return Reading(shift(start.fromordinal(day), 0, "W"), relative="YEAR" not in phrase.parts)


def _quarter(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "the third quarter of 2009", "third-quarter", "the first half of this year"."""
    which = phrase.parts.get("WHICH", phrase.parts.get("DIGIT", "")).lower()
    number = {
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
    }.get(which)
    half = "half" in phrase.words
    if number is None or (half and number > 2 and which not in ("final", "last")):
        return None
    if which == "last" and "YEARWORDS" not in phrase.parts:
        return None
    letter = "H" if half else "Q"
    year, relative = _year_of_part(phrase, setting)
    return Reading(f"{year}-{letter}{min(number, 2) if half else number}", relative=relative)


def _year_of_part(phrase: Phrase, setting: Setting) -> tuple[str, bool]:
    words = phrase.parts.get("YEARWORDS", "")
    if words[-4:].isdigit():
        return words[-4:], False
    if words:
        return shift(setting.published, _step(words.removesuffix(" year")), "Y"), True
    return shift(setting.published, 0, "Y"), True


def _season_of_year(phrase: Phrase, _: Setting) -> Reading:
    return Reading(f"{phrase.parts['YEAR']}-{_season(phrase)}")


def _season(phrase: Phrase) -> str:
    code: str = lexicons.load("times")["seasons"][phrase.parts["SEASON"].lower()]
    return code


def _season_alone(phrase: Phrase, setting: Setting) -> Reading:
    step = _step(phrase.parts["LASTNEXT"]) if "LASTNEXT" in phrase.parts else 0
    return Reading(f"{shift(setting.published, step, 'Y')}-{_season(phrase)}", relative=True)


def _holiday(phrase: Phrase, setting: Setting) -> Reading | None:
    holidays = {name.lower(): day for name, day in lexicons.load("times")["holidays"].items()}
    month_day = holidays[phrase.parts["HOLIDAY"].lower().replace("’", "'")]
    if "YEAR" in phrase.parts:
        return Reading(f"{phrase.parts['YEAR']}-{month_day}")
    month, day = map(int, month_day.split("-"))
    return Reading(f"{_year_without_one(phrase, setting, month, day)}-{month_day}", relative=True)


def _decade(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "the 1990s" and "the 70s" as TimeML's three digits of a decade."""
    digits = phrase.parts.get("YEAR") or phrase.parts.get("TWO", "")
    if not digits.endswith("0") or (len(digits) == 2 and not _reads_as_decade(phrase, digits)):
        return None
    return Reading(str(_year(digits))[:3])


def _reads_as_decade(phrase: Phrase, digits: str) -> bool:
    before = phrase.before(2).lower() if phrase.before() == " " else phrase.before()
    known = before in ("the", "and", "or", "early", "late", "mid", "'", "’", "‘") or phrase.words[0] in "'’‘t"
    return known and int(digits) >= 20


def _spelled_decade(phrase: Phrase, _: Setting) -> Reading | None:
    return Reading(f"19{lexicons.load('times')['spelled_decades'][phrase.parts['SPELLEDDECADE'].lower()]}")


def _century(phrase: Phrase, _: Setting) -> Reading | None:
    if "ORDINAL" in phrase.parts:
        number: int = lexicons.load("numerals")["ordinals"][phrase.parts["ORDINAL"].lower()]
    else:
        number = int(phrase.parts["INTEGER"])
        if not phrase.words.count(phrase.parts["INTEGER"] + _suffix(number)):
            return None
    return Reading(f"{number - 1:02}")


def _suffix(number: int) -> str:
    return "th" if 10 <= number % 100 <= 20 else _ORDINAL_SUFFIXES.get(str(number)[-1], "th")


_AFTER_YEAR = re.compile(
    r"(?:[ -][a-z]{2,}(?:[^s\W]s|men|people|aircraft)\b| ?%| percent| (?:million|billion|thousand)|[.,]?\d|-[a-z])"
)
_NOT_COUNTED = re.compile(
    r" (?:was|is|has|as|does|elections|sales|results|earnings|events|figures|games|accounts|profits)\b"
)
_BEFORE_OLD_YEAR = (
    "in",
    "since",
    "by",
    "of",
    "from",
    "until",
    "to",
    "between",
    "and",
    "around",
    "circa",
    "during",
    "(",
    "–",
    "-",
    "year",
    "after",
)


def _year_alone(phrase: Phrase, _: Setting) -> Reading | None:
    """Tell a year from a count or a number of a thing: "in 2009", not "2000 troops", "$2009" or "No. 2009"."""
    words, text = phrase.parts["YEAR"], phrase.tokens.text
    year, before = int(words), phrase.before()
    if before in ("$", "€", "£", "¥", "#", ".", ",", "/", "+", "−") or (
        before == "-" and phrase.before(2).isalpha()
    ):
        return None
    word = phrase.before(2).lower() if before == " " else before
    if not 1900 <= year <= 2060 and "EDGE" not in phrase.parts and word not in _BEFORE_OLD_YEAR:
        return None
    following = text[phrase.end : phrase.end + 24]
    if (
        _AFTER_YEAR.match(following)
        and not _NOT_COUNTED.match(following)
        and word not in ("in", "since", "the")
    ):
        return None
    return Reading(words)


def _years_later_reference(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "the same month a year ago" from the date just mentioned."""
    if not setting.reference:
        return None
    return Reading(shift_value(setting.reference, -1), relative=True)


RULES: tuple[Rule[Reading], ...] = (
    Rule("the same period of last year", "the same (month|period|quarter|time|day|week|point)( of| in)? ((the )?(last|previous|prior) year|a year (ago|earlier|before))", _years_later_reference),
    Rule("date in figures, year first", "YEAR-TWO-TWO", _iso_date),
    Rule("date in figures with slashes", "INTEGER/INTEGER/INTEGER", _slashed_date),
    Rule("date in figures with points", "DOTTED.YEAR", _dotted_date),
    Rule("month and day", "DAYNAME?(the )?MONTHNAME (the )?DAYNUMBER(((,)? )YEAR|, 'TWO)?", _day_of_month),
    Rule("day and month", "DAYNAME?(the )?DAYNUMBER(( |-)(of )?)MONTHNAME(((,)?( |-)(of )?)YEAR|-TWO)?", _day_of_month),
    Rule("week of a month", "(the )?WHICH (full )?week (of|in) MONTHNAME((,)? YEAR)?", _month_part),
    Rule("month of a year", "EDGE?MONTHNAME((,)? |-| of )YEAR", _month_of_year),
    Rule("month of last year", "EDGE?MONTHNAME( of)? STEP year", _month_of_relative_year),
    Rule("last October", "EDGE?LASTNEXT MONTHNAME", _last_or_next_month),
    Rule("quarter of a year", "(the )?WHICH(( |-)calendar|( |-)fiscal|( |-)financial)?( |-)(quarter|half)(( of| in)? YEARWORDS)?", _quarter),
    Rule("Q3", "Q(DIGIT)( YEARWORDS)?", _quarter),
    Rule("season of a year", "EDGE?(the )?SEASON( of)? YEAR", _season_of_year),
    Rule("last summer", "EDGE?LASTNEXT SEASON", _season_alone),
    Rule("holiday", "HOLIDAY((,)? YEAR)?", _holiday),
    Rule("decade in figures", "(the )?EDGE?('|’|‘)?(YEAR|TWO)('|’)?s", _decade),
    Rule("decade in words", "the EDGE?SPELLEDDECADE", _spelled_decade),
    Rule("century", "(the )?EDGE?(ORDINAL|INTEGER(SUFFIX))( |-)century", _century),
    Rule("month alone", "EDGE?MONTHNAME", _month_alone),
    Rule("year alone", "EDGE?(the year )?YEAR", _year_alone),
)  # fmt: skip
"""In order: the more a rule asks for, the earlier it stands."""
