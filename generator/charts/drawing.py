"""What all charts share: a drawing with a name, its elements, and words that are only words."""

from collections.abc import Iterable

_WORDS = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
    | {character: f"&#{ord(character)};" for character in "`~{}[]|\\*_"}
)
"""SVG's own characters, and those a Markdown preprocessor may act on even inside HTML."""


def plain(words: str) -> str:
    """Return words as text for an element or an attribute; ``element`` writes both as they are."""
    return " ".join(words.split()).translate(_WORDS)


def element(name: str, *inside: str, **attributes: object) -> str:
    """Return an element of a drawing around what stands inside, both as SVG text.

    The attributes come as they are, in their order: ``class_`` for ``class``, ``stop_opacity`` for
    ``stop-opacity``; those that are ``None`` are left out. A library that declares every element of SVG takes
    longer to be imported than all pages of an explainer take to be made.
    """
    told = "".join(
        f' {one.rstrip("_").replace("_", "-")}="{value}"'
        for one, value in attributes.items()
        if value is not None
    )
    held = "".join(inside)
    return f"<{name}{told}>{held}</{name}>" if held else f"<{name}{told}/>"


def percent(share: float) -> str:
    """Return a place across a drawing that keeps its height."""
    return f"{round(share, 1)}%"


def title(words: str) -> str:
    """Return the name of a part of a drawing."""
    return element("title", plain(words))


def picture(
    identifier: str,
    name: str,
    description: str,
    parts: Iterable[str],
    *,
    view: tuple[int, int] | None = None,
    height: int | None = None,
    role: str = "img",
) -> str:
    """Return a drawing as SVG text that a screen reader announces by ``name`` and ``description``.

    With ``view``, its width and height in units of its own, the drawing grows with its page; with ``height``,
    in CSS pixels, it keeps its height and its words their size, and places across are given in percent.
    ``role`` is ``img``, or ``group`` where parts of the drawing lead somewhere.
    """
    named, described = f"{identifier}-title", f"{identifier}-desc"
    return element(
        "svg",
        element("title", plain(name), id=named),
        element("desc", plain(description), id=described),
        *parts,
        viewBox=f"0 0 {view[0]} {view[1]}" if view else None,
        width=None if view else percent(100),
        height=height,
        role=role,
        aria_labelledby=named,
        aria_describedby=described,
    )
