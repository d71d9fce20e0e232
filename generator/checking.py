"""Reading and checking: what needs no page, so that ``explainer check`` starts fast."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator import check, content, publication
from generator.findings import Checked, Finding, causes
from generator.project import Project, ProjectError
from generator.publication import Withheld

Progress = Callable[[str], None]
"""Told in a few words what is about to be done."""


@dataclass(frozen=True, slots=True)
class Examined:
    """The content as read, and everything found in it."""

    loaded: content.Loaded
    checked: Checked
    withheld: tuple[Withheld, ...] = ()
    """What is left out of the content because readers do not see it."""


def check_all(project: Project, progress: Progress) -> Examined:
    """Return the project's content with everything found in reading and checking it."""
    progress("Reading content")
    loaded = content.read(project)
    progress("Checking")
    checked = check.check(loaded.content, loaded.tables)
    return Examined(loaded, with_findings(checked, loaded.findings))


def for_readers(examined: Examined) -> tuple[Examined, tuple[Finding, ...]]:
    """Return the content without drafts with what is checked of it, and what it lacks for readers alone."""
    shown, withheld = publication.publishable(examined.loaded.content)
    if not withheld:
        return examined, ()
    checked = check.check(shown, examined.loaded.tables)
    lacking = publication.cited_drafts(examined.checked.findings, checked.findings)
    return Examined(replace(examined.loaded, content=shown), checked, withheld), lacking


def check_one(project: Project, slug: str, progress: Progress, drafts: bool = False) -> Checked:
    """Return everything found in one explainer and in what all explainers share.

    With ``drafts`` they count as if they were published.

    Raises ``ProjectError`` when there is no explainer called ``slug``.
    """
    if not (project.content_dir / slug).is_dir():
        raise ProjectError(f"There is no explainer “{slug}” in {project.content_dir.name}/.")
    progress("Reading content")
    loaded = content.read(project)
    others = {
        PurePosixPath(one.location.path).parent for one in loaded.content.explainers if one.slug != slug
    }
    mine = replace(
        loaded.content, explainers=tuple(one for one in loaded.content.explainers if one.slug == slug)
    )
    progress("Checking")
    found = [one for one in loaded.findings if not others & {*one.location.path.parents, one.location.path}]
    examined = Examined(replace(loaded, content=mine), check.check(mine, loaded.tables))
    found += () if drafts else for_readers(examined)[1]
    return with_findings(examined.checked, found)


def with_findings(checked: Checked, findings: Iterable[Finding]) -> Checked:
    """Return what was checked with more findings, without those that only follow from others."""
    return replace(checked, findings=causes((*checked.findings, *findings)))
