"""Blocks of HTML in Markdown, carried past the Markdown reader: it reads what is Markdown and nothing else.

Python-Markdown leaves a block of HTML as it stands, but looks at each of its tags to find its end, and nearly
all of our pages is HTML. Here a stand-in takes the place of each block, an empty element of HTML itself, and
the block takes the place of the stand-in in what the reader made of it. Which blocks those are is decided
strictly: a page with anything that might be read in two ways is left to the reader whole.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from generator.shortcuts.tags import Tag, roots, tags

EXTENSIONS = frozenset(["toc", "tables", "fenced_code"])
"""The extensions of Python-Markdown, MkDocs' own, that leave a block of HTML alone."""
_BLANK = "\n\n"
_BLOCK_LEVEL = frozenset(
    {"article", "aside", "blockquote", "details", "div", "dl", "figure", "footer", "form", "header", "main"}
    | {"nav", "ol", "p", "section", "table", "ul"}
)
"""Some of the elements that Python-Markdown takes for blocks wherever they begin a line."""
_SIGNS = ("\t", "\r", "\x02", "\x03", "`")
"""White space that the reader changes, the marks it uses itself, and what begins code even inside HTML."""
_UNSAFE = re.compile("\n(?: |\n\n|~~~)")
"""More such white space, and code."""
_STAND_IN = "<div>stand-in {}</div>"
_STOOD_IN = re.compile(_STAND_IN.format("([0-9]+)"))


class Block(Struct, frozen=True):
    """HTML between two blank lines: one or several elements, each on lines of its own."""

    html: str
    tags: list[Tag]


class Carried(Struct, frozen=True):
    """A page's Markdown and the HTML that stood in it."""

    skeleton: str
    """The Markdown with a stand-in for each block."""
    blocks: list[Block]


def carried(markdown: str) -> Carried | None:
    """Return Markdown apart from its HTML; ``None`` where that would not be safe."""
    if any(sign in markdown for sign in _SIGNS) or _UNSAFE.search(markdown):
        return None
    blocks: list[Block] = []
    skeleton: list[str] = []
    for chunk in markdown.strip("\n").split(_BLANK):
        if "<" not in chunk:
            skeleton.append(chunk)
            continue
        found = tags(chunk)
        if not found or not _stands_alone(found):
            return None
        skeleton.append(_STAND_IN.format(len(blocks)))
        blocks.append(Block(chunk, found))
    return Carried(_BLANK.join(skeleton), blocks)


def parts(html: str, blocks: int) -> list[str] | None:
    """Return what the reader made of a skeleton, cut at its stand-ins; ``None`` unless they are in order."""
    cut = _STOOD_IN.split(html)
    return cut[::2] if cut[1::2] == [*map(str, range(blocks))] else None


def restored(cut: Sequence[str], blocks: Sequence[Block]) -> str:
    """Return the HTML of a page: the blocks in the places of their stand-ins."""
    whole = [""] * (len(cut) + len(blocks))
    whole[::2] = cut
    whole[1::2] = [block.html for block in blocks]
    return "".join(whole)


def restored_tags(cut: Sequence[str], blocks: Sequence[Block]) -> list[Tag] | None:
    """Return the tags of a page's HTML; ``None`` where what the reader made is not plain."""
    found: list[Tag] = []
    for part, block in zip(cut, [*blocks, Block("", [])], strict=True):
        read = _part(part)
        if read is None or (read[0] and not found):
            return None
        words, some = read
        if words:
            slash, name, attributes, before = found[-1]
            found[-1] = slash, name, attributes, before + words
        found += some
        found += block.tags
    return found


@lru_cache(maxsize=1000)
def _part(html: str) -> tuple[str, list[Tag]] | None:
    """Return the words before the first tag, and the tags, of one of the few things between blocks."""
    start = html.find("<")
    if start < 0:
        return html, []
    found = tags(html[start:])
    return None if found is None or roots(found) is None else (html[:start], found)


def _stands_alone(found: Sequence[Tag]) -> bool:
    """Return whether a block is taken as it stands: nothing but block-level elements, all of them closed."""
    begun = roots(found)
    return (
        bool(begun)
        and not found[-1][3]
        and all(found[first][1] in _BLOCK_LEVEL for first in begun or ())
        and all(found[first - 1][3] == "\n" for first in (begun or ())[1:])
    )
