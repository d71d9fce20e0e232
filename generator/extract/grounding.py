"""What a model says, cut down to what the article says.

A model proposes rows; a row becomes a draft only as far as the article bears it out: its evidence
stands there word for word, exactly once, and each of its values stands in that evidence. Everything
else is dropped, and the reason is kept. Nothing the article asks of a model can change this, because
no model is asked here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct, field

from generator import edtf, evidence
from generator.extract.cells import Draft, evidence_cell, slug
from generator.extract.drafts import Refused
from generator.extract.words import leading_words
from generator.language import countries
from generator.model import Article, Location, Person, Status
from generator.schema import Field, Table, built_in_tables
from generator.values import TYPES, AnnotatedText, Context, Missing, NotChecked, Passage, People

_FREE = ("identifier", "choice")
"""Value types of which a model may say what the article has no words for: they come from a fixed list."""
_KINDS = {"name": "person", "parties": "organization"}
_TELLING = ("text", "name", "parties", "country", "unit")
_NAME_LENGTH = 4


class Candidate(Struct, frozen=True):
    """One row as a model proposes it: nothing in it is known to be true."""

    table: str
    cells: Mapping[str, str]
    """The words for each column, those of the evidence under ``evidence``."""


Extractor = Callable[[Article], Iterable[Candidate]]
"""A model: article in, candidates out. Raises ``ModelError`` when it cannot answer."""


class ModelError(Exception):
    """A model gives no answer that can be used; the message says why, without any key."""


class Grounded(Struct, frozen=True):
    """What is left of a model's proposals for one article."""

    drafts: tuple[Draft, ...]
    """Rows that the article bears out, in the order of the text; the checks still have to pass them."""
    refused: tuple[Refused, ...]
    """Rows and cells that were dropped, each with one of a few reasons, so that they can be counted."""


def ground(
    extractor: Extractor, article: Article, tables: Sequence[Table], people: Sequence[Person], note: str
) -> Grounded:
    """Return what ``extractor`` proposes for ``article`` as far as the article bears it out.

    ``note`` is the remark that each row carries ("model llama3"). A model that gives no usable
    answer is one refusal with its message.
    """
    text = AnnotatedText(article.text, edtf.day(article.published))
    grounding = _Grounding(article, text, {table.name: table for table in tables}, tuple(people), note)
    try:
        for candidate in extractor(article):
            grounding.take(candidate)
    except ModelError as error:
        grounding.refused.append(Refused("", article.slug, "", str(error)))
    drafts = sorted(grounding.drafts, key=lambda draft: (draft.start, draft.end))
    return Grounded(tuple(drafts), tuple(grounding.refused))


class _Dropped(Exception):
    """The row cannot be kept; the message is the reason."""


class _Grounding(Struct):
    """Takes the candidates of one article."""

    article: Article
    text: AnnotatedText
    """What the article says, dated as it is."""
    tables: Mapping[str, Table]
    people: tuple[Person, ...]
    note: str
    drafts: list[Draft] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    _kept: set[tuple[str, ...]] = field(default_factory=set)
    """Tables and cells of the drafts: a flood of rows must not be compared each with each."""

    def take(self, candidate: Candidate) -> None:
        words = candidate.cells.get("evidence", "")[:200]
        try:
            draft = self._draft(candidate)
        except _Dropped as reason:
            self.refused.append(Refused(candidate.table, self.article.slug, words, str(reason)))
            return
        said = (draft.table, *chain.from_iterable(draft.cells.items()))
        if said in self._kept:
            self.refused.append(Refused(draft.table, self.article.slug, words, "it is proposed twice"))
        else:
            self._kept.add(said)
            self.drafts.append(draft)

    def _draft(self, candidate: Candidate) -> Draft:
        table = self.tables.get(candidate.table)
        if table is None:
            raise _Dropped("there is no such table")
        passage = self._passage(candidate.cells.get("evidence", ""))
        cells: dict[str, str] = {}
        newcomers: list[Person] = []
        for column in table.fields:
            words = " ".join(candidate.cells.get(column.name, "").split())
            if column.value_type == "identifier" or not words:
                continue
            context = self._context(table, column, words, newcomers)
            problem = _problem(column, words, passage, context, _quotes(table))
            if not problem:
                cells[column.name] = words
            elif column.required:
                raise _Dropped(problem)
            else:
                self.refused.append(Refused(table.name, self.article.slug, words[:200], problem))
        return self._complete(table, passage, cells, newcomers)

    def _passage(self, words: str) -> Passage:
        found = evidence.locate(self.article.text, evidence.Quotation(words))
        if isinstance(found, evidence.NotFound):
            raise _Dropped("its evidence does not stand in the article word for word")
        if isinstance(found, evidence.Ambiguous):
            raise _Dropped("its evidence stands in the article more than once")
        start, end = self.text.sentences_of(found.start, found.end)
        # Half a sentence can say the contrary of the whole: "he denied that" + "he attended".
        if (found.start, found.end) != (start, end):
            raise _Dropped("its evidence is not whole sentences")
        return Passage(self.text, start, end)

    def _complete(
        self, table: Table, passage: Passage, cells: dict[str, str], newcomers: Sequence[Person]
    ) -> Draft:
        missing = [
            one.name
            for one in table.fields
            if one.required and one.value_type != "identifier" and one.name not in cells
        ]
        if missing:
            raise _Dropped(f"its {missing[0]} is empty")
        quoted = evidence_cell(self.article.text, passage.start, passage.end)
        if quoted is None:
            raise _Dropped("its evidence stands in the article more than once")
        common = {
            "article": self.article.slug,
            "evidence": quoted,
            "status": str(Status.DRAFT),
            "note": self.note,
        }
        own = {} if table in built_in_tables() else _identifiers(table, cells)
        filled = {**own, **cells, **common}
        return Draft(table.name, self.article.slug, passage.start, passage.end, filled, tuple(newcomers))

    def _context(self, table: Table, column: Field, words: str, newcomers: list[Person]) -> Context:
        """Return what the cell is read with, whom it names and nobody lists included."""
        listed = People((*self.people, *newcomers))
        parts = words.split(";") if column.value_type == "parties" else [words]
        for name in (part.strip() for part in parts):
            known = listed.find(name) is not None or countries.code(name) is not None
            if column.value_type in _KINDS and name and not known and self.text.find(name):
                kind = "person" if _quotes(table) else _KINDS[column.value_type]
                newcomers.append(Person(slug(name), name, (), "", kind, Location(self.article.location.path)))
                listed = People((*self.people, *newcomers))
        return Context(listed, column)


def _problem(column: Field, words: str, passage: Passage, context: Context, quotes: bool) -> str:
    """Return why the article does not bear out a cell, or ""."""
    value_type = TYPES[column.value_type]
    value = value_type.read(words, context)
    if isinstance(value, str):
        return f"its {column.name} cannot be read"
    if column.enum and words not in column.enum:
        return f"its {column.name} is not one of those allowed"
    # Who said a quotation may be named in the sentence beside it, which the checks look at.
    if quotes and column.value_type in _KINDS:
        return ""
    if column.value_type == "text":
        found = evidence.places(passage.words, words)
        return "" if found else f"its {column.name} does not stand in its evidence"
    occurrence = value_type.occurs(value, passage, context)
    if isinstance(occurrence, Missing):
        return f"its {column.name} does not stand in its evidence"
    if isinstance(occurrence, NotChecked) and column.value_type not in (*_FREE, "unit"):
        return f"its {column.name} cannot be checked against its evidence"
    return ""


def _quotes(table: Table) -> bool:
    return any(one.value_type == "verbatim" for one in table.fields)


def _identifiers(table: Table, cells: Mapping[str, str]) -> dict[str, str]:
    """Return a name for the fact in a table of the editors' own (``slugs`` names the others)."""
    filled = [one for one in table.fields if one.name in cells]
    telling = sorted(filled, key=lambda one: one.value_type not in _TELLING)
    words = " ".join(cells[one.name] for one in telling).replace(",", "")
    name = slug(" ".join(leading_words(words, _NAME_LENGTH)))
    return {one.name: name for one in table.fields if one.value_type == "identifier"}
