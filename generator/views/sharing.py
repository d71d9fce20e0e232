"""What a page tells those that pass it on: search engines, social networks, messengers.

All of it stands in the page's front matter and reaches the head through ``overrides/frame.html``: a builder
gives front matter to its templates unread, while the body goes through a Markdown reader and its
extensions, and each builder's are different. The linked data is one line of JSON in which ``script`` left
no character that HTML knows, so that it is safe unescaped and unharmed by YAML.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from generator.model import Content, Explainer, Fact
from generator.project import Project
from generator.views import addresses, linked_data
from generator.views.facts import FactShower
from generator.views.linked_data import Node
from generator.views.page import Page, Sharing
from generator.views.parties import Named


def share(
    pages: Sequence[Page],
    content: Content,
    facts: Mapping[str, Sequence[Fact]],
    shown_by: Mapping[str, FactShower],
    named: Named,
    project: Project,
) -> tuple[Page, ...]:
    """Return the pages, each with what it tells of itself."""
    known = _known(content, facts, shown_by, project) | _profiles(content, named, project)
    shown = {addresses.explainer_page(one.slug): one for one in content.explainers}
    return tuple(
        replace(page, sharing=_sharing(page, known.get(page.path), shown.get(page.path), project))
        for page in pages
    )


def _sharing(page: Page, node: Node | None, explainer: Explainer | None, project: Project) -> Sharing:
    if page.path == addresses.HOME:
        node = linked_data.site(project, page.description)
    kind = "AboutPage" if page.path == addresses.METHOD else "WebPage"
    whole = node or linked_data.page(project, page.path, page.title, page.description, kind)
    return Sharing(
        kind="article" if page.template in ("explainer", "article") else "website",
        image=linked_data.image(explainer, project) if explainer else "",
        image_words=f"{page.title}. {page.description}",
        linked_data=linked_data.script(whole),
    )


def _known(
    content: Content,
    facts: Mapping[str, Sequence[Fact]],
    shown_by: Mapping[str, FactShower],
    project: Project,
) -> dict[PurePosixPath, Node]:
    """Return the linked data of explainers and articles, by their page."""
    known: dict[PurePosixPath, Node] = {}
    for one in content.explainers:
        own, shower = facts.get(one.slug, ()), shown_by[one.slug]
        known[addresses.explainer_page(one.slug)] = linked_data.explainer(one, own, shower, project)
        for article in one.articles:
            page = addresses.article_page(one.slug, article.slug)
            known[page] = linked_data.article(article, one, project)
    return known


def _profiles(content: Content, named: Named, project: Project) -> dict[PurePosixPath, Node]:
    """Return the linked data of people, organisations, groups and countries, by their page."""
    people = {one.id: one for one in content.people}
    known: dict[PurePosixPath, Node] = {}
    for party, own in named.items():
        of = [one for one in content.explainers if one.slug in own]
        if party in people:
            known[addresses.person_page(party)] = linked_data.person(people[party], of, project)
        else:
            theirs = [one for one in content.people if one.country == party and one.id in named]
            known[addresses.place_page(party)] = linked_data.country(party, theirs, of, project)
    return known
