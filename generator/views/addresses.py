"""Where pages stand and how they link to each other."""

import posixpath
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote

from generator.model import Article, Row

HOME = PurePosixPath("index.md")
METHOD = PurePosixPath("about/how-this-is-made.md")
CORRECTIONS = PurePosixPath("about/corrections.md")
EXPLAINERS = PurePosixPath("explainers")
"""The folder of the list of all explainers, as the next three are of the other lists."""
PEOPLE = PurePosixPath("people")
PLACES = PurePosixPath("places")
TAGS = PurePosixPath("tags")
REMEMBERED = 16_384
"""Addresses kept at hand: a page names the same ones many times."""
_FRAGMENT_WORDS = 5
"""Words at each end by which a browser is told to find a long passage."""
INDEX = "index.html"


@lru_cache(maxsize=REMEMBERED)
def explainer_page(explainer: str) -> PurePosixPath:
    """Return where an explainer's page stands in the staging folder."""
    return PurePosixPath(explainer, "index.md")


@lru_cache(maxsize=REMEMBERED)
def article_page(explainer: str, article: str) -> PurePosixPath:
    """Return where an article's page stands in the staging folder."""
    return PurePosixPath(explainer, "articles", f"{article}.md")


@lru_cache(maxsize=REMEMBERED)
def person_page(person: str) -> PurePosixPath:
    """Return where a person's page stands in the staging folder."""
    return PurePosixPath(PEOPLE, f"{person}.md")


@lru_cache(maxsize=REMEMBERED)
def place_page(country: str) -> PurePosixPath:
    """Return where the page of a country, given by its code, stands in the staging folder."""
    return PurePosixPath(PLACES, f"{country.lower()}.md")


def tag_page(tag: str) -> PurePosixPath:
    """Return where the page of a tag, given by its part of an address, stands in the staging folder."""
    return PurePosixPath(TAGS, tag, "index.md")


def fact_anchor(table: str, fact: str) -> str:
    """Return the id of a fact on its explainer's page."""
    return f"{table}-{fact}"


def mark_anchor(fact: str, row: Row) -> str:
    """Return the id of a row's evidence on its article's page."""
    return f"{row.table}-{fact}-{row.number}"


@lru_cache(maxsize=REMEMBERED)
def published_folder(path: PurePosixPath) -> str:
    """Return the folder in which a builder with ``use_directory_urls`` publishes a page ("" for the root)."""
    plain = str(path).removesuffix(".md")
    return "" if plain == "index" else plain.removesuffix("/index")


def page_address(path: PurePosixPath) -> str:
    """Return a page's address relative to the site's root, for a builder with ``use_directory_urls``."""
    folder = published_folder(path)
    return f"{quoted(folder)}/" if folder else ""


def published_file(path: PurePosixPath | str) -> str:
    """Return the file in which a builder with ``use_directory_urls`` publishes a page or an asset."""
    written = str(path)
    if not written.endswith(".md"):
        return written
    return str(PurePosixPath(published_folder(PurePosixPath(written)), INDEX))


def safe_url(article: Article) -> str:
    """Return the article's own address when it is one a reader can follow (http or https), else ""."""
    return article.url if article.url.startswith(("https://", "http://")) else ""


@lru_cache(maxsize=REMEMBERED)
def text_fragment(url: str, words: str) -> str:
    """Return an address at which a browser finds and marks words it quotes; "" when there is no address.

    Written as the URL Fragment Text Directives report of the WICG says: long words by their beginning and
    their end, with hyphens and commas encoded because they separate the directive's parts.
    """
    if not url:
        return ""
    said = words.split()
    ends = [said] if len(said) <= 2 * _FRAGMENT_WORDS else [said[:_FRAGMENT_WORDS], said[-_FRAGMENT_WORDS:]]
    directive = ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def link(here: PurePosixPath, there: PurePosixPath, anchor: str = "") -> str:
    """Return the address of one page as written on another, for a builder with ``use_directory_urls``."""
    fragment = f"#{quoted(anchor)}" if anchor else ""
    own, other = published_folder(here), published_folder(there)
    if own == other:
        return fragment or "./"
    return f"{_way(own, other)}/{fragment}"


def beside(here: PurePosixPath, file: PurePosixPath) -> str:
    """Return the address of a file of the site as written on a page."""
    return _way(published_folder(here), str(file))


@lru_cache(maxsize=REMEMBERED)
def quoted(words: str) -> str:
    """Return words as they stand in an address, percent-encoded where they must be."""
    return quote(words)


@lru_cache(maxsize=REMEMBERED)
def _way(here: str, there: str) -> str:
    """Return the way from a folder to another; both are given from the site's root, which is ""."""
    return quote(posixpath.relpath(f"/{there}", f"/{here}"))
