"""The same pages in Spanish, and pages from right to left, as a reader's browser has them."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser

from generator import content
from generator.project import find_project
from tests.browser.axe import Scheme, broken, open_all, window
from tests.browser.conftest import Site, built
from tests.browser.pages import EXPLAINER, KINDS
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

LOCALE = ROOT / "generator" / "locale" / "es" / "LC_MESSAGES" / "explainer.po"
BRIDGE = "harbour-bridge/"
ARABIC = {
    "home": "",
    "explainer": BRIDGE,
    "article": f"{BRIDGE}articles/jareeda/",
    "person": "people/anna-berg/",
    "card": f"{BRIDGE}facts/numbers-length/",
    "method": "about/how-this-is-made/",
    "not found": "404.html",
}
SETTINGS = re.findall(
    r"(?:site_description|site_name|permalink_title): (.*)", (ROOT / "mkdocs.yml").read_text()
)
SAME = ("China", "CSV", "JSON", *SETTINGS)
"""What is spelt alike in both languages, and what the site's own settings say."""
PLACE = re.compile(r"%\(\w+\)s|<[^>]*>|\*+")
TELLING = 12
"""Letters of a message from which on its words are found inside other words; shorter ones stand alone."""
INTERFACE = """() => {
    const said = []
    const own = element => (element.closest("[lang]") ?? element).lang === document.documentElement.lang
    const walker = document.createTreeWalker(document.querySelector("body"), NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (own(node.parentElement) && !node.parentElement.closest("script, style, template"))
            said.push(node.textContent)
    for (const name of ["title", "aria-label", "placeholder", "alt"])
        for (const one of document.querySelectorAll(`body [${name}]`))
            if (own(one)) said.push(one.getAttribute(name))
    return said.map(words => words.trim().replace(/\\s+/g, " ")).filter(words => words)
}"""
"""A script that returns the words of a page's interface: all that is not marked as in another language."""
OUTSIDE = """() => [...document.querySelectorAll("article *")].filter(one => {
    const box = one.getBoundingClientRect()
    return box.width > 1 && box.height > 1 && (box.left < -1 || box.right > innerWidth + 1)
        && !one.closest("svg, .unseen, .sections, .table-frame")
}).map(one => one.outerHTML.slice(0, 80))"""
"""A script that returns the elements of the article that stand outside the window."""
in_other_languages = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
"""Words and their direction do not change with the light: two windows show what there is to see."""


@pytest.fixture(scope="module")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """This checkout's content on a site in Spanish."""
    with built(ROOT / "content", tmp_path_factory.mktemp("spanish"), "es") as made:
        yield made


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Arabic content on a site in Arabic, for which there is no catalogue."""
    bridge = ROOT / "tests" / "fixtures" / "arabic" / "content"
    with built(bridge, tmp_path_factory.mktemp("arabic"), "ar") as made:
        yield made


def english() -> list[str]:
    """Return what of the English messages would be read on a page, were they not translated."""
    with LOCALE.open("rb") as file:
        messages = [message for message in read_po(file, locale="es") if message.id]
    forms = [
        form
        for message in messages
        for form in (message.id if isinstance(message.id, tuple | list) else [message.id])
        if form != message.string
    ]
    return sorted({part.strip(" :.,“”()") for form in forms for part in PLACE.split(form)} - {""})


def wrong(browser: Browser, address: str, kinds: dict[str, str], width: int, scheme: Scheme) -> list[str]:
    """Return what is wrong with these pages, their evidence open."""
    found: list[str] = []
    with window(browser, width, scheme) as page:
        for path in kinds.values():
            page.goto(address + path)
            open_all(page)
            found += [*page.evaluate(OUTSIDE), *broken(page)]
    return found


def test_no_english_is_left_on_a_spanish_page(browser: Browser, site: Site, spanish: Site) -> None:
    """Outside of what is marked as English, no words of the interface stand there untranslated.

    Nor do words of ours stand on the English page and on the Spanish one alike: no word escapes translation.
    """
    words = english()
    assert "Sources differ" in words
    people = content.read(find_project(ROOT)).content.people
    names = sorted({form for one in people for form in (one.name, *one.aliases)}, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, (*names, *SAME))), re.IGNORECASE)
    left, alike = [], []
    with window(browser) as page:
        for path in spanish.pages():
            page.goto(site.address + path)
            ours = set(page.evaluate(INTERFACE))
            page.goto(spanish.address + path)
            said = page.evaluate(INTERFACE)
            assert len(said) > 3, path
            whole, joined = set(said), "\n".join(said)
            left += [
                f"{path}: {one}" for one in words if one in whole or (len(one) >= TELLING and one in joined)
            ]
            same = ours & whole
            alike += [f"{path}: {one}" for one in same if any(map(str.isalpha, known.sub("", one)))]
    assert (left, alike) == ([], [])


def test_a_spanish_page_reads_as_one(browser: Browser, spanish: Site) -> None:
    """Language, headings, agreement, bounds, dates and countries are Spanish; the theme's words too."""
    with window(browser) as page:
        page.goto(spanish.address + EXPLAINER)
        assert page.locator("html").get_attribute("lang") == "es"
        headings = page.locator("article h2").all_inner_texts()
        assert [one.strip(" ¶#") for one in headings][:3] == ["Las claves", "La historia", "Quién asistió"]
        said = page.locator("article").inner_text()
        for words in (
            "2 fuentes coinciden",
            "1 fuente",
            "2 de septiembre de 2025",
            "Corea del Norte",
            "al menos 600",
            "15.000",
            "50 mil millones",
        ):
            assert words in said, words
        assert page.locator("h1 [lang=en]").inner_text() == "Beijing summit, September 2025"
        page.goto(f"{spanish.address}404.html")
        assert page.locator("h1").inner_text() == "Esta página no está aquí"


@in_other_languages
def test_everybody_can_read_spanish(browser: Browser, spanish: Site, width: int, scheme: Scheme) -> None:
    """No Spanish page breaks a rule that axe knows, nor is one wider than its window."""
    assert wrong(browser, spanish.address, KINDS, width, scheme) == []


@in_other_languages
def test_pages_from_right_to_left_hold_together(
    browser: Browser, arabic: Site, width: int, scheme: Scheme
) -> None:
    """No page from right to left breaks a rule that axe knows, is wider than its window or leaves it."""
    assert wrong(browser, arabic.address, ARABIC, width, scheme) == []


def test_a_page_from_right_to_left_begins_on_the_right(browser: Browser, arabic: Site) -> None:
    """The title, which is content, stands on the right; words nobody has translated say what they are."""
    with window(browser, 1280) as page:
        page.goto(arabic.address + BRIDGE)
        assert page.locator("html").get_attribute("lang") == "ar"
        assert page.locator("body").get_attribute("dir") == "rtl"
        assert page.locator("article.md-content__inner").get_attribute("lang") == "en"
        title = page.locator("h1 [lang=ar]").bounding_box()
        heading = page.locator("h2").first.bounding_box()
        assert title
        assert heading
        middle = 1280 / 2
        assert title["x"] + title["width"] > middle < heading["x"]
        assert page.locator(".proof__badge").first.inner_text() == "2 sources agree"


def test_the_style_sheet_knows_no_left_and_right() -> None:
    """Margins, paddings, borders and places follow the direction of the page."""
    sheet = (ROOT / "overrides" / "assets" / "stylesheets" / "explainer.css").read_text()
    rules = [line for line in sheet.splitlines() if '[dir="rtl"]' not in line]  # which says so outright
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|[ {;](?:left|right):"
    )
    assert [line for line in rules if physical.search(line)] == []
