"""What several tests start from: a tiny project of their own, and the program run as a person runs it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests import commands
from tests.browser import chromium
from tests.repositories import TestRepository, repository

ROOT = Path(__file__).parent.parent
# Nothing is kept from one test to the next, nor from whoever runs them; tests of what is kept name a folder.
os.environ["EXPLAINER_CACHE"] = ""
# A shell that runs the tests in the background has them, and all they start, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
# How long an example takes says how busy the machine is, and no more.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
PATIENCE = 300
"""Seconds after which what did not happen is taken for what never will, however slow and busy the machine."""
expect.set_options(timeout=PATIENCE * 1000 / 5)
TINY = ROOT / "tests" / "fixtures" / "tiny"

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""What keeps Chromium from talking to anybody but the site."""

Run = Callable[..., subprocess.CompletedProcess[str]]


def copy_project(content: Path, folder: Path) -> Path:
    """Make a project in ``folder`` with ``content`` and this checkout's configuration and theme."""
    shutil.copytree(content, folder / "content")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for name in ("staging", "site"):
        (folder / name).mkdir()
        (folder / name / ".gitignore").write_text("*\n!.gitignore\n")
    return folder


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of a person at no terminal in particular, with ``changes``."""
    plain = {key: value for key, value in os.environ.items() if key not in ("CI", "EXPLAINER_DEBUG")}
    return {**plain, "NO_COLOR": "1", **changes}


@contextmanager
def started(words: list[Any], **options: Any) -> "Iterator[subprocess.Popen[Any]]":
    """Start a program; at the end, however a test ends, it is killed and its pipes are closed."""
    with subprocess.Popen(words, **options) as program:
        try:
            yield program
        finally:
            program.kill()


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A project with one explainer of two short articles, in a folder of its own."""
    (tmp_path / "project").mkdir()
    return copy_project(TINY / "content", tmp_path / "project")


def running(project: Path) -> Run:
    """Return what runs ``explainer`` with the words it is given in a project and returns what that did.

    Where a variable is changed that Python itself may look at when it starts, it is started anew.
    """

    def command(*words: str, program: str = "generator", **changes: str) -> subprocess.CompletedProcess[str]:
        variables = environment(**changes)
        known = (name.startswith("EXPLAINER_") or name == "SOURCE_DATE_EPOCH" for name in changes)
        if program in commands.IMPORTED and all(known):
            return commands.run(program, words, project, variables, PATIENCE)
        return subprocess.run(
            [sys.executable, "-m", program, *words],
            cwd=project,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    return command


def build(project: Path, *words: str) -> Path:
    """Build a project's site, which must succeed; return the site's folder."""
    built = running(project)("build", *words)
    assert built.returncode == 0, built.stdout + built.stderr
    return project / "site"


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny project; no test changes it."""
    return build(copy_project(TINY / "content", tmp_path_factory.mktemp("tiny")))


@pytest.fixture
def run(tiny: Path) -> Run:
    """Run ``explainer`` with the given words in the tiny project and return what it did."""
    return running(tiny)


@pytest.fixture
def git(tmp_path: Path) -> TestRepository:
    """An empty repository of git."""
    return repository(tmp_path / "project")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window. Where there is none the test is skipped, in CI it fails."""
    executable = chromium.find()
    if executable is None:
        missing = "no Chromium found: name one with CHROMIUM=/path/to/chrome"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    sandbox = [] if os.getuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=[*QUIET, *sandbox])
        yield running
        running.close()
