"""Reads the data files in ``lexicon/``."""

from functools import cache
from importlib import resources
from typing import Any

import yaml


def _loader() -> Any:
    """Return a loader to which "on", "off", "yes" and "no" are words, as in a lexicon they must be."""
    # The parser in C is ten times as fast, but not every build of the library has it.
    safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [(tag, pattern) for tag, pattern in listed if tag != "tag:yaml.org,2002:bool"]
        for first, listed in safe.yaml_implicit_resolvers.items()
    }
    return type("Words", (safe,), {"yaml_implicit_resolvers": resolvers})


@cache
def load(name: str) -> Any:
    """Return what ``lexicon/<name>.yml`` holds.

    Raises ``FileNotFoundError`` when there is no such lexicon.
    """
    file = resources.files("generator.language").joinpath("lexicon", f"{name}.yml")
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_loader())


@cache
def words(name: str, section: str) -> frozenset[str]:
    """Return one section of a lexicon as a set of words."""
    return frozenset(load(name)[section])
