"""Cuts a text into tokens: words, figures, runs of white space and single signs.

The tokens of a text, joined, are the text: nothing is lost, so every token has its place.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from generator.language.immutable import dataclass

_TOKEN = re.compile(
    r"[A-Za-z]++(?![^\W\d_])"  # Most words; the classes of all letters take longer.
    r"| (?!\s)"
    r"|[^\W\d_]+|[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|\n+|[^\S\n]+|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as its tokens."""

    text: str
    words: tuple[str, ...]
    starts: Sequence[int]
    """Where each token begins, and last the length of the text."""


def cut(text: str) -> tuple[str, ...]:
    """Return the tokens of ``text``. Figures keep their thousands separators and decimals: ``1,400.5``."""
    return tuple(_TOKEN.findall(text))


# Times and quantities read the same text one after the other.
@lru_cache(maxsize=2)
def read(text: str) -> Tokens:
    """Return ``text`` as its tokens, with their places."""
    words = cut(text)
    return Tokens(text, words, [0, *accumulate(map(len, words))])


def figure_shape(token: str) -> str:
    """Return what kind of figure ``token`` is, as named in the grammar's table of figures."""
    if not token.isdigit():
        return "clock" if re.fullmatch(r"[0-9]{1,2}\.[0-5][0-9]", token) else "figure"
    number, length = int(token[:5]), len(token)
    if length == 4:
        return "year" if 1000 <= number <= 2199 else "four"
    if length == 3:
        return "three"
    if length > 2:
        return "integer"
    if length == 1:
        return "digit"
    return "hour" if number <= 24 else "day" if number <= 31 else "minute"
