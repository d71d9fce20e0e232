"""Names by their letters: which one a name stands under, and in which order names stand.

Letters are told apart as CLDR's root collation does at its first level: neither capitals nor diacritics
count, except where a language has a letter of its own (CLDR's ``exemplarCharacters`` of the type ``index``).
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from generator.reading.files import LONGEST_SLUG, is_device, slug_like
from generator.store import digest

_NORDIC = {"æ": "z", "ø": "z", "å": "z"}
_OWN: Mapping[str, Mapping[str, str]] = {
    "da": _NORDIC,
    "es": {"ñ": "n"},
    "fi": {"å": "z", "ä": "z", "ö": "z"},
    "nb": _NORDIC,
    "nn": _NORDIC,
    "no": _NORDIC,
    "ru": {"й": "и"},
    "sv": {"å": "z", "ä": "z", "ö": "z"},
}
"""The letters that a language keeps apart though they look like another with a mark, each with the letter it
stands after, in their order."""
_UNDIVIDED = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "\u0131": "i",
        "ŋ": "n",
    }
)
"""Letters that Unicode does not take apart, as CLDR's transform ``Latin-ASCII`` writes them."""
_LAST = 0x10FFF0
"""A letter of a language's own sorts as the one before it and a character after all others."""
OTHER = "#"
_REMEMBERED = 16_384


class Mark(Struct, frozen=True):
    """What several entries of a list have in common: a letter, a year."""

    words: str
    address: str
    """Its part of an address."""
    short: str = ""
    """What tells it from its neighbours, where that is less than its words: the month of a year."""


@lru_cache(maxsize=_REMEMBERED)
def key(name: str, language: str) -> str:
    """Return the letters and digits of a name, for a site in a language, without what does not tell apart."""
    if name.isascii():
        return "".join(filter(str.isalnum, name.lower()))
    own = _OWN.get(language.partition("-")[0], {})
    plain = unicodedata.normalize("NFC", name.casefold())
    letters = (one if one in own else _undressed(one) for one in plain)
    return "".join(one for one in "".join(letters) if one.isalnum())


def order(name: str, language: str) -> tuple[bool, str, str]:
    """Return a sort key: by letters, what begins with no letter last."""
    letters = key(name, language)
    own = _OWN.get(language.partition("-")[0], {})
    if not letters.isascii():
        for rank, (one, after) in enumerate(own.items()):
            letters = letters.replace(one, f"{after}{chr(_LAST + rank)}")
    return not _is_letter(letters[:1]), letters, name


def marks(name: str, language: str) -> tuple[Mark, ...]:
    """Return the letter a name stands under, then its first two; only "#" where it begins with no letter.

    So does a name in Chinese characters, which are no alphabet.
    """
    letters = key(name, language)[:2]
    if not _is_letter(letters[:1]):
        return (Mark(OTHER, "by-letter/other"),)
    first = letters[:1]
    # A name of one letter is told from the letter itself.
    two = letters.capitalize() if letters != first else f"{first.upper()}."
    return Mark(first.upper(), f"by-letter/{_address(first)}"), Mark(two, _address(letters))


@lru_cache(maxsize=_REMEMBERED)
def address(words: str) -> str:
    """Return words as a part of an address, the same for those that differ in capitals or diacritics only.

    Words that are told apart by other than the letters a to z and digits end in a digest of them, as do
    long ones and those that Windows takes for a device.
    """
    plain = "".join(map(_undressed, " ".join(words.casefold().replace("-", " ").split())))
    slug = slug_like(plain)
    whole = slug == plain.replace(" ", "-") and len(slug) <= LONGEST_SLUG and not is_device(slug)
    return slug if whole else f"{slug[:LONGEST_SLUG]}-{digest(plain)[:8]}".lstrip("-")


def _is_letter(character: str) -> bool:
    return character.isalpha() and not unicodedata.name(character, "").startswith("CJK ")


def _undressed(character: str) -> str:
    if character.isascii():
        return character
    parts = unicodedata.normalize("NFKD", character)
    return "".join(one for one in parts if not unicodedata.combining(one)).translate(_UNDIVIDED)


def _address(letters: str) -> str:
    return "".join(one if one.isascii() else f"u{ord(one):04x}" for one in letters)
