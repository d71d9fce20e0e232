"""Finds numbers with their unit or the thing they count."""

import re

from generator.language import numerals
from generator.language.model import Bound, QuantityMention

_NUMBER = re.compile(r"(?<![\w.,-])(\d[\d,]*(?:\.\d+)?(?: (?:thousand|million|billion|trillion))?)\b(?: ([a-z]+))?")


def find(text: str) -> tuple[QuantityMention, ...]:
    """Return the quantities of ``text`` in order."""
    found = []
    for match in _NUMBER.finditer(text):
        value = numerals.read(match[1])
        if value is not None:
            found.append(QuantityMention(match.start(), match.end(), value, match[2] or "", Bound.EXACT, match[2] or "", match.start(1), match.end(1)))
    return tuple(found)


def canonical_unit(words: str) -> str:
    """Return the canonical name of the unit that ``words`` say, or "" if it is unknown."""
    return {"cubic meters annually": "cubic metre per year", "percent": "percent", "%": "percent"}.get(words, "")
