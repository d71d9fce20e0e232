"""Files of ``content/`` written anew: all or none, and never over what somebody else wrote meanwhile."""

import difflib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

USUAL_MODE = 0o644
"""Of a file that was not there before."""


class Rewrite(Struct, frozen=True):
    """One file, as it was read and as it is to be."""

    path: Path
    old: bytes
    """Empty where there is no file yet."""
    new: bytes


class ChangedUnderneath(Exception):
    """A file is no longer what was read; nothing was written. Its words name the file."""


def read(path: Path) -> bytes:
    """Return what stands in a file, nothing where there is none.

    Raises ``OSError`` when it is unreadable, or a link, a pipe or a device, which may have no end.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise OSError(f"{path} is no plain file. Put the file itself in its place")
    return path.read_bytes() if path.exists() else b""


def write(rewrites: Sequence[Rewrite]) -> None:
    """Put every file in its place, or none of them.

    Each is written beside its place, as it was and as it is to be, brought to the disk and renamed, so that
    no reader, no power cut and no full disk meets half of the work; permissions stay. Raises
    ``ChangedUnderneath`` when a file is not what was read, ``OSError`` when one cannot be written.
    """
    changed = [one for one in rewrites if one.new != one.old]
    with ExitStack() as left:
        new = [left.enter_context(_beside(one.path, one.new)) for one in changed]
        old = [left.enter_context(_beside(one.path, one.old)) for one in changed if one.path.exists()]
        for one in changed:
            if read(one.path) != one.old:
                raise ChangedUnderneath(f"{one.path.name} was changed by somebody else meanwhile")
        _put(changed, new, old)
    for folder in {one.path.parent for one in changed}:
        _keep(folder)


def _put(changed: Sequence[Rewrite], new: Sequence[Path], old: Sequence[Path]) -> None:
    """Rename the new files to their places; where that fails, the old ones back."""
    before = iter(old)
    with ExitStack() as undo:
        for one, written in zip(changed, new, strict=True):
            was_there = one.path.exists()
            os.replace(written, one.path)
            if was_there:
                undo.callback(os.replace, next(before), one.path)
            else:
                undo.callback(one.path.unlink)
        undo.pop_all()


def diff(rewrites: Sequence[Rewrite], root: Path) -> str:
    """Return what changes as one unified diff, with paths relative to ``root``."""
    return "".join(line for one in rewrites for line in _diff(one, root))


@contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """Give a file beside a place, with what is to stand there and the permissions of what does."""
    mode = path.stat().st_mode & 0o777 if path.exists() else USUAL_MODE
    path.parent.mkdir(parents=True, exist_ok=True)
    # Hidden, so that whoever reads the folder now does not take it for a table.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        yield Path(name)
    finally:
        with suppress(OSError):
            os.unlink(name)


def _keep(folder: Path) -> None:
    """Bring the folder's entries, the new names, to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _diff(one: Rewrite, root: Path) -> Iterator[str]:
    name = one.path.relative_to(root).as_posix()
    old, new = (words.decode("utf-8", "replace").splitlines(keepends=True) for words in (one.old, one.new))
    for line in difflib.unified_diff(old, new, f"a/{name}" if old else "/dev/null", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
