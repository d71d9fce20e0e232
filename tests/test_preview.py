"""The preview: a real server, real edits, and the page a browser would be given."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, environment

PATIENCE = 60
"""Seconds after which a page that does not change is taken for one that never will."""
EXPLAINER = "harbour-bridge/"
ARTICLE = "harbour-bridge/articles/bridge-opens/"
THEME = "overrides/main.html"
TABLE = "content/harbour-bridge/facts/timeline.csv"


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview that is being served."""

    project: Path
    address: str
    terminal: Path
    """What the server wrote, to standard output and standard error."""

    def page(self, path: str) -> str:
        """Return the page at ``path``; "" while nothing is served there."""
        try:
            with urllib.request.urlopen(f"{self.address}/{path}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def shows(self, words: str, path: str = EXPLAINER) -> bool:
        """Wait until the page at ``path`` holds ``words``; return whether it ever did."""
        return _wait(lambda: words in self.page(path))

    def says(self, words: str) -> bool:
        """Wait until the terminal holds ``words``; return whether it ever did."""
        return _wait(lambda: words in self.said())

    def said(self) -> str:
        """Return what the terminal shows."""
        return self.terminal.read_text()

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace ``old``, which must be there, by ``new`` in a file of the project."""
        text = (self.project / path).read_text()
        assert old in text
        self.save(path, text.replace(old, new))

    def save(self, path: str, text: str) -> None:
        """Save a file of the project as editors do: whole, in one step."""
        draft = self.terminal.with_name("draft")
        draft.write_text(text)
        draft.replace(self.project / path)


def _wait(happened: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(params=["explainer", "mkdocs"])
def preview(request: pytest.FixtureRequest, tiny: Path, tmp_path: Path) -> Iterator[Preview]:
    """The tiny project served by each of the two commands, with a copy of the program that tests may edit."""
    shutil.copytree(ROOT / "generator", tiny / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    port = _free_port()
    words = {"explainer": ["generator", "serve", "--address"], "mkdocs": ["mkdocs", "serve", "--dev-addr"]}
    command = [sys.executable, "-m", *words[request.param], f"127.0.0.1:{port}"]
    terminal = tmp_path / "terminal"
    with terminal.open("w") as output:
        server = subprocess.Popen(
            command,
            cwd=tiny,
            env=environment(PYTHONPATH=str(tiny), PYTHONUNBUFFERED="1"),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    running = Preview(tiny, f"http://127.0.0.1:{port}", terminal)
    try:
        assert running.shows("The Harbour Bridge"), running.said()
        yield running
    finally:
        server.terminate()
        server.wait(PATIENCE)


def test_edits_show_by_themselves(preview: Preview) -> None:
    """An edit to an article, a table, the prose, a template or the theme appears on the page that is open.

    Each edit rebuilds once: writing the staged pages does not start another rebuild.
    """
    assert "livereload(" in preview.page(EXPLAINER)
    preview.edit(TABLE, "Anna Berg opens the Harbour Bridge", "The Harbour Bridge is opened")
    assert preview.shows("The Harbour Bridge is opened"), preview.said()
    preview.edit("content/harbour-bridge/articles/bridge-opens.md", "Example Gazette", "Example Courier")
    assert preview.shows("Example Courier", ARTICLE), preview.said()
    preview.edit("content/harbour-bridge/explainer.md", "A new bridge opens", "A long bridge opens")
    assert preview.shows("A long bridge opens"), preview.said()
    preview.edit("generator/templates/explainer.md.j2", "## Sources", "## Where it comes from")
    assert preview.shows("Where it comes from"), preview.said()
    theme = (preview.project / THEME).read_text()
    preview.save(THEME, theme + "{% block announce %}<p>Read all about it</p>{% endblock %}")
    assert preview.shows("Read all about it"), preview.said()
    assert preview.said().count("Detected file changes") == 5


def test_a_mistake_keeps_the_last_good_page(preview: Preview) -> None:
    """Mistakes are listed in the terminal, the last good site is served, and mending rebuilds it."""
    preview.edit(TABLE, "Mayor Anna Berg opened the", "Mayor Anna Berg closed the")
    assert preview.says("evidence-not-found"), preview.said()
    assert f"{TABLE}:2:" in preview.said()
    assert preview.shows("Mayor Anna Berg opened the")
    preview.edit(TABLE, "Mayor Anna Berg closed the", "Mayor Anna Berg opened the")
    preview.edit(TABLE, "Anna Berg opens the Harbour Bridge", "The Harbour Bridge is opened")
    assert preview.shows("The Harbour Bridge is opened"), preview.said()
    assert "Traceback" not in preview.said()


def test_a_mistake_in_the_theme_is_outlived(preview: Preview) -> None:
    """A theme file that cannot be read is named in the terminal without a traceback; mending it rebuilds."""
    good = (preview.project / THEME).read_text()
    preview.save(THEME, "{% extends 'base.html' %}{% block content %}{{ broken")
    assert preview.says("TemplateSyntaxError"), preview.said()
    preview.save(THEME, good + "{% block announce %}<p>Read all about it</p>{% endblock %}")
    assert preview.shows("Read all about it"), preview.said()
    assert "Traceback" not in preview.said()
