"""An article's page: its text with the evidence marked, or only the sentences around the evidence."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from generator.language.model import Sentence
from generator.model import Article
from generator.translation import Translation
from generator.views import addresses, dates, words
from generator.views.fact_view import Citation
from generator.views.facts import FactShower
from generator.views.marks import Mark, MarkedArticle
from generator.views.page import Link, Page


class Note(Struct, frozen=True):
    """A way back from evidence to its fact."""

    number: int
    """Of the fact, in the order of its first mark in the article."""
    label: str
    href: str


class Piece(Struct, frozen=True):
    """A stretch of text within which the same evidence holds."""

    words: str
    marked: bool
    anchors: tuple[str, ...]
    """The ids of the evidence that begins here."""
    notes: tuple[Note, ...]
    """The facts whose evidence ends here."""
    gap: bool = False
    """True for text left out."""


class Paragraph(Struct, frozen=True):
    """A paragraph or a heading of the article."""

    pieces: tuple[Piece, ...]
    heading: bool


class Support(Struct, frozen=True):
    """A fact for which the article gives evidence."""

    number: int
    fact: Citation
    marks: tuple[str, ...]
    """Ids of its evidence on this page."""


class ArticleView(Struct, frozen=True):
    """What an article's page shows."""

    label: str
    explainer: Link
    byline: str
    inferred_from: str
    """What the date was inferred from; empty when the article states it."""
    url: str
    language: str
    full: bool
    paragraphs: tuple[Paragraph, ...]
    supports: tuple[Support, ...]


def article_page(marked: MarkedArticle, shower: FactShower) -> Page:
    """Return the page of an article."""
    article = marked.article
    label = words.article_label(article)
    supports = _supports(marked, shower)
    translation = shower.translation
    description = translation.ngettext(
        "The words behind %(num)s fact of the explainer “%(explainer)s”: %(publisher)s, %(article)s",
        "The words behind %(num)s facts of the explainer “%(explainer)s”: %(publisher)s, %(article)s",
        len(supports),
        explainer=shower.explainer.title,
        publisher=words.publisher(article, translation),
        article=label,
    )
    return Page(
        path=shower.here,
        title=label,
        description=words.shortened(description),
        template="article",
        hide=("navigation", "toc"),
        made_from=article.location,
        view=_view(marked, shower, label, supports),
    )


def _view(
    marked: MarkedArticle, shower: FactShower, label: str, supports: tuple[Support, ...]
) -> ArticleView:
    article = marked.article
    home = addresses.link(shower.here, addresses.explainer_page(shower.explainer.slug))
    return ArticleView(
        label=label,
        explainer=Link(shower.explainer.title, home, shower.language),
        byline=byline(article, shower.translation),
        inferred_from=article.published_inferred_from,
        url=addresses.safe_url(article),
        language=article.language,
        full=article.republish == "full",
        paragraphs=tuple(_paragraphs(marked, supports)),
        supports=supports,
    )


def byline(article: Article, translation: Translation) -> str:
    """Return who published an article, when and under which licence, and what of that nobody knows."""
    origin = [
        article.author,
        words.set_off(words.publisher(article, translation), translation),
        dates.in_words(article.published, translation) or translation.gettext("date unknown"),
    ]
    licence = article.licence or translation.gettext("licence unknown")
    about = [", ".join(filter(None, [*origin, article.wire])), licence]
    if article.retrieved:
        retrieved = dates.in_words(article.retrieved, translation)
        about.append(translation.gettext("retrieved %(date)s", date=retrieved))
    return words.capital("; ".join(about))


def _supports(marked: MarkedArticle, shower: FactShower) -> tuple[Support, ...]:
    anchors: dict[str, list[str]] = {}
    facts = {}
    for mark in marked.marks:
        fact = addresses.fact_anchor(mark.fact.table, mark.fact.id)
        anchors.setdefault(fact, []).append(mark.anchor)
        facts[fact] = mark.fact
    return tuple(
        Support(number, shower.cite(facts[fact]), tuple(marks))
        for number, (fact, marks) in enumerate(anchors.items(), start=1)
    )


def _paragraphs(marked: MarkedArticle, supports: tuple[Support, ...]) -> Iterator[Paragraph]:
    notes = {
        anchor: Note(support.number, support.fact.label, support.fact.href)
        for support in supports
        for anchor in support.marks
    }
    whole = marked.article.republish == "full"
    after_gap = False
    for sentences in _by_paragraph(marked.sentences):
        pieces: list[Piece] = []
        for start, end, kept in _stretches(sentences, marked, whole):
            if kept:
                pieces += _pieces(marked, start, end, notes)
            elif not after_gap:
                pieces.append(Piece("[…]", marked=False, anchors=(), notes=(), gap=True))
            after_gap = not kept
        if pieces:
            shown = any(not piece.gap for piece in pieces)
            yield Paragraph(tuple(pieces), heading=shown and sentences[0].heading)


def _by_paragraph(sentences: tuple[Sentence, ...]) -> list[list[Sentence]]:
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    return list(paragraphs.values())


def _stretches(
    sentences: list[Sentence], marked: MarkedArticle, whole: bool
) -> Iterator[tuple[int, int, bool]]:
    """Give the stretches of a paragraph to keep and to leave out, neighbours joined."""
    begun: tuple[int, int, bool] | None = None
    for sentence in sentences:
        kept = whole or any(mark.start < sentence.end and sentence.start < mark.end for mark in marked.marks)
        if begun and begun[2] == kept:
            begun = (begun[0], sentence.end, kept)
            continue
        if begun:
            yield begun
        begun = (sentence.start, sentence.end, kept)
    if begun:
        yield begun


def _pieces(marked: MarkedArticle, start: int, end: int, notes: dict[str, Note]) -> Iterator[Piece]:
    inside = [mark for mark in marked.marks if mark.start < end and start < mark.end]
    cuts = {edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end}
    for left, right in pairwise(sorted({start, end, *cuts})):
        holding = [mark for mark in inside if mark.start <= left and right <= mark.end]
        yield Piece(
            words=marked.article.text[left:right],
            marked=bool(holding),
            anchors=tuple(mark.anchor for mark in holding if mark.start == left),
            notes=tuple(_ending(holding, right, notes)),
        )


def _ending(holding: list[Mark], right: int, notes: dict[str, Note]) -> list[Note]:
    ending = {notes[mark.anchor].number: notes[mark.anchor] for mark in holding if mark.end == right}
    return [ending[number] for number in sorted(ending)]
