"""The pages a reader looks through: explainers by date and tag; people, countries, organisations by letter.

No page lists more than ``shelves.MOST`` entries, however many there are.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from generator.model import Content
from generator.translation import Translation
from generator.views import addresses, words
from generator.views.browsing import entries, letters
from generator.views.browsing.listing import Listing, Place, Way, linked, listing_pages
from generator.views.browsing.shelves import Entry, shelve
from generator.views.gist import Gist
from generator.views.page import Link, Page
from generator.views.parties import Named

__all__ = ["Listing", "Way", "browsing_pages", "linked", "listings", "tag_links", "trail_to", "ways"]


def listings(
    content: Content,
    gists: Mapping[str, Gist],
    named: Named,
    language: Translation,
) -> tuple[Listing, ...]:
    """Return the lists of a site: all explainers, then whatever else it has any of."""
    dated = entries.explainers(content, gists, language)
    people, places = entries.parties(content, named, language)
    tags = entries.tags(content, dated, language)
    home = (language.gettext("Home"), addresses.HOME)
    all_explainers = Listing(
        title=language.gettext("Explainers"),
        shelf=shelve(addresses.EXPLAINERS, tuple(dated.values())),
        counted=words.counted_explainers,
        above=(home,),
        dated=True,
    )
    others = (
        Listing(language.gettext("People"), shelve(addresses.PEOPLE, people), words.counted_people, (home,)),
        Listing(
            language.gettext("Countries and organisations"),
            shelve(addresses.PLACES, places),
            words.counted_places,
            (home,),
        ),
        Listing(
            language.gettext("Tags"),
            shelve(addresses.TAGS, [one for one, _ in tags]),
            words.counted_tags,
            (home,),
            under=tuple(_tagged(one, own, home, language) for one, own in tags),
        ),
    )
    return all_explainers, *(one for one in others if one.shelf.entries)


def browsing_pages(lists: Sequence[Listing], language: Translation) -> tuple[Page, ...]:
    """Return every page of the lists."""
    return tuple(page for one in lists for page in listing_pages(one, language))


def ways(lists: Sequence[Listing], language: Translation) -> tuple[Way, ...]:
    """Return the ways from the home page to the lists."""
    return tuple(
        Way(
            Link(one.title, addresses.link(addresses.HOME, one.shelf.path())),
            language.number(len(one.shelf.entries)),
        )
        for one in lists
    )


def trail_to(kind: str, here: PurePosixPath, language: Translation) -> tuple[Link, ...]:
    """Return the way from the home page to the page of a person, or to one of any other ``kind``."""
    person = kind == entries.PERSON
    title = language.gettext("People") if person else language.gettext("Countries and organisations")
    folder = addresses.PEOPLE if person else addresses.PLACES
    return (
        Link(language.gettext("Home"), addresses.link(here, addresses.HOME)),
        Link(title, addresses.link(here, folder / "index.md")),
    )


def tag_links(tags: Sequence[str], language: str, here: PurePosixPath) -> tuple[Link, ...]:
    """Return a link to the page of each tag of an explainer, each once, written in ``language``."""
    pages = {letters.address(tag): words.collapsed(tag) for tag in tags}
    return tuple(
        Link(name, addresses.link(here, addresses.tag_page(address)), language)
        for address, name in pages.items()
    )


def _tagged(tag: Entry, own: tuple[Entry, ...], home: Place, language: Translation) -> Listing:
    return Listing(
        title=language.gettext("Explainers tagged “%(tag)s”", tag=tag.words),
        shelf=shelve(tag.path.parent, own),
        counted=words.counted_explainers,
        above=(home, (language.gettext("Tags"), addresses.TAGS / "index.md")),
        dated=True,
    )
