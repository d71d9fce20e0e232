"""Takes the pictures that the papers show, from the site in ``site/``: run ``make pictures``."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser import chromium
from tests.browser.pages import EXPLAINER, KINDS
from tests.browser.serving import serving

Scheme = Literal["light", "dark"]
SHOWN = ("home", "explainer", "article", "person")
WIDTHS = {"desktop": 1280, "phone": 390}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
HEIGHT = 800
COLOURS = 128
"""Enough for flat areas and letters, at a third of the bytes."""
FACT = "numbers-troops-killed"


def open_fact(page: Page) -> None:
    """Bring one number to the top and open the sentence behind it."""
    fact = page.locator(f'xpath=//*[@id="{FACT}"]/ancestor::li[1]')
    fact.locator("summary").first.click()
    fact.evaluate("element => window.scrollTo(0, element.getBoundingClientRect().top + scrollY - 260)")


def shots() -> Iterator[tuple[str, str, int, Scheme, Callable[[Page], None] | None]]:
    """Yield each picture's name, page, width and colours, and what is done to the page before."""
    yield "explainer", EXPLAINER, WIDTHS["desktop"], "light", open_fact
    for kind in SHOWN:
        for device, width in WIDTHS.items():
            for scheme in SCHEMES:
                yield f"{kind}-{device}-{scheme}", KINDS[kind], width, scheme, None


def take(
    browser: Browser, address: str, width: int, scheme: Scheme, prepare: Callable[[Page], None] | None
) -> bytes:
    """Return one picture as a small PNG file."""
    view: ViewportSize = {"width": width, "height": HEIGHT}
    page = browser.new_page(viewport=view, color_scheme=scheme)
    page.goto(address, wait_until="networkidle")
    if prepare:
        prepare(page)
    taken = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    small = io.BytesIO()
    taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def main() -> None:
    """Write each picture into the folder named on the command line, and remove those of no page."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    sandbox = [] if os.getuid() else ["--no-sandbox"]
    wanted = set()
    with serving(Path("site")) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=sandbox)
        for name, path, width, scheme, prepare in shots():
            file = target / f"{name}.png"
            file.write_bytes(take(browser, site + path, width, scheme, prepare))
            wanted.add(file)
        browser.close()
    for stale in set(target.glob("*.png")) - wanted:
        stale.unlink()


if __name__ == "__main__":
    main()
