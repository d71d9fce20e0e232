"""A map on which some countries stand out: of their part of the world, or of all of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap

import svg

from generator.charts.drawing import picture, plain, title
from generator.charts.outlines import Outline, Point, outlines
from generator.charts.projections import Projection, around, azimuthal, distance, equal_earth, middle

WIDTH = 1000
"""Of the drawing, in its own units; style sheets size the words in them."""
_NARROW, _WIDE = 1.6, 2.25
"""Width to height of a map of a part of the world and of the whole."""
_FAR = 58.0
"""Degrees from the middle from which on the whole world is shown."""
_FAR_NORTH = 62.0
"""Degrees of latitude of a middle that few readers have ever seen on a map."""
_BEHIND = 120.0
"""Degrees from the middle beyond which nothing is drawn: near the far side of the globe all is stretched."""
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
_HALF_A_WORLD = 2.7
"""Radii of the globe: what is wider stands on both edges of the world map."""


@dataclass(frozen=True, slots=True)
class MapCountry:
    """A country that stands out."""

    code: str
    """ISO 3166-1 alpha-2."""
    name: str
    note: str
    """What a pointer resting on it is told besides its name."""
    full: bool
    """False to show it in outline only."""


@dataclass(frozen=True, slots=True)
class CountryMap:
    """What a map shows."""

    identifier: str
    """Unique on the page; part of the ids of its name and description."""
    name: str
    description: str
    countries: tuple[MapCountry, ...]
    """The first are named first where there is no room to name all."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The part of the world shown and how a place comes onto the sheet."""

    project: Projection
    centre: Point | None
    """None for the whole world."""
    left: float
    top: float
    scale: float
    """Units to a radius of the globe."""
    height: int
    grid: int
    """Units between the places a point can take: neighbours keep their border when both are rounded alike."""

    def place(self, point: Point) -> tuple[int, int]:
        return self._on_sheet(*self.project(*point))

    def _on_sheet(self, x: float, y: float) -> tuple[int, int]:
        return self._on_grid(x - self.left), self._on_grid(y - self.top)

    def _on_grid(self, length: float) -> int:
        return round(length * self.scale / self.grid) * self.grid

    def path(self, outline: Outline) -> str:
        """Return what of an outline lies on the sheet as path data; "" when nothing does."""
        rings = (self._ring(ring) for ring in outline.rings if self._in_front(ring))
        return "".join(filter(None, rings))

    def _in_front(self, ring: Sequence[Point]) -> bool:
        if self.centre is None:
            edges = [self.project(*point)[0] for point in ring]
            return max(edges) - min(edges) < _HALF_A_WORLD
        return around(self.centre, ring, _BEHIND)

    def _ring(self, ring: tuple[Point, ...]) -> str:
        projected = list(starmap(self.project, ring))
        left, top = self._on_sheet(min(x for x, _ in projected), min(y for _, y in projected))
        right, bottom = self._on_sheet(max(x for x, _ in projected), max(y for _, y in projected))
        if max(right - left, bottom - top) < _SPECK:
            return ""
        if right < 0 or left > WIDTH or bottom < 0 or top > self.height:
            return ""
        points = list(_without_repeats(starmap(self._on_sheet, projected)))
        steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points))
        return f"M{points[0][0]} {points[0][1]}l{' '.join(steps).replace(' -', '-')}z"


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
    faint = "".join(
        sheet.path(outline)
        for code, outline in outlines().items()
        if code not in chosen and (code != _POLAR or sheet.centre is not None)
    )
    paths = {outline.code: sheet.path(outline) for outline in own}
    bodies = [_body(chosen[one.code], one, paths[one.code], sheet) for one in own]
    bodies.sort(key=lambda body: isinstance(body, svg.Circle))
    return picture(
        shown.identifier,
        shown.name,
        shown.description,
        [
            svg.Path(class_=["map-land"], extra={"d": faint}),
            *bodies,
            *_labels(list(chosen.values()), sheet, paths),
        ],
        view=svg.ViewBoxSpec(0, 0, WIDTH, sheet.height),
    )


def _sheet(own: Sequence[Outline]) -> _Sheet:
    """Return the sheet on which countries stand large: around them, or on the map of the whole world."""
    centre = middle(outline.place for outline in own)
    shores = [point for outline in own for point in outline.largest]
    whole = abs(centre[1]) > _FAR_NORTH or max(distance(centre, point) for point in shores) > _FAR
    project = equal_earth if whole else azimuthal(centre)
    shape, smallest = (_WIDE, _SMALLEST_WORLD) if whole else (_NARROW, _SMALLEST)
    points = [project(*point) for point in shores]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    width = max((right - left) * _MARGIN, (bottom - top) * _MARGIN * shape, smallest)
    start = (left + right - width) / 2
    if whole:
        width = min(width, _WORLD_RIGHT - _WORLD_LEFT)
        start = min(max(start, _WORLD_LEFT), _WORLD_RIGHT - width)
    upper = (top + bottom - width / shape) / 2
    if whole:
        upper = min(max(upper, _WORLD_TOP), _WORLD_BOTTOM - width / shape)
    return _Sheet(
        project=project,
        centre=None if whole else centre,
        left=start,
        top=upper,
        scale=WIDTH / width,
        height=round(WIDTH / shape),
        grid=2 if whole else 1,
    )


def _without_repeats(points: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    before = None
    for point in points:
        if point != before:
            yield point
        before = point


def _body(country: MapCountry, outline: Outline, path: str, sheet: _Sheet) -> svg.Element:
    classes = ["map-country"] if country.full else ["map-country", "map-country--outline"]
    words = f"{country.name}: {country.note}" if country.note else country.name
    if path and _across(outline, sheet) >= _DOT:
        return svg.Path(class_=classes, extra={"d": path}, elements=[title(words)])
    x, y = sheet.place(outline.place)
    return svg.Circle(class_=[*classes, "map-dot"], cx=x, cy=y, r=_DOT // 2 - 2, elements=[title(words)])


def _across(outline: Outline, sheet: _Sheet) -> int:
    points = [sheet.place(point) for point in outline.largest]
    return max(
        max(x for x, _ in points) - min(x for x, _ in points),
        max(y for _, y in points) - min(y for _, y in points),
    )


@dataclass(frozen=True, slots=True)
class _Label:
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


def _labels(countries: Sequence[MapCountry], sheet: _Sheet, paths: dict[str, str]) -> Iterator[svg.Element]:
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
            yield svg.Text(
                class_=["map-label", f"map-label--{label.anchor}"],
                x=label.x,
                y=label.y,
                text=plain(label.words),
                extra={"aria-hidden": "true"},
            )


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
