"""The built Beijing site as a reader meets it: by mouse, by keyboard, with JavaScript and without."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import content, reconcile
from generator.model import Fact
from generator.project import find_project
from generator.values import People
from tests.browser.axe import window
from tests.browser.conftest import Site
from tests.browser.pages import KINDS
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

EXPLAINER = "beijing-summit-2025/"
MOST_STOPS = 1000
"""Presses of Tab after which the end of a page is taken for unreachable."""

OPENING = 30
"""Letters by which words are recognised; further on a footnote's number may stand between them."""
MARK_AT = "xpath=(ancestor-or-self::mark | following::mark)[1]"
"""The marked words an anchor stands for: the mark around it, or the one behind it."""
TEXT_FROM = """anchor => {
    const range = document.createRange();
    range.setStartBefore(anchor);
    range.setEndAfter(document.querySelector("article"));
    return range.toString();
}"""
"""A script that returns the page's text from an anchor on."""


def plain(words: str) -> str:
    """Return words without their white space."""
    return "".join(words.split())


def facts() -> list[Fact]:
    """Return the facts that the page must show, from the tables themselves."""
    loaded = content.read(find_project(ROOT))
    explainer = next(one for one in loaded.content.explainers if one.slug == EXPLAINER.strip("/"))
    return list(reconcile.reconcile(explainer, loaded.tables, People(loaded.content.people)))


FACTS = {f"{fact.table}-{fact.id}": fact for fact in facts()}


def proof_of(page: Page, anchor: str) -> str:
    """Return a selector for the evidence of the fact at ``anchor``: the nearest one around its heading."""
    return f'xpath=//*[@id="{anchor}"]/ancestor::*[.//details[contains(@class, "proof")]][1]//details'


def test_there_are_facts() -> None:
    """The tables hold facts of every kind, so that the tests below prove something."""
    assert {fact.table for fact in FACTS.values()} >= {"attendees", "deals", "numbers", "quotes", "timeline"}


def test_every_fact_has_a_permalink(page: Page, site: Site) -> None:
    """Each fact of the tables stands on the explainer's page under its own address."""
    page.goto(site.address + EXPLAINER)
    assert [anchor for anchor in FACTS if page.locator(f'[id="{anchor}"]').count() != 1] == []


def test_evidence_opens_by_mouse(page: Page, site: Site) -> None:
    """A click on a fact's badge shows as many quoted sentences as rows speak of it, closed before."""
    page.goto(site.address + EXPLAINER)
    for anchor, fact in FACTS.items():
        proof = page.locator(proof_of(page, anchor))
        quotes = proof.locator("blockquote mark")
        expect(quotes.first).to_be_hidden()
        proof.locator("summary").click()
        expect(quotes.first).to_be_visible()
        assert proof.locator("blockquote").count() == len(fact.rows), anchor


def test_evidence_opens_by_keyboard(browser: Browser, site: Site) -> None:
    """With Tab and Enter alone a reader reaches and opens the evidence of every fact."""
    with window(browser) as page:
        page.goto(site.address + EXPLAINER)
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('details.proof:not([open]) > summary')"):
                page.keyboard.press("Enter")
                expect(page.locator("details.proof[open] > summary:focus")).to_have_count(1)
                if not page.locator("details.proof:not([open])").count():
                    break
        proofs = {anchor: page.locator(proof_of(page, anchor)) for anchor in FACTS}
        assert [anchor for anchor, proof in proofs.items() if proof.get_attribute("open") != ""] == []


def test_evidence_leads_to_its_words_in_the_article(page: Page, site: Site) -> None:
    """Each link beside quoted words opens the article at those very words, marked and in view."""
    page.goto(site.address + EXPLAINER)
    sources = page.locator("details.proof .proof__from a[href*='#']")
    quoted = page.locator("details.proof blockquote mark")
    targets = {
        urljoin(page.url, link.get_attribute("href") or ""): (mark.text_content() or "")
        for link, mark in zip(sources.all(), quoted.all(), strict=True)
    }
    assert len(targets) >= len(FACTS)
    # In their order, so that each article is loaded once.
    for target, words in sorted(targets.items()):
        page.goto(target)
        anchor = page.locator(f'[id="{urldefrag(target).fragment}"]')
        expect(anchor.locator(MARK_AT)).to_be_in_viewport()
        assert plain(anchor.evaluate(TEXT_FROM)).startswith(plain(words)[:OPENING]), target


def test_a_link_in_the_prose_leads_to_its_fact(page: Page, site: Site) -> None:
    """A click on words of the editor's prose brings the fact they rest on into view."""
    page.goto(site.address + EXPLAINER)
    links = page.locator(".prose a[href^='#']")
    assert links.count() > 0
    for link in links.all():
        anchor = (link.get_attribute("href") or "").removeprefix("#")
        assert anchor in FACTS
        link.click()
        expect(page.locator(proof_of(page, anchor)).locator("summary")).to_be_in_viewport()


def test_no_page_complains_or_asks_anybody_else(browser: Browser, site: Site) -> None:
    """No page logs an error, fails to load a part of itself, or sends a request off the site."""
    complaints: list[str] = []
    with window(browser) as page:
        page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: complaints.append(str(one)))
        # What is still on its way when the next page is asked for is left, and no failure.
        page.on(
            "requestfailed",
            lambda one: None if "ABORTED" in (one.failure or "") else complaints.append(f"failed: {one.url}"),
        )
        page.on("response", lambda one: complaints.append(one.url) if one.status >= 400 else None)
        page.on(
            "request",
            lambda one: (
                None if one.url.startswith((site.address, "data:", "blob:")) else complaints.append(one.url)
            ),
        )
        for path in site.pages():
            page.goto(site.address + path, wait_until="networkidle" if path in KINDS.values() else "load")
    assert complaints == []


def test_search_finds_the_pipeline(browser: Browser, site: Site) -> None:
    """Searching for “Power of Siberia” offers the explainer, and Enter opens it."""
    with window(browser) as page:
        page.goto(site.address)
        page.keyboard.press("/")
        page.keyboard.type("Power of Siberia")
        expect(page.locator(f".md-search-result a[href*='/{EXPLAINER}']").first).to_be_visible()
        page.locator(".md-search-result a").first.click()
        page.wait_for_url(f"**/{EXPLAINER}**")
        expect(page.get_by_text("Power of Siberia").first).to_be_visible()


class _Links(HTMLParser):
    """Collects the addresses a page names and the anchors it offers."""

    def __init__(self) -> None:
        super().__init__()
        self.named: list[str] = []
        self.base = ""
        self.anchors: set[str] = {"", "__top"}
        self.titles = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element points to and what it is called."""
        for name, value in attrs:
            if (tag, name) == ("base", "href"):
                self.base = value or ""
            elif name in ("href", "src") and value is not None:
                self.named.append(value)
            if name == "id" and value:
                self.anchors.add(value)


def read_links(path: Path) -> _Links:
    """Return the links of one built page."""
    links = _Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


def unresolved(site: Site) -> Iterator[str]:
    """Yield every link of every built page that leads nowhere on the site."""
    pages = {path: read_links(path) for path in site.folder.rglob("*.html")}
    for path, links in pages.items():
        here = site.address + path.relative_to(site.folder).as_posix()
        for link in links.named:
            address, anchor = urldefrag(urljoin(urljoin(here, links.base), link))
            if not address.startswith(site.address):
                if urlsplit(address).netloc == urlsplit(site.address).netloc:
                    yield f"{here}: {link}"
                continue
            target = site.folder / unquote(address.removeprefix(site.address))
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (target in pages and unquote(anchor) not in pages[target].anchors):
                yield f"{here}: {link}"


def test_every_internal_link_resolves(site: Site) -> None:
    """Each link, picture, script and style sheet of every page is there, and so is the anchor it names."""
    assert list(unresolved(site)) == []
