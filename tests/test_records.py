"""What is kept is read again as what it was, or not at all."""

from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from generator import records
from generator.findings import Checked, Tally, Unchecked, finding, rules
from generator.model import Cell, Location
from generator.store import Store, digest

KEY = digest("one")
WHERE = Location(PurePosixPath("content/one/facts/numbers.csv"), 3, 7)


def test_what_was_checked_is_read_again(tmp_path: Path) -> None:
    """Everything that was checked is the same, and its rules are those of the program."""
    store, unread = Store(tmp_path), rules()["value-unreadable"]
    one = Checked(
        (finding("bad-slug", WHERE, "A message."),),
        (Unchecked(unread, WHERE, "nobody knows"),),
        {"bad-slug": Tally(2, 1)},
        rows=4,
        made={"one": 5},
    )
    records.write_checked(store, KEY, one)
    again = records.read_checked(store, KEY)
    assert again == one
    assert again.unchecked[0].rule is unread


@pytest.mark.parametrize("other", [["words"], [["words"], 1], ["words", [["path"], 1, 1]], ["words", 5], {}])
def test_an_entry_of_another_kind_is_none(tmp_path: Path, other: object) -> None:
    """What is sound but holds something else is as good as nothing."""
    store = Store(tmp_path)
    records.write(store, KEY, other)
    assert records.read(store, KEY, Cell) is None
    records.write(store, KEY, Cell("words", WHERE))
    assert records.read(store, KEY, Cell) == Cell("words", WHERE)


def test_what_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    """The name of a file that is no text keeps nothing from going on."""
    store = Store(tmp_path)
    records.write(store, KEY, Cell("\udcff", WHERE))
    assert records.read(store, KEY, Cell) is None


@pytest.mark.parametrize("words", [b"\xa1\xff", b'["words", ["a", 1, 1]]', b"\x91" * 100_000, b"", b"\xc1"])
def test_what_is_no_record_is_none(tmp_path: Path, words: bytes) -> None:
    """Sound entries of bytes that no record is made of are as good as nothing."""
    store = Store(tmp_path)
    for body in (words, b"\x92" + words):
        store.write(KEY, body)
        assert records.read(store, KEY, Cell) is None
        assert records.read(store, KEY, dict[str, Any]) is None


@pytest.mark.parametrize("number", [2**64, -(2**63) - 1])
def test_what_no_record_can_hold_is_not_kept(tmp_path: Path, number: int) -> None:
    """A number of more than 64 bits, as some systems give to files, keeps nothing from going on."""
    store = Store(tmp_path)
    records.write(store, KEY, [number])
    assert store.read(KEY) is None
