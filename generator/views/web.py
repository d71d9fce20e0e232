"""Addresses as others write them: whole ones, for feeds, downloads, linked data and cards on other sites."""

from pathlib import PurePosixPath
from urllib.parse import quote

from generator.views import addresses

EXPLAINER_FEED = PurePosixPath("feed.xml")
CORRECTION_FEED = PurePosixPath("corrections.xml")
ROBOTS = PurePosixPath("robots.txt")


def address(site_url: str, path: PurePosixPath, anchor: str = "") -> str:
    """Return the address of a page or a file; without ``site_url`` it begins at the site's root."""
    folder = path.suffix == ".md"
    plain = addresses.published_folder(path) if folder else str(path)
    way = f"{quote(plain)}/" if folder and plain else quote(plain)
    return f"{site_url or '/'}{way}{f'#{quote(anchor)}' if anchor else ''}"


def data_folder(explainer: str) -> PurePosixPath:
    """Return where an explainer's tables stand as files."""
    return PurePosixPath(explainer, "data")


def social_card(explainer: str) -> PurePosixPath:
    """Return where the picture stands that social networks show for an explainer."""
    return PurePosixPath(explainer, "card.png")


def fact_card(explainer: str, anchor: str) -> PurePosixPath:
    """Return the folder of a fact's card; ``anchor`` is the fact's id on its explainer's page."""
    return PurePosixPath(explainer, "facts", anchor)
