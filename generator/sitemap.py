"""What search engines ask for first: ``robots.txt``, and a sitemap that every builder publishes alike.

MkDocs writes a ``sitemap.xml`` of its own, dated alike for all pages; Zensical's holds only the pages of the
navigation. Ours (https://www.sitemaps.org/protocol.html) has every page, dated by its explainer's update.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath
from xml.etree import ElementTree

from generator.model import Content
from generator.project import Project
from generator.views import Asset, dates, web

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(pages: Sequence[PurePosixPath], content: Content, project: Project) -> tuple[Asset, ...]:
    """Return the sitemap and ``robots.txt``, which names it; nothing where ``site_url`` is not set.

    For a site with drafts there is no sitemap, and ``robots.txt`` keeps everybody out: also from the
    files, which unlike pages cannot say so themselves (RFC 9309).
    """
    if not project.indexed:
        return (Asset(web.ROBOTS, b"User-agent: *\nDisallow: /\n"),)
    if not project.site_url:
        return ()
    updated = {one.slug: one.updated for one in content.explainers if dates.is_plain(one.updated)}
    root = ElementTree.Element("urlset", {"xmlns": _NAMESPACE})
    for page in sorted(pages):
        entry = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(entry, "loc").text = web.address(project.site_url, page)
        if page.parts[0] in updated:
            ElementTree.SubElement(entry, "lastmod").text = updated[page.parts[0]]
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {web.address(project.site_url, web.SITEMAP)}\n"
    return Asset(web.SITEMAP, body + b"\n"), Asset(web.ROBOTS, robots.encode())
