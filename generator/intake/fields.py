"""Articles given as named fields: a line of JSON, or Markdown with front matter."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec.structs import replace

from generator import edtf, packaged
from generator.intake import addresses, documents, stated
from generator.intake.documents import Document
from generator.intake.refusal import Refused

_TEXT_MUST = "Give every article its words under “text”."


def document(values: Mapping[str, Any]) -> Document:
    """Return the document that named values describe.

    Raises :class:`Refused` when there is no text in it. A date or an address that cannot
    be understood is left out and kept in ``not_understood``.
    """
    given = {name: _words(values, aliases) for name, aliases in _aliases().items()}
    text = documents.plain(given.pop("text"))
    if not text.strip():
        raise Refused("no-text", "The article has no text in it.", _TEXT_MUST)
    documents.must_fit(text)
    if documents.has_controls(text):
        raise Refused("source-broken", "The article's text has control characters in it.")
    given = {name: documents.words(said) for name, said in given.items()}
    read = {
        **given,
        "published": _date(given["published"]),
        "retrieved": _date(given["retrieved"]),
        "url": addresses.usable(given["url"]),
        "licence": stated.licence(given["licence"]),
        "language": stated.language(given["language"]),
    }
    lost = tuple((name, given[name]) for name in given if given[name] and not read[name])
    return Document(text=text, **read, not_understood=lost)


def with_text(values: Mapping[str, Any], text: str) -> Document:
    """Return the document of a text whose fields are given apart (front matter)."""
    found = document({**values, "text": text})
    return replace(
        found,
        text=text,
        published_inferred_from=documents.words(_words(values, ["published_inferred_from"])),
        republish="full" if values.get("republish") == "full" else "",
    )


def names() -> frozenset[str]:
    """Return every name under which a field of an article may come."""
    return frozenset(name for names in _aliases().values() for name in names)


def _words(values: Mapping[str, Any], names: list[str]) -> str:
    for name in names:
        value = values.get(name)
        if isinstance(value, list):
            value = "; ".join(one for one in value if isinstance(one, str))
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _date(words: str) -> str:
    return words if not words or edtf.parse(words) else stated.day(words)


@cache
def _aliases() -> Mapping[str, list[str]]:
    aliases: Mapping[str, list[str]] = packaged.load("intake", "fields.yml")
    return aliases
