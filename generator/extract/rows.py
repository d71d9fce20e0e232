"""What an extractor proposes: typed rows with the evidence they rest on.

A row's ``start`` and ``end`` are Python ``str`` offsets into the article's text, the end
exclusive: ``text[start:end] == evidence``. The evidence is one or more whole sentences of one
paragraph, word for word.
"""

from decimal import Decimal

from msgspec import Struct

from generator.language.model import Bound


class Proposal(Struct, frozen=True, kw_only=True):
    """What every row carries besides its own columns."""

    start: int
    end: int
    evidence: str
    rule: str
    """The name of the rule that made the row."""
    confidence: float
    """From 0 to 1: how sure the rule is, as its author judged it."""
    attribution: str = ""
    """The words, as written, in which the article weakens or attributes what it says."""


class Attendee(Proposal, frozen=True, kw_only=True):
    """A person who takes part."""

    person: str
    """The fullest form of the name in the article."""
    role: str = ""
    """The role as written, without the country."""
    country: str = ""
    """ISO 3166-1 alpha-2 code, empty when the article does not say."""
    presence: str
    """``attended``, ``expected``, ``declined``, or ``mentioned`` when only words are reported."""
    relation: str = ""
    """How the article relates this person to another one ("daughter of Kim Jong-un")."""


class Amount(Struct, frozen=True, kw_only=True):
    """A quantity that a row gives, as meant and as written."""

    value: Decimal
    unit: str
    """Canonical unit or the noun counted."""
    bound: Bound
    currency: str
    """ISO 4217 code, empty when it is no money."""
    words: str
    """The amount with its bound as written, money with its currency ("at least 600")."""
    unit_words: str
    """The unit or the noun counted as written, empty for money."""


class Deal(Proposal, frozen=True, kw_only=True):
    """An agreement between named parties."""

    deal: str
    """What was agreed, in the article's words."""
    parties: tuple[str, ...]
    worth: Amount | None = None
    term: str = ""
    """How long it runs, ISO 8601 ("P30Y")."""
    term_words: str = ""
    date: str = ""
    """When it was made or begins, as a TIMEX3 value ("2025-09-02")."""
    date_words: str = ""
    state: str
    """``signed``, ``agreed``, ``announced`` or ``planned``."""


class Number(Proposal, frozen=True, kw_only=True):
    """An amount or a count."""

    what: str
    """The clause that says what is counted, in the article's words."""
    amount: Amount


class Event(Proposal, frozen=True, kw_only=True):
    """A dated event."""

    date: str
    """TIMEX3 value of a date ("2025-09-02", "2025-09", "2025-Q3"); "" for an event without one."""
    event: str
    """The clause that tells it, in the article's words."""
    state: str
    """``happened``, ``planned`` or ``possible``."""


class Quote(Proposal, frozen=True, kw_only=True):
    """Words between quotation marks, with their speaker."""

    speaker: str
    words: str
    occasion: str = ""


class Extraction(Struct, frozen=True):
    """Everything the rules found in one article, in the order of the text."""

    attendees: tuple[Attendee, ...] = ()
    deals: tuple[Deal, ...] = ()
    numbers: tuple[Number, ...] = ()
    timeline: tuple[Event, ...] = ()
    quotes: tuple[Quote, ...] = ()
    groups: tuple[Attendee, ...] = ()
    """Groups without names that are there ("dozens of world leaders"): for an editor's table."""
    undated: tuple[Event, ...] = ()
    """Events that the article gives no date for: for an editor's table."""
