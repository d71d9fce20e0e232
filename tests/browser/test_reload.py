"""The preview in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.preview import EXPLAINER, serving

pytestmark = pytest.mark.browser


def test_an_open_page_reloads_itself(browser: Browser, tiny: Path, tmp_path: Path) -> None:
    """A page that is open in a browser shows an edit of a table without anybody touching the browser."""
    with serving("explainer", tiny, tmp_path / "terminal") as preview, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{preview.address}/{EXPLAINER}")
        expect(page.get_by_text("The Harbour Bridge is opened")).to_have_count(0)
        table = "content/harbour-bridge/facts/timeline.csv"
        preview.edit(table, "Anna Berg opens the Harbour Bridge", "The Harbour Bridge is opened")
        heading = page.get_by_role("heading", name="The Harbour Bridge is opened")
        expect(heading.first).to_be_visible(timeout=60_000)
