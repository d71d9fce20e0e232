"""The nouns of the project: what stands in ``content/`` and what is made of it."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

LONGEST_ARTICLE = 500_000
"""Characters of an article's text, those of a novel."""


class Status(StrEnum):
    """Where a row stands in the editors' work."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    RETRACTED = "retracted"
    REJECTED = "rejected"

    @property
    def published(self) -> bool:
        """True when the row may stand on a page, drafts in previews only (``publication``)."""
        return self in (Status.DRAFT, Status.ACCEPTED, Status.DISPUTED)


class Agreement(StrEnum):
    """What independent origins say of a fact or of one of its fields."""

    SINGLE = "single source"
    CORROBORATED = "corroborated"
    CONFLICTING = "conflicting"


# Tens of thousands of places and cells hold nothing that could hold them: no circle is to be looked for.
class Location(Struct, frozen=True, array_like=True, gc=False):
    """A place in a file, as an editor would look it up."""

    path: PurePosixPath
    """Relative to the project's root, with forward slashes."""
    line: int = 1
    """From 1."""
    column: int = 1
    """From 1, in characters. For a cell of a table: its first character in the line."""


class Article(Struct, frozen=True, array_like=True):
    """A source text as received, with what its front matter says of it."""

    slug: str
    location: Location
    title: str
    """Empty when the text came without one."""
    publisher: str
    author: str
    published: str
    """EDTF date, empty when unknown."""
    published_inferred_from: str
    """What the date was inferred from; empty when the article states it."""
    url: str
    retrieved: str
    licence: str
    """SPDX identifier or words; empty when unknown."""
    wire: str
    """The agency's story this is, named alike in every copy; empty when its own."""
    language: str
    """BCP 47 tag."""
    republish: str
    """``full`` or ``excerpt``."""
    digest: str
    """``sha256:`` and the hexadecimal digest of ``text`` in UTF-8."""
    text: str
    """Everything after the front matter's closing line, byte for byte."""
    text_line: int
    """The line of the file on which ``text`` begins, from 1."""


class Cell(Struct, frozen=True, array_like=True, gc=False):
    """One cell of a table, as written."""

    words: str
    location: Location


class Row(Struct, frozen=True, array_like=True):
    """What one article says, in one line of a table, with its evidence."""

    explainer: str
    table: str
    number: int
    """Its place among the table's rows, from 1."""
    location: Location
    cells: Mapping[str, Cell]
    """Every column of the file, by name: the table's own, then article, evidence, status, note."""

    def words(self, column: str) -> str:
        """Return the cell as written, or "" where the table has no such column."""
        cell = self.cells.get(column)
        return cell.words if cell else ""

    @property
    def article(self) -> str:
        """The slug of the article cited."""
        return self.words("article")

    @property
    def evidence(self) -> str:
        """The evidence cell as written."""
        return self.words("evidence")

    @property
    def status(self) -> Status:
        """The row's status (reading refuses rows whose status is unknown)."""
        return Status(self.words("status"))


class Person(Struct, frozen=True):
    """Somebody or something with one identity across all explainers (a line of ``people.csv``)."""

    id: str
    """Slug, the stable part of addresses."""
    name: str
    aliases: tuple[str, ...]
    country: str
    """ISO 3166-1 alpha-2, or empty."""
    kind: str
    """``person``, ``organization`` (schema.org's spelling) or ``group``."""
    location: Location


class Prose(Struct, frozen=True, array_like=True):
    """The editor's own Markdown, after the front matter of ``explainer.md``."""

    text: str
    location: Location
    """Where the prose begins."""


class Explainer(Struct, frozen=True, array_like=True):
    """One event's folder in ``content/``."""

    slug: str
    location: Location
    title: str
    standfirst: str
    date: str
    """EDTF date or interval of the event."""
    updated: str
    """EDTF day of the last update."""
    place: str
    tags: tuple[str, ...]
    at_a_glance: tuple[str, ...]
    """Facts chosen by the editor, as ``table/fact``; empty: chosen by rule."""
    prose: Prose
    articles: tuple[Article, ...]
    """By slug."""
    rows: tuple[Row, ...]
    """Every row of every table, in table order, then file order."""
    corrections: tuple[Row, ...]
    renamed: tuple[Row, ...] = ()
    """The facts that had another name before."""
    language: str = ""
    """BCP 47 tag of what the editors wrote; empty: the site's own."""


class Content(Struct, frozen=True):
    """Everything in ``content/`` that could be read."""

    explainers: tuple[Explainer, ...]
    """By slug."""
    people: tuple[Person, ...]


class Value(Struct, frozen=True):
    """A cell that was understood: the words as written and what they mean."""

    words: str
    normal: Any
    """Hashable: str, Decimal, bool, None or a tuple of these; see the value type that made it."""


class ValueGroup(Struct, frozen=True):
    """Rows whose values for one field agree."""

    value: Value
    """The most precise value of the group (ties: the first row's)."""
    rows: tuple[Row, ...]
    origins: tuple[str, ...]
    """The independent origins behind the rows, sorted."""


class FieldAgreement(Struct, frozen=True):
    """How the rows of a fact agree on one field."""

    field: str
    agreement: Agreement
    compared: bool
    """False for a field the table does not compare: shown, never called a conflict."""
    groups: tuple[ValueGroup, ...]
    """More than one only when values differ; none when no row has a value. Most origins first."""


class Fact(Struct, frozen=True):
    """The published rows of a table that speak of the same thing, reconciled."""

    explainer: str
    table: str
    id: str
    """Stable and unique within the table."""
    agreement: Agreement
    rows: tuple[Row, ...]
    articles: tuple[str, ...]
    """Slugs of the articles behind it, sorted."""
    origins: tuple[str, ...]
    fields: tuple[FieldAgreement, ...]
    """In the table's own order."""

    @property
    def name(self) -> str:
        """What it is called outside of its table: ``table/id``."""
        return f"{self.table}/{self.id}"

    def field(self, name: str) -> FieldAgreement:
        """Return one field's agreement. Raises ``KeyError`` when the table has no such field."""
        for field in self.fields:
            if field.field == name:
                return field
        raise KeyError(name)
