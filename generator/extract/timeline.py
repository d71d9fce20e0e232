"""Dated events: a sentence with a date and something that happens then."""

import re
from collections.abc import Iterator

from generator.extract.attributions import attribution
from generator.extract.document import Document, Passage
from generator.extract.rows import Event
from generator.language import clauses
from generator.language.model import TimeMention


def find(document: Document) -> tuple[Event, ...]:
    """Return the dated events of an article, in the order of the text."""
    return tuple(event for passage in document.passages if not passage.heading for event in _of(document, passage))


_CONTINUES = re.compile(
    r"(?:hours|minutes|moments|shortly|soon|immediately) (?:later|after(?:wards?)?)\b|later (?:that|the same|in the) day"
    r"|the same day|that (?:evening|morning|afternoon|night)\b|earlier (?:that|in the) day", re.I)


def _of(document: Document, passage: Passage) -> Iterator[Event]:
    seen: set[str] = set()
    for time in passage.times:
        if time.type not in ("DATE", "TIME") or not time.value[:3].isdigit():
            continue
        date = time.value.split("T")[0]
        if date in seen or any(rule(document, passage, time) for rule in NOT_EVENTS):
            continue
        seen.add(date)
        yield _event(document, passage, passage, date, time.start, "dated")


def conditional(document: Document, passage: Passage, time: TimeMention) -> bool:
    """"If the sale had gone through last year": what did not happen."""
    start, _ = _clause(passage, time.start)
    return bool(re.match(r"(?:If|if|Had|Unless|unless|Should)\b", passage.words[start:]))


NOT_EVENTS = (conditional,)


def _clause(passage: Passage, offset: int) -> tuple[int, int]:
    for start, end in clauses.split(passage.words, 0, len(passage.words)):
        if start <= offset - passage.start < end:
            return start, end
    return 0, len(passage.words)


_PLANNED = re.compile(r"\b(?:set to|will|plans?|planned|expected|due|to begin|scheduled|going to)\b")


def _event(document: Document, first: Passage, passage: Passage, date: str, offset: int, rule: str) -> Event:
    start, end = _clause(passage, offset)
    published = document.published.isoformat() if document.published else ""
    planned = bool(_PLANNED.search(passage.words)) and (not published or date >= published[: len(date)])
    return Event(
        start=first.start,
        end=passage.end,
        evidence=document.text[first.start : passage.end],
        rule=f"timeline-{rule}",
        confidence=0.8,
        attribution=attribution(passage, offset),
        date=date,
        event=passage.words[start:end].strip(" ,;"),
        state="planned" if planned else "happened",
    )
