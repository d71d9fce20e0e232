"""What workers do for events: each task reads files of the output and writes one, whole or not at all."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from msgspec import Struct

from generator import origins
from generator.archive.events import matching
from generator.archive.places import Place
from generator.archive.tables import UNKNOWN_MONTH, rows_about, stored
from generator.origins import Joined

CLOSE = 0.3
"""Pairs that score so much are looked at again: one may be a cut-down copy of the other."""
COPIES = pa.schema({"one": pa.string(), "other": pa.string()})
PAIRS = pa.schema({**{"one": pa.string(), "other": pa.string()}, "score": pa.float64(), "copy": pa.bool_()})


class Window(Struct, frozen=True):
    """A month of articles, with those that come so shortly before it that they can be of the same events."""

    out: str
    """The output's address."""
    folder: str
    """Of what is kept during the run, in the output."""
    month: str
    keys: tuple[str, ...]
    """The files of keys, in the output."""
    articles: tuple[str, ...]
    """The files of the articles they are the keys of."""

    @property
    def copies(self) -> str:
        """The file with the copies found."""
        return f"{self.folder}/copies/{self.month}.parquet"

    @property
    def pairs(self) -> str:
        """The file with the pairs found."""
        return f"{self.folder}/pairs/{self.month}.parquet"


class Counting(Struct, frozen=True):
    """A file of keys whose terms are to be counted."""

    out: str
    copies: str
    """The file that names the articles that are copies of earlier ones."""
    keys: str
    frequencies: str
    """Where the counts go."""


def find_copies(window: Window) -> str:
    """Write which articles of the month have near-identical texts before them; return the file's path."""

    def found(place: Place) -> pa.Table:
        keys, first = _read(place, window)
        pairs = list(zip(*matching.alike(keys, first).to_pydict().values(), strict=True))
        names = keys["article"].to_pylist()
        texts = _texts(place, window, {names[one] for pair in pairs for one in pair})
        copies = [(names[one], names[other]) for one, other in _copied(pairs, names, texts)]
        return pa.table([[one for one, _ in copies], [other for _, other in copies]], schema=COPIES)

    return written(window.out, window.copies, found)


def folded(copies: pa.Table) -> pa.Table:
    """Return copies so that all of a text are told as those of one article."""
    joined = Joined[str]()
    pairs = list(zip(copies["one"].to_pylist(), copies["other"].to_pylist(), strict=True))
    for one, other in pairs:
        joined.join(one, other)
    names = sorted({name for pair in pairs for name in pair})
    others = [name for name in names if joined.top(name) != name]
    return pa.table([[joined.top(name) for name in others], others], schema=COPIES)


def count_terms(asked: Counting) -> str:
    """Write in how many articles each term occurs, copies left out; return the file's path."""

    def found(place: Place) -> pa.Table:
        keys = stored(place, asked.keys, ["article", "terms"])
        return matching.frequencies(_without_copies(keys, place, asked.copies))

    return written(asked.out, asked.frequencies, found)


def match(window: Window, copies: str, frequencies: str, articles: int) -> str:
    """Write which articles of the month speak of the same thing as others; return the file's path.

    ``copies`` is the file that names the copies, ``frequencies`` that with the counts of the terms among
    all the ``articles``.
    """

    def found(place: Place) -> pa.Table:
        keys, first = _read(place, window, copies)
        known = stored(place, frequencies, ["term", "articles"])
        pairs = matching.scored(keys, known, articles, first)
        names = keys["article"]
        near = pairs.filter(pc.field("score") >= CLOSE)
        close = zip(*(pc.take(names, near[side]).to_pylist() for side in ("one", "other")), strict=True)
        wanted = list(close)
        texts = _texts(place, window, {name for pair in wanted for name in pair})
        same = {pair for pair in wanted if _near_identical(*(texts[name] for name in pair))}
        one, other = (pc.take(names, pairs[side]) for side in ("one", "other"))
        copy = [pair in same for pair in zip(one.to_pylist(), other.to_pylist(), strict=True)]
        return pa.table([one, other, pairs["score"], pa.array(copy, pa.bool_())], schema=PAIRS)

    return written(window.out, window.pairs, found)


def windows(out: str, folder: str, files: Mapping[str, Sequence[tuple[str, str]]]) -> list[Window]:
    """Return a window for each month of ``files``, which has the files of articles and of keys by month."""
    return [Window(out, folder, month, *_reaching(month, files)) for month in sorted(files)]


def _reaching(
    month: str, files: Mapping[str, Sequence[tuple[str, str]]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    months = [month]
    if month != UNKNOWN_MONTH:
        earliest = _reach(month).isoformat()[:7]
        months = [one for one in sorted(files) if earliest <= one <= month]
    found = [one for each in months for one in files[each]]
    return tuple(keys for _, keys in found), tuple(articles for articles, _ in found)


def _first(month: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{month}-01")


def _reach(month: str) -> datetime.date:
    return _first(month) - datetime.timedelta(days=matching.WINDOW)


def _read(place: Place, window: Window, copies: str = "") -> tuple[pa.Table, int]:
    """Return the keys of a window, numbered, and the number of the month's first article."""
    keys = pa.concat_tables([stored(place, path) for path in window.keys])
    if copies:
        keys = _without_copies(keys, place, copies)
    if window.month == UNKNOWN_MONTH:
        return matching.numbered(keys), 0
    keys = matching.numbered(keys.filter(pc.field("day") >= _reach(window.month).toordinal()))
    before = pc.sum(pc.less(keys["day"], _first(window.month).toordinal())).as_py()
    return keys, before or 0


def _without_copies(keys: pa.Table, place: Place, copies: str) -> pa.Table:
    others = stored(place, copies, ["other"])["other"].combine_chunks()
    return keys.filter(pc.invert(pc.is_in(keys["article"], value_set=others)))


def _copied(
    pairs: Iterable[tuple[int, int]], names: Sequence[str], texts: Mapping[str, str]
) -> list[tuple[int, int]]:
    """Return the pairs that are copies, each held against the first of what the earlier one copies."""
    joined = Joined[int]()
    found = []
    for one, other in pairs:
        top = joined.top(one)
        if joined.top(other) != top and _near_identical(texts[names[top]], texts[names[other]]):
            joined.join(top, other)
            found.append((top, other))
    return found


def _near_identical(one: str, other: str) -> bool:
    return origins.similarity(one, other) >= origins.NEAR_IDENTICAL


def _texts(place: Place, window: Window, wanted: set[str]) -> dict[str, str]:
    """Return the texts of some articles."""
    if not wanted:
        return {}
    found = rows_about(place, window.articles, pa.array(sorted(wanted)), ["article", "text"])
    return dict(zip(found["article"].to_pylist(), found["text"].to_pylist(), strict=True))


def written(out: str, path: str, made: Callable[[Place], pa.Table]) -> str:
    """Write what is made as a file, unless an earlier run has; return the path."""
    place = Place(out)
    if not place.has(path):
        table = made(place)
        with place.written(path) as file:
            pq.write_table(table, file, compression="zstd")
    return path
