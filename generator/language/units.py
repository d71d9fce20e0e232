"""Reads units of measure and currencies, and gives each one name whatever the spelling.

Canonical names are the singular English names of the SI brochure (BIPM, 9th edition) and of CLDR.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from generator.language import lexicons, phrases, tokens

_MOST_DENOMINATORS = 2
_RAISED = {"²": "square", "³": "cubic", "2": "square", "3": "cubic"}
_TIMES = frozenset(["year", "month", "week", "day", "hour", "minute", "second"])


class Unit(Struct, frozen=True):
    """A unit as read in a text."""

    name: str
    end: int
    """The token after its last."""
    currency: str = ""
    """ISO 4217 code where the unit is money."""


class Currency(Struct, frozen=True):
    """A kind of money."""

    code: str
    """ISO 4217."""
    name: str
    signs: tuple[str, ...]
    words: tuple[str, ...]
    """What it is called in texts, by its name first."""


@cache
def currencies() -> tuple[Currency, ...]:
    """Return every currency of the lexicon."""
    return tuple(
        Currency(
            row["code"], row["name"], tuple(row["signs"].split()), (row["name"], *row["words"].split(";"))
        )
        for row in phrases.read_csv("currencies")
    )


@cache
def currency_by_sign() -> Mapping[str, Currency]:
    """Return the currencies by the signs and codes that stand before or after an amount."""
    return {sign: currency for currency in reversed(currencies()) for sign in currency.signs}


@cache
def symbols() -> frozenset[str]:
    """Return the symbols of units that figures may be glued to ("4km")."""
    return frozenset(symbol for symbol, _ in _symbols() if symbol.isalpha())


@cache
def cautious_symbols() -> frozenset[str]:
    """Return the symbols that are more often something else."""
    return frozenset(lexicons.load("units")["cautious"])


@cache
def _names() -> Mapping[str, str]:
    """Return canonical names by each name, in small letters."""
    pairs = dict(_unit_names())
    pairs.update(
        {word.lower(): currency.name for currency in reversed(currencies()) for word in currency.words}
    )
    return pairs


@cache
def _symbol_names() -> Mapping[str, str]:
    return dict(_symbols())


def _unit_names() -> Iterator[tuple[str, str]]:
    for name, about in lexicons.load("units")["units"].items():
        for prefix in ("", *_prefixes(about)):
            plurals = [prefix + plural for plural in about.get("plural", [])]
            for word in (name, *about.get("words", [])):
                yield (prefix + word).lower(), prefix + name
                if not about.get("plural"):
                    yield _plural((prefix + word).lower()), prefix + name
            for plural in plurals:
                yield plural.lower(), prefix + name


def _plural(name: str) -> str:
    first, _, rest = name.partition(" ")
    if rest.startswith(("of ", "per ", "celsius", "fahrenheit", "centigrade", "c", "f")) and first in (
        "year",
        "month",
        "degree",
        "point",
        "mile",
        "barrel",
    ):
        return f"{first}s {rest}"
    return name + "s"


def _symbols() -> Iterator[tuple[str, str]]:
    for name, about in lexicons.load("units")["units"].items():
        for symbol in about.get("symbols", []):
            yield symbol, name
            for prefix, signs in _prefixes(about).items():
                for sign in signs:
                    yield sign + symbol, prefix + name


def _prefixes(about: Mapping[str, Any]) -> Mapping[str, list[str]]:
    units = lexicons.load("units")
    found: dict[str, list[str]] = {}
    if about.get("prefixed"):
        found |= units["prefixes"]
    if about.get("multiples"):
        found |= units["multiples"]
    if about.get("binary"):
        found |= {prefix: found.get(prefix, []) + signs for prefix, signs in units["binary"].items()}
    return found


def read(words: Sequence[str], first: int) -> Unit | None:
    """Return the unit that begins with the token ``first``, as long as it goes, or None."""
    head, beginnings = _word(words, first), _beginnings()
    if not (head in beginnings or head.lower() in beginnings):
        return None
    unit = _power(words, first) or _simple(words, first)
    return with_denominator(words, unit) if unit else None


def _word(words: Sequence[str], place: int) -> str:
    return words[place] if 0 <= place < len(words) else ""


def _simple(words: Sequence[str], first: int) -> Unit | None:
    """Return the longest name or symbol that begins here, with an exponent after a symbol."""
    head = _word(words, first)
    longest = max(_first_words().get(head.lower(), 0), _first_symbols().get(head, 0))
    for length in range(min(longest, len(words) - first), 0, -1):
        text = "".join(words[first : first + length])
        name = _names().get(text.lower())
        if name and not (length == 1 and text in ("Won", "won") and not _is_money_won(words, first)):
            return _raised_in_words(words, Unit(name, first + length, _codes().get(name, "")))
        symbol = _symbol_names().get(text) or _symbol_names().get(text.rstrip("²³"))
        if symbol:
            return _raised(words, Unit(symbol, first + length), text)
    return None


def _is_money_won(words: Sequence[str], first: int) -> bool:
    """Tell the money of Korea from the verb: "50 billion won", not "the 20 won"."""
    return _word(words, first - 2).lower() in (
        "million",
        "billion",
        "trillion",
        "bn",
        "trn",
        "thousand",
    ) or "," in _word(words, first - 2)


def _raised(words: Sequence[str], unit: Unit, text: str) -> Unit:
    """Read the exponent after a symbol: km², km2, km^2, s-1, fb−1."""
    end = unit.end
    if text[-1] in "²³":
        return Unit(f"{_RAISED[text[-1]]} {unit.name}", end)
    if _word(words, end) == "^" and _word(words, end + 1) in _RAISED:
        return Unit(f"{_RAISED[_word(words, end + 1)]} {unit.name}", end + 2)
    if _word(words, end) in ("2", "3", "²", "³"):
        return Unit(f"{_RAISED[_word(words, end)]} {unit.name}", end + 1)
    if _word(words, end) in ("-", "−") and _word(words, end + 1) == "1":
        return Unit(f"inverse {unit.name}", end + 2)
    return _raised_in_words(words, unit)


def _raised_in_words(words: Sequence[str], unit: Unit) -> Unit:
    """Read "metres squared", "km cubed"."""
    power = _word(words, unit.end + 1) if _word(words, unit.end) == " " else ""
    return Unit(f"{_powers()[power]} {unit.name}", unit.end + 2) if power in ("squared", "cubed") else unit


def _power(words: Sequence[str], first: int) -> Unit | None:
    """Read "square kilometres", "cubic-metre", "sq mi"."""
    power = _powers().get(_word(words, first).lower())
    if power is None:
        return None
    place = first + (2 if _word(words, first + 1) == "." else 1)
    if _word(words, place) not in (" ", "-"):
        return None
    base = _simple(words, place + 1)
    return Unit(f"{power} {base.name}", base.end) if base else None


def with_denominator(words: Sequence[str], unit: Unit) -> Unit:
    """Return ``unit`` with the "per hour", "/kg" or "a barrel" that follow it."""
    for _ in range(_MOST_DENOMINATORS):
        rest = _per(words, unit.end)
        if rest is None:
            break
        unit = Unit(f"{unit.name} per {rest[0]}", rest[1], unit.currency)
    return unit


def _per(words: Sequence[str], place: int) -> tuple[str, int] | None:
    gap = _word(words, place)
    if gap == "/":
        return _measure(words, place + 1)
    by = _word(words, place + 1) if gap == " " else ""
    if by not in ("per", "a", "an") or _word(words, place + 2) != " ":
        return None
    found = _measure(words, place + 3)
    return found if found and (by == "per" or found[0] in _SOLD_BY) else None


_SOLD_BY = frozenset(("barrel", "ton", "tonne", "share", "gallon", "ounce", "litre", "pound-mass"))
"""What a price is said to be "a barrel" of, without "per"."""


def _measure(words: Sequence[str], place: int) -> tuple[str, int] | None:
    """Return what a quantity can be per: a unit, or a thing of the lexicon's list."""
    unit = _power(words, place) or _simple(words, place)
    if unit and not unit.currency:
        return unit.name, unit.end
    word = _word(words, place).lower()
    return (word, place + 1) if word in lexicons.load("units")["denominators"] else None


def rate(words: Sequence[str], place: int) -> tuple[str, int] | None:
    """Return how often, and the token after, where "annually" or "a year" stands at ``place``."""
    if _word(words, place) != " ":
        return None
    for length in (3, 1):
        text = "".join(words[place + 1 : place + 1 + length]).lower()
        if place + 1 + length <= len(words) and (name := lexicons.load("units")["rates"].get(text)):
            return name, place + 1 + length
    found = _per(words, place)
    return found if found and found[0] in _TIMES else None


@cache
def _powers() -> Mapping[str, str]:
    return dict(lexicons.load("units")["powers"])


@cache
def _first_words() -> Mapping[str, int]:
    """Return the first token of each name, and how many tokens the longest that begins with it has."""
    return _longest_by_first(_names())


@cache
def _first_symbols() -> Mapping[str, int]:
    """Return the same of the symbols, the raised ones included."""
    return _longest_by_first(symbol + raised for symbol in _symbol_names() for raised in ("", "²", "³"))


def _longest_by_first(names: Iterable[str]) -> Mapping[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        first, *others = tokens.cut(name)
        longest[first] = max(longest.get(first, 0), 1 + len(others))
    return longest


@cache
def _beginnings() -> frozenset[str]:
    """Return every token that a unit can begin with, most in small letters."""
    return frozenset((*_first_words(), *_first_symbols(), *_powers()))


@cache
def _codes() -> Mapping[str, str]:
    return {currency.name: currency.code for currency in currencies()}


def canonical(words: str) -> str:
    """Return the canonical name of the unit that ``words`` say and nothing else, or ""."""
    parts = tokens.read(words.strip()).words
    sign = currency_by_sign().get(words.strip())
    unit = Unit(sign.name, len(parts), sign.code) if sign else read(parts, 0)
    if unit is None:
        return ""
    often = rate(parts, unit.end)
    name, end = (f"{unit.name} per {often[0]}", often[1]) if often else (unit.name, unit.end)
    return name if end == len(parts) else ""
