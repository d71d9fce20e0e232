"""What settings that are not refused make of a site, built and read in Chromium.

Run as a script it builds the tiny project with each, says what happened and exits with 1 where anything did:
``python -m tests.hostile.settings``.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.conftest import Site
from tests.browser.serving import serving
from tests.conftest import QUIET, TINY, copy_project, environment
from tests.hostile.corpus import Case, cases
from tests.hostile.reading import Read, watched

INERT = [case for case in cases() if case.of_the_project and not case.refused]


def happened(case: Case, root: Path, browser: Browser) -> Iterator[str]:
    """Yield what must not happen, while each page but those of single facts is read."""
    copy_project(TINY / "content", root)
    case.write(root)
    words = [sys.executable, "-m", "generator", "build", "--project", str(root)]
    built = subprocess.run(words, env=environment(), capture_output=True, encoding="utf-8", check=False)
    if built.returncode:
        yield built.stdout + built.stderr
        return
    with serving(root / "site") as address:
        site, seen = Site(root / "site", address), Read()
        page = watched(browser, site, seen)
        for path in (one for one in site.pages() if "/facts/" not in one):
            page.goto(site.address + path, wait_until="load")
            if page.url != site.address + path:
                yield f"{path} led to {page.url}"
        page.context.close()
        yield from seen.happened


def main() -> int:
    """Build and read all of them; return 1 where anything happened."""
    failed = 0
    sandbox = [] if os.getuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*QUIET, *sandbox])
        for case in INERT:
            with tempfile.TemporaryDirectory() as folder:
                told = list(happened(case, Path(folder), browser))
            failed += bool(told)
            print(f"{case.name}: {'; '.join(told) or 'nothing happened'}")
        browser.close()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
