"""Rules for dates of the calendar: days, months, quarters, years, decades, centuries."""

import re
from collections.abc import Mapping

from generator.language import lexicons
from generator.language.grammar import Rule
from generator.language.memory import by_text
from generator.language.time_values import (
    Reading,
    Setting,
    day_value,
    first_day,
    shift,
    year_of_month,
)
from generator.language.tokens import Phrase

PATTERNS: Mapping[str, str] = {
    "MONTHNAME": "(MONTH|ABBREVIATION(.)?)",
    "DAYNUMBER": "DAY(SUFFIX)?",
    "DAYNAME": "(WEEKDAY|SHORTDAY(.)?)(,)? ",
    "PLACE": "(end|beginning|start|middle|close|turn|rest|remainder)",
    "EDGE": "((early|late|mid|earlier|later)( in |( |-)?)|end-|(the )?(very )?PLACE of (the )?)",
    "LASTNEXT": "(last|next|this|this past|this coming|the following|the previous|that)",
}


def month_number(words: str) -> int:
    """Return the number of a month's name or abbreviation."""
    times, word = lexicons.load("times"), words.rstrip(".").capitalize()
    number: int = times["months"].get(word) or times["month_abbreviations"][word]
    return number


_YEAR_DIGITS = 4


def full_year(words: str) -> int:
    """Return a year written with two or four digits."""
    year = int(words)
    return year if len(words) == 4 else year + (2000 if year < 50 else 1900)


def _iso_date(phrase: Phrase, _: Setting) -> Reading | None:
    value = day_value(int(phrase.part("YEAR")), int(phrase.part("TWO")), int(phrase.part("TWO2")))
    return Reading(value) if value else None


def _slashed_date(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read 7/8/07 the American way, unless that is no date or the day can only come first."""
    parts = [phrase.part(name) for name in ("INTEGER", "INTEGER2", "INTEGER3")]
    if max(map(len, parts)) > _YEAR_DIGITS:
        return None
    month, day, year = int(parts[0]), int(parts[1]), full_year(parts[2])
    value = day_value(year, month, day) if month <= 12 else day_value(year, day, month) if day <= 12 else None
    return Reading(value) if value else None


def _dotted_date(phrase: Phrase, _: Setting) -> Reading | None:
    day, month = phrase.part("DOTTED").split(".")
    value = day_value(int(phrase.part("YEAR")), int(month), int(day)) if int(month) <= 12 else None
    return Reading(value) if value else None


def day_of_month(phrase: Phrase, setting: Setting) -> Reading | None:
    """Return the day that ``MONTHNAME``, ``DAYNUMBER`` and maybe ``YEAR`` name."""
    month, day = month_number(phrase.part("MONTHNAME")), int(phrase.part("DAYNUMBER").rstrip("stndrhSTNDRH"))
    if year := phrase.part("YEAR") or phrase.part("TWO"):
        value = day_value(full_year(year), month, day)
        return Reading(value) if value else None
    value = day_value(year_without_one(phrase, setting, month, day), month, day)
    if value is None and setting.published:
        value = day_value(setting.published.year, month, day)
    return Reading(value, relative=True) if value else None


def year_without_one(phrase: Phrase, setting: Setting, month: int, day: int) -> int | str:
    """Return the year of a month, or of its day, named without one; ``XXXX`` when nothing tells it."""
    if setting.published is None:
        return "XXXX"
    looks = setting.direction(phrase.tokens.text, phrase.start, phrase.end)
    return year_of_month(setting.published, month, day, looks)


def _month_of_year(phrase: Phrase, _: Setting) -> Reading:
    return Reading(f"{int(phrase.part('YEAR'))}-{month_number(phrase.part('MONTHNAME')):02}")


def _month_behind_year(phrase: Phrase, setting: Setting) -> Reading | None:
    """Read "the 2021 July unrest"; in "in 2021 May resigned" the year stands alone."""
    ambiguous = phrase.part("MONTHNAME") in lexicons.load("times")["ambiguous_months"]
    return None if ambiguous or phrase.after(2).isdigit() else _month_of_year(phrase, setting)


def _month_of_relative_year(phrase: Phrase, setting: Setting) -> Reading:
    year = shift(setting.published, step_of(phrase.part("STEP")), "Y")
    return Reading(f"{year}-{month_number(phrase.part('MONTHNAME')):02}", relative=True)


def step_of(words: str) -> int:
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
    month, published = month_number(phrase.part("MONTHNAME")), setting.published
    if published is None:
        return Reading(f"XXXX-{month:02}", relative=True)
    step = step_of(phrase.part("LASTNEXT"))
    if setting.reference and phrase.part("LASTNEXT").lower() == "the following":
        published = first_day(setting.reference) or published
    year = published.year
    if step < 0 and month >= published.month:
        year -= 1
    elif step > 0 and month <= published.month:
        year += 1
    return Reading(f"{year}-{month:02}", relative=True)


def _month_alone(phrase: Phrase, setting: Setting) -> Reading | None:
    words = phrase.part("MONTHNAME")
    if not phrase.has("EDGE") and not _is_month(phrase, words):
        return None
    if phrase.has("EDGE") and phrase.after() == " " and phrase.after(2).isdigit():
        return None  # "the rest of the Oct. 7 attackers"
    month = month_number(words)
    year = year_without_one(phrase, setting, month, 0)
    return Reading(f"{year}-{month:02}", relative=True)


def _is_month(phrase: Phrase, words: str) -> bool:
    """Tell the month from the name and the verb: "in May" from "Theresa May", "March" and "Mar"."""
    times = lexicons.load("times")
    if words.rstrip(".") not in times["ambiguous_months"]:
        return True
    before = phrase.before(2) if phrase.before() == " " else phrase.before()
    if words == "May" and before.lower() not in times["before_may"] and _names_may(phrase.tokens.text):
        return False
    return before.lower() in times["before_months"]


@by_text
def _names_may(text: str) -> bool:
    """Return whether somebody or something is called May ("Theresa May", "May Department Stores")."""
    return bool(_NAMED_MAY.search(text))


_NAMED_MAY = re.compile(
    r"\b(?!(?:After|And|Before|By|During|Early|From|In|Last|Late|Mid|Next|Since|This|Through|Until)\b)"
    r"[A-Z][a-z]+\.? May\b(?! \d)|\bMay (?!Day\b)[A-Z][a-z]+ [A-Z]"
)


_AFTER_YEAR = re.compile(
    r"(?:[ -](?:[a-z]+[^s\W]s|men|people|aircraft|percent|million|billion|thousand)\b"
    r"| ?%|[.,]?\d|-[a-z]|-[0-9]{2}-)"
)
_STREET = re.compile(r" (?:[A-Z][\w.]* ){1,2}(?:St|Street|Ave|Avenue|Road|Rd|Drive|Lane|Blvd|Place)\b")
_IN_YEAR = ("in", "since", "by", "until", "during", "from", "after", "before")
_NOT_COUNTED = re.compile(
    r" (?:was|is|has|as|does|onwards?|elections|sales|results|earnings|events|figures|games|accounts"
    r"|profits)\b"
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
    """Tell a year from a count or a number of a thing: "in 2009", not "2000 troops" or "$2009"."""
    words, text = phrase.part("YEAR"), phrase.tokens.text
    year, before = int(words), phrase.before()
    if before in ("$", "€", "£", "¥", "#", ".", ",", "/", "+", "−") or (
        before == "-" and phrase.before(2).isalpha()
    ):
        return None
    word = phrase.before(2).lower() if before == " " else before
    if not 1900 <= year <= 2060 and not phrase.has("EDGE") and word not in _BEFORE_OLD_YEAR:
        return None
    following = text[phrase.end : phrase.end + 24]
    if following[1:2].isupper() and word not in _IN_YEAR and _STREET.match(following):
        return None  # "of 1909 Jolinda Drive"; "In 2008 Wall Street fell" tells when
    if (
        _AFTER_YEAR.match(following)
        and not _NOT_COUNTED.match(following)
        and word not in ("in", "since", "the")
    ):
        return None
    return Reading(words)


def _year_of_era(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "44 BC" as ISO 8601's year and letters of TIMEX3, and "AD 79"."""
    year = next(filter(None, (phrase.part(name) for name in ("INTEGER", "INTEGER2"))))
    return (
        Reading(f"{'BC' if 'BC' in phrase.words else ''}{int(year):04}")
        if len(year) <= _YEAR_DIGITS
        else None
    )


RULES: tuple[Rule[Reading], ...] = (
    Rule("date in figures, year first", "YEAR-TWO-TWO", _iso_date),
    Rule("date in figures with slashes", "INTEGER/INTEGER/INTEGER", _slashed_date),
    Rule("date in figures with points", "DOTTED.YEAR", _dotted_date),
    Rule("month and day", "DAYNAME?MONTHNAME (the )?DAYNUMBER(((,)? )YEAR|, 'TWO)?", day_of_month),
    Rule(
        "day and month",
        "DAYNAME?(the )?DAYNUMBER( |-)(of )?MONTHNAME(((,)?( |-)(of )?)YEAR|-TWO)?",
        day_of_month,
    ),
    Rule("month of a year", "EDGE?MONTHNAME((,)? |-| of )YEAR", _month_of_year),
    Rule("year and its month", "YEAR MONTHNAME", _month_behind_year),
    Rule("month of last year", "EDGE?MONTHNAME( of)? STEP year", _month_of_relative_year),
    Rule("last October", "EDGE?LASTNEXT MONTHNAME", _last_or_next_month),
    Rule("month alone", "EDGE?MONTHNAME", _month_alone),
    Rule("year before Christ", "(the year )?INTEGER ERA|ERA INTEGER", _year_of_era),
    Rule("year alone", "EDGE?(the year )?YEAR", _year_alone),
)
"""In order: the more a rule asks for, the earlier it stands."""
