"""Each fact on a card of its own, for other sites to show, and the way from its old names to it.

A card is one HTML file that needs nothing else: no script, no font, no style sheet. Beside it stands what an
oEmbed provider would answer (https://oembed.com, type "rich"), as a static site can give it: found through
the card's ``link`` element. A fact that was renamed keeps the address of its card: it leads to the new one.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct, json

from generator.markup import template
from generator.model import Explainer, Fact
from generator.project import Project
from generator.views import Asset, addresses, linked_data, web, words
from generator.views.fact_view import FactView, FieldView
from generator.views.facts import FactShower


class Card(Struct, frozen=True):
    """What a card shows."""

    fact: FactView
    fields: tuple[FieldView, ...]
    """Those to list; units stand with their numbers."""
    explainer: str
    """The title of its explainer."""
    language: str
    """BCP 47 tag of that title, where it is not in the interface's language."""
    site_name: str
    indexed: bool
    """False where search engines are asked to leave the card alone."""
    base: str
    """The way from the card to its explainer's page: the links are those of that page."""
    address: str
    """The fact's own, on its explainer's page: what search engines shall show."""
    oembed: str
    """The address of what an oEmbed provider would answer; empty where the site's own is not known."""


def embeds(
    explainer: Explainer, facts: Sequence[Fact], shower: FactShower, project: Project
) -> tuple[Asset, ...]:
    """Return the card of each fact with its oEmbed answer, and a page that leads on for each old name."""
    return tuple(asset for fact in facts for asset in _fact(explainer, fact, shower, project))


def _fact(explainer: Explainer, fact: Fact, shower: FactShower, project: Project) -> Iterator[Asset]:
    anchor = addresses.fact_anchor(fact.table, fact.id)
    page = web.fact_card(explainer.slug, anchor)
    folder = _folder(page)
    oembed = folder / web.OEMBED
    view = shower.show(fact)
    card = Card(
        fact=view,
        fields=tuple(field for field in view.fields if field.value_type != "unit"),
        explainer=words.collapsed(explainer.title),
        language=shower.language,
        site_name=project.site_name,
        indexed=project.indexed,
        base=addresses.link(page, shower.here),
        address=web.address(project.site_url, addresses.explainer_page(explainer.slug), anchor),
        oembed=web.address(project.site_url, oembed) if project.site_url else "",
    )
    html = template("card.html.j2", shower.translation).render(card=card)
    yield Asset(folder / addresses.INDEX, html.encode(), explainer.location)
    answer = _oembed(explainer, view, view.embed.snippet, project) if project.site_url and view.embed else b""
    if answer:
        yield Asset(oembed, answer, explainer.location)
    for former in view.former:
        old = web.fact_card(explainer.slug, former)
        way = addresses.link(old, page)
        moved = template("moved.html.j2", shower.translation).render(
            title=view.title, href=way, address=card.address
        )
        yield Asset(_folder(old) / addresses.INDEX, moved.encode(), explainer.location)
        if answer:
            yield Asset(_folder(old) / web.OEMBED, answer, explainer.location)


def _folder(page: PurePosixPath) -> PurePosixPath:
    return page.with_suffix("")


def _oembed(explainer: Explainer, view: FactView, snippet: str, project: Project) -> bytes:
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": view.title,
        "provider_name": project.site_name,
        "provider_url": project.site_url,
        "html": snippet,
        "width": web.CARD_WIDTH,
        "height": web.CARD_HEIGHT,
        "thumbnail_url": linked_data.image(explainer, project),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    return json.format(json.encode(answer), indent=0) + b"\n"
