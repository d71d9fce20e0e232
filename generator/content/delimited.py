"""Tables as comma-separated values (RFC 4180), every cell with its line and column."""

import csv
from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.findings import Finding, finding
from generator.model import Cell, Location
from generator.reading.files import TextFile
from generator.reading.plain_yaml import did_you_mean
from generator.schema.declaration import Table

MOST_COLUMNS = 200
"""In one header: a longer line is no header at all."""
LONGEST_CELL = 131_072
"""Characters; the csv module's own limit, which other libraries of the process may have lifted."""
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs"}
"""What spreadsheets put between cells where a comma stands within numbers."""
MOST_PROBLEMS = 1000
"""In one file: after that the rest of it is not read."""


class Line(Struct, frozen=True):
    """One line of a table: in the file it may be several, where a cell holds line breaks."""

    number: int
    """Its place among the lines below the header that could be read, from 1."""
    location: Location
    cells: Mapping[str, Cell]
    """By column, without columns that the table does not declare."""


def read(file: TextFile, table: Table, found: list[Finding]) -> tuple[Line, ...]:
    """Return the lines of ``file`` below its header, read as ``table`` declares.

    What is wrong is added to ``found``. A line with broken quotation marks or with too few or
    too many cells is left out; white space around a cell is reported and dropped.
    """
    records = _records(file, found)
    header = next(records, None)
    if header is None:
        if not file.text.strip():
            remedy = f"Begin the file with this line: {table.header}"
            found.append(finding("csv-header", file.place(0), "The table is empty.", remedy))
        return ()
    columns = _columns(header, table, file, found)
    if not columns:
        return ()
    lines: list[Line] = []
    for record in records:
        if len(record) != len(header):
            found.append(_ragged(record, header))
            continue
        cells = {name: _trimmed(record[index], name, found) for index, name in columns.items()}
        lines.append(Line(len(lines) + 1, record[0].location, cells))
    return tuple(lines)


def _columns(header: list[Cell], table: Table, file: TextFile, found: list[Finding]) -> dict[int, str]:
    """Return the declared columns by their place in the header; empty when it is no header at all."""
    known = [column.name for column in table.columns]
    names = [_trimmed(cell, "the header", found).words for cell in header]
    if not set(names) & set(known) or len(names) > MOST_COLUMNS:
        found.append(_no_header(header, table, file))
        return {}
    columns: dict[int, str] = {}
    for index, (name, cell) in enumerate(zip(names, header, strict=True)):
        if name not in known:
            near = did_you_mean(name, [one for one in known if one not in names])
            named = f"There is no column “{name}”" if name else "A column has no name"
            message = f"{named} in the table “{table.name}”{near}."
            found.append(finding("unknown-column", cell.location, message))
        elif name in columns.values():
            message = f"The column “{name}” stands twice in the header."
            found.append(finding("duplicate-column", cell.location, message))
        else:
            columns[index] = name
    missing = [f"“{name}”" for name in known if name not in names]
    if missing:
        message = f"The header lacks {', '.join(missing)}."
        remedy = f"The whole header is: {table.header}"
        found.append(finding("missing-column", header[0].location, message, remedy))
    return columns


def _no_header(header: list[Cell], table: Table, file: TextFile) -> Finding:
    for separator, name in _OTHER_SEPARATORS.items():
        if set(header[0].words.split(separator)) >= {table.columns[0].name, table.columns[-1].name}:
            message = f"The cells are parted by {name}: those of a table are parted by commas."
            remedy = "Save the file again as CSV with commas: “CSV UTF-8”, field delimiter “,”."
            return finding("csv-header", file.place(0), message, remedy)
    message = f"The first line is no header of the table “{table.name}”."
    return finding("csv-header", file.place(0), message, f"Begin the file with this line: {table.header}")


def _ragged(record: list[Cell], header: list[Cell]) -> Finding:
    given, wanted = len(record), len(header)
    if given < wanted:
        missing = ", ".join(f"“{cell.words}”" for cell in header[given:])
        message = f"The line has {given} of {wanted} cells: none for {missing}."
        return finding("csv-ragged", record[0].location, message)
    message = f"The line has {given} cells for {wanted} columns: one too many begins here."
    return finding("csv-ragged", record[wanted].location, message)


def _trimmed(cell: Cell, column: str, found: list[Finding]) -> Cell:
    words = cell.words.strip()
    if words == cell.words:
        return cell
    where = "begins" if cell.words[:1].isspace() else "ends"
    place = column if column == "the header" else f"“{column}”"
    found.append(finding("outer-space", cell.location, f"A cell of {place} {where} with white space."))
    return Cell(words, cell.location)


def _records(file: TextFile, found: list[Finding]) -> Iterator[list[Cell]]:
    """Yield the cells of each record that could be read."""
    lines = _lines(file.text)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(iter(lines), strict=True)
    before = len(found)
    while True:
        first = reader.line_num
        if len(found) - before > MOST_PROBLEMS:
            message = f"More than {MOST_PROBLEMS:,} problems were found above; the rest is not read."
            found.append(finding("too-many-problems", Location(file.path, first + 1), message))
            return
        try:
            words = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            found.append(_broken(file, lines, first, reader.line_num, str(error)))
            # After a cell that never ends, what follows was part of it.
            if "limit" in str(error):
                return
            continue
        record = "".join(lines[first : reader.line_num])
        if not words:
            found.append(finding("blank-line", Location(file.path, first + 1), "The line is blank."))
            continue
        cells = _cells(file, words, record, first + 1)
        quoting = [cell for cell in cells if '"' in cell.words] if '"' in record else []
        bare = next((cell for cell in quoting if _is_bare(cell, lines)), None)
        if bare:
            message = "A quotation mark stands inside a cell that does not begin with one."
            found.append(finding("csv-quoting", bare.location, message))
        yield cells


def _lines(text: str) -> list[str]:
    """Return the lines of ``text``, cut at line feeds alone."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _cells(file: TextFile, words: list[str], record: str, line: int) -> list[Cell]:
    """Return the cells of a record with their places, found by walking the text that csv has read."""
    cells = []
    position, column = 0, 1
    for cell in words:
        cells.append(Cell(cell, Location(file.path, line, column)))
        length, breaks = len(cell), 0
        if record.startswith('"', position):
            length += cell.count('"') + 2
            breaks = cell.count("\n")
        position += length + 1
        line += breaks
        column = position - record.rfind("\n", 0, position - 1) if breaks else column + length + 1
    return cells


def _is_bare(cell: Cell, lines: list[str]) -> bool:
    """Say whether a cell does not begin with a quotation mark."""
    at = cell.location
    return lines[at.line - 1][at.column - 1] != '"'


def _broken(file: TextFile, lines: list[str], first: int, last: int, error: str) -> Finding:
    """Return the finding for a record, lines ``first`` (exclusive) to ``last``, that csv refused."""
    record = "".join(lines[first:last])
    opened, stray = _broken_cell(record)
    start = sum(map(len, lines[:first]))
    opening = file.place(start + opened)
    if "limit" in error:
        message = f"The cell that begins here has more than {LONGEST_CELL:,} characters."
        return finding("csv-quoting", opening, f"{message} Is its quotation mark ever closed?")
    if stray is None:
        return finding("csv-quoting", opening, "The quotation mark that opens here is never closed.")
    since = f" that opens on line {opening.line}" if opening.line != last else ""
    message = f"The cell{since} is closed by a quotation mark, and “{record[stray]}” follows."
    return finding("csv-quoting", file.place(start + stray), message)


def _broken_cell(record: str) -> tuple[int, int | None]:
    """Return where the broken quoted cell of a record opens, and where something follows its closing mark."""
    position = 0
    while position < len(record):
        if record[position] != '"':
            comma = record.find(",", position)
            if comma < 0:
                break
            position = comma + 1
            continue
        opened = position
        position = record.find('"', position + 1)
        while position >= 0 and record.startswith('"', position + 1):
            position = record.find('"', position + 2)
        if position < 0:
            return opened, None
        position += 1
        if not record.startswith((",", "\n"), position):
            return opened, position if position < len(record) else None
        position += 1
    return 0, None
