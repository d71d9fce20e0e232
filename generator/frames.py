"""The theme's shell around pages, rendered once for all pages of a kind and filled for each.

What the theme's templates make of two pages differs in the words they print: content, title, description,
addresses. So a page of marks in the place of these words is rendered once, by the theme's own templates, and
for each page the words take the places of the marks, escaped where the mark was. All else that templates may
look at makes up the kind. A mark notices when a template does anything but print it. The first page of a kind
is rendered by the templates, too, and compared. A kind whose frame does not give the same bytes, or treats a
mark in any other way, has none. Nor has one whose templates look at what other pages are made of: so what is
put into a frame is known by its own Markdown, the settings, the theme and the navigation.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, SupportsIndex

from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url
from msgspec import Struct, field

from generator.signatures import files

_WORDS = ("title", "description", "image", "image_words", "linked_data")
"""What the front matter gives that templates print and do nothing else with."""
_HEADING = "<h1"
"""Material looks for one in a page's content, and else adds one."""
_MARKED = re.compile("\ue000([a-z_]+)([^\ue001]*)\ue001")
_PROBE = "&'\"<>"
"""Characters that a filter would change."""

Dress = Callable[[Page], str]
"""Renders a page in the theme's templates."""
Words = Mapping[str, str]
"""What is put into a frame, by the name of its mark."""
Told = Mapping[str, Any]
"""What a page's front matter says that is not put into its frame."""


class _Shown(FileSystemLoader):
    """Lists what is not hidden: Material hides ten thousand icons."""

    def list_templates(self) -> list[str]:
        """Return the paths of the files in the theme's folders."""
        return sorted({path for folder in self.searchpath for path, _ in files(folder)})


def theme_files(config: MkDocsConfig) -> Files:
    """Return the theme's files that stand beside the pages, as MkDocs finds them, none hidden."""
    found = Files([])
    found.add_files_from_theme(Environment(loader=_Shown(config.theme.dirs)), config)
    return found


class _Mark(str):
    """Words that stand for those of any page, and know whether a template asked for more than to print them.

    Whether there are any belongs to the kind, as does whether there is a heading; words that are the site's
    name belong to no kind.
    """

    __hash__ = str.__hash__

    def __init__(self, _: str, asked: list[str], site_name: str) -> None:
        """Note in ``asked`` what was asked for."""
        self.__asked__ = asked
        self.__site_name__ = site_name

    def __new__(cls, words: str, *_: object) -> "_Mark":
        """Return the words."""
        return super().__new__(cls, words)

    def __bool__(self) -> bool:
        return True

    def __contains__(self, part: object) -> bool:
        if part != _HEADING:
            self.__asked__.append("part")
        return isinstance(part, str) and super().__contains__(part)

    def __eq__(self, other: object) -> bool:
        if other != self.__site_name__:
            self.__asked__.append("other words")
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __len__(self) -> int:
        self.__asked__.append("length")
        return super().__len__()

    def __getitem__(self, index: SupportsIndex | slice) -> str:
        self.__asked__.append("letter")
        return super().__getitem__(index)

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("__"):
            self.__asked__.append(name)
        return super().__getattribute__(name)


class Frame(Struct, frozen=True):
    """What the templates print around and between the words of a page."""

    texts: Sequence[str]
    """One more than there are places."""
    places: Sequence[tuple[str, bool]]
    """Which words stand there, and whether they are escaped."""

    def filled(self, words: Words) -> str:
        """Return a page with its words in their places."""
        whole = [self.texts[0]]
        for (name, escaped), text in zip(self.places, self.texts[1:], strict=True):
            whole += [str(escape(words[name])) if escaped else words[name], text]
        return "".join(whole)


class Frames(Struct):
    """The frames of one build."""

    config: MkDocsConfig
    nav: Navigation
    dress: Dress
    alone: Dress
    """The same, but for what other pages are made of: raises ``UndefinedError`` where that is asked for."""
    _linked: Sequence[str] = ()
    """The pages that all pages link to."""
    _known: dict[str, Frame | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._linked = [page.url for page in self.nav.pages]

    def dressed(self, page: Page) -> tuple[str, Told | None]:
        """Return a page, its HTML and table of contents known, as the theme's templates make it.

        With it comes what else its front matter says if it stands in a frame; ``None`` if it does not.
        """
        words = _words(page)
        kind = self._kind(page, words)
        if kind is None:
            return self.dress(page), None
        told = _others(page, words)
        if kind not in self._known:
            whole = self.dress(page)
            frame = self._frame(page, words)
            self._known[kind] = frame if frame and frame.filled(words) == whole else None
            return whole, told if self._known[kind] else None
        frame = self._known[kind]
        return (frame.filled(words), told) if frame else (self.dress(page), None)

    def _kind(self, page: Page, words: Words) -> str | None:
        """Return all that templates may look at; ``None`` where one may look at the page's own name."""
        if page.parent or page.url in self._linked or self.config.site_name in words.values():
            return None
        told = (_others(page, words), sorted(words), [_told(one) for one in page.toc], self._ways(page.url))
        return json.dumps([*told, _HEADING in words["content"]], default=repr, sort_keys=True)

    def _ways(self, url: str) -> list[str]:
        """Return how links lead from a page to those all pages link to."""
        return [get_relative_url(target, url) for target in (".", *self._linked)]

    def _frame(self, page: Page, words: Words) -> Frame | None:
        """Return the frame of a page's kind, made with marks in the places of its words."""
        *folders, name = page.file.src_uri.split("/")
        source = "/".join([*("elsewhere" for _ in folders), name if page.is_index else "elsewhere.md"])
        config = self.config
        other = Page(None, File(source, None, config.site_dir, config.use_directory_urls), config)
        if self._ways(other.url) != self._ways(page.url):
            return None
        probe = _PROBE.replace("<", _HEADING) if _HEADING in words["content"] else _PROBE
        asked: list[str] = []
        marks = {one: _Mark(f"\ue000{one}{probe}\ue001", asked, config.site_name) for one in words}
        other.markdown, other.toc, other.active = "", page.toc, True
        other.meta = {name: marks.get(name, value) for name, value in page.meta.items()}
        other.content = marks["content"]
        other.canonical_url, other.edit_url = marks.get("canonical_url"), marks.get("edit_url")
        try:
            cut = _MARKED.split(self.alone(other))
        except UndefinedError:
            return None
        ways = {probe: False, str(escape(probe)): True}
        if asked or not ways.keys() >= {*cut[2::3]}:
            return None
        places = [(name, ways[how]) for name, how in zip(cut[1::3], cut[2::3], strict=True)]
        return Frame(cut[::3], places)


def withheld(meta: Told) -> Told:
    """Return front matter of a page of the navigation as far as others may show it, like ``untold``."""
    unknown = dict.fromkeys(_WORDS, StrictUndefined()) | {"title": meta.get("title")}
    return {name: unknown.get(name, value) for name, value in meta.items()}


def untold(told: Told) -> dict[str, Any]:
    """Return front matter that raises ``UndefinedError`` where a template asks for what a frame was given."""
    return dict.fromkeys(_WORDS, StrictUndefined()) | dict(told)


def _words(page: Page) -> Words:
    """Return what is put into the frame of a page; what is empty or no words is part of its kind."""
    given = {name: page.meta.get(name) for name in _WORDS}
    given |= {"content": page.content, "canonical_url": page.canonical_url, "edit_url": page.edit_url}
    return {name: value for name, value in given.items() if isinstance(value, str) and value}


def _others(page: Page, words: Words) -> Told:
    return {name: value for name, value in page.meta.items() if name not in words}


def _told(link: AnchorLink) -> list[object]:
    return [link.title, link.id, link.level, [_told(one) for one in link.children]]
