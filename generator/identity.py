"""Which fact a row speaks of: the identifying cells of its table, as one slug."""

from collections.abc import Sequence

from generator.model import Row, Value
from generator.schema import Table
from generator.values import TYPES, Context, People


def fact_identifier(row: Row, table: Table, people: People) -> str:
    """Return the identifier of the fact ``row`` speaks of, or "" when an identifying cell cannot be read."""
    values = []
    for name in table.identify:
        field = table.field(name)
        value = TYPES[field.value_type].read(row.words(name), Context(people, field))
        values.append(value if isinstance(value, Value) else None)
    return joined(table, values)


def joined(table: Table, values: Sequence[Value | None]) -> str:
    """Return the identifier made of the values of ``table.identify``, in order; "" when one is missing."""
    slugs = [
        TYPES[table.field(name).value_type].slug(value)
        for name, value in zip(table.identify, values, strict=True)
        if value is not None
    ]
    return "-".join(slugs) if len(slugs) == len(values) else ""
