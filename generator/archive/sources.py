"""Inputs → records: JSON lines, Parquet and web archives, on this machine or wherever fsspec reaches.

An input is cut into shares, each of so many records and with a mark where reading begins: at a byte or a row
group where the format can be entered there, at the top where it cannot (packed lines), with records to skip.
"""

import hashlib
import math
from collections.abc import Iterator
from itertools import islice
from typing import Any

import fsspec
import pyarrow as pa
from msgspec import Struct

from generator.archive import formats
from generator.intake.documents import MOST_UNPACKED, Document
from generator.intake.refusal import Refused
from generator.project import ProjectError

SMALLEST = 128
"""Records of the shares of a small input, where one has to be large enough for as many."""
FEWEST = 32
"""Shares of an input: with fewer, workers that are done would wait long for the others."""
MOST_SKIPPING = 64
"""Shares of an input that must each be read from its top: more would read it too often."""


class Input(Struct, frozen=True):
    """A file of articles."""

    address: str
    """Where fsspec finds it."""
    name: str
    """Its path below what was given as IN: the same wherever that lies."""


class Mark(Struct, frozen=True):
    """Where a share begins."""

    start: int
    """The byte or, of Parquet, the row group to begin reading at."""
    skip: int
    """Records to pass over from there."""
    number: int
    """The number of its first record, from 1: of a line, a row or a page."""


class Surveyed(Struct, frozen=True):
    """An input that was read once, without looking at what its records say."""

    input: Input
    digest: str
    """SHA-256, hexadecimal; empty when the file cannot be opened."""
    bytes: int
    records: int
    marks: tuple[Mark, ...]
    problem: str = ""
    """Why it could not be read to its end; what stands before is used."""


class Record(Struct, frozen=True):
    """An article as it stands in an input, or why it is none."""

    number: int
    identifier: str
    """As the input gives it; empty when it does not."""
    document: Document | Refused


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
    read = [Input(_address(given, system, one), one.removeprefix(top)) for one in found if formats.kind(one)]
    if not read:
        kinds = ", ".join(f"*{ending}" for ending in formats.KINDS)
        raise ProjectError(f"“{given}” is no file of articles and holds none ({kinds}, also .gz or .zst).")
    return tuple(sorted(read, key=lambda one: one.name))


def _address(given: str, system: Any, path: str) -> str:
    """Return the address of a file of a file system that ``given`` opened."""
    if "::" in given:
        return f"{given.split('://', 1)[0]}://{path}::{given.split('::', 1)[1]}"
    return str(system.unstrip_protocol(path))


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
    marks, number, problem = _counted(given, size, small)
    # What fails at the same record again is damage; anything else was the way to it.
    while problem and (again := _counted(given, size, small))[1:] != (number, problem):
        marks, number, problem = again
    marks = marks[:: min(max(len(marks) // FEWEST, 1), share // small)]
    if marks and marks[-1].skip == marks[-1].number - 1:
        marks = marks[:: math.ceil(len(marks) / MOST_SKIPPING)]
    return Surveyed(given, digest, size, number, tuple(marks), problem)


def _counted(given: Input, size: int, share: int) -> tuple[list[Mark], int, str]:
    """Return where shares begin, how many records there are, and why they cannot be read to the end."""
    marks: list[Mark] = []
    number = 0
    room = size * MOST_UNPACKED
    positions, _ = formats.KINDS[formats.kind(given.name)]
    try:
        with formats.opened(given.address, given.name) as stream:
            for number, (start, skip, length) in enumerate(positions(stream), 1):
                room -= length
                if room < 0:
                    raise ValueError(f"it unpacks to more than {MOST_UNPACKED:,} times its bytes")
                if number % share == 1 % share:
                    marks.append(Mark(start, skip, number))
    # Whatever a library stumbles over in a damaged file.
    except Exception as error:
        return marks, number, f"after {number} records it cannot be read on ({type(error).__name__}: {error})"
    return marks, number, ""


def records(given: Input, mark: Mark, count: int) -> Iterator[Record]:
    """Yield ``count`` records from ``mark`` on; what an input holds beyond damage is not reached.

    Raises ``OSError`` where the way to the input is broken.
    """
    _, read = formats.KINDS[formats.kind(given.name)]
    number = mark.number - 1
    try:
        with formats.opened(given.address, given.name) as stream:
            found = islice(read(stream, mark.start), mark.skip, mark.skip + count)
            for number, one in enumerate(found, mark.number):
                if one is not None:
                    yield Record(number, *one)
    except OSError:
        raise
    # Whatever a library stumbles over in a damaged file, where it did not when the input was surveyed.
    except Exception as error:
        said = f"From here on it cannot be read ({type(error).__name__}: {' '.join(str(error).split())})."
        yield Record(number + 1, "", Refused("source-broken", said))
