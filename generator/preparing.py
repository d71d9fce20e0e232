"""The stages in their order: read, check, reconcile, view, render."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import PurePosixPath

from generator import checking, feeds, history, publication, reconcile, render, report, sitemap, views
from generator.checking import Examined
from generator.findings import Finding, has_errors
from generator.history import NO_HISTORY
from generator.making import Maker, Order, Task
from generator.model import Content
from generator.progress import counting
from generator.project import Progress, Project
from generator.reading.files import is_slug
from generator.remaking import Outcome
from generator.render import File
from generator.store import Store, digest
from generator.values import People
from generator.views.unshown import unshown_page

_AT_HAND = 512
"""Explainers of which it is kept in memory how the pages of parties show their facts."""


def prepare(
    project: Project, progress: Progress, drafts: bool, store: Store, told: bool, preview: bool = False
) -> tuple[Outcome, list[File]]:
    """Return what the content holds, with every page and the files beside them.

    There are none where there are errors: what stands in a row that could not be read is not known. Only a
    ``preview`` then has pages: of the explainers without an error, and of the others one that says why it is
    all there is. Where ``told`` is set pages tell the past of the facts, which git knows.
    """
    project = replace(project, indexed=not drafts)
    examined = checking.check_all(project, progress, store)
    shown, lacking = (examined, ()) if drafts else checking.for_readers(examined, store)
    checked = checking.with_findings(examined.checked, lacking)
    if has_errors(checked.findings) and not preview:
        return Outcome(checked, ""), []
    left_out = publication.unshowable(shown.loaded.content, checked.findings)
    outcome, files = _made(shown, left_out, project, store, told, progress)
    clashes = views.address_clashes(files)
    checked = checking.with_findings(checked, clashes)
    if preview and clashes:
        left_out = publication.unshowable(shown.loaded.content, checked.findings)
        outcome, files = _made(shown, left_out, project, store, told, progress)
    return replace(outcome, checked=checked), files


def _made(
    examined: Examined,
    left_out: Mapping[str, tuple[Finding, ...]],
    project: Project,
    store: Store,
    told: bool,
    progress: Progress,
) -> tuple[Outcome, list[File]]:
    """Return every page and the files beside them, and of what is left out the page that says why."""
    whole = examined.loaded.content
    loaded = replace(examined.loaded, content=publication.without(whole, left_out))
    shown = replace(examined, loaded=loaded)
    explainers = loaded.content.explainers
    maker = Maker(loaded.tables, project, store)
    people, slugs = People(loaded.content.people), {one.slug: one for one in explainers}
    facts = views.Each([*slugs], lambda slug: reconcile.reconcile(slugs[slug], loaded.tables, people))
    sources = {slug: shown.sources.get(slug, "") for slug in slugs}
    gists = {slug: maker.gist(sources[slug], partial(facts.__getitem__, slug)) for slug in slugs}
    past = NO_HISTORY
    if told:
        past = history.read(project.root, explainers, loaded.tables, people, shown.sources, store)
    shown_by = views.showers(loaded.content, loaded.tables, facts, project, past, gists)
    shared = views.shared_pages(loaded.content, gists, facts, shown.checked, project, shown_by)

    def task(slug: str) -> Task:
        return Task(slugs[slug], facts[slug], shown.each[slug], shown_by[slug])

    named = views.with_page(loaded.content.people, gists)
    # Of other explainers the files of one show nothing but who has a page.
    orders = [
        Order(
            (sources[slug], past.of(slug).digest, *sorted({*own.named} & {*named})),
            partial(task, slug),
        )
        for slug, own in gists.items()
    ]
    made = counting(progress, "Making pages", maker.files(orders), len(orders))
    files = [*map(render.prepared, shared), *(file for some in made for file in some)]
    mentions = lru_cache(_AT_HAND)(lambda slug: maker.mentions(sources[slug], partial(task, slug)))
    parties = views.party_pages(
        loaded.content, gists, project, lambda slug, names: [mentions(slug)[name] for name in names]
    )
    paged = digest(*sorted(named))
    for one in counting(progress, "Making the pages of people and countries", parties, len(parties)):
        made_of = (one.party, paged, *(sources[slug] for slug in one.explainers))
        files.append(maker.page(made_of, one.make))
    files += map(render.prepared, feeds.feeds(loaded.content, gists, facts, project))
    pages = [one for one in files if one.path.suffix == ".md"]
    files += map(render.prepared, sitemap.sitemap(pages, loaded.content, project))
    files += _unshown(whole, left_out, project, {one.path for one in files})
    # Only a whole day can be the date of a site; "2025-09" is allowed in content.
    days = [one.updated for one in explainers if len(one.updated) == len("2025-09-01")]
    files.sort(key=lambda one: one.path.suffix != ".md")
    remarks = report.untold(past) + report.withheld(shown.withheld)
    remarks += "" if project.indexed else report.PREVIEW
    return Outcome(shown.checked, max(days, default=""), remarks), files


def _unshown(
    content: Content,
    left_out: Mapping[str, tuple[Finding, ...]],
    project: Project,
    taken: Collection[PurePosixPath],
) -> Iterator[File]:
    """Yield for each explainer left out the page that says why, where its name is an address and free."""
    titles = {one.slug: one.title for one in content.explainers}
    for slug, found in left_out.items():
        page = unshown_page(slug, titles.get(slug, ""), found, project)
        if is_slug(page.path.parts[0]) and page.path not in taken:
            yield render.prepared(page)
