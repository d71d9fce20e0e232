"""Article to draft rows: rules over the language, one ordered list of them for each table."""

import datetime
from collections.abc import Sequence

from msgspec.structs import replace

from generator.extract import attendees, crowds, deals, numbers, quotes, timeline, undated
from generator.extract.document import Document, analyse
from generator.extract.rows import Extraction

__all__ = ["Extraction", "extract"]


def extract(text: str, *, title: str | None = None, published: datetime.date | None = None) -> Extraction:
    """Return the rows that the rules find in an article's text.

    ``title`` tells the headline where the text repeats it; ``published`` resolves "on Tuesday".
    """
    return read_all(analyse(text, title, published))


def read(document: Document) -> Extraction:
    """Return the rows that the rules find in an analysed article."""
    return read_each([document])[0]


def read_each(documents: Sequence[Document]) -> list[Extraction]:
    """Return the rows of each article, one table after the other: the same rules, while they are at hand."""
    return list(
        map(
            Extraction,
            [attendees.find(document) for document in documents],
            [deals.find(document) for document in documents],
            [numbers.find(document) for document in documents],
            [timeline.find(document) for document in documents],
            [quotes.find(document) for document in documents],
        )
    )


def read_all(document: Document) -> Extraction:
    """Return the same rows and those for an editor's table: groups, and events without a date."""
    found = read(document)
    return replace(
        found,
        groups=crowds.find(document),
        undated=undated.find(document, found.deals, found.timeline),
    )
