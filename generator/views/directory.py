"""Who has a page of their own: the names in a value → links."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.model import Person, Value
from generator.values import People
from generator.values.naming import country_name
from generator.views import addresses
from generator.views.page import Link


@dataclass(frozen=True, slots=True)
class Directory:
    """Finds the people and countries a value names."""

    people: People
    with_page: Collection[str]
    """The ids of the people who have a page."""

    def named(self, value: Value) -> tuple[Person, ...]:
        """Return the people that a name or a list of parties names, in order."""
        return tuple(self.people[party] for party in _parties(value) if party in self.people)

    def links(self, value: Value, here: PurePosixPath) -> tuple[Link, ...]:
        """Return a link for each party that a value names; without address where there is no page."""
        return tuple(self._link(party, here) for party in _parties(value))

    def _link(self, party: str, here: PurePosixPath) -> Link:
        if party not in self.people:
            return Link(country_name(party), "")
        page = addresses.person_page(party)
        return Link(self.people[party].name, addresses.link(here, page) if party in self.with_page else "")


def _parties(value: Value) -> tuple[str, ...]:
    return value.normal if isinstance(value.normal, tuple) else (value.normal,)
