"""Finds numbers with their unit or the thing they count."""

import re
from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from generator.language import (
    classes,
    lexicons,
    quantity_bounds,
    quantity_exclusions,
    quantity_nouns,
    quantity_numbers,
    quantity_ranges,
    times,
    tokens,
    units,
)
from generator.language.memory import Memory, by_text
from generator.language.model import Bound, QuantityMention
from generator.language.quantity_numbers import Number
from generator.language.tokens import Phrase, Tokens

_UNRATED = lexicons.words("units", "unrated")
_AFTER_INCH = lexicons.words("units", "after_inch")
_ELIDED = lexicons.words("nouns", "elided")
_OF_PEOPLE = lexicons.words("nouns", "people")
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|[\"'”’)]*\s)")
_PERHAPS_NAMED = re.compile(r"[0-9][0-9]{2}(?<!\w[0-9]{3})(?:s\b|\b(?! [a-z]+s\b))")
_NAME_BEFORE = re.compile(r"\b[A-Z][A-Za-z]*(?:['’]s)? \Z")
_LONGEST_NAME = 48
"""Characters looked at."""
_LONGEST_SENTENCE = 400
"""Characters: a noun counted farther back is no longer meant."""
_PEOPLE_WITHIN = 4
"""Words after a bare number among which "killed" or "injured" shows that people are counted."""


class _Measure(Struct, frozen=True):
    """What a number measures or counts."""

    unit: str
    end: int
    """The token after the words that say it."""
    counted: str = ""
    currency: str = ""
    noun: bool = False
    """True when the unit is the noun counted."""


def find(text: str) -> tuple[QuantityMention, ...]:
    """Return the quantities of ``text`` in order, a range as one ``quantity_ranges.RangeMention``.

    Dates, ordinals and numbers in names are no quantities; a duration ("30 years") is one. The span takes in
    the words of the bound ("at least") and of the unit or noun.
    """
    return tuple(quantity_ranges.joined(text, list(_quantities(tokens.read(text)))))


def canonical_unit(words: str) -> str:
    """Return the canonical name of the unit that ``words`` say, "" if unknown.

    "cubic meters" gives "cubic metre".
    """
    return units.canonical(words)


def _quantities(read: Tokens) -> Iterator[QuantityMention]:
    dates = times.dates(read.text)
    place, last, said = 0, 0, ("", 0)
    grammar, classes_ = quantity_numbers.grammar(), classes.of_numbers(read.text)
    for phrase, _, number in grammar.read(read, taken=dates, classes=classes_):
        while place < len(dates) and dates[place][1] <= phrase.first:
            place += 1
        if number.first < last or (place < len(dates) and dates[place][0] < phrase.last):
            continue
        if said[0] and _is_over(read.text, said[1], phrase.start):
            said = ("", 0)
        measure = _measure(read, number, said[0])
        if number.currency is None and not number.kind and _is_no_quantity(phrase, number, measure):
            continue
        mention = _mention(phrase, number, measure)
        last = measure.end
        if measure.noun:
            said = (measure.unit, mention.end)
        yield mention


def _is_over(text: str, start: int, end: int) -> bool:
    """Say whether the sentence of a noun counted at ``start`` is over at ``end``."""
    return end - start > _LONGEST_SENTENCE or _SENTENCE_END.search(text, start, end) is not None


def _is_no_quantity(phrase: Phrase, number: Number, measure: _Measure) -> bool:
    words = phrase.tokens.words
    head = words[number.first]
    bounded = (
        # No other number asks for it.
        head.lower() in quantity_exclusions.PRONOUNS and _bound(phrase, number, measure)[0] is not Bound.EXACT
    )
    candidate = quantity_exclusions.candidate(
        words,
        number.first,
        number.last,
        counts=measure.noun and quantity_nouns.is_plural(measure.unit),
        measures=bool(measure.unit) and not measure.noun and measure.end > number.end,
        bounded=bounded,
        names=_names(phrase.tokens.text),
    )
    return bool(quantity_exclusions.reason(candidate))


def _bound(phrase: Phrase, number: Number, measure: _Measure) -> tuple[Bound, int, int]:
    """Return the bound, and the span of the quantity with the words that say it."""
    end = phrase.offset(max(number.last, measure.end))
    return quantity_bounds.read(phrase.tokens.text, phrase.offset(number.first), end)


@by_text
def _names(text: str) -> Memory[bool]:
    """Return which figures, of three each, the text uses as a name."""
    return Memory(partial(_is_name, text), 1000)


def _is_name(text: str, figures: str) -> bool:
    """Say whether the text uses three figures as a name: "Boeing 787", "787s"."""
    place = text.find(figures)
    while place >= 0:
        found = _PERHAPS_NAMED.match(text, place)
        if found and (found.group()[-1] == "s" or _is_after_name(text, place)):
            return True
        place = text.find(figures, place + 1)
    return False


def _is_after_name(text: str, start: int) -> bool:
    """Say whether a capitalised word that bounds no number stands before ``start``, a space between."""
    first = max(0, start - _LONGEST_NAME)
    space = text.rfind(" ", first, max(0, start - 1))
    found = _NAME_BEFORE.search(text, max(first, space + 1), start)
    return found is not None and quantity_bounds.read(text, start, start)[0] is Bound.EXACT


def _mention(phrase: Phrase, number: Number, measure: _Measure) -> QuantityMention:
    bound, start, end = _bound(phrase, number, measure)
    if number.kind and bound is Bound.EXACT:
        bound = _BOUNDS.get(number.kind, bound)
    size = 10 if measure.unit == "decade" else 1
    unit = "year" if measure.unit == "decade" else measure.unit
    figure, figure_end = phrase.offset(number.figure), phrase.offset(number.end)
    value = number.value * size
    if number.high is None:
        return QuantityMention(
            start, end, value, unit, bound, measure.counted, figure, figure_end, measure.currency
        )
    high = number.high * size
    return quantity_ranges.RangeMention(
        start, end, value, unit, bound, measure.counted, figure, figure_end, measure.currency, high
    )


_BOUNDS = {"vague": Bound.MORE, "plus": Bound.MORE, "odd": Bound.ABOUT}
"""What a kind of number says of its bound by itself."""


def _measure(read: Tokens, number: Number, said: str) -> _Measure:
    """Return the unit of the number, else the noun it counts.

    ``said`` is the noun counted earlier in the sentence.
    """
    words = read.words
    if number.currency:
        return _money(read, number, number.currency)
    unit = _unit(words, number)
    if unit:
        return _with_substance(read, unit)
    if number.kind == "vague" and (unit := units.read(words, number.end + 3)):
        return _Measure(unit.name, unit.end, currency=unit.currency)
    if _is_age(words, number):
        return _Measure("year of age", number.end)
    noun = quantity_nouns.read(words, number.end) if words[number.end : number.end + 1] == (" ",) else None
    if noun:
        often = units.rate(words, noun.end) if noun.head == "times" else None
        if often:
            return _Measure(f"time per {often[0]}", often[1])
        counted = "".join(words[noun.first : noun.end])
        return _Measure(noun.head, noun.end, counted, noun=True)
    return _elided(words, number, said)


def _money(read: Tokens, number: Number, currency: units.Currency) -> _Measure:
    """Read what the money is for: "$6 billion in new airliners", "$15.4/hour"."""
    unit = units.with_denominator(read.words, units.Unit(currency.name, number.last, currency.code))
    return _with_substance(read, unit)


def _with_substance(read: Tokens, unit: units.Unit) -> _Measure:
    """Read "of natural gas annually" after a unit. A yearly sum of money stays a sum of its currency."""
    phrase = quantity_nouns.phrase_after(read.words, unit.end)
    counted = "".join(read.words[phrase[0] : phrase[1]]) if phrase else ""
    place = phrase[1] if phrase else unit.end
    often = None if unit.currency or unit.name in _UNRATED else units.rate(read.words, place)
    if often:
        return _Measure(f"{unit.name} per {often[0]}", often[1], counted)
    return _Measure(unit.name, place, counted, unit.currency)


def _unit(words: tuple[str, ...], number: Number) -> units.Unit | None:
    """Return the unit after a number: glued, after a space or after a hyphen."""
    gap = words[number.end] if number.end < len(words) else ""
    if gap not in (" ", "-", "\u2011"):
        return units.read(words, number.end) if gap else None
    unit = units.read(words, number.end + 1)
    if unit is None or not _is_meant(words, number, unit):
        return None
    if unit.name == "pound sterling" and _is_weight(words, number, unit):
        return units.Unit("pound-mass", unit.end)
    return unit


def _is_weight(words: tuple[str, ...], number: Number, unit: units.Unit) -> bool:
    """Tell "a 200-pound man", "weighs 30 pounds" and "five pounds of flour" from "20 million pounds"."""
    if any(word.startswith("weigh") for word in words[max(0, number.first - 6) : number.first]):
        return True
    return words[number.end] == "-" or (words[unit.end : unit.end + 2] == (" ", "of") and number.value < 1000)


def _is_meant(words: tuple[str, ...], number: Number, unit: units.Unit) -> bool:
    """Tell a symbol from the word it looks like: "2 in thick" from "two in my car"."""
    token, after, following = (
        words[number.end + 1],
        words[unit.end : unit.end + 1],
        words[unit.end + 1 : unit.end + 2],
    )
    if token == "second" and after == ("-",):
        return False
    if token not in units.cautious_symbols() or unit.end > number.end + 2:
        return True
    if token == "t" and "," in words[number.figure]:
        return True
    if token == "in" and not words[number.figure][0].isdigit():
        return False
    if after == (" ",):
        return following[0] in _AFTER_INCH if following else True
    return not after or (not after[0].isalnum() and after != ("-",))


def _is_age(words: tuple[str, ...], number: Number) -> bool:
    """Read "aged 12", "aged between 18 and 30" and "Smith, 45, said" as ages."""
    first = number.first
    word = _word_before(words, number)
    if word in ("age", "aged"):
        return True
    if word == "between" and "".join(words[max(0, first - 4) : first]).lower() == "aged between ":
        return True
    return (
        word == ","
        and first > 2
        and words[first - 1] == " "
        and words[first - 3][0].isupper()
        and words[number.end : number.end + 1] in ((",",), (".",))
        and words[first].isdigit()
        and len(words[first]) == 2
        and number.high is None
    )


def _word_before(words: tuple[str, ...], number: Number) -> str:
    place = number.first - (2 if words[number.first - 1] == " " else 1)
    return words[place].lower() if place >= 0 else ""


def _elided(words: tuple[str, ...], number: Number, said: str) -> _Measure:
    """Read the noun of the clause before where a verb follows: "15,000 troops …, at least 600 have died"."""
    if number.kind == "share" or words[number.end : number.end + 1] != (" ",):
        return _Measure("", number.end)
    following = [
        word.lower() for word in words[number.end : number.end + 2 * _PEOPLE_WITHIN] if word[0].isalpha()
    ]
    if not following:
        return _Measure("", number.end)
    listed = following[0] in ("in", "at", "on", "from") and (
        _word_before(words, number) in (",", "and", "or", "another")
    )
    if said and (listed or following[0] in _ELIDED):
        return _Measure(said, number.end, said)
    if following[0] in _ELIDED and any(word in _OF_PEOPLE for word in following):
        return _Measure("people", number.end, "people")
    return _Measure("", number.end)
