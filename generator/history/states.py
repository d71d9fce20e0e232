"""One state of the tables after another → what each fact said, and when it said something else."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from generator import identity
from generator.history.commits import Commit
from generator.history.model import Change, Past
from generator.model import Cell, Explainer, Location, Row, Status, Value
from generator.reading.files import LARGEST_FILE
from generator.schema import Field, Table
from generator.values import TYPES, Context, People

CORRECTIONS = "corrections.csv"
_SEEN = (Status.ACCEPTED, Status.DISPUTED)

Said = tuple[str, ...]
"""What a row says in each field shown, as written."""


class Reader:
    """Reads rows and cells as today's people and tables have them, each wording once."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._rows: dict[tuple[str, ...], tuple[str, Said] | None] = {}
        self._meanings: dict[tuple[str, str, str], object] = {}

    def row(self, table: Table, header: tuple[str, ...], record: tuple[str, ...]) -> tuple[str, Said] | None:
        """Return the name of the fact a row speaks of, as ``table/id``, and what it says in each field shown.

        ``None`` when readers did not see the row or when what it speaks of cannot be told.
        """
        key = (table.name, *header, *record)
        if key not in self._rows:
            self._rows[key] = self._row(table, dict(zip(header, map(str.strip, record), strict=True)))
        return self._rows[key]

    def _row(self, table: Table, cells: Mapping[str, str]) -> tuple[str, Said] | None:
        if cells.get("status") not in _SEEN:
            return None
        nowhere = Location(PurePosixPath("content"))
        kept = {one: Cell(cells.get(one, ""), nowhere) for one in table.identify}
        found = identity.fact_identifier(Row("", table.name, 1, nowhere, kept), table, self._people)
        said = tuple(cells.get(one.name, "") for one in _shown(table))
        return (f"{table.name}/{found}", said) if found else None

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
        self._said: dict[str, tuple[Said, ...]] = {}
        self._first: dict[str, str] = {}
        self._changes: dict[str, list[Change]] = {}

    def see(self, commit: Commit, path: PurePosixPath, data: bytes) -> None:
        """Take in a file as a commit left it; one that cannot be read was no state of the page."""
        header, *records = _records(data)
        if path.name == CORRECTIONS and len(path.parts) == 3:
            self._see_corrections(commit, [dict(zip(header, one, strict=True)) for one in records])
        elif table := self._tables.get(path.stem):
            facts: dict[str, list[Said]] = {}
            for record in records:
                if row := self._reader.row(table, header, record):
                    facts.setdefault(self._name(row[0]), []).append(row[1])
            for name, rows in facts.items():
                self._compare(commit, table, name, tuple(rows))

    def pasts(self) -> Mapping[str, Past]:
        """Return what was seen."""
        return {name: Past(first, tuple(self._changes.get(name, ()))) for name, first in self._first.items()}

    def _see_corrections(self, commit: Commit, lines: Sequence[Mapping[str, str]]) -> None:
        entries = {(one.get("date", "").strip(), self._name(one.get("fact", "").strip())) for one in lines}
        self._new = (commit.name, entries - self._corrected)
        self._corrected |= entries

    def _compare(self, commit: Commit, table: Table, name: str, rows: tuple[Said, ...]) -> None:
        before = self._said.get(name)
        self._said[name] = rows
        if before is None:
            self._first[name] = "" if commit.cut else commit.day
        if before is None or before == rows:
            return
        for one, was, now in zip(_shown(table), _by_field(before), _by_field(rows), strict=True):
            if was != now:
                lost, gained = self._without(table, one, was, now), self._without(table, one, now, was)
                if lost or gained:
                    change = Change(commit.day, one.name, lost, gained, self._reason(commit, name))
                    self._changes.setdefault(name, []).append(change)

    def _without(
        self, table: Table, one: Field, some: Sequence[str], others: Sequence[str]
    ) -> tuple[str, ...]:
        """Return those of ``some`` words that mean something else than each of the others."""
        meant = [self._reader.meaning(table, one, words) for words in others]
        return tuple(words for words in some if self._reader.meaning(table, one, words) not in meant)

    def _reason(self, commit: Commit, name: str) -> str:
        """Return the reason of the correction of that day, else of the one that came with the commit."""
        came = self._new[1] if self._new[0] == commit.name else set()
        dates = [commit.day, *sorted(date for date, fact in came if fact == name)]
        return next((reason for date in dates if (reason := self._reasons.get((date, name), ""))), "")

    def _name(self, name: str) -> str:
        """Return the name that a fact has today."""
        passed = {name}
        while (now := self._now.get(name, "")) and now not in passed:
            passed.add(now)
            name = now
        return name


def _shown(table: Table) -> list[Field]:
    return [one for one in table.fields if one.value_type != "identifier"]


def _by_field(rows: Sequence[Said]) -> list[tuple[str, ...]]:
    """Return the words of all rows, field by field, each once."""
    return [tuple(words for words in dict.fromkeys(cells) if words) for cells in zip(*rows, strict=True)]


def _records(data: bytes) -> list[tuple[str, ...]]:
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
