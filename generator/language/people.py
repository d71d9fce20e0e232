"""The people of a text: their full names, and whom a bare surname means."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache

from msgspec import Struct, field

from generator.language import lexicons, name_forms

_GENERATION = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))
_DOUBLE = 2
"""Words of a double family name without a hyphen."""
_SEPARATORS = re.compile(r"[\s\u00a0-]+")


class Person(Struct):
    """Somebody named in full."""

    name: str
    """As first written."""
    words: tuple[str, ...]
    """Folded: lower case, no hyphens, no accents."""
    offices: list[int] = field(default_factory=list)
    """Where the name stands with a public office."""
    mentions: list[int] = field(default_factory=list)
    """Where the name begins, in order."""

    def last_before(self, position: int) -> int:
        """Return where the last mention before ``position`` begins."""
        return self.mentions[bisect_left(self.mentions, position) - 1]


@lru_cache(maxsize=8192)
def fold(name: str) -> tuple[str, ...]:
    """Return a name's words for comparison: "Kim Jong-un" and "KIM Jong Un" are one."""
    plain = name.replace("’", "'").lower()
    if not plain.isascii():
        plain = "".join(filter(_is_base, unicodedata.normalize("NFKD", plain)))
    return tuple(_SEPARATORS.split(plain.strip()))


def _is_base(letter: str) -> bool:
    return not unicodedata.combining(letter)


class People:
    """Everybody a text names in full: all are met first, then asked for."""

    def __init__(self) -> None:
        self._by_words: dict[tuple[str, ...], Person] = {}
        self._by_family: dict[str, list[Person]] = defaultdict(list)
        self._by_given: dict[str, list[Person]] = defaultdict(list)
        self._bearers: dict[str, list[Person]] = {}
        """By the words asked for: asked only when everybody has been met."""

    def meet(self, name: str, start: int, office: bool) -> Person:
        """Note that the full ``name`` stands at ``start``, maybe with a public office; return whose it is."""
        folded = fold(name)
        person = self._by_words.get(folded)
        particles = lexicons.words("names", "family_particles")
        if person is None and (len(folded) == _DOUBLE or folded[0] in particles):
            person = self._by_surname(folded)
        if person is None:
            person = self._enter(name, folded)
        self._by_words[folded] = person
        person.mentions.append(start)
        if office:
            person.offices.append(start)
        return person

    def _by_surname(self, folded: tuple[str, ...]) -> Person | None:
        """Return who is meant by a family name of several words, or a title: "Van der Meulen"."""
        if folded[0] == "sheikh":
            known = self._by_given.get(folded[-1], [])
            return known[0] if known and len(folded) == len(("sheikh", "salman")) else None
        known = self._by_family.get(folded[-1], [])
        return next((one for one in known if one.words[-len(folded) :] == folded), None)

    def _enter(self, name: str, folded: tuple[str, ...]) -> Person:
        words = tuple(word for word in name.replace(",", "").split() if word not in _GENERATION)
        first = name_forms.family_first(words)
        family = fold(words[0])[0] if first else " ".join(fold(words[-1]))
        person = Person(name, folded)
        self._by_family[family].append(person)
        if family.startswith(("al ", "el ")):
            self._by_family[family[3:]].append(person)
        for word in folded:
            if word != family and len(word) > 2:
                self._by_given[word].append(person)
        return person

    def knows(self, words: str) -> bool:
        """Say whether ``words`` is somebody's family name or full name."""
        folded = fold(words)
        return folded in self._by_words or " ".join(folded) in self._by_family

    def whose(self, words: str, start: int) -> Person | None:
        """Return whom the bare name at ``start`` means; None when it may mean several or nobody.

        Of several with one family name it is the only one who holds a public office among those named before;
        of several such, the one named last.
        """
        named = self._bearers.get(words)
        if named is None:
            named = self._bearers[words] = self._bearers_of(words)
        if len(named) > 1:
            return _most_prominent(named, start)
        return named[0] if named else None

    def _bearers_of(self, words: str) -> list[Person]:
        """Return whom a name may mean, wherever it stands."""
        folded = fold(words)
        if person := self._by_words.get(folded):
            return [person]
        if len(folded) > 1:
            family = self._by_family.get(" ".join(folded)) or self._by_family.get(folded[-1], [])
            return [person for person in family if set(folded) <= set(person.words)]
        return self._by_family.get(folded[0]) or self._by_given.get(folded[0], [])


_FAMILY = 20
"""Namesakes: of more than these a bare surname never means one."""


def _most_prominent(named: list[Person], start: int) -> Person | None:
    if len(named) > _FAMILY:
        return None
    before = [person for person in named if person.mentions[0] < start]
    if len(before) == 1:
        return before[0]
    holders = [person for person in before if person.offices and person.offices[0] < start]
    return max(holders, key=lambda person: person.last_before(start), default=None)
