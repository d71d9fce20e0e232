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
_SPACES = re.compile(f"{_SPACE}+")


def one_line(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return _SPACES.sub(" ", text).strip(" ")


def in_words(text: str) -> list[str]:
    """Return a text cut into words, each with the white space behind it; joined they are the text."""
    return _WORDS.findall(text)


def differing(before: Sequence[str], after: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Return for each word of ``before`` and of ``after`` whether the other text lacks it at that place.

    White space around words counts for nothing. A single word that is the same amid others that differ is
    marked with them: "of" between two new names helps nobody.
    """
    if max(len(before), len(after)) > MOST_WORDS:
        return [True] * len(before), [True] * len(after)
    old, new = ([word.strip() for word in words] for words in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    gone, come = [True] * len(old), [True] * len(new)
    if matcher.ratio() < _LEAST_ALIKE:
        return gone, come
    for block in matcher.get_matching_blocks():
        inside = 0 < block.a < len(old) - 1 and 0 < block.b < len(new) - 1
        if block.size == 1 and inside and old[block.a]:
            continue
        gone[block.a : block.a + block.size] = [False] * block.size
        come[block.b : block.b + block.size] = [False] * block.size
    return gone, come


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
