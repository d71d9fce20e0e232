"""What `archive extract` costs beside `extract --batch`, on the same articles in the same run.

    python benchmarks/archive.py ARTICLES.jsonl [--rounds 3]

The rate per core is that of both at the same time, each on a core: what else the machine does, and how fast
it happens to be, both have alike. Of a program all processes count, and its start.
"""

import argparse
import os
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

# The script beside this one.
from spending import LOOKING, Spent, spend

ROOT = Path(__file__).resolve().parent.parent


def spent(*words: str) -> Spent:
    """Run ``explainer`` and return what it took. Raises ``SystemExit`` where it cannot do its work."""
    took = spend([sys.executable, "-m", "generator", *words], ROOT, os.environ, LOOKING)
    if took.code not in (0, 1):
        raise SystemExit(f"{' '.join(words)} failed:\n{took.said[-3000:]}")
    return took


def batch(articles: Path) -> Spent:
    """Run ``extract --batch`` in one process."""
    return spent("extract", "--batch", str(articles), "--jobs", "1")


def archive(articles: Path, workers: int) -> Spent:
    """Run ``archive extract`` into a new folder."""
    out = tempfile.mkdtemp(prefix="archive-")
    try:
        return spent("archive", "extract", str(articles), f"{out}/tables", "--workers", str(workers))
    finally:
        shutil.rmtree(out)


def compare(articles: Path, rounds: int) -> None:
    """Print what each program took, and how they compare."""
    size = articles.stat().st_size / 1e6
    print("| round | program | processor, s | MB a second and core | wall, s | memory, MB |")
    print("|---|---|---|---|---|---|")
    rates, gains = [], []
    for number in range(1, rounds + 1):

        def tell(name: str, one: Spent, number: int = number) -> None:
            print(f"| {number} | {name} | {one.processor:.1f} | {size / one.processor:.2f} ", end="")
            print(f"| {one.seconds:.1f} | {one.together / 1e6:.0f} |", flush=True)

        with ThreadPoolExecutor(2) as pool:
            runs = (pool.submit(batch, articles), pool.submit(archive, articles, 1))
            plain, beside = (one.result() for one in runs)
        tell("extract --batch, 1 process", plain)
        tell("archive extract, 1 worker, at the same time", beside)
        alone, both = archive(articles, 1), archive(articles, 2)
        tell("archive extract, 1 worker", alone)
        tell("archive extract, 2 workers", both)
        rates.append(plain.processor / beside.processor)
        gains.append(alone.seconds / both.seconds)
    told = ", ".join(f"{one:.2f}" for one in rates)
    print(f"\nRate per core: {median(rates):.2f} of extract --batch (median of {told}).", end=" ")
    print(f"Two workers: {median(gains):.2f} times one.")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("articles", type=Path, help="JSON lines")
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    compare(chosen.articles.resolve(), chosen.rounds)


if __name__ == "__main__":
    main()
