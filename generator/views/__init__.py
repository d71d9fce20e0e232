"""Everything a page shows: all labels, ordering, formatting and grouping. Templates only loop and include."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from generator import origins
from generator.findings import Checked, Finding, finding
from generator.model import Content, Explainer, Fact, Location, Person
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
from generator.views.page import Link, Page
from generator.views.person import named_in, person_page

__all__ = ["Link", "Page", "address_clashes", "site"]

_SETTINGS = Location(PurePosixPath("mkdocs.yml"))


def site(
    content: Content,
    tables: Sequence[Table],
    facts: Mapping[str, Sequence[Fact]],
    checked: Checked,
    project: Project,
) -> tuple[Page, ...]:
    """Return every page of the site; ``facts`` are those of each explainer, by its slug."""
    people = People(content.people)
    named = _named(content, tables, facts, Directory(people, ()))
    directory = Directory(people, frozenset(named))
    pages = [
        home_page(content, facts, project.site_name, _SETTINGS),
        method_page(content, facts, checked, _SETTINGS),
    ]
    showers = {}
    for explainer in content.explainers:
        own = facts.get(explainer.slug, ())
        shower = showers[explainer.slug] = _shower(explainer, tables, own, directory)
        pages.append(explainer_page(explainer, tables, own, checked, shower))
        pages += [
            article_page(marked, replace(shower, here=addresses.article_page(explainer.slug, slug)))
            for slug, marked in shower.articles.items()
        ]
    pages += [
        _person(person, named[person.id], content, showers) for person in content.people if person.id in named
    ]
    return tuple(pages)


def address_clashes(pages: Sequence[Page]) -> tuple[Finding, ...]:
    """Return a finding for each page whose address another page has, capitals and small letters alike."""
    taken: dict[str, Page] = {}
    found = []
    for page in pages:
        address = addresses.published_folder(page.path).casefold()
        first = taken.setdefault(address, page)
        if first is not page:
            message = f"The page “{page.title}” would stand at /{address}/, where “{first.title}” stands."
            found.append(finding("address-taken", page.made_from, message))
    return tuple(found)


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
