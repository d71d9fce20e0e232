"""The content as it stands, held in memory; what is shown of it is made when it is asked for.

An edition never changes. After an edit the next one reads, checks and reconciles the explainers that were
touched, and takes everything else over. Only its maker's lock lets two threads ask it at once.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from generator import check, checking, feeds, history, making, publication, reconcile, render, sitemap, views
from generator.checking import Examined
from generator.findings import Checked, Finding
from generator.history import History
from generator.making import Task
from generator.model import Explainer, Fact
from generator.preparing import unshown
from generator.project import Project
from generator.store import Store
from generator.translation import translation
from generator.values import People
from generator.views import Asset, Directory, FactShower, Gist, Page, addresses

Shown = Callable[[], Page | Asset]
"""Makes what stands at an address."""


_SHARED = ("people.csv", "tables")
"""What lies in ``content/`` beside explainers."""


class Own(Struct, frozen=True):
    """What was made of one explainer."""

    facts: tuple[Fact, ...]
    gist: Gist
    pages: dict[str, Page] = field(default_factory=dict)
    """By the file that each is published in; empty until one is asked for."""
    beside: dict[str, Page | Asset] = field(default_factory=dict)


class Edition:
    """The content as it was read once."""

    def __init__(
        self,
        project: Project,
        store: Store,
        examined: Examined,
        before: "Edition | None" = None,
        unshown: Sequence[Page] = (),
    ) -> None:
        """Reconcile what ``before`` does not know; what is ``unshown`` says why pages are not there."""
        self._unshown = unshown
        self.project = project
        self.examined = examined
        self._store = store
        loaded = examined.loaded
        self._tables = loaded.tables
        self.explainers = {one.slug: one for one in loaded.content.explainers}
        self._people = People(loaded.content.people)
        same = before is not None and before.shared == self.shared
        known = before if same else None
        self._own = {slug: self._known(one, known) for slug, one in self.explainers.items()}
        self._gists = {slug: own.gist for slug, own in self._own.items()}
        pages = frozenset(views.with_page(loaded.content.people, self._gists))
        if known and known.directory.with_page == pages:
            self.directory: Directory = known.directory
        else:
            self.directory = Directory(self._people, pages, translation(project.language))
            self._own = {slug: Own(own.facts, own.gist) for slug, own in self._own.items()}
        self._past: History | None = known._past if known else None
        self._showers: dict[str, FactShower] = {}

    @property
    def shared(self) -> tuple[object, ...]:
        """What every explainer is read and shown with."""
        loaded = self.examined.loaded
        return loaded.content.people, loaded.tables, self.project

    @property
    def checked(self) -> Checked:
        """What was found in all of the content."""
        return self.examined.checked

    def touched(self, slugs: Collection[str]) -> "Edition":
        """Return the edition after explainers were edited, added or removed.

        Where something changed that all share, all of them are read again.
        """
        again = checking.check_all(self.project, _quietly, self._store, slugs)
        loaded = again.loaded
        if (loaded.content.people, loaded.tables, self.project) != self.shared:
            return self.whole()
        return Edition(self.project, self._store, merged(self.examined, again, slugs), self)

    def whole(self, project: Project | None = None) -> "Edition":
        """Return the edition after anything may have changed."""
        return Edition.read(project or self.project, self._store)

    @classmethod
    def read(cls, project: Project, store: Store) -> "Edition":
        """Return the content as it stands. Raises ``OSError`` when it cannot be read."""
        return cls(project, store, checking.check_all(project, _quietly, store))

    def forgetting(self) -> "Edition":
        """Return the same content with nothing made of it, after a template changed."""
        return Edition(self.project, self._store, self.examined)

    def showable(self) -> "Edition":
        """Return the edition without the explainers that have errors, but for a page that says so."""
        examined, whole = self.examined, self.examined.loaded.content
        left_out = publication.unshowable(whole, self.checked.findings)
        content = publication.without(whole, left_out)
        shown = replace(examined, loaded=replace(examined.loaded, content=content))
        return Edition(
            self.project, self._store, shown, self, (*unshown(whole, left_out, self.project, set()),)
        )

    def at(self, file: str) -> Page | Asset | None:
        """Return what is published in a file, ``None`` when nothing is."""
        slug = file.partition("/")[0]
        if slug in self.explainers:
            return self._of_explainer(slug, file)
        made = self._together.get(file)
        return made() if made else None

    def searched(self) -> Iterator[Page]:
        """Yield every page that can be searched for; making them all takes long."""
        for slug in self.explainers:
            yield from self._pages(slug).values()
        for make in self._together.values():
            made = make()
            if isinstance(made, Page):
                yield made

    def _known(self, one: Explainer, before: "Edition | None") -> Own:
        if before and before.explainers.get(one.slug) is one:
            return before._own[one.slug]
        facts = tuple(reconcile.reconcile(one, self._tables, self._people))
        return Own(facts, views.gist_of(facts, self._tables))

    def _of_explainer(self, slug: str, file: str) -> Page | Asset | None:
        return self._pages(slug).get(file) or self._beside(slug).get(file)

    def _pages(self, slug: str) -> Mapping[str, Page]:
        own = self._own[slug]
        if not own.pages:
            made = making.pages(self._task(slug), self._tables, self.project)
            own.pages.update((addresses.published_file(one.path), one) for one in made)
        return own.pages

    def _beside(self, slug: str) -> Mapping[str, Page | Asset]:
        own = self._own[slug]
        if not own.beside:
            made = making.beside(self._task(slug), self._tables, self.project)
            own.beside.update((addresses.published_file(one.path), one) for one in made)
        return own.beside

    def _task(self, slug: str) -> Task:
        one, checked = self.explainers[slug], self.examined.each[slug]
        return Task(one, self._own[slug].facts, checked, self.shower(slug))

    def shower(self, slug: str) -> FactShower:
        """Return what shows an explainer's facts."""
        if slug not in self._showers:
            self._showers[slug] = views.shower(
                self.explainers[slug],
                self._tables,
                self._own[slug].facts,
                self.directory,
                self.project.site_url,
                self.past.of(slug),
            )
        return self._showers[slug]

    @property
    def past(self) -> History:
        """What git knows of the facts; it is asked once, since an edit commits nothing."""
        if self._past is None:
            explainers = self.examined.loaded.content.explainers
            sources = self.examined.sources
            self._past = history.read(
                self.project.root, explainers, self._tables, self._people, sources, self._store
            )
        return self._past

    @cached_property
    def _together(self) -> Mapping[str, Shown]:
        """What shows several explainers, by the file that it is published in."""
        content, project = self.examined.loaded.content, self.project
        facts = {slug: own.facts for slug, own in self._own.items()}
        shown_by = views.Each([*self.explainers], self.shower)
        shared = views.shared_pages(content, self._gists, facts, self.checked, project, shown_by)
        beside = (*feeds.feeds(content, self._gists, facts, project), *sitemap.sitemap((), content, project))
        ready: list[Page | Asset] = [*self._unshown, *shared, *beside]
        listed: list[tuple[PurePosixPath, Shown]] = [(one.path, partial(_itself, one)) for one in ready]
        for party in views.party_pages(content, self._gists, project, self._mentions):
            known = party.party in self._people
            path = (addresses.person_page if known else addresses.place_page)(party.party)
            listed.append((path, party.make))
        return {addresses.published_file(path): make for path, make in listed}

    def _mentions(self, slug: str, names: Sequence[str]) -> list[str]:
        """Return the HTML of facts of an explainer for the page of a party."""
        shower, wanted = self.shower(slug), {*names}
        return [
            render.glance_html(views.mention(fact, shower), shower.translation)
            for fact in self._own[slug].facts
            if fact.name in wanted
        ]


def merged(before: Examined, again: Examined, slugs: Collection[str]) -> Examined:
    """Return what was examined, with ``slugs`` as they were examined again."""
    known = {one.slug: one for one in before.loaded.content.explainers if one.slug not in slugs}
    known |= {one.slug: one for one in again.loaded.content.explainers}
    explainers = tuple(known[slug] for slug in sorted(known))
    kept = [one for one in before.loaded.findings if _explainer(one) not in (*slugs, "")]
    found = tuple(sorted({*kept, *again.loaded.findings}, key=lambda one: one.order))
    loaded = replace(
        before.loaded, content=replace(again.loaded.content, explainers=explainers), findings=found
    )
    each = {slug: again.each.get(slug) or before.each[slug] for slug in known}
    each = {slug: each[slug] for slug in sorted(each)}
    sources = {slug: sign for slug, sign in before.sources.items() if slug in known} | dict(again.sources)
    checked = checking.with_findings(check.merged([*each.values()]), found)
    return Examined(loaded, checked, each, sources)


def _explainer(one: Finding) -> str:
    """Return the folder that a finding lies in, "" where that is shared."""
    parts = one.location.path.parts
    return parts[1] if len(parts) > 1 and parts[1] not in _SHARED else ""


def _itself(one: Page | Asset) -> Page | Asset:
    return one


def _quietly(_: str) -> None:
    """Say nothing."""
