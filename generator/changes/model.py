"""What differs between two revisions of the content: the nouns of the editorial review."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from generator.changes.differences import (
    ArticleChange,
    CellChange,
    CorrectionChange,
    Evidence,
    ExplainerChange,
    FactChange,
    Kind,
    PersonChange,
    RowChange,
    ValueChange,
)
from generator.findings import Checked, Finding, Unchecked
from generator.model import Content, Fact, Location
from generator.revisions import Revision
from generator.schema import Table

__all__ = [
    "ArticleChange",
    "CellChange",
    "Changes",
    "Checks",
    "CorrectionChange",
    "Edition",
    "Evidence",
    "ExplainerChange",
    "FactChange",
    "Kind",
    "NotCompared",
    "PageChange",
    "PersonChange",
    "RowChange",
    "Task",
    "ToDo",
    "ValueChange",
    "Verdict",
]


class Edition(Struct, frozen=True):
    """The content of one revision: read, checked and reconciled."""

    content: Content
    tables: tuple[Table, ...]
    checked: Checked
    """With the findings of reading."""
    facts: Mapping[str, tuple[Fact, ...]]
    """By explainer, drafts included: what the preview shows."""
    published: Mapping[str, tuple[Fact, ...]]
    """By explainer, of accepted and disputed rows alone: what readers see."""
    unread: frozenset[str]
    """The explainers that are there and could not be read."""


class PageChange(Struct, frozen=True):
    """A page of the site that looks different after the change."""

    kind: Kind
    title: str
    address: str
    """Relative to the site's root: ``beijing-summit-2025/``; "" for the home page."""
    url: str
    """The same in the preview; "" without one or where the page is gone."""


class NotCompared(Struct, frozen=True):
    """Something that was not compared, with the reason: counted and shown, never a silence."""

    location: Location
    because: str
    """A clause for the editor."""


class Task(StrEnum):
    """What is left for a person to do, the most pressing first."""

    ADD_CORRECTION = "add correction"
    RESTORE_HEDGE = "restore hedge"
    REVIEW_AGAIN = "review again"
    SETTLE_CONFLICT = "settle conflict"
    SETTLE_DISPUTE = "settle dispute"
    ACCEPT_DRAFT = "accept draft"


class ToDo(Struct, frozen=True):
    """One item of the checklist."""

    task: Task
    explainer: str
    fact: str
    """As ``table/fact``; "" when it cannot be read."""
    words: str
    """One sentence that says what to do, with the values concerned."""
    location: Location
    address: str
    url: str


class Verdict(Struct, frozen=True):
    """Whether the change can be merged, and why."""

    mergeable: bool
    reasons: tuple[str, ...]
    """Sentences, the weightiest first; never empty."""


class Checks(Struct, frozen=True):
    """How many checks were made in what was compared, before and after."""

    made_before: int
    made_after: int
    unmade_before: int
    unmade_after: int
    new: tuple[Unchecked, ...]
    """Those that could not be made and are new in this change."""


class Changes(Struct, frozen=True):
    """Everything in which the content at head differs from the content at base."""

    base: Revision
    head: Revision
    verdict: Verdict
    to_do: tuple[ToDo, ...]
    explainers: tuple[ExplainerChange, ...]
    facts: tuple[FactChange, ...]
    """By explainer, in table order, then by place."""
    rows: tuple[RowChange, ...]
    """Every row that differs, whether its fact does or not, in the same order."""
    articles: tuple[ArticleChange, ...]
    people: tuple[PersonChange, ...]
    corrections: tuple[CorrectionChange, ...]
    findings: tuple[Finding, ...]
    """New in this change, those of the comparison included, in the order of their places."""
    old_findings: tuple[Finding, ...]
    """At head as at base, in what was compared."""
    solved: tuple[Finding, ...]
    """At base and no more at head."""
    checks: Checks
    not_compared: tuple[NotCompared, ...]
    pages: tuple[PageChange, ...]
    tables: Mapping[str, str]
    """The title of each table by its name, in table order."""
    compared: tuple[str, ...]
    """The explainers whose files differ, or all where what they share differs; by slug."""

    @property
    def empty(self) -> bool:
        """True when nothing differs that a reader or an editor could see."""
        return not any(
            (
                self.explainers,
                self.rows,
                self.facts,
                self.articles,
                self.people,
                self.corrections,
                self.findings,
                self.solved,
                self.not_compared,
            )
        )
