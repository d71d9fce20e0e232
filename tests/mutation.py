"""What ``make mutation`` came to: by package how many mutants the tests killed, and which survived.

Reads what mutmut keeps beside each module that it spoils (``mutants/**/*.meta``): the status with which the
tests of each mutant ended. ``mutmut show NAME`` shows what a mutant changes.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

LEAST = 0.9
"""The part of the mutants that must be killed."""
_SURVIVED = 0
_NO_TEST = 33
"""mutmut's status of a mutant that no test reaches: nothing would notice it."""


def main(folder: Path = Path("mutants")) -> int:
    """Print the figures of each package; return 1 when too many of one survived, or none was tried."""
    made: Counter[str] = Counter()
    survived: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("*.meta")):
        package = path.relative_to(folder / "generator").parts[0].partition(".")[0]
        for name, status in json.loads(path.read_bytes())["exit_code_by_key"].items():
            made[package] += status is not None
            if status in (_SURVIVED, _NO_TEST):
                survived[package].append(name)
    for package, tried in made.items():
        if tried:
            killed = tried - len(survived[package])
            print(f"{package}: {killed} of {tried} mutants killed ({killed / tried:.1%})")
    for name in (name for names in survived.values() for name in names):
        print(f"  survived: {name}")
    poor = [package for package in made if len(survived[package]) > (1 - LEAST) * made[package]]
    return int(bool(poor) or not made.total())


if __name__ == "__main__":
    sys.exit(main())
