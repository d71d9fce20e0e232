"""Where reports come from: copies of one story are many articles and one origin.

Two articles have one origin when

* their ``wire`` cells are the same. The cell names the agency's story
  ("Reuters: Xi hosts Putin"), so two stories by one agency stay two origins;
  a cell that names the agency only ("Reuters") makes all articles that carry it
  one origin, because counting too few independent sources is safe and counting
  too many is not. Case, spacing and punctuation make no difference; or
* their texts are near-identical, whatever the front matter says.

Both hold in chains: when A copies B and B copies C, all three are one origin.

Texts are compared by their sets of word 5-shingles (A. Broder, "On the
resemblance and containment of documents", 1997), case and punctuation folded.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import Generic, TypeVar

from generator.model import Article

SHINGLE_WORDS = 5
NEAR_IDENTICAL = 0.8
"""From this similarity on, two texts are copies of one story."""
CONTAINMENT_SHINGLES = 40
"""A text shorter than this is no cut-down copy of a longer one: a sentence or two can agree by chance."""

_EXPLAINERS = 1024
"""Whose articles' origins are kept at hand."""
_WORD = re.compile(r"\w+")

Thing = TypeVar("Thing", int, str)


class Joined(Generic[Thing]):
    """Disjoint sets of numbers or names; the top of a set is its lowest."""

    def __init__(self) -> None:
        """Begin with each alone."""
        self._above: dict[Thing, Thing] = {}

    def top(self, one: Thing) -> Thing:
        """Return the lowest of the set."""
        above = self._above
        while (higher := above.get(one, one)) != one:
            above[one] = above.get(higher, higher)
            one = higher
        return one

    def join(self, one: Thing, other: Thing) -> None:
        """Make one set of two."""
        low, high = sorted((self.top(one), self.top(other)))
        if low != high:
            self._above[high] = low


def group(articles: Sequence[Article]) -> Mapping[str, str]:
    """Return the origin of each article: article slug → origin id, in the order given.

    The id is ``wire:`` and the folded ``wire`` cell, or the alphabetically first article
    slug of the group when no article of it names a wire. It does not depend on the order given.
    """
    return _grouped(tuple(articles))


# The facts and the pages of an explainer both ask.
@lru_cache(maxsize=_EXPLAINERS)
def _grouped(articles: tuple[Article, ...]) -> Mapping[str, str]:
    groups = together({article.slug: article.wire for article in articles}, _copies(articles))
    wires: dict[str, str] = {}
    for article in articles:
        if key := wire_key(article.wire):
            top = groups.top(article.slug)
            wires[top] = min(key, wires.get(top, key))
    tops = {article.slug: groups.top(article.slug) for article in articles}
    return {slug: f"wire:{wires[top]}" if top in wires else top for slug, top in tops.items()}


def together(wires: Mapping[str, str], copies: Iterable[tuple[str, str]]) -> Joined[str]:
    """Return articles as sets of one origin each: the same wire, or a text copied from another.

    ``wires`` has the ``wire`` cell of each article by its name, ``copies`` pairs of names.
    """
    groups = Joined[str]()
    first_with: dict[str, str] = {}
    for name, wire in wires.items():
        if key := wire_key(wire):
            groups.join(name, first_with.setdefault(key, name))
    for one, other in copies:
        groups.join(one, other)
    return groups


def similarity(a: str, b: str) -> float:
    """Return how alike two texts are, from 0 (no five words in a row in common) to 1.

    This is the Jaccard resemblance of their shingles or, where the shorter text is long
    enough to judge, the share of its shingles found in the longer one, whichever is larger.
    """
    of_a, of_b = shingles(a), shingles(b)
    return _likeness(len(of_a), len(of_b), len(of_a & of_b))


def shingles(text: str) -> set[str]:
    """Return the runs of five words in a text, case and punctuation folded; of a shorter text, itself."""
    words = _words(text)
    if not words:
        return set()
    last = max(len(words) - SHINGLE_WORDS, 0)
    return {" ".join(words[start : start + SHINGLE_WORDS]) for start in range(last + 1)}


def wire_key(cell: str) -> str:
    """Return a ``wire`` cell folded to words joined by hyphens; "" for a cell without words."""
    return "-".join(_words(cell))


class Texts:
    """Texts by name, which tells of each new one which earlier ones it copies."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._sizes: list[int] = []
        self._holders: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, name: str, text: str) -> Mapping[str, float]:
        """Keep ``text`` and return the names of earlier near-identical texts with their similarity."""
        own = shingles(text)
        copies = self._like(own)
        for shingle in own:
            self._holders[shingle].append(len(self._names))
        self._names.append(name)
        self._sizes.append(len(own))
        return copies

    def like(self, text: str) -> Mapping[str, float]:
        """Return the names of the texts near-identical to ``text`` with their similarity, oldest first."""
        return self._like(shingles(text))

    def _like(self, own: Set[str]) -> Mapping[str, float]:
        shared = Counter(chain.from_iterable(map(self._holders.__getitem__, own & self._holders.keys())))
        likeness = {
            place: _likeness(self._sizes[place], len(own), common) for place, common in shared.items()
        }
        return {
            self._names[place]: likeness[place]
            for place in sorted(likeness)
            if likeness[place] >= NEAR_IDENTICAL
        }


def _copies(articles: Sequence[Article]) -> list[tuple[str, str]]:
    """Return the pairs of slugs whose texts are near-identical."""
    texts = Texts()
    return [(copied, one.slug) for one in articles for copied in texts.add(one.slug, one.text)]


def _likeness(size_a: int, size_b: int, common: int) -> float:
    if not common:
        return 0.0
    shorter = min(size_a, size_b)
    if shorter >= CONTAINMENT_SHINGLES:
        return common / shorter
    return common / (size_a + size_b - common)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
