"""Finds the noun that a number counts: "80,000 peace doves", "60 of its new mid-sized A350 jets".

Without a dictionary of English the plural shows the noun: the first plural before the phrase ends.
"""

from collections.abc import Sequence

from msgspec import Struct

from generator.language import numerals
from generator.language.lexicons import words as lexicon

_PLURALS = lexicon("nouns", "plurals")
_SINGULARS = lexicon("nouns", "singulars")
_FILLERS = lexicon("nouns", "fillers")
_STOPS = lexicon("nouns", "stops")
_LONGEST = 9
"""Words of a noun phrase, the noun last."""


class Noun(Struct, frozen=True):
    """What a number counts."""

    head: str
    """The noun alone, as written: "doves"."""
    first: int
    """The first token of the words that say it ("peace")."""
    end: int
    """The token after the noun."""


def read(words: Sequence[str], place: int) -> Noun | None:
    """Return the noun phrase that begins with the token ``place``, None when it has no plural noun."""
    first, place = _skip_of(words, place)
    if words[place : place + 5] == ("U", ".", "S", ".", " "):
        place += 5
    last_name = 0
    common = False
    for _ in range(_LONGEST):
        if _ends_here(words, place):
            break
        word, end = _word_from(words, place)
        if word == "and" and _goes_on(words, place):
            place += 2
            continue
        if _is_stop(word) or (word[0].isdigit() and not _is_name(word)):
            break
        if is_plural(word):
            return Noun(word, _without_fillers(words, first, place), end)
        if word[0].islower():
            common = True
        elif not common and word != "US":
            last_name = end
        place = end
        if place < len(words) and words[place] == " ":
            place += 1
        elif place < len(words) and words[place] not in "-’'":
            break
    goes_on = last_name and words[last_name : last_name + 2] == (" ", "and")
    if last_name and not (goes_on and words[last_name - 1][-1] != "s"):
        return Noun(_last_word(words, first, last_name), _without_fillers(words, first, last_name), last_name)
    return None


def _goes_on(words: Sequence[str], place: int) -> bool:
    """Tell the "and" of "17 metropolitan and provincial posts", between two words that say of what kind."""
    around = tuple(words[place - 2 : place + 5])
    if len(around) < _AROUND or around[1::2] != (" ", " ", " "):
        return False
    return around[0].endswith(_KINDS) and around[4].endswith(_KINDS) and is_plural(around[6])


_AROUND = 7
"""Tokens: a word, "and" and two words behind it."""
_KINDS = ("al", "an", "ic", "ar", "ary", "ive", "ous", "ent", "ant")


def phrase_after(words: Sequence[str], place: int) -> tuple[int, int] | None:
    """Return the tokens of the noun phrase after "of" that says what is measured ("of natural gas")."""
    if words[place : place + 3] not in ((" ", "of", " "), (" ", "in", " ")):
        return None
    first = place + 3
    if first < len(words) and numerals.read(words[first]) is not None:
        return None  # "150,000 tonnes in eight silos"
    end = first
    for _ in range(4):
        if end >= len(words) or not words[end][0].isalpha() or _is_stop(words[end]):
            break
        end += 1
        if (
            end + 1 < len(words)
            and words[end] in (" ", "-")
            and words[end + 1][0].isalpha()
            and not _is_stop(words[end + 1])
        ):
            end += 1
        else:
            break
    if words[place + 1] == "in" and words[end - 1][0].isupper():
        return None  # "12 metres in Passau", "40 tonnes in March"
    return (first, end) if end > first else None


def is_plural(word: str) -> bool:
    """Return whether ``word`` looks like a plural noun."""
    lower = word.lower()
    if lower in _PLURALS:
        return True
    if not lower.endswith("s"):
        return False
    if word[-1] == "s" and len(word) > 2 and word[:-1].isupper():
        return True  # "MPs", "IDs"
    if len(lower) < 4 or lower.endswith(("ss", "us", "is", "'s", "’s")):
        return False
    return lower not in _SINGULARS


def _skip_of(words: Sequence[str], place: int) -> tuple[int, int]:
    """Skip the space, and "of" with its article: the noun follows them."""
    while place + 1 < len(words) and words[place] == " " and words[place + 1].lower() in _FILLERS:
        place += 2
    if (
        place + 3 < len(words)
        and words[place] == " "
        and words[place + 2] in ("'", "’")
        and words[place + 1][0].isupper()
    ):
        place += 4 if words[place + 3] == "s" else 3
    start = place + 1 if place < len(words) and words[place] == " " else place
    return start, start


def _ends_here(words: Sequence[str], place: int) -> bool:
    return place >= len(words) or not (words[place][0].isalnum())


def _word_from(words: Sequence[str], place: int) -> tuple[str, int]:
    """Return the word at ``place`` with what is glued to it (A350, 777s, mid-sized), and the token after."""
    end = place + 1
    while end < len(words) and (
        words[end][0].isalnum()
        or (words[end] in "-’'" and end + 1 < len(words) and words[end + 1][0].isalnum())
    ):
        end += 1
    return "".join(words[place:end]), end


def _is_stop(word: str) -> bool:
    return word.lower() in _STOPS and word != "US"


def _is_name(word: str) -> bool:
    """Tell the figures of a name ("777 planes", "787s") from another number."""
    return len(word) == 3 or (word.isalnum() and not word.isdigit())


def _without_fillers(words: Sequence[str], first: int, head: int) -> int:
    """Return the first token of the phrase that says something of what is counted."""
    while first + 1 < head and words[first].lower() in _FILLERS and words[first + 1] == " ":
        first += 2
    return first


def _last_word(words: Sequence[str], first: int, end: int) -> str:
    start = end
    while start > first and words[start - 1] != " ":
        start -= 1
    return "".join(words[start:end])
