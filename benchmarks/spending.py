"""What a program takes: processor time, time of the clock, memory."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_WATCH = """
import json, os, sys
one = os.spawnvp(os.P_NOWAIT, sys.argv[2], sys.argv[2:])
_, status, used = os.wait4(one, 0)
told = [os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]
with open(sys.argv[1], "w") as file:
    json.dump(told, file)
"""
"""A small program between: a process begins with the most memory that its parent had (man 2 getrusage)."""
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts memory."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a program took."""

    processor: float
    """Seconds, of all processes it started."""
    seconds: float
    """Of the clock."""
    memory: float
    """Bytes of its largest process."""
    code: int = 0
    """The exit code; negative for the signal that ended it."""
    said: str = ""
    """What it wrote to both its outputs."""


def spend(words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Spent:
    """Run a program in a folder and return what it took."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryFile("w+", errors="replace") as said:
        taken = Path(place, "taken.json")
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", _WATCH, str(taken), *words],
            cwd=folder,
            env=environment,
            stdout=said,
            stderr=said,
            check=True,
        )
        seconds = time.perf_counter() - begun
        said.seek(0)
        code, processor, memory = json.loads(taken.read_text())
        return Spent(processor, seconds, memory * _UNIT, code, said.read())
