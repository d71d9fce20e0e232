"""The countries of the world: where each lies and its outline."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from msgspec import Struct

from generator import packaged
from generator.charts.projections import Point, Vector, projected, vector

_SCALE = 100
_HALF_A_WORLD = 2.7
"""Radii of the globe: what is wider stands on both edges of the world map."""


class Outline(Struct, frozen=True, eq=False):
    """A country on the map, as ``countries.csv`` has it."""

    code: str
    """ISO 3166-1 alpha-2, or the name of land that has none."""
    place: Point
    """A point inside its largest part."""
    rings: tuple[tuple[Point, ...], ...]
    """Its parts and the holes in them, none where it is too small to be drawn."""
    largest: tuple[Point, ...]
    """The part that covers most degrees; its place alone where it has no outline."""


@cache
def outlines() -> Mapping[str, Outline]:
    """Return every country's outline by its code."""
    text = packaged.text("charts", "countries.csv")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {line["code"]: _outline(line) for line in csv.DictReader(lines)}


class Ring(Struct, frozen=True):
    """A part of an outline on the plane of a map."""

    across: Sequence[float]
    """How far to the right each corner lies."""
    down: Sequence[float]
    left: float
    right: float
    top: float
    bottom: float


def ring(corners: Sequence[Point]) -> Ring:
    """Return the ring with these corners."""
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return Ring(across, down, min(across), max(across), min(down), max(down))


@lru_cache(maxsize=512)
def shore(outline: Outline, centre: Point | None) -> Ring:
    """Return the largest part of an outline on the plane of a map."""
    return ring(projected(outline.largest, centre))


# All maps place the same corners of the same countries.
@cache
def on_the_globe(outline: Outline) -> tuple[tuple[Vector, ...], ...]:
    """Return the parts of an outline as vectors."""
    return tuple(tuple(map(vector, corners)) for corners in outline.rings)


@cache
def shore_on_the_globe(outline: Outline) -> tuple[Vector, ...]:
    """Return the largest part of an outline as vectors."""
    return tuple(map(vector, outline.largest))


@cache
def on_the_world(outline: Outline) -> tuple[Ring, ...]:
    """Return the parts of an outline on the map of the world, without those that stand on both its edges."""
    placed = [ring(projected(corners, None)) for corners in outline.rings]
    return tuple(one for one in placed if one.right - one.left < _HALF_A_WORLD)


def _outline(line: Mapping[str, str]) -> Outline:
    rings = tuple(map(_ring, filter(None, line["outline"].split("|"))))
    place = int(line["longitude"]) / _SCALE, int(line["latitude"]) / _SCALE
    return Outline(line["code"], place, rings, max(rings, key=_extent, default=(place,)))


def _ring(written: str) -> tuple[Point, ...]:
    steps = [int(step) for step in written.split(" ")]
    longitudes, latitudes = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((x / _SCALE, y / _SCALE) for x, y in zip(longitudes, latitudes, strict=True))


def _extent(ring: tuple[Point, ...]) -> float:
    edges = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in edges))
