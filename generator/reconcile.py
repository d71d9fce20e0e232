"""Rows → facts: which rows speak of the same thing, and whether independent origins agree."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from generator import origins
from generator.identity import fact_identifier
from generator.model import Agreement, Explainer, Fact, FieldAgreement, Row, Value, ValueGroup
from generator.schema import Field, Table
from generator.values import TYPES, Context, People


def reconcile(explainer: Explainer, tables: Sequence[Table], people: People) -> tuple[Fact, ...]:
    """Return the facts of one explainer, in table order and then in the order of their first row.

    Rows that are rejected or retracted, or whose identifying cells cannot be
    read, take no part. No value silently wins: values that do not agree stand
    side by side in ``FieldAgreement.groups``.
    """
    origin_of = origins.group(explainer.articles)
    published: dict[str, list[Row]] = defaultdict(list)
    for row in explainer.rows:
        if row.status.published:
            published[row.table].append(row)
    facts: list[Fact] = []
    for table in tables:
        alike: dict[str, list[Row]] = defaultdict(list)
        for row in published[table.name]:
            identifier = fact_identifier(row, table, people)
            if identifier:
                alike[identifier].append(row)
        facts += [_fact(identifier, rows, table, people, origin_of) for identifier, rows in alike.items()]
    return tuple(facts)


def _fact(
    identifier: str, rows: list[Row], table: Table, people: People, origin_of: Mapping[str, str]
) -> Fact:
    fields = tuple([_field(field, rows, table, people, origin_of) for field in table.fields])
    sources = _origins(rows, origin_of)
    if any(field.compared and field.agreement is Agreement.CONFLICTING for field in fields):
        agreement = Agreement.CONFLICTING
    else:
        agreement = Agreement.CORROBORATED if len(sources) > 1 else Agreement.SINGLE
    return Fact(
        explainer=rows[0].explainer,
        table=table.name,
        id=identifier,
        agreement=agreement,
        rows=tuple(rows),
        articles=tuple(sorted({row.article for row in rows})),
        origins=sources,
        fields=fields,
    )


def _origins(rows: Sequence[Row], origin_of: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({origin_of[article] for row in rows if (article := row.article) in origin_of}))


def _field(
    field: Field, rows: Sequence[Row], table: Table, people: People, origin_of: Mapping[str, str]
) -> FieldAgreement:
    context = Context(people=people, field=field)
    value_type = TYPES[field.value_type]
    alike: list[list[tuple[Value, Row]]] = []
    read: dict[str, Value | str] = {}
    for row in rows:
        words = row.words(field.name)
        if words and words not in read:
            read[words] = value_type.read(words, context)
        value = read.get(words)
        if not isinstance(value, Value):
            continue
        for members in alike:
            if all(other is value or value_type.agree(value, other, context) for other, _ in members):
                members.append((value, row))
                break
        else:
            alike.append([(value, row)])
    groups = [_group(members, partial(_rank, field), origin_of) for members in alike]
    groups.sort(key=lambda group: -len(group.origins))
    compared = field.name in table.compare
    return FieldAgreement(field.name, _agreement(groups, compared), compared, tuple(groups))


def _rank(field: Field, value: Value) -> int:
    """Return how much a value says: of steps that agree, the last is the one to show."""
    if value.normal in field.steps:
        return field.steps.index(value.normal)
    return TYPES[field.value_type].precision(value)


def _agreement(groups: Sequence[ValueGroup], compared: bool) -> Agreement:
    if compared and len(groups) > 1:
        return Agreement.CONFLICTING
    if len(groups) == 1 and len(groups[0].origins) > 1:
        return Agreement.CORROBORATED
    return Agreement.SINGLE


def _group(
    members: Sequence[tuple[Value, Row]], precision: Callable[[Value], int], origin_of: Mapping[str, str]
) -> ValueGroup:
    rows = tuple([row for _, row in members])
    most_precise = max([value for value, _ in members], key=precision)
    return ValueGroup(most_precise, rows, _origins(rows, origin_of))
