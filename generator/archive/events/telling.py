"""Groups of articles → events: what each is called, who is named, who reports it independently."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from generator import origins

MOST_NAMED = 8
"""So many people, and so many parties, stand with an event: those that most origins name."""
_OPENING = 80
"""Characters of an article's first line that stand for a title it does not have."""
_ID = 8
"""Hexadecimal digits of a digest."""
_WORDS = pa.string()

ARTICLE = pa.struct(dict.fromkeys(("article", "id", "title", "date", "publisher", "url", "origin"), _WORDS))
EVENTS = pa.schema(
    {
        "event": _WORDS,
        "rank": pa.int32(),
        "title": _WORDS,
        "first": _WORDS,
        "last": _WORDS,
        "people": pa.list_(_WORDS),
        "parties": pa.list_(_WORDS),
        "origins": pa.int32(),
        "articles": pa.list_(ARTICLE),
    }
)


class Member(Struct, frozen=True):
    """An article of an event."""

    article: str
    """Its key in the archive."""
    id: str
    """As it was given, or empty."""
    title: str
    date: str
    """An ISO date, or empty."""
    publisher: str
    url: str
    origin: str
    """The key of the article that stands for all of the same origin."""


class Event(Struct, frozen=True):
    """Articles that speak of the same thing."""

    event: str
    """Its identifier: the day of its first article and a digest of that article's text."""
    rank: int
    """From 1."""
    title: str
    """That of the article most like all the others."""
    first: str
    """ISO date of the earliest article; empty when none has a date."""
    last: str
    people: tuple[str, ...]
    """Named by most origins first."""
    parties: tuple[str, ...]
    """Of deals, named by most origins first."""
    origins: int
    """Independent ones."""
    articles: tuple[Member, ...]
    """By date."""


class Group(Struct, frozen=True):
    """Articles of one event, by key."""

    articles: tuple[str, ...]
    """By date."""
    central: str
    copies: tuple[tuple[str, str], ...]
    """Pairs of near-identical texts."""


class Told(Struct, frozen=True):
    """What the tables say of the articles of events."""

    articles: Mapping[str, Mapping[str, str | None]]
    """The row of each article by its key, with the first line of its ``text`` and the text's ``digest``."""
    people: Mapping[str, Sequence[str]]
    """Whom each article names."""
    parties: Mapping[str, Sequence[str]]


def ranked(groups: Iterable[Group], told: Told) -> list[Event]:
    """Return the events of groups, those of most independent origins first, then of most articles."""
    found = [_event(group, told) for group in groups]
    found.sort(key=lambda one: (-one.origins, -len(one.articles), one.first, one.event))
    return [replace(one, rank=rank) for rank, one in enumerate(found, 1)]


def written(events: Iterable[Event]) -> pa.Table:
    """Return events as a table."""
    return pa.Table.from_pylist(to_builtins(tuple(events)), EVENTS)


def read(table: pa.Table) -> tuple[Event, ...]:
    """Return the events of a table."""
    return tuple(
        Event(
            **{
                **row,
                "people": tuple(row["people"]),
                "parties": tuple(row["parties"]),
                "articles": tuple(Member(**one) for one in row["articles"]),
            }
        )
        for row in table.to_pylist()
    )


def _event(group: Group, told: Told) -> Event:
    whose = _origins(group, told)
    members = tuple(_member(told.articles[key], whose[key]) for key in group.articles)
    dates = sorted(one.date for one in members if one.date)
    first = told.articles[members[0].article]
    return Event(
        event=f"{dates[0] if dates else 'undated'}-{(first['digest'] or '')[:_ID]}",
        rank=0,
        title=_title(told.articles[group.central]),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        people=_most_named(told.people, whose),
        parties=_most_named(told.parties, whose),
        origins=len(set(whose.values())),
        articles=members,
    )


def _origins(group: Group, told: Told) -> dict[str, str]:
    wires = {key: told.articles[key]["wire"] or "" for key in group.articles}
    joined = origins.together(wires, group.copies)
    return {key: joined.top(key) for key in group.articles}


def _member(row: Mapping[str, str | None], origin: str) -> Member:
    names = ("article", "id", "title", "date", "publisher", "url")
    return Member(**{name: row[name] or "" for name in names}, origin=origin)


def _title(row: Mapping[str, str | None]) -> str:
    return row["title"] or (row["text"] or "").strip().partition("\n")[0][:_OPENING]


def _most_named(named: Mapping[str, Sequence[str]], whose: Mapping[str, str]) -> tuple[str, ...]:
    by: defaultdict[str, set[str]] = defaultdict(set)
    for article, origin in whose.items():
        for name in named.get(article, ()):
            by[name].add(origin)
    counted = Counter({name: len(found) for name, found in by.items()})
    return tuple(sorted(counted, key=lambda name: (-counted[name], name))[:MOST_NAMED])


def names(rows: Iterable[Mapping[str, Any]], column: str) -> dict[str, list[str]]:
    """Return what a column of rows names, by article; a cell may hold several names."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        cell = row[column]
        found[row["article"]] += cell if isinstance(cell, list) else [cell] if cell else []
    return dict(found)
