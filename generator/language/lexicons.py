"""Reads the data files in ``lexicon/``."""

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """Return what ``lexicon/<name>.yml`` holds. Raises ``FileNotFoundError`` when there is no such lexicon."""
    file = resources.files("generator.language").joinpath("lexicon", f"{name}.yml")
    return yaml.safe_load(file.read_text(encoding="utf-8"))
