"""A code host on this machine: a repository with the program and content, and pull requests from a fork."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, TINY
from tests.workflows.actions import git
from tests.workflows.runner import Job, Machine, machine, run_job, workflow

REPOSITORY = "newsroom/explainers"
FORK = "stranger/explainers"
PROGRAM = (
    *("generator", "overrides", ".github", "action.yml", "mkdocs.yml", "Makefile"),
    *("requirements.lock", "pyproject.toml", ".gitattributes", ".gitignore"),
)
"""What a repository holds beside its content, as far as the workflows use it."""

Change = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request from a fork."""

    number: int
    head: str
    """Its newest commit."""
    merge: str
    """The commit that GitHub makes of it and the base, to see whether they fit."""
    branch: str


@dataclass(slots=True)
class Host:
    """The code host: its repositories, its runs and their artifacts."""

    folder: Path
    origin: Path
    origins: dict[str, Path]
    api: str = "http://127.0.0.1:9"
    """Nothing answers there unless a test starts something."""
    run: int = 100

    def propose(self, change: Change, number: int = 7, branch: str = "add-article") -> PullRequest:
        """Open a pull request in which ``change`` was made to the files of the main branch."""
        fork = self.folder / f"fork-{number}"
        git(self.folder, "clone", "--quiet", str(self.origin), str(fork))
        git(fork, "checkout", "--quiet", "-b", branch)
        change(fork)
        git(fork, "add", "--all", "--force")
        git(fork, "commit", "--quiet", "--allow-empty", "-m", "Propose")
        head = git(fork, "rev-parse", "HEAD")
        git(fork, "checkout", "--quiet", "--detach", "origin/main")
        git(fork, "merge", "--quiet", "--no-ff", "-m", "Merge", head)
        merge = git(fork, "rev-parse", "HEAD")
        places = (f"{head}:refs/pull/{number}/head", f"{merge}:refs/pull/{number}/merge")
        git(fork, "push", "--quiet", "origin", *(f"+{place}" for place in places))
        return PullRequest(number, head, merge, branch)

    def context(self, event_name: str, ref: str, sha: str, **event: Any) -> dict[str, Any]:
        """Return the context ``github`` of a new run."""
        self.run += 1
        return {
            "repository": REPOSITORY,
            "event_name": event_name,
            "ref": ref,
            "sha": sha,
            "run_id": self.run,
            "server_url": "https://github.com",
            "event": {"repository": {"private": False}, **event},
        }

    def machine(self, name: str, github: Mapping[str, Any], permissions: Mapping[str, str]) -> Machine:
        """Return a fresh machine for one job."""
        folder = self.folder / f"run-{github['run_id']}-{name}"
        return machine(folder, self.folder / "artifacts", self.origins, github, permissions, self.api)

    def review(self, proposed: PullRequest, named: str = "review.yml") -> Job:
        """Run the workflow that reviews a pull request."""
        described = workflow(ROOT / ".github" / "workflows" / named)
        pull_request = {
            "number": proposed.number,
            "base": {"ref": "main"},
            "head": {"sha": proposed.head, "ref": proposed.branch, "repo": {"full_name": FORK}},
        }
        ref = f"refs/pull/{proposed.number}/merge"
        github = self.context("pull_request", ref, proposed.merge, pull_request=pull_request)
        job = described["jobs"]["review"]
        return run_job(job, self.machine("review", github, job["permissions"]), {})


@contextmanager
def added(folder: Path, message: str) -> Iterator[None]:
    """Commit whatever is done to ``folder`` in between."""
    yield
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "-m", message)


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare repository that holds this checkout's program and the tiny content, on the branch main."""
    folder = tmp_path_factory.mktemp("seed")
    work = folder / "work"
    work.mkdir()
    git(work, "init", "--quiet", "--initial-branch=main")
    with added(work, "Begin"):
        for name in PROGRAM:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, work / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, work / name)
        shutil.copytree(TINY / "content", work / "content")
        for name in ("staging", "site"):
            (work / name).mkdir()
            (work / name / ".gitignore").write_text("*\n!.gitignore\n")
    git(folder, "clone", "--quiet", "--bare", str(work), str(folder / "origin.git"))
    return folder / "origin.git"


@pytest.fixture
def host(tmp_path: Path, seed: Path) -> Host:
    """A code host with one repository of the test's own."""
    origin = tmp_path / "origin.git"
    shutil.copytree(seed, origin)
    (tmp_path / "artifacts").mkdir()
    return Host(tmp_path, origin, {REPOSITORY: origin})
