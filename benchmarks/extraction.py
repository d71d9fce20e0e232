"""How fast articles are read, beside the best libraries on the same text in the same run.

Every system reads every text in turn, for several rounds; what counts is the
ratio within a round, since the machine's speed drifts. The others do less:
dateparser finds dates only, quantulum3 quantities only, spaCy's blank English
pipeline with its rule-based sentencizer sentences only.

    python benchmarks/extraction.py [ARTICLES.jsonl] [--rounds 5]
"""

import argparse
import importlib.metadata
import itertools
import json
import logging
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from generator import __version__
from generator.extract import read
from generator.extract.document import analyse

ROOT = Path(__file__).parent.parent
PUBLISHED = date(2025, 9, 2)
Reader = Callable[[str], object]


def ours() -> Reader:
    """Return the whole extraction: five tables, with evidence."""
    return lambda text: read(analyse(text, None, PUBLISHED))


def dateparser() -> Reader:
    """Return dateparser's search for dates."""
    from dateparser.search import search_dates

    return lambda text: search_dates(text, languages=["en"])


def quantulum3() -> Reader:
    """Return quantulum3's search for quantities, without its classifier."""
    from quantulum3 import parser

    return parser.parse


def spacy() -> Reader:
    """Return spaCy's tokens and sentences by rule: the least any pipeline of it does."""
    import spacy as library

    pipeline = library.blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline


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
    for text in editions:
        reader(text)
    return time.process_time() - start


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
    size = sum(len(text.encode()) for text in texts) / 1e6
    own, *peers = [("explainer", ours()), *((name, make()) for name, make in PEERS.items())]
    repeats = max(1, round(0.2 / size))
    for _, reader in (own, *peers):
        # Word lists and models are read at the first text.
        seconds(reader, texts[:2])
    spent: dict[str, list[float]] = {name: [] for name, _ in (own, *peers)}
    for _ in range(chosen.rounds):
        for name, reader in (own, *peers):
            # The others are slower by orders of magnitude: one pass of them is enough to compare.
            times = repeats if name == own[0] else 1
            spent[name].append(seconds(reader, texts * times) / times)
    print(f"{len(texts)} articles, {size:.3f} MB, {chosen.rounds} rounds in turn\n")
    print("| reader | finds | MB a second and core | time, ratio to explainer |")
    print("|---|---|---|---|")
    for name, _ in (own, *peers):
        ratios = sorted(mine / base for mine, base in zip(spent[name], spent[own[0]], strict=True))
        version = __version__ if name == own[0] else importlib.metadata.version(name)
        said = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        print(f"| {name} {version} | {FINDS[name]} | {size / statistics.median(spent[name]):.3f} | {said} |")


FINDS = {
    "explainer": "five tables with evidence",
    "dateparser": "dates",
    "quantulum3": "quantities",
    "spacy": "tokens and sentences, no names",
}


if __name__ == "__main__":
    main()
