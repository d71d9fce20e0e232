"""The project's own site, built and served, and a browser to read it with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.serving import serving
from tests.conftest import ROOT, build, copy_project


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
    made = build(project)
    with serving(made, compressed=True) as address:
        yield Site(made, address)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site made from this checkout's ``content/``."""
    with built(ROOT / "content", tmp_path_factory.mktemp("project")) as made:
        yield made


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
