"""Cells that an editor changes → the tables written anew, and whether the rows may stand so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator import check
from generator.content import Loaded, amending, rewriting
from generator.content.rewriting import ChangedUnderneath, Rewrite
from generator.content.rows import read_rows
from generator.decisions.naming import last_line
from generator.findings import Finding, Severity
from generator.model import Content, Explainer, Row
from generator.project import ProjectError
from generator.reading.files import text_of
from generator.schema import Table


class Change(Struct, frozen=True):
    """New words for some cells of one row."""

    row: Row
    cells: Mapping[str, str]
    """By column."""


class Proposal(Struct, frozen=True):
    """What changes would make of an explainer; nothing is written."""

    rewrites: tuple[Rewrite, ...]
    explainer: Explainer
    """As it would be."""
    rows: tuple[Row, ...]
    """The rows changed, as they would be; a row that could not be read any more is missing."""
    refused: tuple[Finding, ...]
    """Errors in the rows changed, and every new problem in their files: with any of them, do not write."""
    follows: tuple[Finding, ...]
    """What would be wrong elsewhere, and is not wrong now: prose that cites a fact no row tells any more."""
    checked: tuple[Finding, ...]
    """Everything found in the explainer as it would be."""


def propose(root: Path, loaded: Loaded, explainer: Explainer, changes: Sequence[Change]) -> Proposal:
    """Return what ``changes`` would make of an explainer of the project in ``root``.

    Raises ``ChangedUnderneath`` when a table is not what was loaded any more, and ``ProjectError`` when it
    cannot be changed cell by cell.
    """
    tables = {table.name: table for table in loaded.tables}
    by_table: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_table[change.row.table].append(change)
    rewrites: list[Rewrite] = []
    rows: dict[str, tuple[Row, ...]] = {}
    before: list[Finding] = []
    found: list[Finding] = []
    for name, some in by_table.items():
        where = some[0].row.location.path
        rewrite = _rewritten(root / where, some)
        rewrites.append(rewrite)
        standing = _rows(rewrite.old, where, tables[name], explainer.slug, before)
        if standing != tuple(row for row in explainer.rows if row.table == name):
            raise ChangedUnderneath(f"{where} was changed by somebody else meanwhile")
        rows[name] = _rows(rewrite.new, where, tables[name], explainer.slug, found)
    after = replace(explainer, rows=_with_tables(explainer.rows, rows, loaded.tables))
    people = loaded.content.people
    found += check.check(Content((after,), people), loaded.tables).findings
    if found:
        before += check.check(Content((explainer,), people), loaded.tables).findings
    changed = tuple(row for name, some in by_table.items() for row in _same(rows[name], some))
    old = {_what(one) for one in before}
    fresh = [one for one in found if _what(one) not in old]
    files = {one.path for one in rewrites}
    refused = [
        one
        for one in found
        if (one.rule.severity is Severity.ERROR and _is_in(one, changed))
        or (one in fresh and root / one.location.path in files)
    ]
    follows = tuple(one for one in fresh if one not in refused)
    return Proposal(tuple(rewrites), after, changed, tuple(refused), follows, tuple(found))


def amended(
    root: Path, loaded: Loaded, explainer: Explainer, change: Change
) -> tuple[Row | None, list[Finding]]:
    """Return one row as a change would make it, with what is wrong in reading it; ``None`` when unreadable.

    Raises what ``propose`` raises.
    """
    table = next(one for one in loaded.tables if one.name == change.row.table)
    where = change.row.location.path
    found: list[Finding] = []
    rows = _rows(_rewritten(root / where, [change]).new, where, table, explainer.slug, found)
    row = next(iter(_same(rows, [change])), None)
    return row, [one for one in found if row is None or _is_in(one, [row])]


def _rewritten(path: Path, changes: Iterable[Change]) -> Rewrite:
    old = rewriting.read(path)
    try:
        new = amending.amend(old, {one.row.location.line: one.cells for one in changes})
    except (amending.NotAmendable, UnicodeDecodeError) as problem:
        raise ProjectError(f"{path.name} cannot be changed: {problem}. Run “explainer check”") from problem
    return Rewrite(path, old, new)


def _rows(
    data: bytes, where: PurePosixPath, table: Table, explainer: str, found: list[Finding]
) -> tuple[Row, ...]:
    file = text_of(where, data, found)
    return read_rows(file, table, explainer, found) if file else ()


def _with_tables(
    rows: Sequence[Row], others: Mapping[str, tuple[Row, ...]], tables: Sequence[Table]
) -> tuple[Row, ...]:
    """Return rows with those of some tables in place of what they had, in the order of the tables."""
    kept = {table.name: tuple(row for row in rows if row.table == table.name) for table in tables}
    return tuple(row for name in kept for row in others.get(name, kept[name]))


def _same(rows: Sequence[Row], changes: Sequence[Change]) -> list[Row]:
    """Return the rows of a table where the changed ones stood: lines move, their order does not."""
    numbers = {change.row.number for change in changes}
    return [row for row in rows if row.number in numbers]


def _is_in(finding: Finding, rows: Iterable[Row]) -> bool:
    place = finding.location
    return any(
        place.path == row.location.path and row.location.line <= place.line <= last_line(row) for row in rows
    )


def _what(finding: Finding) -> tuple[str, PurePosixPath, str]:
    """Return what a finding says apart from its line, which moves when a cell gets another line."""
    return finding.rule.name, finding.location.path, finding.message
