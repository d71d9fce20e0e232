"""Rows made ready for the rules: their evidence located, their cells read and looked for, once."""

from collections.abc import Mapping, Sequence

from generator import edtf, evidence, identity
from generator.immutable import dataclass
from generator.model import Article, Cell, Explainer, Location, Row, Value
from generator.schema import Field, Table
from generator.values import TYPES, AnnotatedText, Context, Occurrence, Occurs, Passage, People

Whereabouts = evidence.Located | evidence.NotFound | evidence.Ambiguous


@dataclass(frozen=True, slots=True)
class ExaminedCell:
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


@dataclass(frozen=True, slots=True)
class ExaminedRow:
    """A published row, its article, its evidence and its cells."""

    row: Row
    table: Table
    article: Article | None
    """``None`` when the row cites an article that is not there."""
    whereabouts: Whereabouts | None
    """Where the evidence stands; ``None`` without an article or evidence."""
    passage: Passage | None
    """The evidence in its article; ``None`` unless it stands there exactly once."""
    cells: Mapping[str, ExaminedCell]
    """The table's own cells that are not empty, by field."""
    identity: str
    """The identifier of the fact the row speaks of; empty when it cannot be read."""

    def of_type(self, *value_types: str) -> tuple[ExaminedCell, ...]:
        """Return the cells of these value types, in the table's order."""
        return tuple([cell for cell in self.cells.values() if cell.field.value_type in value_types])

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
    named = {table.name: (table, _units_last(table)) for table in tables}
    return tuple(
        _examine(row, *named[row.table], articles.get(row.article), texts.get(row.article), people)
        for row in explainer.rows
        if row.status.published and row.table in named
    )


def _examine(
    row: Row,
    table: Table,
    columns: Sequence[Field],
    article: Article | None,
    text: AnnotatedText | None,
    people: People,
) -> ExaminedRow:
    whereabouts: Whereabouts | None = None
    passage: Passage | None = None
    if text is not None and row.evidence.strip():
        whereabouts = evidence.locate(text.text, evidence.parse(row.evidence))
        if isinstance(whereabouts, evidence.Located):
            passage = Passage(text, whereabouts.start, whereabouts.end)
    published = text.published if text is not None else None
    cells: dict[str, ExaminedCell] = {}
    for column in columns:
        if row.words(column.name).strip():
            context = Context(people, column, published)
            cells[column.name] = _examine_cell(row.cells[column.name], column, passage, context, cells)
    values = [cells[name].value if name in cells else None for name in table.identify]
    return ExaminedRow(row, table, article, whereabouts, passage, cells, identity.joined(table, values))


def _units_last(table: Table) -> tuple[Field, ...]:
    """Return the table's own fields, units after the numbers beside which they are looked for."""
    return tuple(sorted(table.fields, key=lambda one: one.value_type == "unit"))


def _examine_cell(
    cell: Cell,
    column: Field,
    passage: Passage | None,
    context: Context,
    before: Mapping[str, ExaminedCell],
) -> ExaminedCell:
    value_type = TYPES[column.value_type]
    value = value_type.read(cell.words, context)
    if isinstance(value, str):
        return ExaminedCell(cell, column, None, value, None, context)
    occurrence: Occurrence | None = None
    if passage is not None:
        number = next((one for one in before.values() if one.field.unit == column.name), None)
        beside = number.span if number else None
        around = Passage(passage.article, passage.start, passage.end, beside)
        occurrence = value_type.occurs(value, around, context)
    return ExaminedCell(cell, column, value, "", occurrence, context)
