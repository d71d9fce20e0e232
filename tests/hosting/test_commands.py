"""The commands that workflows run, and what they read in the code host's own lists."""

import json
from pathlib import Path

import pytest

from generator.hosting import lists
from tests.conftest import Run
from tests.hosting.packing import PAGES, archive

RUN = "https://run.example/"


def test_what_a_pull_request_touches() -> None:
    """Both names of a moved file count; a list of another commit or with too few files is not believed."""
    pull = {"head": {"sha": "abc"}, "changed_files": 2}
    moved = {"filename": "content/a.csv", "previous_filename": "mkdocs.yml"}
    files = [moved, {"filename": "content"}]
    found = lists.touched(pull, files, "abc")
    assert found == lists.Touched(content=True, outside=("mkdocs.yml", "content"), whole=True)
    assert lists.touched(pull, files, "def") is None
    some = lists.touched({**pull, "changed_files": 3}, [{"filename": "content/a.csv"}], "abc")
    assert some is not None
    assert not some.only_content


def test_commands(run: Run, tiny: Path) -> None:
    """The commands read GitHub's lists and archives, and say why they go no further."""
    base = {"repo": {"full_name": "o/r"}}
    pulls = [{"number": 7, "state": "open", "head": {"sha": "abc"}, "base": base}]
    (tiny / "pulls.json").write_text(json.dumps(pulls))
    (tiny / "comments.json").write_text(json.dumps([{"id": 3, "user": None, "body": lists.MARK}]))
    archive(tiny, PAGES)
    found = run("hosting", "pull-request", "--repository", "o/r", "--head", "abc", "pulls.json")
    assert (found.returncode, found.stdout) == (0, "7\n")
    moved_on = run("hosting", "pull-request", "--repository", "o/r", "--head", "def", "pulls.json")
    assert (moved_on.returncode, moved_on.stdout) == (1, "")
    none = run("hosting", "earlier-comment", "comments.json")
    assert (none.returncode, none.stdout) == (0, "")
    ours = {"id": 9, "user": {"login": lists.AUTHOR}, "body": lists.MARK}
    (tiny / "more.json").write_text(json.dumps([ours]))
    assert run("hosting", "earlier-comment", "comments.json", "more.json").stdout == "9\n"
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
    (tiny / "touched.json").write_text(asked.stdout)
    comment = ("hosting", "comment", "--page", RUN, "--touched", "touched.json", "review.zip")
    assert run(*comment).stdout == ""
    assert "No verdict" in json.loads(run(*comment, "--earlier", "9").stdout)["body"]
    late = run("hosting", "touched", "--head", "def", "pull.json", "files.json")
    assert (late.returncode, late.stdout) == (1, "")
    no_review = ("hosting", "no-review", "--page", RUN, "--reading", f"{RUN}2", "pull.json", "--head")
    told = run(*no_review, "abc")
    assert told.returncode == 0
    assert json.loads(told.stdout)["body"].startswith(f"{lists.MARK}\n")
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
