"""Everything a page shows: all labels, ordering, formatting and grouping. Templates only loop and include."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from msgspec import Struct
from msgspec.structs import replace

from generator import origins
from generator.findings import Checked
from generator.history import NO_HISTORY, NO_PASTS, History, Pasts
from generator.model import Content, Explainer, Fact
from generator.project import Project
from generator.schema import Table
from generator.translation import Translation, translation
from generator.values import Context, People
from generator.views import addresses
from generator.views.article import article_page
from generator.views.browsing import browsing_pages, linked, listings, ways
from generator.views.corrections import corrections_page
from generator.views.directory import Directory
from generator.views.explainer import explainer_page
from generator.views.facts import FactShower
from generator.views.gist import Each, Gist, gist_of
from generator.views.home import home_page
from generator.views.marks import mark_articles
from generator.views.method import method_page
from generator.views.page import Asset, Link, Page, Standing
from generator.views.parties import Named, with_page
from generator.views.person import appearance, mention, person_page
from generator.views.places import place_page
from generator.views.sharing import known_of, profiles, share
from generator.views.standing import Place, address_clashes, own_places, party_places

PARTIES_ON_HOME = 8

Glances = Callable[[str, Sequence[str]], Sequence[str]]
"""Gives the HTML of facts of an explainer, by its slug and ``table/fact``, for the page of a party."""

__all__ = [
    "Asset",
    "Directory",
    "Each",
    "FactShower",
    "Gist",
    "Glances",
    "Link",
    "Page",
    "PartyPage",
    "Place",
    "Standing",
    "address_clashes",
    "gist_of",
    "gists_of",
    "mention",
    "own_pages",
    "own_places",
    "party_pages",
    "party_places",
    "shared_pages",
    "shower",
    "showers",
    "with_page",
]


def showers(
    content: Content,
    tables: Sequence[Table],
    facts: Mapping[str, Sequence[Fact]],
    project: Project,
    history: History = NO_HISTORY,
    gists: Mapping[str, Gist] | None = None,
) -> Mapping[str, FactShower]:
    """Return what shows the facts of each explainer on its page, by the explainer's slug."""
    own = gists or gists_of(content, tables, facts)
    people = content.people
    directory = Directory(People(people), frozenset(with_page(people, own)), translation(project.language))
    explainers = {one.slug: one for one in content.explainers}

    def made(slug: str) -> FactShower:
        past = history.of(slug)
        return shower(explainers[slug], tables, facts.get(slug, ()), directory, project.site_url, past)

    return Each([*explainers], made)


def gists_of(
    content: Content, tables: Sequence[Table], facts: Mapping[str, Sequence[Fact]]
) -> Mapping[str, Gist]:
    """Return the gist of each explainer, by its slug."""
    return {one.slug: gist_of(facts.get(one.slug, ()), tables) for one in content.explainers}


def shower(
    explainer: Explainer,
    tables: Sequence[Table],
    facts: Sequence[Fact],
    directory: Directory,
    site_url: str = "",
    pasts: Pasts = NO_PASTS,
) -> FactShower:
    """Return what shows the facts of one explainer on its page; ``pasts`` is what git knows of them."""
    return FactShower(
        explainer=explainer,
        tables={table.name: table for table in tables},
        articles=mark_articles(explainer.articles, facts),
        origin_of=origins.group(explainer.articles),
        directory=directory,
        context=Context(people=directory.people, translation=directory.translation),
        here=addresses.explainer_page(explainer.slug),
        site_url=site_url,
        pasts=pasts,
    )


def own_pages(
    explainer: Explainer,
    tables: Sequence[Table],
    facts: Sequence[Fact],
    checked: Checked,
    project: Project,
    shower: FactShower,
) -> tuple[Page, ...]:
    """Return the pages that one explainer alone is shown on: its own and its articles'."""
    pages = [explainer_page(explainer, tables, facts, checked, shower)]
    pages += [
        article_page(marked, replace(shower, here=addresses.article_page(explainer.slug, slug)))
        for slug, marked in shower.articles.items()
    ]
    return share(pages, known_of(explainer, facts, shower, project), explainer, project)


def shared_pages(
    content: Content,
    gists: Mapping[str, Gist],
    facts: Mapping[str, Sequence[Fact]],
    checked: Checked,
    project: Project,
    shown_by: Mapping[str, FactShower],
) -> tuple[Page, ...]:
    """Return the pages that show something of all explainers; they ask for the facts of few."""
    named, language = with_page(content.people, gists), translation(project.language)
    lists = listings(content, gists, named, language)
    most_named, onward = _most_named(content, named, language), ways(lists, language)
    pages = [
        home_page(content, gists, facts, project.site_name, shown_by, most_named, onward, language),
        method_page(content, gists, checked, language),
        corrections_page(content.explainers, facts, shown_by, project, language),
    ]
    browsing = browsing_pages(lists, language)
    return share([*pages, *browsing], {one.path: linked(one, project) for one in browsing}, None, project)


class PartyPage(Struct, frozen=True):
    """The page of a person, an organisation or a country, before it is made."""

    party: str
    """A person's id or a country's code."""
    explainers: tuple[str, ...]
    """The slugs of those that name it, the last updated first: the page shows them and no others."""
    make: Callable[[], Page]


def party_pages(
    content: Content, gists: Mapping[str, Gist], project: Project, glances: Glances
) -> tuple[PartyPage, ...]:
    """Return the pages of everybody and every country with a page, to be made one by one."""
    named = with_page(content.people, gists)
    people = People(content.people)
    directory = Directory(people, frozenset(named), translation(project.language))
    newest_first = sorted(content.explainers, key=lambda one: one.updated, reverse=True)
    rank = {one.slug: number for number, one in enumerate(newest_first)}
    known = cache(lambda: profiles(content, named, project))

    def page(party: str, slugs: Sequence[str]) -> Page:
        here = addresses.person_page(party) if party in people else addresses.place_page(party)
        told = tuple(
            appearance(
                newest_first[rank[slug]], here, glances(slug, named[party][slug]), directory.translation
            )
            for slug in slugs
        )
        made = (
            person_page(people[party], told, directory)
            if party in people
            else place_page(party, told, directory)
        )
        return share([made], known(), None, project)[0]

    listed = [(party, tuple(sorted(own, key=rank.__getitem__))) for party, own in named.items()]
    return tuple(PartyPage(party, slugs, partial(page, party, slugs)) for party, slugs in listed)


def _most_named(content: Content, named: Named, language: Translation) -> tuple[Link, ...]:
    """Return the countries and organisations that most facts name, for the home page."""
    directory = Directory(People(content.people), frozenset(named), language)
    ranked = sorted(named, key=lambda party: -sum(map(len, named[party].values())))
    return tuple(directory.link(party, addresses.HOME) for party in ranked if directory.is_collective(party))[
        :PARTIES_ON_HOME
    ]
