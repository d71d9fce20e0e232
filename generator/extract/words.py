"""The words of a cell that say what it is about."""

import re

from generator.extract import lexicon

_STOP_WORDS = lexicon.words("grammar", "empty")


def content_words(words: str) -> frozenset[str]:
    """Return the words that carry meaning, in lower case."""
    return frozenset(leading_words(words, 200))


def leading_words(words: str, count: int) -> tuple[str, ...]:
    """Return the first ``count`` words that carry meaning, in lower case and in order, each once."""
    found = [
        word for word in re.findall(r"[^\W_]+", words.lower()) if word not in _STOP_WORDS and len(word) > 1
    ]
    return tuple(dict.fromkeys(found))[:count]
