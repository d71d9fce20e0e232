"""Addresses as others write them: whole ones, for feeds, downloads, linked data and cards on other sites."""

from functools import lru_cache
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from generator.views import addresses

EXPLAINER_FEED = PurePosixPath("feed.xml")
CORRECTION_FEED = PurePosixPath("corrections.xml")
ROBOTS = PurePosixPath("robots.txt")
SITEMAP = PurePosixPath("pages.xml")
_DATA = "data"
DATA_KINDS = ("csv", "json")
PACKAGE = "datapackage.json"
"""Describes an explainer's tables as files, and stands beside them."""
OEMBED = "oembed.json"
"""What an oEmbed provider would answer, and stands beside a fact's card."""
CARD_WIDTH, CARD_HEIGHT = 600, 360
"""Of a fact's card in another page, in CSS pixels."""


def address(site_url: str, path: PurePosixPath, anchor: str = "") -> str:
    """Return the address of a page or a file; without ``site_url`` it begins at the site's root."""
    whole = _address(site_url, path)
    return f"{whole}#{addresses.quoted(anchor)}" if anchor else whole


@lru_cache(maxsize=addresses.REMEMBERED)
def _address(site_url: str, path: PurePosixPath) -> str:
    way = addresses.page_address(path) if path.suffix == ".md" else addresses.quoted(str(path))
    return f"{site_url or '/'}{way}"


def data_folder(explainer: str) -> PurePosixPath:
    """Return where an explainer's tables stand as files."""
    return PurePosixPath(explainer, _DATA)


def data_link(table: str, kind: str) -> str:
    """Return the address of a table as a file, relative to its explainer's page."""
    return quote(f"{_DATA}/{table}.{kind}")


@lru_cache(maxsize=addresses.REMEMBERED)
def social_card(explainer: str) -> PurePosixPath:
    """Return where the picture stands that social networks show for an explainer."""
    return PurePosixPath(explainer, "card.png")


@lru_cache(maxsize=addresses.REMEMBERED)
def fact_card(explainer: str, anchor: str) -> PurePosixPath:
    """Return the page of a fact's card; ``anchor`` is the fact's id on its explainer's page."""
    return PurePosixPath(explainer, "facts", f"{anchor.replace('/', '-')}.md")


def frame(address: str, title: str) -> str:
    """Return the HTML that shows a fact's card in another page."""
    size = f'width="100%" height="{CARD_HEIGHT}" style="max-width: {CARD_WIDTH}px; border: 0"'
    return f'<iframe src="{escape(address)}" title="{escape(title)}" {size} loading="lazy"></iframe>'
