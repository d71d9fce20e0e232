"""Makes ``countries.csv``, the outlines of the world's countries, from Natural Earth's.

Natural Earth (https://www.naturalearthdata.com) is in the public domain. The npm package world-atlas
(ISC licence) carries it as TopoJSON (https://github.com/topojson/topojson-specification). To make the file
again, unpack ``world-atlas`` and run::

    python -m generator.charts.atlas package/countries-110m.json package/countries-10m.json

The smaller scale gives the outlines; countries too small for it get a place from the larger one and no
outline.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

Point = tuple[int, int]
"""Longitude and latitude in hundredths of a degree."""
Ring = tuple[Point, ...]

TARGET = Path(__file__).with_name("countries.csv")
_HEADER = """\
# Countries: ISO 3166-1 alpha-2 code (empty where there is none), a place inside, and the outline; in hundredths of a degree.
# Outline: rings between "|", each a first point and the steps from point to point, longitude before latitude.
# Source: Natural Earth 4.1, 1:110m (outlines) and 1:10m (places of small countries), public domain, as carried by
# the npm package world-atlas 2.0.2 (ISC). Natural Earth draws borders as they are held. Made by generator/charts/atlas.py.
"""  # noqa: E501 - a line of the file
_WITHOUT_NUMBER = {"Kosovo": "XK"}
_SCALE = 100
_OFF_GRID = 0.5


def main() -> None:
    """Write ``countries.csv`` from the two TopoJSON files named on the command line, coarse one first."""
    coarse, fine = (dict(_countries(json.loads(Path(name).read_text()))) for name in sys.argv[1:3])
    lines = [(code, *_place(rings), _written(rings)) for code, rings in coarse.items()]
    lines += [(code, *_place(rings), "") for code, rings in fine.items() if code not in coarse]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "longitude", "latitude", "outline"))
        writer.writerows(sorted(lines))


def _countries(topology: Mapping[str, Any]) -> Iterator[tuple[str, list[Ring]]]:
    """Give each country's code and rings; those without a code come together, last."""
    arcs = [_arc(steps, topology["transform"]) for steps in topology["arcs"]]
    rest: list[Ring] = []
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings = [_ring(parts, arcs) for polygon in polygons for parts in polygon]
        code = _code(country)
        if code:
            yield code, rings
        else:
            rest += rings
    if rest:
        yield "", rest


def _code(country: Mapping[str, Any]) -> str:
    known = get_global("territory_aliases").get(str(country.get("id")), [""])
    return _WITHOUT_NUMBER.get(country["properties"]["name"], str(known[0]))


def _arc(steps: Iterable[tuple[int, int]], transform: Mapping[str, list[float]]) -> list[Point]:
    """Return an arc's points; its first step is taken from the origin of the grid."""
    (across, up), (west, south) = transform["scale"], transform["translate"]
    points = accumulate(steps, lambda one, step: (one[0] + step[0], one[1] + step[1]))
    return [(round((x * across + west) * _SCALE), round((y * up + south) * _SCALE)) for x, y in points]


def _ring(parts: Iterable[int], arcs: list[list[Point]]) -> Ring:
    """Return the ring that arcs make; ``~n`` stands for arc ``n`` backwards. The last point is the first."""
    points: list[Point] = []
    for part in parts:
        points += (arcs[part] if part >= 0 else arcs[~part][::-1])[bool(points) :]
    return tuple(points)


def _place(rings: list[Ring]) -> Point:
    """Return a point inside the largest ring: the middle of its widest stretch halfway up."""
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    level = _middle(largest)
    crossings = sorted(
        a[0] + (level - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in pairwise(largest)
        if (a[1] > level) != (b[1] > level)
    )
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
