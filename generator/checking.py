"""Reading and checking, which need no page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from generator import check, content, publication, records
from generator.digests import Digests, digests
from generator.findings import Checked, Finding, causes
from generator.model import Explainer
from generator.progress import counting
from generator.project import Progress, Project
from generator.publication import Withheld
from generator.reading.files import relative
from generator.store import NOTHING_KEPT, Store, digest, program
from generator.values import People
from generator.workers import spread


class Examined(Struct, frozen=True):
    """The content as read, and everything found in it."""

    loaded: content.Loaded
    checked: Checked
    each: Mapping[str, Checked]
    """What was checked in each explainer, by its slug."""
    sources: Mapping[str, str]
    """For each explainer a digest of all that it was read with; none while somebody writes in the content."""
    withheld: tuple[Withheld, ...] = ()
    """What is left out of the content because readers do not see it."""


def check_all(
    project: Project,
    progress: Progress,
    store: Store = NOTHING_KEPT,
    only: Collection[str] | None = None,
    read: Digests | None = None,
) -> Examined:
    """Return the project's content with everything found in reading and checking it.

    With ``only``, no other explainers than these are looked into. ``read`` are its digests, if known.
    """
    before = read or digests(project, only)
    sources = _sources(before)
    readings = content.Readings(store, sources if store.keeps else {})
    loaded = content.read(project, only, progress, readings)
    if before == digests(project, only):
        readings.keep()
    else:
        sources = {}
    each = _each(loaded.content.explainers, loaded, sources, store, progress)
    return Examined(loaded, with_findings(check.merged([*each.values()]), loaded.findings), each, sources)


def for_readers(examined: Examined, store: Store = NOTHING_KEPT) -> tuple[Examined, tuple[Finding, ...]]:
    """Return the content without drafts with what is checked of it, and what it lacks for readers alone."""
    shown, withheld = publication.publishable(examined.loaded.content)
    if not withheld:
        return examined, ()
    other = {one.explainer for one in withheld}
    sources = {
        slug: digest(source, "without drafts") if slug in other else source
        for slug, source in examined.sources.items()
    }
    loaded = replace(examined.loaded, content=shown)
    changed = [one for one in shown.explainers if one.slug in other]
    again = _each(changed, loaded, sources, store)
    each = {one.slug: again.get(one.slug) or examined.each[one.slug] for one in shown.explainers}
    checked = check.merged([*each.values()])
    lacking = publication.cited_drafts(examined.checked.findings, checked.findings)
    return Examined(loaded, checked, each, sources, withheld), lacking


def check_one(project: Project, slug: str, progress: Progress, drafts: bool = False) -> Checked:
    """Return everything found in one explainer and in what all explainers share.

    With ``drafts`` they count as if they were published.
    """
    loaded = content.read(project, [slug], progress)
    each = _each(loaded.content.explainers, loaded, {}, NOTHING_KEPT, progress)
    examined = Examined(loaded, check.merged([*each.values()]), each, {})
    others = {
        relative(project.root, path)
        for path in project.content_dir.iterdir()
        if path.is_dir() and path.name not in (slug, "tables")
    }
    found = [one for one in loaded.findings if not others & {*one.location.path.parents, one.location.path}]
    found += () if drafts else for_readers(examined)[1]
    return with_findings(examined.checked, found)


def _sources(read: Digests) -> dict[str, str]:
    return {slug: digest(read.common, source) for slug, source in read.explainers.items()}


def _each(
    explainers: Sequence[Explainer],
    loaded: content.Loaded,
    sources: Mapping[str, str],
    store: Store,
    progress: Progress = lambda words: None,
) -> dict[str, Checked]:
    """Return what is checked in each explainer, by its slug."""
    each: dict[str, Checked] = {}
    lacking: list[Explainer] = []
    for one in explainers:
        kept = records.read_checked(store, _key(sources, one))
        if kept is None:
            lacking.append(one)
        else:
            each[one.slug] = kept
    people = People(loaded.content.people)
    work = partial(check.check_explainer, tables=loaded.tables, people=people)
    made = counting(progress, "Checking", spread(work, lacking), len(lacking))
    for one, checked in zip(lacking, made, strict=True):
        each[one.slug] = checked
        records.write_checked(store, _key(sources, one), checked)
    return {one.slug: each[one.slug] for one in explainers}


def _key(sources: Mapping[str, str], one: Explainer) -> str:
    source = sources.get(one.slug)
    return digest(program(), "checked", source) if source else ""


def with_findings(checked: Checked, findings: Iterable[Finding]) -> Checked:
    """Return what was checked with more findings, without those that only follow from others."""
    return replace(checked, findings=causes((*checked.findings, *findings)))
