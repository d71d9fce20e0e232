"""What differs in one row, fact, article, explainer, person or correction."""

from enum import StrEnum

from msgspec import Struct

from generator.model import Agreement, Fact, Location, Row, Status


class Kind(StrEnum):
    """What happened to a row, a fact, an article, an explainer or a page."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RENAMED = "renamed"
    """A fact, an article or an explainer that has another name; what it says may have changed, too."""

    @classmethod
    def of(cls, before: object, after: object, renamed: object = False) -> "Kind":
        """Return what happened to something that is there on one side or on both."""
        if before and after:
            return cls.RENAMED if renamed else cls.CHANGED
        return cls.ADDED if after else cls.REMOVED


class Evidence(Struct, frozen=True):
    """The words a row rests on, in the sentences of its article."""

    article: str
    """The article's slug."""
    title: str
    """The article's title; "" when it has none or is not there."""
    words: str
    """The evidence cell as written."""
    before: str
    """The words of the same sentence before the evidence; "" when it was not found."""
    exact: str
    """The evidence as the article has it; "" when it was not found."""
    after: str
    """The words of the same sentence after the evidence."""
    location: Location | None
    """Where the evidence stands in the article's file; ``None`` when it was not found."""
    problem: str
    """Why there is no such place: a clause for the editor; "" when it was found exactly once."""


class CellChange(Struct, frozen=True):
    """One column of a row, before and after."""

    field: str
    title: str
    """The column's name for people."""
    before: str
    """The cell as written; "" where it was empty or the row is new."""
    after: str
    """The cell as written; "" where it is empty or the row is gone."""
    same_meaning: bool
    """True when both are read as the same value: only the wording changed."""


class RowChange(Struct, frozen=True):
    """A row that was added, changed or removed."""

    kind: Kind
    explainer: str
    """The explainer's slug at head (at base for what was removed)."""
    table: str
    fact: str
    """The fact the row speaks of at head (at base for what was removed); "" when that cannot be read."""
    title: str
    """What that fact is about, in the words of its most precise row; "" when that cannot be read."""
    cells: tuple[CellChange, ...]
    """The table's own columns in their order, those that differ; for a new or removed row all that hold
    words, but for the name of its fact."""
    note: CellChange | None
    """The remark for fellow editors, where it changed."""
    before: Row | None
    """``None`` for a new row."""
    after: Row | None
    """``None`` for a row that is gone."""
    status_before: Status | None
    status_after: Status | None
    evidence_before: Evidence | None
    evidence_after: Evidence | None
    evidence_changed: bool
    """True when the row rests on other words, or on another article, than before."""
    review_again: bool
    """True when the row was and is accepted, and its values or its evidence changed in between."""
    lost: tuple[CellChange, ...]
    """Bounds, hedges and attributions that the row had before and has no more."""
    location: Location
    """Where the row stands at head; for what was removed, where it stood at base."""


class ValueChange(Struct, frozen=True):
    """What a fact says in one field, before and after."""

    field: str
    title: str
    """The column's name for people."""
    before: tuple[str, ...]
    """The values that stood side by side, as shown; more than one only where rows differ."""
    after: tuple[str, ...]
    agreement_before: Agreement | None
    """``None`` where the fact was not there."""
    agreement_after: Agreement | None


class FactChange(Struct, frozen=True):
    """A fact that was added, changed, removed or renamed: the outcome of all changes to its rows."""

    kind: Kind
    explainer: str
    table: str
    id: str
    """At head (at base for what was removed)."""
    was: str
    """The identifier at base, where it differs from ``id``; else ""."""
    title: str
    """What the fact is about, in the words of its most precise row."""
    values: tuple[ValueChange, ...]
    """The fields of which readers see something else, in the table's order, the fact's name apart; for a
    new or removed fact all that hold a value."""
    before: Fact | None
    """At base, drafts included, as the preview shows it; ``None`` for a new fact."""
    after: Fact | None
    """At head, likewise; ``None`` for a fact that is gone."""
    published_before: Fact | None
    """At base, of accepted and disputed rows alone; ``None`` where readers did not see it."""
    published_after: Fact | None
    needs_correction: bool
    """True when readers saw a value that they see no more."""
    correction: Location | None
    """Where ``corrections.csv`` tells readers of it; ``None`` when it does not."""
    rows: tuple[RowChange, ...]
    """The changes to its rows."""
    location: Location
    """Where the row that changed, else its first, stands at head; for what was removed, where it stood."""
    address: str
    """Of the fact on its explainer's page, relative to the site's root, with its anchor."""
    url: str
    """The same in the preview; "" without one or where the fact is gone."""

    @property
    def agreement_before(self) -> Agreement | None:
        """How the rows agreed at base, drafts included."""
        return self.before.agreement if self.before else None

    @property
    def agreement_after(self) -> Agreement | None:
        """How the rows agree at head, drafts included."""
        return self.after.agreement if self.after else None


class ArticleChange(Struct, frozen=True):
    """An article that was added, changed, removed or renamed."""

    kind: Kind
    explainer: str
    slug: str
    was: str
    """The slug at base, where it differs; else ""."""
    title: str
    publisher: str
    published: str
    words: int
    """How many words its text has at head (at base for what was removed)."""
    used: int
    """How many of these words stand in the evidence of rows that are neither rejected nor retracted."""
    rows: int
    """How many such rows cite it."""
    edited: bool
    """True when its text differs from the one that was added: never allowed."""
    fields: tuple[CellChange, ...]
    """The front matter that differs; none for a new or removed article."""
    passages: tuple[tuple[str, str], ...]
    """The paragraphs that differ, before and after, "" where there is none; only where ``edited``."""
    location: Location
    address: str
    url: str

    @property
    def share(self) -> float:
        """The part of the text that is used by evidence, from 0 to 1."""
        return self.used / self.words if self.words else 0.0


class ExplainerChange(Struct, frozen=True):
    """An explainer that was added, changed, removed or renamed; its rows and articles are told apart."""

    kind: Kind
    slug: str
    was: str
    """The slug at base, where it differs; else ""."""
    title: str
    fields: tuple[CellChange, ...]
    """The front matter that differs."""
    passages: tuple[tuple[str, str], ...]
    """The paragraphs of the editor's prose that differ, before and after, "" where there is none."""
    location: Location
    address: str
    url: str


class PersonChange(Struct, frozen=True):
    """A line of ``people.csv`` that was added, changed or removed."""

    kind: Kind
    id: str
    name: str
    fields: tuple[CellChange, ...]
    location: Location


class CorrectionChange(Struct, frozen=True):
    """An entry of ``corrections.csv`` that was added or removed; one that was edited is both."""

    kind: Kind
    explainer: str
    date: str
    fact: str
    """As ``table/fact``."""
    was: str
    now: str
    reason: str
    location: Location
