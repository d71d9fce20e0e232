"""Takes the pictures that the papers show, from the site in ``site/``: run ``make pictures``."""

import functools
import http.server
import os
import sys
import threading
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser import chromium

EXPLAINER = "beijing-summit-2025/"
FACT = "#numbers-troops-killed"


def open_fact(page: Page) -> None:
    """Bring one number to the top and open the sentence behind it."""
    fact = page.locator(f'xpath=//*[@id="{FACT[1:]}"]/ancestor::*[.//details][1]')
    fact.locator("summary").first.click()
    fact.evaluate("element => window.scrollTo(0, element.getBoundingClientRect().top + scrollY - 160)")


PICTURES = {
    "explainer": (EXPLAINER, 1280, "light", open_fact),
    "explainer-dark": (EXPLAINER, 1280, "dark", None),
    "explainer-phone": (EXPLAINER, 390, "light", None),
    "article": (f"{EXPLAINER}articles/a-rare-trilateral-gathering/", 1280, "light", None),
    "home": ("", 1280, "light", None),
    "person": ("people/xi-jinping/", 1280, "light", None),
}


class _Quietly(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Write each picture into the folder named on the command line."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    sandbox = [] if os.getuid() else ["--no-sandbox"]
    handler = functools.partial(_Quietly, directory="site")
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=sandbox)
        for name, (address, width, scheme, prepare) in PICTURES.items():
            view: ViewportSize = {"width": width, "height": 800}
            page = browser.new_page(viewport=view, color_scheme="dark" if scheme == "dark" else "light")
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}", wait_until="networkidle")
            if prepare:
                prepare(page)
            # The theme fades the page's title into its header.
            page.wait_for_timeout(1000)
            page.screenshot(path=target / f"{name}.png")
            page.close()
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
