"""Every parser, by what it reads."""

from collections.abc import Mapping
from pathlib import Path

from tests.fuzz import files, language, pages, reviews, sources, words
from tests.fuzz.parsers import FOLDER, Parser

AREAS: Mapping[str, tuple[Parser, ...]] = {
    "files": files.PARSERS,
    "language": language.PARSERS,
    "pages": pages.PARSERS,
    "reviews": reviews.PARSERS,
    "sources": sources.PARSERS,
    "words": words.PARSERS,
}
"""The parsers of each area: those of one area share its pieces and its seeds."""


def seeds(area: str) -> list[Path]:
    """Return the seeds of an area, and whatever once broke one of its parsers."""
    return sorted((FOLDER / "corpus" / area).iterdir())
