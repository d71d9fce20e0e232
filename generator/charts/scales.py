"""Round places on an axis: of amounts, and of time."""

import datetime
import math
from decimal import Decimal

_ROUND = (1, 2, 5, 10)
_DAYS = (1, 2, 3, 7, 14)
_MONTHS = (1, 2, 3, 6)
_MOST_DAYS, _MOST_MONTHS = 60, 36


def amounts(low: Decimal, high: Decimal, most: int) -> tuple[Decimal, ...]:
    """Return at most ``most`` + 1 round amounts, evenly apart, of which the outer two hold both ends.

    The first is zero unless the ends are so near each other that a reader could not tell them apart.
    """
    span = high - low
    from_zero = low >= 0 and (span * 5 >= high or not span)
    start = Decimal(0) if from_zero else low
    step = _step((high - start) or abs(high) or Decimal(1), most - 1)
    first = (start / step).to_integral_value(rounding="ROUND_FLOOR") * step
    count = int(((high - first) / step).to_integral_value(rounding="ROUND_CEILING"))
    return tuple((first + step * place).normalize() for place in range(max(1, count) + 1))


def _step(span: Decimal, parts: int) -> Decimal:
    rough = span / parts
    size = Decimal(1).scaleb(rough.adjusted())
    return next(size * factor for factor in _ROUND if size * factor >= rough)


def days(first: datetime.date, last: datetime.date, most: int) -> tuple[tuple[datetime.date, str], ...]:
    """Return at most ``most`` days between two, each with the part of it to be told: day, month or year."""
    span = (last - first).days
    if span <= _MOST_DAYS:
        apart = next((one for one in _DAYS if span // one < most), _DAYS[-1])
        found = [first + datetime.timedelta(days) for days in range(0, span + 1, apart)]
        return tuple((day, "day") for day in found[:most])
    months = (last.year - first.year) * 12 + last.month - first.month
    if months <= _MOST_MONTHS:
        apart = next((one for one in _MONTHS if months // one < most), 12)
        starts = (divmod(first.year * 12 + first.month - 1 + one, 12) for one in range(months + 1))
        found = [datetime.date(year, month + 1, 1) for year, month in starts if month % apart == 0]
        return tuple((day, "month") for day in found if first <= day)[:most]
    years = last.year - first.year
    apart = _years_apart(years, most)
    found = [datetime.date(year, 1, 1) for year in range(first.year, last.year + 1) if year % apart == 0]
    return tuple((day, "year") for day in found if first <= day)[:most]


def _years_apart(years: int, most: int) -> int:
    size = int(10 ** max(0, math.floor(math.log10(max(1, years / most)))))
    return next(size * factor for factor in _ROUND if years // (size * factor) < most)
