"""The examples of docs/publishing.md do what the page says."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, TINY
from tests.workflows.actions import git
from tests.workflows.conftest import Host, added
from tests.workflows.linters import held_to
from tests.workflows.machines import Machine, machine
from tests.workflows.proposals import CANARY, add_article

PAGE = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
PROGRAM = "explainer-example/explainer"


def example(name: str) -> str:
    """Return the example of that name."""
    (found,) = re.findall(rf"^<!-- {name} -->\n```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.fixture
def five_lines(tmp_path: Path, host: Host) -> Path:
    """The workflow of another repository, with the commit it trusts."""
    host.origins[PROGRAM] = shutil.copytree(host.origin, tmp_path / "program.git")
    path = tmp_path / "explainers.yml"
    path.write_text(
        example("GitHub, another repository").replace("COMMIT", git(host.origin, "rev-parse", "main"))
    )
    return path


def test_another_repository(host: Host, five_lines: Path) -> None:
    """Five lines review the pull requests of a repository that has no program of its own."""
    assert len(five_lines.read_text().splitlines()) == 5
    assert held_to("github-workflows", five_lines).returncode == 0
    work = host.folder / "own"
    work.mkdir()
    git(work, "init", "--quiet", "--initial-branch=main")
    with added(work, "Begin"):
        shutil.copytree(TINY / "content", work / "content")
        shutil.copytree(ROOT / "overrides", work / "overrides")
        shutil.copy(ROOT / "mkdocs.yml", work)
    shutil.rmtree(host.origin)
    git(host.folder, "clone", "--quiet", "--bare", str(work), str(host.origin))
    reviewed = host.review(host.propose(add_article), five_lines)
    assert reviewed.succeeded, reviewed.log
    assert "This change can be merged" in reviewed.machine.summary


def listed(script: list[str | list[str]]) -> list[str]:
    """Return the lines of a script of GitLab's, where a line may be a list of lines."""
    return [line for one in script for line in ([one] if isinstance(one, str) else one)]


def on_gitlab(host: Host, job: str, commit: str) -> tuple[int, Machine]:
    """Run a job of the example for GitLab in a clone at ``commit``, as GitLab's runner does."""
    script = listed(yaml.safe_load(example("GitLab"))[job]["script"])
    known = host.context("", "", commit)
    on = machine(host.folder / job, host.artifacts, host.origins, known, {}, host.api)
    on.install_python()
    on.environment["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "main"
    # GitLab's runner uses a template of its own, so there is no folder .git/info.
    git(host.folder, "clone", "--quiet", "--template=", str(host.origin), str(on.workspace))
    git(on.workspace, "fetch", "--quiet", "origin", "+refs/pull/*:refs/pull/*")
    git(on.workspace, "checkout", "--quiet", "--detach", commit)
    return on.run("\n".join(script), "bash", on.workspace, {}), on


def test_form_for_gitlab(tmp_path: Path) -> None:
    """The example for GitLab is of the form that GitLab takes."""
    path = tmp_path / ".gitlab-ci.yml"
    path.write_text(example("GitLab"))
    done = held_to("gitlab-ci", path)
    assert done.returncode == 0, done.stdout


def test_review_on_gitlab(host: Host) -> None:
    """On GitLab a merge request is reviewed by the target branch's program."""

    def change(work: Path) -> None:
        add_article(work)
        module = work / "generator" / "__init__.py"
        module.write_text(f"print({CANARY!r})\n{module.read_text()}")

    code, on = on_gitlab(host, "review", host.propose(change).head)
    log = "".join(on.log)
    assert code == 0, log
    assert "This change can be merged" in log
    assert CANARY not in log
    assert "the ribbon being cut" in (on.workspace / "review/site/harbour-bridge/index.html").read_text()


def test_mistake_on_gitlab(host: Host) -> None:
    """On GitLab a merge request with an error fails, and its preview says what is wrong."""
    number = host.propose(lambda work: (work / "content" / "people.csv").write_text("name\n")).head
    code, on = on_gitlab(host, "review", number)
    assert code == 1, on.log
    assert (on.workspace / "review" / "review.json").is_file()
    assert "people.csv" in (on.workspace / "review" / "site" / "review" / "index.html").read_text()


def test_pages_on_gitlab(host: Host) -> None:
    """On GitLab the site is built into the folder that GitLab publishes."""
    code, on = on_gitlab(host, "pages", git(host.origin, "rev-parse", "main"))
    assert code == 0, on.log
    assert (on.workspace / "public" / "index.html").is_file()
