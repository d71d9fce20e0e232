"""How work is spread: what those who hand it out and those who do it agree on, whatever the engine."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from generator.project import ProjectError

Each = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
"""Does a thing with each of some items, in any order: ``engine.Pool.each`` on workers, ``map`` here."""


class WorkersDied(ProjectError):
    """Worker after worker died of some items; with all others the thing was done."""

    def __init__(self, items: Sequence[Any]) -> None:
        """Keep the items."""
        super().__init__("Worker after worker died of the same task: is there memory enough?")
        self.items = tuple(items)
