"""Events that an article gives no date for: an editor may know it, or leave it open.

They are proposed for an editor's table only. A sentence that tells a dated event gives none of these.
"""

import re
from collections.abc import Callable, Iterator

from generator.extract import attendees
from generator.extract.attributions import attribution
from generator.extract.document import Document, Passage
from generator.extract.rows import Deal, Event

Found = Iterator[tuple[Passage, int, str]]
"""Sentences with the offset of what they tell and its state."""


def find(document: Document, deals: tuple[Deal, ...], timeline: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events without a date, at most one for each sentence, in the order of the text."""
    told = {event.end for event in timeline}
    found: dict[int, Event] = {}
    for rule in RULES:
        for passage, offset, state in rule(document, deals):
            if passage.end not in told:
                found.setdefault(passage.index, _event(passage, offset, state, rule.__name__))
    return tuple(found[index] for index in sorted(found))


def agreeing(document: Document, deals: tuple[Deal, ...]) -> Found:
    """Yield agreements that were made on a day the article does not tell."""
    for deal in deals:
        if deal.state == "signed" and not deal.date:
            yield document.at(deal.start), deal.start, "happened"


def attending(document: Document, deals: tuple[Deal, ...]) -> Found:
    """Yield what people who are there did: "X and Y met". What begins with spoken words is a quotation."""
    for passage, _ in attendees.present_acts(document):
        if not passage.words.startswith(("“", '"', "‘")):
            yield passage, passage.start, "happened"


def planning(document: Document, deals: tuple[Deal, ...]) -> Found:
    """Yield what is arranged: "The parade is set to feature"."""
    for passage in document.passages:
        match = _ARRANGED.search(passage.words) if not passage.heading else None
        if match:
            yield passage, passage.start + match.start(), "planned"


def wondering(document: Document, deals: tuple[Deal, ...]) -> Found:
    """Yield a meeting that may come: "a meeting between X and Y could be on the horizon"."""
    for passage in document.passages:
        match = _POSSIBLE.search(passage.words) if not passage.heading else None
        if match:
            yield passage, passage.start + match.start(), "possible"


RULES: tuple[Callable[[Document, tuple[Deal, ...]], Found], ...] = (agreeing, attending, planning, wondering)
"""In this order: the first that tells of a sentence wins."""

_ARRANGED = re.compile(r"\b(?:is|are) (?:set|due|scheduled) to\b")
_POSSIBLE = re.compile(r"\b(?:meeting|summit|talks) between [A-Z][^,.;]{2,60} (?:could|may|might)\b")


def _event(passage: Passage, offset: int, state: str, rule: str) -> Event:
    return Event(
        start=passage.start,
        end=passage.end,
        evidence=passage.words,
        rule=f"timeline-{rule}",
        confidence=0.5,
        attribution=attribution(passage, offset),
        date="",
        event=passage.clause(offset),
        state=state,
    )
