"""Rows made ready for the rules: their evidence located, their cells read and looked for, once."""

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct

from generator import edtf, evidence, identity
from generator.language.memory import Memory
from generator.model import Article, Cell, Explainer, Location, Row, Value
from generator.schema import Field, Table
from generator.values import TYPES, AnnotatedText, Context, Occurrence, Occurs, Passage, People

_REMEMBERED = 4096
"""Words of a column of which it is kept in memory what they are read as."""

Whereabouts = evidence.Located | evidence.NotFound | evidence.Ambiguous


class ExaminedCell(Struct, frozen=True):
    """A cell that is not empty, with what it was read as."""

    cell: Cell
    field: Field
    value: Value | None
    """``None`` when the cell could not be read."""
    problem: str
    """What is wrong with the cell; empty when it could be read."""
    occurrence: Occurrence | None
    """Whether its value stands in the evidence; ``None`` when value or evidence is missing."""
    context: Context

    @property
    def span(self) -> tuple[int, int] | None:
        """Where the value stands in the article."""
        found = self.occurrence
        return (found.start, found.end) if isinstance(found, Occurs) else None

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """Where the value's words stand in the article, without what an ellipsis leaves out."""
        found = self.occurrence
        return (found.parts or ((found.start, found.end),)) if isinstance(found, Occurs) else ()


class ExaminedRow(Struct, frozen=True):
    """A published row, its article, its evidence and its cells."""

    row: Row
    table: Table
    article: Article | None
    """``None`` when the row cites an article that is not there."""
    whereabouts: Whereabouts | None
    """Where the evidence stands; ``None`` without an article."""
    passage: Passage | None
    """The evidence in its article; ``None`` unless it stands there exactly once."""
    cells: Mapping[str, ExaminedCell]
    """The table's own cells that are not empty, by field."""
    by_type: Mapping[str, Sequence[ExaminedCell]]
    """The same, by value type."""
    identity: str
    """The identifier of the fact the row speaks of; empty when it cannot be read."""

    def of_type(self, *value_types: str) -> Sequence[ExaminedCell]:
        """Return the cells of these value types, in their order, each in the table's."""
        if len(value_types) == 1:
            return self.by_type.get(value_types[0], ())
        return [cell for one in value_types for cell in self.by_type.get(one, ())]

    def location(self, column: str) -> Location:
        """Return where a cell stands; the row's place when the table has no such column."""
        cell = self.row.cells.get(column)
        return cell.location if cell else self.row.location


def examine(explainer: Explainer, tables: Sequence[Table], people: People) -> tuple[ExaminedRow, ...]:
    """Return the published rows of an explainer, ready for the rules.

    Rejected and retracted rows are never shown and are left out.
    """
    articles = {article.slug: article for article in explainer.articles}
    texts = {
        slug: AnnotatedText(article.text, edtf.day(article.published)) for slug, article in articles.items()
    }
    named = {table.name: (table, [_Column(one, people) for one in _units_last(table)]) for table in tables}
    return tuple(
        [
            _examine(row, *named[row.table], articles.get(row.article), texts.get(row.article))
            for row in explainer.rows
            if row.status.published and row.table in named
        ]
    )


class _Column:
    """A column of one explainer's table, which reads the same words once."""

    def __init__(self, field: Field, people: People) -> None:
        self.field = field
        self.context = Context(people, field)
        self.read = Memory(partial(TYPES[field.value_type].read, context=self.context), _REMEMBERED)


def _examine(
    row: Row,
    table: Table,
    columns: Sequence[_Column],
    article: Article | None,
    text: AnnotatedText | None,
) -> ExaminedRow:
    whereabouts: Whereabouts | None = None
    passage: Passage | None = None
    if text is not None:
        whereabouts = evidence.locate(text.text, evidence.parse(row.evidence))
        if isinstance(whereabouts, evidence.Located):
            passage = Passage(text, whereabouts.start, whereabouts.end)
    cells: dict[str, ExaminedCell] = {}
    by_type: dict[str, list[ExaminedCell]] = {}
    for column in columns:
        cell = row.cells.get(column.field.name)
        if cell and cell.words and not cell.words.isspace():
            examined = _examine_cell(cell, column, passage, cells)
            cells[column.field.name] = examined
            by_type.setdefault(column.field.value_type, []).append(examined)
    values = [cells[name].value if name in cells else None for name in table.identify]
    return ExaminedRow(
        row, table, article, whereabouts, passage, cells, by_type, identity.joined(table, values)
    )


def _units_last(table: Table) -> tuple[Field, ...]:
    """Return the table's own fields, units after the numbers beside which they are looked for."""
    return tuple(sorted(table.fields, key=lambda one: one.value_type == "unit"))


def _examine_cell(
    cell: Cell,
    column: _Column,
    passage: Passage | None,
    before: Mapping[str, ExaminedCell],
) -> ExaminedCell:
    field, context = column.field, column.context
    value = column.read[cell.words]
    if isinstance(value, str):
        return ExaminedCell(cell, field, None, value, None, context)
    occurrence: Occurrence | None = None
    if passage is not None:
        if field.value_type == "unit":
            number = next((one for one in before.values() if one.field.unit == field.name), None)
            passage = Passage(passage.article, passage.start, passage.end, number.span if number else None)
        occurrence = TYPES[field.value_type].occurs(value, passage, context)
    return ExaminedCell(cell, field, value, "", occurrence, context)
