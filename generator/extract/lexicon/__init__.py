"""The extractor's word lists, as data: each file names its source and licence."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def load(name: str) -> Mapping[str, Any]:
    """Return the word list ``name``, by heading. Raises ``FileNotFoundError`` for an unknown one."""
    text = resources.files(__name__).joinpath(f"{name}.yml").read_text(encoding="utf-8")
    listed: Mapping[str, Any] = yaml.safe_load(text)
    return listed


def words(name: str, heading: str) -> frozenset[str]:
    """Return the words under one heading of the list ``name``, written there separated by spaces."""
    return frozenset(str(load(name)[heading]).split())
