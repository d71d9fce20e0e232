"""Who and what has a page of its own: the people, organisations and countries that enough facts name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.model import Person
from generator.values import People
from generator.views.gist import Gist

FEWEST_FACTS = 2
"""Facts from which on a country, an organisation or a group has a page; a person has one from the first."""
_PERSON = "person"

Named = Mapping[str, Mapping[str, Sequence[str]]]
"""Facts, as ``table/fact``, by who is named, a person's id or a country's code, and by their explainer."""


def with_page(people: Sequence[Person], gists: Mapping[str, Gist]) -> Named:
    """Return the facts that name each party that has a page; people come before countries."""
    directory = People(people)
    named: dict[str, dict[str, Sequence[str]]] = defaultdict(dict)
    for slug, own in gists.items():
        for party, facts in own.named.items():
            named[party][slug] = facts
    known = [person.id for person in people if person.id in named]
    countries = sorted(party for party in named if party not in directory)
    return {
        party: named[party]
        for party in [*known, *countries]
        if _has_page(party, sum(map(len, named[party].values())), directory)
    }


def _has_page(party: str, facts: int, people: People) -> bool:
    return facts >= FEWEST_FACTS or (party in people and people[party].kind == _PERSON)
