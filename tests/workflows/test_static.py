"""The files that the code host reads: of the form it takes, and without a known weakness."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.workflows.linters import held_to, ran
from tests.workflows.runner import workflow

HOSTED = ROOT / ".github"
WORKFLOWS = sorted((HOSTED / "workflows").glob("*.yml"))
FORMS = sorted((HOSTED / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
SCHEMAS = {
    **dict.fromkeys(WORKFLOWS, "github-workflows"),
    **dict.fromkeys(FORMS, "github-issue-forms"),
    ROOT / "action.yml": "github-actions",
    HOSTED / "ISSUE_TEMPLATE" / "config.yml": "github-issue-config",
    HOSTED / "dependabot.yml": "dependabot",
}
"""Which of the schemas that come with check-jsonschema each file is held to."""


def audited(folder: Path) -> list[dict[str, str]]:
    """Return what zizmor finds in a folder's workflows and actions; nothing is fetched for it."""
    words = ("--offline", "--no-progress", "--collect", "all", "--strict-collection", "--format", "json-v1")
    done = ran("zizmor", "--persona", "auditor", *words, str(folder))
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.fixture
def hosted(tmp_path: Path) -> Path:
    """A copy of the files, which a test may spoil."""
    shutil.copytree(HOSTED, tmp_path / ".github")
    shutil.copy(ROOT / "action.yml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_form(path: Path) -> None:
    """The file is of the form that its reader's schema describes."""
    done = held_to(SCHEMAS[path], path)
    assert done.returncode == 0, done.stdout


def test_a_wrong_form_is_noticed(tmp_path: Path) -> None:
    """A misspelt key of a workflow is noticed."""
    spoilt = tmp_path / "ci.yml"
    spoilt.write_text((HOSTED / "workflows" / "ci.yml").read_text().replace("runs-on:", "run-on:"))
    assert held_to("github-workflows", spoilt).returncode == 1


def test_no_weakness(hosted: Path) -> None:
    """zizmor finds nothing, by its strictest rules."""
    assert audited(hosted) == []


@pytest.mark.parametrize(
    ("file", "words", "instead", "rule"),
    [
        (".github/workflows/review.yml", "  pull_request:", "  pull_request_target:", "dangerous-triggers"),
        (".github/workflows/review.yml", "persist-credentials: false", "lfs: false", "artipacked"),
        (".github/workflows/ci.yml", "permissions: {}", "permissions: write-all", "excessive-permissions"),
        ("action.yml", '"$STRICT"', '"${{ inputs.strict }}"', "template-injection"),
        ("action.yml", "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7", "unpinned-uses"),
    ],
)
def test_a_weakness_is_noticed(hosted: Path, file: str, words: str, instead: str, rule: str) -> None:
    """A weakness that is put in is found."""
    path = hosted / file
    assert words in path.read_text()
    path.write_text(path.read_text().replace(words, instead))
    assert rule in {found["ident"] for found in audited(hosted)}


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_each_exception_has_a_reason(path: Path) -> None:
    """Whoever switches a rule off for a line says why in the same line."""
    for line in path.read_text().splitlines():
        if "zizmor: ignore" in line:
            assert re.search(r"zizmor: ignore\[[a-z-]+\] \S+ \S+ \S+", line), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_rights(path: Path) -> None:
    """A workflow has no rights, and each job names those it needs, few of them to write."""
    described = workflow(path)
    assert described["permissions"] == {}
    writing = {
        (name, scope)
        for name, job in described["jobs"].items()
        for scope, right in job["permissions"].items()
        if right == "write"
    }
    allowed = {
        "comment.yml": {("comment", "pull-requests")},
        "publish.yml": {
            ("provenance", "id-token"),
            ("provenance", "attestations"),
            ("deploy", "pages"),
            ("deploy", "id-token"),
        },
        "release.yml": {
            ("provenance", "id-token"),
            ("provenance", "attestations"),
            ("upload", "id-token"),
        },
    }
    assert writing == allowed.get(path.name, set())


def test_strangers_see_no_secret() -> None:
    """What runs on a pull request uses no secret, and the one that is there stands in one step only."""
    for name in ("audit.yml", "ci.yml", "review.yml"):
        assert "{ secrets" not in (HOSTED / "workflows" / name).read_text()
    assert "{ secrets" not in (ROOT / "action.yml").read_text()
    assert (HOSTED / "workflows" / "comment.yml").read_text().count("{ secrets") == 1


def test_one_commit_for_an_action() -> None:
    """An action is pinned by the same commit wherever it is used, with its version beside it."""
    pinned: dict[str, set[str]] = {}
    for path in (*WORKFLOWS, ROOT / "action.yml"):
        for action, pin in re.findall(r"uses: ([\w-]+/[\w-]+)@(.*)", path.read_text()):
            assert re.match(r"[0-9a-f]{40} # v\d+\.\d+\.\d+($| #)", pin), pin
            pinned.setdefault(action, set()).add(pin.split()[0])
    assert pinned
    assert [action for action, commits in pinned.items() if len(commits) > 1] == []


def test_owners() -> None:
    """Every file has an owner, and each line of CODEOWNERS is about something that is there."""
    lines = [line.split() for line in (HOSTED / "CODEOWNERS").read_text().splitlines()]
    owners = {pattern: names for pattern, *names in (line for line in lines if line and line[0] != "#")}
    assert next(iter(owners)) == "*"
    for pattern, names in owners.items():
        assert names
        assert pattern == "*" or (ROOT / pattern.strip("/")).exists()


def test_inputs_are_documented() -> None:
    """Each input and output of the action stands in docs/publishing.md."""
    words = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    described = workflow(ROOT / "action.yml")
    for name in (*described["inputs"], *described["outputs"]):
        assert f"| `{name}` |" in words
