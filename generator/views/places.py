"""A country's page: every fact that names it, across all explainers."""

from msgspec import Struct

from generator.views import addresses, words
from generator.views.browsing import trail_to
from generator.views.directory import Directory
from generator.views.page import SETTINGS, Link, Page
from generator.views.person import Appearance


class PlaceView(Struct, frozen=True):
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


def place_page(code: str, told: tuple[Appearance, ...], directory: Directory) -> Page:
    """Return the page of a country, given what each explainer tells of it."""
    translation = directory.translation
    name = translation.country(code)
    number = sum(len(one.glances) for one in told)
    return Page(
        path=addresses.place_page(code),
        title=name,
        description=words.described(name, number, len(told), translation),
        template="place",
        hide=("navigation", "toc"),
        made_from=SETTINGS,
        view=PlaceView(
            trail=trail_to("country", addresses.place_page(code), translation),
            name=name,
            flag=words.flag(code),
            people=directory.of_country(code, addresses.place_page(code)),
            standfirst=words.told(number, len(told), translation),
            appearances=told,
        ),
    )
