"""Cells of every value type, read with a few people to name."""

import datetime
from pathlib import PurePosixPath

from generator.model import Location, Person, Value
from generator.schema import Field
from generator.values import TYPES, Context, People

NOWHERE = Location(PurePosixPath("people.csv"))
PEOPLE = People(
    [
        Person("kim-jong-un", "Kim Jong Un", ("Kim Jong-un", "Kim"), "KP", "person", NOWHERE),
        Person("kim-ju-ae", "Kim Ju-ae", (), "KP", "person", NOWHERE),
        Person("xi-jinping", "Xi Jinping", ("Xi",), "CN", "person", NOWHERE),
        Person("gazprom", "Gazprom", (), "RU", "organization", NOWHERE),
        Person("cnpc", "China National Petroleum Corporation", ("CNPC",), "CN", "organization", NOWHERE),
        Person("leaders", "dozens of world leaders", (), "", "group", NOWHERE),
    ]
)
TUESDAY = datetime.date(2025, 9, 2)
STATE = Field(
    "state",
    "State",
    "choice",
    choices={"happened": (), "planned": ("set to", "will"), "signed": ("signed", "agreed")},
)


def context(field: Field | None = None) -> Context:
    """Return what cells are read with here."""
    return Context(PEOPLE, field)


def read(value_type: str, words: str, field: Field | None = None) -> Value:
    """Return the value of a cell that must be readable."""
    value = TYPES[value_type].read(words, context(field))
    assert isinstance(value, Value), value
    return value
