"""What all charts share: a drawing with a name, and words that are only words."""

import svg

_WORDS = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
    | {character: f"&#{ord(character)};" for character in "`~{}[]|\\*_"}
)
"""SVG's own characters, and those a Markdown preprocessor may act on even inside HTML."""


def plain(words: str) -> str:
    """Return words as text for an element or an attribute; the library writes both as they are."""
    return " ".join(words.split()).translate(_WORDS)


def percent(share: float) -> svg.Length:
    """Return a place across a drawing that keeps its height."""
    return svg.Length(round(share, 1), "%")


def title(words: str) -> svg.Title:
    """Return the name of a part of a drawing."""
    return svg.Title(text=plain(words))


def picture(
    identifier: str,
    name: str,
    description: str,
    parts: list[svg.Element],
    *,
    view: svg.ViewBoxSpec | None = None,
    height: int | None = None,
    role: str = "img",
) -> str:
    """Return a drawing as SVG text that a screen reader announces by ``name`` and ``description``.

    With ``view`` the drawing grows with its page; with ``height``, in CSS pixels, it keeps its height and its
    words their size, and places across are given in percent. ``role`` is ``img``, or ``group`` where parts
    of the drawing lead somewhere.
    """
    named, described = f"{identifier}-title", f"{identifier}-desc"
    drawing = svg.SVG(
        xmlns=None,
        viewBox=view,
        width=None if view else percent(100),
        height=height,
        elements=[
            svg.Title(id=named, text=plain(name)),
            svg.Desc(id=described, text=plain(description)),
            *parts,
        ],
        extra={"role": role, "aria-labelledby": named, "aria-describedby": described},
    )
    return drawing.as_str()
