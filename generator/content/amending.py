"""Single cells of a table written anew: every other byte of its file stays as it is."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

_CELL = re.compile(r'"[^"]*(?:""[^"]*)*"|(?!")[^,\r\n]*')
_ENDING = re.compile(r"\r\n|\r|\n")
_NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s$')

Cells = Mapping[str, str]
"""New words by column."""


class NotAmendable(Exception):
    """The file does not hold the line or the column; its words say which."""


class _Record(Struct, frozen=True):
    """One line of a table with the places of its cells in the text."""

    line: int
    """The line of the file on which it begins, from 1."""
    spans: tuple[tuple[int, int], ...]


def amend(data: bytes, changes: Mapping[int, Cells]) -> bytes:
    """Return the bytes of a table (RFC 4180, UTF-8) with other words in some cells.

    ``changes`` has the cells by the line of the file on which their row begins, from 1. A cell keeps its
    quotation marks where it has them and gets them where its words need them. Raises ``NotAmendable`` when
    there is no such line or column, and ``UnicodeDecodeError`` when the file is not UTF-8.
    """
    text = data.decode("utf-8")
    records = {record.line: record for record in _records(text)}
    header = records.get(1)
    columns = [_words(text, span).strip() for span in header.spans] if header else []
    ending = "\r\n" if "\r\n" in text else "\n"
    pieces: list[tuple[int, int, str]] = []
    for line, cells in changes.items():
        record = records.get(line)
        if record is None or record is header or len(record.spans) != len(columns):
            raise NotAmendable(f"no row begins on line {line}")
        for column, words in cells.items():
            if column not in columns:
                raise NotAmendable(f"there is no column “{column}”")
            span = record.spans[columns.index(column)]
            if _ENDING.sub("\n", _words(text, span)) != words:
                written = _written(words.replace("\n", ending), quoted=text.startswith('"', span[0]))
                pieces.append((*span, written))
    for start, end, written in sorted(pieces, reverse=True):
        text = f"{text[:start]}{written}{text[end:]}"
    return text.encode("utf-8")


def _records(text: str) -> Iterator[_Record]:
    place, line = int(text.startswith("\ufeff")), 1
    while place < len(text):
        begun, spans = line, []
        while True:
            cell = _CELL.match(text, place)
            if cell is None:
                raise NotAmendable(f"a quotation mark on line {line} is never closed")
            start, end = cell.span()
            spans.append((start, end))
            line += len(_ENDING.findall(text, start, end))
            place = end
            if not text.startswith(",", place):
                break
            place += 1
        ending = _ENDING.match(text, place)
        if ending is None and place < len(text):
            raise NotAmendable(f"line {begun} has broken quotation marks")
        place = ending.end() if ending else place
        line += 1
        yield _Record(begun, tuple(spans))


def _words(text: str, span: tuple[int, int]) -> str:
    raw = text[slice(*span)]
    return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw


def _written(words: str, quoted: bool) -> str:
    if quoted or _NEEDS_QUOTES.search(words):
        return '"' + words.replace('"', '""') + '"'
    return words
