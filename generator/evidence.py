"""Evidence: find the quoted words in an article.

An evidence cell is a W3C Web Annotation ``TextQuoteSelector``
(https://www.w3.org/TR/annotation-model/#text-quote-selector) in one line of
text: the exact words, and, where they occur twice, the words just before
and after them in braces: ``{On Monday,} he spoke{ to nobody}``.

White space runs and the glyphs of quotation marks are folded. Nothing else
is: digits, signs, comparators, negations, case and names must stand in the
article letter for letter, and never as a part of a longer word or number.
"""

import difflib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.language import sentences

MOST_OCCURRENCES = 10_000
"""Places looked at: a text that repeats one word without end must not hold up the build."""

LONGEST_COMPARISON = 200
"""Words of a sentence that are compared to say where an evidence differs."""

_QUOTE_GLYPHS = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("‘’‚‛‹›ʼ＇", "'"))  # noqa: RUF001 - meant
_SPACE = re.compile(r"\s+")
_LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_HYPHENS = "-‐‑\u00ad"  # noqa: RUF001 - meant
_NUMBER_JOINERS = ".,:/'–−·٫٬\u00ad\u200b\u200c\u200d\u2060\ufeff"  # noqa: RUF001 - meant
_COMPARATORS = "≥≤<>=≠≈~±⩾⩽∼"  # noqa: RUF001 - meant
_SIGNS = "+-−–‐‑#№"  # noqa: RUF001 - meant
_AFTER_NUMBER = "%‰‱°+"
_PUNCTUATION = ".,;:!?\"'()[]"
_JOINED_FORMATS = "\u200c\u200d\u2060"


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words to find: a ``TextQuoteSelector``."""

    exact: str
    prefix: str = ""
    """Words that must stand just before; empty for any."""
    suffix: str = ""
    """Words that must stand just after; empty for any."""


@dataclass(frozen=True, slots=True)
class Located:
    """The one place where the words stand: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NotFound:
    """The words do not stand in the text."""

    reason: str
    """For the editor: what the article says instead."""
    cut: bool = False
    """True when the words stand there only as a part of a longer word or number."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
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
    return _SPACE.sub(" ", text.translate(_QUOTE_GLYPHS)).strip()


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
        longer = _whole_words(folded.text, found[0], found[0] + len(exact))
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
    prefix, suffix = fold(quotation.prefix), fold(quotation.suffix)
    return [
        place
        for place in _occurrences(folded, exact)
        if folded.endswith(prefix, 0, _before_space(folded, place))
        and folded.startswith(suffix, _after_space(folded, place + len(exact)))
    ]


def _is_whole(folded: str, place: int, exact: str) -> bool:
    return not (cuts(folded, place) or cuts(folded, place + len(exact)))


def cuts(text: str, position: int) -> bool:
    """Return whether ``position`` lies inside a word or a number of ``text``.

    A sign, comparator or currency before a number and a percent sign after it
    belong to the number; hyphens and apostrophes belong to the word.
    """
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if _is_word(before) and _is_word(after):
        return True
    if _joins(text, position) or _joins(text, position - 1):
        return True
    return _splits_number(text, position)


@dataclass(frozen=True, slots=True)
class _Folded:
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


@lru_cache(maxsize=32)
def _folded(text: str) -> _Folded:
    pieces: list[str] = []
    starts, shifts = [0], [0]
    length = last = 0
    text = text.translate(_QUOTE_GLYPHS)
    for run in _SPACE.finditer(text):
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


def _is_word(character: str) -> bool:
    return (
        character.isalnum()
        or character == "_"
        or character in _JOINED_FORMATS
        or unicodedata.category(character)[0] == "M"
    )


def _joins(text: str, position: int) -> bool:
    """Say whether the character at ``position`` holds the words on both sides of it together."""
    if not 0 < position < len(text) - 1:
        return False
    before, character, after = text[position - 1], text[position], text[position + 1]
    if not (_is_word(before) and _is_word(after)):
        return False
    if character in _HYPHENS or character in "&@_":
        return True
    if before.isdigit() and after.isdigit():
        return character in _NUMBER_JOINERS
    if character == "'":
        return True
    return character == "." and not (position > 1 and _is_word(text[position - 2]))


def _splits_number(text: str, position: int) -> bool:
    """Say whether a sign, a percent sign or the other half of a number stands across ``position``."""
    left = text[max(0, position - 4) : position].rstrip(" ")
    right = text[position : position + 4].lstrip(" ")
    if not left or not right:
        return False
    apart = text[position - 1] == " " or text[position] == " "
    before, after = left[-1], right[0]
    currency_after = unicodedata.category(after) == "Sc"
    if after.isdigit() or currency_after:
        if before in _COMPARATORS:
            return True
        if not apart and (before in _SIGNS or unicodedata.category(before) == "Sc"):
            return True
    if before.isdigit():
        return after in _AFTER_NUMBER or (apart and after.isdigit())
    return unicodedata.category(before) == "Sc" and after.isdigit()


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and cuts(text, start):
        start -= 1
    while end < len(text) and cuts(text, end):
        end += 1
    return text[start:end].strip()


def _reason(text: str, folded: str, quotation: Quotation, exact: str) -> str:
    if exact in folded:
        return "the words stand there, but not with the words in braces just before or after them"
    if exact in folded.replace("\n", " "):
        return "the words run over two paragraphs of the article"
    for sentence in sentences.split(quotation.exact):
        piece = fold(quotation.exact[sentence.start : sentence.end])
        if piece not in folded:
            return _nearest(text, piece)
    return "its sentences do not follow each other in the article"


def _nearest(text: str, words: str) -> str:
    """Say which sentence of the article comes nearest, and where it differs first."""
    wanted = words.split()[:LONGEST_COMPARISON]
    count = Counter(wanted)
    best: tuple[float, str, difflib.SequenceMatcher[str] | None] = (0.0, "", None)
    candidates = [fold(text[one.start : one.end]) for one in sentences.split(text)]
    candidates.sort(key=lambda one: -sum((Counter(one.split()) & count).values()))
    for candidate in candidates[:3]:
        said = candidate.split()[:LONGEST_COMPARISON]
        matcher = difflib.SequenceMatcher(None, _bare(wanted), _bare(said), autojunk=False)
        common = sum(block.size for block in matcher.get_matching_blocks())
        if common > best[0]:
            best = (common, candidate, matcher)
    score, sentence, nearest = best
    if nearest is None or score * 2 < len(wanted):
        return "no sentence of the article comes near to them"
    return f"the article says “{sentence}”: {_difference(nearest, wanted, sentence.split())}"


def _bare(words: list[str]) -> list[str]:
    """Return words without the punctuation at their ends, where they hold more than punctuation."""
    return [word.strip(_PUNCTUATION) or word for word in words]


def _difference(matcher: difflib.SequenceMatcher[str], wanted: list[str], said: list[str]) -> str:
    for tag, first, last, said_first, said_last in matcher.get_opcodes():
        outside = tag == "insert" and (first == 0 or first == len(wanted))
        if tag == "equal" or outside:
            continue
        if first == 0 and tag == "replace":
            said_first = max(said_first, said_last - (last - first))
        if last == len(wanted) and tag == "replace":
            said_last = min(said_last, said_first + (last - first))
        if tag == "delete":
            return f"the words differ at “{' '.join(wanted[first:last])}”, which is not there"
        there = " ".join(said[said_first:said_last])
        if tag == "insert":
            return f"the words differ at “{there}”, which is left out"
        return f"the words differ at “{there}”, where the row has “{' '.join(wanted[first:last])}”"
    return "the words differ in punctuation"
