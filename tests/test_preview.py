"""The preview: a real server, real edits, and the page a browser would be given."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview import COMMANDS, Preview, serving

ARTICLE = "harbour-bridge/articles/bridge-opens/"
THEME = "overrides/frame.html"
TABLE = "content/harbour-bridge/facts/timeline.csv"


@pytest.fixture(params=COMMANDS)
def preview(request: pytest.FixtureRequest, tiny: Path, tmp_path: Path) -> Iterator[Preview]:
    """The tiny project, served by each of the two commands."""
    with serving(request.param, tiny, tmp_path / "terminal") as running:
        yield running


@pytest.fixture(params=COMMANDS)
def editable(request: pytest.FixtureRequest, tiny: Path, tmp_path: Path) -> Iterator[Preview]:
    """The same, by a copy of the program that lies in the project."""
    with serving(request.param, tiny, tmp_path / "terminal", copied=True) as running:
        yield running


def test_edits_show_by_themselves(editable: Preview) -> None:
    """An edit to an article, a table, the prose, a template or the theme appears on the page that is open.

    Each edit has MkDocs build once: writing the staged pages does not start another build.
    """
    page = editable.page("harbour-bridge/")
    assert ("livereload(" in page) != ("/.explainer/preview.js" in page)
    editable.edit(TABLE, "Anna Berg opens the Harbour Bridge", "The Harbour Bridge is opened")
    assert editable.shows("The Harbour Bridge is opened"), editable.said()
    editable.edit("content/harbour-bridge/articles/bridge-opens.md", "Example Gazette", "Example Courier")
    assert editable.shows("Example Courier", ARTICLE), editable.said()
    editable.edit("content/harbour-bridge/explainer.md", "A new bridge opens", "A long bridge opens")
    assert editable.shows("A long bridge opens"), editable.said()
    editable.edit(
        "generator/templates/explainer.md.j2", "Sources{% endtrans", "Where it comes from{% endtrans"
    )
    assert editable.shows("Where it comes from"), editable.said()
    theme = (editable.project / THEME).read_text()
    editable.save(THEME, theme + "{% block announce %}<p>Read all about it</p>{% endblock %}")
    assert editable.shows("Read all about it"), editable.said()
    assert editable.said().count("Detected file changes") == (5 if "livereload(" in page else 0)


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


def test_a_mistake_in_a_template_keeps_the_last_good_page(editable: Preview) -> None:
    """A template that cannot be read is named in the terminal, and the last good site is served."""
    editable.edit("generator/templates/explainer.md.j2", "## {% trans %}Sources{% endtrans +%}", "{{ broken")
    assert editable.says("TemplateSyntaxError"), editable.said()
    assert "Sources" in editable.page("harbour-bridge/")
    editable.edit("generator/templates/explainer.md.j2", "{{ broken", "## Where it comes from")
    assert editable.shows("Where it comes from"), editable.said()
    assert "Traceback" not in editable.said()


def test_a_mistake_in_the_theme_is_outlived(preview: Preview) -> None:
    """A theme file that cannot be read is named in the terminal without a traceback; mending it rebuilds."""
    good = (preview.project / THEME).read_text()
    preview.save(THEME, "{% extends 'base.html' %}{% block content %}{{ broken")
    assert preview.says("TemplateSyntaxError"), preview.said()
    preview.save(THEME, good + "{% block announce %}<p>Read all about it</p>{% endblock %}")
    assert preview.shows("Read all about it"), preview.said()
    assert "Traceback" not in preview.said()
