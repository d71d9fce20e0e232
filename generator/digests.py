"""The content in a few digests: two are equal only where every name and every byte is."""

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from generator.project import Project
from generator.reading.files import LARGEST_FILE
from generator.store import digest


class Digests(Struct, frozen=True):
    """What stands in ``content/``, so far as reading it can tell a difference."""

    common: str
    """Of the people and the editors' own tables, which every explainer is read with."""
    explainers: Mapping[str, str]
    """Of each folder, by its name."""

    @property
    def whole(self) -> str:
        """Of everything."""
        return digest(self.common, *(part for pair in self.explainers.items() for part in pair))


def digests(project: Project, only: Collection[str] | None = None) -> Digests:
    """Return the digests of the project's content as it stands on the disk.

    With ``only``, no other explainers than these are looked into.
    """
    common: list[bytes | str] = []
    explainers = {}
    for entry in _entries(project.content_dir):
        folder = entry.is_dir(follow_symlinks=False) and entry.name != "tables"
        if folder and only is not None and entry.name not in only:
            continue
        parts = list(_parts(entry))
        if folder:
            explainers[entry.name] = digest(*parts)
        else:
            common += parts
    return Digests(digest(*common), explainers)


def of_one(project: Project, slug: str) -> str:
    """Return a digest of one explainer, of what all share and of the other explainers' names."""
    parts: list[bytes | str] = []
    for entry in _entries(project.content_dir):
        other = entry.is_dir(follow_symlinks=False) and entry.name not in ("tables", slug)
        parts += [entry.name, "explainer"] if other else _parts(entry)
    return digest(*parts)


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    with suppress(OSError):
        return _listed(folder)
    return []


def _listed(folder: Path | str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as listed:
        return sorted((one for one in listed if not one.name.startswith(".")), key=lambda one: one.name)


def _parts(entry: os.DirEntry[str]) -> Iterator[bytes | str]:
    yield entry.name
    try:
        if entry.is_dir(follow_symlinks=False):
            inside = _listed(entry.path)
            yield f"a folder of {len(inside)}"
            for one in inside:
                yield from _parts(one)
        elif entry.is_file(follow_symlinks=False):
            yield "a file"
            with open(entry.path, "rb") as file:
                yield file.read(LARGEST_FILE + 1)
        else:
            yield f"of the type {stat.S_IFMT(entry.stat(follow_symlinks=False).st_mode)}"
    except OSError as error:
        yield f"cannot be read: {error.errno}"
