"""Runs a command again and again, each time with one fault: a program of its own, as some faults kill it.

Reads one fault a line as JSON from standard input and answers each with what came of it. Everything is
imported once; each run is a fork.
"""

import builtins
import errno
import io
import json
import os
import resource
import signal
import stat
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from mkdocs.__main__ import cli as mkdocs

from generator import cli, plugin, preparing

LOADED = plugin, preparing
"""What no run then has to load."""
_WRITES = frozenset(
    ["os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.chmod", "os.truncate"]
)
"""Audit events of the system calls that change a folder: https://docs.python.org/3/library/audit_events.html."""
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_EXCHANGE = ("ctypes.dlsym", "renameat2")
"""The one change that Python does not make itself."""


def _is_write(event: str, told: tuple[Any, ...]) -> bool:
    if event == "open":
        return bool(told[2] & _TO_WRITE) and str(told[0]) != os.devnull
    return event in _WRITES or (event, *told[1:]) == _EXCHANGE


def _fail() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _read_only() -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def _broken() -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


_AT_A_WRITE: dict[str, Callable[[], None]] = {
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "interrupt": lambda: os.kill(os.getpid(), signal.SIGINT),
    "full": _fail,
    "broken": _broken,
    "read-only": _read_only,
}


_CALLS = ("write", "pwrite", "ftruncate", "fsync", "fchmod", "sendfile")
"""Functions of ``os`` that change a file which is open, and of which Python tells no audit hook."""


def _is_file(file: Any) -> bool:
    try:
        return stat.S_ISREG(os.fstat(file).st_mode if isinstance(file, int) else os.stat(file).st_mode)
    except FileNotFoundError:
        return True


def _watch(event: Callable[[], None]) -> None:
    """Have ``event`` happen before each time that something is written into a file."""
    opened = io.open

    class Watched(io.FileIO):
        def write(self, data: Any) -> int:
            event()
            return super().write(data)

    def open_watched(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        if not set("wax+") & set(mode) or not _is_file(file):
            return opened(file, mode, buffering, encoding, errors, newline, closefd, opener)
        raw = Watched(file, mode.replace("b", "").replace("t", ""), closefd, opener)
        if buffering == 0:
            return raw
        buffer = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffer if "b" in mode else io.TextIOWrapper(buffer, encoding, errors, newline)

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def first(handle: int, *more: Any) -> Any:
            if _is_file(handle):
                event()
            return call(handle, *more)

        return first

    builtins.open = io.open = open_watched
    for name in _CALLS:
        setattr(os, name, watched(getattr(os, name)))


def _inject(fault: dict[str, Any]) -> Callable[[], int]:
    """Have the fault happen in this process; return what counts its writes."""
    kind, at = fault["kind"], fault.get("at", 0)
    counted = 0

    def write() -> None:
        nonlocal counted
        counted += 1
        if kind in _AT_A_WRITE and (kind == "read-only" or counted == at):
            _AT_A_WRITE[kind]()

    def hook(event: str, told: tuple[Any, ...]) -> None:
        if kind == "unreadable" and event == "open" and str(told[0]).endswith(at):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), told[0])
        if _is_write(event, told):
            write()

    if kind == "large":
        # What the kernel refuses to write to a file after so many bytes (EFBIG), as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (at, at))
    _watch(write)
    sys.addaudithook(hook)
    return lambda: counted


def _command(program: str, words: list[str]) -> int:
    if program == "explainer":
        return cli.main()
    try:
        mkdocs(words)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _child(fault: dict[str, Any], says: int) -> None:
    os.chdir(fault["project"])
    sys.stdout = sys.stderr = os.fdopen(says, "w", encoding="utf-8")
    program, *words = fault["command"]
    sys.argv = ["explainer", *words]
    code = 70
    try:
        counted = _inject(fault)
        code = _command(program, words)
        if fault["kind"] == "none":
            print(counted())
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _run(fault: dict[str, Any]) -> dict[str, Any]:
    begun = time.monotonic()
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        _child(fault, says)
    os.close(says)
    if fault["kind"] == "late":
        time.sleep(fault["at"])
        os.kill(child, signal.SIGKILL)
    with open(hears, encoding="utf-8") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return {"code": os.waitstatus_to_exitcode(status), "said": said, "took": time.monotonic() - begun}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)
