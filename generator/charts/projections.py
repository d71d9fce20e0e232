"""From places on the globe to places on a sheet; both projections keep areas."""

import math
from collections.abc import Callable, Iterable, Sequence

Point = tuple[float, float]
"""Longitude and latitude in degrees; or x to the right and y downwards, in radii of the globe."""
Vector = tuple[float, float, float]
"""A place on a globe of radius 1, seen from its middle."""

_WORLD_MERIDIAN = 11.0
"""The middle of the world map: its edge then runs through the Bering Strait and cuts no country."""
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)


def equal_earth(longitude: float, latitude: float) -> Point:
    """Return a place on the map of the whole world.

    Formula: B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map projection" (2018),
    https://doi.org/10.1080/13658816.2018.1504949.
    """
    a1, a2, a3, a4 = _EQUAL_EARTH
    turned = math.radians((longitude - _WORLD_MERIDIAN + 180) % 360 - 180)
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    slope = 9 * a4 * square * sixth + 7 * a3 * sixth + 3 * a2 * square + a1
    x = 2 * math.sqrt(3) * turned * math.cos(angle) / (3 * slope)
    y = a4 * angle * square * sixth + a3 * angle * sixth + a2 * angle * square + a1 * angle
    return x, -y


def azimuthal(centre: Point) -> Callable[[Iterable[Vector]], list[Point]]:
    """Return Lambert's azimuthal equal-area projection around a centre given in degrees.

    Formula: J. P. Snyder, "Map projections: a working manual" (1987), equations 22-4 and 24-2 to 24-4,
    https://doi.org/10.3133/pp1395; with vectors in the place of angles, since a map has ten thousand corners.
    """
    turned, height = math.radians(centre[0]), math.radians(centre[1])
    a, b, c = vector(centre)
    # The sheet's axes as seen from the middle of the globe: one to the east, one to the north.
    e, f = -math.sin(turned), math.cos(turned)
    n, o, p = math.sin(height) * -f, math.sin(height) * e, math.cos(height)

    def project(places: Iterable[Vector]) -> list[Point]:
        return [
            (
                (factor := math.sqrt(2 / max(1e-9, 1 + a * x + b * y + c * z))) * (e * x + f * y),
                -factor * (n * x + o * y + p * z),
            )
            for x, y, z in places
        ]

    return project


def projected(places: Sequence[Point], centre: Point | None) -> list[Point]:
    """Return places on the plane of a map around a centre, or of the map of the world."""
    if centre is None:
        return [equal_earth(*place) for place in places]
    return azimuthal(centre)(map(vector, places))


def middle(places: Iterable[Point]) -> Point:
    """Return the place in the middle of others, all in degrees; (0, 0) where they cancel each other out."""
    vectors = [vector(place) for place in places]
    x, y, z = (sum(one[axis] for one in vectors) for axis in range(3))
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def vector(place: Point) -> Vector:
    """Return a place given in degrees as a vector."""
    longitude, latitude = math.radians(place[0]), math.radians(place[1])
    return (
        math.cos(latitude) * math.cos(longitude),
        math.cos(latitude) * math.sin(longitude),
        math.sin(latitude),
    )
