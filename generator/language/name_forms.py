"""Says what a sequence of capitalised words names by its own form."""

import re
from collections.abc import Callable
from functools import lru_cache

from generator.language.name_lexicon import load

Words = tuple[str, ...]


@lru_cache(maxsize=8192)
def label(words: Words) -> str:
    """Return ``PERSON``, ``ORG``, ``PLACE`` or ``OTHER`` by the first rule that knows; else ``UNKNOWN``."""
    for rule in _RULES:
        found = rule(words)
        if found:
            return found
    return "UNKNOWN"


def _known(words: Words) -> str:
    lexicon = load()
    phrase = " ".join(words)
    if phrase in lexicon.organisations:
        return "ORG"
    if phrase.isupper() and len(phrase) > 3 and phrase.title() in lexicon.places:
        return "PLACE"
    several = "-" in phrase and all(part in lexicon.places for part in phrase.split("-"))
    return "PLACE" if several or phrase in lexicon.places else ""


def _joined_by_of(words: Words) -> str:
    lexicon = load()
    return next((lexicon.before_of.get(word.partition(" ")[0], "") for word in words if " " in word), "")


def _ends_in_other(words: Words) -> str:
    return "OTHER" if words[-1] in load().other_heads and not _given_with_family(words) else ""


def _ends_in_organisation(words: Words) -> str:
    several = len(words) > 1 and not _given_with_family(words)
    return "ORG" if several and words[-1] in load().organisation_heads else ""


def _ends_in_place(words: Words) -> str:
    several = len(words) > 1 and not _given_with_family(words)
    return "PLACE" if several and words[-1] in load().place_heads else ""


def _given_with_family(words: Words) -> bool:
    """Say whether a given name stands before a family name that could end another name ("George Bush")."""
    lexicon = load()
    return len(words) > 1 and words[0] in lexicon.given and words[-1] in lexicon.families_like_heads


_NO_INITIALS = ("U.S.", "U.N.", "U.K.", "E.U.")
_INITIAL = re.compile(r"[A-Z]\.(?:-?[A-Z]\.)*")


def _person(words: Words) -> str:
    lexicon = load()
    if not 2 <= len(words) <= 5 or "&" in words or (words[-1].isupper() and len(words[-1]) > 3):
        return ""
    if any(word in lexicon.organisation_heads and not word.endswith(".") for word in words[1:-1]):
        return ""
    given = words[0] in lexicon.given or ("-" in words[0] and words[0].split("-")[0] in lexicon.given)
    if given or family_first(words) or any(word in lexicon.personal_particles for word in words[1:-1]):
        return "PERSON"
    if _ends_in_family(words):
        return "PERSON"
    return (
        "PERSON" if any(_INITIAL.fullmatch(word) and word not in _NO_INITIALS for word in words[:-1]) else ""
    )


_ARABIC = ("al-", "el-", "Al-", "El-")
_LONG = 6
"""Letters of a word whose ending tells a family name."""


def _ends_in_family(words: Words) -> bool:
    """Say whether the last word is a family name: "Hakainde Mwale", "Saoud al-Mansoori"."""
    lexicon = load()
    first, last = words[0], words[-1]
    if first in lexicon.places or first in lexicon.demonyms or first in lexicon.heads or first.isupper():
        return False
    if last.startswith(_ARABIC):
        return first not in lexicon.before_al and first not in lexicon.place_first
    return last in lexicon.families or (
        len(last) >= _LONG and last.endswith(lexicon.family_endings) and last not in lexicon.places
    )


def _begins_like_other(words: Words) -> str:
    return "OTHER" if len(words) > 1 and words[0] in load().other_first else ""


def _begins_like_place(words: Words) -> str:
    several = len(words) > 1 and not words[-1].isupper()
    return "PLACE" if several and words[0] in load().place_first else ""


def _begins_with_place(words: Words) -> str:
    """Take a place with more words beside it for an organisation (``Washington Redskins``)."""
    lexicon = load()
    return "ORG" if len(words) > 1 and (words[0] in lexicon.places or words[-1] in lexicon.places) else ""


_RULES: tuple[Callable[[Words], str], ...] = (
    _known,
    _joined_by_of,
    _ends_in_other,
    _ends_in_organisation,
    _ends_in_place,
    _begins_like_other,
    _person,
    _begins_like_place,
    _begins_with_place,
)

_ONSET = "(?:zh|ch|sh|ky|gy|hy|by|my|[bcdfghjklmnpqrstwxyz])?"
_RHYME = (
    "(?:iang|iong|uang|ueng|yeong|yeon|yung|yun|young|ang|eng|ing|ong|iao|ian|uai|uan|eon|eun|eok|oon|oo|ook|uk|un|ung|ul"
    "|il|im|in|an|am|en|ai|ei|ao|ou|ia|ie|iu|ua|uo|ui|ue|ae|eo|eu|ee|ok|ol|op|on|ak|al|ap|ek|ik|a|e|i|o|u|ü)"
)
_SYLLABLE = f"{_ONSET}{_RHYME}"
_EAST_ASIAN = re.compile(rf"{_SYLLABLE}(?:[-’']?{_SYLLABLE})?", re.IGNORECASE)
_VIETNAMESE = re.compile(
    r"(?:ngh|[ptkng]h|tr|ng|gi|qu|[bcdđghklmnprstvx])?[^\W\d_bcdfghjklmnpqrstvwxz]{1,3}(?:nh|ng|ch|[nmtcp])?",
    re.I,
)


@lru_cache(maxsize=8192)
def family_first(words: Words) -> bool:
    """Say whether the family name stands first, as in Xi Jinping and Kim Jong-un, and not in Jack Ma."""
    lexicon = load()
    if words[0] not in lexicon.families_first or not 2 <= len(words) <= 4:
        return False
    if len(words) == 2 and words[1] in lexicon.families_first and words[0] in lexicon.given:
        return False
    return all(_EAST_ASIAN.fullmatch(word) for word in words[1:]) or (
        len(words) > 2 and all(_VIETNAMESE.fullmatch(word) for word in words[1:])
    )
