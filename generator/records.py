"""What was worked out, as entries of the store that a later run can read, each of one type."""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import Any, TypeVar

from msgspec import Struct, msgpack

from generator.findings import Checked, Finding, Tally, Unchecked, rules
from generator.model import Location
from generator.store import Store

Kind = TypeVar("Kind")
Told = tuple[tuple[str, Location, str, str], ...]
"""Findings, each with no more of its rule than the name."""

_ENCODER = msgpack.Encoder(enc_hook=os.fspath)
# Nearly all that is kept of an explainer stands in a few files.
_path: Any = lru_cache(maxsize=64)(lambda kind, written: kind(written))


class Record(Struct, frozen=True, array_like=True):
    """What was checked, with no more of each rule than its name."""

    findings: Told
    unchecked: tuple[tuple[str, Location, str], ...]
    tallies: dict[str, Tally]
    rows: int
    made: dict[str, int]


def read(store: Store, key: str, kind: type[Kind]) -> Kind | None:
    """Return the entry called ``key``, or ``None`` when there is no sound one of this kind."""
    body = store.read(key) if key else None
    if body is not None:
        with suppress(ValueError, RecursionError):  # of words that are no UTF-8, of too deep lists
            return msgpack.decode(body, type=kind, dec_hook=_path)
    return None


def write(store: Store, key: str, one: object) -> None:
    """Keep ``one`` as the entry called ``key``, unless that is empty."""
    if key:
        with suppress(UnicodeEncodeError, OverflowError):  # a file's name need not be text
            store.write(key, _ENCODER.encode(one))


def read_checked(store: Store, key: str) -> Checked | None:
    """Return what was checked and kept as the entry called ``key``, or ``None`` when there is none."""
    kept = read(store, key, Record)
    return checked(kept) if kept else None


def write_checked(store: Store, key: str, one: Checked) -> None:
    """Keep what was checked as the entry called ``key``."""
    write(store, key, record(one))


def record(one: Checked) -> Record:
    """Return what was checked as it can be kept."""
    unchecked = tuple([(each.rule.name, each.location, each.because) for each in one.unchecked])
    return Record(told(one.findings), unchecked, {**one.tallies}, one.rows, {**one.made})


def checked(one: Record) -> Checked:
    """Return what ``record`` was made of."""
    unchecked = tuple([Unchecked(rules()[name], where, because) for name, where, because in one.unchecked])
    return Checked(findings(one.findings), unchecked, one.tallies, one.rows, one.made)


def told(found: Iterable[Finding]) -> Told:
    """Return findings as they can be kept."""
    return tuple([(one.rule.name, one.location, one.message, one.remedy) for one in found])


def findings(kept: Told) -> tuple[Finding, ...]:
    """Return what ``told`` was made of."""
    return tuple([Finding(rules()[name], where, message, remedy) for name, where, message, remedy in kept])
