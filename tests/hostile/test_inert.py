"""Hostile words that may be published do nothing in a browser, and harmless ones stand as written."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.serving import serving
from tests.conftest import TINY, copy_project, running
from tests.hostile import settings
from tests.hostile.corpus import Case, cases, everywhere, spread, together
from tests.hostile.reading import Read, watched

pytestmark = pytest.mark.browser

LEFT = [case for case in cases() if not case.refused and not case.of_the_project]
PLAIN = spread("plain words", "quiet words", 999)
"""What is shown when all fields are filled and none is hostile."""
INERT = [*together(LEFT), *everywhere(), PLAIN]
WHAT_IS_THERE = """() => {
  const found = new Set()
  for (const one of document.querySelectorAll("*")) {
    found.add(one.localName)
    for (const { name, value } of one.attributes) {
      found.add(`${one.localName} ${name}`)
      if (["href", "src", "action", "data", "srcset", "content"].includes(name) && one.localName !== "meta")
        found.add(`address ${(/^\\\\s*[a-z]+:/i.exec(value) ?? ["here"])[0]}`)
    }
  }
  return [...found]
}"""
"""Every element with its attributes, and the scheme of every address: all that a browser could act on."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with everything that is not refused in it, drafts included."""
    root = copy_project(TINY / "content", tmp_path_factory.mktemp("hostile"))
    for case in INERT:
        case.write(root)
    ran = running(root)("build", "--drafts")
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stdout[:3000] + ran.stderr[-3000:]
    with serving(root / "site") as address:
        yield Site(root / "site", address)


@pytest.fixture(scope="module")
def read(site: Site, browser: Browser) -> Read:
    """What happened when Chromium opened each page that holds something hostile."""
    seen = Read()
    page = watched(browser, site, seen)
    for address in filter(_concerned, site.pages()):
        page.goto(site.address + address, wait_until="load")
        explainer = address.split("/")[0]
        seen.there[explainer] |= set(page.evaluate(WHAT_IS_THERE))
        seen.texts[explainer] += page.evaluate("document.documentElement.textContent")
        if page.url != site.address + address:
            seen.happened.append(f"{address} led to {page.url}")
    page.context.close()
    return seen


def _concerned(address: str) -> bool:
    """Say whether a page holds more than the explainer had before: cards do of new rows alone."""
    return "/facts/" not in address or "hostile" in address


def test_nothing_happens(read: Read) -> None:
    """No page opens a dialog, asks another host, leads elsewhere, has an error or breaks the policy."""
    assert read.happened == []


def test_no_word_becomes_markup(read: Read) -> None:
    """A page of hostile words has no element, no attribute and no kind of address that no plain page has."""
    plain = read.there[PLAIN.slug] | read.there["people"] | read.there["explainers"] | read.there["about"]
    prose = {"blockquote", "code", "hr", "em", "strong", "ol", "ul", "li", "h4", "h5", "h6", "ol start", "br"}
    for case in INERT:
        assert read.there[case.slug] - plain - prose == set(), case.name


def test_harmless_words_are_untouched(read: Read) -> None:
    """What only looks hostile is read by a person letter for letter as it was written."""
    shown = [(words, read.texts[case.slug]) for case in INERT for words in case.shown]
    assert [words for words, text in shown if words not in text] == []


def test_searching_is_harmless(site: Site, browser: Browser) -> None:
    """Hostile words found by a search do nothing among the results either."""
    seen = Read()
    page = watched(browser, site, seen)
    page.goto(site.address, wait_until="load")
    page.locator("[data-search]").click()
    query = page.locator("[data-md-component=search-query]")
    for words in ("Kaja", "saw"):
        query.clear()
        query.press_sequentially(words)
        page.locator(f".md-search-result__link:has-text('{words}')").first.wait_for()
    page.context.close()
    assert seen.happened == []


def test_formulas_are_defused_in_downloads_alone(site: Site, read: Read) -> None:
    """No cell of a CSV download begins as a formula does; on the page the words stand as written."""
    texts = [path.read_text(encoding="utf-8-sig") for path in site.folder.rglob("*.csv")]
    cells = [cell for text in texts for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert any("=HYPERLINK" in cell for cell in cells)
    shown = [text for text in read.texts.values() if "HYPERLINK" in text]
    assert shown
    assert "'=" not in "".join(shown)


@pytest.mark.parametrize("case", settings.INERT[::7], ids=lambda case: case.name)
def test_settings_are_harmless(case: Case, tmp_path: Path, browser: Browser) -> None:
    """Nothing happens on the pages of a site whose settings hold hostile words and are not refused."""
    assert list(settings.happened(case, tmp_path, browser)) == []
