"""What each row of a fact says by itself, in the words its page would use: for the downloads."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from generator import evidence
from generator.language.model import Bound
from generator.model import Article, Fact, Row, Value, ValueGroup
from generator.schema import Field
from generator.values import TYPES, Context
from generator.views import addresses
from generator.views.facts import FactShower
from generator.views.marks import Mark

Plain = str | int | float | None

NORMAL = {
    "name": ("id",),
    "country": ("code",),
    "parties": ("ids",),
    "number": ("amount", "bound", "currency", "upper"),
    "unit": ("canonical",),
    "date": ("edtf",),
    "duration": ("iso8601",),
}
"""What a value of each type is in itself, part by part; types left out are only words."""


class Statement(Struct, frozen=True):
    """One cell: what one article says of one thing."""

    field: str
    shown: str
    """As the page would show it."""
    written: str
    """As the editor wrote it."""
    normal: Mapping[str, Plain]
    """The parts that ``NORMAL`` names for its value type."""


class RowStatements(Struct, frozen=True):
    """One row: all that one article says of one fact, with the words it rests on."""

    row: Row
    article: Article | None
    """None when there is no such article."""
    quotation: evidence.Quotation
    """The evidence, its words as they stand in the article."""
    anchor: str
    """The id of the evidence on its article's page."""
    original: str
    """The article's own address at the quoted words; empty where it has none."""
    statements: tuple[Statement, ...]
    """One for each cell that holds a value."""


def statements(fact: Fact, shower: FactShower) -> tuple[RowStatements, ...]:
    """Return what each row of a fact says, in the fact's order of rows."""
    # The same words in the same column mean the same: most were read when the rows were reconciled.
    known = {(one.field, group.value.words): group.value for one in fact.fields for group in one.groups}
    return tuple(_row(fact, row, known, shower) for row in fact.rows)


def _row(fact: Fact, row: Row, known: Mapping[tuple[str, str], Value], shower: FactShower) -> RowStatements:
    values = _values(row, known, shower)
    marked = shower.articles.get(row.article)
    mark = marked.mark_of(row) if marked else None
    quotation = evidence.parse(row.evidence)
    if marked and mark:
        quotation = _as_it_stands(quotation, marked.article.text, mark)
    url = addresses.safe_url(marked.article) if marked else ""
    return RowStatements(
        row=row,
        article=marked.article if marked else None,
        quotation=quotation,
        anchor=addresses.mark_anchor(fact.id, row),
        original=addresses.text_fragment(url, quotation.exact),
        statements=tuple(
            Statement(
                field.name,
                shower.words_of(field, ValueGroup(value, (row,), ())),
                value.words,
                dict(zip(NORMAL.get(field.value_type, ()), _normal(value, field.value_type), strict=True)),
            )
            for field, value in values
        ),
    )


def _as_it_stands(quotation: evidence.Quotation, text: str, mark: Mark) -> evidence.Quotation:
    """Return a selector that fits the article letter for letter, the space before and after included."""
    before, after = text[: mark.start], text[mark.end :]
    left = before[len(before.rstrip()) :] if quotation.prefix else ""
    right = after[: len(after) - len(after.lstrip())] if quotation.suffix else ""
    exact = text[mark.start : mark.end]
    return evidence.Quotation(exact, f"{quotation.prefix}{left}", f"{right}{quotation.suffix}")


def _values(
    row: Row, known: Mapping[tuple[str, str], Value], shower: FactShower
) -> Sequence[tuple[Field, Value]]:
    """Return the cells of a row that can be read; those that cannot are as good as empty, as on the page."""
    people = shower.context.people
    read = [
        (
            field,
            known.get((field.name, words)) or TYPES[field.value_type].read(words, Context(people, field)),
        )
        for field in shower.tables[row.table].fields
        if (words := row.words(field.name))
    ]
    return [(field, value) for field, value in read if isinstance(value, Value)]


def _normal(value: Value, value_type: str) -> tuple[Plain, ...]:
    if value_type not in NORMAL:
        return ()
    if value_type == "number":
        amount, bound, currency, *upper = value.normal
        return _plain(amount), Bound(bound).name.lower(), currency or None, _plain(*upper) if upper else None
    return ("; ".join(value.normal) if value_type == "parties" else str(value.normal),)


def _plain(amount: Decimal) -> Plain:
    """Return an amount as JSON has it."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
