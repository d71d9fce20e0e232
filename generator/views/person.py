"""A person's page: every fact that names them, across all explainers."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Fact, Person
from generator.views import addresses, words
from generator.views.browsing import trail_to
from generator.views.facts import FactShower
from generator.views.glance import Glance, glance
from generator.views.page import Link, Page


@dataclass(frozen=True, slots=True)
class Appearance:
    """What one explainer's facts say of a person."""

    explainer: Link
    date: str
    glances: tuple[Glance, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """What a person's page shows."""

    trail: tuple[Link, ...]
    """The pages above it, from the home page on."""
    name: str
    kind: str
    """What it is, by ``people.csv``: "Person", "Organization"."""
    country: Link | None
    """``None`` where ``people.csv`` has no country."""
    flag: str
    aliases: tuple[str, ...]
    standfirst: str
    """How many facts name them."""
    appearances: tuple[Appearance, ...]


def person_page(person: Person, facts: Sequence[tuple[FactShower, str, Sequence[Fact]]]) -> Page:
    """Return the page of a person, from their facts by explainer, the explainer's date in words between."""
    name = words.capital(person.name)
    here = addresses.person_page(person.id)
    number = sum(len(some) for _, _, some in facts)
    translation = facts[0][0].translation
    return Page(
        path=here,
        title=name,
        description=words.described(name, number, len(facts), translation),
        template="person",
        hide=("navigation", "toc"),
        made_from=person.location,
        view=PersonView(
            trail=trail_to(person.kind, here, translation),
            name=name,
            kind=words.kind(person.kind, translation),
            country=facts[0][0].directory.link(person.country, here) if person.country else None,
            flag=words.flag(person.country),
            aliases=person.aliases,
            standfirst=words.told(number, len(facts), translation),
            appearances=tuple(appearance(shower, date, some) for shower, date, some in facts),
        ),
    )


def appearance(shower: FactShower, date: str, facts: Sequence[Fact]) -> Appearance:
    """Return what one explainer's facts say, the explainer's date in words between."""
    page = addresses.explainer_page(shower.explainer.slug)
    return Appearance(
        explainer=Link(shower.explainer.title, addresses.link(shower.here, page), shower.language),
        date=date,
        glances=tuple(glance(shower.show(fact), shower.translation) for fact in facts),
    )
