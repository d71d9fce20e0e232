"""Other builders make the same pages of the same configuration."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from generator import builders
from generator.project import ProjectError, find_project
from tests.conftest import Run

_IDENTIFIER = re.compile(r'\bid="?([^"\s>]+)')
_LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


Told = tuple[list[str], list[object], bool]
"""A page's addresses of facts and sections, its linked data, and whether robots are to leave it alone."""


def told(site: Path) -> dict[str, Told]:
    """Return what has to be the same of each page, by its path."""
    pages: dict[str, Told] = {}
    for path in site.rglob("*.html"):
        whole = path.read_text()
        article = whole.partition("<article")[2].partition("</article>")[0] or whole
        linked = [json.loads(one) for one in _LINKED_DATA.findall(whole)]
        names = [one for one in _IDENTIFIER.findall(article) if not one.startswith("__")]
        pages[str(path.relative_to(site))] = names, linked, "noindex" in whole
    return pages


@pytest.mark.parametrize("builder", ["zensical", "properdocs"])
def test_other_builders_make_the_same_pages(builder: str, run: Run, tiny: Path) -> None:
    """They make the same pages, with the same addresses of facts, linked data and word to robots."""
    assert run("build").returncode == 0
    expected = told(tiny / "site")
    assert any("numbers-" in name for names, *_ in expected.values() for name in names)
    done = run("build", "--builder", builder)
    assert done.returncode == 0, done.stderr
    assert told(tiny / "site") == expected
    assert run("verify").returncode == 0
    assert not (tiny / ".explainer-builder.yml").exists()


def test_plugins_may_be_a_mapping(run: Run, tiny: Path) -> None:
    """Our plugin, which would wait for the run that asks the builder, is left out of a mapping, too."""
    settings = tiny / "mkdocs.yml"
    settings.write_text(
        re.sub(
            r"(?s)^plugins:.*?\n\n",
            "plugins: {search: {}, explainer: {}}\n\n",
            settings.read_text(),
            flags=re.M,
        )
    )
    assert run("build", "--builder", "properdocs").returncode == 0


@pytest.mark.parametrize("builder", ["zensical", "properdocs"])
def test_carrying_html_past_the_reader_changes_no_byte(builder: str, run: Run, tiny: Path) -> None:
    """Pages and search are what the builder makes alone, which reads all HTML as Markdown."""
    assert run("build", "--builder", builder).returncode == 0
    ours = read(tiny / "site")
    settings = tiny / "mkdocs.yml"
    # Our plugin would make the pages again, and read them with its own shortcuts.
    settings.write_text(settings.read_text().replace("  - explainer\n", ""))
    assert run("build", "--clean", program=builder).returncode == 0
    alone = read(tiny / "site")
    assert len(alone) > 10
    assert {path: ours[path] for path in alone} == alone


def read(site: Path) -> dict[str, bytes]:
    """Return the pages and the search index of a site."""
    return {
        str(path.relative_to(site)): path.read_bytes()
        for path in [*site.rglob("*.html"), *site.rglob("search*.json")]
    }


def test_a_builder_that_is_not_installed_is_asked_for(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a builder is missing, the build cannot go on and says how to install it."""
    monkeypatch.setattr(builders, "find_spec", lambda _: None)
    with pytest.raises(ProjectError, match=re.escape("pip install 'explainer[zensical]'")):
        builders.build_site(find_project(tiny), "zensical", tiny / "new", "", False)


def test_a_builder_that_fails_says_why_and_changes_nothing(run: Run, tiny: Path) -> None:
    """What the builder said is handed on without its traceback, and the site stays as it was."""
    assert run("build").returncode == 0
    before = (tiny / "site" / "index.html").read_bytes()
    (tiny / "overrides" / "main.html").write_text("{{ x ")
    done = run("build", "--builder", "zensical")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "Zensical could not build the site. It said:" in done.stderr
    assert "in main.html:1" in done.stderr
    settings = tiny / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("name: material", "name: nowhere"))
    done = run("build", "--builder", "properdocs")
    assert done.returncode == 2
    assert "mkdocs.yml:10 ProperDocs could not build the site. It said:" in done.stderr
    assert "nowhere" in done.stderr
    assert (tiny / "site" / "index.html").read_bytes() == before
    assert os.listdir(tiny / ".explainer") == ["lock"]
    shutil.rmtree(tiny / "site")


def test_no_link_is_written_through(run: Run, tiny: Path) -> None:
    """A link that lies where the builder's settings go is not followed: what it leads to stays as it was."""
    elsewhere = tiny.with_name("elsewhere")
    elsewhere.write_text("mine")
    (tiny / ".explainer-builder.yml").symlink_to(elsewhere)
    assert run("build", "--builder", "properdocs").returncode == 0
    assert elsewhere.read_text() == "mine"
