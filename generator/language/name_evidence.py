"""Weighs what stands around a capitalised word whose form does not say what it names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from generator.language import lexicons, roles
from generator.language.name_lexicon import load
from generator.language.name_runs import Piece
from generator.language.phrases import alternation

_PERSONAL = re.compile(
    r",? who(?:se)?\b|, (?:aged |now )?\d{1,2}[,)]|, (?:born|himself|herself)\b"
    r"| \((?:born|aged|D-|R-|\d{4}[–-])"
)
_BESIDE = re.compile(r"(?:\b(?P<what>[a-z]+s) )?\b(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}),? and \Z")
"""Somebody who is named side by side: "senators Anna Berg and X Y"."""
_OWN = re.compile(r" (?!and\b)(?:\w+ )?\w+ (?:his|her|himself|herself)\b")
"""What somebody does with what is theirs: "held her nerve"."""
_APPOSED = re.compile(
    r", (?:the |a |an |which |whose )(?P<words>(?:[\w’'.-]+ ){0,6}?[\w’'.-]+)"
    r"(?=[,.;:]| (?:of|in|for|that|which|and|with|on)\b)"
)
_HOME_OF = re.compile(r"\b[A-Z][\w’'-]+ (?:of|from) $")
"""Somebody's name in front of where they are from: "Lord Hodgkin of Bath"."""
_HOME_FROM = re.compile(r"\b([a-z-]+) from $")
"""What somebody is in front of where they are from: "a farmer from X"."""
_OFFICE_OF = re.compile(r"\b([a-z]+) of [^,;.:]{3,60}, $")
"""An office of a body in front of who holds it: "the president of the union, X Y"."""
_PREVIOUS = re.compile(r"[\w’'.-]++\Z")
_Sign = tuple[str, int]
"""What a name is, and how strongly something says so."""
_PREPOSITIONS = frozenset(("of", "for", "at", "with", "from", "by", "on"))


@cache
def _acting() -> re.Pattern[str]:
    verbs = alternation(lexicons.load("names")["personal_verbs"])
    return re.compile(rf" (?:(?:also|later|then|has|had|today|yesterday|on [A-Z][a-z]+day) )?(?:{verbs})\b")


@cache
def _strictly() -> re.Pattern[str]:
    verbs = alternation(lexicons.load("names")["strictly_personal"])
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
        tally = scores[piece.words]
        for label, weight in _signs(text, piece, alone):
            tally[label] += weight
        if " " in piece.words and text.endswith(" and ", 0, piece.start) and _is_beside(text, piece, known):
            tally["PERSON"] += 2
    return {words: max(tally, key=tally.__getitem__) for words, tally in scores.items() if tally}


def _is_beside(text: str, piece: Piece, known: Mapping[str, str]) -> bool:
    """Tell who is named with somebody ("Anna Berg and X Y"), or among several ("senators W Z and X Y")."""
    beside = _BESIDE.search(text, max(0, piece.start - 60), piece.start)
    if beside is None:
        return False
    several = beside["name"].split()[0] if beside["what"] is None else beside["what"]
    return known.get(beside["name"]) == "PERSON" or (several.endswith("s") and bool(roles.kind(several)))


def acts(text: str, piece: Piece) -> bool:
    """Say whether the name is used as a person's: a role before it, a verb of saying after it."""
    return piece.role or bool(_acting().match(text, piece.end))


def _signs(text: str, piece: Piece, alone: set[str]) -> list[_Sign]:
    """Return what one mention and the words around it say it is, and how strongly."""
    start, end, words = piece.start, piece.end, piece.words
    several = " " in words
    signs: list[_Sign | None] = [("PERSON", 6) if piece.role else None]
    word, comma = _word_before(text, start)
    if word:
        signs.append(_sign_before(word, comma, several))
    if comma and several and (office := _OFFICE_OF.search(text, max(0, start - 80), start)):
        signs.append(("PERSON", 4) if roles.kind(office[1]) else None)
    if (
        word == "from"
        and (home := _HOME_FROM.search(text, max(0, start - 40), start))
        and roles.kind(home[1])
    ):
        signs.append(("PLACE", 4))
    if word == "of" and _place_of().search(text, max(0, start - 20), start):
        signs.append(("PLACE", 4))
    depends = word in _PREPOSITIONS
    signs += _signs_after(text, start, end, several and not depends, words.isupper())
    if several:
        signs.append(_sign_within(words, alone))
    return [sign for sign in signs if sign]


def _word_before(text: str, start: int) -> tuple[str, bool]:
    """Return the word before a name, and whether a comma stands between; "" when no word does."""
    before = text[max(0, start - 25) : start]
    if not before.endswith(" "):
        return "", False
    words = before[:-1].removesuffix(",")
    last = words[words.rfind(" ") + 1 :]
    if not last.isalpha():
        found = _PREVIOUS.search(last)
        last = found.group() if found else ""
    return last, bool(last) and len(words) + 1 < len(before)


def _sign_within(words: str, alone: set[str]) -> _Sign | None:
    """Return what the words themselves say: people go by their last word, organisations by their first."""
    parts = words.split()
    if 2 <= len(parts) <= 3 and not parts[-1].isupper():
        if parts[-1] in alone and parts[0] not in alone:
            return "PERSON", 2
        if parts[0] in alone:
            return "ORG", 2
    return None


@lru_cache(maxsize=8192)
def _sign_before(word: str, comma: bool, several: bool) -> _Sign | None:
    """Return what the word before the name says."""
    lexicon = load()
    lower = word.lower()
    kind = roles.kind(lower)
    if lower in lexicon.organisation_nouns:
        return "ORG", 4
    if lower in lexicon.vessels:
        return "OTHER", 6
    if kind and not comma and (several or kind in ("office", "courtesy", "family")):
        return "PERSON", 5
    if kind and comma and kind != "courtesy" and several:
        return "PERSON", 3
    if lower in lexicon.place_nouns:
        return "PLACE", 2
    if lower in ("in", "near", "around", "outside", "across", "throughout"):
        return "PLACE", 2 if lower == "in" else 3
    if lower in ("said", "added", "explained") and several:
        return "PERSON", 3
    return ("ORG", 2) if lower in ("the", "between") else None


def _signs_after(text: str, start: int, end: int, several: bool, acronym: bool) -> Iterable[_Sign | None]:
    """Yield what the words after the name say."""
    if acronym:
        yield "ORG", 4
    named = several and text[start:end].rpartition(" ")[2].lower() not in load().function_words
    if named and not acronym and _acting().match(text, end):
        yield "PERSON", 3
    if several and _OWN.match(text, end):
        yield "PERSON", 2
    if _PERSONAL.match(text, end) or (not acronym and _strictly().match(text, end)):
        yield "PERSON", 3
    if text.startswith("-based", end):
        yield "PLACE", 5
    if text.startswith(", ", end):
        home = not several and _HOME_OF.search(text, max(0, start - 40), start)
        yield None if home else _sign_apposed(text, end)


def _sign_apposed(text: str, end: int) -> _Sign | None:
    if roles.following(text, end):
        return "PERSON", 4
    apposed = _APPOSED.match(text, end)
    last = apposed["words"].split()[-1].lower() if apposed else ""
    if last in load().organisation_nouns:
        return "ORG", 4
    return ("PLACE", 3) if last in load().place_nouns else None
