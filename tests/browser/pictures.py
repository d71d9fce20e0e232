"""Takes the pictures that the papers show: run ``make pictures``.

Those of the pages come from the site in ``site/``, those of the review from a walk through a pull request.
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser import chromium
from tests.browser.pages import EXPLAINER, KINDS
from tests.browser.serving import serving
from tests.browser.walk import walk

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
    taken = page.screenshot()
    page.close()
    return shrunk(taken)


def shrunk(taken: bytes) -> bytes:
    """Return a picture as a smaller PNG file."""
    small = io.BytesIO()
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def every(browser: Browser) -> Iterator[tuple[str, bytes]]:
    """Yield each picture with its name."""
    with serving(Path("site")) as site:
        for name, path, width, scheme, prepare in shots():
            yield name, take(browser, site + path, width, scheme, prepare)
    with tempfile.TemporaryDirectory() as folder:
        for picture in walk(Path(folder, "project"), browser):
            yield picture.name, shrunk(picture.image)


def main() -> None:
    """Write each picture into the folder named on the command line, and remove those of no page."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    sandbox = [] if os.getuid() else ["--no-sandbox"]
    wanted = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=sandbox)
        for name, image in every(browser):
            file = target / f"{name}.png"
            file.write_bytes(image)
            wanted.add(file)
        browser.close()
    for stale in set(target.glob("*.png")) - wanted:
        stale.unlink()


if __name__ == "__main__":
    main()
