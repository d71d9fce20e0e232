"""What ``make mutation`` came to: by package how many mutants the tests killed, and which survived.

Reads what mutmut keeps beside each module that it spoils (``mutants/**/*.meta``): the status with which the
tests of each mutant ended. ``mutmut show NAME`` shows what a mutant changes. With three words, ``SIZE SEED
PATTERN``, it names a random sample of the mutants whose names fit the pattern.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from random import Random

LEAST = 0.9
"""The part of the mutants that must be killed."""
_SURVIVED = 0
_NO_TEST = 33
"""mutmut's status of a mutant that no test reaches: nothing would notice it."""


def statuses(folder: Path = Path("mutants")) -> Iterator[tuple[str, str, int | None]]:
    """Yield each mutant's package, its name and the status of its tests, ``None`` when it was not tried."""
    for path in sorted(folder.rglob("*.meta")):
        package = path.relative_to(folder / "generator").parts[0].partition(".")[0]
        for name, status in json.loads(path.read_bytes())["exit_code_by_key"].items():
            yield package, name, status


def sample(size: int, seed: int, pattern: str) -> list[str]:
    """Return the names of as many mutants that fit the pattern, the same ones for the same seed."""
    fitting = sorted(name for _, name, _ in statuses() if fnmatchcase(name, pattern or "*"))
    return Random(seed).sample(fitting, min(size, len(fitting)))


def report() -> int:
    """Print the figures of each package; return 1 when too many of one survived, or none was tried."""
    tried: Counter[str] = Counter()
    survived: dict[str, list[str]] = defaultdict(list)
    for package, name, status in statuses():
        tried[package] += status is not None
        if status in (_SURVIVED, _NO_TEST):
            survived[package].append(name)
    for package, count in (+tried).items():
        killed = count - len(survived[package])
        print(f"{package}: {killed} of {count} mutants killed ({killed / count:.1%})")
    for name in (name for names in survived.values() for name in names):
        print(f"  survived: {name}")
    poor = [package for package in tried if len(survived[package]) > (1 - LEAST) * tried[package]]
    return int(bool(poor) or not tried.total())


def main(words: list[str]) -> int:
    """Print a sample where one is asked for, else the figures; return the program's exit code."""
    if not words:
        return report()
    size, seed, pattern = words
    print(*sample(int(size), int(seed), pattern))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
