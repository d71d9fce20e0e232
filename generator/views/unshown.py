"""The page that stands for an explainer with errors, in a preview alone."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from generator.findings import Finding
from generator.model import Location
from generator.project import Project
from generator.views import addresses, words
from generator.views.page import Page

STYLE = "review"
"""It looks as the findings of the review page do."""


class UnshownView(Struct, frozen=True):
    """What the page shows."""

    title: str
    why: str
    findings: Sequence[Finding]


def unshown_page(slug: str, title: str, findings: Sequence[Finding], project: Project) -> Page:
    """Return the page in place of the explainer ``slug``: its errors, each with place and remedy.

    ``title`` is "" where it could not be read. Search engines and the site's own search leave the page out.
    """
    why = f"This explainer cannot be shown: {words.counted(len(findings), 'error')}."
    return Page(
        path=addresses.explainer_page(slug),
        title=title or slug,
        description=why,
        template="unshown",
        hide=("navigation", "toc"),
        made_from=Location(PurePosixPath("content", slug)),
        view=UnshownView(title or slug, why, findings),
        listed=False,
        language=project.language,
        style=STYLE,
    )
