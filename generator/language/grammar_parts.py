"""The parts of a compiled pattern: an expression over classes of tokens, and how its phrases can begin."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

SPACE = " "
"""The class of a space."""
LOOKED_AT = 3
"""Tokens: how much of a phrase is looked at before a rule is tried: a word, a space and a word."""

_FEW = 4
"""Of the sets of classes that a phrase needs a token of, how many are kept; a guard uses one."""

Beginning = tuple[frozenset[str], ...]
"""The classes each of a phrase's first tokens may have; shorter than ``LOOKED_AT`` when the phrase is."""


class Matcher:
    """An expression over classes that is compiled when words first come up that it may match.

    Compiling takes much longer than matching, and most texts need few of the rules.
    """

    __slots__ = ("_expression", "_needed", "_passed", "match")

    def __init__(self, expression: str, needed: frozenset[str], passed: frozenset[str]) -> None:
        """Match ``expression``, which has a token of the classes ``needed`` behind those of ``passed``.

        Without ``needed`` nothing is looked for.
        """
        self._expression = expression
        self._needed = needed
        self._passed = passed
        self.match: Callable[[str, int, int], re.Match[str] | None] = self._first_match

    def _first_match(self, classes: str, first: int, end: int) -> re.Match[str] | None:
        rest = classes[first:end].lstrip("".join(self._passed))
        if self._needed and rest[:1] not in self._needed:
            return None
        # The look ahead takes one pass, where the pattern itself may try many ways before it finds nothing.
        guard = f"(?={any_of(self._passed)}*+{any_of(self._needed)})" if self._needed else ""
        self.match = re.compile(guard + self._expression).match
        return self.match(classes, first, end)


class Part(Struct, frozen=True):
    """A pattern, or a part of one, as an expression over the classes of tokens."""

    expression: str
    beginnings: frozenset[Beginning]
    classes: frozenset[str]
    """The classes that a token of the phrase can have."""
    needed: frozenset[frozenset[str]]
    """Sets of classes: the phrase has a token of each set."""
    form: str = "sequence"
    """``token`` for one token and no more, ``choice`` for alternatives, which stand in brackets."""

    def then(self, following: "Part") -> "Part":
        """Return this part with another after it."""
        if self is NOTHING:
            return following
        return Part(
            self.expression + following.expression,
            self._joined(following.beginnings),
            self.classes | following.classes,
            _smallest(self.needed | following.needed),
        )

    def _joined(self, following: frozenset[Beginning]) -> frozenset[Beginning]:
        """Return the beginnings with others behind them, no more of each than is looked at."""
        short = [one for one in self.beginnings if len(one) < LOOKED_AT]
        if not short:
            return self.beginnings
        tails = {length: {two[: LOOKED_AT - length] for two in following} for length in set(map(len, short))}
        return self.beginnings.difference(short).union(
            one + tail for one in short for tail in tails[len(one)]
        )

    def either(self, other: "Part") -> "Part":
        """Return the choice between this part and another."""
        if self.form == other.form == "token":
            return one_of("".join(self.classes | other.classes))
        return Part(
            f"(?:{self._without_brackets()}|{other._without_brackets()})",
            self.beginnings | other.beginnings,
            self.classes | other.classes,
            _smallest({one | two for one in self.needed for two in other.needed}),
            "choice",
        )

    def _without_brackets(self) -> str:
        return self.expression[len("(?:") : -len(")")] if self.form == "choice" else self.expression

    def repeated(self, sign: str) -> "Part":
        """Return this part with ``?``, ``*`` or ``+`` after it."""
        beginnings = (
            self.beginnings
            if sign == "?"
            else self.then(self).then(self).beginnings | self.then(self).beginnings
        )
        absent = frozenset() if sign == "+" else frozenset({()})
        return Part(
            f"(?:{self.expression}){sign}" if self.form == "sequence" else f"{self.expression}{sign}",
            self.beginnings | beginnings | absent,
            self.classes,
            self.needed if sign == "+" else frozenset(),
        )

    def called(self, name: str) -> "Part":
        """Return this part as a named group."""
        return replace(self, expression=f"(?P<{name}>{self.expression})", form="sequence")

    def matcher(self, end: str) -> Matcher:
        """Return what matches the phrase where the expression ``end`` allows it to end."""
        firsts = frozenset().union(*(beginning[0] for beginning in self.beginnings if beginning))
        telling = [one for one in self.needed if not one & firsts]
        needed: frozenset[str] = min(telling, key=_size, default=frozenset())
        return Matcher(f"(?:{self.expression}){end}", needed, self.classes - needed)


def _size(classes: frozenset[str]) -> tuple[int, list[str]]:
    return len(classes), sorted(classes)


def _smallest(needed: Iterable[frozenset[str]]) -> frozenset[frozenset[str]]:
    """Return the few that tell most; a space tells nothing, for there is one behind every word."""
    return frozenset(sorted((one for one in needed if SPACE not in one), key=_size)[:_FEW])


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


NOTHING = Part("", frozenset({()}), frozenset(), frozenset())


@cache
def one_of(characters: str) -> Part:
    """Return the part that is one token of one of the classes."""
    classes = frozenset(characters)
    return Part(any_of(classes), frozenset({(classes,)}), classes, frozenset({classes}), "token")


def any_of(classes: Iterable[str]) -> str:
    """Return an expression for one token of one of the classes, which there may be none of.

    Classes that follow each other are written as a range: what is shorter is compiled faster.
    """
    codes = sorted({ord(character) for character in classes})
    if not codes:
        return r"[^\s\S]"
    if len(codes) == 1:
        return chr(codes[0])
    ends = [place for place, (one, two) in enumerate(pairwise(codes), start=1) if two > one + 1]
    runs = [(chr(codes[first]), chr(codes[last - 1])) for first, last in pairwise((0, *ends, len(codes)))]
    return f"[{''.join(one if one == two else f'{one}-{two}' for one, two in runs)}]"
