"""Grounded drafts as the typed rows of the rules, so that models and rules go the same way from here on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any

from generator.extract.cells import Draft
from generator.extract.rows import Amount, Attendee, Deal, Event, Extraction, Number, Proposal, Quote
from generator.language import countries, times
from generator.language.model import Bound
from generator.values import TYPES, Context, People
from generator.values.annotated import same_words

_UNJUDGED = 0.5
"""The confidence of a row whose model gives none."""


def extraction(drafts: Iterable[Draft], text: str) -> Extraction:
    """Return the drafts of one article with this text as typed rows.

    Drafts of the editors' own tables have no type and are left out.
    """
    rows: dict[str, list[Any]] = {}
    for draft in drafts:
        if draft.table in _TYPED:
            rows.setdefault(draft.table, []).append(_TYPED[draft.table](draft.cells, _common(draft, text)))
    return Extraction(**{table: tuple(found) for table, found in rows.items()})


def merge(first: Extraction, more: Extraction) -> Extraction:
    """Return the rows of both, those of ``more`` left out that say what a row of ``first`` says.

    Two rows say the same when their evidence overlaps and what tells them from others is the same: the
    person, the parties, the amount, the date or the words.
    """
    joined: dict[str, tuple[Any, ...]] = {}
    for table in (one.name for one in fields(Extraction)):
        rows = list(getattr(first, table))
        for row in getattr(more, table):
            if not any(_same(row, other) for other in rows):
                rows.append(row)
        joined[table] = tuple(sorted(rows, key=lambda row: (row.start, row.end)))
    return Extraction(**joined)


def _same(one: Proposal, other: Proposal) -> bool:
    overlaps = one.start < other.end and other.start < one.end
    return overlaps and _key(one) == _key(other)


def _key(row: Proposal) -> object:
    match row:
        case Attendee():
            return same_words(row.person)
        case Deal():
            return frozenset(map(same_words, row.parties))
        case Number():
            return (row.amount.value, row.amount.currency)
        case Event():
            return row.date
        case Quote():
            return same_words(row.words)
    raise TypeError(f"{type(row).__name__} is no row of a table")


def _common(draft: Draft, text: str) -> dict[str, Any]:
    return {
        "start": draft.start,
        "end": draft.end,
        "evidence": text[draft.start : draft.end],
        "rule": draft.cells.get("note", ""),
        "confidence": _UNJUDGED,
        "attribution": draft.cells.get("attribution", ""),
    }


def _attendee(cells: Mapping[str, str], common: Mapping[str, Any]) -> Attendee:
    country = countries.code(cells.get("country", "")) or ""
    return Attendee(
        person=cells["person"],
        role=cells.get("role", ""),
        country=country,
        presence=cells["presence"],
        relation=cells.get("relation", ""),
        **common,
    )


def _deal(cells: Mapping[str, str], common: Mapping[str, Any]) -> Deal:
    term = cells.get("term", "")
    return Deal(
        deal=cells["deal"],
        parties=tuple(party.strip() for party in cells["parties"].split(";")),
        worth=_amount(cells) if cells.get("value") else None,
        term=times.read_duration(term) or "",
        term_words=term,
        date=cells.get("date", ""),
        state=cells.get("state", ""),
        **common,
    )


def _number(cells: Mapping[str, str], common: Mapping[str, Any]) -> Number:
    return Number(what=cells["what"], amount=_amount(cells), **common)


def _event(cells: Mapping[str, str], common: Mapping[str, Any]) -> Event:
    return Event(date=cells.get("date", ""), event=cells["event"], state=cells["state"], **common)


def _quote(cells: Mapping[str, str], common: Mapping[str, Any]) -> Quote:
    return Quote(speaker=cells["speaker"], words=cells["words"], occasion=cells.get("occasion", ""), **common)


def _amount(cells: Mapping[str, str]) -> Amount:
    """Return the amount of cells whose value could be read: ``ground`` keeps no other."""
    context = Context(People(()))
    number = TYPES["number"].read(cells["value"], context)
    words = cells.get("unit", "")
    unit = TYPES["unit"].read(words, context)
    if isinstance(number, str) or isinstance(unit, str):
        raise ValueError(f"“{cells['value']}” with the unit “{words}” is no amount")
    value, bound, currency = number.normal
    return Amount(
        value=value,
        unit=str(unit.normal),
        bound=Bound(bound),
        currency=currency,
        words=cells["value"],
        unit_words=words,
    )


_TYPED: Mapping[str, Callable[[Mapping[str, str], Mapping[str, Any]], object]] = {
    "attendees": _attendee,
    "deals": _deal,
    "numbers": _number,
    "timeline": _event,
    "quotes": _quote,
}
