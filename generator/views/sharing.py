"""What a page tells those that pass it on: search engines, social networks, messengers.

All of it stands in the page's front matter and reaches the head through ``overrides/frame.html``: a builder
gives front matter to its templates unread, while the body goes through a Markdown reader and its
extensions, and each builder's are different. The linked data is one line of JSON in which ``script`` left
no character that HTML knows, so that it is safe unescaped and unharmed by YAML.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from generator.model import Content, Explainer, Fact, Person
from generator.project import Project
from generator.translation import translation
from generator.views import addresses, linked_data
from generator.views.facts import FactShower
from generator.views.frame import frame_words
from generator.views.linked_data import Node
from generator.views.page import Page, Sharing
from generator.views.parties import Named


def share(
    pages: Sequence[Page], known: Mapping[PurePosixPath, Node], of: Explainer | None, project: Project
) -> tuple[Page, ...]:
    """Return the pages, each with what it tells of itself.

    ``known`` is the linked data of those about something; ``of`` the explainer they are all part of.
    """
    shown = {addresses.explainer_page(of.slug): of} if of else {}
    return tuple(
        replace(
            page,
            sharing=_sharing(page, known.get(page.path), shown.get(page.path), project),
            language=project.language,
            frame=frame_words(translation(project.language)),
            indexed=project.indexed,
        )
        for page in pages
    )


def known_of(
    one: Explainer, facts: Sequence[Fact], shower: FactShower, project: Project
) -> dict[PurePosixPath, Node]:
    """Return the linked data of an explainer and of its articles, by their page."""
    known = {addresses.explainer_page(one.slug): linked_data.explainer(one, facts, shower, project)}
    for article in one.articles:
        page = addresses.article_page(one.slug, article.slug)
        known[page] = linked_data.article(article, one, project)
    return known


def profiles(content: Content, named: Named, project: Project) -> dict[PurePosixPath, Node]:
    """Return the linked data of people, organisations, groups and countries, by their page."""
    people = {one.id: one for one in content.people}
    of_country: dict[str, list[Person]] = defaultdict(list)
    for person in content.people:
        if person.id in named:
            of_country[person.country].append(person)
    explainers = {one.slug: one for one in content.explainers}
    known: dict[PurePosixPath, Node] = {}
    for party, own in named.items():
        of = [explainers[slug] for slug in own]
        if party in people:
            known[addresses.person_page(party)] = linked_data.person(people[party], of, project)
        else:
            theirs = of_country[party]
            known[addresses.place_page(party)] = linked_data.country(party, theirs, of, project)
    return known


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
