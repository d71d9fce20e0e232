"""Charts as a reader meets them: seen, heard, reached by keyboard, on small screens and on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import Scheme, broken, in_every_window, window
from tests.browser.conftest import Site
from tests.browser.serving import serving

pytestmark = pytest.mark.browser

BEIJING = "beijing-summit-2025/"
BRIDGE = "harbour-bridge/"
MOST_STOPS = 300
"""Presses of Tab after which the end of a page is taken for unreachable."""
WIDTHS = (1280, 390, 320)


@pytest.fixture(scope="module")
def bridge(tiny_site: Path) -> Iterator[str]:
    """The address of a small site whose sources give different numbers."""
    with serving(tiny_site) as address:
        yield address


def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab until the goal has the focus. Fails when it never gets it."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if goal.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("the keyboard does not reach it")


def test_the_map_is_announced_by_its_name(page: Page, site: Site) -> None:
    """The map is one picture whose name says what it is and whose description names the people."""
    page.goto(site.address + BEIJING)
    drawn = page.get_by_role("img", name="Who attended: map of the countries")
    expect(drawn).to_be_visible()
    expect(drawn).to_have_accessible_description(
        "North Korea: Kim Jong Un and Kim Ju-ae. Russia: Vladimir Putin. China: Xi Jinping."
    )


def test_a_charts_table_opens_by_keyboard(page: Page, site: Site) -> None:
    """Tab reaches the words under each chart and Enter opens the table that says the same."""
    page.goto(site.address + BEIJING)
    for summary in ("The map as a table", "The axis as a table"):
        opener = page.locator("summary", has_text=summary)
        table = opener.locator("xpath=following-sibling::table")
        expect(table).to_be_hidden()
        tab_to(page, opener)
        page.keyboard.press("Enter")
        expect(table).to_be_visible()
        assert table.locator("tbody tr").count() > 1


def test_a_dot_leads_to_the_words_of_its_source(page: Page, bridge: str) -> None:
    """Tab reaches a dot, called by its amount and source, and Enter opens the article at the words."""
    page.goto(bridge + BRIDGE)
    dot = page.get_by_role("link", name="about 2,000 people: ")
    tab_to(page, dot)
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/bridge-opens/#numbers-spectators-1")
    expect(page.locator("mark", has_text="About 2,000 people watched.")).to_be_in_viewport()


@in_every_window
def test_charts_fit_every_screen_and_every_reader(
    browser: Browser, site: Site, bridge: str, width: int, scheme: Scheme
) -> None:
    """No chart is wider than the screen or breaks an accessibility rule, with its table open and closed."""
    with window(browser, width, scheme) as page:
        for address in (site.address + BEIJING, bridge + BRIDGE):
            page.goto(address)
            assert page.locator(".chart svg").count() > 0
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.locator("summary", has_text="as a table").first.click()
            assert broken(page, {"include": [[".chart"], [".chart__data"]]}) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_words_of_a_chart_are_cut_off(browser: Browser, site: Site, bridge: str, width: int) -> None:
    """Every word of a chart stands whole within its drawing, at a size that can be read."""
    with window(browser, width) as page:
        for address in (site.address + BEIJING, bridge + BRIDGE):
            page.goto(address)
            cut = page.evaluate(
                """() => [...document.querySelectorAll(".chart svg text")].filter(word => {
                    const own = word.getBoundingClientRect();
                    const all = word.ownerSVGElement.getBoundingClientRect();
                    return own.left < all.left - 1 || own.right > all.right + 1 || own.top < all.top - 3
                        || own.bottom > all.bottom + 3 || own.height < 10;
                }).map(word => word.textContent)"""
            )
            assert cut == [], address


def test_charts_are_printed(browser: Browser, site: Site, tmp_path: Path) -> None:
    """On paper a chart is there and its table is open."""
    with window(browser) as page:
        page.goto(site.address + BEIJING)
        page.emulate_media(media="print")
        expect(page.locator(".chart--map svg")).to_be_visible()
        expect(page.locator(".chart__data table").first).to_be_visible()
