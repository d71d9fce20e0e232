"""Pairs of rows → what changed in each, field by field."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import evidence
from generator.changes.matching import Pair, known, pair
from generator.changes.model import CellChange, Evidence, Kind, RowChange
from generator.changes.side import Side
from generator.language import cues
from generator.language.model import Bound
from generator.model import Row, Status
from generator.schema import ROW, Field, Table

Title = Callable[[Row, bool], str]
"""A row, and whether it is at head → what its fact is about; "" when that cannot be read."""
_WEAKENING = ("text", "attribution")
"""Value types whose words may hedge, attribute, plan or deny."""


class Matched(Struct, frozen=True):
    """One explainer's rows at base and at head, each with the same row of the other side."""

    explainer: str
    """The slug at head (at base where it is gone)."""
    articles: Mapping[str, str]
    """The slugs of articles that have another name at head: at base → at head."""
    pairs: tuple[Pair, ...]
    changes: tuple[RowChange, ...]


def match(
    explainer: str,
    old: Sequence[Row],
    new: Sequence[Row],
    base: Side,
    head: Side,
    articles: Mapping[str, str],
    title: Title,
) -> Matched:
    """Return the rows of one explainer side by side, and what changed in them.

    ``articles`` leads from the slug an article has at base to the one it has at head, where they differ.
    ``title`` tells what the fact of a row is about.
    """
    pairs: list[Pair] = []
    for name in {**head.tables, **base.tables}:
        table = of_both(name, base, head)
        left = [
            known(row, base.fact_of(row), table, articles.get(row.article, row.article))
            for row in old
            if row.table == name
        ]
        right = [known(row, head.fact_of(row), table, row.article) for row in new if row.table == name]
        pairs += pair(left, right)
    reader = _Reader(explainer, base, head, articles, title)
    # By article, because each is prepared once for all evidence that is looked for in it one after the other.
    by_article = sorted(range(len(pairs)), key=lambda place: [row.article for row in pairs[place] if row])
    changes = {place: reader.change(pairs[place]) for place in by_article}
    ordered = (changes[place] for place in range(len(pairs)))
    return Matched(explainer, articles, tuple(pairs), tuple(change for change in ordered if change))


def of_both(name: str, base: Side, head: Side) -> Table:
    """Return a table with the columns of both sides."""
    if name not in head.tables:
        return base.tables[name]
    table = head.tables[name]
    if name not in base.tables or base.tables[name].fields == table.fields:
        return table
    own = {field.name for field in table.fields}
    gone = tuple(field for field in base.tables[name].fields if field.name not in own)
    return replace(table, fields=table.fields + gone)


class _Reader:
    def __init__(
        self, explainer: str, base: Side, head: Side, articles: Mapping[str, str], title: Title
    ) -> None:
        self.explainer = explainer
        self.base = base
        self.head = head
        self.articles = articles
        self.title = title

    def change(self, rows: Pair) -> RowChange | None:
        """Return what changed in a row; ``None`` when nothing did."""
        before, after = rows
        one = next(row for row in (after, before) if row)
        table = of_both(one.table, self.base, self.head)
        cells = tuple(self._cells(table.fields, before, after))
        note = next(self._cells((ROW.field("note"),), before, after), None) if before and after else None
        same_status = before is not None and after is not None and before.status is after.status
        moved = self._rests_elsewhere(before, after)
        if before and after and same_status and not (cells or note or moved):
            return None
        was_accepted = before is not None and before.status is Status.ACCEPTED
        still_accepted = after is not None and after.status is Status.ACCEPTED
        # Another name for the fact changes nothing that was accepted.
        named = {field.name for field in table.fields if field.value_type == "identifier"}
        meant = moved or any(not cell.same_meaning and cell.field not in named for cell in cells)
        if before is None or after is None:
            cells = tuple(cell for cell in cells if cell.field not in named)
        return RowChange(
            kind=Kind.of(before, after),
            explainer=self.explainer,
            table=one.table,
            fact=self.head.fact_of(after) if after else self.base.fact_of(one),
            title=self.title(one, after is not None),
            cells=cells,
            note=note,
            before=before,
            after=after,
            status_before=before.status if before else None,
            status_after=after.status if after else None,
            evidence_before=self.base.in_context(before) if before else None,
            evidence_after=self.head.in_context(after) if after else None,
            evidence_changed=moved,
            review_again=was_accepted and still_accepted and meant,
            lost=tuple(self._lost(table, cells, after)) if before and after else (),
            location=one.location,
        )

    def _cells(self, fields: Sequence[Field], before: Row | None, after: Row | None) -> Iterator[CellChange]:
        for field in fields:
            old = before.words(field.name) if before else ""
            new = after.words(field.name) if after else ""
            if evidence.fold(old) != evidence.fold(new):
                same = bool(before and after) and self._same(field, old, new)
                yield CellChange(field.name, field.title, old, new, same)

    def _same(self, field: Field, old: str, new: str) -> bool:
        one, other = self.base.value(old, field), self.head.value(new, field)
        return one is not None and other is not None and bool(one.normal == other.normal)

    def _rests_elsewhere(self, before: Row | None, after: Row | None) -> bool:
        """Say whether a row rests on other words than before, or on the same in another place."""
        if before is None or after is None:
            return False
        if self.articles.get(before.article, before.article) != after.article:
            return True
        if evidence.fold(before.evidence) == evidence.fold(after.evidence):
            return False
        old, new = evidence.parse(before.evidence), evidence.parse(after.evidence)
        if evidence.fold(old.exact) != evidence.fold(new.exact):
            return True
        # The braces only say which place is meant, and may have come or gone with a second one.
        return _place(self.base.in_context(before)) != _place(self.head.in_context(after))

    def _lost(self, table: Table, cells: Sequence[CellChange], after: Row | None) -> Iterator[CellChange]:
        """Yield the cells that weakened what a row says and do so no more."""
        if after is None:
            return
        types = {field.name: field for field in table.fields}
        said = " ; ".join(
            after.words(name) for name, field in types.items() if field.value_type in _WEAKENING
        )
        kept: set[str] | None = None
        for cell in cells:
            field = types[cell.field]
            emptied = field.value_type == "attribution" and not cell.after
            if emptied or (field.value_type == "number" and self._unbound(cell, field)):
                yield cell
            elif field.value_type in _WEAKENING:
                kinds = {cue.kind for cue in cues.find(cell.before)}
                if kinds and kept is None:
                    kept = {cue.kind for cue in cues.find(said)}
                if kept is not None and not kinds <= kept:
                    yield cell

    def _unbound(self, cell: CellChange, field: Field) -> bool:
        """Say whether a number stood with a bound such as "at least" and stands without one."""
        old, new = self.base.value(cell.before, field), self.head.value(cell.after, field)
        if old is None or new is None:
            return False
        return bool(old.normal[1] != Bound.EXACT.value and new.normal[1] == Bound.EXACT.value)


def _place(one: Evidence) -> tuple[str, str, str]:
    return (one.before, one.exact, one.after)
