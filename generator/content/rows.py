"""The lines of a table → rows, with what its declaration demands of every cell."""

import re
from collections.abc import Iterable

from generator import edtf
from generator.content.delimited import Line, read
from generator.findings import Finding, finding
from generator.invisible import kinds
from generator.language import countries
from generator.model import Cell, Row, Status
from generator.reading.files import (
    LONGEST_SLUG,
    LONGEST_WORDS,
    TextFile,
    collides_as,
    hidden,
    is_device,
    is_slug,
    slug_like,
    too_long,
)
from generator.reading.plain_yaml import did_you_mean
from generator.schema.declaration import Field, Table

_NEEDED = ("article", "evidence", "status")
_STATUSES = frozenset(Status)


def read_rows(file: TextFile, table: Table, explainer: str, found: list[Finding]) -> tuple[Row, ...]:
    """Return the rows of a table of facts or of corrections.

    Left out, each with a finding: lines that cannot be read, rows with words that are too long, and rows of
    facts without article or evidence or with an unknown status, of which nothing could be checked.
    """
    lines = read(file, table, found)
    check_cells(lines, table, found)
    return tuple(
        Row(explainer, table.name, line.number, line.location, line.cells)
        for line in lines
        if is_short(line) and (not table.row_fields or _can_be_checked(line))
    )


def check_cells(lines: Iterable[Line], table: Table, found: list[Finding]) -> None:
    """Add to ``found`` every cell that breaks a constraint of its field."""
    lines = tuple(lines)
    for field in table.columns:
        right: set[str] = set()
        for cell in [line.cells[field.name] for line in lines if field.name in line.cells]:
            if cell.words in right:
                continue
            before = len(found)
            if cell.words:
                _check_cell(cell, field, found)
            elif field.required:
                message = f"The cell of “{field.name}” is empty."
                found.append(finding("missing-cell", cell.location, message))
            if not table.row_fields:
                _check_value(cell, field, found)
            if len(found) == before:
                right.add(cell.words)
    keys = [(field.name,) for field in table.columns if field.unique]
    for key in [*keys, *([table.primary_key] if table.primary_key else [])]:
        _check_key(lines, key, found)


def is_short(line: Line) -> bool:
    """Return whether no cell of a line is longer than what is read."""
    return max([len(cell.words) for cell in line.cells.values()]) <= LONGEST_WORDS


def _can_be_checked(line: Line) -> bool:
    filled = all(name in line.cells and line.cells[name].words for name in _NEEDED)
    return filled and line.cells["status"].words in _STATUSES


def _check_cell(cell: Cell, field: Field, found: list[Finding]) -> None:
    words = cell.words
    if long := too_long(words, field.name, cell.location):
        found.append(long)
        return
    if field.name != "evidence" and field.value_type != "verbatim":
        # Both stand in the article letter for letter: what is wrong there is told there.
        found += (hidden(name, cell.location) for name in kinds(words))
    if field.enum and words not in field.enum:
        rule = "unknown-status" if field.name == "status" else "cell-not-listed"
        message = f"“{words}” is no {field.title.lower()}{did_you_mean(words, field.enum)}."
        found.append(finding(rule, cell.location, message, f"Write one of: {', '.join(field.enum)}."))
    if field.value_type == "identifier" and (
        not is_slug(words) or is_device(words) or len(words) > LONGEST_SLUG
    ):
        message = f"“{words}” in “{field.name}” cannot be part of an address."
        remedy = f"Write it like this: {slug_like(words)[:LONGEST_SLUG] or field.example}"
        found.append(finding("bad-slug", cell.location, message, remedy))
    if field.pattern and not re.fullmatch(field.pattern, words):
        message = f"“{words}” does not have the form of “{field.name}”."
        remedy = f"Write it like this: {field.example}" if field.example else f"It must match {field.pattern}"
        found.append(finding("cell-pattern", cell.location, message, remedy))


def _check_value(cell: Cell, field: Field, found: list[Finding]) -> None:
    """Report a date or a country that is none; in tables of facts ``check`` reports each value."""
    if field.value_type == "date" and cell.words and (problem := edtf.problem(cell.words)):
        message = f"“{field.name}” is “{cell.words}”: {problem}."
        found.append(finding("no-such-date", cell.location, message, edtf.HOW_TO_WRITE))
    if field.value_type == "country" and cell.words and countries.code(cell.words) is None:
        found.append(finding("unknown-country", cell.location, f"“{cell.words}” is no country."))


def _check_key(lines: Iterable[Line], key: tuple[str, ...], found: list[Finding]) -> None:
    """Report lines that agree with an earlier one in every cell of ``key``, letter case aside."""
    first: dict[tuple[str, ...], Line] = {}
    for line in lines:
        if not all(name in line.cells and line.cells[name].words for name in key):
            continue
        words = tuple(line.cells[name].words for name in key)
        earlier = first.setdefault(tuple(collides_as(one) for one in words), line)
        if earlier is not line:
            named = ", ".join(f"“{one}”" for one in words)
            message = f"{named} already stands in {', '.join(key)} on line {earlier.location.line}."
            found.append(finding("cell-repeated", line.cells[key[0]].location, message))
