"""Which pages look different after a change to the content."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.changes.model import Changes, Edition, Kind, PageChange, RowChange
from generator.values import People
from generator.values.naming import country_name
from generator.views import addresses, web
from generator.views.gist import gist_of, parties
from generator.views.parties import Named, with_page

_Affected = tuple[PurePosixPath, str, Kind]
"""A page, its title, and what happens to it."""


def pages(changes: Changes, base: Edition, head: Edition, home: str, preview: str) -> tuple[PageChange, ...]:
    """Return the pages that a change affects, each once: explainers, articles, people, places, the home page.

    ``home`` is the title of the home page, ``preview`` the address of a preview of head or "". Of countries,
    organisations and groups only those are told whose page what was compared is enough to make.
    """
    found: dict[PurePosixPath, PageChange] = {}
    for page, title, kind in (
        *_explainers(changes, head),
        *_articles(changes, head),
        *_named(changes, base, head),
        *_home(changes, home),
        *_cards(changes),
    ):
        address = addresses.page_address(page)
        url = f"{preview}{address}" if preview and kind is not Kind.REMOVED else ""
        found.setdefault(page, PageChange(kind, title, address, url))
    return tuple(found.values())


def _explainers(changes: Changes, head: Edition) -> Iterator[_Affected]:
    for one in changes.explainers:
        yield addresses.explainer_page(one.slug), one.title, one.kind
    titles = {one.slug: one.title for one in head.content.explainers}
    named = _with_page(head)
    touched = [
        *(fact.explainer for fact in changes.facts),
        *(slug for person in changes.people for slug in named.get(person.id, ())),
        *(row.explainer for row in _visible(changes)),
        *(article.explainer for article in changes.articles),
        *(entry.explainer for entry in changes.corrections),
    ]
    for slug in dict.fromkeys(touched):
        if slug in titles:
            yield addresses.explainer_page(slug), titles[slug], Kind.CHANGED


def _visible(changes: Changes) -> list[RowChange]:
    """Return the rows in which more changed than a remark for fellow editors."""
    return [
        row
        for row in changes.rows
        if row.cells or row.evidence_changed or row.status_before is not row.status_after
    ]


def _articles(changes: Changes, head: Edition) -> Iterator[_Affected]:
    moved = {one.slug for one in changes.explainers if one.was}
    for explainer in head.content.explainers:
        for article in explainer.articles if explainer.slug in moved else ():
            page = addresses.article_page(explainer.slug, article.slug)
            yield page, article.title or article.slug, Kind.RENAMED
    for one in changes.articles:
        yield addresses.article_page(one.explainer, one.slug), one.title or one.slug, one.kind
    for row in _visible(changes):
        for shown in (row.evidence_after, row.evidence_before):
            if shown and not shown.problem:
                page = addresses.article_page(row.explainer, shown.article)
                yield page, shown.title or shown.article, Kind.CHANGED


def _named(changes: Changes, base: Edition, head: Edition) -> Iterator[_Affected]:
    """Yield the pages of people and places that a changed fact names, or whose own line changed."""
    was_in, now_in = ({table.name: table for table in edition.tables} for edition in (base, head))
    # A table's columns may differ between the revisions.
    sides = [pair for fact in changes.facts for pair in ((fact.before, was_in), (fact.after, now_in))]
    touched = [party for fact, tables in sides if fact for party in parties(fact, tables[fact.table])]
    touched += [one.id for one in changes.people]
    was, now = _with_page(base), _with_page(head)
    known = People((*head.content.people, *base.content.people))
    for party in dict.fromkeys(touched):
        if party not in was and party not in now:
            continue
        kind = Kind.of(party in was, party in now)
        if party in known:
            yield addresses.person_page(party), known[party].name, kind
        else:
            yield addresses.place_page(party), country_name(party), kind


def _with_page(edition: Edition) -> Named:
    gists = {slug: gist_of(facts, edition.tables) for slug, facts in edition.facts.items()}
    return with_page(edition.content.people, gists)


def _cards(changes: Changes) -> Iterator[_Affected]:
    """Yield the pages of single facts, which stand last because there are many."""
    for fact in changes.facts:
        card = web.fact_card(fact.explainer, addresses.fact_anchor(fact.table, fact.id))
        yield card, fact.title, fact.kind


def _home(changes: Changes, title: str) -> Iterator[_Affected]:
    """Yield the home page: it shows each explainer with the number of its facts and articles."""
    if changes.explainers or changes.facts or changes.articles:
        yield addresses.HOME, title, Kind.CHANGED
