"""The pages of one list, each with the way up, the parts beside it and no more lines than fit on it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from generator.project import Project
from generator.translation import Translation
from generator.views import addresses, linked_data, web, words
from generator.views.browsing.shelves import Entry, Shelf, grouped
from generator.views.linked_data import Node
from generator.views.page import SETTINGS, Link, Page

MOST_UNDIVIDED = 24
"""Lines up to which a page needs no headings."""

Place = tuple[str, PurePosixPath]
"""A page and what it is called."""


class Listing(Struct, frozen=True):
    """A list, and how it is told."""

    title: str
    shelf: Shelf
    counted: Callable[[int, Translation], str]
    """Says how many entries there are."""
    above: tuple[Place, ...]
    """The pages above it, from the home page on."""
    dated: bool = False
    """Its entries are told by their date."""
    under: tuple["Listing", ...] = ()
    """The lists that it is a list of."""


class Line(Struct, frozen=True):
    """An entry as it stands on a page."""

    link: Link
    date: str
    note: str
    flag: str


class Group(Struct, frozen=True):
    """Entries with a heading; without one where the page has one group only."""

    words: str
    short: str
    """Its words among those of the other groups."""
    anchor: str
    lines: tuple[Line, ...]


class Way(Struct, frozen=True):
    """A way on."""

    link: Link
    count: str = ""
    """How much is found there."""
    here: bool = False
    """It leads to the page it stands on."""


class ListingView(Struct, frozen=True):
    """What a page of a list shows."""

    title: str
    count: str
    trail: tuple[Link, ...]
    """The pages above it, from the home page on."""
    beside: tuple[Way, ...]
    """The parts of the list it is one of, or those of the page itself."""
    parts: tuple[Way, ...]
    """What to choose from, where the entries do not fit on a page."""
    groups: tuple[Group, ...]
    numbers: tuple[Way, ...]
    """The pages that the entries go on over; none where one holds them."""
    dated: bool
    above: tuple[Place, ...]
    listed: tuple[Place, ...]
    """All that it leads to, in order."""
    whole: int
    """How many there are, other pages of the same included."""


def listing_pages(listing: Listing, translation: Translation) -> Iterator[Page]:
    """Yield every page of a list, its first one first, and of the lists under it."""
    yield from _pages(listing, listing.shelf, listing.above, (), translation)
    for one in listing.under:
        yield from listing_pages(one, translation)


def linked(page: Page, project: Project) -> Node:
    """Return the linked data of a page of a list: what is on it, and where it stands."""
    view: ListingView = page.view
    items = [
        {"@type": "ListItem", "position": number, "name": name, "url": web.address(project.site_url, path)}
        for number, (name, path) in enumerate(view.listed, 1)
    ]
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": web.address(project.site_url, path)}
        for number, (name, path) in enumerate((*view.above, (page.title, page.path)), 1)
    ]
    return linked_data.page(project, page.path, page.title, page.description, "CollectionPage") | {
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": steps},
        "mainEntity": {"@type": "ItemList", "numberOfItems": view.whole, "itemListElement": items},
    }


def _pages(
    listing: Listing,
    shelf: Shelf,
    above: tuple[Place, ...],
    beside: Sequence[Shelf],
    translation: Translation,
) -> Iterator[Page]:
    title = listing.title
    if shelf.mark.words:
        title = translation.gettext("%(list)s, %(part)s", list=listing.title, part=shelf.mark.words)
    for number in range(1, len(shelf.pages) + 1):
        yield _page(listing, shelf, number, title, above, beside, translation)
    here = (*above, (shelf.mark.words or listing.title, shelf.path()))
    for part in shelf.parts:
        yield from _pages(listing, part, here, shelf.parts, translation)


def _page(
    listing: Listing,
    shelf: Shelf,
    number: int,
    heading: str,
    above: tuple[Place, ...],
    beside: Sequence[Shelf],
    translation: Translation,
) -> Page:
    here, entries = shelf.path(number), shelf.pages[number - 1]
    title = _title(heading, number, translation)
    count = listing.counted(len(shelf.entries), translation)
    about = translation.gettext(
        "%(title)s: %(count)s, each fact with the sentence it rests on.", title=title, count=count
    )
    groups = _shown(listing, shelf, entries, here, translation)
    listed = [(one.mark.words, one.path()) for one in shelf.parts] or [
        (one.words, one.path) for one in entries
    ]
    return Page(
        path=here,
        title=title,
        description=words.shortened(about),
        template="listing",
        hide=("navigation", "toc"),
        made_from=SETTINGS,
        view=ListingView(
            title=title,
            count=count,
            trail=tuple(Link(name, addresses.link(here, path)) for name, path in above),
            beside=_beside(beside, shelf, here) or (() if shelf.parts else _within(groups, here)),
            parts=_parts(shelf, here, translation),
            groups=groups,
            numbers=_numbers(shelf, number, translation),
            dated=listing.dated,
            above=above,
            listed=tuple(listed),
            whole=len(shelf.parts or shelf.entries),
        ),
    )


def _title(heading: str, number: int, translation: Translation) -> str:
    if number == 1:
        return heading
    return translation.gettext("%(list)s, page %(number)s", list=heading, number=translation.number(number))


def _shown(
    listing: Listing, shelf: Shelf, entries: Sequence[Entry], here: PurePosixPath, translation: Translation
) -> tuple[Group, ...]:
    """Return the entries of a page: of a list told by date that has parts, the latest."""
    if not (shelf.parts and listing.dated):
        return tuple(_groups(entries, shelf.depth, here))
    latest = translation.gettext("Latest")
    lines = tuple(_line(one, here) for one in shelf.entries[:MOST_UNDIVIDED])
    return (Group(latest, latest, "at-latest", lines),)


def _groups(entries: Sequence[Entry], depth: int, here: PurePosixPath) -> Iterator[Group]:
    divided = len(entries) > MOST_UNDIVIDED and all(len(one.marks) > depth for one in entries)
    groups = list(grouped(entries, depth)) if divided else []
    if len(groups) < 2:
        yield Group("", "", "", tuple(_line(one, here) for one in entries))
        return
    for mark, own in groups:
        anchor = f"at-{mark.address.rpartition('/')[2]}"
        yield Group(mark.words, mark.short or mark.words, anchor, tuple(_line(one, here) for one in own))


def _line(one: Entry, here: PurePosixPath) -> Line:
    return Line(Link(one.words, addresses.link(here, one.path), one.language), one.date, one.note, one.flag)


def _beside(shelves: Sequence[Shelf], own: Shelf, here: PurePosixPath) -> tuple[Way, ...]:
    if len(shelves) == 1:
        return ()
    return tuple(
        Way(Link(one.mark.short or one.mark.words, addresses.link(here, one.path())), here=one is own)
        for one in shelves
    )


def _parts(shelf: Shelf, here: PurePosixPath, translation: Translation) -> tuple[Way, ...]:
    return tuple(
        Way(
            Link(one.mark.short or one.mark.words, addresses.link(here, one.path())),
            translation.number(len(one.entries)),
        )
        for one in shelf.parts
    )


def _within(groups: Sequence[Group], here: PurePosixPath) -> tuple[Way, ...]:
    return tuple(Way(Link(one.short, addresses.link(here, here, one.anchor))) for one in groups if one.words)


def _numbers(shelf: Shelf, number: int, translation: Translation) -> tuple[Way, ...]:
    if len(shelf.pages) == 1:
        return ()
    here = shelf.path(number)
    return tuple(
        Way(Link(translation.number(one), addresses.link(here, shelf.path(one))), here=one == number)
        for one in range(1, len(shelf.pages) + 1)
    )
