"""Articles that speak of the same thing → events, those that most independent origins report first.

Near-identical texts are folded to one (``windows.find_copies``), pairs found by what two articles have in
common (``matching``), pairs grouped (``grouping``) and groups described from the rows (``telling``).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import compress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

from generator import origins
from generator.archive import Each, descriptor
from generator.archive.events import grouping, matching, telling, terms, windows
from generator.archive.events.telling import Event
from generator.archive.events.windows import Counting
from generator.archive.places import Place
from generator.archive.tables import ABOUT, READ_WITH_THREADS, rows_about, stored
from generator.progress import counting
from generator.project import Progress, ProjectError
from generator.store import digest

THRESHOLD = 0.12
"""From this mean score on, articles are of one event. docs/archive.md says how it was chosen."""
FILE = "events/events.parquet"
"""The events, in the output."""
_ASIDE = "_events"
"""The folder for what is kept during a run; readers of data sets pass over names that begin so."""
_SOURCE = b"explainer"
"""The file's metadata that says of which tables the events are."""
_SHORT = 16


class Found(Struct, frozen=True):
    """The events of an output."""

    events: tuple[Event, ...]
    """By rank."""
    articles: int
    """Of the output, those of no event too."""


class Asked(Struct, frozen=True):
    """An output whose events are asked for."""

    place: Place
    tables: descriptor.Descriptor
    """What it holds."""
    source: str
    """A digest of its tables and of what finds events in them."""
    known: Found | None
    """Its events, where they were found before and the tables are the same."""


def prepare(out: str) -> Asked:
    """Return what is known of an output of ``archive.extract``. Raises ``ProjectError`` when it is none."""
    place, tables = _opened(out)
    source = digest(tables.rules, _program(), *(part.hash for part in tables.parts))[:_SHORT]
    events, of = _read(place)
    known = Found(events, tables.rows.get("articles", 0)) if of == source else None
    return Asked(place, tables, source, known)


def find(asked: Asked, each: Each, progress: Progress) -> Found:
    """Find the events of an output, write them to it and return them.

    What a run that was broken off had finished is not done again, and nothing is done when the events are
    known. Raises ``OSError`` when they cannot be written.
    """
    if asked.known:
        return asked.known
    found = _Run(asked, each, progress).events()
    with asked.place.written(FILE) as file:
        table = telling.written(found).replace_schema_metadata({_SOURCE: asked.source.encode()})
        pq.write_table(table, file, compression="zstd")
    asked.place.remove(_ASIDE)
    return Found(tuple(found), asked.tables.rows.get("articles", 0))


def read(out: str) -> tuple[Event, ...]:
    """Return the events of an output, by rank. Raises ``ProjectError`` when they have not been found yet."""
    place, _ = _opened(out)
    events, of = _read(place)
    if not of:
        raise ProjectError(f"{out} has no events yet. Run: explainer archive events {out}")
    return events


def _opened(out: str) -> tuple[Place, descriptor.Descriptor]:
    try:
        place = Place(out)
    except (ValueError, ImportError) as error:
        raise ProjectError(f"“{out}” cannot be read: {error}") from error
    tables = descriptor.read(place)
    if tables is None:
        raise ProjectError(f"{out} has no tables. Run: explainer archive extract IN {out}")
    return place, tables


def _read(place: Place) -> tuple[tuple[Event, ...], str]:
    """Return the events that were found before, and of which tables; none of "" when there are none."""
    if not place.has(FILE):
        return (), ""
    with place.opened(FILE) as file:
        table = pq.ParquetFile(file).read(use_threads=READ_WITH_THREADS)
    return telling.read(table), (table.schema.metadata or {}).get(_SOURCE, b"").decode()


@cache
def _program() -> str:
    """Return a digest of what makes events."""
    own = [one for one in sorted(Path(__file__).parent.iterdir()) if one.is_file()]
    return digest(*(one.read_bytes() for one in (*own, Path(origins.__file__))))


class _Run:
    """One search for the events of an output."""

    def __init__(self, asked: Asked, each: Each, progress: Progress) -> None:
        self.place = asked.place
        self.tables = asked.tables
        self.folder = f"{_ASIDE}/{asked.source}"
        self.each = each
        self.progress = progress

    def events(self) -> list[Event]:
        files = self.keys()
        if not files:
            return []
        keys = [key for month in sorted(files) for _, key in files[month]]
        every = windows.windows(self.place.address, self.folder, files)
        self.done("Finding copies", windows.find_copies, every)
        copies = self.joined("copies.parquet", [window.copies for window in every], windows.folded)
        frequencies = self.frequencies(keys, copies)
        count = self.tables.rows.get("articles", 0)
        match = partial(windows.match, copies=copies, frequencies=frequencies, articles=count)
        self.done("Comparing articles", match, every)
        pairs = self.joined("pairs.parquet", [window.pairs for window in every])
        return self.described(keys, copies, pairs)

    def done(self, stage: str, task: Callable[[Any], str], items: Sequence[Any]) -> None:
        """Have a task done for each item, in any order, and tell how far it is."""
        for _ in counting(self.progress, stage, self.each(task, items), len(items)):
            pass

    def keys(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Have the keys of all articles written; return the files of articles and of keys by month."""
        files: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        asked = []
        for part in self.tables.parts:
            if part.table == "articles":
                keys = f"{self.folder}/keys/{part.hash.partition(':')[2][:_SHORT]}.parquet"
                files[part.month].append((part.path, keys))
                asked.append(terms.Part(self.place.address, part.path, keys))
        self.done("Reading articles", terms.keep, asked)
        return files

    def frequencies(self, keys: Sequence[str], copies: str) -> str:
        """Have the terms counted; return the file with how often each occurs."""
        asked = [
            Counting(self.place.address, copies, one, one.replace("/keys/", "/frequencies/")) for one in keys
        ]
        self.done("Counting words", windows.count_terms, asked)
        return self.joined("frequencies.parquet", [one.frequencies for one in asked], matching.summed)

    def joined(
        self, name: str, paths: Sequence[str], made: Callable[[pa.Table], pa.Table] | None = None
    ) -> str:
        """Write one file of what is made of several, unless an earlier run has; return its path."""

        def table(place: Place) -> pa.Table:
            every = pa.concat_tables([stored(place, path) for path in paths])
            return made(every) if made else every

        return windows.written(self.place.address, f"{self.folder}/{name}", table)

    def described(self, keys: Sequence[str], copies: str, pairs: str) -> list[Event]:
        """Return the events of the pairs."""
        folded, scored = stored(self.place, copies), stored(self.place, pairs)
        wanted = pa.concat_arrays(
            [table[side].combine_chunks() for table in (folded, scored) for side in ("one", "other")]
        )
        ordered = matching.numbered(rows_about(self.place, keys, wanted, ["article", "day", "digest"]))
        groups = _groups(ordered["article"].to_pylist(), _pairs(folded), scored)
        members = pa.array([key for group in groups for key in group.articles], pa.string())
        digests = dict(zip(ordered["article"].to_pylist(), ordered["digest"].to_pylist(), strict=True))
        return telling.ranked(groups, self.told(members, digests))

    def told(self, members: pa.Array, digests: Mapping[str, str]) -> telling.Told:
        """Return what the tables say of some articles."""
        columns = [name for name in ABOUT if name not in ("author", "language", "licence")]
        articles = {
            row["article"]: {**row, "digest": digests[row["article"]]}
            for row in self.rows("articles", ["article", "id", "date", *columns], members)
        }
        people = telling.names(self.rows("attendees", ["article", "person"], members), "person")
        parties = telling.names(self.rows("deals", ["article", "parties"], members), "parties")
        return telling.Told(articles, people, parties)

    def rows(self, table: str, columns: Sequence[str], members: pa.Array) -> Iterator[Mapping[str, Any]]:
        """Yield the rows of a table that speak of some articles."""
        paths = [part.path for part in self.tables.parts if part.table == table]
        for path in counting(self.progress, f"Describing events: {table}", paths, len(paths)):
            yield from rows_about(self.place, [path], members, columns).to_pylist()


def _pairs(table: pa.Table) -> list[tuple[str, str]]:
    return list(zip(table["one"].to_pylist(), table["other"].to_pylist(), strict=True))


def _groups(names: Sequence[str], folded: Sequence[tuple[str, str]], scored: pa.Table) -> list[telling.Group]:
    """Return the groups of the articles called ``names``, which are by date, each with its copies.

    ``folded`` are copies that were left out when pairs were looked for; those of an article that is in no
    group are a group by themselves.
    """
    numbers = {name: number for number, name in enumerate(names)}
    copies: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in folded:
        copies[numbers[one]].append(numbers[other])
    pairs = [(numbers[one], numbers[other]) for one, other in _pairs(scored)]
    scores = dict(zip(pairs, scored["score"].to_pylist(), strict=True))
    given = [(*pair, score) for pair, score in scores.items()]
    linked = grouping.groups(given, THRESHOLD, matching.NEIGHBOURS)
    grouped = {one for group in linked for one in group}
    linked += [[one] for one in sorted(copies) if one not in grouped]
    place = {one: number for number, group in enumerate(linked) for one in group}
    within: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        if place.get(pair[0], -1) == place.get(pair[1], -2):
            within[place[pair[0]]].append(pair)
    close = set(compress(pairs, scored["copy"].to_pylist()))
    made = []
    for number, group in enumerate(linked):
        same = [(one, other) for one in group for other in copies[one]]
        members = sorted([*group, *(other for _, other in same)])
        same += [pair for pair in within[number] if pair in close]
        center = grouping.central(group, {pair: scores[pair] for pair in within[number]})
        called = tuple((names[one], names[other]) for one, other in same)
        made.append(telling.Group(tuple(names[one] for one in members), names[center], called))
    return made
