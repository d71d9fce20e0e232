"""The preview in a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT
from tests.preview import EXPLAINER, Preview, serving

pytestmark = pytest.mark.browser

PATIENCE = 120_000
"""Milliseconds after which a page that does not change is taken for one that never will."""
TABLE = "content/harbour-bridge/facts/timeline.csv"
OLD, NEW = "Anna Berg opens the Harbour Bridge", "The Harbour Bridge is opened"


@pytest.fixture
def preview(tiny: Path, tmp_path: Path) -> Iterator[Preview]:
    """The tiny project and the true explainer, previewed."""
    content = ROOT / "content"
    slug = next(path.name for path in sorted(content.iterdir()) if (path / "explainer.md").exists())
    shutil.copytree(content / slug, tiny / "content" / slug)
    with (tiny / "content/people.csv").open("a") as people:
        people.write((content / "people.csv").read_text().partition("\n")[2])
    with serving("explainer", tiny, tmp_path / "terminal") as running:
        yield running


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    """The explainer's page, open in a small window; it counts how often it was loaded."""
    with browser.new_context(viewport={"width": 900, "height": 500}) as context:
        opened = context.new_page()
        opened.add_init_script(
            "sessionStorage.loads = String(Number(sessionStorage.loads || 0) + 1)",
        )
        opened.goto(f"{preview.address}/{EXPLAINER}")
        yield opened


def loads(page: Page) -> int:
    """Return how often the page was loaded."""
    return int(page.evaluate("Number(sessionStorage.loads)"))


def test_an_open_page_shows_an_edit_where_the_reader_was(page: Page, preview: Preview) -> None:
    """After an edit to a table the page shows it by itself, at the same place, the same evidence open."""
    expect(page.get_by_text(NEW)).to_have_count(0)
    proofs = page.locator("details.proof")
    number = proofs.count() - 1
    proofs.nth(number).locator("summary").click()
    proofs.nth(number).evaluate("one => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
    before = page.evaluate("scrollY")
    assert before > 200
    preview.edit(TABLE, OLD, NEW)
    expect(page.get_by_role("heading", name=NEW).first).to_be_attached(timeout=PATIENCE)
    expect(proofs.nth(number)).to_have_attribute("open", "", timeout=PATIENCE)
    page.wait_for_function("before => Math.abs(scrollY - before) < 40", arg=before)
    assert page.locator("details.proof[open]").count() == 1
    assert loads(page) == 2


def test_only_pages_that_changed_are_loaded_again(page: Page, preview: Preview) -> None:
    """An edit in another explainer leaves the open page alone; one in its own loads it again."""
    other = next(path for path in (preview.project / "content").glob("*/facts/numbers.csv"))
    assert other.parts[-3] != "harbour-bridge"
    text = other.read_text()
    preview.save(str(other.relative_to(preview.project)), text.replace(",accepted,", ",draft,", 1))
    assert preview.shows("Draft: no editor has accepted this yet", f"{other.parts[-3]}/"), preview.said()
    preview.edit(TABLE, OLD, NEW)
    expect(page.get_by_role("heading", name=NEW).first).to_be_attached(timeout=PATIENCE)
    assert loads(page) == 2


def test_a_mistake_is_told_on_the_page_that_stays(page: Page, preview: Preview) -> None:
    """A mistake is told on the open page, which stays as it was; once it is mended the notice goes."""
    preview.edit(TABLE, "Mayor Anna Berg opened the", "Mayor Anna Berg closed the")
    notice = page.get_by_role("status").filter(has_text="timeline.csv:2:")
    expect(notice).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", name=OLD).first).to_be_attached()
    assert "evidence-not-found" in preview.said()
    preview.edit(TABLE, "Mayor Anna Berg closed the", "Mayor Anna Berg opened the")
    expect(notice).to_have_count(0, timeout=PATIENCE)
    assert loads(page) == 1
    preview.edit(TABLE, OLD, NEW)
    expect(page.get_by_role("heading", name=NEW).first).to_be_attached(timeout=PATIENCE)


def test_the_theme_shows(page: Page, preview: Preview) -> None:
    """An edit of the theme shows by itself; a mistake in it is told on the page."""
    theme = "overrides/frame.html"
    good = (preview.project / theme).read_text()
    preview.save(theme, good + "{% block announce %}{{ broken")
    expect(page.get_by_role("status").filter(has_text="TemplateSyntaxError")).to_be_visible(timeout=PATIENCE)
    preview.save(theme, good + "{% block announce %}<p>Read all about it</p>{% endblock %}")
    expect(page.get_by_text("Read all about it")).to_be_visible(timeout=PATIENCE)


def test_articles_and_explainers_come_and_go(page: Page, preview: Preview) -> None:
    """A new article is on the page by itself; the page of an explainer that is deleted is not found."""
    folder = preview.project / "content/harbour-bridge/articles"
    article = (folder / "bridge-opens.md").read_text()
    preview.save("content/harbour-bridge/articles/bridge-again.md", article)
    assert preview.shows("The Harbour Bridge", "harbour-bridge/articles/bridge-again/"), preview.said()
    shutil.rmtree(preview.project / "content/harbour-bridge")
    expect(page.get_by_role("heading", name="This page is not here")).to_be_visible(timeout=PATIENCE)
