"""A source text on its way to become an article."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from generator import packaged
from generator.intake.refusal import Refused
from generator.model import LONGEST_ARTICLE

UNDETERMINED = "und"
"""BCP 47's tag for a language that is not known."""
MOST_UNPACKED = 200
"""Times its own bytes that a packed file may hold: text packs to a tenth, and more is made to harm."""

_ENGLISH_SHARE = 0.15
_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LONGEST = 500
_PAYWALL_WORDS = 250
_TITLE_LENGTH = 150


class Document(Struct, frozen=True):
    """A text with what its source says of it; empty where the source says nothing."""

    text: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    """An EDTF date."""
    published_inferred_from: str = ""
    url: str = ""
    retrieved: str = ""
    """An EDTF day, when the source says when the text was taken (a WARC record does)."""
    licence: str = ""
    wire: str = ""
    language: str = ""
    republish: str = ""
    not_understood: tuple[tuple[str, str], ...] = ()
    """What the source says and we could not read: field and words as written."""


def plain(text: str) -> str:
    """Return a text with every line ending in a line feed, as articles are stored."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_controls(text: str) -> str:
    """Return a text without control characters other than line feeds and tabs."""
    return _CONTROL.sub("", text)


def words(said: str) -> str:
    """Return what a source says of itself as one line fit for front matter: spaces folded, length limited.

    Control characters, lone surrogates and characters that Unicode does not know are left out.
    """
    line = " ".join(said.split())[:_LONGEST]
    if line.isprintable():  # far faster, and nothing to leave out
        return line
    kept = "".join(sign for sign in line if unicodedata.category(sign) not in ("Cc", "Cs", "Cn", "Co"))
    return " ".join(kept.split())


def has_controls(text: str) -> bool:
    """Return whether a text holds control characters or lone surrogates, which no article has."""
    return _CONTROL.search(text) is not None


def heading(text: str) -> str:
    """Return the first line of a text when it stands as a headline does: short, alone, not closed.

    A Markdown heading of the first level counts too, without its mark.
    """
    first, _, rest = text.lstrip("\n").partition("\n")
    first = first.strip()
    if first.startswith("# "):
        return first[2:].strip(" #")[:_TITLE_LENGTH]
    alone = rest.startswith("\n") and rest.strip()
    if not alone or not 3 <= len(first) <= _TITLE_LENGTH or first[-1] in ".:;,":
        return ""
    return first


def language_of(text: str) -> str:
    """Return "en" when enough of the words are English function words, else ``und``."""
    found = [word.lower() for word in _WORD.findall(text[:20_000])]
    if not found:
        return UNDETERMINED
    common = sum(word in _english() for word in found)
    return "en" if common / len(found) >= _ENGLISH_SHARE else UNDETERMINED


def must_fit(text: str) -> None:
    """Raise :class:`Refused` for a text that is longer than any article is read."""
    if len(text) > LONGEST_ARTICLE:
        raise Refused("too-large", f"The article has more than {LONGEST_ARTICLE:,} characters.")


def asks_for_payment(text: str) -> str:
    """Return the words with which a short text asks for a subscription, or ""."""
    if len(text.split()) > _PAYWALL_WORDS:
        return ""
    folded = " ".join(text.lower().split())
    return next((asking for asking in _paywall_words() if asking in folded), "")


def paragraphs(text: str) -> Iterator[str]:
    """Yield the lines of a text that hold words."""
    return (line.strip() for line in text.splitlines() if line.strip())


@cache
def _paywall_words() -> tuple[str, ...]:
    return tuple(packaged.load("intake", "paywall.yml"))


@cache
def _english() -> frozenset[str]:
    return frozenset(packaged.load("intake", "english.yml"))
