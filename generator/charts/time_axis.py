"""Events on a line of time: days as points, vaguer dates as bars, open ends fading, plans hollow."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from generator.charts import scales
from generator.charts.drawing import element, percent, picture, plain, title

FEWEST = 4
"""Events below which a list says all there is to say."""
_SHORTEST = 3
"""Days of the shortest span a scale explains."""
_CROWD = 0.75
"""Part of the events that may stand within ``_HEAP`` of the span: more, and the scale shows only a heap."""
_HEAP = 0.05
_LANES = 6
_LANE = 22
"""Height of a lane in CSS pixels."""
_APART = 7.0
"""Percent of the width that a point takes on the smallest screen."""
_LEFT, _RIGHT = 4.0, 96.0
_TICKS = 4
_RADIUS = 9
_AXIS = 24


class Moment(Struct, frozen=True):
    """An event's place in time."""

    number: int
    """Its place in the list below."""
    words: str
    """When and what, for a pointer that rests on it."""
    first: datetime.date
    """The first day it can be; ``date.min`` where that is open."""
    last: datetime.date
    """The last day it can be; ``date.max`` where that is open."""
    vague: bool
    """True for a date that is about or perhaps right."""
    past: bool

    @property
    def begins_open(self) -> bool:
        """True for "before" a day."""
        return self.first == datetime.date.min

    @property
    def ends_open(self) -> bool:
        """True for "after" a day."""
        return self.last == datetime.date.max


class Tick(Struct, frozen=True):
    """A mark of the scale."""

    day: datetime.date
    words: str


class TimeAxis(Struct, frozen=True):
    """What a time axis shows."""

    identifier: str
    """Unique on the page."""
    name: str
    description: str
    moments: tuple[Moment, ...]
    ticks: tuple[Tick, ...]


def explains(moments: Sequence[Moment]) -> bool:
    """Return whether a scale tells more than the list: enough dates, apart, and no single heap of them."""
    if len(moments) < FEWEST:
        return False
    first, last = _span(moments)
    span = (last - first).days
    starts = sorted(_start(one) for one in moments)
    if span < _SHORTEST or len(set(starts)) < FEWEST - 1 or _lanes(moments) is None:
        return False
    crowd = max(sum(0 <= (one - start).days <= span * _HEAP for one in starts) for start in starts)
    return crowd <= len(starts) * _CROWD


def scale(moments: Sequence[Moment]) -> tuple[tuple[datetime.date, str], ...]:
    """Return the days at which the scale is marked and how far each is to be told: day, month or year."""
    return scales.days(*_span(moments), _TICKS)


def draw(axis: TimeAxis) -> str:
    """Return the axis as SVG text. Raises ``ValueError`` for events that no scale explains."""
    lanes = _lanes(axis.moments)
    if lanes is None:
        raise ValueError(f"{axis.identifier}: the events do not fit")
    span = _span(axis.moments)
    height = _LANE * (max(lanes) + 1) + 6
    marks = (_mark(one, lane, height, span, axis) for one, lane in zip(axis.moments, lanes, strict=True))
    parts = [*_fades(axis), *_scale(axis, span, height), *marks]
    return picture(axis.identifier, axis.name, axis.description, parts, height=height + _AXIS)


def _start(moment: Moment) -> datetime.date:
    return moment.last if moment.begins_open else moment.first


def _end(moment: Moment) -> datetime.date:
    return moment.first if moment.ends_open else moment.last


def _span(moments: Sequence[Moment]) -> tuple[datetime.date, datetime.date]:
    return min(map(_start, moments)), max(map(_end, moments))


def _percent(day: datetime.date, span: tuple[datetime.date, datetime.date]) -> float:
    days = (span[1] - span[0]).days or 1
    return _LEFT + (_RIGHT - _LEFT) * (day - span[0]).days / days


def _reach(moment: Moment, span: tuple[datetime.date, datetime.date]) -> tuple[float, float]:
    """Return from where to where an event's mark goes, in percent; open ends go to the edge."""
    left = 0.0 if moment.begins_open else _percent(moment.first, span)
    right = 100.0 if moment.ends_open else _percent(moment.last, span)
    return left, right


def _lanes(moments: Sequence[Moment]) -> list[int] | None:
    """Return in which lane each event stands, the lowest free one; None when there are too few lanes."""
    span = _span(moments)
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_LANES)]
    lanes = []
    for moment in moments:
        left, right = _reach(moment, span)
        own = left - _APART / 2, max(right, left) + _APART / 2
        free = (place for place, lane in enumerate(taken) if not any(_overlap(own, one) for one in lane))
        lane = next(free, None)
        if lane is None:
            return None
        taken[lane].append(own)
        lanes.append(lane)
    return lanes


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _fades(axis: TimeAxis) -> Iterator[str]:
    """Give the colours in which open ends fade, each towards one side."""
    for name, shades in (("later", (0.55, 0.0)), ("earlier", (0.0, 0.55))):
        stops = [
            element("stop", offset=percent(place), stop_opacity=shade, class_="axis-fade")
            for place, shade in zip((0, 100), shades, strict=True)
        ]
        yield element("linearGradient", *stops, id=f"{axis.identifier}-{name}")


def _scale(axis: TimeAxis, span: tuple[datetime.date, datetime.date], height: int) -> Iterator[str]:
    yield element("line", class_="axis-line", x1=percent(0), y1=height, x2=percent(100), y2=height)
    for tick in axis.ticks:
        place = _percent(tick.day, span)
        end = "start" if place < 15 else "end" if place > 85 else "middle"
        x = percent(place)
        yield element("line", class_="axis-line", x1=x, y1=height, x2=x, y2=height + 5)
        yield element(
            "text",
            plain(tick.words),
            class_=f"axis-tick plot--{end}",
            x=percent(0) if place <= _LEFT else x,
            y=height + 20,
            aria_hidden="true",
        )
    for one, other in pairwise(axis.ticks):
        if one.day >= other.day:
            raise ValueError(f"{axis.identifier}: the marks of the scale are out of order")


def _mark(
    moment: Moment, lane: int, height: int, span: tuple[datetime.date, datetime.date], axis: TimeAxis
) -> str:
    """Return an event's mark: its bar, if it has one, under its number."""
    left, right = _reach(moment, span)
    y = height - _LANE * lane - _LANE / 2 - 3
    parts = [title(moment.words)]
    if right > left:
        is_open = moment.begins_open or moment.ends_open
        fade = f"url(#{axis.identifier}-{'earlier' if moment.begins_open else 'later'})"
        parts.append(
            element(
                "rect",
                class_="axis-open" if is_open else "axis-bar",
                x=percent(left),
                y=y - 5,
                width=percent(right - left),
                height=10,
                rx=5,
                fill=fade if is_open else None,
            )
        )
    at = percent(right if moment.begins_open else left if moment.ends_open else (left + right) / 2)
    parts.append(element("circle", class_="axis-point", cx=at, cy=y, r=_RADIUS))
    parts.append(element("text", str(moment.number), class_="axis-number", x=at, y=y))
    kind = f"axis-event axis-event--{'past' if moment.past else 'ahead'}"
    return element("g", *parts, class_=f"{kind} axis-event--vague" if moment.vague else kind)
