"""The amounts that sources give for one thing, side by side on a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

import svg

from generator.charts import scales
from generator.charts.drawing import percent, picture, plain, title

_WORDS = 22
"""Height of the words above their dots, in CSS pixels."""
_ROW = 24
"""Height of a dot's row in CSS pixels: dots above each other are far enough apart for a finger."""
_AXIS = 26
_LEFT, _RIGHT = 3.0, 97.0
"""Where the scale begins and ends, in percent."""
_TICKS = 3
_RADIUS, _TARGET = 6, 12


@dataclass(frozen=True, slots=True)
class Source:
    """Who gives an amount."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with those who give it."""

    words: str
    """As it is told, bound included."""
    low: Decimal
    high: Decimal
    """The same as ``low`` but for a range."""
    bound: str
    """``exact``, ``more`` (at least), ``less`` (at most) or ``about``."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the scale."""

    amount: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class DotPlot:
    """What a dot plot shows."""

    identifier: str
    """Unique on the page."""
    name: str
    description: str
    amounts: tuple[Amount, ...]
    """From top to bottom."""
    ticks: tuple[Tick, ...]
    """From left to right; the outer two are the ends of the scale."""


def scale(amounts: Sequence[Amount]) -> tuple[Decimal, ...]:
    """Return the amounts at which the scale is marked, from left to right."""
    return scales.amounts(min(one.low for one in amounts), max(one.high for one in amounts), _TICKS)


def draw(plot: DotPlot) -> str:
    """Return the plot as SVG text; every dot leads to its source."""
    heights = [_WORDS + _ROW * len(one.sources) for one in plot.amounts]
    height = sum(heights) + 4
    parts = [*_axis(plot.ticks, height)]
    for amount, top in zip(plot.amounts, accumulate(heights, initial=0), strict=False):
        parts += _amount(amount, plot.ticks, top)
    return picture(plot.identifier, plot.name, plot.description, parts, height=height + _AXIS, role="group")


def _axis(ticks: Sequence[Tick], height: int) -> Iterator[svg.Element]:
    for place, tick in enumerate(ticks):
        x = _percent(tick.amount, ticks)
        yield svg.Line(class_=["plot-grid"], x1=x, x2=x, y1=0, y2=height)
        end = "start" if place == 0 else "end" if place == len(ticks) - 1 else "middle"
        yield svg.Text(
            class_=["plot-tick", f"plot--{end}"],
            x=x,
            y=height + 18,
            text=plain(tick.words),
            extra={"aria-hidden": "true"},
        )


def _amount(amount: Amount, ticks: Sequence[Tick], top: int) -> Iterator[svg.Element]:
    """Give an amount's words and below them its dots, each with a line for what its bound leaves open."""
    left, right = _percent(amount.low, ticks), _percent(amount.high, ticks)
    ahead = _share(amount.low, [tick.amount for tick in ticks]) < 50
    yield svg.Text(
        class_=["plot-label", f"plot--{'start' if ahead else 'end'}"],
        x=left if ahead else right,
        dx=-_RADIUS if ahead else _RADIUS,
        y=top + _WORDS - 6,
        text=plain(amount.words),
        extra={"aria-hidden": "true"},
    )
    for place, source in enumerate(amount.sources):
        y = top + _WORDS + _ROW * place + _ROW // 2
        if amount.bound in ("more", "less"):
            open_end = percent(_RIGHT if amount.bound == "more" else _LEFT)
            yield svg.Line(class_=["plot-open"], x1=left, x2=open_end, y1=y, y2=y)
        if amount.low != amount.high:
            yield svg.Line(class_=["plot-range"], x1=left, x2=right, y1=y, y2=y)
        yield _link(amount, source, left, right, y)


def _link(amount: Amount, source: Source, left: svg.Length, right: svg.Length, y: int) -> svg.Element:
    words = f"{amount.words}: {source.words}"
    kind = f"plot-dot--{amount.bound}"
    dots: list[svg.Element] = [
        svg.Circle(class_=["plot-dot", kind], cx=x, cy=y, r=_RADIUS)
        for x in ((left,) if amount.low == amount.high else (left, right))
    ]
    target = svg.Circle(class_=["plot-target"], cx=left, cy=y, r=_TARGET)
    if not source.href:
        return svg.G(elements=[title(words), *dots])
    return svg.A(
        href=plain(source.href),
        elements=[title(words), target, *dots],
        extra={"aria-label": plain(words)},
    )


def _percent(amount: Decimal, ticks: Sequence[Tick]) -> svg.Length:
    share = _share(amount, [tick.amount for tick in ticks])
    return percent(_LEFT + (_RIGHT - _LEFT) * share / 100)


def _share(amount: Decimal, marks: Sequence[Decimal]) -> float:
    return float((amount - marks[0]) / (marks[-1] - marks[0]) * 100)
