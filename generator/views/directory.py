"""Who has a page of their own: the names in a value → links."""

from collections.abc import Collection
from pathlib import PurePosixPath

from msgspec import Struct

from generator.model import Value
from generator.translation import Translation
from generator.values import People
from generator.views import addresses
from generator.views.page import Link


class Directory(Struct, frozen=True):
    """Finds the people and countries a value names."""

    people: People
    with_page: Collection[str]
    """The ids of the people and the codes of the countries that have a page."""
    translation: Translation

    def links(self, value: Value, here: PurePosixPath) -> tuple[Link, ...]:
        """Return a link for each party that a value names; without address where there is no page."""
        return tuple(self.link(party, here) for party in _parties(value))

    def names(self, value: Value) -> tuple[str, ...]:
        """Return the names of the parties that a value names."""
        return tuple(map(self._name, _parties(value)))

    def of_country(self, code: str, here: PurePosixPath) -> tuple[Link, ...]:
        """Return a link for each person and organisation of a country that has a page."""
        own = (one.id for one in self.people.everybody if one.country == code)
        return tuple(self.link(party, here) for party in own if party in self.with_page)

    def is_collective(self, party: str) -> bool:
        """Return whether a party is a country or an organisation."""
        return party not in self.people or self.people[party].kind == "organization"

    def link(self, party: str, here: PurePosixPath) -> Link:
        """Return a link for a person's id or a country's code; without address where there is no page."""
        if party not in self.with_page:
            return Link(self._name(party), "")
        page = addresses.person_page(party) if party in self.people else addresses.place_page(party)
        return Link(self._name(party), addresses.link(here, page))

    def _name(self, party: str) -> str:
        return self.people[party].name if party in self.people else self.translation.country(party)


def _parties(value: Value) -> tuple[str, ...]:
    return value.normal if isinstance(value.normal, tuple) else (value.normal,)
