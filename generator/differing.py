"""Which words differ between two texts."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

MOST_WORDS = 800
"""Words in a text from which on all count as differing: comparing takes the square of the time."""
_LEAST_ALIKE = 0.25
"""The part of the words that must be alike; below it, marking single words would only confuse."""
_SPACE = "[ \\t\\r\\n]"
"""White space that a person types: other characters that divide words are no white space of ours to lose."""
_WORDS = re.compile(f"[^ \\t\\r\\n]+{_SPACE}*|{_SPACE}+")
_SPACES = re.compile(f"{_SPACE}+")


def one_line(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return _SPACES.sub(" ", text).strip(" ")


def in_words(text: str) -> list[str]:
    """Return a text cut into words, each with the white space behind it; joined they are the text."""
    return _WORDS.findall(text)


def differing(before: Sequence[str], after: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Return for each word of ``before`` and of ``after`` whether the other text lacks it at that place.

    White space around words counts for nothing.
    """
    if max(len(before), len(after)) > MOST_WORDS:
        return [True] * len(before), [True] * len(after)
    old, new = ([word.strip() for word in words] for words in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    gone, come = [True] * len(old), [True] * len(new)
    if matcher.ratio() < _LEAST_ALIKE:
        return gone, come
    for block in matcher.get_matching_blocks():
        gone[block.a : block.a + block.size] = [False] * block.size
        come[block.b : block.b + block.size] = [False] * block.size
    return gone, come
