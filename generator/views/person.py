"""A person's page: every fact that names them, across all explainers."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Explainer, Fact, Person
from generator.translation import Translation
from generator.views import addresses, dates, words
from generator.views.browsing import trail_to
from generator.views.directory import Directory
from generator.views.facts import FactShower
from generator.views.glance import Glance, glance
from generator.views.page import Link, Page


class Appearance(Struct, frozen=True):
    """What one explainer's facts say of a person."""

    explainer: Link
    date: str
    glances: tuple[str, ...]
    """The HTML of each fact."""


class PersonView(Struct, frozen=True):
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


def person_page(person: Person, told: tuple[Appearance, ...], directory: Directory) -> Page:
    """Return the page of a person, given what each explainer tells of them."""
    name = words.capital(person.name)
    here = addresses.person_page(person.id)
    number = sum(len(one.glances) for one in told)
    translation = directory.translation
    return Page(
        path=here,
        title=name,
        description=words.described(name, number, len(told), translation),
        template="person",
        hide=("navigation", "toc"),
        made_from=person.location,
        view=PersonView(
            trail=trail_to(person.kind, here, translation),
            name=name,
            kind=words.kind(person.kind, translation),
            country=directory.link(person.country, here) if person.country else None,
            flag=words.flag(person.country),
            aliases=person.aliases,
            standfirst=words.told(number, len(told), translation),
            appearances=told,
        ),
    )


def appearance(
    one: Explainer, here: PurePosixPath, glances: Sequence[str], translation: Translation
) -> Appearance:
    """Return what one explainer's facts say, shown by ``glances``, on the page ``here``."""
    page = addresses.explainer_page(one.slug)
    language = translation.foreign(one.language or translation.site)
    return Appearance(
        explainer=Link(one.title, addresses.link(here, page), language),
        date=dates.in_words(one.date, translation),
        glances=tuple(glances),
    )


def mention(fact: Fact, shower: FactShower) -> Glance:
    """Return a fact in one line as the page of any party shows it.

    To an explainer the way is the same from all of them, so it goes before the links of the explainer's page.
    """
    way = addresses.link(addresses.person_page("anybody"), shower.here)
    shown = shower.show(fact)
    evidence = tuple(replace(one, article=_led(way, one.article)) for one in shown.evidence)
    view = replace(shown, href=f"{way}{shown.href}", evidence=tuple(evidence), past=(), embed=None)
    return glance(view, shower.translation)


def _led(way: str, link: Link) -> Link:
    return replace(link, href=f"{way}{link.href}") if link.href else link
