"""What stands where in the site, told before any of it is made, and what would stand in one place."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from generator.findings import Finding, finding
from generator.model import Content, Explainer, Fact, Location
from generator.project import Project
from generator.translation import translation
from generator.views import addresses, web, words
from generator.views.facts import former
from generator.views.page import SETTINGS, Standing
from generator.views.parties import Named

_LONGEST = 255
"""Bytes of a file's name: the most that Linux, macOS and Windows have room for."""


class Place(Struct, frozen=True):
    """Where a page or a file is to stand."""

    path: PurePosixPath
    """As in ``Standing``, and so are the next two."""
    title: str
    made_from: Location


def own_places(explainer: Explainer, facts: Sequence[Fact], project: Project) -> Iterator[Place]:
    """Yield where the pages of an explainer, and the files beside them, are to stand."""
    slug, here = explainer.slug, explainer.location
    yield Place(addresses.explainer_page(slug), words.collapsed(explainer.title), here)
    for one in explainer.articles:
        yield Place(addresses.article_page(slug, one.slug), words.article_label(one), one.location)
    tables = dict.fromkeys(fact.table for fact in facts)
    files = [f"{table}.{kind}" for table in tables for kind in web.DATA_KINDS]
    for name in (*files, *([web.PACKAGE] if files else [])):
        yield Place(web.data_folder(slug) / name, "", here)
    for fact in facts:
        for anchor in (addresses.fact_anchor(fact.table, fact.id), *former(fact, explainer)):
            card = web.fact_card(slug, anchor).with_suffix("")
            yield Place(card / addresses.INDEX, "", here)
            if project.site_url:
                yield Place(card / web.OEMBED, "", here)
    yield Place(web.social_card(slug), "", here)


def party_places(content: Content, named: Named, project: Project) -> Iterator[Place]:
    """Yield where the pages of those who have one, people, organisations and countries, are to stand."""
    people = {one.id: one for one in content.people}
    country = translation(project.language).country
    for party in named:
        if one := people.get(party):
            yield Place(addresses.person_page(party), words.capital(one.name), one.location)
        else:
            yield Place(addresses.place_page(party), country(party), SETTINGS)


def address_clashes(listed: Sequence[Standing]) -> tuple[Finding, ...]:
    """Return a finding for each page or file whose address another has, capitals and small letters alike.

    An address is also taken where the one would be a file and the other a folder. One that no disk has room
    for is a finding, too.
    """
    taken: dict[str, Standing] = {}
    found = []
    for one in listed:
        address = addresses.published_file(one.path)
        first = taken.setdefault(address.casefold(), one)
        if first is not one:
            found.append(_clash(one, first, address.casefold()))
        if len(address) * 4 > _LONGEST and any(len(part.encode()) > _LONGEST for part in address.split("/")):
            message = f"The address /{address} has a part of more than {_LONGEST} bytes."
            found.append(finding("address-too-long", one.made_from, message))
    for address, one in taken.items():
        end = address.find("/")
        while end >= 0:
            if address[:end] in taken:
                found.append(_clash(taken[address[:end]], one, address[:end]))
            end = address.find("/", end + 1)
    return tuple(found)


def _clash(one: Standing, first: Standing, address: str) -> Finding:
    stands = f"/{address.removesuffix(addresses.INDEX)}"
    kind = "page" if one.title else "file"
    message = f"The {kind} {_called(one)} would stand at {stands}, where {_called(first)} stands."
    return finding("address-taken", one.made_from, message)


def _called(one: Standing) -> str:
    return f"“{one.title or one.path}”"
