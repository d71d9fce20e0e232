"""What the sections of an explainer's page hold: an entry for each fact, as its table is laid out."""

from msgspec import Struct

from generator.views.drawings import Chart
from generator.views.fact_view import FactView, FieldView
from generator.views.page import Link


class Attendee(Struct, frozen=True):
    """A person or group, and whether they were there."""

    fact: FactView
    role: str
    language: str
    """BCP 47 tag of the role, where it is not in the interface's language."""
    country: str
    code: str
    """Of the country, ISO 3166-1 alpha-2; empty where the sources name none, or not the same."""
    country_link: str
    """The page of the country; empty where there is none."""
    flag: str
    """The country's flag; empty where the sources name none, or not the same."""
    presence: str
    came: bool
    """False when they are only expected or stayed away."""
    rest: tuple[FieldView, ...]


class Group(Struct, frozen=True):
    """Those of one country, where many came."""

    title: str
    """Empty where all stand together."""
    anchor: str
    """The country's code in small letters, or ``others``."""
    entries: tuple[Attendee, ...]


class Deal(Struct, frozen=True):
    """An agreement, its state apart from its terms."""

    fact: FactView
    state: str
    firm: bool
    """True when a source calls it signed or agreed, not only announced or planned."""
    parties: FieldView | None
    """Who agreed, where the sources do not differ on it."""
    terms: tuple[FieldView, ...]


class Figure(Struct, frozen=True):
    """A number as its articles give it."""

    bound: str
    """Words before the digits: "at least"."""
    figure: str
    joint: str
    """What stands between the figure and the unit in the interface's language: "de" in Spanish."""
    unit: str
    unit_language: str
    """BCP 47 tag of the unit, where it is not in the interface's language."""
    attribution: str
    articles: tuple[Link, ...]
    """The articles that give it, where others give another."""


class Number(Struct, frozen=True):
    """A fact that is a number; several figures where sources differ."""

    fact: FactView
    figures: tuple[Figure, ...]
    plot: Chart | None
    """The figures on one scale, where sources give several."""
    rest: tuple[FieldView, ...]


class Event(Struct, frozen=True):
    """Something that happened or is to happen, on its place in time."""

    fact: FactView
    number: int
    """Its place in the list."""
    when: str
    dates: tuple[str, ...]
    """EDTF; several where sources differ."""
    machine: str
    """The date for a ``time`` element; empty when it is vaguer than a year or open."""
    dated: bool
    same: bool
    """True when the event before it has the same date."""
    past: bool
    state: str
    """Said only of what had not happened when it was reported."""
    rest: tuple[FieldView, ...]


class Quote(Struct, frozen=True):
    """Words somebody said or wrote; several wordings where sources differ."""

    fact: FactView
    wordings: tuple[str, ...]
    speakers: tuple[Link, ...]
    occasion: str
    language: str
    """BCP 47 tag of the occasion, where it is not in the interface's language."""
    rest: tuple[FieldView, ...]


class Section(Struct, frozen=True):
    """A table's part of the explainer page."""

    title: str
    layout: str
    """The name of its template."""
    entries: tuple[Attendee | Deal | Number | Event | Quote | FactView, ...]
    groups: tuple[Group, ...] = ()
    """The entries that are attendees, by country where they are many, else as one group without a title."""
    chart: Chart | None = None
    downloads: tuple[Link, ...] = ()
    """The table as files."""
