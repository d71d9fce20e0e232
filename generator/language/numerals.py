"""Reads numbers written in figures, in words, or in both ("50 billion", "twenty-two", "two and a half")."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache

from msgspec import Struct

from generator.language import lexicons

_PART = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|[^\W\d_]+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]|\S")
_SCIENTIFIC = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"(?:[eE](?P<e>[-−]?[0-9]{1,2})| ?[x×] ?(?P<base>2|10)\^?(?P<power>[-−]?[0-9]{1,2}))"
)
_LONGEST = 200
"""Characters: no numeral is longer."""
_LARGEST_GROUP = Decimal(10) ** 20
"""Nothing below a hundred is added to more than that."""


class _Sum(Struct):
    """A numeral read so far: finished groups of a scale ("three million"), and the group being read."""

    total: Decimal = Decimal(0)
    group: Decimal | None = None
    scale: Decimal = Decimal(1)
    """Of the last finished group: in "a million and a half" the half is of a million."""
    figures: bool = False
    """True while the group is figures alone."""


# A text has few numerals, and says most of them again and again.
@lru_cache(maxsize=4096)
def read(words: str) -> Decimal | None:
    """Return the number that ``words`` say, or None if they say none or say anything besides."""
    text = words.strip()
    if not text or len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return Decimal(text)
    if scientific := _SCIENTIFIC.fullmatch(text):
        return _power(scientific)
    negative = text[0] in "-−–"
    parts = _PART.findall(text[1:] if negative else text)
    value = _read_parts([part if part in _glued() else part.lower() for part in parts]) if parts else None
    return None if value is None else _plain(-value if negative else value)


def _power(found: re.Match[str]) -> Decimal | None:
    """Return "4e14", "2.48×10−5" or "8x2^10"."""
    base = Decimal(found["base"] or 10)
    power = int((found["e"] or found["power"]).replace("−", "-"))
    return Decimal(found["number"]) * base**power if abs(power) <= 99 else None


def figures(words: str) -> Decimal | None:
    """Return the number without its scale: 7 for "7 million"; None if it does not begin with figures."""
    found = _PART.match(words.strip())
    return (
        Decimal(found.group().replace(",", ""))
        if found and found.group()[0].isdigit() and found.group().isascii()
        else None
    )


def _plain(value: Decimal) -> Decimal:
    """Return the same number without a decimal part that says nothing: 1400000000, not 1400000000.0."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _read_parts(parts: list[str]) -> Decimal | None:
    """Return the number the parts say, fractions ("two thirds", "2 1/2", "half a million") included."""
    if parts[0] == "half" and parts[1:2] in (["a"], ["an"]) and len(parts) == 3:
        whole = _read_parts(parts[1:])
        return None if whole is None or whole == 1 else whole / 2
    if len(parts) > 2 and parts[-2] == "/" and _is_integer(parts[-1]) and _is_integer(parts[-3]):
        return _slashed(parts)
    words = [part for part in parts if part not in ("-", "\u2011", "&", "and", ",")]
    if words == ["half"] or (len(words) > 1 and words[-1] in _lexicon("fractions")):
        return _fraction(words)
    return _whole(words)


def _is_integer(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _slashed(parts: list[str]) -> Decimal | None:
    """Return "1/40" or "2 1/2"."""
    denominator = Decimal(parts[-1])
    whole = _read_parts(parts[:-3]) if len(parts) > 3 else Decimal(0)
    return None if whole is None or denominator == 0 else whole + Decimal(parts[-3]) / denominator


def _fraction(words: list[str]) -> Decimal | None:
    """Return "two thirds", "a quarter", "two and a half", "a million and a half"."""
    part = Decimal(1) / _lexicon("fractions")[words[-1]]
    if words[:-1] in ([], ["a"]):
        return part
    if words[-2] in ("a", "an"):
        state = _sum(words[:-2])
        if state is None:
            return None
        scale = state.scale if state.group is None else Decimal(1)
        return state.total + (state.group or 0) + part * scale
    numerator = _whole(words[:-1])
    return None if numerator is None else numerator * part


def _whole(words: list[str]) -> Decimal | None:
    if "half" in words[1:-1]:
        return _half_of_scale(words)
    state = _sum(words)
    return None if state is None else state.total + (state.group or 0)


def _half_of_scale(words: list[str]) -> Decimal | None:
    """Return "two and a half million"."""
    place = words.index("half")
    scale = _powers().get(words[-1])
    value = _fraction(words[: place + 1])
    return value * scale if scale and value is not None and place == len(words) - 2 else None


def _sum(words: list[str]) -> _Sum | None:
    state = _Sum()
    for number, word in enumerate(words):
        if word in ("a", "an"):
            if number or len(words) == 1:
                return None
            state.group = Decimal(1)
        elif not _add(state, word):
            return None
    return state if words else None


def _add(state: _Sum, word: str) -> bool:
    """Add one word to the sum; False when no numeral goes on like this."""
    if "0" <= word[0] <= "9":
        return _add_figures(state, word)
    if word in _glyphs():
        state.group = (state.group or Decimal(0)) + _glyphs()[word]
        return True
    if word in _small():
        return _add_small(state, _small()[word])
    if word == "hundred" or word in _lexicon("groups"):
        times = _lexicon("groups").get(word, 100)
        state.group = (Decimal(1) if state.group is None else state.group) * times
        return True
    power = _powers().get(word)
    if power is None or (state.group is None and state.total and _is_wrong_scale(state.scale, power)):
        return False
    return _close_group(state, power)


def _is_wrong_scale(before: Decimal, power: Decimal) -> bool:
    """Tell "lakh crore" and "thousand million" from scales that multiply none before them."""
    return power >= before and not (before in (10**3, 10**5) and power >= 10**6)


def _add_figures(state: _Sum, word: str) -> bool:
    figures = word.replace(",", "")
    if state.group is not None:
        if not (state.figures and len(figures) == 3 and _is_integer(figures) and state.group < 1000):
            return False
        state.group = state.group * 1000 + Decimal(figures)
        return True
    state.group, state.figures = Decimal(figures), True
    return True


def _add_small(state: _Sum, value: Decimal) -> bool:
    """Add a word below a hundred: "two" may follow "twenty", both may follow "hundred"."""
    # "hundred hundred …": Decimal has no remainder of more digits than it counts with.
    if state.figures or (state.group or 0) >= _LARGEST_GROUP:
        return False
    before = 0 if state.group is None else state.group % 100
    if before and (before % 10 or before < 20 or value >= 10):
        return False
    if state.group is not None and state.group == 0:
        return False
    state.group = (state.group or Decimal(0)) + value
    return True


def _close_group(state: _Sum, power: Decimal) -> bool:
    if state.group is None and state.total:
        state.total *= power
    else:
        state.total += (Decimal(1) if state.group is None else state.group) * power
    state.group, state.scale, state.figures = None, power, False
    return True


@cache
def _lexicon(section: str) -> Mapping[str, int]:
    return dict(lexicons.load("numerals")[section])


@cache
def _small() -> Mapping[str, Decimal]:
    """Return the words below a hundred."""
    return {word: Decimal(n) for part in ("ones", "teens", "tens") for word, n in _lexicon(part).items()}


@cache
def _glued() -> Mapping[str, int]:
    return _lexicon("glued_scales")


@cache
def _powers() -> Mapping[str, Decimal]:
    """Return the scale words and letters."""
    return {w: Decimal(10) ** n for part in ("scales", "glued_scales") for w, n in _lexicon(part).items()}


@cache
def _glyphs() -> Mapping[str, Decimal]:
    return {glyph: Decimal(n) / Decimal(d) for glyph, (n, d) in lexicons.load("numerals")["glyphs"].items()}


@cache
def categories() -> Mapping[str, tuple[str, ...]]:
    """Return the words that numerals are made of, by the category names that ``PATTERNS`` uses."""
    names = {
        "ones": "ONES",
        "teens": "TEENS",
        "tens": "TENS",
        "hundred": "HUNDRED",
        "scales": "SCALE",
        "glued_scales": "GLUED",
        "groups": "GROUP",
        "fractions": "FRACTION",
        "glyphs": "GLYPH",
        "ordinals": "ORDINAL",
    }
    return {name: tuple(_lexicon(part)) for part, name in names.items()}


PATTERNS: Mapping[str, str] = {
    "UNDERHUNDRED": "((TEENS|ONES)|TENS((-| )ONES)?)",
    "HUNDREDS": "(a|FIGURE|UNDERHUNDRED) HUNDRED(( (and|&))? UNDERHUNDRED)?",
    "UNDERTHOUSAND": "(HUNDREDS|UNDERHUNDRED)",
    "SPELLEDGROUP": "(UNDERTHOUSAND|(a|INTEGER))( SCALE)+",
    "SPELLED": "(SPELLEDGROUP(( (and|&)|,)? UNDERTHOUSAND SCALE)*"
    "(( (and|&)|,)? HUNDREDS|( (and|&))? UNDERHUNDRED)?"
    "|HUNDREDS|UNDERHUNDRED( GROUP)?|(a|an) GROUP|half (a|an) (SCALE|GROUP))",
    "FIGURED": "(INTEGER(( |-)INTEGER/INTEGER|/INTEGER|( )?GLYPH|( THREE)+|)"
    "|FIGURE(( |-)INTEGER/INTEGER|( )?GLYPH|)|GLYPH)",
    "SCIENTIFIC": "FIGURE((e)|( )?(x|×)( )?INTEGER(^)?)(-|−)?INTEGER",
    "HALF": "( and a |-and-a-)(half|quarter)( SCALE)?",
    "NUMBER": "(SCIENTIFIC|FIGURED(( |-)?SCALE( SCALE|)|GLUED|HALF|)|SPELLED(HALF|))",
}
"""The ways of writing a number, as patterns of a ``grammar.Grammar``.

Where most numbers come by, ``( SCALE|)`` stands for ``( SCALE)?``, which takes longer to try.
"""
