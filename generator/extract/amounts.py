"""Quantities as cells: the amount with its bound as written, and its unit."""

from generator.extract.document import Passage
from generator.extract.rows import Amount
from generator.language.model import Bound, QuantityMention


def amount(passage: Passage, quantity: QuantityMention) -> Amount:
    """Return a quantity with its words: bound and number (money with its currency), then what is counted."""
    bound = bound_start(passage, quantity)
    end = quantity.end if quantity.currency else quantity.number_end
    start = min(bound, quantity.start)
    words = passage.words[start - passage.start : end - passage.start]
    unit_words = "" if quantity.currency else _unit_words(passage, quantity)
    return Amount(
        value=quantity.value,
        unit=quantity.unit,
        bound=quantity.bound,
        currency=quantity.currency,
        words=words.strip(),
        unit_words=unit_words,
    )


def bound_start(passage: Passage, quantity: QuantityMention) -> int:
    """Return where the words that bound a quantity begin, or the quantity's own start without them."""
    if quantity.bound is Bound.EXACT:
        return quantity.start
    for cue in reversed(passage.cues):
        if cue.kind == "bound" and cue.start <= quantity.number_start and quantity.start - cue.end <= 2:
            return min(cue.start, quantity.start)
    return quantity.start


def _unit_words(passage: Passage, quantity: QuantityMention) -> str:
    words = passage.words[quantity.number_end - passage.start : quantity.end - passage.start].strip(" -–")
    return words or quantity.counted or quantity.unit
