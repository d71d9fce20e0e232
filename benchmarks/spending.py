"""What a program takes: processor time, time of the clock, memory.

    python benchmarks/spending.py PROGRAM WORDS...

prints it for one run, of all processes together, after what the program said.
"""

import json
import os
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
LOOKING = 0.5
"""Seconds between looks at the memory of all processes: often enough for what runs for minutes."""


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
    together: float = 0
    """The most bytes that all its processes had at once, where that was asked; what they share in none."""


def spend(words: Sequence[str], folder: Path, environment: Mapping[str, str], looking: float = 0) -> Spent:
    """Run a program in a folder and return what it took.

    Every ``looking`` seconds it is seen how much memory all its processes have together.
    """
    begun = time.perf_counter()
    together = 0.0
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryFile("w+", errors="replace") as said:
        taken = Path(place, "taken.json")
        asked = [sys.executable, "-I", "-S", "-c", _WATCH, str(taken), *words]
        with subprocess.Popen(asked, cwd=folder, env=environment, stdout=said, stderr=said) as watching:
            while looking and watching.poll() is None:
                together = max(together, sum(memory for *_, memory in processes(watching.pid).values()))
                time.sleep(looking)
        seconds = time.perf_counter() - begun
        said.seek(0)
        code, processor, memory = json.loads(taken.read_text())
        return Spent(processor, seconds, memory * _UNIT, code, said.read(), together)


def processes(top: int) -> dict[int, tuple[int, float, float]]:
    """Return each process that descends from ``top``: its parent, processor seconds and bytes of memory.

    Known on Linux only (proc(5)); memory is what the process does not share with files.
    """
    seen = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(") ")[2].split()
            pages = (folder / "statm").read_text().split()
        except OSError:
            continue  # it has ended
        seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        private = (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGESIZE")
        seen[int(folder.name)] = (int(fields[1]), seconds, private)
    found, edge = {top}, {top}
    while edge := {one for one, (parent, *_) in seen.items() if parent in edge} - found:
        found |= edge
    return {one: seen[one] for one in found - {os.getpid()} if one in seen}


def main() -> int:
    """Run the program that is named, print what it took and return its exit code."""
    took = spend(sys.argv[1:], Path.cwd(), os.environ, LOOKING)
    print(took.said, end="")
    print(f"{took.processor:.0f} s of processor, {took.seconds:.0f} s, {took.together / 1e6:.0f} MB at most")
    return took.code


if __name__ == "__main__":
    sys.exit(main())
