"""Who and what the facts name: people, organisations and countries, and which of them have a page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.model import Content, Fact
from generator.schema import Table
from generator.values import People
from generator.views.facts import NAMING_TYPES

FEWEST_FACTS = 2
"""Facts from which on a country, an organisation or a group has a page; a person has one from the first."""
_PERSON = "person"

Named = Mapping[str, Mapping[str, Sequence[Fact]]]
"""Facts by who is named, a person's id or a country's code, and by the explainer's slug."""


def with_page(content: Content, tables: Sequence[Table], facts: Mapping[str, Sequence[Fact]]) -> Named:
    """Return the facts that name each party that has a page; people come before countries."""
    people = People(content.people)
    by_name = {table.name: table for table in tables}
    named: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for explainer in content.explainers:
        for fact in facts.get(explainer.slug, ()):
            for party in parties(fact, by_name[fact.table]):
                named[party][explainer.slug].append(fact)
    known = [person.id for person in content.people if person.id in named]
    countries = sorted(party for party in named if party not in people)
    return {
        party: named[party]
        for party in [*known, *countries]
        if _has_page(party, sum(map(len, named[party].values())), people)
    }


def counted(facts: Iterable[Fact], tables: Mapping[str, Table]) -> Counter[str]:
    """Return how many of the facts name each party."""
    return Counter(party for fact in facts for party in parties(fact, tables[fact.table]))


def paged(counts: Iterable[Counter[str]], people: People) -> frozenset[str]:
    """Return the parties that have a page, given what ``counted`` found in each explainer."""
    together: Counter[str] = Counter()
    for one in counts:
        together.update(one)
    return frozenset(party for party, count in together.items() if _has_page(party, count, people))


def parties(fact: Fact, table: Table) -> tuple[str, ...]:
    """Return the ids of the people and the codes of the countries a fact names in its cells, each once."""
    found: list[str] = []
    for field in fact.fields:
        if table.field(field.field).value_type in (*NAMING_TYPES, "country"):
            for group in field.groups:
                normal = group.value.normal
                found += normal if isinstance(normal, tuple) else [normal]
    return tuple(dict.fromkeys(found))


def _has_page(party: str, facts: int, people: People) -> bool:
    return facts >= FEWEST_FACTS or (party in people and people[party].kind == _PERSON)
