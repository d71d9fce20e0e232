"""What a page says, in schema.org's words (https://schema.org/docs/schemas.html), for search engines.

Linked data has no room for doubt: it has no "reportedly", no draft and no "sources differ". So of the facts
only those are told that every one of their rows states as accepted and without attribution, and on which
no sources differ. Dates are told only where ISO 8601 can hold them.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

from generator.model import Agreement, Article, Explainer, Fact, Person, Row, Status, Value
from generator.project import Project
from generator.schema import Table
from generator.translation import Translation, translation
from generator.views import addresses, corrections, dates, web, words
from generator.views.facts import FactShower

Node = dict[str, object]
_HEADLINE = 110
_IN_SCRIPT = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&"})
_TYPES = {"person": "Person", "organization": "Organization"}
"""What somebody is; a group ("dozens of leaders") is neither."""


def script(node: Mapping[str, object]) -> str:
    """Return linked data as JSON that may stand in an HTML ``script`` element as it is.

    It is ASCII on one line, without ``<``, ``>`` and ``&``, which could end the element or be read as an
    entity (https://www.w3.org/TR/json-ld11/#restrictions-for-contents-of-json-ld-script-elements).
    """
    whole = {"@context": "https://schema.org", **node}
    return json.dumps(whole, separators=(",", ":")).translate(_IN_SCRIPT)


def site(project: Project, description: str) -> Node:
    """Return the home page: the site itself."""
    return {
        "@type": "WebSite",
        "name": project.site_name,
        "description": description,
        "url": web.address(project.site_url, addresses.HOME),
        "publisher": _publisher(project),
    }


def page(project: Project, path: PurePosixPath, title: str, description: str, kind: str = "WebPage") -> Node:
    """Return a page of which nothing more particular can be said."""
    return {
        "@type": kind,
        "name": title,
        "description": description,
        "url": web.address(project.site_url, path),
        "publisher": _publisher(project),
    }


def explainer(one: Explainer, facts: Sequence[Fact], shower: FactShower, project: Project) -> Node:
    """Return an explainer: what it is about, what it rests on, who spoke and what was corrected."""
    here = web.address(project.site_url, addresses.explainer_page(one.slug))
    sources = [_source(article, one, project) for article in one.articles]
    sure = [fact for fact in facts if _is_sure(fact, shower.tables[fact.table])]
    return _filled(
        {
            "@type": "BackgroundNewsArticle",
            "@id": here,
            "url": here,
            "mainEntityOfPage": here,
            "headline": words.shortened(one.title, _HEADLINE),
            "description": words.collapsed(one.standfirst),
            "datePublished": shower.pasts.began,
            "dateModified": _iso(one.updated),
            "inLanguage": one.language or project.language,
            "keywords": list(one.tags),
            "image": image(one, project),
            "author": _publisher(project),
            "publisher": _publisher(project),
            "publishingPrinciples": web.address(project.site_url, addresses.METHOD),
            "about": _event(one, sure, shower, project),
            "citation": sources,
            "isBasedOn": [url for article in one.articles if (url := addresses.safe_url(article))],
            "hasPart": [_quotation(fact, shower, project) for fact in sure if _is(fact, "quotes", shower)],
            "correction": [_correction(row, one, facts, shower, project) for row in one.corrections],
        }
    )


def image(one: Explainer, project: Project) -> str:
    """Return the whole address of an explainer's social card; "" where the site's own is not known."""
    return web.address(project.site_url, web.social_card(one.slug)) if project.site_url else ""


def article(one: Article, of: Explainer, project: Project) -> Node:
    """Return an article's page, which shows another publisher's work."""
    here = web.address(project.site_url, addresses.article_page(of.slug, one.slug))
    about = words.article_label(one)
    return {
        "@type": "WebPage",
        "name": about,
        "url": here,
        "isPartOf": web.address(project.site_url, addresses.explainer_page(of.slug)),
        "publisher": _publisher(project),
        "mainEntity": _source(one, of, project),
    }


def person(one: Person, of: Sequence[Explainer], project: Project) -> Node:
    """Return the page of a person, an organisation or a group, with the explainers that name them."""
    page = addresses.person_page(one.id)
    about = _party(one, project, [one.id])
    if one.kind == "organization" and one.country:
        about["location"] = _country(one.country, project)
    return _profile("ProfilePage", page, about, of, project)


def country(code: str, people: Sequence[Person], of: Sequence[Explainer], project: Project) -> Node:
    """Return the page of a country, with those from there it leads to and the explainers that name it.

    Nothing is told of nationality: the country in ``people.csv`` need not be one.
    """
    page = addresses.place_page(code)
    about = _country(code, project) | {"@id": web.address(project.site_url, page)}
    profile = _profile("CollectionPage", page, about, of, project)
    return _filled(profile | {"mentions": [_party(one, project, [one.id]) for one in people]})


def _country(code: str, project: Project) -> Node:
    return {"@type": "Country", "name": translation(project.language).country(code), "identifier": code}


def _profile(kind: str, page: PurePosixPath, about: Node, of: Sequence[Explainer], project: Project) -> Node:
    """Return a page about one thing, which the explainers are about too."""
    named_by = [
        {
            "@type": "BackgroundNewsArticle",
            "headline": words.shortened(each.title, _HEADLINE),
            "url": web.address(project.site_url, addresses.explainer_page(each.slug)),
        }
        for each in of
    ]
    return {
        "@type": kind,
        "name": about["name"],
        "url": web.address(project.site_url, page),
        "publisher": _publisher(project),
        "mainEntity": about | {"subjectOf": named_by},
    }


def corrected(row: Row, translated: Translation) -> str:
    """Return a correction in a line: why, what was said, what is said now."""
    was, now = row.words("was"), row.words("now")
    told = [
        row.words("reason"),
        was and translated.gettext("It said: %(words)s.", words=was),
        now and translated.gettext("It says now: %(words)s.", words=now),
    ]
    return words.collapsed(" ".join(part for part in told if part))


def _publisher(project: Project) -> Node:
    return {
        "@type": "NewsMediaOrganization",
        "name": project.site_name,
        "url": web.address(project.site_url, addresses.HOME),
        "publishingPrinciples": web.address(project.site_url, addresses.METHOD),
        "correctionsPolicy": web.address(project.site_url, addresses.CORRECTIONS),
    }


def _source(one: Article, of: Explainer, project: Project) -> Node:
    """Return an article: its date only where the article itself bears it."""
    own_page = web.address(project.site_url, addresses.article_page(of.slug, one.slug))
    return _filled(
        {
            "@type": "Article",
            "headline": words.shortened(words.article_label(one), _HEADLINE),
            "author": {"@type": "Person", "name": words.collapsed(one.author)} if one.author else "",
            "publisher": (
                {"@type": "Organization", "name": words.collapsed(one.publisher)} if one.publisher else ""
            ),
            "datePublished": "" if one.published_inferred_from else _iso(one.published),
            "inLanguage": one.language,
            "url": addresses.safe_url(one) or own_page,
        }
    )


def _event(one: Explainer, sure: Sequence[Fact], shower: FactShower, project: Project) -> Node:
    start, _, end = one.date.partition("/")
    people = shower.context.people
    paged = shower.directory.with_page
    came = [
        people[party]
        for fact in sure
        if _is(fact, "attendees", shower) and _values(fact, "choice", shower) == ["attended"]
        for party in _values(fact, "name", shower)
        if party in people
    ]
    return _filled(
        {
            "@type": "Event",
            "name": words.collapsed(one.title),
            "startDate": _iso(start),
            "endDate": _iso(end or start),
            "location": {"@type": "Place", "name": words.collapsed(one.place)} if one.place else "",
            "attendee": [_party(each, project, paged) for each in came if each.kind in _TYPES],
        }
    )


def _party(one: Person, project: Project, with_page: Collection[str]) -> Node:
    page = web.address(project.site_url, addresses.person_page(one.id))
    return _filled(
        {
            "@type": _TYPES.get(one.kind, "Thing"),
            "@id": page if one.id in with_page else "",
            "name": words.capital(one.name),
            "alternateName": list(one.aliases),
        }
    )


def _quotation(fact: Fact, shower: FactShower, project: Project) -> Node:
    people = shower.context.people
    anchor = addresses.fact_anchor(fact.table, fact.id)
    return _filled(
        {
            "@type": "Quotation",
            "text": shower.show(fact).label,
            "url": web.address(project.site_url, addresses.explainer_page(fact.explainer), anchor),
            "spokenByCharacter": [
                _party(people[party], project, shower.directory.with_page)
                for party in _values(fact, "parties", shower)
                if party in people and people[party].kind in _TYPES
            ],
        }
    )


def _correction(
    row: Row, one: Explainer, facts: Sequence[Fact], shower: FactShower, project: Project
) -> Node:
    page = addresses.explainer_page(one.slug)
    return _filled(
        {
            "@type": "CorrectionComment",
            "text": corrected(row, shower.translation),
            "url": web.address(project.site_url, page, corrections.anchor(row, one, facts)),
            "datePublished": _iso(row.words("date")),
        }
    )


def _is(fact: Fact, layout: str, shower: FactShower) -> bool:
    table = shower.tables[fact.table]
    return (table.layout or table.name) == layout


def _is_sure(fact: Fact, table: Table) -> bool:
    return fact.agreement is not Agreement.CONFLICTING and all(
        row.status is Status.ACCEPTED and not any(row.words(column) for column in table.attributing)
        for row in fact.rows
    )


def _values(fact: Fact, value_type: str, shower: FactShower) -> list[str]:
    """Return what the fact's fields of a type hold, normalised; the first value where rows agree."""
    table = shower.tables[fact.table]
    found: list[str] = []
    for one in fact.fields:
        if table.field(one.field).value_type == value_type:
            for group in one.groups:
                found += _normal(group.value)
    return found


def _normal(value: Value) -> list[str]:
    return [str(part) for part in value.normal] if isinstance(value.normal, tuple) else [str(value.normal)]


def _iso(written: str) -> str:
    """Return an EDTF date that ISO 8601 has too: a certain year, month or day; "" otherwise."""
    return written if dates.is_plain(written) else ""


def _filled(node: Node) -> Node:
    """Return a node without what is empty."""
    return {name: value for name, value in node.items() if value not in ("", [], {})}
