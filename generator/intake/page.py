"""A web page → a document: text and by-line as trafilatura finds them, the rest as the page states it."""

import logging
import re
from itertools import islice
from typing import Any

import trafilatura
from trafilatura.utils import detect_encoding, load_html

from generator.intake import addresses, documents, stated
from generator.intake.documents import Document
from generator.intake.refusal import Refused
from generator.intake.stated import Stated

# What these libraries log about a page is for their authors; what matters to an editor is a finding.
for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset=["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_SAME_SITE = re.compile(r"https?://(?:www\.)?([^/:?#]+)")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(https?://[!-~]{1,2000}?) -->")
_SLOW = frozenset({"punycode", "idna"})
"""Codecs for names of sites, which take quadratic time on a page."""
_MOST_ELEMENTS = 20_000
"""Far above any article; what is larger takes trafilatura minutes."""
_SHORT = 120
"""Words. A text shorter than this from a page that asks for payment is a teaser."""


def read(body: bytes, url: str = "", charset: str = "", saved: bool = False) -> Document:
    """Return the article of an HTML page.

    ``url`` is the address it came from ("" when unknown), ``charset`` what the server said, and
    ``saved`` tells that an editor saved the page in a browser, so that a price does not mean that
    the text is missing. Raises :class:`Refused` for a page without an article's text or behind a paywall.
    """
    html = decode(body, charset)
    url = url or _saved_from(html)
    said, found = _analysed(html, url)
    text = documents.without_controls(documents.plain(getattr(found, "text", "") or "")).strip()
    if not said.free and (not saved or len(text.split()) < _SHORT):
        raise Refused("paywall", f"{_where(url)} says that its article must be paid for.")
    if asking := documents.asks_for_payment(text):
        raise Refused("paywall", f"{_where(url)} gives no article but the words “{asking}”.")
    if not text:
        raise Refused("no-text", f"{_where(url)} has no article text in it.")
    documents.must_fit(text)
    return Document(
        text=f"{text}\n",
        title=_words(found, "title"),
        publisher=documents.words(said.publisher),
        author=_words(found, "author"),
        published=said.published,
        url=_address(url, said.canonical),
        licence=documents.words(said.licence) or stated.licence(_words(found, "license")),
        language=said.language,
    )


def _analysed(html: str, url: str) -> tuple[Stated, Any]:
    """Return what a page states of itself, and what trafilatura finds in it."""
    # Trafilatura's rules are many and not ours: whatever breaks them must not break the run.
    try:
        tree = load_html(html)
        if tree is None:
            raise Refused("no-text", f"{_where(url)} has no article text in it.")
        if _is_larger(tree, _MOST_ELEMENTS):
            raise Refused("too-large", f"{_where(url)} has more than {_MOST_ELEMENTS:,} elements.")
        return stated.read(tree, url), trafilatura.bare_extraction(
            tree,
            url=url or None,
            include_comments=False,
            include_images=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Refused:
        raise
    except Exception as error:
        reason = type(error).__name__
        raise Refused("source-broken", f"{_where(url)} cannot be read as HTML ({reason}).") from error


def decode(body: bytes, charset: str = "") -> str:
    """Return the characters of a page: by its byte order mark, the server's word, its own, or its bytes."""
    named = _CHARSET.search(body[:2048])
    candidates = [charset, named[1].decode("ascii") if named else ""]
    if body.startswith(b"\xef\xbb\xbf"):
        candidates = ["utf-8-sig"]
    for candidate in [*candidates, "utf-8", *detect_encoding(body)]:
        try:
            if candidate and candidate.lower() not in _SLOW:
                return body.decode(candidate)
        except (LookupError, UnicodeError):
            continue
    return body.decode("utf-8", "replace")


def _is_larger(tree: Any, most: int) -> bool:
    return next(islice(tree.iter(), most, None), None) is not None


def _address(url: str, canonical: str) -> str:
    """Return the page's canonical address, unless it points to another site than it came from."""
    if not url or not canonical:
        return url or canonical
    here, there = _SAME_SITE.match(url), _SAME_SITE.match(canonical)
    same = here and there and here[1].lower() == there[1].lower()
    return canonical if same else url


def _saved_from(html: str) -> str:
    """Return the address browsers leave in a page they save ("Mark of the Web"), or ""."""
    match = _SAVED_FROM.search(html[:4096])
    return addresses.usable(match[1]) if match else ""


def _words(found: Any, attribute: str) -> str:
    return documents.words(getattr(found, attribute, "") or "")


def _where(url: str) -> str:
    return url or "The page"
