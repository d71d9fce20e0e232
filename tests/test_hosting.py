"""What a stranger's review leaves behind is read as data, or refused."""

import json
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import hosting
from generator.project import find_project
from tests.conftest import Run
from tests.review.reports import Report, cell, fact, place, report, row, to_do

PAGES = {"site/index.html": b"<h1>Page</h1>", "site/a/index.html": b"<h1>Below</h1>"}
RUN = "https://run.example/"
CONTENT_ALONE = hosting.Touched(content=True, outside=(), whole=True)
Entries = Mapping[str, bytes]


def archive(folder: Path, entries: Entries, change: Callable[[zipfile.ZipInfo], None] | None = None) -> Path:
    """Write a ZIP archive of which ``change`` alters each entry's description."""
    path = folder / "review.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(info)
            bundle.writestr(info, data)
    return path


def refused(path: Path, folder: Path) -> str:
    """Return why an archive is not unpacked, having looked that nothing was."""
    target = folder / "target"
    target.mkdir()
    with pytest.raises(hosting.Refused) as problem:
        hosting.unpack(path, target / "site")
    assert [*target.iterdir()] == []
    assert sorted(one.name for one in folder.iterdir()) == ["review.zip", "target"]
    return str(problem.value)


def test_unpacked(tmp_path: Path) -> None:
    """Pages are written as they are packed, and nothing else is."""
    path = archive(tmp_path, {"review.json": b"{}", "review.md": b"words", **PAGES, "site/a/": b""})
    assert hosting.unpack(path, tmp_path / "site") == 2
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
    declared(path, hosting.LARGEST_SITE + 1)
    assert "the most is 500,000,000" in refused(path, tmp_path)


def test_larger_than_declared(tmp_path: Path) -> None:
    """An entry that holds more than it declares is refused as damaged."""
    path = archive(tmp_path, {"site/index.html": b"\0" * 1_000_000})
    declared(path, 10)
    assert "damaged" in refused(path, tmp_path)


def test_too_many(tmp_path: Path) -> None:
    """An archive of more files than a site has is refused."""
    many = {f"site/{number}.html": b"" for number in range(hosting.MOST_FILES + 1)}
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
    with suppress(hosting.Refused):
        hosting.unpack(path, folder / "site")
    assert {one.name for one in folder.iterdir()} <= {"review.zip", "site"}


@pytest.mark.parametrize(
    "report",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"verdict": true}',
        b"[" * 100_000,
        b'{"version": NaN}',
        b'{"version": ' + b"1" * 5_000 + b"}",
    ],
)
def test_no_report(tmp_path: Path, report: bytes) -> None:
    """A report that is no JSON, or not as its schema says, is refused without repeating its words."""
    with pytest.raises(hosting.Refused, match=r"^review\.json "):
        hosting.comment(archive(tmp_path, {"review.json": report}), RUN, "", False, CONTENT_ALONE)


def honest() -> Report:
    """Return a report that fits together: a draft was added, and a warning is new."""
    warning = {"code": "W105", "rule": "address-gone", "severity": "warning", "message": "A.", "remedy": "B."}
    return report() | {
        "verdict": {"mergeable": True, "reasons": ["No error is new: 999 checks were made by me."]},
        "to_do": [to_do("accept draft", "cranes", "Accept or reject the draft.")],
        "facts": [fact("added", "cranes", "Twelve cranes", [0])],
        "rows": [row("added", status_after="draft")],
        "findings": [warning | place()],
    }


def told(tmp_path: Path, document: Report, changed: hosting.Touched = CONTENT_ALONE) -> str:
    """Return the comment on a report."""
    path = archive(tmp_path, {"review.json": json.dumps(document).encode()})
    return hosting.comment(path, RUN, "", False, changed)


def test_the_verdict_is_made_anew(tmp_path: Path) -> None:
    """The verdict and its reasons come from the report's own lists; what it says of them is not repeated."""
    written = told(tmp_path, honest())
    assert "This change can be merged" in written
    assert "131 checks were made on what was compared" in written
    assert "1 draft to accept" in written
    assert "999" not in written
    strict = told(tmp_path, honest() | {"verdict": {"mergeable": False, "reasons": ["Believe me."]}})
    assert "1 new warning in a strict review" in strict
    assert "Believe me" not in strict


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"empty": True}, "of being empty"),
        ({"findings": report()["findings"]}, "not what its findings say"),
        (
            {"findings": [], "verdict": {"mergeable": False, "reasons": ["No reason."]}},
            "not what its findings say",
        ),
        ({"findings": [report()["findings"][0] | {"severity": "warning"}]}, "severity of its rule"),
        ({"to_do": []}, "checklist leaves out"),
        ({"rows": [row("changed", review_again=True)]}, "checklist leaves out"),
        ({"rows": [row("changed", lost=[cell("Attribution", "reportedly", "")])]}, "checklist leaves out"),
        (
            {
                "facts": [fact("changed", "length", "Length", [0], needs_correction=True)],
                "to_do": [*honest()["to_do"], to_do("add correction", "length", "Tell readers.")],
            },
            "no finding says so",
        ),
        ({"facts": [fact("added", "cranes", "Twelve cranes", [1])]}, "rows that are not there"),
    ],
)
def test_a_report_that_contradicts_itself(tmp_path: Path, changes: Report, problem: str) -> None:
    """A report whose parts do not fit together was not written by the program, and is refused."""
    with pytest.raises(hosting.Refused, match=rf"^review\.json contradicts itself: .*{problem}"):
        told(tmp_path, honest() | changes)


def test_a_report_of_changed_machinery_is_not_told(tmp_path: Path) -> None:
    """Where more than content/ is touched the comment says so first, and no word of the report."""
    outside = ("action.yml", "content\n@editors [x](javascript:1)", *(f"file-{n}.py" for n in range(20)))
    written = told(tmp_path, honest(), hosting.Touched(content=True, outside=outside, whole=True))
    assert written.startswith(f"{hosting.MARK}\n## ⚠️ No verdict: ")
    assert "cannot be trusted" in written
    assert "<code>action.yml</code>" in written
    assert "- and 12 more files\n" in written
    for words in ("can be merged", "999", "131", "Twelve", "@editors", "[x]"):
        assert words not in written


def test_too_many_files_to_know(tmp_path: Path) -> None:
    """Where GitHub lists only some of the files nobody knows what else is touched: there is no verdict."""
    written = told(tmp_path, honest(), hosting.Touched(content=True, outside=(), whole=False))
    assert "No verdict" in written
    assert "more files than GitHub lists" in written
    assert "can be merged" not in written


def test_without_content_there_is_no_comment(tmp_path: Path) -> None:
    """A pull request that touches no content has no comment, whatever its archive says."""
    assert told(tmp_path, honest(), hosting.Touched(content=False, outside=("README.md",), whole=True)) == ""


def test_what_a_pull_request_touches() -> None:
    """Both names of a moved file count; a list of another commit or with too few files is not believed."""
    pull = {"head": {"sha": "abc"}, "changed_files": 2}
    moved = {"filename": "content/a.csv", "previous_filename": "mkdocs.yml"}
    files = [moved, {"filename": "content"}]
    found = hosting.touched(pull, files, "abc")
    assert found == hosting.Touched(content=True, outside=("mkdocs.yml", "content"), whole=True)
    assert hosting.touched(pull, files, "def") is None
    some = hosting.touched({**pull, "changed_files": 3}, [{"filename": "content/a.csv"}], "abc")
    assert some is not None
    assert not some.only_content


def test_without_a_preview(tmp_path: Path) -> None:
    """Where the archive holds no site the comment offers the report alone, and says where to read why."""
    assert "There is no preview: [the log of the run]" in told(tmp_path, honest())


def test_large_report(tmp_path: Path) -> None:
    """A report that is too large to read is refused before it is."""
    path = archive(tmp_path, {"review.json": b" " * (hosting.LARGEST_REPORT + 1)})
    with pytest.raises(hosting.Refused, match="larger than"):
        hosting.comment(path, RUN, "", False, CONTENT_ALONE)


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
    with pytest.raises(hosting.Refused, match=problem):
        hosting.check_apart(find_project(tiny), address)


def test_commands(run: Run, tiny: Path) -> None:
    """The commands read GitHub's lists and archives, and say why they go no further."""
    base = {"repo": {"full_name": "o/r"}}
    pulls = [{"number": 7, "state": "open", "head": {"sha": "abc"}, "base": base}]
    (tiny / "pulls.json").write_text(json.dumps(pulls))
    (tiny / "comments.json").write_text(json.dumps([{"id": 3, "user": None, "body": hosting.MARK}]))
    archive(tiny, PAGES)
    found = run("hosting", "pull-request", "--repository", "o/r", "--head", "abc", "pulls.json")
    assert (found.returncode, found.stdout) == (0, "7\n")
    moved_on = run("hosting", "pull-request", "--repository", "o/r", "--head", "def", "pulls.json")
    assert (moved_on.returncode, moved_on.stdout) == (1, "")
    none = run("hosting", "earlier-comment", "comments.json")
    assert (none.returncode, none.stdout) == (0, "")
    unpack = ("hosting", "unpack", "--address", "https://previews.example/7/", "review.zip")
    (tiny / "previews").mkdir()
    unpacked = run(*unpack, "previews")
    assert (unpacked.returncode, unpacked.stderr) == (0, "2 files unpacked.\n")
    again = run(*unpack, "previews")
    (tiny / "pull.json").write_text(json.dumps({"head": {"sha": "abc"}, "changed_files": 1}))
    (tiny / "files.json").write_text(json.dumps([{"filename": "action.yml"}]))
    asked = run("hosting", "touched", "--head", "abc", "pull.json", "files.json")
    assert asked.returncode == 0
    assert json.loads(asked.stdout) == {"content": False, "outside": ["action.yml"], "whole": True}
    late = run("hosting", "touched", "--head", "def", "pull.json", "files.json")
    assert (late.returncode, late.stdout) == (1, "")
    no_review = ("hosting", "no-review", "--page", RUN, "--reading", f"{RUN}2", "pull.json", "--head")
    told = run(*no_review, "abc")
    assert told.returncode == 0
    assert json.loads(told.stdout)["body"].startswith(f"{hosting.MARK}\n")
    outrun = run(*no_review, "def")
    assert (outrun.returncode, outrun.stdout) == (1, "")
    assert outrun.stderr == "The pull request's newest commit is no more def.\n"
    assert (again.returncode, again.stderr) == (2, "Cannot continue: previews/site is there already\n")


@pytest.mark.parametrize(
    "command", ["pull-request", "earlier-comment", "touched", "comment", "no-review", "unpack"]
)
def test_help(run: Run, command: str) -> None:
    """The help of each command ends with an example that begins as one would type it."""
    helped = run("hosting", command, "--help")
    assert helped.returncode == 0
    assert f"  explainer hosting {command}" in helped.stdout.partition("Examples:")[2]
