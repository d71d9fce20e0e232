"""The walk of an editor through a pull request, from draft to published to corrected."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.walk import SHOTS, parts, walk

pytestmark = pytest.mark.browser


def test_the_walk_can_be_walked(browser: Browser, tmp_path: Path) -> None:
    """Each command of docs/review.md ends as told there, and each picture can be taken in its place."""
    assert [picture.name for picture in walk(tmp_path / "project", browser)] == list(SHOTS)


def test_the_walk_runs_all_its_commands() -> None:
    """Every block of commands in docs/review.md is a step of the walk, and every picture one of its own."""
    kinds = [kind for kind, _ in parts()]
    assert set(kinds) == {"sh step", "sh refused", "text", "image"}
    assert [words for kind, words in parts() if kind == "image"] == list(SHOTS)
