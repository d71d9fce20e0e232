"""HTML as its tags and the words after each; only HTML so plain that every parser reads it alike.

That is what our templates write: lower-case names, attributes in double quotes, all references complete, no
comment, nothing whose content is not HTML, each element closed. Anything else is ``None``: then a parser that
knows all of HTML is asked.
"""

import re
from collections.abc import Sequence

Tag = tuple[str, str, str, str]
"""A slash where an element ends; its name; its attributes as written; the words up to the next tag."""

_TAG = re.compile(
    r'<(/?)([a-z][a-z0-9]*+(?:Gradient|Path)?+)((?: [-:a-zA-Z0-9]++(?:="[^"<>]*+")?+)*+(?: ?/)?+)>([^<>]*+)'
)
_REFERENCE = re.compile("&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"}
    | {"wbr"}
)
"""Elements that have no end tag (HTML Living Standard, 13.1.2)."""
_OTHER_CONTENT = frozenset(
    {"iframe", "noembed", "noframes", "noscript", "object", "plaintext", "pre", "script", "style", "template"}
    | {"textarea", "xmp"}
)
"""Elements whose content is not read as HTML everywhere, or whose white space means something."""


def tags(html: str) -> list[Tag] | None:
    """Return all tags of HTML that begins with one, ``None`` where it is not plain."""
    found = _TAG.findall(html)
    if not html.startswith("<") or not len(found) == html.count("<") == html.count(">"):
        return None
    # An ampersand that begins no complete reference is completed by each parser in its own way.
    if "&" in html and len(_REFERENCE.findall(html)) != html.count("&"):
        return None
    return found if _OTHER_CONTENT.isdisjoint([name for _, name, _, _ in found]) else None


def roots(found: Sequence[Tag]) -> list[int] | None:
    """Return which tags begin the outermost elements; ``None`` where elements are not closed in order."""
    begun: list[int] = []
    open_: list[str] = []
    for number, (slash, name, attributes, _) in enumerate(found):
        if slash:
            if attributes or not open_ or open_.pop() != name:
                return None
        elif name in VOID or attributes[-1:] == "/":
            if not open_:
                return None
        else:
            if not open_:
                begun.append(number)
            open_.append(name)
    return None if open_ else begun
