"""Feed every parser with what atheris makes of the seeds, for as long as asked: ``make fuzz``.

What is found is kept in ``.explainer/fuzz``, so that the next run goes on from there. A text that breaks a
parser is kept beside it: put it into ``corpus/`` under a name that says what it is, then mend the parser.
"""

import argparse
import logging
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping

import atheris

from tests.fuzz.parsers import FOLDER, Parser, pieces

_KEPT = FOLDER.parent.parent / ".explainer" / "fuzz"
_LONGEST = 4096
"""Bytes of one text."""
_SLOWEST = 20
"""Seconds that one text may take."""


def main() -> int:
    """Feed the parsers asked for; return 1 when one broke."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--minutes", type=float, default=30, help="for all parsers together (default: 30)")
    asked.add_argument("parsers", nargs="*", metavar="PARSER", help="a parser or an area; all without any")
    told = asked.parse_args()
    # Nothing that imports the program may be imported before: atheris looks on from here.
    with atheris.instrument_imports(include=["generator"]):
        from tests.fuzz.areas import AREAS
    chosen = list(_chosen(AREAS, told.parsers))
    if not chosen:
        asked.error(f"there is no such parser; areas: {', '.join(AREAS)}")
    # Libraries log what they stumble over: once for each text is too much.
    logging.disable(logging.CRITICAL)
    seconds = told.minutes * 60 / len(chosen)
    broken = [parser.name for area, parser in chosen if not _run(area, parser, seconds)]
    print(f"{len(chosen)} parsers, {len(broken)} broken{': ' if broken else ''}{', '.join(broken)}.")
    return int(bool(broken))


def _chosen(areas: Mapping[str, tuple[Parser, ...]], names: list[str]) -> Iterator[tuple[str, Parser]]:
    for area, parsers in areas.items():
        for parser in parsers:
            if not names or area in names or parser.name in names:
                yield area, parser


def _run(area: str, parser: Parser, seconds: float) -> bool:
    """Feed one parser in a process of its own, say how often and how long, and return whether it held."""
    found, log = _KEPT / parser.name, _KEPT / f"{parser.name}.log"
    found.mkdir(parents=True, exist_ok=True)
    options = (
        *("-print_final_stats=1", "-verbosity=0", f"-max_total_time={max(1, round(seconds))}"),
        *(f"-max_len={_LONGEST}", f"-timeout={_SLOWEST}", f"-dict={pieces(area)}"),
        *(f"-artifact_prefix={_KEPT}/broke-{parser.name}-", str(found), str(FOLDER / "corpus" / area)),
    )
    begun = time.monotonic()
    # libFuzzer ends its process, and the program is imported already: hence a copy of this one.
    child = os.fork()
    if not child:
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        atheris.Setup([sys.argv[0], *options], parser.holds)
        atheris.Fuzz()
    _, status = os.waitpid(child, 0)
    said = log.read_text(encoding="utf-8", errors="replace")
    fed = re.search(r"number_of_executed_units: (\d+)", said)
    taken = time.monotonic() - begun
    count = int(fed[1]) if fed else 0
    print(f"{parser.name:20} {count:>10,} texts {taken:6.0f} s  {'BROKE' if status else 'held'}", flush=True)
    if status:
        print(said[-4000:])
    return not status


if __name__ == "__main__":
    sys.exit(main())
