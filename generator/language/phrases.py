"""Makes fast patterns of a lexicon's phrases."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    """Return the records of ``lexicon/<name>.csv``; a line that starts with ``#`` is a comment."""
    return tuple(csv.DictReader(_lines(name)))


def read_list(name: str) -> list[str]:
    """Return the words of ``lexicon/<name>.csv``, which has one column; ``#`` starts a comment."""
    return _lines(name)[1:]


def _lines(name: str) -> list[str]:
    words = resources.files("generator.language").joinpath("lexicon", f"{name}.csv").read_text("utf-8")
    return [line for line in words.splitlines() if not line.startswith("#")]


def alternation(phrases: Iterable[str]) -> str:
    """Return a pattern that matches the longest of ``phrases``, shared beginnings tried once.

    A plain ``a|b|c`` tries every phrase at every word; this one reads each letter once.
    """
    root: dict[str, Any] = {}
    for phrase in phrases:
        node = root
        for letter in phrase:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    stem = ""
    while len(node) == 1 and "" not in node:
        letter, node = next(iter(node.items()))
        stem += re.escape(letter)
    branches = [re.escape(letter) + _branch(child) for letter, child in sorted(node.items()) if letter]
    if not branches:
        return stem
    return stem + "(?:" + "|".join(branches) + ")" + ("?" if "" in node else "")
