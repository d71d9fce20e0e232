"""What a web page states of itself: date, publisher, language, licence, address, price.

Nothing is guessed: a copyright year, a date in an address or a change date is not the
day of publication, and the name of a site's domain is not its publisher.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from email.utils import parsedate
from functools import cache
from typing import Any

from msgspec import Struct

from generator import edtf, packaged
from generator.intake import addresses
from generator.intake.refusal import Refused

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_MONTH_OR_YEAR = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8}){0,4})")
_CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z-]{2,20})/(\d\.\d)|publicdomain/(zero|mark)/1\.0)"
)
_CALLED = re.compile(r"CC [A-Za-z0-9. -]{2,40}")
_MOST_NODES = 10_000
_ABOUT_THE_PAGE = ("@graph", "mainEntity", "mainEntityOfPage")


class Stated(Struct, frozen=True):
    """What the page says; empty where it says nothing."""

    published: str
    """An EDTF date: the day where the page gives it."""
    publisher: str
    language: str
    """BCP 47."""
    licence: str
    """SPDX identifier for Creative Commons, else as written."""
    canonical: str
    """The page's own address for itself."""
    free: bool
    """False when the page says that its article must be paid for (schema.org isAccessibleForFree)."""


def read(tree: Any, url: str) -> Stated:
    """Return what a parsed page (an lxml tree) states; ``url`` is where it came from, or ""."""
    metas = _metas(tree)
    nodes = list(_json_nodes(tree))
    articles = [node for node in nodes if _types(node) & set(_data()["article_types"])]
    named = {str(node["@id"]): _name(node) for node in nodes if "@id" in node}
    return Stated(
        published=_published(tree, metas, articles),
        publisher=_first(
            *(_name(node.get("publisher"), named) for node in articles), *_named(metas, "publisher")
        ),
        language=_first(*map(language, _languages(tree, metas, articles))),
        licence=_first(
            *(licence(_address(node.get("license"))) for node in articles), *_licences(tree, metas)
        ),
        canonical=_canonical(tree, metas, url),
        free=not any(str(node.get("isAccessibleForFree", "")).lower() == "false" for node in articles),
    )


def day(words: str) -> str:
    """Return the EDTF date that ``words`` write, or "" when they are not understood.

    Reads ISO 8601 days and times (the day as written, in its own time zone), months and years,
    the dates of e-mail and feeds (RFC 5322), and English dates such as "2 September 2025".
    """
    words = " ".join(words.split())[:60]
    if _MONTH_OR_YEAR.fullmatch(words):
        return words if edtf.parse(words) else ""
    if match := _ISO.match(words):
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    for form in _data()["date_formats"]:
        try:
            return datetime.strptime(words, form).date().isoformat()
        except ValueError:
            continue
    parts = parsedate(words)
    return _valid(*parts[:3]) if parts else ""


def language(words: str) -> str:
    """Return a BCP 47 tag as usually written ("en_us" → "en-US"), or "" when ``words`` are none."""
    match = _LANGUAGE.fullmatch(words.strip())
    if not match:
        return ""
    rest = [part.upper() if len(part) == 2 else part for part in re.split("[-_]", match[2]) if part]
    return "-".join([match[1].lower(), *rest])


def licence(words: str) -> str:
    """Return the SPDX identifier of a Creative Commons licence or address, else ``words`` themselves."""
    if match := _CREATIVE_COMMONS.search(words.lower()):
        if match[3]:
            return "CC0-1.0" if match[3] == "zero" else "PDM-1.0"
        return f"CC-{match[1].upper()}-{match[2]}"
    if _CALLED.fullmatch(words):
        return words.replace(" ", "-")
    return words


@cache
def _data() -> Mapping[str, list[str]]:
    data: Mapping[str, list[str]] = packaged.load("intake", "stated.yml")
    return data


def _valid(year: int, month: int, number: int) -> str:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return ""


def _first(*choices: str) -> str:
    return next((" ".join(words.split()) for words in choices if words.strip()), "")


def _metas(tree: Any) -> dict[str, list[str]]:
    """Return the content of every <meta> by its name in lower case."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content") or ""
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            if (name := element.get(attribute)) and content.strip():
                metas.setdefault(name.strip().lower(), []).append(content.strip())
    return metas


def _named(metas: Mapping[str, list[str]], what: str) -> list[str]:
    return [content for name in _data()[what] for content in metas.get(name, ())]


def _json_nodes(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects about the page itself (not about pages it lists), outermost first."""
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        try:
            nodes: deque[Any] = deque([json.loads(element.text or "", strict=False)])
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_NODES):
            if not nodes:
                break
            node = nodes.popleft()
            if isinstance(node, dict):
                yield node
                nodes.extend(node[key] for key in _ABOUT_THE_PAGE if key in node)
            elif isinstance(node, list):
                nodes.extend(node)


def _types(node: Mapping[str, Any]) -> set[str]:
    kinds = node.get("@type", ())
    return {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _name(value: Any, named: Mapping[str, str] | None = None) -> str:
    """Return the words of a JSON-LD value: text itself or the name of an object, by reference too."""
    if isinstance(value, list):
        return _first(*(_name(one, named) for one in value[:10] if not isinstance(one, list)))
    if isinstance(value, dict):
        value = value.get("name") or (named or {}).get(str(value.get("@id")), "")
    return value if isinstance(value, str) else ""


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id") or value.get("name")
    return value if isinstance(value, str) else ""


def _published(tree: Any, metas: Mapping[str, list[str]], articles: list[Mapping[str, Any]]) -> str:
    words = [_name(node.get("datePublished")) for node in articles] + _named(metas, "published")
    if stated := _first(*map(day, words)):
        return stated
    times = [
        (f"{element.attrib}".lower(), day(element.get("datetime") or element.text_content()))
        for element in tree.iter("time")
    ]
    marked = [
        found for marks, found in times if found and any(mark in marks for mark in _data()["time_marks"])
    ]
    # Without a mark, a page that gives several days does not say which one is its own.
    return _first(*marked) or _only({found for _, found in times if found})


def _only(days: set[str]) -> str:
    return days.pop() if len(days) == 1 else ""


def _languages(tree: Any, metas: Mapping[str, list[str]], articles: list[Mapping[str, Any]]) -> Iterator[str]:
    yield from (_name(node.get("inLanguage")) for node in articles)
    yield tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    yield from _named(metas, "language")


def _licences(tree: Any, metas: Mapping[str, list[str]]) -> Iterator[str]:
    for element in tree.iter("link", "a"):
        if "license" in (element.get("rel") or "").lower().split():
            yield licence(element.get("href") or "")
    yield from map(licence, _named(metas, "licence"))


def _canonical(tree: Any, metas: Mapping[str, list[str]], url: str) -> str:
    links = [
        element.get("href") or ""
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    for words in [*links, *metas.get("og:url", ())]:
        try:
            address = addresses.parse(addresses.joined(url, words.strip()))
        except Refused:
            continue
        # The front page is no article's address: a mistake many systems make.
        if (address.path or "/") != "/" or address.query:
            return address.url
    return ""
