"""A country's page: every fact that names it, across all explainers."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Fact
from generator.views import addresses, words
from generator.views.browsing import trail_to
from generator.views.facts import FactShower
from generator.views.page import SETTINGS, Link, Page
from generator.views.person import Appearance, appearance


@dataclass(frozen=True, slots=True)
class PlaceView:
    """What a country's page shows."""

    trail: tuple[Link, ...]
    """The pages above it, from the home page on."""
    name: str
    flag: str
    people: tuple[Link, ...]
    """Those from there who have a page."""
    standfirst: str
    """How many facts name it."""
    appearances: tuple[Appearance, ...]


def place_page(code: str, facts: Sequence[tuple[FactShower, str, Sequence[Fact]]]) -> Page:
    """Return the page of a country, from its facts by explainer, the explainer's date in words between."""
    translation = facts[0][0].translation
    name = translation.country(code)
    number = sum(len(some) for _, _, some in facts)
    return Page(
        path=addresses.place_page(code),
        title=name,
        description=words.described(name, number, len(facts), translation),
        template="place",
        hide=("navigation", "toc"),
        made_from=SETTINGS,
        view=PlaceView(
            trail=trail_to("country", addresses.place_page(code), translation),
            name=name,
            flag=words.flag(code),
            people=facts[0][0].directory.of_country(code, addresses.place_page(code)),
            standfirst=words.told(number, len(facts), translation),
            appearances=tuple(appearance(shower, date, some) for shower, date, some in facts),
        ),
    )
