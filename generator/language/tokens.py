"""Cuts a text into tokens: words, figures, runs of white space and single signs.

The tokens of a text, joined, are the text: nothing is lost, so the place of each can be counted.
"""

import re
from itertools import chain

from msgspec import Struct

from generator.language.memory import Memory, by_text

_TOKEN = re.compile(
    r"[A-Za-z]++(?![^\W\d_])"  # Most words; the classes of all letters take longer.
    r"| (?!\s)"
    r"|[^\W\d_]+|[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|\n+|[^\S\n]+|.",
    re.DOTALL,
)
_REMEMBERED = 60_000
"""Words with the signs about them whose tokens are kept at hand: thousands of articles have no more."""


class Tokens(Struct, frozen=True):
    """A text as its tokens."""

    text: str
    words: tuple[str, ...]


class Phrase(Struct, frozen=True):
    """Words found by a rule."""

    tokens: Tokens
    first: int
    """Its first token."""
    last: int
    """The token after its last."""
    start: int
    """The offset of its first character."""
    match: re.Match[str]
    """Where the categories of the rule's pattern stand, among the classes of the text."""

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.offset(self.last)

    @property
    def words(self) -> str:
        """The words as written."""
        return "".join(self.tokens.words[self.first : self.last])

    def offset(self, token: int) -> int:
        """Return the offset of a token that stands in the phrase or behind it."""
        return self.start + len("".join(self.tokens.words[self.first : token]))

    def span(self, name: str) -> tuple[int, int]:
        """Return the first token of a category, and the token after its last; (-1, -1) where it is not said.

        The second ``YEAR`` of a pattern is ``YEAR2``.
        """
        try:
            return self.match.span(name)
        except IndexError:  # the rule does not ask for it
            return -1, -1

    def has(self, name: str) -> bool:
        """Say whether a category is said."""
        return self.span(name)[0] >= 0

    def part(self, name: str) -> str:
        """Return the words of a category, "" where it is not said."""
        try:
            first, last = self.match.span(name)
        except IndexError:  # the rule does not ask for it
            return ""
        return "".join(self.tokens.words[first:last]) if first >= 0 else ""

    def before(self, count: int = 1) -> str:
        """Return the token ``count`` places before the phrase, "" at the start of the text."""
        return self.tokens.words[self.first - count] if self.first >= count else ""

    def after(self, count: int = 1) -> str:
        """Return the token ``count`` places after the phrase, "" at the end of the text."""
        place = self.last + count - 1
        return self.tokens.words[place] if place < len(self.tokens.words) else ""


def cut(text: str) -> tuple[str, ...]:
    """Return the tokens of ``text``. Figures keep their thousands separators and decimals: ``1,400.5``."""
    try:
        return tuple(chain.from_iterable(map(_WITH_SPACE.__getitem__, text.split(" "))))[:-1]
    except _WideSpace:
        return tuple(_TOKEN.findall(text))


class _WideSpace(Exception):
    """White space of several characters is one token."""


def _with_space(words: str) -> tuple[str, ...]:
    """Return the tokens of what stands between two spaces, and the space behind it.

    Raises ``_WideSpace`` where more white space stands beside one of the two.
    """
    if words.isalpha():
        return words, " "
    # A line break is a token of its own beside a space.
    if not words or words.strip() != words.strip("\n"):
        raise _WideSpace
    return *_TOKEN.findall(words), " "


_WITH_SPACE = Memory(_with_space, _REMEMBERED)


@by_text
def read(text: str) -> Tokens:
    """Return ``text`` as its tokens."""
    return Tokens(text, cut(text))


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
