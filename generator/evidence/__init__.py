"""Evidence: find the quoted words in an article.

An evidence cell is a W3C Web Annotation ``TextQuoteSelector``
(https://www.w3.org/TR/annotation-model/#text-quote-selector) in one line of
text: the exact words, and, where they occur twice, the words just before
and after them in braces: ``{On Monday,} he spoke{ to nobody}``.

White space runs and the glyphs of quotation marks are folded. Nothing else
is: digits, signs, comparators, negations, case and names must stand in the
article letter for letter, and never as a part of a longer word or number.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from generator.evidence.boundaries import cuts, whole_words
from generator.evidence.nearest import what_it_says
from generator.language import sentences

__all__ = ["Ambiguous", "Located", "NotFound", "Quotation", "cuts", "fold", "locate", "parse", "places"]

MOST_OCCURRENCES = 10_000
"""Places looked at: a text that repeats one word without end must not hold up the build."""

_QUOTE_GLYPHS = dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("‘’‚‛‹›ʼ＇", "'")  # noqa: RUF001 - meant
_SPACE = re.compile(r"\s+")
_CHANGED_SPACE = re.compile(r"\s(?:(?<=[ \n])\s+|(?<![ \n])\s*)")
"""White space runs that are neither a space nor a line break alone."""
_LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


class Quotation(Struct, frozen=True):
    """The words to find: a ``TextQuoteSelector``."""

    exact: str
    prefix: str = ""
    """Words that must stand just before; empty for any."""
    suffix: str = ""
    """Words that must stand just after; empty for any."""


class Located(Struct, frozen=True):
    """The one place where the words stand: ``text[start:end]``."""

    start: int
    end: int


class NotFound(Struct, frozen=True):
    """The words do not stand in the text."""

    reason: str
    """For the editor: what the article says instead."""
    cut: bool = False
    """True when the words stand there only as a part of a longer word or number."""


class Ambiguous(Struct, frozen=True):
    """The words stand in the text more than once."""

    count: int


def parse(cell: str) -> Quotation:
    """Return the selector written in an evidence cell: ``{prefix}exact{suffix}``, both braces optional."""
    words, prefix, suffix = cell.strip(), "", ""
    if words.startswith("{") and "}" in words:
        prefix, _, words = words[1:].partition("}")
    if words.endswith("}") and "{" in words:
        words, _, suffix = words[:-1].rpartition("{")
    return Quotation(words.strip(), prefix.strip(), suffix.strip())


def fold(text: str) -> str:
    """Return ``text`` with white space runs as one space and quotation marks as straight ones."""
    glyphs = _straight(text)
    # Nearly every text is plain: to Python, no space but " " is printable.
    plain = glyphs.isprintable() and "  " not in glyphs
    return (glyphs if plain else _SPACE.sub(" ", glyphs)).strip()


def _straight(text: str) -> str:
    """Return ``text`` with straight quotation marks."""
    if not text.isascii():
        for glyph, straight in _QUOTE_GLYPHS.items():  # str.translate takes a hundred times as long
            text = text.replace(glyph, straight)
    return text


def locate(text: str, quotation: Quotation) -> Located | NotFound | Ambiguous:
    """Return where ``quotation`` stands in ``text``: exactly once, in whole words, in one paragraph."""
    exact = fold(quotation.exact)
    if not exact:
        return NotFound("no words are given")
    folded = _folded(text)
    found = _surrounded(folded.text, quotation, exact)
    whole = [place for place in found if _is_whole(folded.text, place, exact)]
    if len(whole) == 1:
        return folded.located(whole[0], len(exact))
    if whole:
        return Ambiguous(len(whole))
    if found:
        longer = whole_words(folded.text, found[0], found[0] + len(exact))
        return NotFound(f"the words stand there only as a part of “{longer}”", cut=True)
    return NotFound(_reason(text, folded.text, quotation, exact))


def places(text: str, words: str) -> tuple[Located, ...]:
    """Return every place where ``words`` stand in ``text``, as ``locate`` looks for them."""
    exact, folded = fold(words), _folded(text)
    if not exact:
        return ()
    found = _occurrences(folded.text, exact)
    return tuple(folded.located(place, len(exact)) for place in found if _is_whole(folded.text, place, exact))


def _surrounded(folded: str, quotation: Quotation, exact: str) -> list[int]:
    """Return where the words stand between the quotation's prefix and suffix."""
    if not (quotation.prefix or quotation.suffix):
        return list(_occurrences(folded, exact))
    prefix, suffix = fold(quotation.prefix), fold(quotation.suffix)
    return [
        place
        for place in _occurrences(folded, exact)
        if folded.endswith(prefix, 0, _before_space(folded, place))
        and folded.startswith(suffix, _after_space(folded, place + len(exact)))
    ]


def _is_whole(folded: str, place: int, exact: str) -> bool:
    return not (cuts(folded, place) or cuts(folded, place + len(exact)))


class _Folded(Struct, frozen=True):
    """A text in which white space runs are one space, or one line break."""

    text: str
    starts: tuple[int, ...]
    """Where each stretch without a shortened white space run begins, in ``text``."""
    shifts: tuple[int, ...]
    """How much longer the original is before each stretch."""

    def original(self, position: int) -> int:
        """Return the offset in the original text of the character at ``position``."""
        return position + self.shifts[bisect_right(self.starts, position) - 1]

    def located(self, position: int, length: int) -> Located:
        """Return the span of the original text of ``length`` characters from ``position``."""
        return Located(self.original(position), self.original(position + length - 1) + 1)


# Rows cite the articles of their explainer in turn.
@lru_cache(maxsize=512)
def _folded(text: str) -> _Folded:
    pieces: list[str] = []
    starts, shifts = [0], [0]
    length = last = 0
    text = _straight(text)
    for run in _CHANGED_SPACE.finditer(text):
        pieces += (text[last : run.start()], " " if _LINE_BREAKS.isdisjoint(run.group()) else "\n")
        length += run.start() - last + 1
        last = run.end()
        starts.append(length)
        shifts.append(last - length)
    pieces.append(text[last:])
    return _Folded("".join(pieces), tuple(starts), tuple(shifts))


def _occurrences(text: str, words: str) -> Iterator[int]:
    position = text.find(words)
    for _ in range(MOST_OCCURRENCES):
        if position < 0:
            return
        yield position
        position = text.find(words, position + 1)


def _after_space(text: str, position: int) -> int:
    return position + 1 if text.startswith(" ", position) else position


def _before_space(text: str, position: int) -> int:
    return position - 1 if text.endswith(" ", 0, position) else position


def _reason(text: str, folded: str, quotation: Quotation, exact: str) -> str:
    if exact in folded:
        return "the words stand there, but not with the words in braces just before or after them"
    if exact in folded.replace("\n", " "):
        return "the words run over two paragraphs of the article"
    for sentence in sentences.split(quotation.exact):
        piece = fold(quotation.exact[sentence.start : sentence.end])
        if piece not in folded:
            return what_it_says([fold(text[one.start : one.end]) for one in sentences.split(text)], piece)
    return "its sentences do not follow each other in the article"
