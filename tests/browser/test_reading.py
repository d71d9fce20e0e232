"""One page of each kind, read by keyboard, by ear, on a phone, on paper and over a slow line."""

import gzip
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import Scheme, broken, in_every_window, open_all, window
from tests.browser.conftest import Site
from tests.browser.pages import EXPLAINER, KINDS

pytestmark = pytest.mark.browser

FIRST_VIEW = 150_000
"""Bytes, compressed."""
MOST_STOPS = 60
"""Presses of Tab after which something is taken for out of reach."""
TROOPS = "North Korean troops killed in the Kursk region"
NAME = re.compile(f"1 source ?: the sentences behind “{TROOPS}”")


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until the focus is on what a screen reader calls by this role and name."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{MOST_STOPS} presses of Tab do not reach the {role} “{name}”")


@in_every_window
def test_everybody_can_read_a_page_of_each_kind(
    browser: Browser, site: Site, width: int, scheme: Scheme
) -> None:
    """No page breaks a rule of WCAG or of best practice that axe knows, its evidence open."""
    wrong: list[str] = []
    with window(browser, width, scheme) as page:
        for path in KINDS.values():
            page.goto(site.address + path)
            open_all(page)
            wrong += broken(page)
    assert wrong == []


def test_nothing_stands_beside_a_page_twice_its_size(browser: Browser, site: Site) -> None:
    """No page is wider than a window of 1280 pixels at twice the size."""
    with window(browser, 640) as page:
        for kind, path in KINDS.items():
            page.goto(site.address + path)
            assert page.evaluate("document.documentElement.scrollWidth") == 640, kind


def test_from_home_to_the_sentence_behind_a_number(page: Page, site: Site) -> None:
    """With Tab and Enter, each stop called by its name, a reader gets from home to an article's words."""
    page.goto(site.address)
    tab_to(page, "link", "Beijing summit, September 2025")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{EXPLAINER}")
    tab_to(page, "link", "The numbers")
    page.keyboard.press("Enter")
    number = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=TROOPS))
    tab_to(page, "link", f"Link to “{TROOPS}”")
    page.keyboard.press("Tab")
    expect(number.locator("summary")).to_be_focused()
    expect(number.locator("summary")).to_have_accessible_name(NAME)
    page.keyboard.press("Enter")
    expect(number.get_by_text("South Korean intelligence estimates that at least 600").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/a-rare-trilateral-gathering/#numbers-troops-killed-*")


def test_the_parts_of_a_page_have_names(browser: Browser, site: Site) -> None:
    """A screen reader finds banner, menus, main part and footer, and what each button does."""
    with window(browser) as page:
        page.goto(site.address + EXPLAINER)
        for role in ("banner", "main", "contentinfo"):
            expect(page.get_by_role(role)).to_have_count(1)
        for name in ("Navigation", "Table of contents"):
            expect(page.get_by_role("navigation", name=name)).to_have_count(1)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.get_by_role("button", name="Light or dark").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("textbox", name="Search")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Search")).to_be_focused()


def test_the_choice_of_light_or_dark_lasts(browser: Browser, site: Site) -> None:
    """Light or dark follows the system until a reader chooses; the choice holds on the next page."""
    with window(browser, scheme="dark") as page:
        page.goto(site.address)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.get_by_role("button", name="Light or dark").click()
        page.goto(site.address + EXPLAINER)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_dark_without_javascript(browser: Browser, site: Site) -> None:
    """Without JavaScript a page is dark where the system is."""
    shades = []
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        with browser.new_context(color_scheme=scheme, java_script_enabled=False) as context:
            page = context.new_page()
            page.goto(site.address)
            body = page.locator("body")
            shades.append(body.evaluate("body => getComputedStyle(body).backgroundColor"))
    assert shades == ["rgb(255, 255, 255)", "rgb(18, 20, 23)"]


def test_every_sentence_is_on_paper(page: Page, site: Site) -> None:
    """In print all evidence is open, and the site's menus are gone."""
    page.goto(site.address + EXPLAINER)
    quotes = page.locator(".cards--numbers .proof__quote")
    expect(quotes.first).to_be_hidden()
    page.emulate_media(media="print")
    assert quotes.count() > 0
    for quote in quotes.all():
        expect(quote).to_be_visible()
    expect(page.get_by_role("banner")).to_be_hidden()


def test_paper_is_white(browser: Browser, site: Site) -> None:
    """A reader who prefers dark pages prints dark letters on white."""
    with window(browser, scheme="dark") as page:
        page.goto(site.address + EXPLAINER)
        page.emulate_media(media="print")
        title = page.get_by_role("heading", level=1)
        assert title.evaluate("title => getComputedStyle(title).color") == "rgb(20, 22, 26)"


def test_colours_of_the_readers_own_hide_nothing(browser: Browser, site: Site) -> None:
    """In forced colours what is filled differs from what is hollow, and words from their ground."""
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(site.address + EXPLAINER)
        fills = [
            page.locator(f".event--{one}").first.evaluate(
                "event => getComputedStyle(event, '::after').backgroundColor"
            )
            for one in ("past", "ahead")
        ]
        assert fills[0] != fills[1]
        signed = page.locator(".deal__state--firm").first.evaluate(
            "state => [getComputedStyle(state).color, getComputedStyle(state).backgroundColor]"
        )
        assert signed == fills[::-1]


def test_the_first_view_is_light(browser: Browser, site: Site) -> None:
    """What an explainer asks for before anybody searches is at most 150 kilobytes, compressed."""
    sizes: dict[str, int] = {}
    with window(browser) as page:
        page.on("response", lambda one: sizes.update({one.url: len(gzip.compress(one.body(), mtime=0))}))
        page.goto(site.address + EXPLAINER, wait_until="networkidle")
    assert sizes.keys() >= {site.address + EXPLAINER}
    assert not [url for url in sizes if "search" in url or "bundle" in url]
    assert sum(sizes.values()) <= FIRST_VIEW, sizes
