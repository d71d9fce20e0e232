"""Weighs what stands around a capitalised word whose form does not say what it names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from generator.language import lexicons, roles
from generator.language.name_lexicon import load
from generator.language.name_runs import Piece
from generator.language.phrases import alternation

_PERSONAL = re.compile(
    r",? who(?:se)?\b|, (?:aged )?\d{1,2}[,)]|, (?:born|himself|herself)\b| \((?:born|aged|D-|R-|\d{4}[–-])"
)
_APPOSED = re.compile(
    r", (?:the |a |an |which |whose )(?P<words>(?:[\w’'.-]+ ){0,6}?[\w’'.-]+)"
    r"(?=[,.;:]| (?:of|in|for|that|which|and|with|on)\b)"
)
_PREVIOUS = re.compile(r"([\w’'.-]++),? $")
_PREPOSITIONS = frozenset(("of", "for", "at", "with", "from", "by", "on"))


@cache
def _acting() -> re.Pattern[str]:
    verbs = alternation(lexicons.load("names")["personal_verbs"])
    return re.compile(rf" (?:also |later |then |has |had )?(?:{verbs})\b")


@cache
def _place_of() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(load().place_nouns)}) of (?:the )?$")


def weigh(text: str, candidates: Iterable[Piece], known: Mapping[str, str]) -> dict[str, str]:
    """Return what each unknown word names here (``PERSON``, ``ORG``, ``PLACE``), where it can be told.

    ``known`` are the names whose form is sure: the first word of an organisation's name is its short form.
    """
    scores: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for words, label in known.items():
        if label == "ORG" and " " in words:
            scores[words.partition(" ")[0]]["ORG"] += 4
    found = tuple(candidates)
    alone = {piece.words for piece in found if " " not in piece.words}
    for piece in found:
        for label, weight in (*_signs(text, piece), *_signs_within(piece.words, alone)):
            scores[piece.words][label] += weight
    return {words: max(tally, key=lambda label: tally[label]) for words, tally in scores.items()}


def acts(text: str, piece: Piece) -> bool:
    """Say whether the name is used as a person's: a role before it, a verb of saying after it."""
    return piece.role or bool(_acting().match(text, piece.end))


def _signs(text: str, piece: Piece) -> Iterable[tuple[str, int]]:
    """Yield what the words around one mention say it is, and how strongly."""
    several = " " in piece.words
    if piece.role:
        yield "PERSON", 6
    previous = _PREVIOUS.search(text, max(0, piece.start - 25), piece.start)
    depends = False
    if previous:
        yield from _signs_before(previous[1], text[piece.start - 2] == ",", several)
        depends = previous[1] in _PREPOSITIONS
        if previous[1] == "of" and _place_of().search(text, max(0, piece.start - 20), piece.start):
            yield "PLACE", 4
    yield from _signs_after(text, piece.end, several and not depends, piece.words.isupper())


def _signs_within(words: str, alone: set[str]) -> Iterable[tuple[str, int]]:
    """Yield what the words themselves say: people go by their last word, organisations by their first."""
    parts = words.split()
    if 2 <= len(parts) <= 3 and not parts[-1].isupper():
        if parts[-1] in alone and parts[0] not in alone:
            yield "PERSON", 2
        elif parts[0] in alone:
            yield "ORG", 2


def _signs_before(word: str, comma: bool, several: bool) -> Iterable[tuple[str, int]]:
    lexicon = load()
    lower = word.lower()
    kind = roles.kind(lower)
    if lower in lexicon.organisation_nouns:
        yield "ORG", 4
    elif kind and not comma and (several or kind in ("office", "courtesy", "family")):
        yield "PERSON", 5
    elif kind and comma and kind != "courtesy" and several:
        yield "PERSON", 3
    elif lower in lexicon.place_nouns:
        yield "PLACE", 2
    elif lower in ("in", "near", "around", "outside", "across", "throughout"):
        yield "PLACE", 2 if lower == "in" else 3
    elif lower in ("the", "between"):
        yield "ORG", 2


def _signs_after(text: str, end: int, several: bool, acronym: bool) -> Iterable[tuple[str, int]]:
    if acronym:
        yield "ORG", 4
    if several and not acronym and _acting().match(text, end):
        yield "PERSON", 3
    if _PERSONAL.match(text, end):
        yield "PERSON", 3
    if text.startswith("-based", end):
        yield "PLACE", 5
    if text.startswith(", ", end):
        yield from _signs_apposed(text, end)


def _signs_apposed(text: str, end: int) -> Iterable[tuple[str, int]]:
    if roles.following(text, end):
        yield "PERSON", 4
        return
    apposed = _APPOSED.match(text, end)
    if apposed:
        last = apposed["words"].split()[-1].lower()
        if last in load().organisation_nouns:
            yield "ORG", 4
        elif last in load().place_nouns:
            yield "PLACE", 3
