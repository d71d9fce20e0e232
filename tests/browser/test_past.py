"""A site whose facts have a past: read where the sentence is, in one action, by everybody."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import Scheme, broken, open_all, window
from tests.browser.conftest import Site
from tests.browser.pages import EXPLAINER
from tests.browser.serving import serving
from tests.conftest import ROOT, build, copy_project
from tests.repositories import repository

pytestmark = pytest.mark.browser

FACTS = f"content/{EXPLAINER}facts"
KILLED = "#numbers-troops-killed"
WHY = "The bound was lost in editing."
CORRECTION = f"date,fact,was,now,reason\n2025-09-05,numbers/troops-killed,600,at least 600,{WHY}\n"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The project's own site, had a number lost its bound for two days and an event come a day later."""
    project = copy_project(ROOT / "content", tmp_path_factory.mktemp("changed"))
    (project / ".gitignore").write_text("/staging/*\n/site/*\n/.explainer/\n")
    git = repository(project)
    numbers, timeline = (
        (project / FACTS / f"{name}.csv").read_text("utf-8") for name in ("numbers", "timeline")
    )
    shorter = "".join(timeline.splitlines(keepends=True)[:-1])
    wrong = numbers.replace(",at least 600,", ",600,")
    assert wrong != numbers
    git.commit("2025-09-03T10:00Z", {f"{FACTS}/numbers.csv": wrong, f"{FACTS}/timeline.csv": shorter})
    git.commit("2025-09-04T10:00Z", {f"{FACTS}/timeline.csv": timeline})
    corrected = {f"{FACTS}/numbers.csv": numbers, f"content/{EXPLAINER}corrections.csv": CORRECTION}
    git.commit("2025-09-05T10:00Z", corrected)
    made = build(project)
    with serving(made, compressed=True) as address:
        yield Site(made, address)


def test_one_action_leads_to_the_past_of_a_number(page: Page, changed: Site) -> None:
    """Whoever opens the sentence behind a number reads there what it said before, until when and why."""
    page.goto(changed.address + EXPLAINER)
    number = page.get_by_role("listitem").filter(has=page.locator(KILLED))
    past = number.get_by_text("until 5 September 2025: “600”")
    expect(past).to_be_hidden()
    number.locator("summary").press("Enter")
    expect(past).to_be_visible()
    expect(number.get_by_text(WHY)).to_be_visible()
    expect(number.get_by_text("First published: 3 September 2025")).to_be_visible()


def test_the_masthead_leads_to_what_changed(page: Page, changed: Site) -> None:
    """The head of the page says that facts changed and leads to the list, which leads to each of them."""
    page.goto(changed.address + EXPLAINER)
    page.get_by_role("link", name="2 facts in the week to 5 September 2025").first.press("Enter")
    changes = page.locator("#lately")
    expect(changes).to_be_in_viewport()
    changes.get_by_role("link", name="North Korean troops killed in the Kursk region").press("Enter")
    expect(page.locator(f"{KILLED}:target")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_everybody_can_read_the_past(browser: Browser, changed: Site, width: int, scheme: Scheme) -> None:
    """The page and the card break no rule that axe knows, opened wide, and are no wider than the window."""
    with window(browser, width, scheme) as page:
        for path in (EXPLAINER, f"{EXPLAINER}facts/numbers-troops-killed/"):
            page.goto(changed.address + path)
            open_all(page)
            assert broken(page) == []
