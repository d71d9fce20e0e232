"""A spaCy pipeline as an extractor: its entities, put into the columns of the tables that want them.

The pipeline only finds names, numbers and dates. Which rows can be made of them follows from the
tables' declarations: an entity leads a row where a column that is required or compared wants its kind,
and the row is made when the words that stand for a choice and the clause itself fill the other required
columns. Tables that require parties or quotations get none.
"""

import importlib
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from generator import edtf
from generator.extract.amounts import amount
from generator.extract.attributions import attribution
from generator.extract.cells import date_cell
from generator.extract.document import Passage, analyse
from generator.extract.grounding import Candidate, ModelError
from generator.language.model import QuantityMention
from generator.model import Article
from generator.schema import Field, Table
from generator.values import AnnotatedText

Result = TypeVar("Result")
_LABELS: Mapping[str, tuple[str, ...]] = {
    "name": ("PERSON", "PER", "ORG"),
    "number": ("CARDINAL", "QUANTITY", "MONEY", "PERCENT"),
    "date": ("DATE", "TIME"),
    "country": ("GPE", "LOC"),
}
"""Value type → the labels of entities that fill it (of OntoNotes 5 and WikiNER, as spaCy's own have)."""


class Entity(Struct, frozen=True):
    """A span a pipeline found."""

    start: int
    end: int
    label: str


Pipeline = Callable[[str], Sequence[Entity]]
"""Text in, entities out."""


def load(name: str) -> Pipeline:
    """Return the spaCy pipeline of this name: an installed package's, or a folder's named by a path.

    Raises ``ModelError`` when spaCy or the pipeline is not installed, as the pipeline does where it fails.
    """
    try:
        # An optional extra: everything else works without it.
        spacy = importlib.import_module("spacy")
    except ImportError:
        raise ModelError("spaCy is not installed: install the extra “spacy”") from None
    # A pipeline can run code: a folder that came with content must not pass for an installed one.
    if Path(name).name == name and not spacy.util.is_package(name):
        raise ModelError(f"the spaCy pipeline “{name}” is not installed; a folder is named as ./{name}")
    pipeline = _tried(lambda: spacy.load(name), f"the spaCy pipeline “{name}” cannot be loaded")

    def entities(text: str) -> tuple[Entity, ...]:
        found = _tried(lambda: pipeline(text).ents, f"the spaCy pipeline “{name}” failed")
        return tuple(Entity(one.start_char, one.end_char, one.label_) for one in found)

    return entities


def _tried(work: Callable[[], Result], failed: str) -> Result:
    """Return what a pipeline's part returns, without its warnings: they quote what the pipeline holds."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return work()
    # What a broken pipeline raises depends on its parts.
    except Exception as error:
        raise ModelError(f"{failed}: {type(error).__name__}") from error


class PipelineExtractor(Struct, frozen=True):
    """Makes rows of the entities that a pipeline finds."""

    tables: Sequence[Table]
    pipeline: Pipeline

    def __call__(self, article: Article) -> Iterator[Candidate]:
        """Yield a row for each entity that fills a column which a table needs."""
        document = analyse(article.text, article.title, edtf.day(article.published))
        for entity in self.pipeline(article.text):
            passage = document.at(entity.start)
            if passage.heading or entity.end > passage.end:
                continue
            for table in self.tables:
                cells = _row(table, passage, entity)
                if cells:
                    yield Candidate(table.name, {**cells, "evidence": passage.words})


def _row(table: Table, passage: Passage, entity: Entity) -> dict[str, str]:
    """Return the cells of a row about ``entity``, none when a column that must be filled stays empty."""
    wanted = [one for one in table.fields if one.required or one.name in table.compare]
    leading = [one for one in wanted if entity.label in _LABELS.get(one.value_type, ())]
    if not leading:
        return {}
    cells = {leading[0].name: _lead(leading[0], passage, entity)}
    for column in table.fields:
        if column != leading[0] and column.value_type != "identifier":
            cells[column.name] = _beside(column, leading[0], passage, entity)
    needed = [one for one in table.fields if one.required and one.value_type != "identifier"]
    return cells if all(cells[one.name] for one in (leading[0], *needed)) else {}


def _lead(column: Field, passage: Passage, entity: Entity) -> str:
    """Return the cell that the entity itself fills."""
    if column.value_type == "number":
        quantity = _quantity(passage, entity)
        return amount(passage, quantity).words if quantity else ""
    if column.value_type == "date":
        found = [one for one in passage.times if one.start < entity.end and entity.start < one.end]
        return date_cell(found[0].value) if found and found[0].type == "DATE" else ""
    return passage.words[entity.start - passage.start : entity.end - passage.start]


def _beside(column: Field, lead: Field, passage: Passage, entity: Entity) -> str:
    """Return a cell that the sentence around the entity fills, or ""."""
    if column.value_type == "choice":
        return _choice(column, passage.clause(entity.start))
    if column.value_type == "attribution":
        return attribution(passage, entity.start)
    if column.value_type == "text" and column.required:
        return passage.clause(entity.start)
    quantity = _quantity(passage, entity)
    if column.value_type == "unit" and lead.unit == column.name and quantity:
        return amount(passage, quantity).unit_words
    return ""


def _choice(column: Field, clause: str) -> str:
    """Return the first choice for which a word stands in the clause, else the one that needs none."""
    sentence = AnnotatedText(clause)
    for value, words in column.choices.items():
        if any(sentence.find(one) for one in words):
            return value
    return next((value for value, words in column.choices.items() if not words), "")


def _quantity(passage: Passage, entity: Entity) -> QuantityMention | None:
    inside = (
        one for one in passage.quantities if one.number_start < entity.end and entity.start < one.number_end
    )
    return next(inside, None)
