"""Finds the numbers of a text, alone or as a range, with the sign of money or the unit glued to them."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from msgspec import Struct

from generator.language import lexicons, numerals, units
from generator.language.grammar import Grammar, Rule
from generator.language.tokens import Phrase

_DENOMINATORS = (2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 1000)
_FAR_APART = 5
"""Times: ends that lie so far apart after a verb of change are a step and the level reached."""
_MODEL = re.compile(r"[0-9][eE][0-9]")
"""7E7 is a name, 4e14 a number."""
_MODELS = lexicons.words("nouns", "models")
_MODELLED = lexicons.words("nouns", "modelled")
_AFTER_METRE = lexicons.words("units", "after_metre")
_MOVING = lexicons.words("bounds", "moving")


class Number(Struct, frozen=True):
    """A number in a text, not yet known to be a quantity."""

    value: Decimal
    first: int
    """The token with which it begins, a sign of money or a minus before it included."""
    figure: int
    """The first token of the number alone."""
    end: int
    """The token after the number, a unit glued to it excluded."""
    last: int
    """The token after everything that was read."""
    high: Decimal | None = None
    """The upper end of a range; ``value`` is the lower."""
    currency: units.Currency | None = None
    kind: str = ""
    """``share`` for "two thirds", ``vague`` for "dozens", ``odd`` and ``plus`` for "30-odd", else ""."""


def _number(phrase: Phrase) -> Number | None:
    first, end = phrase.span("NUMBER")
    said = phrase.part("NUMBER")
    value = numerals.read(said)
    if value is None or ("/" in said and not _is_fraction(said)):
        return None
    if len(said) == len("7E7") and _MODEL.fullmatch(said) and said == phrase.words:
        return None
    if said[-4:-3] == " " and said[-3:] in _MODELS and _is_modelled(phrase):
        return _number_of_models(phrase)
    if phrase.first < first:  # a minus
        if phrase.before() not in ("", " ", "(", "\n"):
            return None
        value, first = -value, phrase.first
    return Number(value, phrase.first, first, end, phrase.last)


def _is_modelled(phrase: Phrase) -> bool:
    return phrase.after(2).lower() in _MODELLED


def _number_of_models(phrase: Phrase) -> Number | None:
    """Read "400 737 Max jets" as four hundred of a model, not as a number with a space for the thousands."""
    first, end = phrase.span("NUMBER")
    value = numerals.read(phrase.part("NUMBER")[:-4])
    return None if value is None else Number(value, phrase.first, first, end - 2, end - 2)


def _below_zero(phrase: Phrase) -> Number | None:
    """Read "minus 8 degrees" as a number below zero, "8 minus 3" as none."""
    value = numerals.read(phrase.part("NUMBER"))
    first, end = phrase.span("NUMBER")
    if value is None or phrase.before(2)[-1:].isdigit():
        return None
    return Number(-value, phrase.first, first, end, phrase.last)


def _with_tolerance(phrase: Phrase) -> Number | None:
    """Read "52 ± 3" as one number."""
    value = numerals.read(phrase.part("NUMBER"))
    first = phrase.span("NUMBER")[0]
    return None if value is None else Number(value, first, first, phrase.last, phrase.last)


def _is_fraction(words: str) -> bool:
    """Tell "1/4" and "2/3" from "24/7" and "9/11"."""
    numerator, _, denominator = words.replace("-", " ").split()[-1].partition("/")
    usual = numerator == "1" or int(denominator) in _DENOMINATORS
    return usual and int(numerator) < int(denominator)


def _metres(phrase: Phrase) -> Number | None:
    """Read "5m tall" and "20t" as measures: with no money before them the letter is a unit."""
    letter = phrase.part("GLUED")
    if letter == "t" or (letter == "m" and _is_length(phrase)):
        value = numerals.read(phrase.part("FIGURE"))
        first, end = phrase.span("FIGURE")
        return None if value is None else Number(value, phrase.first, first, end, phrase.last)
    return None


def _is_length(phrase: Phrase) -> bool:
    following = phrase.after(2).lower()
    if following == "in":
        count = phrase.after(4)
        year = count.isdigit() and len(count) == len("2020")
        return count[:1].isdigit() and not year  # "100m in 9.83 seconds"
    return phrase.after() in ("-", "/") or following in _AFTER_METRE


def _money(phrase: Phrase) -> Number | None:
    cash = phrase.part("CASH")
    currency = currency_of(cash)
    value = numerals.read(phrase.part("NUMBER"))
    if currency is None or value is None:
        return None
    words = phrase.words
    signs = words[: len(cash) + 1]
    negative = ("-" in signs or "−" in signs) and phrase.before() in ("", " ", "(", "\n")
    first, end = phrase.span("NUMBER")
    kind = words[-4:].lstrip("-") if words.endswith(("-plus", "-odd")) else ""
    return Number(-value if negative else value, phrase.first, first, end, phrase.last, None, currency, kind)


def _range(phrase: Phrase) -> Number | None:
    """Read "10 to 15", "5-7 million", "$3-4 billion": the scale said last holds for both ends."""
    low, high = numerals.read(phrase.part("NUMBER")), numerals.read(phrase.part("NUMBER2"))
    together = " and " in phrase.words and "and" not in phrase.part("NUMBER")
    if together and phrase.before(2).lower() != "between":
        return None
    if _names_a_model(phrase):
        return None
    if low is None or high is None or _moved(phrase, low, high):
        return None
    if (
        low < high
        and low * 1000 <= high
        and phrase.part("NUMBER").replace(".", "").replace(",", "").isdigit()
    ):
        low = _with_scale_of(low, phrase.part("NUMBER2"))
    if low >= high or (phrase.part("NUMBER").isdigit() and phrase.part("NUMBER").startswith("0")):
        return None
    currency = currency_of(phrase.part("CASH")) if phrase.has("CASH") else None
    if phrase.has("CASH") and currency is None:
        return None
    return Number(
        low, phrase.first, phrase.span("NUMBER")[0], phrase.span("NUMBER2")[1], phrase.last, high, currency
    )


def _with_scale_of(low: Decimal, high: str) -> Decimal:
    """Return ``low`` times the scale that ``high`` is written with."""
    figures = numerals.figures(high)
    value = numerals.read(high)
    return low if figures is None or not value or not figures else low * value / figures


def _names_a_model(phrase: Phrase) -> bool:
    """Tell "737-800", a type, from "250-300 seats"."""
    low, high = phrase.part("NUMBER"), phrase.part("NUMBER2")
    glued = len(phrase.words) == len(low) + 1 + len(high)
    return (
        glued and low.isdigit() and high.isdigit() and len(low) == 3 and phrase.after() not in (" ", "%", "-")
    )


def _moved(phrase: Phrase, low: Decimal, high: Decimal) -> bool:
    """Say whether a change and no range is told: "rose from 5 to 7 percent", "rose $1.20 to $65.40"."""
    if " to " not in phrase.words:
        return False
    if phrase.before(2).lower() != "from":
        return phrase.before(2).lower() in _MOVING and high > _FAR_APART * low
    before = phrase.tokens.words[max(0, phrase.first - 16) : phrase.first]
    return any(word.lower() in _MOVING for word in before)


def _portion_of_scale(phrase: Phrase) -> Number | None:
    """Read "a quarter of a million", "three quarters of a billion"."""
    portion, scale = numerals.read(phrase.part("PORTION")), numerals.read(f"one {phrase.part('SCALE')}")
    if portion is None or scale is None:
        return None
    return Number((portion * scale).to_integral_value(), phrase.first, phrase.first, phrase.last, phrase.last)


def _share(phrase: Phrase) -> Number | None:
    """Read "two thirds", "one-half", "a quarter of"; "a third" alone may be an ordinal."""
    words = phrase.part("PORTION").lower()
    value = numerals.read(words)
    if value is None or (words.startswith(("a ", "half")) and not _of_follows(phrase)):
        return None
    if (
        phrase.before(2).lower() in ("and", "the")
        and words.startswith(("a ", "half"))
        and phrase.before(2).lower() == "and"
    ):
        return None
    first, end = phrase.span("PORTION")
    return Number(value, phrase.first, first, end, phrase.last, kind="share")


def _portion_of_unit(phrase: Phrase) -> Number | None:
    """Read "half a percentage point", "a quarter of a hectare", "three quarters of a mile"."""
    value = numerals.read(phrase.part("PORTION"))
    unit = units.read(phrase.tokens.words, phrase.last + 1) if phrase.after() == " " else None
    if value is None or unit is None:
        return None
    return Number(value, phrase.first, phrase.first, phrase.last, phrase.last)


def _of_follows(phrase: Phrase) -> bool:
    return phrase.after() == " " and phrase.after(2) in ("of", "the", "its", "their", "his", "her", "all")


def _vague(phrase: Phrase) -> Number | None:
    """Read "dozens of", "tens of thousands of": at least what the plural says."""
    least = lexicons.load("numerals")["vague"]
    value = Decimal(least[phrase.part("MANY").lower()])
    if phrase.has("MANY2"):
        value *= Decimal(least[phrase.part("MANY2").lower()]) / 2
    if phrase.after(2) != "of":
        return None
    return Number(value, phrase.first, phrase.first, phrase.last, phrase.last, kind="vague")


def _rounded(phrase: Phrase) -> Number | None:
    """Read "30-odd floors", "1,000-plus runners"."""
    value = numerals.read(phrase.part("NUMBER"))
    first = phrase.span("NUMBER")[0]
    kind = phrase.words.rpartition("-")[2].lower()
    return None if value is None else Number(value, first, first, phrase.last, phrase.last, kind=kind)


def _lettered_money(phrase: Phrase) -> Number | None:
    """Read "R350,000" and "N5.4 trillion" as money; R2 and N95 are names."""
    words = phrase.part("NUMBER")
    value = numerals.read(words)
    code = lexicons.load("units")["letters"][phrase.part("LETTER")]
    if value is None or not ("," in words or words[-1].isalpha() or words[-3:-2] == "."):
        return None
    first, end = phrase.span("NUMBER")
    return Number(value, phrase.first, first, end, phrase.last, currency=units.currency_by_sign()[code])


def currency_of(sign: str) -> units.Currency | None:
    """Return the currency of a sign such as ``US$``; "$" with unknown letters before it is none."""
    return units.currency_by_sign().get(sign.replace(" ", "").rstrip("."))


PATTERNS: Mapping[str, str] = {
    "CASH": "((LAND)?SIGN|CODE(.)?)",
    "PORTION": "((a|UNDERHUNDRED)( |-)FRACTION|half)",
}

RULES: tuple[Rule[Number], ...] = (
    Rule("range of money", "CASH( )?NUMBER((-|–|—)| (-|–|to|and) )(CASH( )?)?NUMBER", _range),
    Rule("money", "(-|−)?CASH( )?(-|−)?NUMBER(-(plus|odd))?", _money),
    Rule("money, sign last", "(-|−)?NUMBER( )?CASH", _money),
    Rule("money, a letter", "LETTER(NUMBER)", _lettered_money),
    Rule("portion of a scale", "PORTION of a SCALE", _portion_of_scale),
    Rule("portion of a unit", "PORTION( of)? (a|an)", _portion_of_unit),
    Rule("share", "PORTION", _share),
    Rule("vague number", "MANY( of MANY)?", _vague),
    Rule("range", "NUMBER((-|–|—)| (-|–|to) |- to )NUMBER(SYMBOL)?", _range),
    Rule("range with and", "NUMBER and NUMBER", _range),
    Rule("tolerance", "NUMBER( )?(PLUS/-|±)( )?NUMBER", _with_tolerance),
    Rule("rounded", "NUMBER-(odd|plus)", _rounded),
    Rule("length or weight", "FIGURE(GLUED)", _metres),
    Rule("below zero", "minus NUMBER", _below_zero),
    Rule("number", "(-|−)?NUMBER(SYMBOL|)", _number),
)  # fmt: skip
"""In order: the more a rule asks for, the earlier it stands."""


@cache
def grammar() -> Grammar[Number]:
    """Return the grammar that finds numbers."""
    signs = units.currency_by_sign()
    units_glued = (
        units.symbols()
        - lexicons.words("units", "never_glued")
        - set(lexicons.load("numerals")["glued_scales"])
    )
    raised = {symbol + power for symbol in units_glued for power in "²³"}
    categories = {
        **numerals.categories(),
        "SIGN": [sign for sign in signs if not sign[-1].isalpha() and len(sign) == 1],
        "LAND": [sign[:-1] for sign in signs if sign[-1] in "$£¥" and sign[:-1].isalpha()],
        "CODE": [sign for sign in signs if sign.isalpha()],
        "LETTER": list(lexicons.load("units")["letters"]),
        "PLUS": ["+"],
        "MANY": list(lexicons.load("numerals")["vague"]),
        "SYMBOL": [*units_glued, *raised, *lexicons.words("units", "glued_words")],
    }
    exact = frozenset(("SIGN", "LAND", "CODE", "LETTER", "SYMBOL", "GLUED"))
    return Grammar(categories, {**numerals.PATTERNS, **PATTERNS}, RULES, exact)
