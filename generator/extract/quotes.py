"""Quotations: words between quotation marks that somebody named said or wrote."""

from generator.extract.document import Document, Passage
from generator.extract.rows import Quote
from generator.language.model import QuotationMention


def find(document: Document) -> tuple[Quote, ...]:
    """Return the quotations of an article that have a speaker, in the order of the text."""
    return tuple(
        _quote(document, passage, quotation)
        for passage in document.passages
        if not passage.heading
        for quotation in passage.quotations
        if quotation.speech and quotation.speaker
    )


def _quote(document: Document, passage: Passage, quotation: QuotationMention) -> Quote:
    last = document.at(max(quotation.start, quotation.end - 1))
    if last.paragraph != passage.paragraph:
        last = passage
    words = document.text[quotation.start : quotation.end].rstrip(",")
    return Quote(
        start=passage.start,
        end=last.end,
        evidence=document.text[passage.start : last.end],
        rule="quotes-speech",
        confidence=0.85,
        speaker=quotation.speaker,
        words=words,
    )
