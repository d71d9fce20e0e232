"""What a fact said before, in words, and a name for what it says now."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence

from msgspec import Struct, json

from generator.history import Change, Past, Pasts
from generator.model import Fact, Value
from generator.schema import Field, Table
from generator.translation import Translation
from generator.values import TYPES, Context
from generator.values.base import written_in
from generator.views import dates, words
from generator.views.page import Link

MOST_CHANGES = 5
"""Of one fact that are told: the last ones."""
MOST_LATEST = 12
"""Of the facts of one explainer that changed lately: the last ones."""
_LATELY = datetime.timedelta(days=6)
_VERSION_LENGTH = 8
"""Hexadecimal digits: one change in four thousand million goes unnoticed."""


class Told(Struct, frozen=True):
    """One thing that happened to a fact."""

    words: str
    reason: str = ""
    """Why it changed, as the editors say it; empty when they do not."""


class Latest(Struct, frozen=True):
    """A fact that is new or has changed on a day."""

    date: str
    fact: Link
    told: tuple[Told, ...]


class Lately(Struct, frozen=True):
    """What is new or has changed on a page in the week that ends with the last such day."""

    summary: str
    """How many facts, and until when."""
    entries: tuple[Latest, ...]
    """The last first, and no more than ``MOST_LATEST``."""


def version(fact: Fact) -> str:
    """Return a short name for what a fact says, which changes when a reader would want to look again.

    That is: when a value, who says it, how far the sources agree or a status changes. No order and no
    words of the interface change it.
    """
    said = {
        "agreement": fact.agreement,
        "statuses": sorted({str(row.status) for row in fact.rows}),
        "values": {
            one.field: sorted([group.value.words, *group.origins] for group in one.groups)
            for one in fact.fields
        },
    }
    written = json.format(json.encode(said, order="sorted"), indent=0)
    return hashlib.sha256(written).hexdigest()[:_VERSION_LENGTH]


def told(past: Past | None, table: Table, context: Context) -> tuple[Told, ...]:
    """Return when a fact was first published and its last changes, the oldest first."""
    if past is None:
        return ()
    translation = written_in(context)
    found = []
    if past.first:
        first = dates.in_words(past.first, translation)
        found.append(Told(translation.gettext("First published: %(date)s", date=first)))
    left_out = len(past.changes) - MOST_CHANGES
    if left_out > 0:
        said = translation.ngettext("%(num)s earlier change", "%(num)s earlier changes", left_out)
        found.append(Told(said))
    return (*found, *(_change(one, table, context) for one in past.changes[-MOST_CHANGES:]))


def lately(
    pasts: Pasts, links: Mapping[str, Link], tables: Mapping[str, Table], context: Context
) -> Lately | None:
    """Return what is new or has changed lately; ``None`` where nothing ever was.

    ``links`` lead to the facts on the page, by ``table/id``. What stood there from the page's first day
    is not new.
    """
    translation = written_in(context)
    entries: dict[tuple[str, str], list[Told]] = {}
    for name in links:
        past = pasts.facts.get(name, Past("", ()))
        if past.first > pasts.began:
            entries.setdefault((past.first, name), []).append(Told(translation.gettext("New")))
        for one in past.changes:
            said = _change(one, tables[name.partition("/")[0]], context)
            entries.setdefault((one.day, name), []).append(said)
    if not entries:
        return None
    last = max(day for day, _ in entries)
    week = (datetime.date.fromisoformat(last) - _LATELY).isoformat()
    recent = sorted((key for key in entries if key[0] >= week), key=lambda key: key[0], reverse=True)
    return Lately(
        translation.ngettext(
            "%(num)s fact in the week to %(date)s",
            "%(num)s facts in the week to %(date)s",
            len({name for _, name in recent}),
            date=dates.in_words(last, translation),
        ),
        tuple(
            Latest(dates.in_words(day, translation), links[name], tuple(entries[day, name]))
            for day, name in recent[:MOST_LATEST]
        ),
    )


def _change(one: Change, table: Table, context: Context) -> Told:
    translation = written_in(context)
    if not one.field:
        first, last = (dates.in_words(day, translation) for day in (one.before[0], one.day))
        said = translation.gettext("Withdrawn from %(first)s to %(last)s", first=first, last=last)
        return Told(said, words.collapsed(one.reason))
    field = table.field(one.field)
    title, day = translation.gettext(field.title), dates.in_words(one.day, translation)
    if one.before:
        said = translation.gettext(
            "%(field)s until %(date)s: %(value)s",
            field=title,
            value=_quoted(one.before, field, context, translation),
            date=day,
        )
    else:
        said = translation.gettext(
            "%(field)s since %(date)s, too: %(value)s",
            field=title,
            value=_quoted(one.after, field, context, translation),
            date=day,
        )
    return Told(said, words.collapsed(one.reason))


def _quoted(cells: Sequence[str], field: Field, context: Context, translation: Translation) -> str:
    """Return what cells said, in words as on the page."""
    return translation.listed([f"“{_shown(one, field, context)}”" for one in cells])


def _shown(cell: str, field: Field, context: Context) -> str:
    value_type = TYPES[field.value_type]
    value = value_type.read(cell, Context(context.people, field))
    return words.shortened(value_type.show(value, context) if isinstance(value, Value) else cell)
