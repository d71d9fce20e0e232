"""The review page of a preview, as an editor reads it who does not read diffs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import Scheme, broken, in_every_window, open_all, view, window
from tests.browser.conftest import Site
from tests.browser.serving import serving
from tests.conftest import ROOT, build, copy_project
from tests.repositories import repository

pytestmark = pytest.mark.browser

FOLDER = Path("content/beijing-summit-2025")
DEALS = FOLDER / "facts/deals.csv"
NUMBERS = FOLDER / "facts/numbers.csv"
TROOPS = "change-beijing-summit-2025-numbers-troops-killed"
NEW = (
    'hardware,Who sees it,"an estimated 50,000",spectators,will showcase,a-rare-trilateral-gathering,'
    '"will showcase advanced military hardware to an estimated 50,000 spectators",draft,\n'
)


@pytest.fixture(scope="session")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A preview of this checkout's content after a change: facts reworded and gone, a draft, the story."""
    project = copy_project(ROOT / "content", tmp_path_factory.mktemp("review") / "project")
    made = repository(project)
    made.commit("2026-03-12T09:00:00Z", {}, "What is published")
    numbers = (project / NUMBERS).read_text()
    lines = [line for line in numbers.splitlines(keepends=True) if not line.startswith("doves,")]
    old, new = "troops killed in the Kursk region,at", "troops who died in the Kursk region,at"
    assert old in numbers
    (project / NUMBERS).write_text("".join(lines).replace(old, new) + NEW)
    deals = (project / DEALS).read_text().splitlines(keepends=True)
    (project / DEALS).write_text("".join(line for line in deals if "inked a deal" not in line))
    story = (project / FOLDER / "explainer.md").read_text()
    assert "would bring" in story
    (project / FOLDER / "explainer.md").write_text(story.replace("would bring", "could bring"))
    preview = build(project, "--review", "main")
    with serving(preview, compressed=True) as address:
        yield Site(preview, address)


@pytest.fixture
def opened(page: Page, review: Site) -> Page:
    """The review page in a reader's browser."""
    page.goto(f"{review.address}review/")
    return page


def test_the_first_screen_says_whether_it_can_be_merged(opened: Page) -> None:
    """The verdict is the headline, reasons and checklist follow, and each item leads to its change."""
    expect(opened.get_by_role("heading", level=1)).to_have_text("This change cannot be merged yet.")
    expect(opened.locator(".review__reasons")).to_contain_text("without an entry in corrections.csv")
    item = opened.get_by_role("link", name=re.compile("Peace doves")).first
    item.click()
    expect(opened.locator(":target")).to_have_attribute("id", re.compile("numbers-doves$"))


def test_before_stands_beside_after(opened: Page) -> None:
    """A changed fact is shown twice as on its page, the words that differ marked, and leads to its page."""
    change = opened.locator(f"#{TROOPS}")
    before, after = change.locator(".side--before"), change.locator(".side--after")
    expect(before.locator("h3 del")).to_have_text("killed")
    expect(after.locator("h3 ins")).to_have_text("who died")
    expect(before.locator(".number__figure")).to_have_text("600")
    expect(after.locator(".number__figure")).to_have_text("600")
    left, right = before.bounding_box(), after.bounding_box()
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]
    change.get_by_role("link", name="on the page").click()
    expect(opened.locator(":target")).to_contain_text("who died in the Kursk region")


def test_what_is_gone_leads_nowhere(opened: Page) -> None:
    """A card of before has no link into the site, where what it led to may be gone."""
    inside = opened.locator(".side--before a:not([href^='http'])")
    expect(inside).to_have_count(0)
    expect(opened.locator(".side--after a:not([href^='http'])").first).to_be_visible()


def test_what_is_gone_is_said_once(opened: Page) -> None:
    """The card of a fact that is gone says what it said; no list of its fields repeats that below."""
    change = opened.locator(".change.is-removed").filter(has_text="numbers/doves")
    expect(change.locator(".number__figure")).to_have_text("80,000")
    expect(change.locator(".pairs")).to_have_count(0)


def test_sides_of_the_story_are_named(opened: Page) -> None:
    """Each of two texts has a word above it, seen by all, that says which side it is."""
    pair = opened.locator(".pair").filter(has_text="could").first
    expect(pair.locator(".pair__side")).to_have_text([re.compile("^Before"), re.compile("^After")])
    for side in pair.locator(".pair__side").all():
        expect(side).to_be_visible()


def test_sentences_stand_open(opened: Page) -> None:
    """Where the rows behind a fact changed their sentences are shown at once."""
    quotes = opened.locator(".change .proof__quote mark")
    assert quotes.count() >= 3
    for quote in quotes.all():
        expect(quote).to_be_visible()


def test_each_id_stands_once(opened: Page) -> None:
    """A fact shown twice has two names on the page: every anchor leads to one place."""
    ids = opened.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert sorted(set(ids)) == sorted(ids)


def test_links_resolve(opened: Page, review: Site) -> None:
    """Every link into the site leads to a page of it, and every anchor to a place on that page."""
    links = opened.evaluate("[...document.querySelectorAll('article a')].map((one) => one.href)")
    own = sorted({link for link in links if link.startswith(review.address)})
    assert len(own) > 8
    for link in own:
        answer = opened.goto(link)
        assert answer is None or answer.ok, link
        anchor = link.partition("#")[2]
        assert not anchor or opened.locator(f'[id="{anchor}"]').count() == 1, link


def test_filters_show_only_what_is_asked_for(opened: Page) -> None:
    """Each filter leaves the changes of its kind, with JavaScript and without; none leaves all."""
    shown = opened.locator(".change:visible")
    every = shown.count()
    for name, kind in (("Removed", "removed"), ("Added", "added"), ("New findings", "finding")):
        box = opened.get_by_role("checkbox", name=name)
        box.check()
        count = int(opened.locator("label", has=box).locator(".filters__number").inner_text())
        expect(shown).to_have_count(count)
        expect(opened.locator(f".change--{kind}:visible")).to_have_count(count)
        box.uncheck()
    expect(shown).to_have_count(every)


def with_script(browser: Browser, review: Site) -> Page:
    """Return the review page in a browser that runs scripts."""
    page = browser.new_page(viewport=view(1280))
    page.goto(f"{review.address}review/")
    return page


def test_from_change_to_change_by_keyboard(browser: Browser, review: Site) -> None:
    """j goes to the next change that is shown, k to the one before; the page says so."""
    page = with_script(browser, review)
    expect(page.get_by_text("next change")).to_be_visible()
    names = [one.get_attribute("id") for one in page.locator(".change").all()]
    for name in names[:3]:
        page.keyboard.press("j")
        expect(page.locator(":focus")).to_have_id(name or "")
        expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("k")
    expect(page.locator(":focus")).to_have_id(names[1] or "")
    page.get_by_role("checkbox", name="Removed").check()
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_have_class(re.compile("change--removed"))
    page.close()


def test_keys_can_be_turned_off(browser: Browser, review: Site) -> None:
    """Single keys do nothing when they are turned off (WCAG 2.1.4), or with Ctrl."""
    page = with_script(browser, review)
    page.keyboard.press("Control+j")
    page.get_by_role("checkbox", name="next change").uncheck()
    page.keyboard.press("j")
    expect(page.locator(".change:focus")).to_have_count(0)
    page.close()


def test_one_explainer_at_a_time(browser: Browser, review: Site) -> None:
    """Chapters of which no change is shown go, and how many changes are shown is said."""
    page = with_script(browser, review)
    expect(page.get_by_role("heading", name="New findings", level=2)).to_be_visible()
    page.get_by_role("checkbox", name="Removed").check()
    expect(page.get_by_role("heading", name="New findings", level=2)).to_be_hidden()
    every = page.locator(".change").count()
    expect(page.get_by_role("status")).to_have_text(f"1 of {every} shown")
    page.close()


def test_the_page_is_for_editors_alone(review: Site, site: Site) -> None:
    """Search engines and search leave the page out, and a site built without being asked for it has none."""
    page = (review.folder / "review/index.html").read_text()
    assert '<meta name="robots" content="noindex">' in page
    for name in ("sitemap.xml", "search/search_index.json", "feed.xml"):
        assert "review/" not in (review.folder / name).read_text(), name
    home = (review.folder / "index.html").read_text()
    assert "review" not in home.replace("preview", "")
    assert not (site.folder / "review").exists()


@in_every_window
def test_every_editor_can_read_it(browser: Browser, review: Site, width: int, scheme: Scheme) -> None:
    """No rule of WCAG or of best practice that axe knows is broken, and nothing stands beside the window."""
    with window(browser, width, scheme) as page:
        page.goto(f"{review.address}review/")
        open_all(page)
        assert broken(page) == []
