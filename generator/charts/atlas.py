"""Makes ``countries.csv``, the outlines of the world's countries, from Natural Earth's.

Natural Earth (https://www.naturalearthdata.com) is in the public domain. The npm package world-atlas
(ISC licence) carries it as TopoJSON (https://github.com/topojson/topojson-specification). To make the file
again, unpack ``world-atlas`` and run::

    python -m generator.charts.atlas package/countries-110m.json package/countries-10m.json

The smaller scale gives the outlines; countries too small for it get a place from the larger one and no
outline. ``borders.yml`` says where borders are drawn otherwise.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import yaml
from babel.core import get_global

Point = tuple[int, int]
"""Longitude and latitude in hundredths of a degree."""
Ring = tuple[Point, ...]

Arcs = tuple[int, ...]
"""A ring as the arcs it is made of; ``~n`` stands for arc ``n`` backwards."""

TARGET = Path(__file__).with_name("countries.csv")
_BORDERS = Path(__file__).with_name("borders.yml")
_HEADER = """\
# Countries: ISO 3166-1 alpha-2 code (a name where there is none), a place inside, and the outline; in hundredths of a degree.
# Outline: rings between "|", each a first point and the steps from point to point, longitude before latitude.
# Source: Natural Earth 4.1, 1:110m (outlines) and 1:10m (places of small countries), public domain, as carried by
# the npm package world-atlas 2.0.2 (ISC). Borders: as in Natural Earth, but for those in borders.yml.
# Made by generator/charts/atlas.py.
"""  # noqa: E501 - a line of the file
_WITHOUT_NUMBER = {"Kosovo": "XK"}
_SCALE = 100
_LETTERS = 2
_OFF_GRID = 0.5


def main() -> None:
    """Write ``countries.csv`` from the two TopoJSON files named on the command line, coarse one first."""
    coarse, fine = (dict(_countries(json.loads(Path(name).read_text()))) for name in sys.argv[1:3])
    lines = [(code, *_place(rings), _written(rings)) for code, rings in coarse.items()]
    small = [code for code in fine if code not in coarse and len(code) == _LETTERS]
    lines += [(code, *_place(fine[code]), "") for code in small]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "longitude", "latitude", "outline"))
        writer.writerows(sorted(lines))


def _countries(topology: Mapping[str, Any]) -> Iterator[tuple[str, list[Ring]]]:
    """Give each country's code and rings."""
    arcs = [_arc(steps, topology["transform"]) for steps in topology["arcs"]]
    shapes: dict[str, list[Arcs]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        shapes[_code(country)] = [tuple(parts) for polygon in polygons for parts in polygon]
    borders = yaml.safe_load(_BORDERS.read_text(encoding="utf-8"))
    for border in borders:
        if "joins" in border:
            _move(border, shapes, arcs)
    drawn = {border["country"]: _outline(border["outline"]) for border in borders if "outline" in border}
    for code, rings in shapes.items():
        yield code, drawn.get(code) or [_ring(parts, arcs) for parts in rings]


def _outline(corners: Iterable[tuple[float, float]]) -> list[Ring]:
    ring = [(round(longitude * _SCALE), round(latitude * _SCALE)) for longitude, latitude in corners]
    return [(*ring, ring[0])]


def _move(border: Mapping[str, Any], shapes: dict[str, list[Arcs]], arcs: list[list[Point]]) -> None:
    """Let one country have the land of ``borders.yml``; what the data have not, is left as it is."""
    target, source = border["joins"], border.get("part") or border["from"]
    if target not in shapes or source not in shapes:
        return
    moving = shapes.pop(source) if "part" in border else []
    if "at" in border:
        longitude, latitude = (round(degrees * _SCALE) for degrees in border["at"])
        moving = [parts for parts in shapes[source] if _holds(_ring(parts, arcs), longitude, latitude)]
        moving = sorted(moving, key=lambda parts: abs(_area(_ring(parts, arcs))))[:1]
        shapes[source] = [parts for parts in shapes[source] if parts not in moving]
    shapes[target] = _joined([*shapes[target], *moving], arcs)


def _joined(rings: Sequence[Arcs], arcs: list[list[Point]]) -> list[Arcs]:
    """Return rings without the borders between them: an arc that is there both ways is dropped."""
    every = {arc for parts in rings for arc in parts}
    border = {arc for arc in every if ~arc in every}
    joined = [parts for parts in rings if not border & set(parts)]
    loose = {
        _ends(arc, arcs)[0]: arc
        for parts in rings
        if border & set(parts)
        for arc in parts
        if arc not in border
    }
    while loose:
        ring = [loose.pop(next(iter(loose)))]
        while (end := _ends(ring[-1], arcs)[1]) in loose:
            ring.append(loose.pop(end))
        joined.append(tuple(ring))
    return joined


def _ends(arc: int, arcs: list[list[Point]]) -> tuple[Point, Point]:
    points = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
    return points[0], points[-1]


def _holds(ring: Ring, longitude: int, latitude: int) -> bool:
    return sum(crossing > longitude for crossing in _crossings(ring, latitude + _OFF_GRID)) % 2 == 1


def _crossings(ring: Ring, level: float) -> list[float]:
    """Return the longitudes at which a ring crosses a latitude, from west to east."""
    return sorted(
        a[0] + (level - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in pairwise(ring)
        if (a[1] > level) != (b[1] > level)
    )


def _code(country: Mapping[str, Any]) -> str:
    """Return a country's alpha-2 code or, where it has none, its name."""
    name = str(country["properties"]["name"])
    known = get_global("territory_aliases").get(str(country.get("id")), [name])
    return _WITHOUT_NUMBER.get(name, str(known[0]))


def _arc(steps: Iterable[tuple[int, int]], transform: Mapping[str, list[float]]) -> list[Point]:
    """Return an arc's points; its first step is taken from the origin of the grid."""
    (across, up), (west, south) = transform["scale"], transform["translate"]
    points = accumulate(steps, lambda one, step: (one[0] + step[0], one[1] + step[1]))
    return [(round((x * across + west) * _SCALE), round((y * up + south) * _SCALE)) for x, y in points]


def _ring(parts: Iterable[int], arcs: list[list[Point]]) -> Ring:
    """Return the ring that arcs make. The last point is the first."""
    points: list[Point] = []
    for part in parts:
        points += (arcs[part] if part >= 0 else arcs[~part][::-1])[bool(points) :]
    return tuple(points)


def _place(rings: list[Ring]) -> Point:
    """Return a point inside the largest ring: the middle of its widest stretch halfway up."""
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    level = _middle(largest)
    crossings = _crossings(largest, level)
    stretches = list(zip(crossings[::2], crossings[1::2], strict=True))
    west, east = max(stretches, key=lambda one: one[1] - one[0], default=(largest[0][0],) * 2)
    return round((west + east) / 2), round(level - _OFF_GRID)


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _middle(ring: Ring) -> float:
    """Return the latitude of a ring's centre of area, off the grid, so that no point of the ring is on it."""
    area = _area(ring)
    if not area:
        return ring[0][1] + _OFF_GRID
    moment = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)) / 6
    return round(moment / area) + _OFF_GRID


def _written(rings: list[Ring]) -> str:
    return "|".join(" ".join(_steps(ring)) for ring in rings)


def _steps(ring: Ring) -> Iterator[str]:
    yield f"{ring[0][0]} {ring[0][1]}"
    for one, other in pairwise(ring[:-1]):
        if one != other:
            yield f"{other[0] - one[0]} {other[1] - one[1]}"


if __name__ == "__main__":
    main()
