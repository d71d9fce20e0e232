"""Long lists in pages of a bounded length: by year and month, by letter, at last by number."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from generator.views.browsing.letters import Mark

MOST = 200
"""Entries on one page."""
WHOLE = Mark("", "")


class Entry(Struct, frozen=True):
    """One line of a list."""

    words: str
    path: PurePosixPath
    """The page it leads to."""
    marks: tuple[Mark, ...]
    """What it can be found by, the coarsest first."""
    note: str = ""
    """What else is said of it: how much is told there."""
    date: str = ""
    flag: str = ""
    language: str = ""
    """BCP 47 tag of the words, where it is not the interface's."""


class Shelf(Struct, frozen=True):
    """A list, or a part of it, in its order; its address does not depend on what else is listed."""

    folder: PurePosixPath
    mark: Mark
    """What its entries have in common; without words for the whole list."""
    entries: tuple[Entry, ...]
    parts: tuple["Shelf", ...]
    """What stands here instead of the entries, where they are too many for one page."""
    depth: int

    @property
    def pages(self) -> tuple[tuple[Entry, ...], ...]:
        """Return the entries of each page; one page without any where there are none or only parts."""
        shown = () if self.parts else self.entries
        return tuple(shown[start : start + MOST] for start in range(0, len(shown), MOST)) or ((),)

    def path(self, number: int = 1) -> PurePosixPath:
        """Return where the page with a number stands in the staging folder."""
        return PurePosixPath(self.folder, *([f"page-{number}"] if number > 1 else []), "index.md")


def shelve(folder: PurePosixPath, entries: Sequence[Entry], mark: Mark = WHOLE, depth: int = 0) -> Shelf:
    """Return entries as a list, in parts where they do not fit on one page and can be told apart."""
    listed = tuple(entries)
    if len(listed) <= MOST or any(len(one.marks) <= depth for one in listed):
        return Shelf(folder, mark, listed, (), depth)
    parts = tuple(
        shelve(folder / common.address, own, common, depth + 1) for common, own in grouped(listed, depth)
    )
    return Shelf(folder, mark, listed, parts, depth)


def grouped(entries: Sequence[Entry], depth: int) -> Iterator[tuple[Mark, list[Entry]]]:
    """Yield the entries by what they have in common at a depth, as it first comes."""
    groups: dict[Mark, list[Entry]] = {}
    for one in entries:
        groups.setdefault(one.marks[depth], []).append(one)
    yield from groups.items()
