"""Rules for how long and how often: three decades, a 30-year contract, every Tuesday, annually."""

from collections.abc import Mapping
from decimal import Decimal

from generator.language import lexicons
from generator.language.grammar import Rule
from generator.language.time_units import count_of, says, unit_of
from generator.language.time_values import Reading, Setting, duration
from generator.language.tokens import Phrase

PATTERNS: Mapping[str, str] = {
    "ABOUT": "(almost|nearly|about|around|roughly|approximately|at least|more than|less than|over|up to|only"
    "|just|just over|just under|as long as|as little as|some|another|a further|an additional|an estimated)",
    "WHOSE": "(the|its|his|her|their|our)",
    "SPAN": "(WHOSE )?(next|last|past|first|previous|coming|final|following|preceding|recent|entire)",
    "MORE": "( more | full | consecutive | straight )",
}
_HALF = Decimal("0.5")


def _duration(phrase: Phrase, setting: Setting | None = None) -> Reading | None:
    """Read "three decades", "the next 30 years", "a 30-year …", "two and a half years"."""
    size, letter = unit_of(phrase.part("UNITS"))
    counted = phrase.part("COUNT").lower()
    if counted in ("a", "an") and not phrase.has("SPAN") and setting is not None:
        return _one_unit(phrase, size, letter)
    number = count_of(phrase.part("COUNT"))
    if counted.startswith("half a"):
        number, letter = (
            (Decimal(30), "TM")
            if letter == "TH"
            else (Decimal(6), "M")
            if letter == "Y"
            else (number, letter)
        )
    return Reading(duration(number, size, "D" if letter == "NI" else letter), "DURATION")


def _one_unit(phrase: Phrase, size: int, letter: str) -> Reading | None:
    """Tell "for a year", which lasts, from "15 a year", which repeats; "a second" is no time."""
    if letter == "TS" or phrase.part("UNITS").lower() == "quarter":
        return None
    lasts = says(phrase, "before_one_unit") or phrase.words[0].isupper() or "-" in phrase.words
    if letter in ("WE", "NI", "TM") and not lasts:
        return None
    return Reading(duration(Decimal(1), size, letter), "DURATION" if lasts else "SET")


def _year_and_a_half(phrase: Phrase, _: Setting | None = None) -> Reading | None:
    """Read "a year and a half"."""
    number = count_of(phrase.part("COUNT"))
    return (
        None
        if number is None
        else Reading(duration(number + _HALF, *unit_of(phrase.part("UNIT"))), "DURATION")
    )


def _bare_units(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "for years", "over the years", "decades of war", "decades in the making"."""
    letter = unit_of(phrase.part("PLURAL"))[1]
    goes_on = phrase.after(2) == "of" or (phrase.after(2) == "in" and phrase.after(6) == "making")
    starts = phrase.before() != "-" and goes_on and letter != "TM"
    if (
        letter in ("TS", "WE")
        or says(phrase, "before_hours")
        or not (starts or says(phrase, "before_bare_units"))
    ):
        return None
    return Reading(duration(None, 1, letter), "DURATION")


def _whole_unit(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "all day", "the whole year"."""
    return Reading(duration(Decimal(1), *unit_of(phrase.part("UNIT"))), "DURATION")


def _rate(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "daily" and "annual"; the China Daily is a name."""
    if phrase.words[0].isupper() and phrase.before(2)[:1].isupper():
        return None
    return Reading(lexicons.load("times")["rates"][phrase.part("RATE").lower()], "SET")


def _every(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "every two years", "each day", "per week", "once a month"."""
    size, letter = unit_of(phrase.part("UNIT") or phrase.part("UNITS"))
    times = phrase.has("TIMES") or " times " in phrase.words
    number = count_of("a" if times else phrase.part("NUMBER") or "a")
    if letter == "NI":
        letter = "D"
    return Reading(duration(number, 2 if "other" in phrase.words.lower() else size, letter), "SET")


def _every_weekday(phrase: Phrase, _: Setting) -> Reading:
    times = lexicons.load("times")
    word = (phrase.part("WEEKDAY") or phrase.part("WEEKDAYS")).capitalize()
    return Reading(f"XXXX-WXX-{times['weekdays'].get(word) or times['weekday_plurals'][word]}", "SET")


def _every_month(phrase: Phrase, _: Setting) -> Reading:
    return Reading(f"XXXX-{lexicons.load('times')['months'][phrase.part('MONTH').capitalize()]:02}", "SET")


def _every_month_once(_phrase: Phrase, _: Setting) -> Reading:
    return Reading("P1M", "SET")


def _every_season(phrase: Phrase, _: Setting) -> Reading:
    return Reading(f"XXXX-{lexicons.load('times')['seasons'][phrase.part('SEASON').lower()]}", "SET")


def _every_weekend(phrase: Phrase, _: Setting) -> Reading:
    return Reading("XXXX-WXX-WE" if phrase.words.endswith("ends") else "XXXX-WXX-WD", "SET")


RULES: tuple[Rule[Reading], ...] = (
    Rule("every weekday", "(every|each) WEEKDAY|(on )?WEEKDAYS", _every_weekday),
    Rule("weekday of every month", "(the )?WHICH WEEKDAY (of|in) (every|each) month", _every_month_once),
    Rule("every month", "(every|each) MONTH", _every_month),
    Rule("every season", "(every|each) SEASON", _every_season),
    Rule("weekdays and weekends", "weekends|weekdays", _every_weekend),
    Rule("every so many units", "(every|each) (other )?(UNIT|NUMBER UNITS)", _every),
    Rule("so many times a unit", "(TIMES|NUMBER times) (a|an|per|each|every) UNIT", _every),
    Rule("per unit", "per UNIT", _every),
    Rule("how often", "RATE", _rate),
    Rule("a year and a half", "(ABOUT )?COUNT UNIT and a half", _year_and_a_half),
    Rule("so many units", "(ABOUT )?(SPAN )?(ABOUT )?COUNT(~|MORE)UNITS('|’)?((-| )old)?", _duration),
    Rule("whole unit", "(all|the whole|the entire|a whole|a full|the full) UNIT", _whole_unit),
    Rule("bare units", "(the )?PLURAL", _bare_units),
)  # fmt: skip
"""In order: the more a rule asks for, the earlier it stands."""

READABLE: tuple[Rule[Reading], ...] = tuple(
    rule for rule in RULES if rule.name in ("a year and a half", "so many units")
)
"""The rules by which words are read as a duration and nothing else."""
