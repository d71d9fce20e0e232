"""Reads the words that bound a quantity: "at least 600", "up to 50 billion", "some 300", "50 or more"."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from generator.language import lexicons
from generator.language.model import Bound

_EXACT = Bound.EXACT
"""At hand: to look up a member of an enumeration takes ten times as long."""
_BEFORE, _AFTER, _ESTIMATE = 44, 24, 60
"""Characters looked at."""
_WORDS_BETWEEN = 5
_ARTICLES = (" the", " a", " an", " another")
"""What may stand between a bound and its number."""


def read(text: str, start: int, end: int) -> tuple[Bound, int, int]:
    """Return the bound of the quantity ``text[start:end]``, and its span with the bounding words."""
    before = _before(text[max(0, start - _BEFORE) : start])
    if before:
        words, length = before
        found = _signs("before")[words]
        return found, start if words == "within" else start - length, end
    following = text[end : end + _AFTER]
    after = _after().match(following) if _may_follow(following) else None
    if after:
        return _signs("after")[after.group(1).lower()], start, end + after.end(1)
    if _is_estimate(text, start):
        return Bound.ABOUT, start, end
    return _EXACT, start, end


def _before(window: str) -> tuple[str, int] | None:
    """Return the longest bound that ``window`` ends with, and the length of its end from there on."""
    words = window.lower()
    said = words.removesuffix(" ")
    if said[-_TELLING:] not in _last_characters() and said[-1:] not in _last_characters():
        return None
    found = _ending(said)
    # "At least another 600", "about a hundred": the article stands behind the bound, or belongs to it.
    if said.endswith(_ARTICLES):
        before = _ending(said[: said.rfind(" ")])
        if before and (found is None or before[1] < found[1]):
            found = before
    return (found[0], len(words) - found[1]) if found else None


def _ending(said: str) -> tuple[str, int] | None:
    """Return the longest bound that ``said`` ends with, and where it begins."""
    bounds = _by_last_characters()
    for bound in bounds.get(said[-_TELLING:]) or bounds.get(said[-1:], ()):
        if said.endswith(bound):
            place = len(said) - len(bound)
            if not (place and (said[place - 1].isalnum() or said[place - 1] in "-_")):
                return bound, place
    return None


_TELLING = 2
"""Characters at the end that most words do not share with a bound; a sign is one alone."""


def _may_follow(following: str) -> bool:
    """Say whether a bound can begin here."""
    return (
        following.startswith("+")
        or following.lstrip(" ").partition(" ")[0].lower().rstrip(".,;)") in _first_words()
    )


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words.partition(" ")[0] for words in _signs("after"))


@cache
def _by_last_characters() -> Mapping[str, Sequence[str]]:
    """Return the bounds that stand before a quantity by the characters they end with, the longest first."""
    bounds: dict[str, list[str]] = {}
    for words in sorted(_signs("before"), key=len, reverse=True):
        bounds.setdefault(words[-_TELLING:], []).append(words)
    return bounds


@cache
def _last_characters() -> frozenset[str]:
    """Return what bounds and the articles behind them end with."""
    return frozenset((*_by_last_characters(), *(article[-_TELLING:] for article in _ARTICLES)))


def _is_estimate(text: str, start: int) -> bool:
    """Say whether the quantity is what somebody estimates: "Boeing estimates to be worth $18 million"."""
    window = text[max(0, start - _ESTIMATE) : start]
    if not ("stimat" in window or "reckon" in window or "guess" in window):
        return False
    verbs = list(_estimating().finditer(window))
    between = window[verbs[-1].end() :] if verbs else " of "
    if between.startswith(" of "):
        return False
    return not any(sign in between for sign in ".,;:–—\n") and len(between.split()) <= _WORDS_BETWEEN


@cache
def _signs(place: str) -> dict[str, Bound]:
    listed = lexicons.load("bounds")[place]
    return {words.lower(): Bound(sign) for sign, phrases in listed.items() for words in phrases}


@cache
def _after() -> re.Pattern[str]:
    words = sorted(_signs("after"), key=len, reverse=True)
    choice = "|".join(re.escape(word) for word in words)
    return re.compile(rf" ?({choice})(?![\w-])", re.IGNORECASE)


@cache
def _estimating() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicons.load('bounds')['estimating'])})\b", re.IGNORECASE)
