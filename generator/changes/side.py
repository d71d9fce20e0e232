"""One side of a comparison: how its rows, values and evidence are read."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator import evidence
from generator.changes.model import Edition, Evidence
from generator.identity import fact_identifier
from generator.language import sentences
from generator.language.model import Sentence
from generator.model import Article, Explainer, Fact, Location, Row, Status, Value
from generator.schema import Field, Table
from generator.values import TYPES, Context, People


class Side:
    """What one edition says, looked up by name; what is asked twice is worked out once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.people = People(edition.content.people)
        self.tables: Mapping[str, Table] = {table.name: table for table in edition.tables}
        self.explainers: Mapping[str, Explainer] = {one.slug: one for one in edition.content.explainers}
        self._articles = {
            (one.slug, article.slug): article for one in self.explainers.values() for article in one.articles
        }
        self._citing: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for one in self.explainers.values():
            for row in one.rows:
                self._citing[one.slug, row.article].append(row)
        self._sentences: dict[tuple[str, str], tuple[Sentence, ...]] = {}
        self._values: dict[tuple[int, str], Value | None] = {}
        self._facts: dict[str, Mapping[tuple[str, str], Fact]] = {}
        self._shown: dict[tuple[int, str], str] = {}

    def article(self, row: Row) -> Article | None:
        """Return the article a row cites; ``None`` when it is not there."""
        return self._articles.get((row.explainer, row.article))

    def is_shown(self, explainer: str, article: str) -> bool:
        """Return whether readers have a page of an article: it is cited by more than drafts, or by nobody."""
        citing = self.citing(explainer, article)
        drafted = bool(citing) and all(row.status is Status.DRAFT for row in citing)
        return explainer in self.edition.published and not drafted

    def citing(self, explainer: str, article: str) -> Sequence[Row]:
        """Return the rows that cite an article."""
        return self._citing.get((explainer, article), ())

    def fact_of(self, row: Row) -> str:
        """Return the identifier of the fact a row speaks of; "" when that cannot be read."""
        table = self.tables.get(row.table)
        return fact_identifier(row, table, self.people) if table else ""

    def value(self, words: str, field: Field) -> Value | None:
        """Return what a cell means; ``None`` when it is empty or cannot be read."""
        # Tables are declared once and stay, so that a field is known by where it lies.
        key = (id(field), words)
        if words and key not in self._values:
            value = TYPES[field.value_type].read(words, Context(self.people, field))
            self._values[key] = value if isinstance(value, Value) else None
        return self._values[key] if words else None

    def values(self, rows: Iterable[Row], field: Field) -> list[Value]:
        """Return what rows say in one field, those left out that say nothing."""
        read = (self.value(row.words(field.name), field) for row in rows)
        return [value for value in read if value is not None]

    def shown(self, value: Value, field: Field) -> str:
        """Return a value as the pages show it."""
        key = (id(field), value.words)
        if key not in self._shown:
            self._shown[key] = TYPES[field.value_type].show(value, Context(self.people, field))
        return self._shown[key]

    def facts(self, explainer: str) -> Mapping[tuple[str, str], Fact]:
        """Return an explainer's facts by table and identifier, drafts included."""
        if explainer not in self._facts:
            listed = self.edition.facts.get(explainer, ())
            self._facts[explainer] = {(one.table, one.id): one for one in listed}
        return self._facts[explainer]

    def published(self, explainer: str) -> Mapping[tuple[str, str], Fact]:
        """Return an explainer's facts as readers see them, by table and identifier."""
        return {(one.table, one.id): one for one in self.edition.published.get(explainer, ())}

    def whereabouts(self, row: Row) -> evidence.Located | None:
        """Return where a row's evidence stands in its article; ``None`` unless it does exactly once."""
        article = self.article(row)
        found = evidence.locate(article.text, evidence.parse(row.evidence)) if article else None
        return found if isinstance(found, evidence.Located) else None

    def in_context(self, row: Row) -> Evidence:
        """Return a row's evidence in the sentences of its article."""
        article = self.article(row)
        if article is None:
            return _unlocated(row, "", f"there is no article “{row.article}”")
        found = evidence.locate(article.text, evidence.parse(row.evidence))
        if isinstance(found, evidence.NotFound):
            return _unlocated(row, article.title, found.reason)
        if isinstance(found, evidence.Ambiguous):
            return _unlocated(row, article.title, f"the words stand in the article {found.count} times")
        text = article.text
        first, last = self._around(article, row.explainer, found)
        return Evidence(
            article=article.slug,
            title=article.title,
            words=row.evidence,
            before=text[first : found.start],
            exact=text[found.start : found.end],
            after=text[found.end : last],
            location=_place(article, found.start),
            problem="",
        )

    def _around(self, article: Article, explainer: str, found: evidence.Located) -> tuple[int, int]:
        """Return where the first sentence of the evidence begins, and where its last one ends."""
        key = (explainer, article.slug)
        listed = self._sentences.get(key)
        if listed is None:
            listed = self._sentences[key] = sentences.split(article.text)
        first = bisect_right(listed, found.start, key=lambda one: one.start) - 1
        last = bisect_right(listed, found.end - 1, key=lambda one: one.start) - 1
        begins = min(found.start, listed[first].start) if first >= 0 else found.start
        ends = max(found.end, listed[last].end) if last >= 0 else found.end
        return begins, ends


def _unlocated(row: Row, title: str, problem: str) -> Evidence:
    return Evidence(row.article, title, row.evidence, "", "", "", None, problem)


def _place(article: Article, offset: int) -> Location:
    """Return the line and column of the article's file at which a character of its text stands."""
    before = article.text[:offset]
    line = article.text_line + before.count("\n")
    return Location(article.location.path, line, offset - before.rfind("\n"))
