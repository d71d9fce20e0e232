"""What was set aside → the partitions: a file for each table and month, in the order of the inputs."""

import hashlib
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

from generator.archive.places import Place
from generator.archive.shares import ASIDE, Done
from generator.archive.tables import READ_WITH_THREADS, TABLES

_ROW_GROUP = {"articles": 4_096}
_ROWS = 65_536
"""Rows of a row group, of which one is in memory: some megabytes. They must not depend on the shares."""
_UNPACKED = pa.ipc.IpcReadOptions(use_threads=READ_WITH_THREADS)


class Month(Struct, frozen=True):
    """A month of a table, as a worker is given it."""

    out: str
    """The output's address."""
    table: str
    month: str
    run: str
    """What the files of the run are called: the same for the same inputs."""
    groups: tuple[tuple[str, int], ...]
    """The shares that have rows of it, in the order of the inputs, with the number of their record batch."""


class Part(Struct, frozen=True):
    """A file of the output."""

    table: str
    month: str
    path: str
    rows: int
    bytes: int
    hash: str
    """``sha256:`` and the hexadecimal digest."""


def months(shares: Sequence[Done], out: str, run: str) -> list[Month]:
    """Return every month of every table that the shares have rows of."""
    groups: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for share in shares:
        for table, by_month in share.months.items():
            for place, month in enumerate(by_month):
                groups.setdefault((table, month), []).append((share.name, place))
    return [Month(out, table, month, run, tuple(found)) for (table, month), found in sorted(groups.items())]


def publish(given: Month) -> Part:
    """Put a month together from what the shares set aside, unless it stands already; return its file.

    Raises ``OSError`` when it cannot be written.
    """
    place = Place(given.out)
    path = f"{given.table}/month={given.month}/part-{given.run}.parquet"
    if not place.has(path):
        schema = TABLES[given.table]
        with place.written(path) as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for group in _grouped(_set_aside(place, given), _ROW_GROUP.get(given.table, _ROWS)):
                writer.write_table(group, len(group))
    with place.opened(path) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
        rows = pq.ParquetFile(file).metadata.num_rows
    return Part(given.table, given.month, path, rows, size, f"sha256:{digest}")


def _set_aside(place: Place, given: Month) -> Iterator[pa.Table]:
    for name, group in given.groups:
        with place.opened(f"{ASIDE}/{name}/{given.table}.arrow") as file:
            batch = pa.ipc.open_file(file, options=_UNPACKED).get_batch(group)
            yield pa.Table.from_batches([batch])


def _grouped(tables: Iterator[pa.Table], rows: int) -> Iterator[pa.Table]:
    """Yield the rows of tables as tables of ``rows`` rows, the last of fewer.

    Each in one piece: where pages of a file end depends on its pieces.
    """
    waiting: list[pa.Table] = []
    count = 0
    for table in tables:
        waiting.append(table)
        count += len(table)
        while count >= rows:
            joined = pa.concat_tables(waiting)
            yield joined.slice(0, rows).combine_chunks()
            waiting, count = [joined.slice(rows)], count - rows
    if count:
        yield pa.concat_tables(waiting).combine_chunks()
