"""Files of the output, on this machine or wherever fsspec reaches: each is complete, or it is not there."""

import os
import posixpath
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from generator import locking

LOCK = "_lock"
"""Readers of data sets pass over names that begin so."""


class Place:
    """A folder at an address of fsspec's."""

    def __init__(self, address: str) -> None:
        """Find the folder, if it exists. Raises ``ValueError`` or ``ImportError`` for an unknown kind."""
        self.address = address
        self._system, self._top = fsspec.url_to_fs(address)

    def _at(self, path: str) -> str:
        return posixpath.join(self._top, path)

    @contextmanager
    def written(self, path: str) -> Iterator[IO[bytes]]:
        """Yield a file to write; it takes its place when the block ends without an exception.

        Here it is written beside and renamed. An object store gets it in one piece, which it shows when it
        has all of it.
        """
        here = isinstance(self._system, LocalFileSystem)
        self._system.makedirs(posixpath.dirname(self._at(path)), exist_ok=True)
        folder = posixpath.dirname(self._at(path)) if here else None
        handle, beside = tempfile.mkstemp(prefix=".writing-", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            if here:
                os.chmod(beside, 0o666 & ~_umask())
                os.replace(beside, self._at(path))
            else:
                self._system.put_file(beside, self._at(path))
        finally:
            Path(beside).unlink(missing_ok=True)

    @contextmanager
    def held(self, tell: Callable[[str], None]) -> Iterator[None]:
        """Let one run at a time write here; ``tell`` is given who holds it, and the next one waits.

        Only on this machine: an object store has no locks. Two runs that write the same there do no harm.
        """
        if not isinstance(self._system, LocalFileSystem):
            yield
            return
        self._system.makedirs(self._top, exist_ok=True)
        with locking.holding(Path(self._top, LOCK), tell):
            yield

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes, or ``None`` when there is none."""
        try:
            found: bytes = self._system.cat_file(self._at(path))
        except FileNotFoundError:
            return None
        return found

    def has(self, path: str) -> bool:
        """Return whether there is a file or folder of this name."""
        return bool(self._system.exists(self._at(path)))

    def names(self, folder: str) -> list[str]:
        """Return the names of what lies in a folder, sorted; none when there is no such folder."""
        try:
            found = self._system.ls(self._at(folder), detail=False)
        except FileNotFoundError:
            return []
        return sorted(posixpath.basename(one.rstrip("/")) for one in found)

    def opened(self, path: str) -> Any:
        """Return a file opened for reading, a context manager."""
        return self._system.open(self._at(path), "rb")

    def remove(self, folder: str) -> None:
        """Remove a folder and everything in it, if it is there."""
        if self._system.exists(self._at(folder)):
            self._system.rm(self._at(folder), recursive=True)


def _umask() -> int:
    """Return which permissions new files do not get; what is written beside is its owner's alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
