"""Folders as an earlier run left them, known by the size, the times and the number of every file.

No file is read: as git does with its index, one whose signature is the same is taken for the same.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

Signature = tuple[int, int, int, int]
"""Size, times of the last change of the bytes and of the file, and the file's number."""


def signature(state: os.stat_result) -> Signature:
    """Return the signature of a file."""
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def signatures(folder: Path) -> Mapping[str, Signature]:
    """Return the signature of every file in a folder by its path; hidden ones are left out.

    Raises ``OSError`` when the folder cannot be read.
    """
    return {path: signature(one.stat(follow_symlinks=False)) for path, one in files(folder)}


def files(folder: Path | str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the path in a folder of everything that is no folder and not hidden; links are not followed.

    Raises ``OSError`` when the folder cannot be read.
    """
    return ((path, one) for path, one in entries(folder) if not one.is_dir(follow_symlinks=False))


def entries(folder: Path | str, hidden: bool = False) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the path in a folder of everything in it, folders after what they hold; links are not followed.

    What is ``hidden``, at any depth, is left out unless it is asked for. Raises ``OSError``.
    """
    folders: list[tuple[str, os.DirEntry[str]]] = []
    ahead = [("", os.fspath(folder))]
    while ahead:
        prefix, here = ahead.pop()
        with os.scandir(here) as listed:
            some = [one for one in listed if hidden or not one.name.startswith(".")]
        for one in some:
            path = prefix + one.name
            if one.is_dir(follow_symlinks=False):
                folders.append((path, one))
                ahead.append((f"{path}/", one.path))
            else:
                yield path, one
    yield from reversed(folders)
