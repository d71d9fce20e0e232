"""The home page: the newest explainers, and the ways to all others."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import edtf
from generator.model import Content, Explainer, Fact
from generator.translation import Translation
from generator.views import addresses, dates, words
from generator.views.browsing import Way, tag_links
from generator.views.facts import FactShower
from generator.views.gist import Gist
from generator.views.glance import Glance, choose, glance
from generator.views.page import SETTINGS, Link, Page


class Card(Struct, frozen=True):
    """An explainer on the home page."""

    explainer: Link
    standfirst: str
    date: str
    place: str
    updated: str
    basis: str
    """Its facts, articles and sources, counted."""
    tags: tuple[Link, ...]
    glances: tuple[Glance, ...]
    """A few of its facts, for the explainer that leads the page; else none."""


class HomeView(Struct, frozen=True):
    """What the home page shows."""

    title: str
    promise: str
    method: str
    """The address of the page that says how pages are made."""
    cards: tuple[Card, ...]
    places: tuple[Link, ...]
    """The countries and organisations that most facts name."""
    ways: tuple[Way, ...]
    """To all explainers, and to all people, countries, organisations and tags."""

    @property
    def lead(self) -> tuple[Card, ...]:
        """The newest explainer; none on a site without one."""
        return self.cards[:1]

    @property
    def recent(self) -> tuple[Card, ...]:
        """The next ones, told with their standfirst."""
        return self.cards[1:RECENT]

    @property
    def older(self) -> tuple[Card, ...]:
        """The last few, a line each."""
        return self.cards[RECENT:]


LEAD_FACTS = 4
RECENT = 7
SHOWN = 19
"""Explainers on the home page, however many there are."""


def home_page(
    content: Content,
    gists: Mapping[str, Gist],
    facts: Mapping[str, Sequence[Fact]],
    name: str,
    shown_by: Mapping[str, FactShower],
    places: tuple[Link, ...],
    ways: tuple[Way, ...],
    translation: Translation,
) -> Page:
    """Return the home page of a site called ``name``."""
    ordered = sorted(content.explainers, key=lambda one: one.title)
    ordered.sort(key=_newness, reverse=True)
    promise = translation.gettext("Every fact on these pages quotes the article it comes from.")
    lead = {one.slug: _glances(one, facts[one.slug], shown_by[one.slug]) for one in ordered[:1]}
    return Page(
        path=addresses.HOME,
        title=name,
        description=f"{promise} {words.counted_explainers(len(ordered), translation)}.",
        template="home",
        hide=("navigation", "toc"),
        made_from=SETTINGS,
        view=HomeView(
            title=name,
            promise=promise,
            method=addresses.link(addresses.HOME, addresses.METHOD),
            cards=tuple(
                _card(one, gists[one.slug], lead.get(one.slug, ()), translation) for one in ordered[:SHOWN]
            ),
            places=places,
            ways=ways,
        ),
    )


def _newness(explainer: Explainer) -> tuple[str, str]:
    event = edtf.parse(explainer.date)
    return explainer.updated, event.upper.isoformat() if event else ""


def _glances(explainer: Explainer, facts: Sequence[Fact], shower: FactShower) -> tuple[Glance, ...]:
    own = {fact.name: fact for fact in facts}
    here = replace(shower, here=addresses.HOME)
    return tuple(
        glance(here.show(own[name]), here.translation) for name in choose(explainer, facts)[:LEAD_FACTS]
    )


def _card(explainer: Explainer, gist: Gist, glances: tuple[Glance, ...], translation: Translation) -> Card:
    language = translation.foreign(explainer.language or translation.site)
    here = addresses.link(addresses.HOME, addresses.explainer_page(explainer.slug))
    origins = words.counted_origins(gist.origins, translation)
    return Card(
        explainer=Link(explainer.title, here, language),
        standfirst=explainer.standfirst,
        date=dates.in_words(explainer.date, translation),
        place=explainer.place,
        updated=dates.in_words(explainer.updated, translation),
        basis=f"{words.counted_facts(gist.facts, translation)}, {origins}",
        tags=tag_links(explainer.tags, language, addresses.HOME),
        glances=glances,
    )
