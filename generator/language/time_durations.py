"""Rules for how long and how often: three decades, a 30-year contract, every Tuesday, annually."""

from collections.abc import Mapping

from generator.language import lexicons
from generator.language.grammar import Phrase, Rule
from generator.language.time_relative import count_of, unit_of
from generator.language.time_values import Reading, Setting, duration

PATTERNS: Mapping[str, str] = {
    "ABOUT": "(almost|nearly|about|around|roughly|approximately|at least|more than|less than|over|up to|only|just|just over|just under|"
    "as long as|as little as|some|another|a further|an additional|an estimated)",
    "SPAN": "((the |its |his |her |their |our )?(next|last|past|first|previous|coming|final|following|preceding|recent|intervening|entire))",
}


def _duration(phrase: Phrase, setting: Setting | None = None) -> Reading | None:
    """Read "three decades", "the next 30 years", "a 30-year …", "two and a half years"."""
    size, letter = unit_of(phrase.parts["UNITS"])
    number = count_of(phrase.parts["COUNT"])
    counted = phrase.parts["COUNT"].lower()
    if counted in ("a", "an") and "SPAN" not in phrase.parts and setting is not None:
        return _one_unit(phrase, size, letter)
    if letter == "NI":
        return Reading(f"P{number if number is not None else 'X'}D", "DURATION")
    if number is not None and letter == "TH" and number == number.to_integral_value() * 1 and number >= 0:
        return Reading(duration(number, size, letter), "DURATION")
    if number is not None and letter in ("TH",) and number < 1:
        return Reading(duration(number * 60, size, "TM"), "DURATION")
    if number is not None and letter == "Y" and counted.startswith("half a"):
        return Reading("P6M", "DURATION")
    return Reading(duration(number, size, letter), "DURATION")


def _one_unit(phrase: Phrase, size: int, letter: str) -> Reading | None:
    """Tell "for a year", which lasts, from "15 a year", which repeats."""
    before = phrase.before(2).lower() if phrase.before() == " " else ""
    value = duration(count_of("a"), size, letter)
    if letter == "TS" or phrase.parts["UNITS"].lower() == "quarter":
        return None
    if letter in ("WE", "NI", "TS", "TM") and before not in ("for", "in", "within", "after", "every", "than", "about", "over", "nearly"):
        return None
    lasts = before in _LASTING or phrase.words[0].isupper() or "-" in phrase.words or "half" in phrase.words
    return Reading(value, "DURATION" if lasts else "SET")


_LASTING = frozenset("for in within after over nearly than about almost under around only just half is was be take takes took last lasts lasted comes came to".split())


def _year_and_a_half(phrase: Phrase, _: Setting | None = None) -> Reading | None:
    size, letter = unit_of(phrase.parts["UNIT"])
    number = count_of("a" if "COUNT" not in phrase.parts else phrase.parts["COUNT"])
    return None if number is None else Reading(duration(number + count_of("half a"), size, letter), "DURATION")  # type: ignore[operator]


def _bare_units(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "for years", "over the years", "decades in the making"."""
    before = phrase.before(2).lower() if phrase.before() == " " else ""
    size, letter = unit_of(phrase.parts["PLURAL"])
    if phrase.after() == " " and phrase.after(2) in ("of", "in") and phrase.before() != "-" and before not in ("few", "two", "three"):
        followed = phrase.after(2) == "of" or phrase.after(6) == "making"
        if followed and letter not in ("TS", "Q", "TM"):
            return Reading(duration(None, 1, letter), "DURATION")
    if before not in ("for", "over", "in", "within", "after", "of", "takes", "take", "took", "spent", "many") or letter in ("TS", "Q"):
        return None
    return Reading(duration(None, 1, letter), "DURATION")


def _whole_unit(phrase: Phrase, setting: Setting) -> Reading | None:
    size, letter = unit_of(phrase.parts["UNIT"])
    return Reading(duration(count_of("a"), size, letter), "DURATION")


def _rate(phrase: Phrase, _: Setting) -> Reading:
    return Reading(lexicons.load("times")["rates"][phrase.parts["RATE"].lower()], "SET")


def _every(phrase: Phrase, _: Setting) -> Reading | None:
    """Read "every two years", "each day", "per week", "once a month"."""
    size, letter = unit_of(phrase.parts.get("UNIT") or phrase.parts["PLURAL"])
    number = count_of(phrase.parts["NUMBER"]) if "NUMBER" in phrase.parts else count_of("a")
    if letter == "NI":
        letter = "D"
    return Reading(duration(number, 2 if "other" in phrase.words.lower() else size, letter), "SET")


def _every_weekday(phrase: Phrase, _: Setting) -> Reading:
    times = lexicons.load("times")
    word = (phrase.parts.get("WEEKDAY") or phrase.parts.get("WEEKDAYS", "")).capitalize()
    return Reading(f"XXXX-WXX-{times['weekdays'].get(word) or times['weekday_plurals'][word]}", "SET")


def _every_month(phrase: Phrase, _: Setting) -> Reading:
    return Reading(f"XXXX-{lexicons.load('times')['months'][phrase.parts['MONTH'].capitalize()]:02}", "SET")


RULES: tuple[Rule[Reading], ...] = (
    Rule("every weekday", "(every|each) WEEKDAY|(on )?WEEKDAYS", _every_weekday),
    Rule("every month", "(every|each) MONTH", _every_month),
    Rule("every so many units", "(every|each) (other )?((NUMBER )?UNIT|NUMBER PLURAL)", _every),
    Rule("so many times a unit", "(TIMES|NUMBER times) (a|an|per|each|every) UNIT", _every),
    Rule("per unit", "per UNIT", _every),
    Rule("how often", "RATE", _rate),
    Rule("a year and a half", "(ABOUT )?(a|an|COUNT) UNIT and a half", _year_and_a_half),
    Rule("so many units", "(ABOUT )?(SPAN )?(ABOUT )?COUNT(~| more | full | consecutive | straight )UNITS('|’)?((-| )old)?", _duration),
    Rule("whole unit", "(all|the whole|the entire|a whole|a full|the full) UNIT", _whole_unit),
    Rule("bare units", "(the )?PLURAL", _bare_units),
)  # fmt: skip
"""In order: the more a rule asks for, the earlier it stands."""

READABLE: tuple[Rule[Reading], ...] = tuple(rule for rule in RULES if rule.name in ("a year and a half", "so many units"))
"""The rules by which words are read as a duration and nothing else."""
