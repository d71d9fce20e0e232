"""Joins two quantities that are the ends of one range: "44 mg to 50 mg", "between $5 and $10"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from generator.language import lexicons
from generator.language.model import Bound, QuantityMention

_MOVING = lexicons.words("bounds", "moving")
_BETWEEN = re.compile(r"(?:\b(?:between|from|ranging from|anywhere from) )\Z", re.IGNORECASE)
_LONGEST_BETWEEN = 5
"""Characters between the two ends of a range."""
_RANGED = re.compile(r"\brang(?:e|es|ed|ing) from \Z", re.IGNORECASE)


class RangeMention(QuantityMention, frozen=True):
    """A quantity from ``value`` to ``high``."""

    high: Decimal = Decimal(0)


def joined(text: str, found: Sequence[QuantityMention]) -> Iterator[QuantityMention]:
    """Yield the quantities, two of them as one where they are the ends of a range in the same unit."""
    waiting: QuantityMention | None = None
    for mention in _sharing_units(text, found):
        whole = _range(text, waiting, mention) if waiting else None
        if waiting and not whole:
            yield waiting
        waiting = whole or mention
    if waiting:
        yield waiting


def _sharing_units(text: str, found: Sequence[QuantityMention]) -> Sequence[QuantityMention]:
    """Return the quantities, those before the last of "five, six or seven years" with its unit."""
    shared: list[QuantityMention] = []
    for mention in reversed(found):
        if shared and shared[-1].start - mention.end <= _LONGEST_SHARING:
            mention = _scaled(text, _with_unit_of(text, mention, shared[-1]), shared[-1])
        shared.append(mention)
    return shared[::-1]


def _with_unit_of(text: str, first: QuantityMention, second: QuantityMention) -> QuantityMention:
    """Give the first of "45 and 50 mg" the unit of the second."""
    if first.unit or not second.unit or text[first.end : second.start] not in _SHARING:
        return first
    return first if second.currency else replace(first, unit=second.unit, counted=second.counted)


_SHARING = (" and ", " or ", ", ", " of the ", " of its ", " of their ")
"""Between two numbers of one thing: "45 and 50 mg", "two of the 48 bottles"."""
_LONGEST_SHARING = max(map(len, _SHARING))
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
_SCALED = re.compile(r"([\d.,]+)[ -]?(thousand|million|billion|trillion)\b")
_ENDS = re.compile(r" (?:to|and|or) |[-–]")


def _scaled(text: str, first: QuantityMention, second: QuantityMention) -> QuantityMention:
    """Give the first of "from $250 to $400 million" the millions of the second."""
    if (
        not first.currency
        or first.currency != second.currency
        or not _ENDS.fullmatch(text, first.end, second.start)
    ):
        return first
    scale = _SCALED.search(text, second.start, second.end)
    plain = first.value < 1_000 and text[first.start : first.end][-1].isdigit()
    if not scale or not plain or first.value > Decimal(scale[1].strip(".,").replace(",", "")):
        return first
    return replace(first, value=first.value * _SCALES[scale[2]])


def _range(text: str, low: QuantityMention, high: QuantityMention) -> RangeMention | None:
    if high.start - low.end > _LONGEST_BETWEEN or low.unit != high.unit or not low.unit:
        return None
    if isinstance(low, RangeMention) or isinstance(high, RangeMention) or high.bound is not Bound.EXACT:
        return None
    between = text[low.end : high.start]
    down = low.value > high.value
    if low.value == high.value or (down and _RANGED.search(text[max(0, low.start - 24) : low.start]) is None):
        return None
    said = _BETWEEN.search(text[max(0, low.start - 16) : low.start])
    together = between == " and " and said is not None and said.group().lower().startswith("between")
    if not together and between not in (" to ", "-", "–", " - ", " – "):
        return None
    if said and "from" in said.group().lower() and _is_change(text[max(0, low.start - 90) : low.start]):
        return None
    return RangeMention(
        low.start,
        high.end,
        min(low.value, high.value),
        high.unit,
        low.bound,
        high.counted,
        low.number_start,
        high.number_end,
        high.currency,
        max(low.value, high.value),
    )


def _is_change(before: str) -> bool:
    """Say whether a change and no range is told: "rose from $350 to $680"."""
    return any(word.lower() in _MOVING for word in before.split())
