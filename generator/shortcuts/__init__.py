"""What MkDocs asks its Markdown reader and its search for, made faster, page by page, by plugins' events.

Two things take nearly all of a build: Markdown → HTML, and HTML → the entries of the search index. Nearly all
of our Markdown is HTML that stands in it: so the reader is given what is left (``blocks``), and the entries
are made of the tags (``search``), while the page is left out of the search (``search: exclude``, as any page
may ask in its front matter) and its entries are put into the index that was written. Nothing is kept, and
where anything is other than our templates write it, MkDocs does it all as ever.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from msgspec import Struct, field

from generator.shortcuts import blocks, search
from generator.shortcuts.blocks import Carried

_SEARCH = "material/search"
_SPLITS_WORDS = "jieba"
"""A library that changes what Material's search makes of Chinese, where it is installed."""
_LINK = "["
_ANCHOR = re.compile(' (?:id|name)="([^"]*)"')

SEARCH_INDEX = "search/search_index.json"
"""Where the search index is published."""
Entry = Mapping[str, Any]
"""A section of a page in the search index."""
Entries = Mapping[str, list[Entry]]
"""The entries of pages, by the page's address."""


class _Indexed(Struct):
    """A page's part of the search index."""

    url: str
    entries: Sequence[Entry] | None
    """``None`` where the search adds them."""
    search: Any = None
    """What the front matter says of searching; put aside while the page is left out."""


class Shortcuts(Struct):
    """The shortcuts of one build."""

    searched: bool
    """True where Material's search takes part, and we know all it does."""
    covers_search: bool
    """True where no search takes part of which we do not know all it does."""
    _carried: dict[str, tuple[str, Carried]] = field(default_factory=dict)
    """The Markdown of pages that are being read, whole and apart from its HTML, by their sources."""
    _entries: dict[str, tuple[str, list[dict[str, str]]]] = field(default_factory=dict)
    """The HTML of pages and its search entries, by their sources."""
    _indexed: list[_Indexed] = field(default_factory=list)
    _skeletons: dict[str, tuple[list[str], TableOfContents] | None] = field(default_factory=dict)
    """What MkDocs made of Markdown without its HTML, cut where that stood; ``None`` where it is not sure."""

    def markdown(self, markdown: str, page: Page) -> str:
        """Return the Markdown to be read: as little as possible."""
        apart = blocks.carried(markdown)
        if apart is None:
            return markdown
        self._carried[page.file.src_uri] = markdown, apart
        return apart.skeleton

    def content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Return the page's HTML, from that of the Markdown that was read."""
        source = page.file.src_uri
        if source not in self._carried:
            return html
        markdown, apart = self._carried.pop(source)
        cut = blocks.parts(html, len(apart.blocks))
        if cut is None:
            page.markdown = markdown
            page.render(config, files)
            assert page.content is not None  # it was just made
            return page.content
        whole = blocks.restored(cut, apart.blocks)
        if self.searched and (entries := self._made(page, whole, cut, apart)) is not None:
            self._entries[source] = whole, entries
        return whole

    def convert(self, page: Page, config: MkDocsConfig, files: Files) -> bool:
        """Give a page that was read its HTML, its table of contents and its search entries, if that is safe.

        What MkDocs makes of the Markdown between the HTML is used again for other pages; a page whose
        Markdown may hold a link, which depends on the page, is left alone.
        """
        apart = blocks.carried(page.markdown or "")
        if apart is None or _LINK in apart.skeleton:
            return False
        if apart.skeleton not in self._skeletons:
            page.markdown = apart.skeleton
            page.render(config, files)
            cut = blocks.parts(page.content or "", len(apart.blocks))
            self._skeletons[apart.skeleton] = None if cut is None else (cut, page.toc)
        known = self._skeletons[apart.skeleton]
        if known is None:
            return False
        page.content, page.toc = blocks.restored(known[0], apart.blocks), known[1]
        entries = self._made(page, page.content, known[0], apart) if self.searched else []
        if entries is None:
            return False
        self._indexed.append(_Indexed(page.url, entries))
        return True

    def known(self, page: Page, entries: Sequence[Entry]) -> None:
        """Take over the search entries of a page that is not read."""
        self._indexed.append(_Indexed(page.url, entries))

    def _made(
        self, page: Page, whole: str, cut: Sequence[str], apart: Carried
    ) -> list[dict[str, str]] | None:
        """Return the search entries of a page; ``None`` where Material's search has to be asked."""
        if page.meta.get("search") == {"exclude": True}:
            return []
        if {"tags", "search"} & page.meta.keys() or not search.readable(whole):
            return None
        found = blocks.restored_tags(cut, apart.blocks)
        return search.entries(found, page.url, str(page.title)) if found else None

    def anchors(self, files: Files) -> None:
        """Tell MkDocs the anchors of the pages that links of Markdown lead to."""
        for page in [file.page for file in files.documentation_pages() if file.page]:
            for file in page.links_to_anchors or {}:
                if target := file.page:
                    found = map(unescape, _ANCHOR.findall(target.content or ""))
                    target.present_anchor_ids = (target.present_anchor_ids or set()).union(found)

    def before_search(self, page: Page) -> None:
        """Leave a page out of the search when its entries are known."""
        if not self.searched:
            return
        whole, entries = self._entries.pop(page.file.src_uri, ("", None))
        known = entries if page.content == whole else None
        self._indexed.append(_Indexed(page.url, known, page.meta.get("search")))
        if known is not None:
            page.meta["search"] = {"exclude": True}

    def after_search(self, page: Page) -> None:
        """Give a page its own front matter back."""
        if not self.searched:
            return
        last = self._indexed[-1]
        if last.search is None:
            page.meta.pop("search", None)
        else:
            page.meta["search"] = last.search

    def finish(self, index: Path) -> None:
        """Put the entries of all known pages into the search index, in the order of the pages."""
        if any(one.entries for one in self._indexed):
            _complete(index, ((one.url, one.entries) for one in self._indexed))


def shortcuts(config: MkDocsConfig) -> Shortcuts | None:
    """Return the shortcuts of a build that begins, ``None`` where an extension may read HTML in Markdown."""
    if not blocks.EXTENSIONS.issuperset(config.markdown_extensions):
        return None
    material: Any = config.plugins.get(_SEARCH)
    known = find_spec(_SPLITS_WORDS) is None
    searches = material is not None and material.config.enabled
    return Shortcuts(searched=searches and known, covers_search=known or not searches)


def _complete(index: Path, pages: Iterable[tuple[str, Sequence[Entry] | None]]) -> None:
    """Put the entries of pages into the search index, in their order, beside those that the search added.

    A page is told by its address; its entries are ``None`` where the search added them.
    """
    data = json.loads(index.read_text(encoding="utf-8"))
    added = _by_page(data)
    # As the search writes it, a page at a time.
    written = json.JSONEncoder(separators=(",", ":")).encode
    some = (added.get(url, []) if entries is None else entries for url, entries in pages)
    docs = ",".join(written(one)[1:-1] for one in some if one)
    before, after = written(data | {"docs": []}).rsplit("[]", 1)
    index.write_text(f"{before}[{docs}]{after}", encoding="utf-8")


def entries_of(index: Path) -> Entries:
    """Return the entries in a search index. Raises ``OSError``."""
    return _by_page(json.loads(index.read_text(encoding="utf-8")))


def _by_page(index: Mapping[str, Any]) -> Entries:
    pages: dict[str, list[Entry]] = {}
    for entry in index["docs"]:
        pages.setdefault(entry["location"].partition("#")[0], []).append(entry)
    return pages
