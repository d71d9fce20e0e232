"""What programs took, as a table and a chart."""

import statistics
from collections.abc import Sequence

from spending import Spent


def table(spent: dict[str, list[Spent]]) -> list[str]:
    """Return the rows of a table in Markdown: ratios within each round, median, least and most."""
    base = next(iter(spent.values()))
    rows = [
        "| what | CPU: ratio (least–most) | clock: ratio (least–most) | CPU s | clock s | memory MB |",
        "|---|---|---|---|---|---|",
    ]
    for name, some in spent.items():
        processor = _ratios([one.processor for one in some], [one.processor for one in base])
        clock = _ratios([one.seconds for one in some], [one.seconds for one in base])
        seconds = statistics.median(one.processor for one in some)
        waited = statistics.median(one.seconds for one in some)
        memory = statistics.median(one.memory for one in some) / 1e6
        rows.append(f"| {name} | {processor} | {clock} | {seconds:.2f} | {waited:.2f} | {memory:.0f} |")
    return rows


def _ratios(some: Sequence[float], base: Sequence[float]) -> str:
    """Return the ratios of two programs' times, round by round: median, least and most."""
    ratios = [one / other for one, other in zip(some, base, strict=True)]
    return f"{figure(statistics.median(ratios))} ({figure(min(ratios))}–{figure(max(ratios))})"


def figure(number: float) -> str:
    """Return a number with two digits that mean something."""
    return f"{number:.1f}" if number >= 9.95 else f"{number:.2f}" if number >= 0.0995 else f"{number:.2g}"


def chart(spent: dict[str, list[Spent]]) -> str:
    """Return the median processor time of each contender as bars, in SVG."""
    seconds = {name: statistics.median(one.processor for one in some) for name, some in spent.items()}
    longest = max(seconds.values())
    height = 26 * len(seconds) + 10
    bars = []
    for number, (name, value) in enumerate(seconds.items()):
        top = 26 * number + 8
        width = max(1, round(440 * value / longest))
        colour = "#0b5c6b" if name.startswith("explainer") else "#9a9a9a"
        bars.append(f'<text x="250" y="{top + 14}" text-anchor="end">{name}</text>')
        bars.append(f'<rect x="258" y="{top}" width="{width}" height="19" fill="{colour}"/>')
        bars.append(f'<text x="{264 + width}" y="{top + 14}">{value:.1f} s</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 {height}" role="img"'
        ' font-family="sans-serif" font-size="13" fill="#555">\n'
        "<title>Processor time of each build</title>\n" + "\n".join(bars) + "\n</svg>\n"
    )
