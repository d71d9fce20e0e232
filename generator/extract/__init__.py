"""Article to draft rows: rules over the language, one ordered list of them for each table."""

import datetime

from generator.extract import attendees, deals, numbers, quotes, timeline
from generator.extract.document import Document, analyse
from generator.extract.rows import Extraction

__all__ = ["Extraction", "extract"]


def extract(text: str, *, title: str | None = None, published: datetime.date | None = None) -> Extraction:
    """Return the rows that the rules find in an article's text.

    ``title`` tells the headline where the text repeats it; ``published`` resolves "on Tuesday".
    """
    return read(analyse(text, title, published))


def read(document: Document) -> Extraction:
    """Return the rows that the rules find in an analysed article."""
    return Extraction(
        attendees=attendees.find(document),
        deals=deals.find(document),
        numbers=numbers.find(document),
        timeline=timeline.find(document),
        quotes=quotes.find(document),
    )
