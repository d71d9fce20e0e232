"""The entries of a page in the search index, as Material's search makes them of the page's HTML.

The same entries, byte for byte, in one pass over the page's tags instead of by a parser of all of HTML:
Material's rules are few (sections begin at headings with an identifier, paragraphs and lists keep their tags,
what is marked ``data-search-exclude`` is left out), and ``tests/test_shortcuts.py`` compares the two.
"""

import re
from collections.abc import Sequence
from html import escape, unescape
from math import inf

from msgspec import Struct, field

from generator.shortcuts.tags import VOID, Tag

_HEADING, _KEPT, _VOID = 1, 2, 3
_KINDS = (
    dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], _HEADING)
    | dict.fromkeys(["p", "code", "li", "ol", "ul", "sub", "sup"], _KEPT)
    | dict.fromkeys(VOID, _VOID)
)
_ATTRIBUTE = re.compile(' ([-:a-zA-Z0-9]+)(?:="([^"]*)")?')
_EXCLUDED = "data-search-exclude"
_REMOVED = re.compile('data-search-\\w+="')
"""Attributes that Material takes away."""


class _Section(Struct):
    """A heading and what follows it."""

    heading: str
    """Its tag; empty for what comes before the first."""
    depth: float
    """How many elements the heading stands in, itself included."""
    identifier: str = ""
    excluded: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def readable(html: str) -> bool:
    """Return whether HTML has no attribute that means something to Material and that we never write."""
    return "linenodiv" not in html and not _REMOVED.search(html)


def entries(found: Sequence[Tag], url: str, title: str) -> list[dict[str, str]] | None:
    """Return what the index holds of a page, by its tags; ``None`` where Material has to be asked.

    The elements are closed in order, and their HTML is ``readable``. ``title`` is the page's: it names the
    sections that have no heading.
    """
    reader = _Reader()
    try:
        reader.read(found)
    except ValueError:
        return None
    return [
        {
            "location": f"{url}#{one.identifier}" if one.identifier else url,
            "title": ("".join(one.title) if one.title else title).strip(),
            "text": "".join(one.text).strip(),
        }
        for one in reader.sections
        if not one.excluded
    ]


class _Reader:
    """One reading of a page; its state is that of Material's parser."""

    def __init__(self) -> None:
        """Begin before the first tag."""
        self.sections: list[_Section] = []
        self._section = _Section("", 0)
        self._depth = 0
        """How many elements are open."""
        self._headings: list[str] = []
        """Those among them that are headings."""
        self._in_title = False
        self._left_out: set[str] = set()
        """The names of those that are left out; of several with one name, Material remembers one."""
        self._permalink = 0
        """The depth of the permalink that is being read; 0 for none."""

    def read(self, found: Sequence[Tag]) -> None:
        """Read a page. Raises ``ValueError`` where Material would fail.

        All in one loop: to call a function for each of a site's million tags takes longer than to read them.
        """
        kinds, left_out = _KINDS, self._left_out
        self._before(found[0])
        for slash, name, attributes, words in found:
            kind = kinds.get(name)
            if slash:
                if kind or left_out or self._permalink or self._section.depth > self._depth:
                    self._end(name, kind)
                self._depth -= 1
            elif kind != _VOID:
                self._depth += 1
                if kind == _HEADING or self._in_title or _EXCLUDED in attributes:
                    self._begin(name, dict(_ATTRIBUTE.findall(attributes)))
                elif kind == _KEPT and not left_out:
                    self._section.text.append(f"<{name}>")
                if attributes[-1:] == "/":
                    self._end(name, kind)
                    self._depth -= 1
            if not words or left_out:
                continue
            if self._in_title or "&" in words:
                self._put(unescape(words))
            elif not words.isspace():
                self._section.text.append(words.replace("\n", " "))
            elif not (text := self._section.text) or not text[-1].isspace():
                text.append(" ")

    def _before(self, first: Tag) -> None:
        """Begin what comes before the first heading, unless a page begins with one."""
        _, name, attributes, _ = first
        if name in VOID:
            raise ValueError("a page that begins with nothing")
        if _KINDS.get(name) != _HEADING or "id" not in dict(_ATTRIBUTE.findall(attributes)):
            self.sections.append(self._section)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind = _KINDS.get(name)
        excluded = _EXCLUDED in attributes
        if kind == _HEADING:
            self._headings.append(name)
            if "id" in attributes:
                self._head(_Section(name, self._depth, attributes["id"], excluded))
            self._in_title = self._section.heading in self._headings
        if excluded:
            self._left_out.add(name)
        elif kind == _KEPT and not self._left_out:
            (self._section.title if self._in_title else self._section.text).append(f"<{name}>")
        if name == "a" and self._in_title and attributes.get("class") == "headerlink":
            self._permalink = self._permalink or self._depth

    def _head(self, section: _Section) -> None:
        """Begin a section; that of a page's first heading has no identifier if it is of the first level."""
        if "&" in section.identifier:
            raise ValueError("an identifier that would have to be unescaped")
        if not self.sections and section.heading == "h1":
            section.identifier = ""
        elif not self.sections:
            self.sections.append(_Section("", section.depth))
        self.sections.append(section)
        self._section = section

    def _end(self, name: str, kind: int | None) -> None:
        """See to an element that ends here."""
        if self._section.depth > self._depth:
            self._leave()
        if self._depth == self._permalink:
            self._permalink = 0
        if kind == _HEADING:
            self._headings.pop()
            self._in_title = self._section.heading in self._headings
        if name in self._left_out:
            self._left_out.remove(name)
        elif kind == _KEPT and not self._left_out:
            self._close(self._section.title if self._in_title else self._section.text, name)

    def _leave(self) -> None:
        """Go on with a section before, as what the heading stood in ends."""
        for other in reversed(self.sections):
            if other.depth <= self._depth:
                self._section.depth = inf
                self._section = other
                self._in_title = other.heading in self._headings
                break

    def _close(self, words: list[str], name: str) -> None:
        """End an element, or take it away where nothing but white space follows the first of its name."""
        first = words.index(f"<{name}>")
        # All that follows need not be looked at where the last of it is no white space.
        last = words[-1].isspace() or first == len(words) - 1
        if last and all(map(str.isspace, words[first + 1 :])):
            del words[first:]
        else:
            words.append(f"</{name}>")

    def _put(self, words: str) -> None:
        words = " " if words.isspace() else words.replace("\n", " ")
        text = self._section.text
        if self._in_title:
            if not self._permalink:
                self._section.title.append(escape(words, quote=False))
        elif words != " " or not text or not text[-1].isspace():
            text.append(escape(words, quote=False))
