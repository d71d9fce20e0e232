"""What the language rules find in a text: spans with what they mean.

Every offset is a Python ``str`` offset into the text that was read, the end
exclusive, so ``text[span.start:span.end]`` is always the words as written.
"""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Bound(StrEnum):
    """How a quantity is bounded by the words around it."""

    EXACT = "="
    ABOUT = "~"
    MORE = ">"
    LESS = "<"


class Sentence(Struct, frozen=True):
    """One sentence or one heading."""

    start: int
    end: int
    paragraph: int
    """Which paragraph it stands in, counted from 0; a line break ends a paragraph."""
    heading: bool
    """True for a short line of its own without closing punctuation."""


class TimeMention(Struct, frozen=True):
    """A time expression, with its TIMEX3 value (TimeML 1.2.1)."""

    start: int
    end: int
    value: str
    """``2025-09-02``, ``2025-09``, ``2025-W36``, ``2025-Q3``, ``P30Y``, ``PRESENT_REF``…"""
    type: str
    """``DATE``, ``TIME``, ``DURATION`` or ``SET``."""
    relative: bool = False
    """True when the publication date was needed to find the value ("on Tuesday")."""


class QuantityMention(Struct, frozen=True):
    """A number with its unit or the thing it counts."""

    start: int
    end: int
    value: Decimal
    unit: str
    """Canonical unit ("cubic metre per year", "US dollar") or the noun counted ("troops"); "" if neither."""
    bound: Bound
    counted: str
    """The words that say what is counted or measured ("natural gas", "peace doves"); "" if none."""
    number_start: int
    number_end: int
    """The number alone, scale word included and unit excluded ("50 billion")."""
    currency: str = ""
    """ISO 4217 code where the quantity is money."""


class NameMention(Struct, frozen=True):
    """A proper name."""

    start: int
    end: int
    label: str
    """``PERSON``, ``ORG`` or ``PLACE``."""
    name: str
    """The fullest form of this name in the text ("Xi" → "Xi Jinping"), honorifics dropped."""
    role: str = ""
    """For a person: the role beside the name ("President"), also by "his Chinese counterpart"."""
    country: str = ""
    """ISO 3166-1 alpha-2 code said beside the name or, for a place, its country; "" if not said."""


class QuotationMention(Struct, frozen=True):
    """Words between quotation marks."""

    start: int
    end: int
    """The words alone, the marks outside."""
    speaker: str
    """Full name where the text gives it, as in ``NameMention.name``; "" if nobody is named."""
    speech: bool
    """False for scare quotes and titles."""


class CueMention(Struct, frozen=True):
    """Words that weaken, attribute or deny what a clause says."""

    start: int
    end: int
    kind: str
    """``bound`` ("at least"), ``hedge`` ("reportedly", "could"), ``attribution``
    ("South Korean intelligence estimates"), ``plan`` ("set to") or ``negation`` ("not")."""
    meaning: str
    """For a bound its sign (a ``Bound`` value); else the lexicon's headword."""


class CountryMention(Struct, frozen=True):
    """A country named outright, by its people or by its capital."""

    start: int
    end: int
    code: str
    """ISO 3166-1 alpha-2."""
    form: str
    """``name``, ``demonym`` or ``capital``."""
