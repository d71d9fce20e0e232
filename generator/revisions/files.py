"""The files of one revision, by name and by what git calls their bytes."""

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from msgspec import Struct

REGULAR = ("100644", "100755", "100664")
"""The modes of plain files."""
LONGEST_POINTER = 1024
"""Bytes of what Git LFS commits for a file (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md)."""
_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\noid sha256:([0-9a-f]{64})\n")


class Entry(Struct, frozen=True):
    """One file of a revision."""

    mode: str
    """As git writes it: ``100644`` for a plain file, ``120000`` for a symbolic link."""
    digest: str
    """The name git gives to its bytes."""
    size: int
    """In bytes."""


Listing = Mapping[PurePosixPath, Entry]
"""The files below ``content/`` of one revision, by their path from the project's folder."""


def working_tree(root: Path, like: str) -> Listing:
    """Return the files below ``content/`` as they lie in the project's folder, hidden ones left out.

    They are named as git names its objects (``git help hash-object``), with the function that
    ``like``, the name of a commit of the same repository, was made with.
    """
    listed: dict[PurePosixPath, Entry] = {}
    for folder, folders, files in os.walk(root / "content", followlinks=False):
        linked = [name for name in folders if Path(folder, name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in linked]
        for name in (*files, *linked):
            path = Path(folder, name)
            inside = PurePosixPath(path.relative_to(root).as_posix())
            if not hidden(inside):
                listed[inside] = entry(path, like)
    return listed


def differing(base: Listing, head: Listing) -> frozenset[PurePosixPath]:
    """Return the paths whose files differ, those that only one side has included."""
    paths = base.keys() | head.keys()
    return frozenset(path for path in paths if _bytes_of(base.get(path)) != _bytes_of(head.get(path)))


def _bytes_of(entry: Entry | None) -> tuple[bool, str] | None:
    return (entry.mode in REGULAR, entry.digest) if entry else None


def entry(path: Path, like: str) -> Entry:
    """Return a file in the folder as git would list it, named as ``like``, another name of git's, is."""
    function = "sha256" if len(like) == hashlib.sha256().digest_size * 2 else "sha1"
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        return Entry("120000", "", 0)
    digest = hashlib.new(function, f"blob {found.st_size}\0".encode(), usedforsecurity=False)
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError:
        # Reading the content says so, with the place; here it only has to differ.
        return Entry("100644", "", found.st_size)
    return Entry("100644", digest.hexdigest(), found.st_size)


def points_at(pointer: bytes, path: Path) -> bool:
    """Return whether what was committed says no more than that Git LFS keeps these very bytes."""
    found = _POINTER.match(pointer)
    with suppress(OSError), path.open("rb") as stream:
        return found is not None and hashlib.file_digest(stream, "sha256").hexdigest().encode() == found[1]
    return False


def hidden(path: PurePosixPath) -> bool:
    """Return whether a path has a part that begins with a full stop: reading leaves it out."""
    return any(part.startswith(".") for part in path.parts if part != "..")
