"""The archive that a stranger's review leaves behind is unpacked as plain pages, or refused."""

import errno
import shutil
import stat
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.hosting import archives
from generator.project import find_project
from tests.hosting.packing import PAGES, archive


def refused(path: Path, folder: Path) -> str:
    """Return why an archive is not unpacked, having looked that nothing was."""
    target = folder / "target"
    target.mkdir()
    with pytest.raises(archives.Refused) as problem:
        archives.unpack(path, target / "site")
    assert [*target.iterdir()] == []
    assert sorted(one.name for one in folder.iterdir()) == ["review.zip", "target"]
    return str(problem.value)


def test_unpacked(tmp_path: Path) -> None:
    """Pages are written as they are packed, and nothing else is."""
    path = archive(tmp_path, {"review.json": b"{}", "review.md": b"words", **PAGES, "site/a/": b""})
    assert archives.unpack(path, tmp_path / "site") == 2
    written = {
        one.relative_to(tmp_path).as_posix() for one in (tmp_path / "site").rglob("*") if one.is_file()
    }
    assert written == PAGES.keys()
    assert (tmp_path / "site/a/index.html").read_bytes() == b"<h1>Below</h1>"


@pytest.mark.parametrize(
    "name",
    [
        "../outside.html",
        "site/../../outside.html",
        "/etc/outside.html",
        "site//outside.html",
        "site/./index.html",
        "site\\..\\outside.html",
        "C:/outside.html",
        "site/.git/config",
        "site/.htaccess",
        "site",
        "other/index.html",
        "index.html",
        "pull-request.txt",
        "site/a\nb.html",
        "site/\u202egnp.html",
        f"site/{'a' * 2_000}.html",
    ],
)
def test_names(tmp_path: Path, name: str) -> None:
    """A name that leads elsewhere, is hidden or is no part of a review is refused."""
    assert "in the archive" in refused(archive(tmp_path, {**PAGES, name: b"outside"}), tmp_path)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK])
def test_kinds(tmp_path: Path, kind: int) -> None:
    """A symbolic link or a device is refused."""

    def change(info: zipfile.ZipInfo) -> None:
        info.external_attr = (kind | 0o777) << 16

    assert "no plain file" in refused(
        archive(tmp_path, {"site/index.html": b"/etc/passwd"}, change), tmp_path
    )


def test_packing(tmp_path: Path) -> None:
    """An entry packed in a way that takes much memory to unpack is refused."""
    path = tmp_path / "review.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as bundle:
        bundle.writestr("site/index.html", b"page")
    assert "packed in a way" in refused(path, tmp_path)


def test_encrypted(tmp_path: Path) -> None:
    """An encrypted entry is refused."""
    path = archive(tmp_path, {"site/index.html": b"page"})
    data = bytearray(path.read_bytes())
    # The flags stand 8 bytes into an entry of the central directory.
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "packed in a way" in refused(path, tmp_path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_twice(tmp_path: Path) -> None:
    """An archive in which a name stands twice, or as a file and a folder, is refused."""
    path = tmp_path / "review.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("site/index.html", "one")
        bundle.writestr("site/index.html", "two")
    assert "twice" in refused(path, tmp_path)
    (tmp_path / "target").rmdir()
    both = archive(tmp_path, {"site/a": b"file", "site/a/index.html": b"below"})
    assert "as a file and as a folder" in refused(both, tmp_path)


def declared(path: Path, size: int) -> None:
    """Let the archive's first entry say that it has ``size`` bytes."""
    data = bytearray(path.read_bytes())
    data[(start := data.index(b"PK\x01\x02") + 24) : start + 4] = struct.pack("<I", size)
    path.write_bytes(data)


def test_too_large(tmp_path: Path) -> None:
    """An archive that unpacks to more than a site may have is refused before it is unpacked."""
    path = archive(tmp_path, {"site/index.html": b"\0" * 1_000_000})
    declared(path, archives.LARGEST_SITE + 1)
    assert "the most is 500,000,000" in refused(path, tmp_path)


def test_larger_than_declared(tmp_path: Path) -> None:
    """An entry that holds more than it declares is refused as damaged."""
    path = archive(tmp_path, {"site/index.html": b"\0" * 1_000_000})
    declared(path, 10)
    assert "damaged" in refused(path, tmp_path)


def test_too_many(tmp_path: Path) -> None:
    """An archive of more files than a site has is refused."""
    many = {f"site/{number}.html": b"" for number in range(archives.MOST_FILES + 1)}
    assert "20,001 files" in refused(archive(tmp_path, many), tmp_path)


@pytest.mark.parametrize("data", [b"", b"words", b"PK\x05\x06", b"PK\x03\x04" + b"\0" * 100])
def test_no_archive(tmp_path: Path, data: bytes) -> None:
    """What is no archive is refused."""
    path = tmp_path / "review.zip"
    path.write_bytes(data)
    assert "damaged" in refused(path, tmp_path)


def test_damaged(tmp_path: Path) -> None:
    """An archive whose bytes were changed is refused, and no page of it is written."""
    path = archive(tmp_path, {**PAGES, "site/last.html": bytes(range(256)) * 40})
    data = bytearray(path.read_bytes())
    start = data.rindex(b"site/last.html", 0, data.index(b"PK\x01\x02")) + 40
    data[start : start + 30] = b"\xff" * 30
    path.write_bytes(data)
    assert "damaged" in refused(path, tmp_path)


def test_a_large_archive_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that is itself larger than any review leaves is refused by its size."""
    monkeypatch.setattr(archives, "LARGEST_ARCHIVE", 10)
    assert "the most that is read is 10" in refused(archive(tmp_path, PAGES), tmp_path)


def test_without_pages(tmp_path: Path) -> None:
    """Of an archive without a site nothing is unpacked, and no folder is made."""
    assert archives.unpack(archive(tmp_path, {"review.json": b"{}"}), tmp_path / "site") == 0
    assert not (tmp_path / "site").exists()


def test_a_full_disk_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system cannot do is not laid to the archive."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = archive(tmp_path, PAGES)
    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="No space left"):
        archives.unpack(path, tmp_path / "site")
    assert not (tmp_path / "site").exists()


@given(st.data())
def test_altered(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever is altered in an archive, it is unpacked into its folder or refused."""
    folder = tmp_path_factory.mktemp("altered")
    path = archive(folder, {"review.json": b"{}", **PAGES, "site/\u00e9/index.html": b"letters" * 20})
    altered = bytearray(path.read_bytes())
    start = altered.index(b"PK\x01\x02")
    places = st.one_of(st.integers(0, len(altered) - 1), st.integers(start, len(altered) - 1))
    for position, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=5)):
        altered[position] = byte
    path.write_bytes(altered[: data.draw(st.integers(0, len(altered)) | st.just(len(altered)))])
    with suppress(archives.Refused):
        archives.unpack(path, folder / "site")
    assert {one.name for one in folder.iterdir()} <= {"review.zip", "site"}


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://explainer.example/7/", "public site"),
        ("https://EXPLAINER.example:8443/7/", "public site"),
        ("http://previews.example/7/", "https://"),
        ("javascript:alert(1)", "https://"),
        ("/previews/7/", "https://"),
    ],
)
def test_not_apart(tiny: Path, address: str, problem: str) -> None:
    """A preview on the public site's host, or at no address of the web, is refused."""
    with pytest.raises(archives.Refused, match=problem):
        archives.check_apart(find_project(tiny), address)
