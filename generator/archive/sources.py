"""Inputs → records: JSON lines, Parquet and web archives, on this machine or wherever fsspec reaches.

An input is cut into shares, each of so many records and with a mark where reading begins: at a byte or a row
group where the format can be entered there, at the top where it cannot (packed lines), with records to skip.
"""

import hashlib
import io
import json
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from generator.archive.tables import READ_WITH_THREADS
from generator.intake import fields
from generator.intake.documents import Document
from generator.intake.refusal import Refused
from generator.project import ProjectError

LONGEST = 4_000_000
"""Bytes of a line or of a page: an article is far smaller."""
SMALLEST = 128
"""Records of the shares of a small input, where one has to be large enough for as many."""
FEWEST = 32
"""Shares of an input: with fewer, workers that are done would wait long for the others."""
MOST_SKIPPING = 64
"""Shares of an input that must each be read from its top: more would read it too often."""
_READ_TOGETHER = 64
"""Rows of Parquet in memory at a time."""
_PACKED = {".gz": "gzip", ".zst": "zstd"}


@dataclass(frozen=True, slots=True)
class Input:
    """A file of articles."""

    address: str
    """Where fsspec finds it."""
    name: str
    """Its path below what was given as IN: the same wherever that lies."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a share begins."""

    start: int
    """The byte or, of Parquet, the row group to begin reading at."""
    skip: int
    """Records to pass over from there."""
    number: int
    """The number of its first record, from 1: of a line, a row or a page."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """An input that was read once, without looking at what its records say."""

    input: Input
    digest: str
    """SHA-256, hexadecimal; empty when the file cannot be opened."""
    bytes: int
    records: int
    marks: tuple[Mark, ...]
    problem: str = ""
    """Why it could not be read to its end; what stands before is used."""


@dataclass(frozen=True, slots=True)
class Record:
    """An article as it stands in an input, or why it is none."""

    number: int
    identifier: str
    """As the input gives it; empty when it does not."""
    document: Document | Refused


_Found = tuple[str, Document | Refused] | None
"""Identifier and document; ``None`` for an empty line."""
_BROKEN = (OSError, EOFError, ValueError, pa.ArrowException)


def inputs(given: str) -> tuple[Input, ...]:
    """Return the files that ``given`` means: a file, a folder or a pattern, at any address of fsspec's.

    Raises ``ProjectError`` when there is none that can be read.
    """
    try:
        system, path = fsspec.url_to_fs(given)
        if "*" in path:
            found, top = system.glob(path), path[: path.index("*")].rpartition("/")[0]
        elif system.isdir(path):
            found, top = system.find(path), path
        else:
            found, top = [path] if system.exists(path) else [], path.rpartition("/")[0]
    # Each store has exceptions of its own for what it does not find and whom it does not know.
    except Exception as error:
        raise ProjectError(f"“{given}” cannot be read: {error}") from error
    top = top.rstrip("/") + "/" if top else ""
    read = [Input(_address(given, system, one), one.removeprefix(top)) for one in found if _kind(one)]
    if not read:
        kinds = ", ".join(f"*{ending}" for ending in _KINDS)
        raise ProjectError(f"“{given}” is no file of articles and holds none ({kinds}, also .gz or .zst).")
    return tuple(sorted(read, key=lambda one: one.name))


def _address(given: str, system: Any, path: str) -> str:
    """Return the address of a file of a file system that ``given`` opened."""
    if "::" in given:
        return f"{given.split('://', 1)[0]}://{path}::{given.split('::', 1)[1]}"
    return str(system.unstrip_protocol(path))


def _kind(path: str) -> str:
    """Return the ending that says what a file is, or "" when it is none of ours."""
    endings = PurePosixPath(path).suffixes
    if endings and endings[-1] in _PACKED:
        endings.pop()
    return endings[-1] if endings and endings[-1] in _KINDS else ""


def survey(given: Input, share: int) -> Surveyed:
    """Return what an input holds: its digest, its records, and where its shares begin.

    They are of ``share`` records, or of fewer where the input is small.
    """
    try:
        with fsspec.open(given.address, "rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
    except _BROKEN as error:
        return Surveyed(given, "", 0, 0, (), f"it cannot be opened: {error}")
    small = min(share, SMALLEST)
    marks, number, problem = _counted(given, small)
    # What fails at the same record again is damage; anything else was the way to it.
    while problem and (again := _counted(given, small))[1:] != (number, problem):
        marks, number, problem = again
    marks = marks[:: min(max(len(marks) // FEWEST, 1), share // small)]
    if marks and marks[-1].skip == marks[-1].number - 1:
        marks = marks[:: math.ceil(len(marks) / MOST_SKIPPING)]
    return Surveyed(given, digest, size, number, tuple(marks), problem)


def _counted(given: Input, share: int) -> tuple[list[Mark], int, str]:
    """Return where shares begin, how many records there are, and why they cannot be read to the end."""
    marks: list[Mark] = []
    number = 0
    positions, _ = _KINDS[_kind(given.name)]
    try:
        with _opened(given) as stream:
            for number, (start, skip) in enumerate(positions(stream), 1):
                if number % share == 1 % share:
                    marks.append(Mark(start, skip, number))
    # Whatever a library stumbles over in a damaged file.
    except Exception as error:
        return marks, number, f"after {number} records it cannot be read on ({type(error).__name__}: {error})"
    return marks, number, ""


def records(given: Input, mark: Mark, count: int) -> Iterator[Record]:
    """Yield ``count`` records from ``mark`` on; what an input holds beyond damage is not reached."""
    _, read = _KINDS[_kind(given.name)]
    with _opened(given) as stream:
        found = islice(read(stream, mark.start), mark.skip, mark.skip + count)
        for number, one in enumerate(found, mark.number):
            if one is not None:
                yield Record(number, *one)


@contextmanager
def _opened(given: Input) -> Iterator[Any]:
    """Yield the stream of a file, unpacked where it is packed and is read by lines."""
    with fsspec.open(given.address, "rb") as stream:
        if _kind(given.name) not in _LINES:
            yield stream
        elif packed := _PACKED.get(PurePosixPath(given.name).suffix):
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


def _line_positions(stream: Any) -> Iterator[tuple[int, int]]:
    packed = isinstance(stream.raw, pa.CompressedInputStream)
    offset = 0
    for number, (_, length) in enumerate(_lines(stream)):
        yield (0, number) if packed else (offset, 0)
        offset += length


def _line_records(stream: Any, start: int) -> Iterator[_Found]:
    if start:
        stream.seek(start)
    for line, _ in _lines(stream):
        yield _from_line(line) if line.strip() else None


def _from_line(line: bytes) -> _Found:
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


def _from_values(values: Mapping[str, Any]) -> _Found:
    identifier = values.get("id")
    identifier = "" if identifier is None else str(identifier)
    try:
        return identifier, fields.document(values)
    except Refused as refused:
        return identifier, refused


def _row_positions(stream: Any) -> Iterator[tuple[int, int]]:
    metadata = pq.ParquetFile(stream).metadata
    for group in range(metadata.num_row_groups):
        yield from ((group, row) for row in range(metadata.row_group(group).num_rows))


def _row_records(stream: Any, start: int) -> Iterator[_Found]:
    file = pq.ParquetFile(stream)
    groups = list(range(start, file.metadata.num_row_groups))
    known = ["id", *fields.names()]
    columns = [name for name in file.schema_arrow.names if name in known]
    for batch in file.iter_batches(_READ_TOGETHER, groups, columns, use_threads=READ_WITH_THREADS):
        for row in batch.to_pylist():
            yield _from_values({name: _as_words(value) for name, value in row.items()})


def _as_words(value: Any) -> Any:
    """Return a date or a time as ISO 8601, anything else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _page_positions(stream: Any) -> Iterator[tuple[int, int]]:
    from generator.intake import bundles  # a worker that reads no pages needs none of it

    return ((offset, 0) for offset in bundles.archived_offsets(stream))


def _page_records(stream: Any, start: int) -> Iterator[_Found]:
    from generator.intake import bundles

    stream.seek(start)
    for record in bundles.archived_pages(stream):
        yield "", bundles.archived(record, LONGEST)


_LINES = (".jsonl", ".ndjson")
_Positions = Callable[[Any], Iterator[tuple[int, int]]]
_Records = Callable[[Any, int], Iterator[_Found]]
_KINDS: Mapping[str, tuple[_Positions, _Records]] = {
    **dict.fromkeys(_LINES, (_line_positions, _line_records)),
    ".parquet": (_row_positions, _row_records),
    ".warc": (_page_positions, _page_records),
}
