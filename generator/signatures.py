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
    return dict(_signatures(str(folder), ""))


def _signatures(folder: str, prefix: str) -> Iterator[tuple[str, Signature]]:
    with os.scandir(folder) as listed:
        entries = [one for one in listed if not one.name.startswith(".")]
    for one in entries:
        path = f"{prefix}{one.name}"
        if one.is_dir(follow_symlinks=False):
            yield from _signatures(one.path, f"{path}/")
        else:
            yield path, signature(one.stat(follow_symlinks=False))
