"""The review page: before and after as a reader would see them, with the words marked that differ."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator.changes.model import Changes, Edition, FactChange, Kind
from generator.model import Fact
from generator.project import Project
from generator.publication import unshowable
from generator.reading.files import is_slug
from generator.views import addresses, showers, words
from generator.views.entries import Section
from generator.views.layouts import section
from generator.views.page import SETTINGS, Link, Page
from generator.views.review.entries import Chapter, Entry, Problem, Review, Todo

REVIEW = PurePosixPath("review/index.md")
STYLE = "review"
"""The style sheet and the script that this page alone needs."""
LISTED = 12
"""Items of the checklist that are never folded."""
MOST_OPEN = 60
"""Changes on a page that shows the sentences behind each at once."""
_ROOT = "../"
"""The way from the review page to the site's root."""
_GATHERED = (addresses.person_page("").parts[0], addresses.place_page("").parts[0])
"""Where pages stand that are there only while some explainer names whom they are about."""


class Card(Struct, frozen=True):
    """A change as the page shows it."""

    entry: Entry
    before: Section | None
    """The fact as readers saw it; None where it was not there."""
    after: Section | None
    href: str
    """Where the site shows it; empty where it is gone."""
    open: bool
    """True where the sentences behind it differ, so that they are shown at once."""
    filters: tuple[str, ...]
    """The names of the filters that let it through."""


class CardChapter(Struct, frozen=True):
    """A chapter with its changes."""

    chapter: Chapter
    anchor: str
    cards: tuple[Card, ...]


class Filter(Struct, frozen=True):
    """A choice of changes to show."""

    name: str
    title: str
    number: int


class ReviewView(Struct, frozen=True):
    """What the review page shows."""

    review: Review
    filters: tuple[Filter, ...]
    chapters: tuple[CardChapter, ...]
    to_do: tuple[tuple[Todo, str], ...]
    """The first items of the checklist, each with what it leads to; empty where there is nothing."""
    more_to_do: tuple[tuple[Todo, str], ...]
    """The other items."""
    findings: tuple[Problem, ...]
    pages: tuple[Link, ...]
    left_out: tuple[Link, ...]
    """The explainers with errors: the preview says of each why it cannot be shown."""


def review_page(review: Review, changes: Changes, base: Edition, head: Edition, project: Project) -> Page:
    """Return the review page of ``changes``, of which ``review`` is what people read.

    Search engines and the site's own search leave it out. It leads to no page that a preview lacks because
    of an error.
    """
    left_out = unshowable(head.content, head.checked.findings)
    gone = {one.address for one in changes.pages if one.kind is Kind.REMOVED}
    few = sum(len(chapter.entries) for chapter in review.chapters) <= MOST_OPEN
    cards = _Cards(base, head, project, few, left_out)
    facts = {_anchor(fact): fact for fact in changes.facts}
    chapters = tuple(
        CardChapter(
            chapter,
            f"in-{chapter.slug or 'all'}",
            tuple(cards.card(entry, facts.get(entry.anchor)) for entry in chapter.entries),
        )
        for chapter in review.chapters
    )
    return Page(
        path=REVIEW,
        title="Review",
        description=review.verdict,
        template="review",
        hide=("navigation", "toc"),
        made_from=SETTINGS,
        view=ReviewView(
            review=review,
            filters=tuple(_filters(review, chapters)),
            chapters=chapters,
            to_do=_linked(review.to_do[:LISTED]),
            more_to_do=_linked(review.to_do[LISTED:]),
            findings=review.findings,
            pages=tuple(_leading(title, address, gone, left_out) for title, address in review.pages),
            left_out=tuple(_unshown(slug, len(found)) for slug, found in left_out.items()),
        ),
        listed=False,
        language=project.language,
        style=STYLE,
    )


def _unshown(slug: str, errors: int) -> Link:
    return Link(f"{slug}: {words.counted(errors, 'error')}", f"{_ROOT}{slug}/" if is_slug(slug) else "")


def _leading(title: str, address: str, gone: Collection[str], left_out: Collection[str]) -> Link:
    if address in gone:
        return Link(f"{title} (no more there)", "")
    return Link(title, _way(address, left_out))


def _way(address: str, left_out: Collection[str]) -> str:
    """Return the way from the review page to a page of the preview, "" where it may not be there."""
    explainer, _, rest = address.partition("/")
    gone = left_out and (explainer in _GATHERED or (explainer in left_out and rest))
    return "" if gone else f"{_ROOT}{address}"


def _linked(listed: Sequence[Todo]) -> tuple[tuple[Todo, str], ...]:
    return tuple((one, f"#{one.anchor}" if one.anchor else "") for one in listed)


def _anchor(fact: FactChange) -> str:
    return f"change-{fact.explainer}-{fact.table}-{fact.id}"


def _filters(review: Review, chapters: Sequence[CardChapter]) -> Iterator[Filter]:
    """Yield the filters that let anything through."""
    titles = {kind.value: kind.value.capitalize() for kind in Kind} | {
        "agreement": "Agreement changed",
        "to-do": "Something to do",
    }
    shown = [name for chapter in chapters for card in chapter.cards for name in card.filters]
    counts = {name: shown.count(name) for name in titles} | {"finding": len(review.findings)}
    for name, title in (titles | {"finding": "New findings"}).items():
        if counts[name]:
            yield Filter(name, title, counts[name])


class _Cards:
    """Shows facts of both sides on the review page."""

    def __init__(
        self, base: Edition, head: Edition, project: Project, opened: bool, left_out: Collection[str]
    ) -> None:
        self._opened = opened
        self._left_out = left_out
        self._before = _Side(base, "before", project)
        self._after = _Side(head, "after", project)

    def card(self, entry: Entry, fact: FactChange | None) -> Card:
        """Return an entry with the cards of its fact, where it is one."""
        there = entry.address and entry.kind is not Kind.REMOVED
        filters = [entry.kind.value]
        filters += ["agreement"] if entry.agreement else []
        filters += ["to-do"] if entry.to_do else []
        return Card(
            entry=entry,
            before=self._before.section(fact.before) if fact and fact.before else None,
            after=self._after.section(fact.after) if fact and fact.after else None,
            href=_way(entry.address, self._left_out) if there else "",
            open=self._opened and any(row.before or row.after for row in entry.rows),
            filters=tuple(filters),
        )


class _Side:
    """Shows the facts of one side, with nothing that leads to what may not be there."""

    def __init__(self, edition: Edition, name: str, project: Project) -> None:
        self._name = name
        self._tables = {table.name: table for table in edition.tables}
        shown_by = showers(edition.content, edition.tables, edition.facts, project)
        self._shown_by = {slug: replace(one, here=REVIEW) for slug, one in shown_by.items()}

    def section(self, fact: Fact) -> Section:
        """Return a fact as the only one of its table's section."""
        shower = self._shown_by[fact.explainer]
        view = shower.show(fact)
        view = replace(view, anchor=f"{self._name}-{fact.explainer}-{view.anchor}", version="", former=())
        shown = section(self._tables[fact.table], [view], shower.translation)
        return replace(shown, chart=None, downloads=())
