"""Where the rows' evidence stands in the articles, and in which sentences."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator import evidence
from generator.language import sentences
from generator.language.model import Sentence
from generator.model import Article, Fact, Row
from generator.views import words
from generator.views.addresses import mark_anchor


class Mark(Struct, frozen=True):
    """A row's evidence, found in the text of its article."""

    anchor: str
    fact: Fact
    row: Row
    start: int
    end: int


class MarkedArticle(Struct, frozen=True):
    """An article with its sentences and the evidence found in it."""

    article: Article
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...]
    """By beginning, longer ones first."""
    by_row: Mapping[tuple[str, int], Mark]
    """The marks by their row's table and number."""

    def mark_of(self, row: Row) -> Mark | None:
        """Return the mark of a row, or None when its evidence was not found."""
        return self.by_row.get((row.table, row.number))

    def sentences_around(self, start: int, end: int) -> tuple[int, int]:
        """Return where the sentences that hold a span of the text begin and end."""
        touched = [one for one in self.sentences if one.start < end and start < one.end]
        if not touched:
            return start, end
        return min(start, touched[0].start), max(end, touched[-1].end)


def mark_articles(articles: Iterable[Article], facts: Sequence[Fact]) -> Mapping[str, MarkedArticle]:
    """Return one explainer's articles, marked, by slug."""
    said: dict[str, list[tuple[Fact, Row]]] = defaultdict(list)
    for fact in facts:
        for row in fact.rows:
            said[row.article].append((fact, row))
    return {article.slug: _marked(article, said[article.slug]) for article in articles}


def _marked(article: Article, said: Sequence[tuple[Fact, Row]]) -> MarkedArticle:
    marks = [mark for fact, row in said if (mark := _mark(article, fact, row))]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    by_row = {(mark.row.table, mark.row.number): mark for mark in marks}
    return MarkedArticle(article, sentences.split(article.text), tuple(marks), by_row)


def _mark(article: Article, fact: Fact, row: Row) -> Mark | None:
    found = evidence.locate(article.text, evidence.parse(row.evidence))
    if not isinstance(found, evidence.Located):
        return None
    return Mark(mark_anchor(fact.id, row), fact, row, found.start, found.end)


def in_sentence(marked: MarkedArticle | None, row: Row) -> tuple[str, str, str]:
    """Return a row's evidence in its sentences: what stands before it, its words, what stands after it."""
    mark = marked.mark_of(row) if marked else None
    if marked is None or mark is None:
        return "", words.collapsed(evidence.parse(row.evidence).exact), ""
    text = marked.article.text
    start, end = marked.sentences_around(mark.start, mark.end)
    return text[start : mark.start], text[mark.start : mark.end], text[mark.end : end]
