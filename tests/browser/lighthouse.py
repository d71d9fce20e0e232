"""Scores a page of each kind in ``site/``, each three times, by Lighthouse: ``make lighthouse``, with npm."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.browser import chromium
from tests.browser.pages import KINDS
from tests.browser.serving import serving

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
LIGHTHOUSE = ("npx", "--yes", "lighthouse@12")
SKIPPED = ("not found",)
"""An address that leads nowhere is not meant to be found by search engines."""


def measure(address: str) -> dict[str, int]:
    """Return the score of each category, from 0 to 100, of one run as a phone on a slow line."""
    flags = "--headless=new --no-sandbox" if not os.getuid() else "--headless=new"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        subprocess.run(
            [
                *LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}",
                f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}",
            ],
            env={**os.environ, "CHROME_PATH": str(chromium.find())},
            check=True,
        )  # fmt: skip
        read = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(100 * read[name]["score"]) for name in CATEGORIES}


def medians(runs: Sequence[dict[str, int]]) -> dict[str, int]:
    """Return the median score of each category."""
    return {name: int(statistics.median(run[name] for run in runs)) for name in CATEGORIES}


def main() -> int:
    """Print a Markdown table of the medians; return 1 where one is below its goal."""
    print(f"| page | {' | '.join(CATEGORIES)} |\n|---|{'---|' * len(CATEGORIES)}")
    missed = False
    with serving(Path("site"), compressed=True) as address:
        for kind, path in KINDS.items():
            if kind in SKIPPED:
                continue
            scores = medians([measure(address + path) for _ in range(RUNS)])
            print(f"| {kind} | {' | '.join(str(scores[name]) for name in CATEGORIES)} |", flush=True)
            missed |= any(scores[name] < goal for name, goal in GOALS.items())
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
