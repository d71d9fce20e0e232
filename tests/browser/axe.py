"""What axe finds wrong with a page, and the windows in which it looks."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

Scheme = Literal["light", "dark"]
WINDOWS: tuple[tuple[int, Scheme], ...] = ((1280, "light"), (1280, "dark"), (390, "dark"), (320, "light"))
"""Widths in CSS pixels: what only a wide or only a narrow window shows is seen in both lights."""
OPTIONS = {"resultTypes": ["violations", "incomplete"], "rules": {"target-size": {"enabled": True}}}
"""Every rule of axe, best practice included, and the one of WCAG 2.2 that axe leaves out unless asked."""
CONTRAST = "color-contrast"
in_every_window = pytest.mark.parametrize(("width", "scheme"), WINDOWS)


def view(width: int) -> ViewportSize:
    """Return a window of a width in CSS pixels."""
    return {"width": width, "height": 800}


@contextmanager
def window(browser: Browser, width: int = 1280, scheme: Scheme = "light") -> Iterator[Page]:
    """Open an empty page of a width, for a reader who prefers light pages or dark ones."""
    with browser.new_context(color_scheme=scheme, viewport=view(width)) as context:
        yield context.new_page()


def open_all(page: Page) -> None:
    """Open whatever the page keeps closed."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def broken(page: Page, part: Mapping[str, Any] | None = None) -> list[str]:
    """Return the rules that the page breaks, or ``part`` of it (axe's context), each with its place.

    Being wider than its window is one of them.
    """
    found = Axe().run(page, context=part, options=OPTIONS).response
    assert found["passes"], page.url
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    nodes = [(one["id"], node) for one in found["violations"] for node in one["nodes"]]
    doubted = [node for one in found["incomplete"] if one["id"] == CONTRAST for node in one["nodes"]]
    # Of words that have the very colour of what they lie on axe says that a person has to look.
    nodes += [(CONTRAST, one) for one in doubted if one["any"][0]["data"]["messageKey"] == "equalRatio"]
    return [f"{page.url}: {wider} pixels too wide"] * (wider > 0) + [
        f"{page.url}: {rule}: {node['target']}" for rule, node in nodes
    ]
