"""The nouns of a review as people read it: words in place of values, with those marked that differ."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from generator.changes.model import Kind

Data = Mapping[str, Any]
"""An object of the report in JSON."""


class Span(Struct, frozen=True):
    """Words that share their marks."""

    words: str
    changed: bool = False
    """True when the other side lacks them."""
    evidence: bool = False
    """True for the words a row rests on, among the others of their sentence."""


Words = tuple[Span, ...]


class Pair(Struct, frozen=True):
    """One field before and after."""

    title: str
    before: Words
    """None where there was nothing."""
    after: Words
    """None where there is nothing."""
    remark: str = ""


class Quoted(Struct, frozen=True):
    """The sentence a row rests on."""

    article: str
    """Its title; empty when it has none."""
    words: Words
    problem: str
    """Why the words were not found in the article; empty when they were."""
    place: str
    """The article's file, without its folder, and the line where the words were found."""


class RowView(Struct, frozen=True):
    """A row that changed."""

    kind: Kind
    heading: str
    """What happened to it, and its status: ``Row changed, accepted``."""
    place: str
    """File and line."""
    fields: tuple[Pair, ...]
    before: Quoted | None
    """What it rested on, where that is something else now."""
    after: Quoted | None
    remarks: tuple[str, ...]
    """What wants care."""


class Entry(Struct, frozen=True):
    """One thing that changed: a fact, an article, the story, a person, a correction."""

    anchor: str
    """Its id on the review page."""
    kind: Kind
    what: str
    """The title of its table, or what else it is."""
    title: str
    name: str
    """As the tables call it: ``numbers/gas-per-year``; empty where that says nothing more."""
    agreement: str
    """How far the rows agree, before and after; empty where that is as it was."""
    remarks: tuple[str, ...]
    """What wants care."""
    notes: tuple[str, ...]
    """What else is to be known."""
    fields: tuple[Pair, ...]
    rows: tuple[RowView, ...]
    place: str
    """File and line."""
    address: str
    """Where the page shows it, relative to the site's root; empty where it is gone."""
    to_do: bool
    """True when the checklist speaks of it."""


class Chapter(Struct, frozen=True):
    """Everything that changed in one explainer, or in what all share."""

    slug: str
    """Empty for what all explainers share."""
    title: str
    counts: str
    entries: tuple[Entry, ...]


class Todo(Struct, frozen=True):
    """One item of the checklist."""

    words: str
    place: str
    address: str
    """Where the page shows it, relative to the site's root."""
    anchor: str
    """Of the entry it speaks of, on the review page; empty where there is none."""


class Problem(Struct, frozen=True):
    """A finding that is new in this change."""

    severity: str
    code: str
    message: str
    remedy: str
    place: str


class Review(Struct, frozen=True):
    """A review as people read it."""

    compared: str
    """Which two revisions."""
    mergeable: bool
    verdict: str
    reasons: tuple[str, ...]
    counts: str
    to_do: tuple[Todo, ...]
    chapters: tuple[Chapter, ...]
    findings: tuple[Problem, ...]
    """New in this change."""
    others: tuple[str, ...]
    """What became of findings and checks besides, a sentence each."""
    unmade: tuple[tuple[str, str], ...]
    """New checks that could not be made: where, and why."""
    not_compared: tuple[tuple[str, str], ...]
    """Where, and why."""
    pages: tuple[tuple[str, str], ...]
    """Title and address, relative to the site's root, of each page that looks different."""
