"""Single cells written anew: whatever else a file holds stays byte for byte."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.amending import NotAmendable, amend

CELLS = st.text(st.sampled_from('ab ,"\n\r;é’'), max_size=8)
GRIDS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5)


def table(rows: list[list[str]], ending: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    """Return rows under the header a, b, c as a file."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator=ending, quoting=quoting)  # type: ignore[arg-type] # an int
    writer.writerows([["a", "b", "c"], *rows])
    return written.getvalue().encode()


def lines(data: bytes) -> list[list[str]]:
    """Return the cells of a file, line breaks folded."""
    read = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    return [[cell.replace("\r\n", "\n") for cell in row] for row in read]


@given(GRIDS, st.data(), CELLS, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_one_cell_changes_and_no_other(
    rows: list[list[str]], data: st.DataObject, words: str, quoting: int
) -> None:
    """Whatever the cells hold, quoted or not, the one named gets the words and every other keeps its own."""
    rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    words = words.replace("\r", "")
    which = data.draw(st.integers(0, len(rows) - 1))
    file = table(rows, quoting=quoting)
    starts = [2 + sum(1 + "".join(row).count("\n") for row in rows[:number]) for number in range(len(rows))]
    after = amend(file, {starts[which]: {"b": words}})
    wanted = [list(row) for row in rows]
    wanted[which][1] = words
    assert lines(after)[1:] == wanted
    assert amend(file, {starts[which]: {"b": rows[which][1]}}) == file


@pytest.mark.parametrize(
    ("file", "line", "cells", "after"),
    [
        (b"a,b\n1,2\n3,4", 3, {"b": "5"}, b"a,b\n1,2\n3,5"),
        (b'"a","b"\r\n"1","2"\r\n', 2, {"b": "5"}, b'"a","b"\r\n"1","5"\r\n'),
        (b"\xef\xbb\xbfa,b\n1,2\n", 2, {"a": "9"}, b"\xef\xbb\xbfa,b\n9,2\n"),
        (b'a,b\n"x\n\ny",2\n3,4\n', 5, {"b": "5"}, b'a,b\n"x\n\ny",2\n3,5\n'),
        (b"a,b\r\n1,2\r\n", 2, {"b": "x\ny"}, b'a,b\r\n1,"x\r\ny"\r\n'),
        (b"a,b\n1,2\n", 2, {"b": 'say "no", he said'}, b'a,b\n1,"say ""no"", he said"\n'),
        (b'a,b\n1,"2"\n', 2, {"b": "2"}, b'a,b\n1,"2"\n'),
        (b"a,b\n\n1,2\n", 3, {"b": "5"}, b"a,b\n\n1,5\n"),
        (b"a,b\n1,2\n3,4\n", 2, {"a": "9", "b": "8"}, b"a,b\n9,8\n3,4\n"),
    ],
)
def test_style_stays(file: bytes, line: int, cells: dict[str, str], after: bytes) -> None:
    """Quotation marks, line ends, a byte order mark, blank lines and a missing last line end stay."""
    assert amend(file, {line: cells}) == after


@pytest.mark.parametrize(
    ("file", "line", "column"),
    [
        (b"a,b\n1,2\n", 3, "b"),
        (b"a,b\n1,2\n", 1, "b"),
        (b"a,b\n1,2\n", 2, "c"),
        (b"a,b\n1\n", 2, "a"),
        (b'a,b\n"1"x,2\n', 2, "a"),
        (b'a,b\n"1,2\n', 2, "a"),
        (b"", 2, "a"),
    ],
)
def test_what_is_not_there_is_not_written(file: bytes, line: int, column: str) -> None:
    """A line or column that is not there, a ragged line and broken quotation marks are refused by name."""
    with pytest.raises(NotAmendable, match=r"\w"):
        amend(file, {line: {column: "x"}})
