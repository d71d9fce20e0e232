"""The built site's head and what it names: metadata, linked data, feeds, sitemap."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import TINY
from tests.test_linked_data import problems

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://explainer.example/"


@pytest.fixture
def site(tiny_site: Path) -> Path:
    """The site of the tiny project."""
    return tiny_site


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """Yield each page's address and its HTML; neither cards nor the error page."""
    for path in sorted(site.rglob("index.html")):
        if "facts" not in path.parts:
            yield str(path.parent.relative_to(site)), path.read_text(encoding="utf-8")


def test_every_page_has_valid_linked_data(site: Path) -> None:
    """The JSON in each page's head reached it unharmed and is valid by schema.org's vocabulary."""
    seen = 0
    for address, html in pages(site):
        [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert list(problems(json.loads(script))) == [], address
        seen += 1
    assert seen > 4


def test_every_page_can_be_shared(site: Path) -> None:
    """Each page has title, description, type and address for Open Graph."""
    for address, html in pages(site):
        for name in ("og:title", "og:description", "og:type", "og:url", "og:site_name"):
            assert re.search(f'<meta property="{name}" content="[^"]+">', html), (address, name)


def test_the_explainers_card_is_there(site: Path) -> None:
    """The picture that an explainer names by its whole address is a file of the site."""
    html = (site / "harbour-bridge/index.html").read_text(encoding="utf-8")
    [image] = re.findall('<meta property="og:image" content="([^"]+)">', html)
    assert image == f"{SITE}harbour-bridge/card.png"
    assert (site / image.removeprefix(SITE)).read_bytes().startswith(b"\x89PNG")


def test_every_page_names_the_feeds(site: Path) -> None:
    """Both feeds are named in each page's head and are files of the site."""
    for address, html in pages(site):
        named = re.findall('<link rel="alternate" type="application/atom\\+xml" .*?href="([^"]+)">', html)
        there = [(site / address / href).resolve().relative_to(site.resolve()) for href in named]
        assert [str(path) for path in there] == ["feed.xml", "corrections.xml"], address
    assert (site / "feed.xml").is_file()
    assert (site / "corrections.xml").is_file()


@pytest.mark.parametrize("name", ["pages.xml", "sitemap.xml"])
def test_the_sitemap_lists_every_page(site: Path, name: str) -> None:
    """Our sitemap and MkDocs' own have each page and no other address."""
    listed = ElementTree.parse(site / name).getroot()
    found = [str(one.text) for one in listed.iter(f"{SITEMAP}loc")]
    assert sorted(found) == sorted(SITE + ("" if at == "." else f"{at}/") for at, _ in pages(site))


@pytest.mark.parametrize("name", ["pages.xml", "sitemap.xml"])
def test_the_sitemap_is_dated_by_the_content(site: Path, name: str) -> None:
    """Pages are dated by their explainer's last update, not by the day of the build."""
    dates = {one.text for one in ElementTree.parse(site / name).getroot().iter(f"{SITEMAP}lastmod")}
    updated = re.search(r"^updated: (\S+)", (TINY / "content/harbour-bridge/explainer.md").read_text(), re.M)
    assert updated
    assert dates == {updated[1].strip("\"'")}


def test_robots_find_the_sitemap(site: Path) -> None:
    """robots.txt stands at the root and names the sitemap that is there."""
    [sitemap] = re.findall("^Sitemap: (.+)$", (site / "robots.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert (site / sitemap.removeprefix(SITE)).is_file()


def test_the_files_that_the_page_links_to_are_there(site: Path) -> None:
    """Each download and each card an explainer's page links to is a file of the site."""
    html = (site / "harbour-bridge/index.html").read_text(encoding="utf-8")
    links = re.findall('href="?(data/[^" >]+|facts/[^" >]+)"?', html)
    assert len(links) > 4
    for link in links:
        path = site / "harbour-bridge" / link
        assert path.is_file() or (path / "index.html").is_file(), link
