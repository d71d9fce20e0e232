"""How each format of articles is read: JSON lines, packed or not, Parquet and web archives."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from generator.archive.tables import READ_WITH_THREADS
from generator.intake import fields
from generator.intake.documents import Document
from generator.intake.refusal import Refused

LONGEST = 4_000_000
"""Bytes of a line or of a page: an article is far smaller."""
_READ_TOGETHER = 64
"""Rows of Parquet in memory at a time."""
_PACKED = {".gz": "gzip", ".zst": "zstd"}

Found = tuple[str, Document | Refused] | None
"""Identifier and document; ``None`` for an empty line."""


def kind(path: str) -> str:
    """Return the ending that says what a file is, or "" when it is none of ours."""
    endings = PurePosixPath(path).suffixes
    if endings and endings[-1] in _PACKED:
        endings.pop()
    return endings[-1] if endings and endings[-1] in KINDS else ""


@contextmanager
def opened(address: str, name: str) -> Iterator[Any]:
    """Yield the stream of the file that fsspec finds at an address, unpacked where it is packed lines."""
    with fsspec.open(address, "rb") as stream:
        if kind(name) not in _LINES:
            yield stream
        elif packed := _PACKED.get(PurePosixPath(name).suffix):
            with pa.CompressedInputStream(stream, packed) as unpacked:
                yield io.BufferedReader(unpacked)
        else:
            # A store's own files cannot be asked for a line of a length at most.
            yield io.BufferedReader(stream)


def _lines(stream: Any) -> Iterator[tuple[bytes, int]]:
    """Yield each line with its length; of one that is too long, as much as shows it."""
    while line := stream.readline(LONGEST + 1):
        length = len(line)
        if length > LONGEST:
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(LONGEST)
                length += len(rest)
        yield line, length


def _line_positions(stream: Any) -> Iterator[tuple[int, int, int]]:
    packed = isinstance(stream.raw, pa.CompressedInputStream)
    offset = 0
    for number, (_, length) in enumerate(_lines(stream)):
        yield (0, number, length) if packed else (offset, 0, length)
        offset += length


def _line_records(stream: Any, start: int) -> Iterator[Found]:
    if start:
        stream.seek(start)
    for line, _ in _lines(stream):
        yield _from_line(line) if line.strip() else None


def _from_line(line: bytes) -> Found:
    if len(line) > LONGEST:
        return "", Refused("too-large", f"The line is longer than {LONGEST // 1000:,} kB.")
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "", Refused("not-utf-8", "The line is not UTF-8.")
    except (ValueError, RecursionError):
        return "", Refused("source-broken", "The line is not correct JSON.")
    if not isinstance(values, dict):
        return "", Refused("source-broken", "The line is not a JSON object.")
    return _from_values(values)


def _from_values(values: Mapping[str, Any]) -> Found:
    identifier = values.get("id")
    identifier = "" if identifier is None else str(identifier)
    try:
        return identifier, fields.document(values)
    except Refused as refused:
        return identifier, refused


def _batches(stream: Any, start: int) -> Iterator[tuple[int, int, pa.RecordBatch]]:
    """Yield some rows after the other, with their row group and the place of the first in it, from 0."""
    file = pq.ParquetFile(stream)
    known = ["id", *fields.names()]
    columns = [name for name in file.schema_arrow.names if name in known]
    for group in range(start, file.metadata.num_row_groups):
        row = 0
        for batch in file.iter_batches(_READ_TOGETHER, [group], columns, use_threads=READ_WITH_THREADS):
            yield group, row, batch
            row += len(batch)


def _row_positions(stream: Any) -> Iterator[tuple[int, int, int]]:
    # Read, because what the file says of itself need not be true.
    for group, row, batch in _batches(stream, 0):
        length = max(batch.nbytes // len(batch), 1)
        yield from ((group, row + place, length) for place in range(len(batch)))


def _row_records(stream: Any, start: int) -> Iterator[Found]:
    for *_, batch in _batches(stream, start):
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        yield from (_from_row(columns, place) for place in range(len(batch)))


def _from_row(columns: Mapping[str, pa.Array], row: int) -> Found:
    try:
        values = {name: column[row].as_py() for name, column in columns.items()}
    # Arrow holds days, time zones and bytes that are none to Python, and each has an exception of its own.
    except Exception as error:
        return "", Refused("source-broken", f"The row cannot be read ({type(error).__name__}: {error}).")
    # Dates and times as ISO 8601.
    return _from_values(
        {name: one.isoformat() if hasattr(one, "isoformat") else one for name, one in values.items()}
    )


def _page_positions(stream: Any) -> Iterator[tuple[int, int, int]]:
    from generator.intake import bundles  # a worker that reads no pages needs none of it

    return ((offset, 0, 0) for offset in bundles.archived_offsets(stream))


def _page_records(stream: Any, start: int) -> Iterator[Found]:
    from generator.intake import bundles

    stream.seek(start)
    for record in bundles.archived_pages(stream):
        yield "", bundles.archived(record, LONGEST)


_LINES = (".jsonl", ".ndjson")
_Positions = Callable[[Any], Iterator[tuple[int, int, int]]]
"""Of each record where to begin, how many to pass over from there, and its bytes, unpacked."""
_Records = Callable[[Any, int], Iterator[Found]]
KINDS: Mapping[str, tuple[_Positions, _Records]] = {
    **dict.fromkeys(_LINES, (_line_positions, _line_records)),
    ".parquet": (_row_positions, _row_records),
    ".warc": (_page_positions, _page_records),
}
