"""The amounts that sources give for one thing, side by side on a line."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from msgspec import Struct

from generator.charts import scales
from generator.charts.drawing import element, percent, picture, plain, title

_WORDS = 22
"""Height of the words above their dots, in CSS pixels."""
_ROW = 24
"""Height of a dot's row in CSS pixels: dots above each other are far enough apart for a finger."""
_AXIS = 26
_LEFT, _RIGHT = 5.0, 95.0
"""Where the scale begins and ends, in percent; beyond it runs on what a bound leaves open."""
_TICKS = 3
_RADIUS, _TARGET = 6, 12


class Source(Struct, frozen=True):
    """Who gives an amount."""

    words: str
    href: str


class Amount(Struct, frozen=True):
    """An amount with those who give it."""

    words: str
    """As it is told, bound included."""
    low: Decimal
    high: Decimal
    """The same as ``low`` but for a range."""
    bound: str
    """``exact``, ``more`` (at least), ``less`` (at most) or ``about``."""
    sources: tuple[Source, ...]


class Tick(Struct, frozen=True):
    """A mark of the scale."""

    amount: Decimal
    words: str


class DotPlot(Struct, frozen=True):
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


def _axis(ticks: Sequence[Tick], height: int) -> Iterator[str]:
    for place, tick in enumerate(ticks):
        x = _percent(tick.amount, ticks)
        yield element("line", class_="plot-grid", x1=x, y1=0, x2=x, y2=height)
        end = "start" if place == 0 else "end" if place == len(ticks) - 1 else "middle"
        kind = f"plot-tick plot--{end}"
        yield element("text", plain(tick.words), class_=kind, x=x, y=height + 18, aria_hidden="true")


def _amount(amount: Amount, ticks: Sequence[Tick], top: int) -> Iterator[str]:
    """Give an amount's words and below them its dots, each with a line for what its bound leaves open."""
    left, right = _percent(amount.low, ticks), _percent(amount.high, ticks)
    ahead = _share(amount.low, [tick.amount for tick in ticks]) < 50
    yield element(
        "text",
        plain(amount.words),
        class_=f"plot-label plot--{'start' if ahead else 'end'}",
        x=left if ahead else right,
        y=top + _WORDS - 6,
        dx=-_RADIUS if ahead else _RADIUS,
        aria_hidden="true",
    )
    for place, source in enumerate(amount.sources):
        y = top + _WORDS + _ROW * place + _ROW // 2
        if amount.bound in ("more", "less"):
            open_end = percent(100 if amount.bound == "more" else 0)
            yield element("line", class_="plot-open", x1=left, y1=y, x2=open_end, y2=y)
        if amount.low != amount.high:
            yield element("line", class_="plot-range", x1=left, y1=y, x2=right, y2=y)
        yield _link(amount, source, left, right, y)


def _link(amount: Amount, source: Source, left: str, right: str, y: int) -> str:
    words = f"{amount.words}: {source.words}"
    kind = f"plot-dot plot-dot--{amount.bound}"
    dots = [
        element("circle", class_=kind, cx=x, cy=y, r=_RADIUS)
        for x in ((left,) if amount.low == amount.high else (left, right))
    ]
    if not source.href:
        return element("g", title(words), *dots)
    target = element("circle", class_="plot-target", cx=left, cy=y, r=_TARGET)
    inside = title(words), target, *dots
    return element("a", *inside, href=plain(source.href), aria_label=plain(words))


def _percent(amount: Decimal, ticks: Sequence[Tick]) -> str:
    share = _share(amount, [tick.amount for tick in ticks])
    return percent(_LEFT + (_RIGHT - _LEFT) * share / 100)


def _share(amount: Decimal, marks: Sequence[Decimal]) -> float:
    return float((amount - marks[0]) / (marks[-1] - marks[0]) * 100)
