"""From places on the globe to places on a sheet; both projections keep areas."""

import math
from collections.abc import Callable, Iterable
from functools import lru_cache

Projection = Callable[[float, float], tuple[float, float]]
"""Longitude and latitude in degrees → x to the right and y downwards, in radii of the globe."""

_WORLD_MERIDIAN = 11.0
"""The middle of the world map: its edge then runs through the Bering Strait and cuts no country."""
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)


# Every map of the world places the same corners of the same countries.
@lru_cache(maxsize=32_768)
def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
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


def azimuthal(centre: tuple[float, float]) -> Projection:
    """Return Lambert's azimuthal equal-area projection around a centre given in degrees.

    Formula: J. P. Snyder, "Map projections: a working manual" (1987), equations 22-4 and 24-2 to 24-4,
    https://doi.org/10.3133/pp1395.
    """
    middle, height = math.radians(centre[0]), math.radians(centre[1])
    sin_height, cos_height = math.sin(height), math.cos(height)

    def project(longitude: float, latitude: float) -> tuple[float, float]:
        across, up = math.radians(longitude) - middle, math.radians(latitude)
        sin_up, cos_up, cos_across = math.sin(up), math.cos(up), math.cos(across)
        nearness = sin_height * sin_up + cos_height * cos_up * cos_across
        factor = math.sqrt(2 / max(1e-9, 1 + nearness))
        x = factor * cos_up * math.sin(across)
        y = factor * (cos_height * sin_up - sin_height * cos_up * cos_across)
        return x, -y

    return project


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the angle between two places in degrees."""
    near = sum(a * b for a, b in zip(_vector(one), _vector(other), strict=True))
    return math.degrees(math.acos(max(-1.0, min(1.0, near))))


def around(centre: tuple[float, float], places: Iterable[tuple[float, float]], degrees: float) -> bool:
    """Return whether all places, given in degrees, lie nearer to a centre than so many degrees."""
    x, y, z = _vector(centre)
    least = math.cos(math.radians(degrees))
    return all(x * a + y * b + z * c > least for a, b, c in map(_vector, places))


def middle(places: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Return the place in the middle of others, all in degrees; (0, 0) where they cancel each other out."""
    vectors = [_vector(place) for place in places]
    x, y, z = (sum(vector[axis] for vector in vectors) for axis in range(3))
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


# Every map asks for the same corners of the same countries.
@lru_cache(maxsize=32_768)
def _vector(place: tuple[float, float]) -> tuple[float, float, float]:
    longitude, latitude = math.radians(place[0]), math.radians(place[1])
    return (
        math.cos(latitude) * math.cos(longitude),
        math.cos(latitude) * math.sin(longitude),
        math.sin(latitude),
    )
