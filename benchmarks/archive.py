"""What `archive extract` costs beside `extract --batch`, on the same articles in the same run.

    python benchmarks/archive.py ARTICLES.jsonl [--rounds 2]       rate per core, two workers beside one
    python benchmarks/archive.py ARTICLES.jsonl --memory [N]       the most memory of one run by N workers

Each program runs in a process of its own, all its processes counted: their processor time, and their memory
together. What else the machine does is told by how long two million additions take, on two cores at once.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

# The script beside this one.
from archive_engines import processes

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took."""

    wall: float
    """Seconds."""
    processor: float
    """Seconds of all its processes."""
    memory: float
    """MB, the most that all its processes had together; what they share counts once."""


def spent(words: list[str]) -> Spent:
    """Run ``explainer`` and watch it. Raises ``SystemExit`` where it cannot do its work."""
    begun = time.monotonic()
    most = 0.0
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            [sys.executable, "-m", "generator", *words],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        while not os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            most = max(most, sum(memory for *_, memory in processes(child.pid).values()))
            time.sleep(0.5)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            said.seek(0)
            raise SystemExit(f"{' '.join(words)} failed:\n{said.read().decode(errors='replace')[-3000:]}")
    return Spent(time.monotonic() - begun, usage.ru_utime + usage.ru_stime, most)


def batch(articles: Path, jobs: int) -> Spent:
    """Run ``extract --batch``."""
    return spent(["extract", "--batch", str(articles), "--jobs", str(jobs)])


def archive(articles: Path, workers: int) -> Spent:
    """Run ``archive extract`` into a new folder."""
    out = tempfile.mkdtemp(prefix="archive-")
    try:
        return spent(["archive", "extract", str(articles), f"{out}/tables", "--workers", str(workers)])
    finally:
        shutil.rmtree(out)


def additions(_: int = 0) -> float:
    """Return how many milliseconds two million additions take."""
    begun = time.monotonic()
    total = 0
    for number in range(2_000_000):
        total += number
    return (time.monotonic() - begun) * 1e3


def compare(articles: Path, rounds: int) -> None:
    """Print what each program took, and how they compare."""
    size = articles.stat().st_size / 1e6
    print(
        "| round | program | processor, s | MB a second and core | wall, s | memory, MB | 2 M additions, ms |"
    )
    print("|---|---|---|---|---|---|---|")
    programs = {"extract --batch, 1 process": partial(batch, articles, 1)}
    programs |= {
        f"archive extract, {workers} workers": partial(archive, articles, workers) for workers in (1, 2)
    }
    done = []
    for number in range(1, rounds + 1):
        runs = []
        for name, program in programs.items():
            with ProcessPoolExecutor(2) as pool:
                busy = max(pool.map(additions, range(2)))
            one = program()
            runs.append(one)
            print(f"| {number} | {name} | {one.processor:.1f} | {size / one.processor:.2f} ", end="")
            print(f"| {one.wall:.1f} | {one.memory:.0f} | {busy:.0f} |", flush=True)
        done.append(runs)
    beside = median(plain.processor / alone.processor for plain, alone, _ in done)
    faster = median(alone.wall / both.wall for _, alone, both in done)
    print(
        f"\nRate per core: {beside:.2f} of extract --batch. Two workers: {faster:.2f} times one. (Medians.)"
    )


def main() -> None:
    """Print the table, or what one run took."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("articles", type=Path, help="JSON lines")
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--memory", type=int, nargs="?", const=2, help="only one run, by so many workers")
    chosen = options.parse_args()
    articles = chosen.articles.resolve()
    if not chosen.memory:
        compare(articles, chosen.rounds)
        return
    run = archive(articles, chosen.memory)
    took = f"{run.processor:.0f} s of processor, {run.wall:.0f} s"
    print(f"{articles.stat().st_size / 1e6:.1f} MB: {run.memory:.0f} MB at most, {took}")


if __name__ == "__main__":
    main()
