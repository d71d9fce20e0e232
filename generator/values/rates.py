"""Words beside a number that make it another number, or so much a day."""

import re
from collections.abc import Mapping
from functools import cache

from generator import packaged
from generator.language import quantities
from generator.language.model import QuantityMention

_BEFORE = 20
_AFTER = 60


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    return {kind: tuple(words) for kind, words in packaged.load("values", "number_words.yml").items()}


@cache
def _rate() -> re.Pattern[str]:
    words = {kind: "|".join(map(re.escape, listed)) for kind, listed in _words().items()}
    each = rf"(?:{words['each']}) (?:{words['spans']})(?! (?:{words['not_rates']})\b)"
    return re.compile(rf",? (?:{words['rates']}|{each})\b", re.IGNORECASE)


def changed(text: str, mention: QuantityMention) -> str:
    """Return the words just before a quantity that make it another number ("twice"); "" for none."""
    before = f" {text[max(0, mention.start - _BEFORE) : mention.start].rstrip().lower()}"
    return next((one for one in _words()["changing"] if before.endswith(f" {one}")), "")


def drops(unit: str, mention: QuantityMention, text: str) -> bool:
    """Return whether the article has so much a year, or a day, where ``unit`` has only so much."""
    said = quantities.canonical_unit(mention.unit) or mention.unit
    is_rate = " per " in said or bool(_after(mention, text))
    written = quantities.canonical_unit(unit.strip())
    return is_rate and " per " not in written and not _rate().search(f" {unit}")


def quoted(mention: QuantityMention, text: str) -> str:
    """Return the article's words for a quantity, with its rate, between quotation marks."""
    return f"“{text[mention.start : mention.end]}{_after(mention, text)}”"


def _after(mention: QuantityMention, text: str) -> str:
    found = _rate().match(text, mention.end, mention.end + _AFTER)
    return found[0] if found else ""
