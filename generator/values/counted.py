"""What the words of a cell that holds a number are read as, before they are checked or shown."""

import re
from functools import lru_cache

from generator.language import quantities
from generator.language.model import QuantityMention

ORDINAL = re.compile(r"([0-9]+)(?:st|nd|rd|th)")
SIGNS = "≥⩾>≤⩽<~≈±"
_REMEMBERED = 4096
"""Cells of which it is kept in memory what they hold."""


@lru_cache(maxsize=_REMEMBERED)
def in_cell(words: str) -> tuple[QuantityMention, ...]:
    """Return the quantities in the words of a cell, which is read, checked and shown."""
    return quantities.find(words)
