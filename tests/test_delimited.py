"""Cells stand where the reader says they do."""

import csv
import io
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from generator.content import delimited
from generator.findings import Finding
from generator.reading.files import TextFile
from generator.schema import PEOPLE

WORDS = st.text(alphabet='ab ",\n;é', max_size=8).map(str.strip)
LINES = st.lists(st.lists(WORDS, min_size=5, max_size=5), min_size=1, max_size=5)


@given(LINES, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_cells_and_their_places(rows: list[list[str]], quoting: int) -> None:
    """Whatever a spreadsheet writes is read as the same cells, and each location is where the cell begins."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]  # a plain int
    writer.writerows([PEOPLE.header.split(","), *rows])
    lines = stream.getvalue().split("\n")
    found: list[Finding] = []
    read = delimited.read(TextFile(PurePosixPath("people.csv"), stream.getvalue()), PEOPLE, found)
    assert [[cell.words for cell in line.cells.values()] for line in read] == rows
    assert found == []
    for line in read:
        for cell in line.cells.values():
            rest = lines[cell.location.line - 1][cell.location.column - 1 :]
            written = cell.words.split("\n")[0].replace('"', '""')
            assert rest.startswith((written, f'"{written}'))
            assert cell.location.column == 1 or lines[cell.location.line - 1][cell.location.column - 2] == ","
