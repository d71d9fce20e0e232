"""A reader who comes back, or who is halfway down a long page, sees what is new and where they are."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import Site
from tests.browser.pages import EXPLAINER

pytestmark = pytest.mark.browser

SINCE = "New or changed since your last visit"
CHANGED = "#numbers-troops-killed"


def change(route: Route) -> None:
    """Serve the explainer as if one of its facts had changed since."""
    answer = route.fetch()
    start, link, rest = answer.text().partition(f'href="{CHANGED}" title="Link to this fact" data-version="')
    assert link
    route.fulfill(response=answer, body=f"{start}{link}0{rest}")


def visit(context: BrowserContext, site: Site, changed: bool = False) -> Page:
    """Open the explainer in a tab of its own, which is another visit."""
    page = context.new_page()
    if changed:
        page.route(site.address + EXPLAINER, change)
    page.goto(site.address + EXPLAINER)
    return page


def test_what_is_new_since_the_last_visit(browser: Browser, site: Site) -> None:
    """A page names the facts that changed since the last visit and leads there; a reload does not forget."""
    with browser.new_context() as context:
        expect(visit(context, site).get_by_text(SINCE)).to_be_hidden()
        expect(visit(context, site).get_by_text(SINCE)).to_be_hidden()
        page = visit(context, site, changed=True)
        for _ in range(2):
            expect(page.get_by_text(SINCE)).to_be_visible()
            links = page.locator("[data-since] a")
            expect(links).to_have_text(["North Korean troops killed in the Kursk region"])
            expect(page.locator(".fresh")).to_have_count(1)
            page.reload()
        links.click()
        expect(page.locator(f"{CHANGED}:target")).to_be_in_viewport()
        expect(visit(context, site, changed=True).get_by_text(SINCE)).to_be_hidden()


def test_nothing_is_said_of_a_last_visit_without_javascript(browser: Browser, site: Site) -> None:
    """Without JavaScript no visit is remembered, and the page says nothing of one."""
    with browser.new_context(java_script_enabled=False) as context:
        visit(context, site)
        expect(visit(context, site).get_by_text(SINCE)).to_be_hidden()


def test_the_section_being_read_is_marked(browser: Browser, site: Site) -> None:
    """In the bar of sections the one being read is marked, for the eye and for a screen reader."""
    with browser.new_context() as context:
        page = visit(context, site)
        current = page.get_by_role("navigation", name="Table of contents").locator("[aria-current=location]")
        page.get_by_role("heading", name="The numbers").evaluate("one => one.scrollIntoView()")
        expect(current).to_have_text("The numbers")
        expect(current).to_be_in_viewport()
        page.locator("h2#sources").evaluate("one => one.scrollIntoView()")
        expect(current).to_have_text("Sources")
