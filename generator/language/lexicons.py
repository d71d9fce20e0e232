"""Reads the data files in ``lexicon/``."""

from functools import cache
from importlib import resources
from typing import Any

import yaml


class _Words(yaml.SafeLoader):
    """YAML in which "on", "off", "yes" and "no" are words, as in a lexicon they must be."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def load(name: str) -> Any:
    """Return what ``lexicon/<name>.yml`` holds.

    Raises ``FileNotFoundError`` when there is no such lexicon.
    """
    file = resources.files("generator.language").joinpath("lexicon", f"{name}.yml")
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_Words)


@cache
def words(name: str, section: str) -> frozenset[str]:
    """Return one section of a lexicon as a set of words."""
    return frozenset(load(name)[section])
