"""Feed every parser with what atheris makes of the seeds, for as long as asked: ``make fuzz``.

What is found is kept in ``.explainer/fuzz``, so that the next run goes on from there. A text that breaks a
parser is kept beside it: put it into ``corpus/`` under a name that says what it is, then mend the parser.
"""

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.fuzz.areas import AREAS, seeds
from tests.fuzz.parsers import FOLDER, Parser, pieces

_KEPT = FOLDER.parent.parent / ".explainer" / "fuzz"
_LONGEST = 4096
"""Bytes of one text."""
_SLOWEST = 20
"""Seconds that one text may take."""


def main() -> int:
    """Run the targets asked for; return 1 when one broke."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--minutes", type=float, default=30, help="for all parsers together (default: 30)")
    asked.add_argument("parsers", nargs="*", metavar="PARSER", help="a parser or an area; all without any")
    told = asked.parse_args()
    chosen = list(_chosen(told.parsers))
    if not chosen:
        asked.error(f"there is no such parser; areas: {', '.join(AREAS)}")
    seconds = told.minutes * 60 / len(chosen)
    broken = [parser.name for area, parser in chosen if not _run(area, parser, seconds)]
    print(f"{len(chosen)} parsers, {len(broken)} broken{': ' if broken else ''}{', '.join(broken)}.")
    return int(bool(broken))


def _chosen(names: list[str]) -> Iterator[tuple[str, Parser]]:
    for area, parsers in AREAS.items():
        for parser in parsers:
            if not names or area in names or parser.name in names:
                yield area, parser


def _run(area: str, parser: Parser, seconds: float) -> bool:
    """Feed one parser in a process of its own, say how often and how long, and return whether it held."""
    found = _KEPT / parser.name
    found.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.fuzz.target", parser.name, "-print_final_stats=1"),
            *(f"-max_total_time={max(1, round(seconds))}", f"-max_len={_LONGEST}", f"-timeout={_SLOWEST}"),
            *(f"-dict={pieces(area)}", f"-artifact_prefix={_KEPT}/broke-{parser.name}-", "-verbosity=0"),
            *(str(found), str(seeds(area)[0].parent)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace")
    fed = re.search(r"number_of_executed_units: (\d+)", said)
    held = done.returncode == 0
    print(
        f"{parser.name:20} {int(fed[1]) if fed else 0:>10,} texts {time.monotonic() - begun:6.0f} s"
        f"  {'held' if held else 'BROKE'}",
        flush=True,
    )
    if not held:
        print(said[-4000:])
    return held


if __name__ == "__main__":
    sys.exit(main())
