"""Pages read in Chromium, and what must not happen meanwhile."""

from collections import defaultdict
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

from tests.browser.conftest import Site


@dataclass
class Read:
    """What happened while all pages were read."""

    there: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """What could be acted on, by the page's explainer."""
    texts: dict[str, str] = field(default_factory=lambda: defaultdict(str))
    """The words that a reader sees, by the page's explainer."""
    happened: list[str] = field(default_factory=list)
    """Dialogs, errors, requests to others, other pages opened: what must not happen."""


def watched(browser: Browser, site: Site, seen: Read) -> Page:
    """Return an empty page of which ``seen`` is told what happens."""

    def dismissed(one: Dialog) -> None:
        seen.happened.append(f"dialog: {one.message}")
        one.dismiss()

    def said(one: ConsoleMessage) -> None:
        seen.happened.extend([one.text] if one.type == "error" else [])

    def asked(one: Request) -> None:
        seen.happened.extend([] if one.url.startswith(site.address) else [one.url])

    page = browser.new_context().new_page()
    page.on("dialog", dismissed)
    page.on("console", said)
    page.on("request", asked)
    page.on("pageerror", lambda one: seen.happened.append(f"error: {one}"))
    page.on("popup", lambda one: seen.happened.append(f"window: {one.url}"))
    return page
