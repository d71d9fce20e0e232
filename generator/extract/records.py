"""Extractions as JSON: the names and shapes a pipeline reads.

The text is put together here, the library escapes the strings: to make objects of the rows and then text of
those takes twice as long.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring as quoted

from generator.extract.document import Document
from generator.extract.rows import Amount, Attendee, Deal, Event, Extraction, Number, Proposal, Quote
from generator.language.model import QuantityMention
from generator.language.quantities import canonical_unit
from generator.language.quantity_ranges import RangeMention


def tables(document: Document, extraction: Extraction) -> str:
    """Return the rows of every table as members of a JSON object: what the article does not say is null."""
    country = cache(document.country)
    attendees = _array([_attendee(row, country(row.country)) for row in extraction.attendees])
    deals = _array(map(_deal, extraction.deals))
    numbers = _array(map(_number, extraction.numbers))
    timeline = _array(map(_event, extraction.timeline))
    quotes = _array(map(_quote, extraction.quotes))
    return (
        f'"attendees": {attendees}, "deals": {deals}, "numbers": {numbers}, "timeline": {timeline}, '
        f'"quotes": {quotes}'
    )


def _array(members: Iterable[str]) -> str:
    return f"[{', '.join(members)}]"


def _said(words: str) -> str:
    """Return a string, null where it is empty."""
    return quoted(words) if words else "null"


def _common(row: Proposal) -> str:
    return (
        f'"attribution": {_said(row.attribution)}, "start": {row.start}, "end": {row.end}, '
        f'"evidence": {quoted(row.evidence)}, "rule": "{row.rule}", "confidence": {row.confidence}'
    )


def _attendee(row: Attendee, country: str) -> str:
    role = row.role or row.relation.split(" of ")[0]
    return (
        f'{{"person": {quoted(row.person)}, "role": {_said(role)}, '
        f'"country": {_said(country)}, "presence": "{row.presence}", '
        f'"relation": {_said(row.relation)}, {_common(row)}}}'
    )


def _deal(row: Deal) -> str:
    return (
        f'{{"parties": {_array(map(quoted, row.parties))}, "what": {quoted(row.deal)}, {_amount(row.worth)}, '
        f'"duration": {_said(row.term)}, "date": {_said(row.date)}, "state": "{row.state}", '
        f"{_common(row)}}}"
    )


def _number(row: Number) -> str:
    return f'{{{_amount(row.amount)}, "what": {quoted(row.what)}, {_common(row)}}}'


def _event(row: Event) -> str:
    return f'{{"date": "{row.date}", "event": {quoted(row.event)}, "state": "{row.state}", {_common(row)}}}'


def _quote(row: Quote) -> str:
    return f'{{"speaker": {quoted(row.speaker)}, "words": {quoted(row.words)}, {_common(row)}}}'


def _amount(given: Amount | None) -> str:
    if given is None:
        return '"value": null, "unit": null, "hedge": null'
    return f'"value": {_plain(given.value)}, "unit": {_said(given.unit)}, "hedge": "{given.bound}"'


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def spans(document: Document) -> str:
    """Return every time, quantity, name and quotation found, as members of a JSON object."""
    passages = document.passages
    times = _array(
        f'{{"start": {one.start}, "end": {one.end}, "value": "{one.value}", "type": "{one.type}"}}'
        for passage in passages
        for one in passage.times
    )
    quantities = _array(_quantity(one) for passage in passages for one in passage.quantities)
    names = _array(
        f'{{"start": {one.start}, "end": {one.end}, "label": "{one.label}"}}'
        for passage in passages
        for one in passage.names
    )
    quotations = _array(
        f'{{"start": {one.start}, "end": {one.end}, "speaker": {_said(one.speaker)}}}'
        for passage in passages
        for one in passage.quotations
    )
    return f'"times": {times}, "quantities": {quantities}, "names": {names}, "quotations": {quotations}'


def _quantity(one: QuantityMention) -> str:
    """Return a quantity; a range has its middle as ``value``, as a measurement is given, and its ends too."""
    measured = one.currency or " per " in one.unit or canonical_unit(one.unit)
    ends = (
        f'"low": {_plain(one.value)}, "high": {_plain(one.high)}, ' if isinstance(one, RangeMention) else ""
    )
    middle = (one.value + one.high) / 2 if isinstance(one, RangeMention) else one.value
    counted = one.counted or ("" if measured else one.unit)
    return (
        f'{{"start": {one.start}, "end": {one.end}, "value": {_plain(middle)}, {ends}'
        f'"unit": {_said(one.unit if measured else "")}, "hedge": "{one.bound}", "what": {_said(counted)}}}'
    )
