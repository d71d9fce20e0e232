"""Files of ``content/`` written anew: all or none, and never over what somebody else wrote meanwhile."""

import difflib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

USUAL_MODE = 0o644
"""Of a file that was not there before."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One file, as it was read and as it is to be."""

    path: Path
    old: bytes
    """Empty where there is no file yet."""
    new: bytes


class ChangedUnderneath(Exception):
    """A file is no longer what was read; nothing was written. Its words name the file."""


def read(path: Path) -> bytes:
    """Return what stands in a file, nothing where there is none. Raises ``OSError`` when unreadable."""
    return path.read_bytes() if path.exists() else b""


def write(rewrites: Sequence[Rewrite]) -> None:
    """Put every file in its place, or none of them.

    Each is written beside its place, brought to the disk and renamed, so that no reader and no power cut
    meets half a file; its permissions stay. Raises ``ChangedUnderneath`` when a file is not what was read.
    """
    changed = [one for one in rewrites if one.new != one.old]
    beside: list[Path] = []
    try:
        beside += [_beside(one) for one in changed]
        for one in changed:
            if read(one.path) != one.old:
                raise ChangedUnderneath(f"{one.path.name} was changed by somebody else meanwhile")
        for one, written in zip(changed, beside, strict=True):
            os.replace(written, one.path)
    finally:
        for written in beside:
            written.unlink(missing_ok=True)
    for folder in {one.path.parent for one in changed}:
        _keep(folder)


def diff(rewrites: Sequence[Rewrite], root: Path) -> str:
    """Return what changes as one unified diff, with paths relative to ``root``."""
    return "".join(line for one in rewrites for line in _diff(one, root))


def _beside(one: Rewrite) -> Path:
    mode = one.path.stat().st_mode & 0o777 if one.path.exists() else USUAL_MODE
    one.path.parent.mkdir(parents=True, exist_ok=True)
    # Hidden, so that whoever reads the folder now does not take it for a table.
    handle, name = tempfile.mkstemp(dir=one.path.parent, prefix=f".{one.path.name}-")
    with os.fdopen(handle, "wb") as file:
        file.write(one.new)
        file.flush()
        os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())
    return Path(name)


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
