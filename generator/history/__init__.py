"""Git → since when each fact has stood on its page, what it said before, and why that changed.

What counts is what readers could see: rows accepted or disputed, on the branch that is built, in one state
for each commit along first parents, so that a branch counts from the day it was merged. Days are the
committers', in UTC. A commit's message and author are not read: they are written for colleagues, by anybody,
and no editor accepted them for the page. The reason told is the one in ``corrections.csv``, or none.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath

from generator import identity
from generator.history.commits import Commit, commits
from generator.model import Cell, Explainer, Location, Row, Status, Value
from generator.reading.files import LARGEST_FILE
from generator.revisions import Repository, RevisionError
from generator.schema import Field, Table
from generator.values import TYPES, Context, People

_SEEN = (Status.ACCEPTED, Status.DISPUTED)
_AT_ONCE = 200
"""Files that are held in memory together."""
_CORRECTIONS = "corrections.csv"

Said = tuple[str, ...]
"""What a row says in each field shown, as written."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a fact no longer says, or says besides."""

    day: str
    """The day since which it is so, as ``2025-09-05``."""
    field: str
    before: tuple[str, ...]
    """The words it no longer says, as written; none where it says more than before."""
    after: tuple[str, ...]
    """The words it did not say before, as written; none where it says less."""
    reason: str
    """The reason given in ``corrections.csv``; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a fact's time on its page."""

    first: str
    """The day on which it was first published; empty when it is older than what the clone holds."""
    changes: tuple[Change, ...]
    """The oldest first."""


@dataclass(frozen=True, slots=True)
class Pasts:
    """The past of the facts of one explainer."""

    facts: Mapping[str, Past] = field(default_factory=dict)
    """By ``table/id``: those that readers ever saw, under the names they have today."""
    shallow: bool = False
    """The clone was cut off: what stood there at the cut may be older."""

    @property
    def digest(self) -> str:
        """A name for all that is told here: 64 hexadecimal digits."""
        told = [self.shallow, sorted((name, astuple(past)) for name, past in self.facts.items())]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class History:
    """The past of every fact, as far as the repository knows it."""

    explainers: Mapping[str, Pasts] = field(default_factory=dict)
    """By the explainer's slug; none where there is no repository."""
    problem: str = ""
    """Why a repository that is there could not be read, and what to do; empty when it could."""

    @property
    def shallow(self) -> bool:
        """True when the clone was cut off, so that nobody knows since when the older facts stand."""
        return any(one.shallow for one in self.explainers.values())

    def of(self, slug: str) -> Pasts:
        """Return the past of the facts of one explainer."""
        return self.explainers.get(slug, NO_PASTS)


NO_HISTORY = History()
NO_PASTS = Pasts()


def read(root: Path, explainers: Sequence[Explainer], tables: Sequence[Table], people: People) -> History:
    """Return the history of the facts of ``explainers``; never raises for what a repository holds or lacks.

    Facts are known by today's names: ``renamed.csv`` and ``people.csv`` are read as they are now.
    """
    try:
        repository = Repository(root)
        made = commits(repository, root)
        reader = _Reader(people)
        tellers = {one.slug: _Teller(one, {each.name: each for each in tables}, reader) for one in explainers}
        for commit, path, data in _files(made, repository, lambda path: _holds_facts(path, tellers)):
            tellers[path.parts[1]].see(commit, path, data)
    except RevisionError as problem:
        there = any((folder / ".git").exists() for folder in (root, *root.parents))
        return History(problem=str(problem) if there else "")
    shallow = any(one.cut for one in made)
    return History({slug: Pasts(teller.pasts(), shallow) for slug, teller in tellers.items()})


def _holds_facts(path: PurePosixPath, slugs: Mapping[str, object]) -> bool:
    parts = path.parts
    if len(parts) < 3 or parts[0] != "content" or parts[1] not in slugs:
        return False
    return parts[2:] == (_CORRECTIONS,) or (len(parts) == 4 and parts[2] == "facts" and path.suffix == ".csv")


def _files(
    made: Sequence[Commit], repository: Repository, wanted: Callable[[PurePosixPath], bool]
) -> Iterator[tuple[Commit, PurePosixPath, bytes]]:
    """Yield each file that a commit wrote, as it left it, by commit and then by path."""
    listed = (
        (commit, path, digest)
        for commit in made
        for path, digest in sorted(commit.files.items())
        if wanted(path)
    )
    while some := list(islice(listed, _AT_ONCE)):
        blobs = repository.blobs([digest for _, _, digest in some])
        for (commit, path, _), data in zip(some, blobs, strict=True):
            yield commit, path, data


class _Reader:
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


class _Teller:
    """Follows the facts of one explainer from state to state."""

    def __init__(self, explainer: Explainer, tables: Mapping[str, Table], reader: _Reader) -> None:
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
        if path.name == _CORRECTIONS and len(path.parts) == 3:
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
