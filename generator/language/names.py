"""Finds proper names: people with their roles and countries, organisations and places.

The rules go from sure to unsure: what the form of a name says (``name_forms``), what stands around it
(``name_evidence``), what the rest of the text says of the same words. A bare surname is a person's only when
the text names that person in full or gives a role before it.
"""

import re
from bisect import bisect_right
from functools import cache

from generator.language import name_evidence, roles
from generator.language.memory import by_text
from generator.language.model import NameMention
from generator.language.name_lexicon import load
from generator.language.name_runs import Piece, pieces
from generator.language.naming import NAMES, Naming
from generator.language.people import People

_NEVER_NAMES = ("DEMONYM", "OTHER")


@by_text
def find(text: str) -> tuple[NameMention, ...]:
    """Return the names of ``text``, in order; they do not overlap."""
    found = [piece for piece in pieces(text) if piece.label not in _NEVER_NAMES]
    titles = _titles(text)
    body = [piece for piece in found if not titles.holds(piece.start)] if titles.some else found
    labels = _labels(text, body)
    named = Naming(text, _people(text, body, labels), labels)
    mentions = [named.mention(piece, titles.some and titles.holds(piece.start)) for piece in found]
    return tuple(filter(None, mentions))


class _Spans:
    """Where the headings in title case stand."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.some = bool(spans)
        """True when there is one."""
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def holds(self, position: int) -> bool:
        """Say whether a heading in title case holds ``position``."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


_LONGEST_HEADING = 120
_CLOSING = (".", "!", "?", "…", ":", ";", ",", "”", '"', "’", "'", ")")
_LONG_WORD = re.compile(r"\b[^\W\d_]{4,}")


def _titles(text: str) -> _Spans:
    """Return the headings whose every long word is capitalised: there a capital says nothing."""
    spans = []
    start = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST_HEADING and not line.rstrip().endswith(_CLOSING):
            words = _LONG_WORD.findall(line)
            if len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.75 * len(words):
                spans.append((start, start + len(line)))
        start += len(line) + 1
    return _Spans(spans)


_COURTESIES = ("Dr. ", "Dr ", "Mr. ", "Mr ", "Mrs. ", "Mrs ", "Ms. ", "Ms ", "Prof. ")
"""In front of a name these say that it is somebody's, whatever its form."""


_SEATED = ("based in ", "born in ", "headquartered in ", "incorporated in ", "located in ")
"""In front of a name these say that it is a place's, however much it looks like somebody's."""


_EMPLOYED = tuple(f"{role} at " for role in ("analyst", "economist", "manager", "partner", "strategist"))
"""In front of a name these say that it is a firm's."""


def _beside(text: str, piece: Piece) -> str:
    """Return what a name is that looks like somebody's, by the words before it."""
    if text.endswith(_SEATED, 0, piece.start):
        return "PLACE"
    if text.endswith(_vessels(), 0, piece.start):
        return "OTHER"
    return "ORG" if text.endswith(_EMPLOYED, 0, piece.start) else "PERSON"


@cache
def _vessels() -> tuple[str, ...]:
    """Return what stands in front of the name of a ship or a horse that looks like somebody's."""
    return ("aboard the ", *(f" {noun} " for noun in load().vessels))


def _labels(text: str, found: list[Piece]) -> dict[str, str]:
    """Return what each string names, wherever it stands in the text."""
    labels: dict[str, str] = {}
    for piece in found:
        if text.endswith(_COURTESIES, 0, piece.start) and piece.label in NAMES:
            labels[piece.words] = "PERSON"
        elif piece.label == "PERSON":
            beside = _beside(text, piece)
            if beside != "PERSON" or piece.words not in labels:
                labels[piece.words] = beside
        elif piece.label in NAMES:
            labels[piece.words] = piece.label
    unknown = [piece for piece in found if piece.label == "UNKNOWN"]
    weighed = name_evidence.weigh(text, unknown, labels)
    inner = {piece.words for piece in unknown if not piece.initial}
    # What stands around a name inside a sentence decides before the common word that it may be.
    written = _written(text, {one.words for one in unknown if (one.words in inner) != (one.words in weighed)})
    for piece in unknown:
        words = piece.words
        if words in labels:
            continue
        common = words.lower() in written
        if words in inner or " " in words or (words in weighed and not common):
            labels[words] = weighed.get(words) or ("OTHER" if common else "ORG")
    return labels


_FEW = 20
"""Words: so few are looked for one by one, which is faster where none is found, as mostly."""


def _written(text: str, found: set[str]) -> set[str]:
    """Return which of the words stand in the text in lower case too, as common words do."""
    lower = {words.lower() for words in found if " " not in words}
    if len(lower) <= _FEW:
        lower = {word for word in lower if word in text}
        if not lower:
            return lower
    marked = {word + mark: word for word in lower for mark in ("", ",", ".")}
    return {marked[word] for word in marked.keys() & text.split()}


def _people(text: str, found: list[Piece], labels: dict[str, str]) -> People:
    people = People()
    for piece in found:
        if " " in piece.words and labels.get(piece.words) == "PERSON":
            role = roles.ending_at(text, piece.start - 1, max(0, piece.start - 60)) if piece.start else None
            people.meet(piece.words, piece.start, bool(role and role.kind == "office"))
    return people
