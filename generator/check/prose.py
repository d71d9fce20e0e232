"""The editor's Markdown as blocks of plain words, with the links that cite facts."""

import re
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from generator.model import Location, Prose

FACT = "fact:"
"""The scheme of a link that cites a fact: ``fact:table/fact``."""
DEEPEST = 16
"""Levels of markup inside one another: from 20 the parser leaves words out, and sanitisers get slow."""


class Link(Struct, frozen=True):
    """A link, over the words ``block.text[start:end]``."""

    start: int
    end: int
    address: str
    image: bool = False
    title: str = ""
    """What browsers show while the pointer rests on it."""


class Block(Struct, frozen=True):
    """One paragraph, heading or item without its markup."""

    text: str
    links: tuple[Link, ...]
    source: str
    """The Markdown it comes from."""
    location: Location
    """Where the Markdown begins."""
    key: str = ""
    """For words of the front matter: their key."""

    def place(self, start: int) -> Location:
        """Return where the word at ``text[start]`` stands in the file; for front matter, where it begins."""
        if self.key:
            return self.location
        word = re.match(r"\S*", self.text[start:])
        words = word[0] if word else ""
        if not words:
            return self.location
        position = -1
        for _ in range(self.text.count(words, 0, start) + 1):
            following = self.source.find(words, position + 1)
            if following < 0:
                break
            position = following
        return self._at(max(0, position))

    def _at(self, position: int) -> Location:
        before = self.source[:position]
        lines = before.count("\n")
        column = position - (before.rfind("\n") + 1) + 1
        first = self.location.column - 1 if lines == 0 else 0
        return Location(self.location.path, self.location.line + lines, column + first)


def blocks(prose: Prose) -> tuple[Block, ...]:
    """Return every piece of running text of the prose, in order."""
    lines = prose.text.split("\n")
    found = []
    for token in _tokens(prose.text):
        if token.type not in ("inline", "fence", "code_block") or token.map is None:
            continue
        first, last = token.map
        place = Location(prose.location.path, prose.location.line + first)
        text, links = _plain(token)
        found.append(Block(text, links, "\n".join(lines[first:last]), place))
    return tuple(found)


def too_deep(prose: Prose) -> Location | None:
    """Return where something first stands more than ``DEEPEST`` levels inside other markup, if it does."""
    line = 0
    for token in _tokens(prose.text):
        line = token.map[0] if token.map else line
        if any(one.level >= DEEPEST for one in (token, *(token.children or ()))):
            return Location(prose.location.path, prose.location.line + line)
    return None


@lru_cache(maxsize=1)
def _tokens(text: str) -> list[Token]:
    return _parser().parse(text)


@cache
def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # the rules judge each address
    return markdown


def plain(key: str, words: str, location: Location) -> Block:
    """Return words of the front matter, which have no markup, as a block."""
    text = " ".join(words.split())
    return Block(text, (), text, location, key)


def _plain(token: Token) -> tuple[str, tuple[Link, ...]]:
    """Return the words of an inline token, its line breaks as spaces, and its links."""
    pieces: list[str] = []
    length = 0
    links: list[Link] = []
    opened: list[tuple[int, str, str]] = []
    for child in token.children or [Token("text", "", 0, content=token.content)]:
        if child.type == "link_open":
            opened.append((length, str(child.attrGet("href") or ""), str(child.attrGet("title") or "")))
        elif child.type == "link_close" and opened:
            start, address, title = opened.pop()
            links.append(Link(start, length, address, title=title))
        elif child.type == "image":
            source, title = str(child.attrGet("src") or ""), str(child.attrGet("title") or "")
            links.append(Link(length, length + len(child.content), source, True, title))
        pieces.append(" " if child.type in ("softbreak", "hardbreak") else child.content)
        length += len(pieces[-1])
    return "".join(pieces), tuple(links)
