"""What every value type can do, and what it is given."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Protocol

from msgspec import Struct

from generator.model import Value
from generator.values.annotated import AnnotatedText, same_words
from generator.values.mentions import Mention, Mentions
from generator.values.people import People

if TYPE_CHECKING:
    from generator.translation import Translation


class Declared(Protocol):
    """What a value type may ask of the field it reads (the schema, one floor up, declares fields)."""

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """Each allowed value with the words in an article that stand for it."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The choices that are steps of one way: none of them contradicts another."""

    @property
    def enum(self) -> tuple[str, ...]:
        """The only values allowed; empty: any."""


class Context(Struct, frozen=True):
    """What a cell is read with."""

    people: People
    field: Declared | None = None
    translation: "Translation | None" = None
    """The language in which values are shown; ``None`` for English."""


def written_in(context: Context | None) -> "Translation":
    """Return how numbers, dates and names are written: as the context says, else in English."""
    from generator.translation import ENGLISH  # only showing needs Babel, and it starts slowly

    return (context and context.translation) or ENGLISH


class Passage(Struct, frozen=True):
    """The evidence of one row, in its article."""

    article: AnnotatedText
    start: int
    end: int
    beside: tuple[int, int] | None = None
    """For a unit: the span of the number it belongs to; ``None`` when there is none."""

    @property
    def words(self) -> str:
        """The evidence as the article has it."""
        return self.article.text[self.start : self.end]

    def holds(self, start: int, end: int) -> bool:
        """Return whether the span lies within the evidence."""
        return self.start <= start and end <= self.end

    def within(self, mentions: Mentions[Mention]) -> Iterator[Mention]:
        """Yield those of an article's mentions that lie within the evidence."""
        for one in mentions.touching(self.start, self.end):
            if self.start <= one.start and one.end <= self.end:
                yield one

    def find(self, phrase: str) -> "Occurs | None":
        """Return where the words of ``phrase`` stand first in the evidence, or ``None``."""
        found = self.article.find(phrase, self.start, self.end)
        return Occurs(*found[0]) if found else None


class Occurs(Struct, frozen=True):
    """The value stands in the evidence: a span of the article's text."""

    start: int
    end: int
    parts: tuple[tuple[int, int], ...] = ()
    """The spans of its parts, where an ellipsis leaves out what stands between them."""


class Missing(Struct, frozen=True):
    """The value does not stand in the evidence."""

    why: str
    """For the editor: a clause that says what the evidence has instead."""


class NotChecked(Struct, frozen=True):
    """Whether the value stands in the evidence could not be told."""

    because: str


Occurrence = Occurs | Missing | NotChecked


def reason(words: str) -> str:
    """Return why a check was not made, as it is: a message, because readers are told it in their language."""
    return words


class ValueType(ABC):
    """Reads cells of one kind, compares them, looks for them in evidence and shows them."""

    name: ClassVar[str]

    @abstractmethod
    def read(self, words: str, context: Context) -> Value | str:
        """Return the value of a cell that is not empty, or a sentence on what is wrong with it."""

    @abstractmethod
    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where ``value`` stands in the evidence, why it does not, or why that could not be told."""

    def agree(self, one: Value, other: Value, context: Context) -> bool:
        """Return whether two articles that say ``one`` and ``other`` say the same."""
        return bool(one.normal == other.normal)

    def precision(self, value: Value) -> int:
        """Return how much ``value`` says: of values that agree, the greatest is the one to show."""
        return 0

    def show(self, value: Value, context: Context) -> str:
        """Return ``value`` in the context's language, names as in ``people.csv``."""
        return value.words.strip()

    def slug(self, value: Value) -> str:
        """Return ``value`` as a part of a fact's identifier: lower-case letters, digits and hyphens."""
        return same_words(value.words).replace(" ", "-")
