"""``explainer review``, run as an editor and as a workflow run it."""

import hashlib
import json
import os
from pathlib import Path

import jsonschema
import pytest

from generator.review.document import schema
from tests.conftest import Run
from tests.repositories import TestRepository, repository

DAY = "2026-03-12T09:00:00Z"
FOLDER = "content/harbour-bridge"
NUMBERS = f"{FOLDER}/facts/numbers.csv"
QUOTES = f"{FOLDER}/facts/quotes.csv"


@pytest.fixture
def made(tiny: Path) -> TestRepository:
    """The tiny project, committed once on ``main``."""
    made = repository(tiny)
    made.commit(DAY, {}, "What is published")
    return made


def edit(made: TestRepository, path: str, old: str, new: str) -> None:
    """Put words in the place of others in a file. Fails where those do not stand there."""
    file = made.root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_nothing_changed_is_said(made: TestRepository, run: Run) -> None:
    """Without a change the review exits with 0, has nothing to report and says so."""
    done = run("review")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Nothing changes" in done.stderr


def test_an_editor_sees_what_changed(made: TestRepository, run: Run) -> None:
    """A changed number is told with values, sentence, what to do and why it cannot be merged; exit code 1."""
    edit(made, NUMBERS, '"about 2,000"', '"about 3,000"')
    done = run("review")
    assert done.returncode == 1
    for words in ("about 2,000", "about 3,000", "About 2,000 people watched.", f"{NUMBERS}:2", "W102"):
        assert words in done.stdout, words
    assert "without an entry in corrections.csv" in done.stderr


def test_two_revisions_are_compared_whatever_lies_in_the_folder(made: TestRepository, run: Run) -> None:
    """With ``--base`` and ``--head`` the working tree takes no part, broken as it may be."""
    edit(made, NUMBERS, ",accepted,", ",draft,")
    made.commit(DAY, {})
    (made.root / NUMBERS).write_text("broken\n")
    report = json.loads(run("review", "--base", "HEAD~1", "--head", "HEAD", "--format", "json").stdout)
    assert {(one["status_before"], one["status_after"]) for one in report["rows"]} == {("accepted", "draft")}
    assert {one["rule"] for one in report["findings"]} == {"correction-missing", "draft-cited"}
    assert (made.root / NUMBERS).read_text() == "broken\n"


def test_only_one_explainer_is_reviewed(made: TestRepository, run: Run) -> None:
    """With the name of an explainer the changes of others are left out; an unknown one is exit code 2."""
    edit(made, NUMBERS, '"about 2,000"', '"about 3,000"')
    other = made.root / "content/ferry"
    other.mkdir()
    (other / "explainer.md").write_text("---\ntitle: x\n")
    alone = json.loads(run("review", "harbour-bridge", "--format", "json").stdout)
    assert alone["compared"] == ["harbour-bridge"]
    assert {Path(one["path"]).parts[1] for one in alone["findings"]} == {"harbour-bridge"}
    unknown = run("review", "nope")
    assert unknown.returncode == 2
    assert "There is no explainer “nope”. There are: ferry, harbour-bridge." in unknown.stderr


def test_strict_makes_warnings_count(made: TestRepository, run: Run) -> None:
    """A change with a warning alone can be merged, and cannot with ``--strict``."""
    edit(made, QUOTES, "The opening", "Before the ribbon was cut")
    assert (run("review").returncode, run("review", "--strict").returncode) == (0, 1)


def test_annotations_stand_beside_their_lines(made: TestRepository, run: Run) -> None:
    """Each line of head with findings or things to do has one annotation, under what weighs most."""
    edit(made, QUOTES, "The opening", "Before the ribbon was cut")
    edit(made, NUMBERS, ',"at least 1,500",people,police said,', ',"1,500",people,,')
    lines = run("review", "--format", "github").stdout.splitlines()
    places = {tuple(line.split("::")[1].split(",col")[0].split()) for line in lines}
    assert places == {
        ("error", f"file={NUMBERS},line=3"),
        ("warning", f"file={QUOTES},line=2"),
    }
    assert len(lines) == len(places)
    assert "%0AHedge to put back: Put back what weakened it" in lines[0]


def test_the_first_annotations_are_of_every_kind(made: TestRepository, run: Run) -> None:
    """GitHub shows ten: errors stand first, and no second one of a kind before the first of another."""
    edit(made, FOLDER + "/explainer.md", "standfirst", "tagss: []\nstandfirst")
    edit(made, NUMBERS, ",accepted,", ",retracted,")
    edit(made, FOLDER + "/facts/timeline.csv", ",accepted,", ",retracted,")
    edit(made, QUOTES, "The opening", "Before the ribbon was cut")
    lines = run("review", "--format", "github").stdout.splitlines()
    commands = [line.split()[0] for line in lines]
    assert commands == sorted(commands, key=["::error", "::warning", "::notice"].index)
    titles = [line.split("title=")[1].split("::")[0] for line in lines if line.startswith("::error")]
    kinds = len(set(titles))
    assert kinds < len(titles)
    assert len(set(titles[:kinds])) == kinds


def test_what_is_gone_is_annotated_where_it_stood(made: TestRepository, run: Run) -> None:
    """A removed row has no line any more: its annotation stands on the first line of its file."""
    file = made.root / NUMBERS
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:1]))
    lines = run("review", "--format", "github").stdout.splitlines()
    assert [line for line in lines if f"file={NUMBERS},line=1,col=1,title=W102" in line]


def test_links_lead_to_the_preview(made: TestRepository, run: Run) -> None:
    """With ``--preview`` facts and pages carry addresses below it, and what is gone does not."""
    edit(made, NUMBERS, '"about 2,000"', '"about 3,000"')
    edit(made, QUOTES, ",accepted,", ",retracted,")
    report = json.loads(run("review", "--preview", "https://preview.example/7", "--format", "json").stdout)
    urls = {one["id"]: one["url"] for one in report["facts"]}
    assert urls == {
        "spectators": "https://preview.example/7/harbour-bridge/#numbers-spectators",
        "belongs-to-everyone": "",
    }
    assert "https://preview.example/7/harbour-bridge/" in {one["url"] for one in report["pages"]}
    refused = run("review", "--preview", "javascript:alert(1)")
    assert refused.returncode == 2
    assert "--preview is an address" in refused.stderr


def test_a_report_is_saved_beside(made: TestRepository, run: Run) -> None:
    """``--save`` writes the whole report for programs and for a comment, whatever is on standard output."""
    edit(made, NUMBERS, '"about 2,000"', '"about 3,000"')
    done = run("review", "--format", "github", "--save", "reports/7")
    saved = made.root / "reports" / "7"
    assert sorted(path.name for path in saved.iterdir()) == ["review.json", "review.md"]
    jsonschema.Draft202012Validator(schema()).validate(json.loads((saved / "review.json").read_text()))
    assert "cannot be merged" in (saved / "review.md").read_text()
    assert done.stdout.startswith("::error file=content/")


def test_line_ends_change_nothing(made: TestRepository, run: Run) -> None:
    """Files that come back from a spreadsheet with other line ends have findings, and no other fact."""
    for file in (made.root / FOLDER / "facts").iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    report = json.loads(run("review", "--format", "json").stdout)
    assert (report["rows"], report["facts"]) == ([], [])
    assert {one["rule"] for one in report["findings"]} == {"carriage-return"}


def test_a_change_to_the_program_is_not_waved_through(made: TestRepository, run: Run) -> None:
    """Files outside of ``content/`` are not looked at, and the report says which a person has to."""
    made.commit(
        DAY, {".github/workflows/publish.yml": "on: push\n", "mkdocs.yml": "site_name: x\ndocs_dir: y\n"}
    )
    done = run("review", "--base", "HEAD~1", "--head", "HEAD", "--format", "json")
    report = json.loads(done.stdout)
    assert not report["empty"]
    paths = [one["location"]["path"] for one in report["not_compared"]]
    assert paths == [".github/workflows/publish.yml", "mkdocs.yml"]
    assert "2 parts were not compared: a person has to look." in report["verdict"]["reasons"]


def test_hidden_files_in_the_content_are_not_waved_through(made: TestRepository, run: Run) -> None:
    """What reading leaves out because its name is hidden is named first: git or the hosting may obey it."""
    base = made.commit(DAY, {})
    attributes = {"content/.gitattributes": "*.csv -diff\n", f"{FOLDER}/.editorconfig": "root = true\n"}
    made.commit(DAY, attributes | {"Makefile": "all:\n", "content/.secret/explainer.md": "---\n"})
    for words in (("--base", base, "--head", "HEAD"), ("--base", base)):
        report = json.loads(run("review", *words, "--format", "json").stdout)
        paths = [one["location"]["path"] for one in report["not_compared"]]
        assert paths == [
            "content/.gitattributes",
            "content/.secret/explainer.md",
            f"{FOLDER}/.editorconfig",
            "Makefile",
        ]
        assert "hidden" in report["not_compared"][0]["because"]
        assert not report["empty"]


def test_what_lies_in_the_folder_and_is_no_content_is_named(made: TestRepository, run: Run) -> None:
    """Of the working tree, edits to files that git keeps are named; not what was touched, nor stray files."""
    made.commit(DAY, {"Makefile": "all:\n", "README.md": "Bridges\n"})
    (made.root / "Makefile").write_text("all: other\n")
    (made.root / "README.md").write_text("Bridges\n")
    os.utime(made.root / "mkdocs.yml", (1, 1))
    (made.root / "notes.txt").write_text("mine\n")
    report = json.loads(run("review", "--format", "json").stdout)
    assert [one["location"]["path"] for one in report["not_compared"]] == ["Makefile"]


def test_a_file_that_git_lfs_keeps_elsewhere_is_compared(made: TestRepository, run: Run) -> None:
    """What the commit only points at is named where its bytes are others, not where it was only touched."""
    digest = hashlib.sha256(b"picture").hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 7\n"
    made.commit(DAY, {"same.png": pointer, "other.png": pointer})
    (made.root / "same.png").write_bytes(b"picture")
    (made.root / "other.png").write_bytes(b"another")
    report = json.loads(run("review", "--format", "json").stdout)
    assert [one["location"]["path"] for one in report["not_compared"]] == ["other.png"]


def test_a_table_may_lose_a_column(made: TestRepository, run: Run) -> None:
    """A declaration that lacks a column of base is compared, and what readers saw in the column is missed."""
    table = "content/tables/vessels.yml"
    column = "  - {name: port, title: Port, valueType: name, description: Its port., example: Oslo}\n"
    declared = (
        "name: vessels\ntitle: Vessels\ndescription: The boats that are named.\nfields:\n"
        "  - name: vessel\n    title: Vessel\n    valueType: text\n    description: Its name.\n"
        "    example: Ferry\n    constraints: {required: true}\n"
        f"{column}identify: [vessel]\ncompare: []\n"
    )
    rest = "bridge-opens,Mayor Anna Berg opened the Harbour Bridge on Tuesday.,accepted,\n"
    rows = f"{FOLDER}/facts/vessels.csv"
    base = made.commit(
        DAY,
        {table: declared, rows: f"vessel,port,article,evidence,status,note\nHarbour Bridge,Anna Berg,{rest}"},
    )
    made.commit(
        DAY,
        {
            table: declared.replace(column, ""),
            rows: f"vessel,article,evidence,status,note\nHarbour Bridge,{rest}",
        },
    )
    done = run("review", "--base", base, "--head", "HEAD", "--format", "json")
    report = json.loads(done.stdout)
    assert [one["message"] for one in report["findings"] if one["code"] == "W102"] == [
        "corrections.csv has no new entry on “vessels/harbour-bridge” (Harbour Bridge):"
        " Port was “Anna Berg”, is empty."
    ]


def test_annotations_name_files_as_the_repository_does(tmp_path: Path, tiny: Path, run: Run) -> None:
    """Where the project lies in a folder of its repository, annotations name that folder, too."""
    made = repository(tmp_path)
    made.commit(DAY, {})
    edit(TestRepository(tiny), QUOTES, "The opening", "Before the ribbon was cut")
    done = run("review", "--format", "github")
    assert f"::warning file=project/{QUOTES},line=2," in done.stdout


def test_a_link_in_a_commit_is_a_finding(made: TestRepository, run: Run) -> None:
    """A symbolic link that a pull request brings is reported and never followed."""
    (made.root / FOLDER / "articles/link.md").symlink_to("/etc/passwd")
    made.commit(DAY, {})
    done = run("review", "--base", "HEAD~1", "--head", "HEAD", "--format", "json")
    found = json.loads(done.stdout)["findings"]
    assert [(one["rule"], Path(one["path"]).name) for one in found] == [("not-a-regular-file", "link.md")]
    assert "root:" not in done.stdout


def test_a_review_changes_nothing(made: TestRepository, run: Run) -> None:
    """A review leaves the working tree, the index and the history as they are, and no temporary folder."""
    edit(made, NUMBERS, '"about 2,000"', '"about 3,000"')
    before = made.git("status", "--porcelain"), (made.root / ".git" / "index").read_bytes()
    folder = made.root.parent / "temporary"
    folder.mkdir()
    run("review", TMPDIR=str(folder))
    assert (made.git("status", "--porcelain"), (made.root / ".git" / "index").read_bytes()) == before
    assert list(folder.iterdir()) == []
