"""What a rule found in a text, in order, and those of it that a span touches."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Something that stands in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


Mention = TypeVar("Mention", bound=Spanned, covariant=True)


class Mentions(tuple[Mention, ...]):
    """Everything of one kind in a text, by its beginning.

    A long text has thousands, and is asked for those of one sentence thousands of times.
    """

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self]

    @cached_property
    def _reach(self) -> list[int]:
        """How far each of them, or one before it, goes: they may lie in one another."""
        return list(accumulate((one.end for one in self), max))

    def touched(self, start: int, end: int) -> range:
        """Return the places of those that have a character of the span, where none lies in another."""
        return range(bisect_right(self._reach, start), bisect_left(self._starts, end))

    def touching(self, start: int, end: int) -> list[Mention]:
        """Return those that have a character of the span, in order."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [one for one in self[first:last] if one.end > start]
