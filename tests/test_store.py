"""What was worked out before is found again, and nothing else ever is."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import store
from generator.store import Store, digest

KEY = digest("a page")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where a store may put its entries."""
    return tmp_path / "cache"


def entries(folder: Path) -> list[Path]:
    """Return the files of a store's entries."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_an_entry_is_found_again(folder: Path) -> None:
    """What one store keeps, another one of the same folder gives back, byte for byte."""
    body = bytes(range(256)) * 100
    Store(folder).write(KEY, body)
    assert Store(folder).read(KEY) == body
    assert Store(folder).read(digest("another page")) is None


def test_an_entry_that_is_not_whole_is_none(folder: Path) -> None:
    """An entry that unpacks to less than it began with, or to nothing, is not given back."""
    Store(folder).write(KEY, b"words " * 100)
    (path,) = entries(folder)
    whole = path.read_bytes()[32:]
    for packed in (whole[:-5], b"no words"):
        path.write_bytes(hashlib.sha256(KEY.encode() + packed).digest() + packed)
        assert Store(folder).read(KEY) is None


def test_where_entries_are_kept() -> None:
    """They are kept where the environment says, nowhere where it says nothing, else where caches lie."""
    assert [store.usual({"EXPLAINER_CACHE": name}).keeps for name in ("", "kept")] == [False, True]
    assert store.usual({}).keeps


@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_damaged_entry_is_none(folder: Path, place: int) -> None:
    """An entry in which a byte was changed is not given back."""
    Store(folder).write(KEY, b"words " * 100)
    (path,) = entries(folder)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert Store(folder).read(KEY) is None


@pytest.mark.parametrize("size", [0, 10, 31, 40])
def test_a_cut_entry_is_none(folder: Path, size: int) -> None:
    """An entry that was cut is not given back."""
    Store(folder).write(KEY, b"words " * 100)
    (path,) = entries(folder)
    path.write_bytes(path.read_bytes()[:size])
    assert Store(folder).read(KEY) is None


def test_an_entry_under_another_name_is_none(folder: Path) -> None:
    """An entry that was put in the place of another one is not given back."""
    Store(folder).write(KEY, b"words")
    (path,) = entries(folder)
    other = digest("another page")
    (folder / other[:2]).mkdir(exist_ok=True)
    os.rename(path, folder / other[:2] / other[2:])
    assert Store(folder).read(other) is None


def test_a_store_without_a_folder_keeps_nothing() -> None:
    """Where there is no folder nothing is kept, and nothing fails."""
    nowhere = Store(None)
    nowhere.write(KEY, b"words")
    nowhere.tidy()
    assert nowhere.read(KEY) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """Where a file stands in the place of the folder nothing is kept, and nothing fails."""
    (tmp_path / "cache").write_text("no folder")
    full = Store(tmp_path / "cache")
    full.write(KEY, b"words")
    full.tidy()
    assert full.read(KEY) is None


def test_the_longest_unused_entries_make_room(folder: Path) -> None:
    """Beyond its room a store loses what was not used for longest, and keeps the rest."""
    some = [digest(str(number)) for number in range(4)]
    kept = Store(folder, room=3 * 700)
    for number, key in enumerate(some):
        kept.write(key, os.urandom(600))
        os.utime(folder / key[:2] / key[2:], (number, number))
    kept.read(some[0])
    kept.tidy()
    assert [kept.read(key) is not None for key in some] == [True, False, True, True]


def test_where_the_store_lies(tmp_path: Path) -> None:
    """EXPLAINER_CACHE names the folder; where it is empty nothing is kept."""
    store.usual({"EXPLAINER_CACHE": str(tmp_path)}).write(KEY, b"words")
    assert store.usual({"EXPLAINER_CACHE": str(tmp_path)}).read(KEY) == b"words"
    assert store.usual({"EXPLAINER_CACHE": ""}).read(KEY) is None


@given(st.lists(st.text() | st.binary(), max_size=4), st.lists(st.text() | st.binary(), max_size=4))
def test_other_parts_other_digest(one: list[str | bytes], other: list[str | bytes]) -> None:
    """Two lists of parts have one digest only where they hold the same bytes in the same order."""

    def spelled(parts: list[str | bytes]) -> Iterator[bytes]:
        return (part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts)

    assert (digest(*one) == digest(*other)) == ([*spelled(one)] == [*spelled(other)])


@pytest.mark.parametrize("plant", ["pipe", "folder", "device", "huge"])
def test_what_is_no_entry_is_not_opened(folder: Path, plant: str) -> None:
    """A pipe, a folder, a link to a device or a file of terabytes in the place of an entry is none."""
    Store(folder).write(KEY, b"words")
    (path,) = entries(folder)
    path.unlink()
    if plant == "pipe":
        os.mkfifo(path)
    elif plant == "folder":
        path.mkdir()
    elif plant == "device":
        path.symlink_to("/dev/zero")
    else:
        path.touch()
        os.truncate(path, 10**12)
    assert Store(folder).read(KEY) is None
