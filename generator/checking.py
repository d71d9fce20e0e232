"""Reading and checking: what needs no page, so that ``explainer check`` starts fast."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator import check, content
from generator.findings import Checked, Finding, causes
from generator.project import Project, ProjectError

Progress = Callable[[str], None]
"""Told in a few words what is about to be done."""


@dataclass(frozen=True, slots=True)
class Examined:
    """The content as read, and everything found in it."""

    loaded: content.Loaded
    checked: Checked


def check_all(project: Project, progress: Progress) -> Examined:
    """Return the project's content with everything found in reading and checking it."""
    progress("Reading content")
    loaded = content.read(project)
    progress("Checking")
    checked = check.check(loaded.content, loaded.tables)
    return Examined(loaded, with_findings(checked, loaded.findings))


def check_one(project: Project, slug: str, progress: Progress) -> Checked:
    """Return everything found in one explainer and in what all explainers share.

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
    return with_findings(check.check(mine, loaded.tables), found)


def with_findings(checked: Checked, findings: Iterable[Finding]) -> Checked:
    """Return what was checked with more findings, without those that only follow from others."""
    return replace(checked, findings=causes((*checked.findings, *findings)))
