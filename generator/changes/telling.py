"""Whether an entry of ``corrections.csv`` tells readers what became of a fact."""

import re
from collections.abc import Iterable, Sequence

from generator import evidence
from generator.changes.side import Side
from generator.model import Fact, Row
from generator.schema import Field

_TOKEN = re.compile(r"\d(?:[\d.,]*\d)?|\w+")
"""A number with its separators, or a word."""


def tells(entry: Row, old: Fact, new: Fact | None, fields: Sequence[Field], base: Side, head: Side) -> bool:
    """Return whether an entry names what readers saw in one of ``fields``, and what they see there now.

    It may be written in the editor's own words, around one number, name or word that makes the difference.
    What stands now may be left out where readers saw it before, beside what is gone.
    """
    for field in fields:
        was = _tokens(base, old, field)
        now = _tokens(head, new, field) if new else frozenset()
        come = now - was
        if _names(entry.words("was"), was - now or was) and (not come or _names(entry.words("now"), come)):
            return True
    return False


def _tokens(side: Side, fact: Fact, field: Field) -> frozenset[str]:
    """Return the words in which a fact's values are written, and those in which they are shown."""
    values = side.values(fact.rows, field)
    return _parts(words for value in values for words in (value.words, side.shown(value, field)))


def _parts(words: Iterable[str]) -> frozenset[str]:
    return frozenset(token for one in words for token in _TOKEN.findall(evidence.fold(one).casefold()))


def _names(said: str, tokens: frozenset[str]) -> bool:
    folded = evidence.fold(said).casefold()
    spoken = _parts([said])
    # Scripts that put no space between words are looked up by letters.
    return any(token in spoken or (not token.isascii() and token in folded) for token in tokens)
