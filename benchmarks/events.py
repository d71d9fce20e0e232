"""How right the events of an archive are, against sets of articles that a person put together.

    python benchmarks/events.py OUT CLUSTERS.json

OUT is what ``explainer archive events`` wrote its events to. CLUSTERS.json is ``{"clusters": [{"docs": [id,
...]}, ...]}``, the ids as the articles were given them. Counted are pairs of articles: those that are in one
event and in one set (recall and precision are their shares of the pairs in one set, and in one event). Two
lines are printed: of the articles that are in some set, and of all.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from generator.archive import events

Pairs = set[tuple[str, str]]


def pairs(groups: Iterable[Sequence[str]], among: set[str] | None = None) -> Pairs:
    """Return the pairs of ids that stand in one group, where that is asked both ``among`` some."""
    kept = ([one for one in group if among is None or one in among] for group in groups)
    return {pair for group in kept for pair in combinations(sorted(group), 2)}


def line(found: Pairs, wanted: Pairs) -> str:
    """Return precision, recall and F1 in per cent."""
    right = len(found & wanted)
    precision, recall = right / max(len(found), 1), right / max(len(wanted), 1)
    f1 = 2 * right / max(len(found) + len(wanted), 1)
    return f"precision {100 * precision:5.1f}  recall {100 * recall:5.1f}  F1 {100 * f1:5.1f}"


def main() -> None:
    """Print both lines."""
    out, path = sys.argv[1:]
    given = [one["docs"] for one in json.loads(Path(path).read_text(encoding="utf-8"))["clusters"]]
    found = [[member.id for member in one.articles] for one in events.read(out)]
    wanted = pairs(given)
    among = {identifier for group in given for identifier in group}
    print("articles of some set  ", line(pairs(found, among), wanted))
    print("all articles          ", line(pairs(found), wanted))


if __name__ == "__main__":
    main()
