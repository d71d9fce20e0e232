"""What was worked out is remembered: for a word as long as there is room, for a text until the next ones."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

Answer = TypeVar("Answer")

LONGEST = 200
"""Characters: what is longer is no word that comes again, and would fill the memory."""


class Memory(dict[str, Answer]):
    """The answers of a function of a word. A known one is looked up as fast as in any ``dict``."""

    __slots__ = ("_room", "_work_out")

    def __init__(self, work_out: Callable[[str], Answer], room: int) -> None:
        """Answer by ``work_out``, and keep answers to short words while there are fewer than ``room``."""
        super().__init__()
        self._work_out = work_out
        self._room = room

    def __missing__(self, key: str) -> Answer:
        """Return the answer for a key that is not kept."""
        answer = self._work_out(key)
        if len(self) < self._room and len(key) <= LONGEST:
            self[key] = answer
        return answer


BATCH = 64
"""How many texts are read together, one rule after the other."""

_FORGETTING: list[Callable[[], None]] = []


def by_text(find: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Return ``find``, remembering what it found in the last ``BATCH`` texts: several rules ask for it."""
    remembering = lru_cache(maxsize=BATCH)(find)
    _FORGETTING.append(remembering.cache_clear)
    return remembering


def forget_texts() -> None:
    """Forget what was found in every text, so that long ones are not kept."""
    for forget in _FORGETTING:
        forget()
