"""The extractor's word lists, as data: each file names its source and licence."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from generator import packaged


@cache
def load(name: str) -> Mapping[str, Any]:
    """Return the word list ``name``, by heading. Raises ``FileNotFoundError`` for an unknown one."""
    listed: Mapping[str, Any] = packaged.load("extract", "lexicon", f"{name}.yml")
    return listed


def words(name: str, heading: str) -> frozenset[str]:
    """Return the words under one heading of the list ``name``, written there separated by spaces."""
    return frozenset(str(load(name)[heading]).split())
