"""Where the browser of the browser tests is; run as a script it prints the path or exits with 1."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome")
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)


def find() -> Path | None:
    """Return the browser's executable: ``$CHROMIUM``, one on PATH, an application, or Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return Path(named) if Path(named).is_file() else None
    for name in NAMES:
        if (found := shutil.which(name)) and not _snap(Path(found)):
            return Path(found)
    return next((path for path in (*APPLICATIONS, _playwrights_own()) if path.is_file()), None)


def _snap(launcher: Path) -> bool:
    """Return whether a browser comes as a snap, which cannot see the tests' temporary folders."""
    with launcher.open("rb") as file:
        start = file.read(4096)
    return "/snap/" in str(launcher) or (start.startswith(b"#!") and b"/snap/" in start)


def _playwrights_own() -> Path:
    """Return where Playwright keeps the browser it downloads, whether or not it is there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


if __name__ == "__main__":
    browser = find()
    print(browser or "no Chromium found")
    sys.exit(browser is None)
