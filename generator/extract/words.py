"""The words of a cell that say what it is about."""

import re

_STOP_WORDS = frozenset(
    "a an the and or but of in on at to for from by with as that which who whom whose it its he she they their his her"
    " this these those is are was were be been being has have had will would can could may might shall should must do"
    " does did not no than then so such also more most very just into over under after before during about against"
    " between up down out off there here when where while if because said says year years new".split()
)


def content_words(words: str) -> frozenset[str]:
    """Return the words that carry meaning, in lower case."""
    return frozenset(leading_words(words, 200))


def leading_words(words: str, count: int) -> tuple[str, ...]:
    """Return the first ``count`` words that carry meaning, in lower case and in order, each once."""
    found = [
        word for word in re.findall(r"[^\W_]+", words.lower()) if word not in _STOP_WORDS and len(word) > 1
    ]
    return tuple(dict.fromkeys(found))[:count]
