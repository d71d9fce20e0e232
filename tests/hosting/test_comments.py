"""The comment is written anew from a stranger's report, which is held to its schema and to itself."""

import json
from pathlib import Path

import pytest

from generator.hosting import archives, comments, lists
from tests.hosting.packing import PAGES, archive
from tests.review.reports import Report, cell, fact, place, report, row, to_do

RUN = "https://run.example/"
CONTENT_ALONE = lists.Touched(content=True, outside=(), whole=True)
EMPTY = (
    report()
    | {name: [] for name, value in report().items() if isinstance(value, list) and name != "tables"}
    | {"empty": True, "verdict": {"mergeable": True, "reasons": ["No error is new."]}}
)


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
    with pytest.raises(archives.Refused, match=r"^review\.json "):
        comments.comment(archive(tmp_path, {"review.json": report}), RUN, "", False, CONTENT_ALONE)


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


def told(tmp_path: Path, document: Report, changed: lists.Touched = CONTENT_ALONE) -> str:
    """Return the comment on a report."""
    path = archive(tmp_path, {"review.json": json.dumps(document).encode()})
    return comments.comment(path, RUN, "", False, changed)


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
    with pytest.raises(archives.Refused, match=rf"^review\.json contradicts itself: .*{problem}"):
        told(tmp_path, honest() | changes)


def test_a_report_of_changed_machinery_is_not_told(tmp_path: Path) -> None:
    """Where more than content/ is touched the comment says so first, and no word of the report."""
    outside = ("action.yml", "content\n@editors [x](javascript:1)", *(f"file-{n}.py" for n in range(20)))
    written = told(tmp_path, honest(), lists.Touched(content=True, outside=outside, whole=True))
    assert written.startswith(f"{lists.MARK}\n## ⚠️ No verdict: ")
    assert "cannot be trusted" in written
    assert "<code>action.yml</code>" in written
    assert "- and 12 more files\n" in written
    for words in ("can be merged", "999", "131", "Twelve", "@editors", "[x]"):
        assert words not in written


def test_too_many_files_to_know(tmp_path: Path) -> None:
    """Where GitHub lists only some of the files nobody knows what else is touched: there is no verdict."""
    written = told(tmp_path, honest(), lists.Touched(content=True, outside=(), whole=False))
    assert "No verdict" in written
    assert "more files than GitHub lists" in written
    assert "can be merged" not in written


def test_without_content_there_is_no_comment(tmp_path: Path) -> None:
    """A pull request that touches no content has no comment, whatever its archive says."""
    assert told(tmp_path, honest(), lists.Touched(content=False, outside=("README.md",), whole=True)) == ""


def test_without_a_preview(tmp_path: Path) -> None:
    """Where the archive holds no site the comment offers the report alone, and says where to read why."""
    assert "There is no preview: [the log of the run]" in told(tmp_path, honest())


def test_with_a_preview(tmp_path: Path) -> None:
    """Where it holds a site the comment leads to the preview; where none is shown, to the download."""
    entries = {"review.json": json.dumps(honest()).encode(), **PAGES}
    path = archive(tmp_path, entries)
    shown = comments.comment(path, RUN, "https://previews.example/7/", False, CONTENT_ALONE)
    assert "[Review, page by page](https://previews.example/7/review/)" in shown
    hidden = comments.comment(path, RUN, "", False, CONTENT_ALONE)
    assert "previews.example" not in hidden
    assert f"[Report and preview to download]({RUN}#artifacts)" in hidden


def test_nothing_changed(tmp_path: Path) -> None:
    """Of a report in which nothing changed there is a comment only where an earlier one says otherwise."""
    path = archive(tmp_path, {"review.json": json.dumps(EMPTY).encode()})
    assert comments.comment(path, RUN, "", False, CONTENT_ALONE) == ""
    assert comments.comment(path, RUN, "", True, CONTENT_ALONE).startswith(lists.MARK)


def test_without_a_report(tmp_path: Path) -> None:
    """An archive of words alone is none that a review leaves."""
    with pytest.raises(archives.Refused, match=r"no review\.json"):
        comments.comment(archive(tmp_path, {"review.md": b"words"}), RUN, "", False, CONTENT_ALONE)


def test_large_report(tmp_path: Path) -> None:
    """A report that is too large to read is refused before it is."""
    path = archive(tmp_path, {"review.json": b" " * (archives.LARGEST_REPORT + 1)})
    with pytest.raises(archives.Refused, match="larger than"):
        comments.comment(path, RUN, "", False, CONTENT_ALONE)
