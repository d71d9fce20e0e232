"""The picture that social networks and messengers show beside a link to an explainer.

Drawn with Pillow in Source Serif and Source Sans (SIL Open Font License), both of which come as packages:
the same words give the same picture on every machine. Characters that the fonts lack are written in Latin
letters, so that no picture holds empty boxes.
"""

import io
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from math import ceil

from PIL import Image, ImageColor, ImageDraw, ImageFont

from generator.model import Explainer, Fact
from generator.project import Project
from generator.translation import Translation, translation
from generator.views import Asset, dates, web, words
from generator.views.gist import origin_count

SIZE = (1200, 630)
"""Pixels: what Open Graph's readers agree on."""
_MARGIN = 72
_WIDTH = SIZE[0] - 2 * _MARGIN
_STEPS = 16
"""Shades from one colour to the next at the edges of letters."""
_SOFT, _PAPER, _INK, _MARKER, _LINE = 0, _STEPS, 2 * _STEPS, 3 * _STEPS, 3 * _STEPS + 1
"""The colours' places in the palette. Between two of them lie their mixtures: there Pillow, which numbers the
edges of letters between the letter and its ground, finds their shades."""
_COLOURS = ("#555a62", "#ffffff", "#14161a", "#ffe14d")
"""Those with shades between them, as in the site's style sheet: a highlighter marks what is proven."""
_LINE_COLOUR = "#d9d7d0"
_COMPRESSION = 3
"""Of zlib's levels: the usual one takes twice as long to save a seventh."""
_SERIF = ("font_source_serif_pro", "SourceSerifPro-Bold.ttf")
_SANS = ("font_source_sans_pro", "SourceSansPro-Regular.ttf")
_SANS_BOLD = ("font_source_sans_pro", "SourceSansPro-Semibold.ttf")
_TITLE_SIZES = (76, 66, 56, 48)
_TITLE_LINES = 3
_LEADING = 46
"""From one line of the standfirst to the next."""
_RULE = 530
"""The line between what the explainer says and what it rests on, from the top."""
_LONGEST = 400
"""Characters of one text: more never fit."""
_NO_CHARACTER = "\uffff"

Face = tuple[str, str]


def social_card(explainer: Explainer, facts: Sequence[Fact], project: Project) -> Asset:
    """Return the social card of an explainer: title, standfirst, place, date and how much it rests on."""
    picture = Image.new("P", SIZE, _PAPER)
    picture.putpalette(_palette())
    draw = ImageDraw.Draw(picture)
    draw.fontmode = "L"
    draw.rectangle((0, 0, SIZE[0], 18), fill=_INK)
    translated = translation(project.language)
    about = " · ".join(
        filter(None, [words.collapsed(explainer.place), dates.in_words(explainer.date, translated)])
    )
    _line(draw, _MARGIN, about, _SANS_BOLD, 30, _SOFT)
    below = _title(draw, words.collapsed(explainer.title)) + 26
    room = (_RULE - below) // _LEADING
    for number, line in enumerate(_wrapped(explainer.standfirst, _SANS, 34, room)):
        _line(draw, below + number * _LEADING, line, _SANS, 34, _SOFT)
    draw.line((_MARGIN, _RULE, SIZE[0] - _MARGIN, _RULE), fill=_LINE, width=2)
    basis = _basis(explainer, facts, translated)
    marked = _MARGIN + _length(basis, _SANS_BOLD, 30)
    draw.rectangle((_MARGIN - 6, 566, marked + 6, 590), fill=_MARKER)
    _line(draw, 550, basis, _SANS_BOLD, 30, _INK)
    _line(draw, 550, project.site_name, _SANS, 30, _SOFT, right=True)
    body = io.BytesIO()
    picture.save(body, "PNG", compress_level=_COMPRESSION)
    return Asset(web.social_card(explainer.slug), body.getvalue(), explainer.location)


@cache
def _palette() -> list[int]:
    """Return red, green and blue of each colour and of the shades between each two."""
    colours = [ImageColor.getrgb(colour) for colour in _COLOURS]
    shades = [
        tuple(round(a + (b - a) * step / _STEPS) for a, b in zip(one, other, strict=True))
        for one, other in pairwise(colours)
        for step in range(_STEPS)
    ]
    return [part for colour in (*shades, colours[-1], ImageColor.getrgb(_LINE_COLOUR)) for part in colour]


def _basis(explainer: Explainer, facts: Sequence[Fact], translated: Translation) -> str:
    return " · ".join(
        (
            words.counted_facts(len(facts), translated),
            words.counted_articles(len(explainer.articles), translated),
            words.counted_origins(origin_count(facts), translated),
        )
    )


def _title(draw: ImageDraw.ImageDraw, title: str) -> int:
    """Write the title as large as its length allows; return where it ends, in pixels from the top."""
    size = next(
        (size for size in _TITLE_SIZES if len(_wrapped(title, _SERIF, size)) <= _TITLE_LINES),
        _TITLE_SIZES[-1],
    )
    top = 124
    height = round(size * 1.15)
    lines = _wrapped(title, _SERIF, size, _TITLE_LINES, _evened(title, size))
    for number, line in enumerate(lines):
        _line(draw, top + number * height, line, _SERIF, size, _INK)
    return top + len(lines) * height


def _evened(title: str, size: int) -> int:
    """Return the narrowest width in which the title takes no more lines: none is left with one word."""
    lines = len(_wrapped(title, _SERIF, size))
    width = _WIDTH
    while width > _WIDTH // 2 and len(_wrapped(title, _SERIF, size, width=width - 40)) == lines:
        width -= 40
    return width if lines <= _TITLE_LINES else _WIDTH


def _line(
    draw: ImageDraw.ImageDraw, top: int, text: str, face: Face, size: int, colour: int, right: bool = False
) -> None:
    place = (SIZE[0] - _MARGIN, top) if right else (_MARGIN, top)
    most = _WIDTH // 3 if right else _WIDTH
    line = _writable(_cut(words.shortened(text, _LONGEST), face, size, most), face)
    draw.text(place, line, fill=colour, font=_font(face, size), anchor="ra" if right else "la")


def _wrapped(text: str, face: Face, size: int, most: int = 0, width: int = _WIDTH) -> list[str]:
    """Return a text in lines that fit the card; the last of at most ``most`` lines ends in "…" if need be."""
    lines: list[str] = []
    for word in words.shortened(text, _LONGEST).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(longer, face, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if most and len(lines) > most:
        lines[most - 1 :] = [_cut(f"{lines[most - 1]}…", face, size, _WIDTH)]
    return [_cut(line, face, size, _WIDTH) for line in lines]


def _cut(line: str, face: Face, size: int, width: int) -> str:
    """Return a line no longer than ``width`` pixels, "…" included where it was cut."""
    if _length(line, face, size) <= width:
        return line
    shorter = line.rstrip("…")
    fitting = bisect_right(
        range(len(shorter)), width, key=lambda end: _length(f"{shorter[:end].rstrip()}…", face, size)
    )
    return f"{shorter[: max(0, fitting - 1)].rstrip()}…"


@lru_cache(maxsize=1024)
def _length(text: str, face: Face, size: int) -> int:
    """Return how far a text reaches, in pixels: ink may stand beyond where the next letter would begin."""
    return ceil(_font(face, size).getbbox(_writable(text, face))[2])


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    package, name = face
    file = io.BytesIO(resources.files(package).joinpath("files", name).read_bytes())
    # The plain layout is part of Pillow; the other depends on what is installed on the machine.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _writable(text: str, face: Face) -> str:
    """Return a text in characters that the font has."""
    if all(_has(face, character) for character in text):
        return text
    from anyascii import anyascii  # starts slowly, and most texts have no use for it

    return "".join(character if _has(face, character) else anyascii(character) for character in text)


@cache
def _has(face: Face, character: str) -> bool:
    font = _font(face, 20)
    return bytes(font.getmask(character)) != bytes(font.getmask(_NO_CHARACTER))
