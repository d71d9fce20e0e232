"""The project's own site, built and served, and a browser to read it with."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.browser.serving import serving
from tests.conftest import ROOT, copy_project, environment

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""What keeps Chromium from talking to anybody but the site."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site that is being served."""

    folder: Path
    address: str
    """Ends in a slash."""

    def pages(self) -> list[str]:
        """Return the address of every page, relative to the site's."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return sorted(path.removesuffix("index.html") for path in found)


@contextmanager
def built(content: Path, folder: Path, language: str = "en") -> Iterator[Site]:
    """Build and serve the site made from ``content`` in an empty folder, on a port of its own."""
    project = copy_project(content, folder)
    settings = (project / "mkdocs.yml").read_text()
    (project / "mkdocs.yml").write_text(settings.replace("\n  language: en\n", f"\n  language: {language}\n"))
    command = [sys.executable, "-m", "generator", "build", "-C", str(project)]
    made = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    with serving(project / "site", compressed=True) as address:
        yield Site(project / "site", address)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site made from this checkout's ``content/``."""
    with built(ROOT / "content", tmp_path_factory.mktemp("project")) as made:
        yield made


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


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser, once with JavaScript and once without."""
    opened = browser.new_context(java_script_enabled=request.param)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page of the reader's browser."""
    return context.new_page()
