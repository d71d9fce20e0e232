"""Extractions as JSON objects: the names and shapes a pipeline reads."""

from decimal import Decimal
from typing import Any

from generator.extract.document import Document
from generator.extract.rows import Amount, Attendee, Deal, Event, Extraction, Number, Proposal, Quote
from generator.language.model import QuantityMention
from generator.language.quantities import canonical_unit
from generator.language.quantity_ranges import RangeMention

Record = dict[str, Any]


def tables(document: Document, extraction: Extraction) -> Record:
    """Return the rows of every table, ready for JSON: what the article does not say is null."""
    return {
        "attendees": [_attendee(document, row) for row in extraction.attendees],
        "deals": [_deal(row) for row in extraction.deals],
        "numbers": [_number(row) for row in extraction.numbers],
        "timeline": [_event(row) for row in extraction.timeline],
        "quotes": [_quote(row) for row in extraction.quotes],
    }


def _common(row: Proposal) -> Record:
    return {
        "attribution": row.attribution or None,
        "start": row.start,
        "end": row.end,
        "evidence": row.evidence,
        "rule": row.rule,
        "confidence": row.confidence,
    }


def _attendee(document: Document, row: Attendee) -> Record:
    return {
        "person": row.person,
        "role": row.role or row.relation.split(" of ")[0] or None,
        "country": document.country(row.country) or None,
        "presence": row.presence,
        "relation": row.relation or None,
        **_common(row),
    }


def _deal(row: Deal) -> Record:
    return {
        "parties": list(row.parties),
        "what": row.deal,
        **_amount(row.worth),
        "duration": row.term or None,
        "date": row.date or None,
        "state": row.state,
        **_common(row),
    }


def _number(row: Number) -> Record:
    return {**_amount(row.amount), "what": row.what, **_common(row)}


def _event(row: Event) -> Record:
    return {"date": row.date, "event": row.event, "state": row.state, **_common(row)}


def _quote(row: Quote) -> Record:
    return {"speaker": row.speaker, "words": row.words, **_common(row)}


def _amount(given: Amount | None) -> Record:
    if given is None:
        return {"value": None, "unit": None, "hedge": None}
    return {"value": _plain(given.value), "unit": given.unit or None, "hedge": str(given.bound)}


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def spans(document: Document) -> Record:
    """Return every time, quantity, name and quotation found, ready for JSON."""
    passages = document.passages
    return {
        "times": [
            {"start": one.start, "end": one.end, "value": one.value, "type": one.type}
            for passage in passages
            for one in passage.times
        ],
        "quantities": [_quantity(one) for passage in passages for one in passage.quantities],
        "names": [
            {"start": one.start, "end": one.end, "label": one.label}
            for passage in passages
            for one in passage.names
        ],
        "quotations": [
            {"start": one.start, "end": one.end, "speaker": one.speaker or None}
            for passage in passages
            for one in passage.quotations
        ],
    }


def _quantity(one: QuantityMention) -> Record:
    """Return a quantity; a range has its middle as ``value``, as a measurement is given, and its ends too."""
    measured = one.currency or " per " in one.unit or canonical_unit(one.unit)
    ends = {"low": _plain(one.value), "high": _plain(one.high)} if isinstance(one, RangeMention) else {}
    middle = (one.value + one.high) / 2 if isinstance(one, RangeMention) else one.value
    return {
        "start": one.start,
        "end": one.end,
        "value": _plain(middle),
        **ends,
        "unit": one.unit if measured else None,
        "hedge": str(one.bound),
        "what": one.counted or (None if measured else one.unit) or None,
    }
