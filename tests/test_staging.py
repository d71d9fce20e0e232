"""Facts about the staging folder: it holds exactly the pages and files, and only what changed is written."""

import os
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from msgspec.structs import replace

from generator.model import Location
from generator.output import MARK
from generator.render import AddressTaken, prepared, write
from generator.signatures import files
from generator.views.page import Asset, Page
from tests.explainers import explainer, pages_of, rows_of


@cache
def pages() -> tuple[Page, ...]:
    """Return the pages of an explainer."""
    rows = rows_of("numbers", "fact,what,value,unit,article,evidence\nsent,,15,troops,a,They sent 15\n")
    return tuple(pages_of(explainer(rows)).values())


def home() -> Page:
    """Return the page that lists the explainers."""
    return next(page for page in pages() if str(page.path) == "index.md")


def numbers(folder: Path) -> dict[str, int]:
    """Return the number that the system gives to each file."""
    return {path: one.stat(follow_symlinks=False).st_ino for path, one in files(folder)}


def staged(folder: Path, *made: Page | Asset) -> tuple[set[str], set[str]]:
    """Make the folder hold exactly what was made; return which files were written and which removed."""
    before = numbers(folder) if folder.exists() else {}
    write([*map(prepared, made)], folder)
    after = numbers(folder)
    return {path for path in after if before.get(path) != after[path]}, before.keys() - after.keys()


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """A second run writes nothing, and leaves the files' times alone."""
    written, _ = staged(tmp_path, *pages())
    times = {path: (tmp_path / path).stat().st_mtime_ns for path in written}
    assert written == {str(page.path) for page in pages()}
    assert staged(tmp_path, *pages()) == (set(), set())
    assert {path: (tmp_path / path).stat().st_mtime_ns for path in written} == times


def test_a_changed_page_is_written(tmp_path: Path) -> None:
    """Only the file whose bytes differ is written again."""
    staged(tmp_path, *pages())
    (tmp_path / "index.md").write_text("changed by hand")
    assert staged(tmp_path, *pages()) == ({"index.md"}, set())


def test_what_is_stale_is_removed(tmp_path: Path) -> None:
    """Files and folders of pages that are gone are removed; hidden files at the top stay."""
    for name in (".gitignore", ".deployment/state", MARK, "old/index.md", "old/articles/a.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "empty").mkdir()
    _, removed = staged(tmp_path, *pages())
    assert removed == {"old/articles/a.md", "old/index.md"}
    assert (tmp_path / ".gitignore").exists()
    assert (tmp_path / ".deployment/state").exists()
    assert not (tmp_path / "old").exists()
    assert not (tmp_path / "empty").exists()


def test_a_file_in_the_way_of_a_folder_gives_way(tmp_path: Path) -> None:
    """Where a page's folder must stand, a stale file is removed first; the same the other way round."""
    (tmp_path / MARK).touch()
    (tmp_path / "event").write_text("x")
    (tmp_path / "index.md").mkdir()
    staged(tmp_path, *pages())
    assert (tmp_path / "event/index.md").is_file()
    assert (tmp_path / "index.md").is_file()


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A symbolic link in the staging folder is replaced, and what it points to is left alone."""
    outside = tmp_path / "outside.md"
    outside.write_text("precious")
    staging = tmp_path / "staging"
    staging.mkdir()
    (staging / MARK).touch()
    (staging / "index.md").symlink_to(outside)
    (tmp_path / "folder").mkdir()
    (staging / "event").symlink_to(tmp_path / "folder")
    staged(staging, *pages())
    assert outside.read_text() == "precious"
    assert list((tmp_path / "folder").iterdir()) == []
    assert not (staging / "index.md").is_symlink()
    assert (staging / "event/index.md").is_file()


def test_a_page_is_never_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails, the old files are whole and nothing is left beside them."""
    staging = tmp_path / "staging"
    staged(staging, *pages())
    (staging / "index.md").write_text("old")

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "write", fail)
    with pytest.raises(OSError, match="the disk is full"):
        staged(staging, *pages())
    assert (staging / "index.md").read_text() == "old"
    assert list((tmp_path / ".explainer").iterdir()) == []


def test_two_pages_with_one_path_are_refused(tmp_path: Path) -> None:
    """Two pages for one file are refused by name before anything is written."""
    page = home()
    place = Location(PurePosixPath("content/x"))
    other = replace(page, path=PurePosixPath("INDEX.md"), title="Another", made_from=place)
    with pytest.raises(AddressTaken, match="“Explainers” and “Another”"):
        staged(tmp_path, page, other)
    assert list(tmp_path.iterdir()) == []


def test_assets_are_written_as_they_are(tmp_path: Path) -> None:
    """A file beside the pages is written byte for byte, left alone while unchanged, and removed when gone."""
    asset = Asset(PurePosixPath("event/data/numbers.csv"), b"\xef\xbb\xbfa,b\r\n")
    staged(tmp_path, *pages())
    assert staged(tmp_path, *pages(), asset) == ({str(asset.path)}, set())
    assert (tmp_path / asset.path).read_bytes() == asset.body
    assert staged(tmp_path, *pages(), asset) == (set(), set())
    assert staged(tmp_path, *pages()) == (set(), {str(asset.path)})


def test_an_asset_in_a_pages_place_is_refused(tmp_path: Path) -> None:
    """A file that would overwrite a page's own is refused by name before anything is written."""
    with pytest.raises(AddressTaken, match=r"“Explainers” and “Index\.md”"):
        staged(tmp_path, home(), Asset(PurePosixPath("Index.md"), b""))
    assert list(tmp_path.iterdir()) == []
