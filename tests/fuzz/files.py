"""The files of ``content/``: bytes, YAML, front matter, declarations, tables, corrections."""

import csv
import io
from pathlib import PurePosixPath

import yaml

from generator.content import amending, delimited, front_matter
from generator.content.rows import read_rows
from generator.findings import Finding
from generator.reading.files import TextFile, text_of
from generator.reading.plain_yaml import Items, Node, Scalar, compose
from generator.schema import ARTICLE, CORRECTIONS, PEOPLE, ROW, built_in_tables
from generator.schema.declaration import read_table
from tests.fuzz.parsers import Parser

_PATH = PurePosixPath("content/bridge/file")
_NUMBERS = next(table for table in built_in_tables() if table.name == "numbers")


def _read(data: bytes) -> tuple[TextFile | None, list[Finding]]:
    found: list[Finding] = []
    return text_of(_PATH, data, found), found


def _placed(found: list[Finding], file: TextFile) -> None:
    """Fail unless each finding says what is wrong, what to do, and names a place in the file."""
    lines = file.text.split("\n")
    for one in found:
        assert one.message
        assert one.remedy
        assert 1 <= one.location.line <= len(lines) + 1
        written = lines[one.location.line - 1] if one.location.line <= len(lines) else ""
        assert 1 <= one.location.column <= len(written) + 1


def text_files(data: bytes) -> None:
    """A file is text or has a finding; without one its text is its very bytes."""
    file, found = _read(data)
    assert file or found
    if file:
        assert "\r" not in file.text
        _placed(found, file)
        if not found:
            assert file.text.encode() == data


def plain_yaml(data: bytes) -> None:
    """YAML taken without a finding means what PyYAML reads, with every scalar as its words."""
    file, _ = _read(data)
    if file is None:
        return
    found: list[Finding] = []
    read = compose(file, found)
    assert read is not None or found
    _placed(found, file)
    if read is not None and not found and file.text.strip():
        assert _plain(read) == (yaml.load(file.text, yaml.BaseLoader) or {})


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.words
    if isinstance(node, Items):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, value in node.values.items()}


def front_matters(data: bytes) -> None:
    """What stands below the front matter is kept byte for byte, with the right line."""
    file, _ = _read(data)
    if file is None:
        return
    found: list[Finding] = []
    front = front_matter.read(file, ARTICLE, found)
    assert front is not None or found
    _placed(found, file)
    if front is not None:
        assert file.text.endswith(front.text)
        assert front.text_line == file.text.count("\n", 0, len(file.text) - len(front.text)) + 1


def declarations(data: bytes) -> None:
    """A table's declaration gives a table whose names its own header holds, or findings in the file."""
    file, _ = _read(data)
    if file is None:
        return
    found: list[Finding] = []
    table = read_table(file, found, ROW.fields)
    _placed(found, file)
    assert table is not None or found
    if table is not None and not found:
        names = [column.name for column in table.columns]
        assert next(csv.reader([table.header])) == names
        assert {*table.identify, *table.compare} <= {*names}


def tables(data: bytes) -> None:
    """Each cell stands where the reader says; a table without a finding is what the csv module reads."""
    file, _ = _read(data)
    if file is None:
        return
    lines = file.text.split("\n")
    for table in (PEOPLE, CORRECTIONS, _NUMBERS):
        found: list[Finding] = []
        read = delimited.read(file, table, found)
        _placed(found, file)
        for line in read:
            for cell in line.cells.values():
                rest = lines[cell.location.line - 1][cell.location.column - 1 :].lstrip()
                written = cell.words.split("\n")[0].strip()
                assert rest.startswith(('"', written))
        if read and not found:
            plain = list(csv.reader(io.StringIO(file.text, newline=""), strict=True))[1:]
            assert [[cell.words for cell in line.cells.values()] for line in read] == plain


def rows(data: bytes) -> None:
    """Rows of facts and corrections can all be checked: none lacks what a check needs."""
    file, _ = _read(data)
    if file is None:
        return
    for table in (_NUMBERS, CORRECTIONS):
        found: list[Finding] = []
        for row in read_rows(file, table, "bridge", found):
            if table is _NUMBERS:
                assert row.article
                assert row.evidence
                assert row.status
        _placed(found, file)


def amended(data: bytes) -> None:
    """Writing one cell anew changes that cell and nothing else, or is refused."""
    try:
        before = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        columns = [name.strip() for name in before[0]]
        after = amending.amend(data, {2: {columns[0]: 'new "words", here'}})
    except (amending.NotAmendable, UnicodeDecodeError, csv.Error, IndexError):
        return
    read = list(csv.reader(io.StringIO(after.decode("utf-8-sig"), newline=""), strict=True))
    assert read[1][0] == 'new "words", here'
    assert [read[0], read[1][1:], *read[2:]] == [before[0], before[1][1:], *before[2:]]


PARSERS = (
    Parser("text-files", text_files),
    Parser("plain-yaml", plain_yaml),
    Parser("front-matter", front_matters),
    Parser("declarations", declarations),
    Parser("tables", tables),
    Parser("rows", rows),
    Parser("amended", amended),
)
