"""A country's page: every fact that names it, across all explainers."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Fact
from generator.values.naming import country_name
from generator.views import addresses, words
from generator.views.facts import FactShower
from generator.views.page import SETTINGS, Link, Page
from generator.views.person import Appearance, appearance


@dataclass(frozen=True, slots=True)
class PlaceView:
    """What a country's page shows."""

    name: str
    flag: str
    people: tuple[Link, ...]
    """Those from there who have a page."""
    facts: str
    explainers: str
    appearances: tuple[Appearance, ...]


def place_page(code: str, facts: Sequence[tuple[FactShower, str, Sequence[Fact]]]) -> Page:
    """Return the page of a country, from its facts by explainer, the explainer's date in words between."""
    name = country_name(code)
    number = words.counted(sum(len(some) for _, _, some in facts), "fact")
    explainers = words.counted(len(facts), "explainer")
    return Page(
        path=addresses.place_page(code),
        title=name,
        description=f"{name}: {number} in {explainers}, each with its words.",
        template="place",
        hide=("navigation", "toc"),
        made_from=SETTINGS,
        view=PlaceView(
            name=name,
            flag=words.flag(code),
            people=facts[0][0].directory.of_country(code, addresses.place_page(code)),
            facts=number,
            explainers=explainers,
            appearances=tuple(appearance(shower, date, some) for shower, date, some in facts),
        ),
    )
