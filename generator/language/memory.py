"""A table that answers for a new key by working it out, once."""

from collections.abc import Callable, Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Memory(dict[Key, Answer]):
    """The answers of a function of one argument. A known key is looked up as fast as in any ``dict``."""

    def __init__(self, work_out: Callable[[Key], Answer], room: int) -> None:
        """Answer by ``work_out``, and keep answers while there are fewer than ``room``."""
        super().__init__()
        self._work_out = work_out
        self._room = room

    def __missing__(self, key: Key) -> Answer:
        """Return the answer for a key that is not kept."""
        answer = self._work_out(key)
        if len(self) < self._room:
            self[key] = answer
        return answer
