"""The program of ``faults.py``, asked for one run after the other, and what is compared afterwards."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, environment

POINTS = int(os.environ.get("POINTS", "10"))
"""Points at which a build is killed; half as many at which a write fails."""
COMMANDS = {
    "build": ["explainer", "build"],
    "generate": ["explainer", "generate"],
    "mkdocs": ["mkdocs", "build", "--quiet"],
    "new": ["explainer", "new", "Port strike"],
    "add": ["explainer", "add", "harbour-bridge", "report.txt"],
    "extract": ["explainer", "extract", "harbour-bridge"],
    "accept": ["explainer", "accept", "harbour-bridge", "numbers/spectators", "timeline/bridge-opens"],
}
Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    """Return every file in a folder, hidden ones too, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def points(most: int, number: int) -> list[int]:
    """Return so many points from 1 to ``most``, the first and the last among them; all where they are few."""
    between = range(2, most)
    return sorted({1, most, *random.Random(most).sample(between, max(0, min(len(between), number - 2)))})


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run."""

    code: int
    """The exit code; of a run that was killed, the signal's number below zero."""
    said: str
    took: float
    """Seconds."""


class Runs:
    """Runs commands, each with one fault."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Take a process that runs ``faults.py``."""
        self.process = process

    def run(self, project: Path, command: str, kind: str = "none", at: float | str = 0) -> Result:
        """Run a command in a project, and have something happen."""
        fault = {"kind": kind, "at": at, "command": COMMANDS[command], "project": str(project)}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(fault) + "\n")
        self.process.stdin.flush()
        return Result(**json.loads(self.process.stdout.readline()))


@contextmanager
def running(cache: Path) -> Iterator[Runs]:
    """Start the program, which keeps what it may keep in ``cache``."""
    command = [sys.executable, "-m", "tests.output.faults"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(EXPLAINER_CACHE=str(cache)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Runs(process)
