"""The files of each explainer, made again only where something they come from changed, and on all cores."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from generator import cards, downloads, embeds, records, render, views
from generator.findings import Checked
from generator.model import Explainer, Fact, Location
from generator.project import Project
from generator.render import File
from generator.schema import Table
from generator.store import LARGEST, Store, digest, program
from generator.views import Asset, Gist, Page, Place
from generator.views.facts import FactShower
from generator.workers import spread

_Listed = tuple[str, str, Location, str, int]
"""A file: its path, its title, what it is made from, its digest and the number of its bytes."""
Mentions = Mapping[str, str]
"""The HTML of each fact that names a party, as the party's page shows it, by ``table/fact``."""


class _Made(Struct, frozen=True, array_like=True):
    """A file as it is kept, and as it comes out of another process."""

    path: str
    title: str
    made_from: Location
    digest: str
    body: bytes


class Task(Struct, frozen=True):
    """One explainer to make files of, with all that they depend on."""

    explainer: Explainer
    facts: Sequence[Fact]
    checked: Checked
    """What was checked in this explainer."""
    shower: FactShower


class Order(Struct, frozen=True):
    """The files of one explainer, before they are made."""

    made_of: tuple[str, ...]
    """Digests of all that they come from; "" where one is not known, and nothing can be kept."""
    task: Callable[[], Task]


class Maker(Struct, frozen=True):
    """Makes the files of explainers."""

    tables: Sequence[Table]
    project: Project
    store: Store

    def gist(self, source: str, facts: Callable[[], Sequence[Fact]]) -> Gist:
        """Return the gist of an explainer; ``source`` is a digest of all it was read with, or ""."""
        key = self._key("gist", (source,))
        kept = records.read(self.store, key, Gist)
        if kept is not None:
            return kept
        made = views.gist_of(facts(), self.tables)
        records.write(self.store, key, made)
        return made

    def places(self, source: str, places: Callable[[], Iterable[Place]]) -> Sequence[Place]:
        """Return where the files of an explainer are to stand; ``source`` is as above."""
        key = self._key("places", (source,))
        kept = records.read(self.store, key, list[Place])
        if kept is not None:
            return kept
        made = [*places()]
        records.write(self.store, key, made)
        return made

    def files(self, orders: Sequence[Order]) -> Iterator[tuple[File, ...]]:
        """Yield the files of each explainer, in order."""
        keys = [self._key("files", one.made_of) for one in orders]
        kept = [self._kept(one, key) for one, key in zip(orders, keys, strict=True)]
        lacking = [number for number, files in enumerate(kept) if files is None]
        made = spread(lambda number: self._handed(orders[number], keys[number]), lacking)
        for number, files in enumerate(kept):
            again: list[_Made] = []
            if files is None:
                again = next(made)
                # Once they are kept, their bytes need not stay in memory until they are written.
                files = self._kept(orders[number], keys[number])
            if files is None:
                # Somebody may have emptied the store meanwhile.
                files = tuple(map(_file, again or self._made(orders[number].task(), "")))
            yield files

    def page(self, made_of: Sequence[str], make: Callable[[], Page]) -> File:
        """Return the page that ``make`` makes as a file; ``made_of`` are digests of all that it comes from.

        Where one of these is "", and not known, nothing is kept.
        """
        key = self._key("page", made_of)
        kept = records.read(self.store, key, _Made)
        if kept is not None:
            return _file(kept)
        file = render.prepared(make())
        records.write(self.store, key, _made(file))
        return file

    def mentions(self, source: str, task: Callable[[], Task]) -> Mentions:
        """Return what the pages of parties show of an explainer; ``task`` gives it where it is not kept."""
        key = self._key("mentions", (source,))
        kept = records.read(self.store, key, dict[str, str])
        return self._mentions(task(), key) if kept is None else kept

    def _mentions(self, task: Task, key: str) -> Mentions:
        named = {name for names in views.gist_of(task.facts, self.tables).named.values() for name in names}
        translated = task.shower.translation
        made = {
            fact.name: render.glance_html(views.mention(fact, task.shower), translated)
            for fact in task.facts
            if fact.name in named
        }
        records.write(self.store, key, made)
        return made

    def _key(self, kind: str, made_of: Sequence[str]) -> str:
        """Return a digest of what something comes from; "" where one of ``made_of`` is not known."""
        one = self.project
        settings = one.site_name, one.site_url, one.language, str(one.indexed)
        return digest(program(), kind, *settings, *made_of) if self.store.keeps and all(made_of) else ""

    def _handed(self, order: Order, key: str) -> list[_Made]:
        """Return the files of one explainer where they are not kept under ``key`` from now on."""
        task = _remembering(order.task())
        made = self._made(task, key)
        mentioned = self._key("mentions", order.made_of[:1])
        if mentioned and self.store.read(mentioned) is None:
            self._mentions(task, mentioned)
        return [] if key and self.store.read(key) is not None else made

    def _made(self, task: Task, key: str) -> list[_Made]:
        """Return the files of one explainer, and keep them under ``key`` unless it is empty."""
        task = _remembering(task)
        own = [*pages(task, self.tables, self.project), *beside(task, self.tables, self.project)]
        made = [_made(render.prepared(one)) for one in own]
        # What is too large to be read back must not be listed: it would be made again for each of its files.
        if key and sum(len(one.body) for one in made) <= LARGEST:
            self.store.write(_bodies(key), b"".join(one.body for one in made))
            listed = [(one.path, one.title, one.made_from, one.digest, len(one.body)) for one in made]
            records.write(self.store, key, listed)
        return made

    def _kept(self, order: Order, key: str) -> tuple[File, ...] | None:
        """Return the files kept under ``key``, ``None`` when there are none; their bytes are fetched late."""
        listed = records.read(self.store, key, list[_Listed])
        if listed is None:
            return None
        again: list[bytes] = []

        def body(number: int) -> bytes:
            together = _together(self.store, key)
            if together is None:
                again.extend([] if again else [one.body for one in self._made(order.task(), key)])
                return again[number]
            start = starts[number]
            return together[start : start + listed[number][-1]]

        starts = [0, *accumulate(size for *_, size in listed)]
        return tuple(
            File(path, title, where, sign, partial(body, number))
            for number, (path, title, where, sign, _) in enumerate(listed)
        )


def _remembering(task: Task) -> Task:
    return replace(task, shower=task.shower.remembering())


def pages(task: Task, tables: Sequence[Table], project: Project) -> tuple[Page, ...]:
    """Return an explainer's page and those of its articles."""
    return views.own_pages(task.explainer, tables, task.facts, task.checked, project, task.shower)


def beside(task: Task, tables: Sequence[Table], project: Project) -> Iterator[Page | Asset]:
    """Yield what stands beside those pages: downloads, the facts' cards for other sites, the picture."""
    one, facts, shower = task.explainer, task.facts, task.shower
    yield from downloads.downloads(one, tables, facts, shower, project)
    yield from embeds.embeds(one, facts, shower, project)
    yield cards.social_card(one, facts, project)


@lru_cache(maxsize=2)
def _together(store: Store, key: str) -> bytes | None:
    """Return the bytes of an explainer's files; they are asked for one file after the other."""
    return store.read(_bodies(key))


def _bodies(key: str) -> str:
    return digest(key, "bodies")


def _file(made: _Made) -> File:
    return File(made.path, made.title, made.made_from, made.digest, lambda: made.body)


def _made(file: File) -> _Made:
    return _Made(file.path, file.title, file.made_from, file.digest, file.body())
