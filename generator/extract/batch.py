"""A stream of articles in JSON lines to a stream of extractions, in order, over all cores."""

import datetime
import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any, TextIO

from generator.extract import read
from generator.extract.document import Document, analyse
from generator.extract.nations import country_name
from generator.extract.rows import Amount, Attendee, Deal, Event, Extraction, Number, Proposal, Quote

Record = dict[str, Any]


def run(lines: Iterable[str], out: TextIO, jobs: int | None = None, mentions: bool = False) -> "Counted":
    work = partial(answer, mentions=mentions)
    for line in map(work, lines):
        out.write(line + "\n")


def answer(line: str, mentions: bool = False) -> str:
    article = json.loads(line)
    date = datetime.date.fromisoformat(article["date"][:10]) if article.get("date") else None
    document = analyse(article["text"], article.get("title"), date)
    record = {"id": article["id"], **tables(read(document))}
    if mentions:
        record |= spans(document)
    return json.dumps(record, ensure_ascii=False)


def tables(extraction: Extraction) -> Record:
    """Return the rows of every table, ready for JSON."""
    return {
        "attendees": [_attendee(row) for row in extraction.attendees],
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


def _attendee(row: Attendee) -> Record:
    return {
        "person": row.person,
        "role": row.role or row.relation.split(" of ")[0] or None,
        "country": country_name(row.country) or None,
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
    found: Record = {"times": [], "quantities": [], "names": [], "quotations": []}
    for passage in document.passages:
        found["times"] += [
            {"start": one.start, "end": one.end, "value": one.value, "type": one.type} for one in passage.times
        ]
        found["quantities"] += [
            {
                "start": one.start,
                "end": one.end,
                "value": _plain(one.value),
                "unit": one.unit or None,
                "hedge": str(one.bound),
                "what": one.counted or None,
            }
            for one in passage.quantities
        ]
        found["names"] += [{"start": one.start, "end": one.end, "label": one.label} for one in passage.names]
        found["quotations"] += [
            {"start": one.start, "end": one.end, "speaker": one.speaker or None} for one in passage.quotations
        ]
    return found
