"""What strangers propose: changes to the files of a clone."""

import hashlib
import json
from pathlib import Path

CONTENT = "content/harbour-bridge"
CANARY = "THE PULL REQUEST'S OWN PROGRAM WAS RUN"
"""Words that must not come out anywhere."""


def article(title: str, text: str) -> str:
    """Return an article's file."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return (
        f"---\ntitle: {json.dumps(title)}\npublisher: Harbour News\npublished: 2025-05-02\n"
        f"url: https://news.example/bridge\nlanguage: en\ndigest: sha256:{digest}\n---\n{text}"
    )


def add_article(work: Path, title: str = "Bridge draws crowd", note: str = "") -> None:
    """Add an article and a draft row that it bears out."""
    words = "About 2,000 people watched the ribbon being cut."
    (work / CONTENT / "articles" / "harbour-news.md").write_text(article(title, f"{words}\n"))
    numbers = work / CONTENT / "facts" / "numbers.csv"
    row = f'spectators,People at the opening,"about 2,000",people,,harbour-news,"{words}",draft,{note}\n'
    numbers.write_text(numbers.read_text() + row)
