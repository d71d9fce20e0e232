"""What was read of explainers, for the next run: a folder that stayed the same is not read again."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from generator.findings import Finding, rules
from generator.model import Article, Cell, Explainer, Location, Prose, Row
from generator.records import located
from generator.store import Store, digest, program

Readable = tuple[Explainer | None, tuple[Finding, ...]]
"""What a folder holds, and everything that is wrong with it."""


class Readings:
    """Gives what was read of explainers before, and keeps what is read now."""

    def __init__(self, store: Store, sources: Mapping[str, str]) -> None:
        """``sources`` are digests of all that the explainers are read with, by their slugs."""
        self._store = store
        self._keys = {slug: digest(program(), "read", source) for slug, source in sources.items()}
        self._new: list[tuple[str, Readable]] = []

    def explainer(self, slug: str, read: Callable[[], Readable]) -> Readable:
        """Return what an explainer's folder holds; ``read`` tells it where that is not known."""
        key = self._keys.get(slug, "")
        entry = self._store.read(key) if key else None
        if entry is not None:
            return unpack(entry)
        made = read()
        if key:
            self._new.append((key, made))
        return made

    def keep(self) -> None:
        """Keep what was read; to be called only where no folder has changed since its digest was taken."""
        for key, made in self._new:
            self._store.write(key, pack(made))
        self._new.clear()


def pack(readable: Readable) -> bytes:
    """Return what was read as bytes."""
    return json.dumps(readable, ensure_ascii=False, default=_told).encode("utf-8", "surrogatepass")


def unpack(body: bytes) -> Readable:
    """Return what ``pack`` made bytes of."""
    told, found = json.loads(body)
    findings = (
        Finding(rules()[name], located(where), message, remedy)
        for (_, name, *_), where, message, remedy in found
    )
    return told and _explainer(*told), tuple(findings)


def _told(one: Any) -> Any:
    """Return one of our dataclasses as the list of its fields; the cells of a row stand in the row's file."""
    if isinstance(one, Cell):
        return one.words, one.location.line, one.location.column
    return (
        str(one) if isinstance(one, PurePosixPath) else [getattr(one, name) for name in one.__struct_fields__]
    )


def _explainer(slug: str, where: Sequence[Any], *told: Any) -> Explainer:
    title, standfirst, date, updated, place, tags, at_a_glance, prose, *listed, language = told
    articles, rows, corrections, renamed = listed
    return Explainer(
        slug,
        located(where),
        title,
        standfirst,
        date,
        updated,
        place,
        tags=tuple(tags),
        at_a_glance=tuple(at_a_glance),
        prose=Prose(prose[0], located(prose[1])),
        articles=tuple(Article(name, located(at), *fields) for name, at, *fields in articles),
        rows=_rows(rows),
        corrections=_rows(corrections),
        renamed=_rows(renamed),
        language=language,
    )


def _rows(listed: Sequence[Sequence[Any]]) -> tuple[Row, ...]:
    return tuple(_row(*told) for told in listed)


def _row(
    explainer: str, table: str, number: int, where: Sequence[Any], cells: Mapping[str, Sequence[Any]]
) -> Row:
    here = located(where)
    read = {name: Cell(words, Location(here.path, *place)) for name, (words, *place) in cells.items()}
    return Row(explainer, table, number, here, read)
