"""A folder filled with files, each of a hundred thousand of which costs more to open than to fill."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

_LARGE = 1 << 20
"""Bytes of a file that is not read at once."""


class Filling:
    """A new folder, filled file by file."""

    def __init__(self, folder: Path | str) -> None:
        """Fill a folder, which is there."""
        self._folder = folder
        self._made = {""}

    def place(self, path: str) -> str:
        """Return where a file is to be written, in a folder that is there. Raises ``OSError``."""
        place = f"{self._folder}/{path}"
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            with suppress(FileExistsError):
                os.mkdir(self.place(parent))
            self._made.add(parent)
        return place

    def write(self, path: str, data: bytes) -> None:
        """Write a file. Raises ``OSError``."""
        file = os.open(self.place(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)

    def copy(self, source: str, path: str) -> None:
        """Copy a file's bytes. Raises ``OSError``."""
        file = os.open(source, os.O_RDONLY)
        try:
            data = os.read(file, _LARGE)
        finally:
            os.close(file)
        if len(data) < _LARGE:
            self.write(path, data)
        else:
            shutil.copyfile(source, self.place(path))
