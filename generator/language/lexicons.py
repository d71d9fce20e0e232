"""Reads the data files in ``lexicon/``."""

from functools import cache
from typing import Any

from generator import packaged


@cache
def load(name: str) -> Any:
    """Return what ``lexicon/<name>.yml`` holds.

    Raises ``FileNotFoundError`` when there is no such lexicon.
    """
    return packaged.load("language", "lexicon", f"{name}.yml")


@cache
def words(name: str, section: str) -> frozenset[str]:
    """Return one section of a lexicon as a set of words."""
    return frozenset(load(name)[section])
