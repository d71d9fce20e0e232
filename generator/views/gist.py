"""What pages other than its own need to know of an explainer: so little that it is kept."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from generator.model import Fact
from generator.schema import Table
from generator.views.facts import NAMING_TYPES

Made = TypeVar("Made")


class Gist(Struct, frozen=True):
    """What is told of an explainer where none of its facts is shown."""

    facts: int
    """How many there are."""
    origins: int
    """From how many origins they come."""
    named: Mapping[str, tuple[str, ...]]
    """The facts that name each party, a person's id or a country's code, as ``table/fact``."""


def gist_of(facts: Sequence[Fact], tables: Sequence[Table]) -> Gist:
    """Return the gist of an explainer with these facts."""
    by_name = {table.name: table for table in tables}
    named: dict[str, list[str]] = defaultdict(list)
    for fact in facts:
        for party in parties(fact, by_name[fact.table]):
            named[party].append(fact.name)
    return Gist(len(facts), origin_count(facts), {party: tuple(names) for party, names in named.items()})


def origin_count(facts: Sequence[Fact]) -> int:
    """Return from how many origins the facts come."""
    return len({origin for fact in facts for origin in fact.origins})


def parties(fact: Fact, table: Table) -> tuple[str, ...]:
    """Return the ids of the people and the codes of the countries a fact names in its cells, each once."""
    found: list[Any] = []
    for field in fact.fields:
        if table.field(field.field).value_type in (*NAMING_TYPES, "country"):
            for group in field.groups:
                normal = group.value.normal
                found += normal if isinstance(normal, tuple) else [normal]
    return tuple(dict.fromkeys(found))


class Each(Mapping[str, Made]):
    """What belongs to each explainer, by its slug, made when it is asked for first."""

    def __init__(self, slugs: Sequence[str], make: Callable[[str], Made]) -> None:
        """``make`` is given a slug."""
        self._made: dict[str, Made | None] = dict.fromkeys(slugs)
        self._make = make

    def __getitem__(self, slug: str) -> Made:
        """Return what belongs to an explainer. Raises ``KeyError`` where there is no such one."""
        made = self._made[slug]
        if made is None:
            made = self._made[slug] = self._make(slug)
        return made

    def __iter__(self) -> Iterator[str]:
        """Give the slugs in their order."""
        return iter(self._made)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._made)
