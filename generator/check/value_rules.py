"""Rules on the values: each can be read, and stands in its row's evidence."""

from collections.abc import Iterator, Sequence

from generator import edtf
from generator.check.examined import ExaminedCell, ExaminedRow
from generator.check.outcomes import Outcome, Passed, failed, unmade
from generator.language import quantities
from generator.values import Missing, NotChecked, Occurs
from generator.values.annotated import same_words

_IN_EVIDENCE = {
    "name": "name-not-in-evidence",
    "country": "country-not-in-evidence",
    "parties": "parties-not-in-evidence",
    "number": "number-not-in-evidence",
    "unit": "unit-not-in-evidence",
    "date": "date-not-in-evidence",
    "duration": "duration-not-in-evidence",
    "verbatim": "quotation-not-verbatim",
    "choice": "choice-not-in-evidence",
    "attribution": "attribution-not-in-evidence",
    "text": "text-unsupported",
}


def values_readable(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether each cell can be read as its field's type, and names somebody known."""
    for row in rows:
        for cell in row.cells.values():
            rule = "unknown-person" if cell.field.value_type in ("name", "parties") else "value-unreadable"
            if not cell.problem:
                yield Passed(rule)
            elif not _reported_in_reading(cell):
                yield failed(rule, cell.cell.location, _unreadable(cell), _how_to_write(cell))


def _reported_in_reading(cell: ExaminedCell) -> bool:
    """Say whether reading the file has told the editor already: of values that the field does not list."""
    return bool(cell.field.enum) and cell.cell.words not in cell.field.enum


def _unreadable(cell: ExaminedCell) -> str:
    """Say what is wrong with the cell, its words quoted."""
    words = f"“{cell.cell.words}”"
    quoted = cell.field.name if words in cell.problem else f"{cell.field.name} is {words}"
    return f"{quoted}: {cell.problem}"


def _how_to_write(cell: ExaminedCell) -> str:
    """Return what to do about a cell that cannot be read; "" where the rule says it best."""
    field, words = cell.field, cell.cell.words
    if field.value_type == "identifier" and same_words(words).isascii():
        return f"Write it like this: {same_words(words).replace(' ', '-') or field.example}"
    if field.value_type == "date":
        return edtf.HOW_TO_WRITE
    if field.value_type in ("name", "parties") or not field.example:
        return ""
    return f"Write it like this: {field.example}"


def values_in_evidence(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether the value of each cell stands in the evidence of its row."""
    for row in rows:
        for cell in row.cells.values():
            rule = _IN_EVIDENCE.get(cell.field.value_type)
            if rule is not None and not names_speaker(row, cell):
                yield _in_evidence(rule, cell)


def units_kept(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether a number whose unit the article gives has that unit in its row."""
    for row in rows:
        for number in row.of_type("number"):
            if not number.field.unit or number.field.unit in row.cells or number.span is None:
                continue
            said = _unit_said(row, number.span)
            if said:
                message = f"the article says “{said}”: the row's {number.field.unit} is empty"
                yield failed("unit-not-in-evidence", row.location(number.field.unit), message)
            else:
                yield Passed("unit-not-in-evidence")


def names_speaker(row: ExaminedRow, cell: ExaminedCell) -> bool:
    """Return whether the cell names who said a quotation: that may stand in the next sentence."""
    return cell.field.value_type in ("name", "parties") and any(
        field.value_type == "verbatim" for field in row.table.fields
    )


def _in_evidence(rule: str, cell: ExaminedCell) -> Outcome:
    place = cell.cell.location
    match cell.occurrence:
        case Occurs():
            return Passed(rule)
        case Missing(why):
            return failed(rule, place, f"{cell.field.name}: “{cell.cell.words}” does not hold: {why}")
        case NotChecked(because):
            return unmade(rule, place, because)
        case _:
            because = "the cell could not be read" if cell.problem else "the evidence was not found"
            return unmade(rule, place, because)


def _unit_said(row: ExaminedRow, span: tuple[int, int]) -> str:
    """Return the article's words for a number that has a unit beside it and is not money."""
    if row.passage is None:
        return ""
    article = row.passage.article
    for mention in article.quantities.touching(*span):
        if mention.currency or not (span[0] <= mention.number_start and mention.number_end <= span[1]):
            continue
        beside = article.find(mention.unit, mention.number_end, mention.end)
        if beside or quantities.canonical_unit(mention.unit):
            return article.text[mention.start : mention.end]
    return ""
