"""How fast articles are read, beside the best libraries on the same text in the same run.

Every system reads every text in turn, for several rounds; the rate is that of the
fastest round, and what counts is the ratio within a round, since the machine's speed
drifts: a loop of two million additions is timed beside them. The others do less:
dateparser finds dates only, quantulum3 quantities only, spaCy's blank English
pipeline with its rule-based sentencizer sentences only.

Then it times ever longer articles, and measures the memory of a stream.

    python benchmarks/extraction.py [ARTICLES.jsonl] [--rounds 5]
"""

import argparse
import importlib.metadata
import itertools
import json
import logging
import os
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from spending import spend

from generator import __version__
from generator.extract.batch import collecting_nothing, read_together
from generator.extract.document import Source
from generator.language.memory import BATCH

ROOT = Path(__file__).parent.parent
PUBLISHED = date(2025, 9, 2)
Reader = Callable[[Sequence[str]], object]


def ours() -> Reader:
    """Return the whole extraction: five tables, with evidence, of articles read together as a stream is."""

    def read(texts: Sequence[str]) -> None:
        for first in range(0, len(texts), BATCH):
            with collecting_nothing():
                read_together([Source(text, None, PUBLISHED) for text in texts[first : first + BATCH]])

    return read


def _one_by_one(read: Callable[[str], object]) -> Reader:
    return lambda texts: [read(text) for text in texts]


def dateparser() -> Reader:
    """Return dateparser's search for dates."""
    from dateparser.search import search_dates

    return _one_by_one(lambda text: search_dates(text, languages=["en"]))


def quantulum3() -> Reader:
    """Return quantulum3's search for quantities, without its classifier."""
    from quantulum3 import parser

    return _one_by_one(parser.parse)


def spacy() -> Reader:
    """Return spaCy's tokens and sentences by rule: the least any pipeline of it does."""
    import spacy as library

    pipeline = library.blank("en")
    pipeline.add_pipe("sentencizer")
    return _one_by_one(pipeline)


PEERS = {"dateparser": dateparser, "quantulum3": quantulum3, "spacy": spacy}


def articles(path: Path | None) -> list[str]:
    """Return the texts of a JSONL file, by default those of the first explainer."""
    if path:
        return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines() if line.strip()]
    found = sorted((ROOT / "content" / "beijing-summit-2025" / "articles").glob("*.md"))
    return [file.read_text("utf-8").split("---\n", 2)[2] for file in found]


def seconds(reader: Reader, texts: Sequence[str]) -> float:
    """Return the processor seconds ``reader`` takes for ``texts``, none of which it has seen before."""
    editions = [f"{text}\n{next(_EDITION)}" for text in texts]
    start = time.process_time()
    reader(editions)
    return time.process_time() - start


def additions(_: Sequence[str]) -> int:
    """Add two million numbers: what the machine's speed is told by."""
    total = 0
    for number in range(2_000_000):
        total += number
    return total


def peak(texts: Sequence[str], count: int) -> float:
    """Return the most memory, in MB, that ``extract --batch`` takes for a stream of ``count`` articles."""
    with tempfile.TemporaryDirectory() as folder:
        stream = Path(folder, "articles.jsonl")
        with stream.open("w", encoding="utf-8") as file:
            for number, text in zip(range(count), itertools.cycle(texts), strict=False):
                file.write(json.dumps({"id": number, "text": f"{text}\n{next(_EDITION)}"}) + "\n")
        asked = [sys.executable, "-m", "generator", "extract", "--batch", str(stream), "--jobs", "1"]
        took = spend(asked, ROOT, os.environ)
    if took.code:
        raise SystemExit(took.said)
    return took.memory / 1e6


_EDITION = map("".join, itertools.product("abcdefghijklmnopqrstuvwxyz", repeat=5))
"""A last line for each text, so that nothing remembered of an earlier round counts."""


def main() -> None:
    """Print a table: megabytes a second and core, and the ratio to ours, as median (least to most)."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("articles", nargs="?", type=Path, help="JSON lines with a text each")
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    warnings.simplefilter("ignore")
    logging.disable()
    texts = articles(chosen.articles)
    compare(texts, chosen.rounds)
    print("\n| an article of, in characters | MB a second and core |\n|---|---|")
    whole = "\n".join(texts)
    for length in (10_000, 40_000, 160_000):
        article = (whole * (length // len(whole) + 1))[:length]
        spent = min(seconds(ours(), [article]) for _ in range(chosen.rounds))
        print(f"| {length:,} | {len(article.encode()) / 1e6 / spent:.2f} |")
    print("\n| articles in a stream | most memory, in MB |\n|---|---|")
    for count in (1_000, 10_000):
        print(f"| {count:,} | {peak(texts, count):.0f} |")


def compare(texts: Sequence[str], rounds: int) -> None:
    """Print the rate of each reader, and the ratio of its time to ours."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    own, *peers = [("explainer", ours()), *((name, make()) for name, make in PEERS.items())]
    repeats = max(1, round(0.2 / size))
    for _, reader in (own, *peers):
        # Word lists and models are read at the first text.
        seconds(reader, texts[:2])
    spent: dict[str, list[float]] = {name: [] for name, _ in (own, *peers)}
    added = []
    for _ in range(rounds):
        added.append(seconds(additions, []))
        for name, reader in (own, *peers):
            # The others are slower by orders of magnitude: one pass of them is enough to compare.
            times = repeats if name == own[0] else 1
            spent[name].append(seconds(reader, [*texts] * times) / times)
    print(f"{len(texts)} articles, {size:.3f} MB, {rounds} rounds in turn; ", end="")
    print(f"two million additions took {min(added) * 1e3:.0f} to {max(added) * 1e3:.0f} ms\n")
    print("| reader | finds | MB a second and core | time, ratio to explainer |\n|---|---|---|---|")
    for name, _ in (own, *peers):
        ratios = sorted(mine / base for mine, base in zip(spent[name], spent[own[0]], strict=True))
        version = __version__ if name == own[0] else importlib.metadata.version(name)
        said = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        print(f"| {name} {version} | {FINDS[name]} | {size / min(spent[name]):.3f} | {said} |")


FINDS = {
    "explainer": "five tables with evidence",
    "dateparser": "dates",
    "quantulum3": "quantities",
    "spacy": "tokens and sentences, no names",
}


if __name__ == "__main__":
    main()
