"""Finds countries named outright, by their people or by the capital that stands for a government."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from generator.language import lexicons, name_patterns
from generator.language.memory import by_text
from generator.language.model import CountryMention
from generator.language.phrases import alternation, read_csv

_APOSTROPHE = str.maketrans("’", "'")


class _Lexicon(Struct, frozen=True):
    codes: dict[str, str]
    """Name, demonym, alpha-2 or alpha-3 in upper case, to alpha-2."""
    capitals: dict[str, str]
    """Capital in upper case, to alpha-2."""
    forms: dict[str, tuple[str, str]]
    """Words as written, with either apostrophe, to the code and the form; no code for "New Mexico"."""


@cache
def _lexicon() -> _Lexicon:
    codes: dict[str, str] = {}
    capitals: dict[str, str] = {}
    forms: dict[str, tuple[str, str]] = dict.fromkeys(lexicons.load("places")["not_countries"], ("", ""))
    for record in read_csv("countries"):
        code_ = record["code"]
        named = [record["name"], *_several(record["other_names"])]
        demonyms = _several(record["demonyms"])
        seats = [*_several(record["capital"]), *_several(record["other_capitals"])]
        for form, several in (("capital", seats), ("demonym", demonyms), ("name", named)):
            forms |= {words.translate(_APOSTROPHE): (code_, form) for words in several}
        codes |= {words.translate(_APOSTROPHE).upper(): code_ for words in [*demonyms, *named]}
        codes |= {code_: code_, record["alpha3"] or code_: code_}
        capitals |= {words.upper(): code_ for words in seats}
    forms |= {words.replace("'", "’"): meant for words, meant in forms.items() if "'" in words}
    return _Lexicon(codes, capitals, forms)


_LETTERS = 3
"""By how many of its first letters a form is looked up."""


@cache
def _by_beginning() -> dict[str, list[str]]:
    """Return the forms that begin with a capital by their first letters, the longest form first."""
    found: dict[str, list[str]] = {}
    for words in sorted(_lexicon().forms, key=len, reverse=True):
        if words[0].isupper():
            found.setdefault(words[:_LETTERS].rstrip(), []).append(words)
    return found


def _several(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def code(words: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country's name, demonym, alpha-2 or alpha-3 code, else None."""
    key = words.strip().translate(_APOSTROPHE).upper()
    codes = _lexicon().codes
    return codes.get(key) or codes.get(key.removeprefix("THE "))


def capital_of(words: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the country whose capital or seat of government is ``words``."""
    key = words.strip().upper()
    capitals = _lexicon().capitals
    return capitals.get(key) or capitals.get(key.removeprefix("THE "))


class _Surroundings(Struct, frozen=True):
    locative: frozenset[str]
    motion: re.Pattern[str]
    scene: re.Pattern[str]


@cache
def _surroundings() -> _Surroundings:
    """Return what tells a capital that is a place from one that stands for a government."""
    listed = lexicons.load("places")
    motion = re.compile(rf"\b(?:{alternation(listed['motion'])})(?: \w+)? $")
    scene = re.compile(rf"[ -](?:{alternation(listed['scene'])})\b| [A-Z]\w|, (?:D\.C\.|DC\b)")
    return _Surroundings(frozenset(listed["locative"]), motion, scene)


_TO_OR_FROM = ("to", "from", "for")
_LISTED = re.compile(r"(?:,|,? and|,? or) $")


@by_text
def find(text: str) -> tuple[CountryMention, ...]:
    """Return the countries named in ``text``, in order.

    A capital counts only where it stands for a government ("ties with Moscow"), not where it is a place.
    """
    forms = _lexicon().forms
    found: list[CountryMention] = []
    place_end = -1
    for start, end in _places(text):
        if start and text[start - 1].isalnum():
            continue
        code_, form = forms[text[start:end]]
        if form == "capital" and _is_place(text, start, end, place_end):
            place_end = end
        elif code_:
            found.append(CountryMention(start, end, code_, form))
    return tuple(found)


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where forms stand, the longest at each place; they do not overlap."""
    forms_beginning = _by_beginning().get
    end = 0
    for letter in name_patterns.capitals(text):
        start = letter.start()
        if start < end:
            continue
        begun = text[start : start + _LETTERS]
        for words in forms_beginning(begun) or forms_beginning(begun[:-1]) or ():
            if text.startswith(words, start) and not _GOES_ON.match(text, start + len(words)):
                end = start + len(words)
                yield start, end
                break


_GOES_ON = re.compile(r"\w")


def _is_place(text: str, start: int, end: int, place_end: int) -> bool:
    """Say whether something happens in the capital; ``place_end`` is where the last such capital ended."""
    around = _surroundings()
    before = text[max(0, start - 30) : start]
    if 0 <= place_end < start and start - place_end < 8 and _LISTED.fullmatch(text, place_end, start):
        return True
    words = before.split()
    last = words[-1].lower() if words else ""
    if last in around.locative or (last in _TO_OR_FROM and around.motion.search(before[: -len(last) - 1])):
        return True
    return bool(around.scene.match(text, end))
