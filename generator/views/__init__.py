"""Everything a page shows: all labels, ordering, formatting and grouping. Templates only loop and include."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from generator import origins
from generator.findings import Checked, Finding, finding
from generator.model import Content, Explainer, Fact, Person
from generator.project import Project
from generator.schema import Table
from generator.values import Context, People
from generator.views import addresses, dates
from generator.views.article import article_page
from generator.views.directory import Directory
from generator.views.explainer import explainer_page
from generator.views.facts import FactShower
from generator.views.home import home_page
from generator.views.marks import mark_articles
from generator.views.method import method_page
from generator.views.page import SETTINGS, Asset, Link, Page
from generator.views.person import named_in, person_page
from generator.views.sharing import share

__all__ = ["Asset", "Link", "Page", "address_clashes", "showers", "site"]


def showers(
    content: Content, tables: Sequence[Table], facts: Mapping[str, Sequence[Fact]]
) -> Mapping[str, FactShower]:
    """Return what shows the facts of each explainer on its page, by the explainer's slug."""
    people = People(content.people)
    directory = Directory(people, frozenset(_named(content, tables, facts, Directory(people, ()))))
    return {one.slug: _shower(one, tables, facts.get(one.slug, ()), directory) for one in content.explainers}


def site(
    content: Content,
    tables: Sequence[Table],
    facts: Mapping[str, Sequence[Fact]],
    checked: Checked,
    project: Project,
    shown_by: Mapping[str, FactShower],
) -> tuple[Page, ...]:
    """Return every page of the site.

    ``facts`` are those of each explainer, by its slug, and ``shown_by`` what ``showers`` made of them.
    """
    named = _named(content, tables, facts, Directory(People(content.people), ()))
    pages = [
        home_page(content, facts, project.site_name, SETTINGS, shown_by),
        method_page(content, facts, checked, SETTINGS),
    ]
    for explainer in content.explainers:
        shower = shown_by[explainer.slug]
        pages.append(explainer_page(explainer, tables, facts.get(explainer.slug, ()), checked, shower))
        pages += [
            article_page(marked, replace(shower, here=addresses.article_page(explainer.slug, slug)))
            for slug, marked in shower.articles.items()
        ]
    pages += [
        _person(person, named[person.id], content, shown_by)
        for person in content.people
        if person.id in named
    ]
    return share(pages, content, facts, shown_by, project)


def address_clashes(pages: Sequence[Page], assets: Sequence[Asset] = ()) -> tuple[Finding, ...]:
    """Return a finding for each page or file whose address another has, capitals and small letters alike.

    An address is also taken where the one would be a file and the other a folder.
    """
    taken: dict[str, Page | Asset] = {}
    found = []
    listed: list[Page | Asset] = [*pages, *assets]
    for one in listed:
        address = addresses.published_file(one.path)
        first = taken.setdefault(address.casefold(), one)
        if first is not one:
            found.append(_clash(one, first, address.casefold()))
    for address, one in taken.items():
        found += [
            _clash(taken[str(folder)], one, str(folder))
            for folder in PurePosixPath(address).parents
            if str(folder) in taken
        ]
    return tuple(found)


def _clash(one: Page | Asset, first: Page | Asset, address: str) -> Finding:
    stands = f"/{address.removesuffix(addresses.INDEX)}"
    kind = "page" if isinstance(one, Page) else "file"
    message = f"The {kind} {_called(one)} would stand at {stands}, where {_called(first)} stands."
    return finding("address-taken", one.made_from, message)


def _called(one: Page | Asset) -> str:
    return f"“{one.title}”" if isinstance(one, Page) else f"“{one.path}”"


def _shower(
    explainer: Explainer, tables: Sequence[Table], facts: Sequence[Fact], directory: Directory
) -> FactShower:
    return FactShower(
        explainer=explainer,
        tables={table.name: table for table in tables},
        articles=mark_articles(explainer.articles, facts),
        origin_of=origins.group(explainer.articles),
        directory=directory,
        context=Context(people=directory.people),
        here=addresses.explainer_page(explainer.slug),
    )


def _named(
    content: Content, tables: Sequence[Table], facts: Mapping[str, Sequence[Fact]], directory: Directory
) -> Mapping[str, Mapping[str, list[Fact]]]:
    """Return the facts that name each person: person's id → explainer's slug → facts."""
    by_name = {table.name: table for table in tables}
    named: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for explainer in content.explainers:
        for fact in facts.get(explainer.slug, ()):
            for person in named_in(fact, by_name[fact.table], directory):
                named[person.id][explainer.slug].append(fact)
    return named


def _person(
    person: Person,
    facts: Mapping[str, Sequence[Fact]],
    content: Content,
    showers: Mapping[str, FactShower],
) -> Page:
    here = addresses.person_page(person.id)
    newest_first = sorted(content.explainers, key=lambda one: one.updated, reverse=True)
    return person_page(
        person,
        [
            (replace(showers[one.slug], here=here), dates.in_words(one.date), facts[one.slug])
            for one in newest_first
            if one.slug in facts
        ],
    )
