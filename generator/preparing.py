"""The stages in their order: read, check, reconcile, view, render."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator import checking, feeds, history, publication, reconcile, render, report, sitemap, views
from generator.checking import Examined
from generator.digests import Digests
from generator.findings import Checked, Finding, has_errors
from generator.history import NO_HISTORY, History
from generator.making import Maker, Mentions, Order, Task
from generator.model import Content, Explainer, Fact
from generator.progress import counting
from generator.project import Progress, Project
from generator.reading.files import is_slug
from generator.remaking import Outcome
from generator.render import File
from generator.store import Store, digest
from generator.values import People
from generator.views import FactShower, Gist, Page, Place, Standing
from generator.views.unshown import unshown_page

_AT_HAND = 512
"""Explainers of which it is kept in memory how the pages of parties show their facts."""


def prepare(
    project: Project, progress: Progress, drafts: bool, store: Store, read: Digests, preview: bool = False
) -> tuple[Outcome, list[File]]:
    """Return what the content holds, with every page and the files beside them.

    There are none where there are errors: what stands in a row that could not be read is not known. Only a
    ``preview`` then has pages: of the explainers without an error, and of the others one that says why it is
    all there is. ``read`` are the digests of the content. Pages tell the past of the facts, which git knows.
    """
    project = replace(project, indexed=not drafts)
    shown, checked = _examined(project, progress, drafts, store, read)
    if has_errors(checked.findings) and not preview:
        return Outcome(checked, ""), []
    left_out = publication.unshowable(shown.loaded.content, checked.findings)
    outcome, files = _made(shown, left_out, project, store, progress)
    clashes = views.address_clashes(files)
    checked = checking.with_findings(checked, clashes)
    if preview and clashes:
        left_out = publication.unshowable(shown.loaded.content, checked.findings)
        outcome, files = _made(shown, left_out, project, store, progress)
    return replace(outcome, checked=checked), files


def check(project: Project, progress: Progress, drafts: bool, store: Store) -> Checked:
    """Return everything found in the content and in the addresses of its pages, none of which is made."""
    project = replace(project, indexed=not drafts)
    shown, checked = _examined(project, progress, drafts, store)
    if has_errors(checked.findings):
        return checked
    site = _site(shown, project, store, told=False)
    listed = sorted(_places(site), key=_pages_first)
    return checking.with_findings(checked, views.address_clashes(listed))


def _examined(
    project: Project, progress: Progress, drafts: bool, store: Store, read: Digests | None = None
) -> tuple[Examined, Checked]:
    """Return the content as it is to be shown, and everything found in all of it."""
    examined = checking.check_all(project, progress, store, read=read)
    shown, lacking = (examined, ()) if drafts else checking.for_readers(examined, store)
    return shown, checking.with_findings(examined.checked, lacking)


def _pages_first(one: Standing) -> bool:
    return not str(one.path).endswith(".md")


class _Site(Struct, frozen=True):
    """The content as it is to be shown, with what shows it, by the slug of each explainer."""

    project: Project
    examined: Examined
    maker: Maker
    facts: Mapping[str, Sequence[Fact]]
    gists: Mapping[str, Gist]
    past: History
    shown_by: Mapping[str, FactShower]

    @property
    def content(self) -> Content:
        return self.examined.loaded.content

    def source(self, slug: str) -> str:
        """Return a digest of all that an explainer was read with; "" where that is not known."""
        return self.examined.sources.get(slug, "")

    def task(self, slug: str) -> Task:
        """Return what the files of an explainer are made of."""
        shower = self.shown_by[slug]
        return Task(shower.explainer, self.facts[slug], self.examined.each[slug], shower)


def _site(shown: Examined, project: Project, store: Store, told: bool) -> _Site:
    content, tables = shown.loaded.content, shown.loaded.tables
    people, explainers = People(content.people), {one.slug: one for one in content.explainers}
    maker = Maker(tables, project, store)
    facts = views.Each([*explainers], lambda slug: reconcile.reconcile(explainers[slug], tables, people))
    gists = {
        slug: maker.gist(shown.sources.get(slug, ""), partial(facts.__getitem__, slug)) for slug in explainers
    }
    past = NO_HISTORY
    if told:
        past = history.read(project.root, content.explainers, tables, people, shown.sources, store)
    shown_by = views.showers(content, tables, facts, project, past, gists)
    return _Site(project, shown, maker, facts, gists, past, shown_by)


def _own_files(site: _Site, progress: Progress) -> Iterator[File]:
    """Yield the files of each explainer."""
    named = views.with_page(site.content.people, site.gists)
    # Of other explainers the files of one show nothing but who has a page.
    orders = [
        Order(
            (site.source(slug), site.past.of(slug).digest, *sorted({*own.named} & {*named})),
            partial(site.task, slug),
        )
        for slug, own in site.gists.items()
    ]
    for files in counting(progress, "Making pages", site.maker.files(orders), len(orders)):
        yield from files


def _party_pages(site: _Site, progress: Progress) -> Iterator[File]:
    """Yield the pages of people, organisations and countries."""

    @lru_cache(_AT_HAND)
    def mentions(slug: str) -> Mentions:
        return site.maker.mentions(site.source(slug), partial(site.task, slug))

    def glances(slug: str, names: Sequence[str]) -> list[str]:
        return [mentions(slug)[name] for name in names]

    parties = views.party_pages(site.content, site.gists, site.project, glances)
    paged = digest(*sorted(one.party for one in parties))
    for one in counting(progress, "Making the pages of people and countries", parties, len(parties)):
        yield site.maker.page((one.party, paged, *map(site.source, one.explainers)), one.make)


def _places(site: _Site) -> Iterator[Standing]:
    """Yield what ``_made`` makes, in its order, by where it is to stand."""
    content, project, gists = site.content, site.project, site.gists
    yield from views.shared_pages(content, gists, site.facts, site.examined.checked, project, site.shown_by)
    for one in content.explainers:
        yield from site.maker.places(site.source(one.slug), partial(_own_places, site, one))
    yield from views.party_places(content, views.with_page(content.people, gists), project)
    yield from feeds.feeds(content, gists, site.facts, project)
    yield from sitemap.sitemap((), content, project)


def _own_places(site: _Site, explainer: Explainer) -> Iterator[Place]:
    return views.own_places(explainer, site.facts[explainer.slug], site.project)


def _made(
    examined: Examined,
    left_out: Mapping[str, tuple[Finding, ...]],
    project: Project,
    store: Store,
    progress: Progress,
) -> tuple[Outcome, list[File]]:
    """Return every page and the files beside them, and of what is left out the page that says why."""
    whole = examined.loaded.content
    loaded = replace(examined.loaded, content=publication.without(whole, left_out))
    site = _site(replace(examined, loaded=loaded), project, store, told=True)
    content, gists, facts = loaded.content, site.gists, site.facts
    shared = views.shared_pages(content, gists, facts, examined.checked, project, site.shown_by)
    files = [*map(render.prepared, shared), *_own_files(site, progress), *_party_pages(site, progress)]
    files += map(render.prepared, feeds.feeds(content, gists, facts, project))
    pages = [PurePosixPath(one.path) for one in files if one.path.endswith(".md")]
    files += map(render.prepared, sitemap.sitemap(pages, content, project))
    files += map(render.prepared, unshown(whole, left_out, project, {one.path for one in files}))
    # Only a whole day can be the date of a site; "2025-09" is allowed in content.
    days = [one.updated for one in content.explainers if len(one.updated) == len("2025-09-01")]
    files.sort(key=_pages_first)
    remarks = report.untold(site.past) + report.withheld(examined.withheld)
    remarks += "" if project.indexed else report.PREVIEW
    return Outcome(examined.checked, max(days, default=""), remarks, bool(examined.sources)), files


def unshown(
    content: Content,
    left_out: Mapping[str, tuple[Finding, ...]],
    project: Project,
    taken: Collection[str],
) -> Iterator[Page]:
    """Yield for each explainer left out the page that says why, where its name is an address and free."""
    titles = {one.slug: one.title for one in content.explainers}
    for slug, found in left_out.items():
        page = unshown_page(slug, titles.get(slug, ""), found, project)
        if is_slug(page.path.parts[0]) and str(page.path) not in taken:
            yield page
