"""A map on which some countries stand out: of their part of the world, or of all of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import cos, radians
from operator import sub

from msgspec import Struct

from generator.charts.drawing import element, picture, plain, title
from generator.charts.outlines import (
    Outline,
    Ring,
    on_the_globe,
    on_the_world,
    outlines,
    ring,
    shore,
    shore_on_the_globe,
)
from generator.charts.projections import Point, azimuthal, equal_earth, middle, projected, vector

WIDTH = 1000
"""Of the drawing, in its own units; style sheets size the words in them."""
_NARROW, _WIDE = 1.6, 2.25
"""Width to height of a map of a part of the world and of the whole."""
_FAR = cos(radians(58))
"""Nearness to the middle below which the whole world is shown: the cosine of the angle between two places."""
_FAR_NORTH = 62.0
"""Degrees of latitude of a middle that few readers have ever seen on a map."""
_LEAST = cos(radians(120))
"""Nearness to the middle below which nothing is drawn: near the far side of the globe all is stretched."""
_SHEETS = 32
"""Parts of the world kept at hand as they were drawn."""
_STEPS = 4096
"""Steps from corner to corner kept at hand in words."""
_SMALLEST = 0.5
"""Width of the smallest map, in radii of the globe: about 30 degrees."""
_SMALLEST_WORLD = 3.2
_MARGIN = 1.14
"""Width of a map in widths of what it is about."""
_SPECK = 6
"""Units across below which a part of a country is left out."""
_DOT = 26
"""Units across below which a country gets a dot."""
_LETTER = 40
"""Height of the words on the smallest screen, in units."""
_POLAR = "AQ"
_WORLD_LEFT, _WORLD_RIGHT = equal_earth(-163, 0)[0], equal_earth(190, 0)[0]
_WORLD_TOP, _WORLD_BOTTOM = equal_earth(0, 83.5)[1], equal_earth(0, -58)[1]


class MapCountry(Struct, frozen=True):
    """A country that stands out."""

    code: str
    """ISO 3166-1 alpha-2."""
    name: str
    note: str
    """What a pointer resting on it is told besides its name."""
    full: bool
    """False to show it in outline only."""


class CountryMap(Struct, frozen=True):
    """What a map shows."""

    identifier: str
    """Unique on the page; part of the ids of its name and description."""
    name: str
    description: str
    countries: tuple[MapCountry, ...]
    """The first are named first where there is no room to name all."""


class _Sheet(Struct, frozen=True):
    """The part of the world shown and how a place comes onto the sheet."""

    centre: Point | None
    """None for the whole world."""
    left: float
    top: float
    scale: float
    """Units to a radius of the globe."""
    height: int
    grid: int
    """Units between the places a point can take: neighbours keep their border when both are rounded alike."""

    def place(self, place: Point) -> tuple[int, int]:
        x, y = projected([place], self.centre)[0]
        return self._on_grid(x - self.left), self._on_grid(y - self.top)

    def _on_grid(self, length: float) -> int:
        return round(length * self.scale / self.grid) * self.grid

    def path(self, outline: Outline) -> str:
        """Return what of an outline lies on the sheet as path data; "" when nothing does."""
        return "".join(map(self._ring, self._shown(outline)))

    def _shown(self, outline: Outline) -> Iterable[Ring]:
        """Give the parts of an outline as they lie on the sheet's plane, those that are behind left out."""
        if self.centre is None:
            return on_the_world(outline)
        x, y, z = vector(self.centre)
        project = azimuthal(self.centre)
        return [
            ring(project(corners))
            for corners in on_the_globe(outline)
            if min([x * a + y * b + z * c for a, b, c in corners]) > _LEAST
        ]

    def edges(self, one: Ring) -> tuple[int, int, int, int]:
        """Return how far a ring reaches on the sheet: to the left, the right, up and down."""
        return (
            self._on_grid(one.left - self.left),
            self._on_grid(one.right - self.left),
            self._on_grid(one.top - self.top),
            self._on_grid(one.bottom - self.top),
        )

    def _ring(self, one: Ring) -> str:
        first, last, upper, lower = self.edges(one)
        if max(last - first, lower - upper) < _SPECK:
            return ""
        if last < 0 or first > WIDTH or lower < 0 or upper > self.height:
            return ""
        left, top, grid, scale = self.left, self.top, self.grid, self.scale / self.grid
        return _path(
            [round((x - left) * scale) * grid for x in one.across],
            [round((y - top) * scale) * grid for y in one.down],
        )


def _path(across: Sequence[int], down: Sequence[int]) -> str:
    """Return a ring as path data, without the points that repeat the one before."""
    steps = map(_step, map(sub, across[1:], across), map(sub, down[1:], down))
    return f"M{across[0]} {down[0]}l{' '.join(filter(None, steps)).replace(' -', '-')}z"


# Corners stand close: a coast has the same small steps again and again.
@lru_cache(maxsize=_STEPS)
def _step(across: int, down: int) -> str:
    return f"{across} {down}" if across or down else ""


def _least_near(outlines: Iterable[Outline], centre: Point) -> float:
    """Return how near the farthest point of the largest parts of some outlines is to a place."""
    x, y, z = vector(centre)
    return min(x * a + y * b + z * c for one in outlines for a, b, c in shore_on_the_globe(one))


@lru_cache(maxsize=_SHEETS)
def _paths(sheet: _Sheet) -> Mapping[str, str]:
    """Return what of each country lies on a sheet: maps of the world are often of the same part of it."""
    return {code: sheet.path(outline) for code, outline in outlines().items()}


def drawable(codes: Iterable[str]) -> tuple[str, ...]:
    """Return those countries that a map can show, in their order."""
    return tuple(code for code in codes if code in outlines())


def draw(shown: CountryMap) -> str:
    """Return the map as SVG text. Raises ``ValueError`` when it can show none of the countries."""
    chosen = {one.code: one for one in shown.countries if one.code in outlines()}
    if not chosen:
        raise ValueError(f"{shown.identifier}: none of the countries is on the map")
    own = [outlines()[code] for code in chosen]
    sheet = _sheet(own)
    paths = _paths(sheet)
    faint = "".join(
        path
        for code, path in paths.items()
        if code not in chosen and (code != _POLAR or sheet.centre is not None)
    )
    bodies = [_body(chosen[one.code], one, paths[one.code], sheet) for one in own]
    bodies.sort(key=lambda body: body.startswith("<circle"))
    return picture(
        shown.identifier,
        shown.name,
        shown.description,
        [
            element("path", class_="map-land", d=faint),
            *bodies,
            *_labels(list(chosen.values()), sheet, paths),
        ],
        view=(WIDTH, sheet.height),
    )


def _sheet(own: Sequence[Outline]) -> _Sheet:
    """Return the sheet on which countries stand large: around them, or on the map of the whole world."""
    centre = middle(outline.place for outline in own)
    whole = abs(centre[1]) > _FAR_NORTH or _least_near(own, centre) < _FAR
    shape, smallest = (_WIDE, _SMALLEST_WORLD) if whole else (_NARROW, _SMALLEST)
    shores = [shore(outline, None if whole else centre) for outline in own]
    left, right = min(one.left for one in shores), max(one.right for one in shores)
    top, bottom = min(one.top for one in shores), max(one.bottom for one in shores)
    width = max((right - left) * _MARGIN, (bottom - top) * _MARGIN * shape, smallest)
    start = (left + right - width) / 2
    if whole:
        width = min(width, _WORLD_RIGHT - _WORLD_LEFT)
        start = min(max(start, _WORLD_LEFT), _WORLD_RIGHT - width)
    upper = (top + bottom - width / shape) / 2
    if whole:
        upper = min(max(upper, _WORLD_TOP), _WORLD_BOTTOM - width / shape)
    return _Sheet(
        centre=None if whole else centre,
        left=start,
        top=upper,
        scale=WIDTH / width,
        height=round(WIDTH / shape),
        grid=2 if whole else 1,
    )


def _body(country: MapCountry, outline: Outline, path: str, sheet: _Sheet) -> str:
    kind = "map-country" if country.full else "map-country map-country--outline"
    words = f"{country.name}: {country.note}" if country.note else country.name
    if path and _across(outline, sheet) >= _DOT:
        return element("path", title(words), class_=kind, d=path)
    x, y = sheet.place(outline.place)
    return element("circle", title(words), class_=f"{kind} map-dot", cx=x, cy=y, r=_DOT // 2 - 2)


def _across(outline: Outline, sheet: _Sheet) -> int:
    first, last, upper, lower = sheet.edges(shore(outline, sheet.centre))
    return max(last - first, lower - upper)


class _Label(Struct, frozen=True):
    """Words and the room they take on the smallest screen."""

    words: str
    anchor: str
    """Which end of the words stands at ``x``: ``start``, ``middle`` or ``end``."""
    x: int
    y: int

    @property
    def left(self) -> float:
        return self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width

    @property
    def width(self) -> float:
        return len(self.words) * _LETTER * 0.58

    def fits(self, height: int, others: Iterable["_Label"]) -> bool:
        """Return whether the words stand on the sheet and touch no others."""
        inside = self.left >= 0 and self.left + self.width <= WIDTH
        level = _LETTER / 2 <= self.y <= height - _LETTER / 2
        return inside and level and not any(self._touches(other) for other in others)

    def _touches(self, other: "_Label") -> bool:
        apart = self.left + self.width <= other.left or other.left + other.width <= self.left
        return not apart and abs(self.y - other.y) < _LETTER


def _labels(countries: Sequence[MapCountry], sheet: _Sheet, paths: Mapping[str, str]) -> Iterator[str]:
    """Give a name, or a code where there is no room for the name, or nothing, for each country."""
    taken: list[_Label] = []
    for country in countries:
        outline = outlines()[country.code]
        x, y = sheet.place(outline.place)
        across = _across(outline, sheet) if paths[country.code] else 0
        spots = (spot for words in (country.name, country.code) for spot in _spots(words, x, y, across))
        label = next((spot for spot in spots if spot.fits(sheet.height, taken)), None)
        if label:
            taken.append(label)
            kind = f"map-label map-label--{label.anchor}"
            yield element("text", plain(label.words), class_=kind, x=label.x, y=label.y, aria_hidden="true")


def _spots(words: str, x: int, y: int, across: int) -> Iterator[_Label]:
    """Give the places for the words of a country, the best first: on it where it is large, else beside it."""
    if across >= _DOT * 3:
        yield _Label(words, "middle", x, y)
    beside = max(_DOT * 2 // 3, min(across // 2, 50))
    yield _Label(words, "start", x + beside, y)
    yield _Label(words, "end", x - beside, y)
    above = _LETTER // 2 + max(_DOT // 2, min(across // 4, 30))
    yield _Label(words, "middle", x, y - above)
    yield _Label(words, "middle", x, y + above)
