"""The content security policy: no page breaks it, and what it forbids does not happen."""

import base64
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.browser.conftest import Site
from tests.browser.pages import EXPLAINER, KINDS
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

FRAME = ROOT / "overrides" / "frame.html"
INLINE = ROOT / "overrides" / "partials" / "javascripts" / "palette.html"
INTRUDERS = """
<script>document.title = "ran"</script>
<img src="missing.png" onerror="document.title = 'ran'">
<script src="https://elsewhere.example/script.js"></script>
<link rel="stylesheet" href="https://elsewhere.example/style.css">
<img src="https://elsewhere.example/picture.png">
<iframe src="https://elsewhere.example/"></iframe>
<base href="https://elsewhere.example/">
<form action="https://elsewhere.example/" id="sent"><button>Send</button></form>
<a href="javascript:document.title = 'ran'" id="led">Go</a>
"""
"""What would run or load, had it got into a page."""


@contextmanager
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Open a page; give it with all that it complains of and every request beyond the site."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []

    def told(message: ConsoleMessage) -> None:
        said.extend([message.text] if message.type == "error" else [])

    page.on("console", told)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, said
    context.close()


def test_no_page_breaks_the_policy(browser: Browser, site: Site) -> None:
    """Every kind of page has a policy and keeps it."""
    with watched(browser) as (page, said):
        for address in KINDS.values():
            page.goto(site.address + address, wait_until="load")
            assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
        assert said == []


def test_what_a_page_does_keeps_the_policy(browser: Browser, site: Site) -> None:
    """The policy lets a reader choose light or dark, search, follow what was found, and print."""
    with watched(browser) as (page, said):
        page.goto(site.address + EXPLAINER, wait_until="load")
        page.locator("[data-scheme]").click()
        page.locator("[data-search]").click()
        page.locator("[data-md-component=search-query]").press_sequentially("gas")
        page.locator(".md-search-result__link").first.click()
        page.emulate_media(media="print")
        page.pdf()
        assert said == []


def test_nothing_foreign_runs_or_loads(browser: Browser, site: Site) -> None:
    """Had a script, a frame or a style sheet of somebody else's got into a page, it would do nothing."""
    whole = (site.folder / EXPLAINER / "index.html").read_text(encoding="utf-8")
    with watched(browser) as (page, said):
        sent: list[str] = []

        def failed(request: Request) -> None:
            sent.extend([] if request.failure == "csp" else [request.url])

        page.on("requestfailed", failed)
        page.on("response", lambda response: sent.append(response.url))
        body = whole.replace("</body>", f"{INTRUDERS}</body>")
        page.route(
            f"{site.address}{EXPLAINER}", lambda route: route.fulfill(body=body, content_type="text/html")
        )
        page.goto(site.address + EXPLAINER, wait_until="load")
        for pressed in ("#sent button", "#led"):
            page.evaluate("pressed => document.querySelector(pressed).click()", pressed)
        page.wait_for_timeout(100)
        assert page.title() != "ran"
        assert page.url == site.address + EXPLAINER
        assert [address for address in sent if not address.startswith(site.address)] == []
        assert sum("Content Security Policy" in one for one in said) >= 8


def test_a_card_has_its_own_policy(site: Site) -> None:
    """A card, which has no script, allows none; its style is known by its digest."""
    card = (site.folder / KINDS["card"] / "index.html").read_text(encoding="utf-8")
    (style,) = re.findall(r"<style>(.*?)</style>", card, re.DOTALL)
    assert f"style-src {_named(style)};" in card
    assert "script-src" not in card


def test_the_one_inline_script_is_known_by_its_digest() -> None:
    """The policy names the very bytes of the only inline script that runs."""
    (script,) = re.findall(r"<script>(.*?)</script>", INLINE.read_text(encoding="utf-8"), re.DOTALL)
    assert _named(script) in FRAME.read_text(encoding="utf-8")


def _named(inline: str) -> str:
    """Return how a policy names inline words (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"
