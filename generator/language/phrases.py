"""Makes fast patterns of a lexicon's phrases."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import itemgetter

from generator import packaged


@cache
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    """Return the records of ``lexicon/<name>.csv``; a line that starts with ``#`` is a comment."""
    return tuple(csv.DictReader(_lines(name)))


def read_list(name: str) -> list[str]:
    """Return the words of ``lexicon/<name>.csv``, which has one column; ``#`` starts a comment."""
    return _lines(name)[1:]


def _lines(name: str) -> list[str]:
    words = packaged.text("language", "lexicon", f"{name}.csv")
    return [line for line in words.splitlines() if not line.startswith("#")]


def alternation(phrases: Iterable[str]) -> str:
    """Return a pattern that matches the longest of ``phrases``, shared beginnings tried once.

    A plain ``a|b|c`` tries every phrase at every word; this one reads each letter once.
    """
    return _together(sorted(set(phrases)))


def _together(phrases: list[str]) -> str:
    first, last = phrases[0], phrases[-1]
    if len(phrases) == 1:
        return re.escape(first)
    shared = 0
    while shared < len(first) and first[shared] == last[shared]:
        shared += 1
    longer = [phrase[shared:] for phrase in phrases if len(phrase) > shared]
    branches = [_together(list(branch)) for _, branch in groupby(longer, itemgetter(0))]
    behind = "?" if len(first) == shared else ""
    return f"{re.escape(first[:shared])}(?:{'|'.join(branches)}){behind}"
