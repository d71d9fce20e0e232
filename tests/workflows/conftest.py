"""A code host on this machine: a repository with the program and content, and pull requests from a fork."""

import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType
from typing import Any

import pytest

from tests.conftest import ROOT, TINY
from tests.workflows.actions import git
from tests.workflows.machines import Machine, machine
from tests.workflows.proposals import add_article
from tests.workflows.runner import Job, Start, run_jobs, workflow
from tests.workflows.service import Service, served

REPOSITORY = "newsroom/explainers"
FORK = "stranger/explainers"
PROGRAM = (
    *("generator", "overrides", ".github", ".ci", "action.yml", "mkdocs.yml", "Makefile"),
    *("requirements.lock", "pyproject.toml", ".gitattributes", ".gitignore", "README.md", "LICENSE"),
)
"""What a repository holds beside its content, as far as the workflows use it."""

WORKFLOWS = ROOT / ".github" / "workflows"
EMPTY: Mapping[str, str] = MappingProxyType({})

Change = Callable[[Path], object]


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
    service: Service
    api: str
    """The address of the service."""
    variables: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    run: int = 100
    """The number of the newest run."""

    def propose(self, change: Change, number: int = 7, branch: str = "add-article") -> PullRequest:
        """Open a pull request in which ``change`` was made to the files of the main branch, or renew it."""
        fork = Path(mkdtemp(dir=self.folder, prefix=f"fork-{number}-"))
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
        touched = git(fork, "diff", "--name-only", "--no-renames", "-z", f"origin/main...{head}").split("\0")
        self.service.files[number] = [{"filename": name} for name in touched if name]
        label = f"{FORK.split('/')[0]}:{branch}"
        head_and_base = {"head": {"sha": head, "label": label}, "base": {"repo": {"full_name": REPOSITORY}}}
        others = [one for one in self.service.pull_requests if one["number"] != number]
        self.service.pull_requests = [*others, {"number": number, "state": "open", **head_and_base}]
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
            "event": event,
        }

    def review(self, proposed: PullRequest, described: Path = WORKFLOWS / "review.yml") -> Job:
        """Run the workflow that reviews a pull request."""
        pull_request = {
            "number": proposed.number,
            "base": {"ref": "main"},
            "head": {"sha": proposed.head, "ref": proposed.branch, "repo": {"full_name": FORK}},
        }
        ref = f"refs/pull/{proposed.number}/merge"
        github = self.context("pull_request", ref, proposed.merge, pull_request=pull_request)
        (job,) = self._run(described, github).values()
        return job

    def comment(self, proposed: PullRequest, archive: bytes | None, **changes: Any) -> dict[str, Job]:
        """Run the workflow that comments on a review that left ``archive`` behind, or none.

        ``changes`` are to what GitHub tells of the review's run.
        """
        run = {
            "id": self.run,
            "event": "pull_request",
            "path": ".github/workflows/review.yml",
            "conclusion": "success",
            "head_sha": proposed.head,
            "head_branch": proposed.branch,
            "head_repository": {"full_name": FORK, "owner": {"login": FORK.split("/")[0]}},
        }
        if archive is not None:
            folder = self.artifacts / str(self.run)
            folder.mkdir(exist_ok=True)
            (folder / "review.zip").write_bytes(archive)
        main = git(self.origin, "rev-parse", "main")
        github = self.context("workflow_run", "refs/heads/main", main, workflow_run={**run, **changes})
        return self._run(WORKFLOWS / "comment.yml", github)

    def publish(self, private: bool = False) -> dict[str, Job]:
        """Run the workflow that publishes what is on the main branch."""
        main = git(self.origin, "rev-parse", "main")
        github = self.context("push", "refs/heads/main", main, repository={"private": private})
        return self._run(WORKFLOWS / "publish.yml", github)

    def release(
        self, tag: str, audit: str = "#!/bin/sh\nmkdir dist; echo {} > dist/a.json\n"
    ) -> dict[str, Job]:
        """Tag the main branch and run the workflow of releases, with ``audit`` in the place of ``make``."""
        main = git(self.origin, "rev-parse", "main")
        git(self.origin, "tag", tag, main)
        github = self.context("push", f"refs/tags/{tag}", main, repository={"private": False})
        return self._run(WORKFLOWS / "release.yml", github, {"make": audit})

    def test(self) -> Job:
        """Run the workflow of the tests, with a ``make`` that only says how it was called."""
        main = git(self.origin, "rev-parse", "main")
        github = self.context("push", "refs/heads/main", main)
        return self._run(WORKFLOWS / "ci.yml", github, {"make": '#!/bin/sh\necho "make $* with CI=$CI"\n'})[
            "tests"
        ]

    @property
    def artifacts(self) -> Path:
        """Where artifacts are kept: a folder for each run."""
        return self.folder / "artifacts"

    def starter(self, github: Mapping[str, Any], tools: Mapping[str, str] = EMPTY) -> Start:
        """Return what starts a run's machines, each with a token of its job's rights and with ``tools``."""

        def start(job: str, permissions: Mapping[str, str]) -> Machine:
            token = secrets.token_hex()
            self.service.tokens[token] = permissions
            folder = self.folder / f"run-{github['run_id']}-{job}"
            known = {**github, "token": token}
            on = machine(folder, self.artifacts, self.origins, known, permissions, self.api)
            for tool, script in tools.items():
                (on.tools / tool).write_text(script)
                (on.tools / tool).chmod(0o755)
            return on

        return start

    def _run(
        self, described: Path, github: Mapping[str, Any], tools: Mapping[str, str] = EMPTY
    ) -> dict[str, Job]:
        contexts = {"github": github, "vars": self.variables, "secrets": self.secrets}
        return run_jobs(workflow(described), self.starter(github, tools), contexts)


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


@contextmanager
def opened(folder: Path, seed: Path) -> Iterator[Host]:
    """Give a code host whose files are in ``folder``, an empty one."""
    origin = folder / "origin.git"
    shutil.copytree(seed, origin)
    (folder / "artifacts").mkdir()
    service = Service(REPOSITORY)
    with served(service) as api:
        yield Host(folder, origin, {REPOSITORY: origin}, service, api)


@pytest.fixture
def host(tmp_path: Path, seed: Path) -> Iterator[Host]:
    """A code host with one repository of the test's own."""
    with opened(tmp_path, seed) as host:
        yield host


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> bytes:
    """The JSON report on an added article, made by the review's own workflow."""
    with opened(tmp_path_factory.mktemp("report"), seed) as host:
        reviewed = host.review(host.propose(add_article))
    return (reviewed.machine.workspace / "review" / "review.json").read_bytes()
