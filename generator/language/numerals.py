"""Reads numbers written in figures or in words."""

import re
from decimal import Decimal

_SCALES = {"thousand": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}
_SMALL = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}


def read(words: str) -> Decimal | None:
    """Return the number that ``words`` say, or None if they say none."""
    found = re.fullmatch(r"(?:(\d[\d,]*(?:\.\d+)?)|([a-z]+)) ?([a-z]+)?", words.strip().lower())
    if not found:
        return None
    figures, word, scale = found.groups()
    if word and word not in _SMALL or scale and scale not in _SCALES:
        return None
    value = Decimal(figures.replace(",", "")) if figures else Decimal(_SMALL[word])
    return value * 10 ** _SCALES.get(scale, 0)
