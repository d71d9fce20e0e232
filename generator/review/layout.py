"""Styled words in lines of a terminal."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import click
from msgspec import Struct, field
from msgspec.structs import replace

from generator.differing import in_words
from generator.report import visible
from generator.views.review import Words

WIDTH = 80
"""Columns of a line. A longer word has a line of its own, uncut: it may be a path to be copied."""
_EVIDENCE = {"bold": True, "underline": True}
_MARK = "**"
"""Stands around the evidence where there is no colour."""


class Styled(Struct, frozen=True):
    """Words, and how a terminal with colours shows them."""

    words: str
    style: dict[str, Any] = field(default_factory=dict)
    """Arguments of ``click.style``."""


def columns(words: str) -> int:
    """Return how many columns words take: wide letters take two (Unicode Standard Annex 11), accents none."""
    if words.isascii():
        return len(words)
    wide = sum(unicodedata.east_asian_width(letter) in ("W", "F") for letter in words)
    return len(words) + wide - sum(unicodedata.combining(letter) > 0 for letter in words)


def spans(shown: Words, colour: bool, changed: str = "") -> Iterator[Styled]:
    """Yield spans with the evidence set off and, in colour, what differs in the colour ``changed``."""
    for evidence, run in groupby(shown, key=lambda span: span.evidence):
        own: dict[str, Any] = _EVIDENCE if evidence else {}
        if colour:
            for span in run:
                yield Styled(span.words, own | ({"fg": changed} if span.changed and changed else {}))
        else:
            words = "".join(span.words for span in run)
            told = words.rstrip()
            yield Styled(f"{_MARK}{told}{_MARK}{words[len(told) :]}" if evidence and told else words)


def lines(parts: Iterable[Styled], first: str, indent: str, colour: bool) -> str:
    """Return parts in lines: ``first`` begins the first one, ``indent`` each of the others."""
    begin, done = first, ""
    words: list[str] = []
    used = columns(first)
    for word in _words(parts):
        wide = sum(columns(piece.words) for piece in word)
        if words and used + wide > WIDTH:
            done += f"{begin}{' '.join(words)}\n"
            begin, words, used = indent, [], columns(indent)
        if not words and not begin.strip() and word[0].words.startswith("::"):
            # A line that begins so is a command to GitHub's runner, in whatever format.
            word[0] = replace(word[0], words=f"<U+003A>{word[0].words[1:]}")
        words.append("".join(_painted(piece, colour) for piece in word))
        used += wide + 1
    return f"{done}{begin}{' '.join(words)}".rstrip() + "\n"


def _painted(piece: Styled, colour: bool) -> str:
    return click.style(piece.words, **piece.style) if colour and piece.style else piece.words


def _words(parts: Iterable[Styled]) -> Iterator[list[Styled]]:
    """Yield the words, each as the pieces between which its style changes."""
    word: list[Styled] = []
    for part in parts:
        for piece in in_words(part.words):
            bare = piece.rstrip(" \t\r\n")
            if bare:
                word.append(Styled(visible(bare), part.style))
            if bare != piece and word:
                yield word
                word = []
    if word:
        yield word
