"""A fact, ready to be shown: its values, its sentences and how far the sources agree."""

from pathlib import PurePosixPath

from msgspec import Struct, field

from generator.model import Value
from generator.views.page import Link
from generator.views.past import Told


def titled(label: str, label_type: str) -> str:
    """Return what a fact is about as it stands in a list: a quotation in its marks."""
    return f"“{label}”" if label_type == "verbatim" else label


class EvidenceView(Struct, frozen=True):
    """The sentence of one article that one row rests on."""

    before: str
    """The sentence up to the evidence."""
    quoted: str
    after: str
    article: Link
    """Leads to the evidence in its article."""
    byline: str
    """Who published it, and when."""
    language: str
    """BCP 47 tag of the article."""
    original: str
    """The article's own address at the quoted words; empty where it has none."""
    note: str
    """That the row is a draft or disputed; empty otherwise."""


class Embed(Struct, frozen=True):
    """How other sites show a fact."""

    card: str
    """The address of the fact's card, relative to the page shown."""
    snippet: str
    """The HTML that shows the card in another page."""


class ValueView(Struct, frozen=True):
    """One value of a field, as the rows behind it agree on it."""

    words: str
    """The value with its unit."""
    written: str
    """The cell as written."""
    amount: str
    """The value without its unit."""
    unit: str
    language: str
    """BCP 47 tag of the words, where they are not the interface's."""
    unit_language: str
    """The same for the unit."""
    parts: tuple[Link, ...]
    """The people and countries named, where the value is names; else empty."""
    attribution: str
    """What its articles say to weaken or attribute it, in a few words of ours around theirs."""
    articles: tuple[Link, ...]
    """The articles that say so, where the fact's sources differ in anything."""
    value: Value
    """What it means, as its value type reads it."""
    evidence: tuple[EvidenceView, ...]
    """The sentences that say so, where others say something else."""


class FieldView(Struct, frozen=True):
    """One field of a fact. More than one value only where the rows differ."""

    name: str
    title: str
    value_type: str
    values: tuple[ValueView, ...]
    conflicting: bool
    basis: str
    """How many sources give it, where not all sources of the fact do; else empty."""
    words: str
    """Every value in words: one or the other where they conflict, else all."""

    @property
    def language(self) -> str:
        """BCP 47 tag of the words, where they are not the interface's."""
        return self.values[0].language


class Citation(Struct, frozen=True):
    """What leads to a fact from another page."""

    href: str
    kicker: str
    """The title of its table."""
    label: str
    """What it is about, in a few words."""
    label_type: str
    """The value type of the label."""
    language: str
    """BCP 47 tag of the label, where it is not in the interface's."""
    badge: str
    """How far its sources agree."""

    @property
    def title(self) -> str:
        """The label as it stands in a list: a quotation in its marks."""
        return titled(self.label, self.label_type)


class FactView(Struct, frozen=True):
    """One fact, ready to be shown."""

    anchor: str
    version: str
    """A short name for what it says, by which a returning reader's browser tells what is new."""
    href: str
    """Its permalink, relative to the page shown."""
    kicker: str
    """The title of its table."""
    label: str
    """What it is about, in a few words."""
    language: str
    """BCP 47 tag of the label and the wordings, where they are not in the interface's."""
    wordings: tuple[str, ...]
    """What other rows call it, where that is not the same."""
    label_type: str
    """The value type of the label."""
    label_link: str
    """The page of the person it is about; empty where there is none."""
    kind: str
    """``single``, ``agree`` or ``differ``."""
    marker: str
    """A picture of how far its sources agree, a dot for each origin; the badge says it in words."""
    badge: str
    basis: str
    fields: tuple[FieldView, ...]
    """Those to list: with a value, without the label, identifiers and attributions."""
    all_fields: tuple[FieldView, ...]
    """Every one with a value."""
    attribution: str
    evidence: tuple[EvidenceView, ...]
    notes: tuple[str, ...]
    """That it is a draft or disputed."""
    origins: int
    former: tuple[str, ...]
    """The anchors it had before it was renamed."""
    past: tuple[Told, ...]
    """When it was first published and what it said before, as far as git knows; on its page and card."""
    embed: Embed | None
    """Only on its explainer's page, and where the site's address is known."""

    @property
    def title(self) -> str:
        """The label as it stands in a list: a quotation in its marks."""
        return titled(self.label, self.label_type)

    def of_type(self, *value_types: str) -> FieldView | None:
        """Return the first field of one of these value types, or None."""
        return next((field for field in self.fields if field.value_type in value_types), None)


class Memory(Struct, frozen=True):
    """What was shown before of one explainer."""

    facts: dict[tuple[PurePosixPath, str, str], FactView] = field(default_factory=dict)
    """By page, table and fact."""
    cells: dict[tuple[str, str, str, str], tuple[str, str, str, str]] = field(default_factory=dict)
    """The words of a cell with its unit and without, the unit and its language, by table, field and both as
    written."""
