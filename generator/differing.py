"""Which words differ between two texts, plain or in HTML."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

MOST_WORDS = 800
"""Words in a text from which on all count as differing: comparing takes the square of the time."""
_LEAST_ALIKE = 0.25
"""The part of the words that must be alike; below it, marking single words would only confuse."""
_SPACE = "[ \\t\\r\\n]"
"""White space that a person types: other characters that divide words are no white space of ours to lose."""
_WORDS = re.compile(f"[^ \\t\\r\\n]+{_SPACE}*|{_SPACE}+")
_TAG = re.compile("(<[^>]*>)")
_UNREAD = " data-search-exclude"
"""The attribute of elements whose words no search finds: drawings, and what only screen readers say."""
_VALUE = re.compile('"[^"]*"')
_SENTENCES = re.compile(rf"[^.!?]*(?:[.!?]+[”’\")]*{_SPACE}*|$)")
_SPACES = re.compile(f"{_SPACE}+")


def one_line(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return _SPACES.sub(" ", text).strip(" ")


def in_words(text: str) -> list[str]:
    """Return a text cut into words, each with the white space behind it; joined they are the text."""
    return _WORDS.findall(text)


def in_sentences(text: str) -> list[str]:
    """Return a text cut behind full stops, roughly; joined the parts are the text."""
    return [part for part in _SENTENCES.findall(text) if part]


def differing(before: Sequence[str], after: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Return for each word of ``before`` and of ``after`` whether the other text lacks it at that place.

    White space around words counts for nothing. A single word that is the same amid others that differ is
    marked with them: "of" between two new names helps nobody.
    """
    old, new = ([word.strip() for word in words] for words in (before, after))
    gone, come = [True] * len(old), [True] * len(new)
    for own, other, size in _alike(old, new):
        gone[own : own + size] = [False] * size
        come[other : other + size] = [False] * size
    return gone, come


def _alike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches that are the same: where they begin in each text, and how many words they have."""
    most = min(len(old), len(new))
    first = next((place for place in range(most) if old[place] != new[place]), most)
    last = next((back for back in range(most - first) if old[-1 - back] != new[-1 - back]), most - first)
    yield 0, 0, first
    yield len(old) - last, len(new) - last, last
    left, right = old[first : len(old) - last], new[first : len(new) - last]
    if max(len(left), len(right)) > MOST_WORDS:
        return
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if first + last == 0 and matcher.ratio() < _LEAST_ALIKE:
        return
    for block in matcher.get_matching_blocks():
        # What is the same up to the ends of the texts was yielded: these words stand amid others that differ.
        if block.size > 1 or (block.size and not left[block.a]):
            yield first + block.a, first + block.b, block.size


def unlike(before: Sequence[bool], after: Sequence[bool]) -> list[tuple[slice, slice]]:
    """Return the parts of two texts that differ, by the marks that ``differing`` returned.

    What is not marked stands in both texts in one order.
    """
    parts: list[tuple[slice, slice]] = []
    place = other = 0
    while place < len(before) or other < len(after):
        start, begin = place, other
        while place < len(before) and before[place]:
            place += 1
        while other < len(after) and after[other]:
            other += 1
        if (place, other) == (start, begin):
            place, other = place + 1, other + 1
        else:
            parts.append((slice(start, place), slice(begin, other)))
    return parts


def marked_html(html: str, other: str, element: str) -> str:
    """Return HTML with the words in an ``element`` that ``other`` lacks at that place.

    Both are well formed, with each ``>`` outside tags escaped. Tags count for nothing.
    """
    own, theirs = list(_text_words(html)), list(_text_words(other))
    lacking, _ = differing([word for _, word in own], [word for _, word in theirs])
    pieces = _TAG.split(html)
    marked: dict[int, str] = {}
    for (place, changed), run in groupby(zip(own, lacking, strict=True), key=lambda one: (one[0][0], one[1])):
        words = "".join(word for (_, word), _ in run)
        told = words.rstrip()
        marks = f"<{element}>{told}</{element}>{words[len(told) :]}"
        marked[place] = marked.get(place, "") + (marks if changed and told else words)
    return "".join(marked.get(place, piece) for place, piece in enumerate(pieces))


def _text_words(html: str) -> Iterator[tuple[int, str]]:
    """Yield each word that is read, with the place of its text among the pieces between tags."""
    unread = ""
    for place, piece in enumerate(_TAG.split(html)):
        if piece.startswith("<"):
            if not unread and _UNREAD in _VALUE.sub("", piece):
                unread = piece[1:].split(" ", 1)[0]
            elif piece == f"</{unread}>":
                unread = ""
        elif piece.strip() and not unread:
            yield from ((place, word) for word in in_words(piece))


def without_own_links(html: str) -> str:
    """Return HTML without the links that lead into the site itself, their words kept."""
    kept: list[str] = []
    inside = False
    for piece in _TAG.split(html):
        if piece.startswith("<a ") and 'href="http' not in piece:
            inside = True
        elif piece == "</a>" and inside:
            inside = False
        else:
            kept.append(piece)
    return "".join(kept)
