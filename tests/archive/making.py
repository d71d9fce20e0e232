"""What tests of archives start from: made articles, and their tables made in this process."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.dataset

from generator import archive

ARTICLE = (
    "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Tuesday.\n\n"
    "The two signed an agreement on {thing} worth {amount} million euros.\n\n"
    "“This will create 400 jobs,” Macron said.\n"
)


def articles(count: int) -> list[dict[str, Any]]:
    """Return articles of three months, each of another sum."""
    return [
        {
            "id": str(number),
            "title": f"Agreement {number}",
            "date": f"2025-0{number % 3 + 7}-02",
            "text": ARTICLE.format(thing="wheat" if number % 2 else "gas", amount=number + 10),
        }
        for number in range(count)
    ]


def lines(given: Sequence[dict[str, Any]]) -> bytes:
    """Return articles as JSON lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in given).encode()


def extract(given: Path | str, out: Path | str, share: int = 4, **options: Any) -> archive.Extracted:
    """Extract in this process."""
    return archive.extract(archive.prepare(str(given), str(out), **options), map, quiet, share)


def quiet(words: str) -> None:
    """Tell nobody."""


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table with their month, as any reader of such folders does."""
    if not (out / table).exists():
        return []
    read = pyarrow.dataset.dataset(out / table, partitioning="hive").to_table()
    found: list[dict[str, Any]] = read.to_pylist()
    return found


def files(out: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder."""
    return {str(one.relative_to(out)): one.read_bytes() for one in out.rglob("*") if one.is_file()}
