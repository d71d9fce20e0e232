"""What MkDocs and its search worked out before, handed to them page by page instead of asked again.

Two things take nearly all of a build: Markdown → HTML, and HTML → the entries of the search index. Both are
asked for through events of plugins, and both depend on one page and the settings alone. So a known page is
given to the Markdown reader empty and its HTML put in afterwards, and it is left out of the search
(``search: exclude``, as any page may ask in its front matter) and its entries put into the index that was
written. What is not known is worked out as ever, and then kept. Without a store nothing of this happens.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.store import Store, digest, program

_SEARCH = "material/search"
_LINK = "["
"""Without it no Markdown makes a link: then the HTML does not depend on other pages."""


@dataclass
class _Indexed:
    """A page's part of the search index."""

    url: str
    key: str
    entries: list[Mapping[str, Any]] | None
    """``None`` where they are not known: then the search adds them."""
    search: Any = None
    """What the front matter says of searching; put aside while a known page is left out."""


@dataclass
class Shortcuts:
    """The shortcuts of one build."""

    store: Store
    settings: str
    """Everything in the configuration that the Markdown reader and the search depend on."""
    searched: bool
    """True where Material's search takes part."""
    _bodies: dict[str, str] = field(default_factory=dict)
    """The key of each page whose HTML is asked for, by its source."""
    _known: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _indexed: list[_Indexed] = field(default_factory=list)

    def markdown(self, markdown: str, page: Page) -> str:
        """Return the Markdown to be read: nothing when its HTML is known."""
        if _LINK in markdown:
            return markdown
        source = page.file.src_uri
        self._bodies[source] = digest(program(), "body", self.settings, markdown)
        kept = self.store.read(self._bodies[source])
        if kept is None:
            return markdown
        self._known[source] = json.loads(kept)
        return ""

    def content(self, html: str, page: Page) -> str:
        """Return the page's HTML, known or just made, and see to its table of contents."""
        source = page.file.src_uri
        if source in self._known:
            known = self._known.pop(source)
            page.toc = TableOfContents([_link(one) for one in known["toc"]])
            for first in page.toc.items[:1]:
                first.active = True  # type: ignore[attr-defined] # as MkDocs marks it for its themes
            return str(known["html"])
        if source in self._bodies:
            made = {"html": html, "toc": [_written(one) for one in page.toc]}
            self.store.write(self._bodies[source], json.dumps(made).encode())
        return html

    def before_search(self, page: Page) -> None:
        """Leave a page out of the search when its entries are known."""
        if not self.searched:
            return
        meta = [page.meta.get(name) for name in ("title", "tags", "search")]
        told = [page.content, page.url, page.title, *meta, [_written(one) for one in page.toc]]
        key = digest(program(), "search", self.settings, json.dumps(told, default=str))
        kept = self.store.read(key)
        indexed = _Indexed(page.url, key, None if kept is None else json.loads(kept), page.meta.get("search"))
        self._indexed.append(indexed)
        if indexed.entries is not None:
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

    def complete(self, index: Path) -> None:
        """Put the entries of all known pages into the search index, in the order of the pages."""
        if not self._indexed:
            return
        data = json.loads(index.read_text(encoding="utf-8"))
        added: dict[str, list[Mapping[str, Any]]] = {}
        for entry in data["docs"]:
            added.setdefault(entry["location"].partition("#")[0], []).append(entry)
        data["docs"] = []
        for one in self._indexed:
            entries = one.entries
            if entries is None:
                entries = added.get(one.url, [])
                self.store.write(one.key, json.dumps(entries).encode())
            data["docs"] += entries
        # As the search plugin writes it.
        index.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")


def shortcuts(store: Store, config: MkDocsConfig) -> Shortcuts:
    """Return the shortcuts of a build that begins."""
    search = config.plugins.get(_SEARCH)
    told = [
        config.markdown_extensions,
        config.mdx_configs,
        search and dict(search.config),
        config.theme["language"],
    ]
    return Shortcuts(store, json.dumps(told, default=str), searched=search is not None)


def _written(link: AnchorLink) -> list[Any]:
    return [link.title, link.id, link.level, [_written(one) for one in link.children]]


def _link(written: list[Any]) -> AnchorLink:
    title, identifier, level, children = written
    link = AnchorLink(title, identifier, level)
    link.children = [_link(one) for one in children]
    return link
