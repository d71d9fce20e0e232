"""How far a step is, for whoever counts along."""

from collections.abc import Callable, Iterable, Iterator
from typing import Self, TypeVar

Item = TypeVar("Item")


class Counted(str):
    """What is being done and how much of it is: words like any others to whoever does not count along."""

    __slots__ = ("done", "total")
    done: int
    total: int
    """Of what is counted; nothing is where it is less than two."""

    def __new__(cls, words: str, done: int, total: int) -> Self:
        """Return ``words``, with how many of ``total`` are ``done``."""
        told = super().__new__(cls, words)
        told.done, told.total = done, total
        return told


def counting(
    progress: Callable[[str], None], words: str, items: Iterable[Item], total: int
) -> Iterator[Item]:
    """Yield ``items``; tell before the first and after each how many of ``total`` there were."""
    progress(Counted(words, 0, total))
    for done, item in enumerate(items, 1):
        yield item
        progress(Counted(words, done, total))
