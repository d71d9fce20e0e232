"""The parts of a compiled pattern: an expression over classes of tokens, and how its phrases can begin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LOOKED_AT = 3
"""Tokens: how much of a phrase is looked at before a rule is tried: a word, a space and a word."""

Beginning = tuple[frozenset[str], ...]
"""The classes each of a phrase's first tokens may have; shorter than ``LOOKED_AT`` when the phrase is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A pattern, or a part of one, as an expression over the classes of tokens."""

    expression: str
    beginnings: frozenset[Beginning]

    def then(self, following: "Part") -> "Part":
        """Return this part with another after it."""
        joined = {(one + two)[:LOOKED_AT] for one in self.beginnings for two in following.beginnings}
        return Part(self.expression + following.expression, frozenset(joined))

    def either(self, other: "Part") -> "Part":
        """Return the choice between this part and another."""
        return Part(f"(?:{self.expression}|{other.expression})", self.beginnings | other.beginnings)

    def repeated(self, sign: str) -> "Part":
        """Return this part with ``?``, ``*`` or ``+`` after it."""
        beginnings = (
            self.beginnings
            if sign == "?"
            else self.then(self).then(self).beginnings | self.then(self).beginnings
        )
        absent = frozenset() if sign == "+" else frozenset({()})
        return Part(f"(?:{self.expression}){sign}", self.beginnings | beginnings | absent)

    def called(self, name: str) -> "Part":
        """Return this part as a named group."""
        return Part(f"(?P<{name}>{self.expression})", self.beginnings)


def merged(beginnings: Iterable[Beginning]) -> Iterator[Beginning]:
    """Yield the same beginnings in fewer: those that differ in the last token only, as one."""
    lasts: dict[Beginning, frozenset[str]] = {}
    for beginning in beginnings:
        lasts[beginning[:-1]] = lasts.get(beginning[:-1], frozenset()) | beginning[-1]
    firsts: dict[Beginning, frozenset[str]] = {}
    for before, last in lasts.items():
        whole = (*before, last)
        firsts[whole[1:]] = firsts.get(whole[1:], frozenset()) | whole[0]
    for after, first in firsts.items():
        yield (first, *after)


NOTHING = Part("", frozenset({()}))


def one_of(characters: str) -> Part:
    """Return the part that is one token of one of the classes."""
    return Part(f"[{escape(characters)}]", frozenset({(frozenset(characters),)}))


def escape(characters: str) -> str:
    """Return the characters as they stand in a set of a regular expression."""
    return "".join(f"\\{c}" if c in "\\]^-[&~|" else c for c in characters)
