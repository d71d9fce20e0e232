"""Value types: how a cell is read, compared, looked for in evidence and shown."""

from collections.abc import Mapping

from generator.values.amounts import Number, Unit
from generator.values.annotated import AnnotatedText
from generator.values.base import (
    Context,
    Missing,
    NotChecked,
    Occurrence,
    Occurs,
    Passage,
    ValueType,
    reason,
)
from generator.values.choices import Choice
from generator.values.dates import Date
from generator.values.durations import Duration
from generator.values.naming import Country, Identifier, Name, Parties
from generator.values.people import Naming, People
from generator.values.wording import Attribution, Text, Verbatim

__all__ = [
    "TYPES",
    "AnnotatedText",
    "Context",
    "Missing",
    "Naming",
    "NotChecked",
    "Occurrence",
    "Occurs",
    "Passage",
    "People",
    "ValueType",
    "reason",
]

TYPES: Mapping[str, ValueType] = {
    value_type.name: value_type
    for value_type in (
        Identifier(),
        Name(),
        Country(),
        Parties(),
        Number(),
        Unit(),
        Date(),
        Duration(),
        Verbatim(),
        Choice(),
        Attribution(),
        Text(),
    )
}
"""Every value type by the name table schemas use."""
