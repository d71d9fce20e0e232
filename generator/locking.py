"""One run at a time writes in a project: a lock of the system, which ends with the process in any case.

``filelock``, the library one would take, is well kept but takes forty milliseconds to import, a fifth of a
build for which nothing changed; and what it does more is not needed here.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

_MOST = 1000
"""Bytes of who holds the lock."""


@contextmanager
def holding(path: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a file, after whoever has it; ``tell`` is then given who that is and since when.

    The lock is POSIX's, of the process: a child that outlives it keeps none. So a process must not ask twice.
    Raises ``OSError`` when the file cannot be opened; a symbolic link is not followed.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            tell(f"Another run is writing here ({_holder(handle)}). Waiting for it to end; Ctrl-C gives up.")
            fcntl.lockf(handle, fcntl.LOCK_EX)
        _sign(handle)
        yield
        # Whoever comes next must not read the name of a run that is over.
        with suppress(OSError):
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _sign(handle: int) -> None:
    since = datetime.now().astimezone().isoformat(" ", "seconds")
    with suppress(OSError):  # a full disk is told by what is written next
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} on {os.uname().nodename} since {since}".encode(), 0)


def _holder(handle: int) -> str:
    with suppress(OSError):
        words = os.pread(handle, _MOST, 0).decode(errors="replace")
        return words or "it has just begun"
    return "it does not say who it is"
