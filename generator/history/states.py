"""One state of the tables after another → what each fact said, and when it said something else."""

import csv
import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from generator import identity
from generator.history.commits import Commit
from generator.history.model import Change, Past
from generator.model import Cell, Explainer, Location, Row, Status, Value
from generator.reading.files import LARGEST_FILE
from generator.schema import Field, Table
from generator.values import TYPES, Context, People

CORRECTIONS = "corrections.csv"
_SEEN = (Status.ACCEPTED, Status.DISPUTED)

Record = tuple[str, ...]
"""The cells of one line, as written."""
Said = tuple[str, ...]
"""What a row says in each field shown."""


class Rows(dict[Record, tuple[str, Said] | None]):
    """The rows of a table under one header: the name of the fact each speaks of, and what it says.

    ``None`` stands for a row that readers did not see, or of which it cannot be told what it speaks of. Each
    is read when it is first asked for.
    """

    def __init__(self, table: Table, header: Record, people: People) -> None:
        """Read rows of ``table`` with the names of ``people``."""
        super().__init__()
        self._table = table
        self._header = header
        self._people = people

    def __missing__(self, record: Record) -> tuple[str, Said] | None:
        """Read a row."""
        cells = dict(zip(self._header, map(str.strip, record), strict=True))
        self[record] = read = self._read(cells) if cells.get("status") in _SEEN else None
        return read

    def _read(self, cells: Mapping[str, str]) -> tuple[str, Said] | None:
        table = self._table
        nowhere = Location(PurePosixPath("content"))
        kept = {one: Cell(cells.get(one, ""), nowhere) for one in table.identify}
        found = identity.fact_identifier(Row("", table.name, 1, nowhere, kept), table, self._people)
        said = tuple(cells.get(one.name, "") for one in _shown(table))
        return (f"{table.name}/{found}", said) if found else None


class Reader:
    """Reads rows and cells as today's people and tables have them, each wording once."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._rows: dict[tuple[str, Record], Rows] = {}
        self._meanings: dict[tuple[str, str, str], object] = {}

    def rows(self, table: Table, header: Record) -> Rows:
        """Return what the rows of a table say that has this header."""
        if (table.name, header) not in self._rows:
            self._rows[table.name, header] = Rows(table, header, self._people)
        return self._rows[table.name, header]

    def meaning(self, table: Table, one: Field, words: str) -> object:
        """Return what the words of a cell mean; the words themselves when they mean nothing."""
        key = (table.name, one.name, words)
        if key not in self._meanings:
            value = TYPES[one.value_type].read(words, Context(self._people, one))
            self._meanings[key] = value.normal if isinstance(value, Value) else words
        return self._meanings[key]


class Follower:
    """Follows the facts of one explainer from state to state."""

    def __init__(self, explainer: Explainer, tables: Mapping[str, Table], reader: Reader) -> None:
        self._tables = tables
        self._reader = reader
        self._now = {row.words("was"): row.words("now") for row in explainer.renamed}
        self._reasons = {
            (row.words("date"), self._name(row.words("fact"))): row.words("reason")
            for row in explainer.corrections
        }
        self._corrected: set[tuple[str, str]] = set()
        self._new: tuple[str, set[tuple[str, str]]] = ("", set())
        self._held: dict[str, tuple[Record, frozenset[Record]]] = {}
        self._said: dict[str, tuple[Said, ...]] = {}
        self._withdrawn: dict[str, str] = {}
        self._first: dict[str, str] = {}
        self._changes: dict[str, list[tuple[Change, list[str]]]] = {}

    def see(self, commit: Commit, path: PurePosixPath, data: bytes) -> None:
        """Take in a file as a commit left it; one that cannot be read was no state of the page."""
        header, *records = _records(data)
        if path.name == CORRECTIONS and len(path.parts) == 3:
            self._see_corrections(commit, [dict(zip(header, one, strict=True)) for one in records])
        elif table := self._tables.get(path.stem):
            for name, rows in self._changed(table, header, records).items():
                self._compare(commit, table, name, tuple(rows))

    def pasts(self) -> Mapping[str, Past]:
        """Return what was seen."""
        return {name: Past(first, tuple(self._explained(name))) for name, first in self._first.items()}

    def _changed(self, table: Table, header: Record, records: Sequence[Record]) -> Mapping[str, list[Said]]:
        """Return what the facts say of which a row came or went, by the names they have today."""
        rows = self._reader.rows(table, header)
        now = frozenset(records)
        header_before, before = self._held.get(table.name, (header, frozenset()))
        self._held[table.name] = header, now
        moved = now ^ before if header == header_before else now
        names = {self._name(row[0]) for record in moved if (row := rows[record])}
        facts: dict[str, list[Said]] = {name: [] for name in names}
        for record in records if names else ():
            if (row := rows[record]) and (name := self._name(row[0])) in names:
                facts[name].append(row[1])
        return facts

    def _see_corrections(self, commit: Commit, lines: Sequence[Mapping[str, str]]) -> None:
        entries = {(one.get("date", "").strip(), self._name(one.get("fact", "").strip())) for one in lines}
        self._new = (commit.name, entries - self._corrected)
        self._corrected |= entries

    def _compare(self, commit: Commit, table: Table, name: str, rows: tuple[Said, ...]) -> None:
        before = self._said.get(name)
        if not rows:
            self._withdrawn[name] = commit.day
            return
        self._said[name] = rows
        if before is None:
            self._first[name] = "" if commit.cut else commit.day
            return
        came = sorted(date for date, fact in self._new[1] if fact == name and self._new[0] == commit.name)
        if gone := self._withdrawn.pop(name, ""):
            self._changes.setdefault(name, []).append((Change(commit.day, "", (gone,), (), ""), came))
        for one, was, now in zip(_shown(table), _by_field(before), _by_field(rows), strict=True):
            if was != now:
                lost, gained = self._without(table, one, was, now), self._without(table, one, now, was)
                if lost or gained:
                    change = Change(commit.day, one.name, lost, gained, "")
                    self._changes.setdefault(name, []).append((change, came))

    def _without(
        self, table: Table, one: Field, some: Sequence[str], others: Sequence[str]
    ) -> tuple[str, ...]:
        """Return those of ``some`` words that mean something else than each of the others."""
        meant = [self._reader.meaning(table, one, words) for words in others]
        return tuple(words for words in some if self._reader.meaning(table, one, words) not in meant)

    def _explained(self, name: str) -> Iterator[Change]:
        """Yield the changes of a fact, each with the reason of the correction of its day.

        Else of one that came with its commit, else of one of the day after or before on which the fact did
        not change: the commit's day is told in UTC, the editor's by the clock on the wall.
        """
        changes = self._changes.get(name, [])
        days = {change.day for change, _ in changes}
        for change, came in changes:
            beside = [day for day in _beside(change.day) if day not in days]
            given = (self._reasons.get((date, name), "") for date in (change.day, *came, *beside))
            yield replace(change, reason=next(filter(None, given), ""))

    def _name(self, name: str) -> str:
        """Return the name that a fact has today."""
        if name not in self._now:
            return name
        passed = {name}
        while (now := self._now.get(name, "")) and now not in passed:
            passed.add(now)
            name = now
        return name


def _beside(day: str) -> list[str]:
    """Return the days after and before a day, where the calendar has them."""
    number = datetime.date.fromisoformat(day).toordinal()
    last = datetime.date.max.toordinal()
    return [
        datetime.date.fromordinal(one).isoformat() for one in (number + 1, number - 1) if 1 <= one <= last
    ]


def _shown(table: Table) -> list[Field]:
    return [one for one in table.fields if one.value_type != "identifier"]


def _by_field(rows: Sequence[Said]) -> list[tuple[str, ...]]:
    """Return the words of all rows, field by field, each once."""
    return [tuple(words for words in dict.fromkeys(cells) if words) for cells in zip(*rows, strict=True)]


def _records(data: bytes) -> list[Record]:
    """Return the header and the lines of a table, those with too few or too many cells left out.

    What is wrong with the tables of the past is no news to anybody: a file that cannot be read has no lines.
    """
    if len(data) > LARGEST_FILE:
        return [()]
    try:
        records = list(map(tuple, csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)))
    except (UnicodeDecodeError, csv.Error):
        return [()]
    header = tuple(name.strip() for name in records[0]) if records else ()
    return [header, *(record for record in records[1:] if len(record) == len(header))]
