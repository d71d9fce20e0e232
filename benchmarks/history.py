"""Times what git tells of the past of facts: ``python -m benchmarks.history [COMMITS] [EXPLAINERS]``.

In a repository made for the purpose each commit changes one number of one explainer, so that every commit
has something to tell.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from generator import history
from generator.model import Explainer, Location, Prose
from generator.schema import built_in_tables
from generator.store import Store
from generator.values import People

ROWS = 60
"""Of each explainer's table."""
DAY = 86_400
BEGIN = 1_756_700_000
HEADER = "fact,what,value,unit,attribution,article,evidence,status,note\n"


def stream(commits: int, explainers: int) -> Iterator[bytes]:
    """Yield what ``git fast-import`` makes the repository of."""
    values = [[number * 100 for number in range(ROWS)] for _ in range(explainers)]
    for commit in range(explainers + commits):
        one = commit % explainers
        values[one][commit % ROWS] += commit
        rows = (
            f"n{place},Things {place},{value},things,,a,x,accepted,\n"
            for place, value in enumerate(values[one])
        )
        table = (HEADER + "".join(rows)).encode()
        when = BEGIN + commit * DAY
        yield f"commit refs/heads/main\ncommitter Ed <ed@x.example> {when} +0000\ndata 1\nx\n".encode()
        yield (
            f"M 100644 inline content/e{one}/facts/numbers.csv\ndata {len(table)}\n".encode() + table + b"\n"
        )


def explainer(slug: str) -> Explainer:
    """Return an explainer without anything but its name."""
    place = Location(Path("content") / slug / "explainer.md")  # type: ignore[arg-type] # a path is a path
    return Explainer(slug, place, slug, "", "", "", "", (), (), Prose("", place), (), (), ())


def main() -> None:
    """Print the seconds that reading takes, from git and from what was kept."""
    commits, explainers = (int(word) for word in (sys.argv[1:] + ["500", "1"][len(sys.argv) - 1 :])[:2])
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "project")
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(root)], check=True)
        made = b"".join(stream(commits, explainers))
        subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=made, check=True)
        some = [explainer(f"e{number}") for number in range(explainers)]
        sources = {one.slug: "the same" for one in some}
        store = Store(Path(folder, "kept"))
        for how in ("from git", "from what was kept"):
            start = time.perf_counter()
            found = history.read(root, some, built_in_tables(), People(()), sources, store)
            took = time.perf_counter() - start
            changes = sum(
                len(past.changes) for one in found.explainers.values() for past in one.facts.values()
            )
            print(f"{how}: {took:.2f} s for {commits + explainers:,} commits, {changes:,} changes")


if __name__ == "__main__":
    main()
