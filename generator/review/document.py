"""Changes → one JSON document, and the JSON Schema it holds to.

The keys are the names of the fields in ``generator.changes.model``: what stands there in a docstring holds
for the document, too. It has every word of the report, so that the other formats can be made from it alone.
"""

import dataclasses
import json
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import resources
from pathlib import PurePath
from typing import Any

from generator.changes.model import Changes, FactChange, RowChange
from generator.findings import Finding, Rule, Unchecked

VERSION = 1
"""Raised when a key of the document is renamed or removed, never when one is added."""


def document(changes: Changes) -> dict[str, Any]:
    """Return the changes as a JSON document, which ``schema`` describes.

    A fact names its rows by their places in ``rows``, counted from 0.
    """
    places = {id(row): place for place, row in enumerate(changes.rows)}
    written: dict[str, Any] = {"version": VERSION, "empty": changes.empty}
    for field in dataclasses.fields(changes):
        value = getattr(changes, field.name)
        if field.name == "facts":
            written["facts"] = [_fact(fact, places) for fact in value]
        elif field.name == "tables":
            written["tables"] = [{"name": name, "title": title} for name, title in value.items()]
        else:
            written[field.name] = _plain(value)
    return written


def as_json(changes: Changes) -> str:
    """Return the document as text, with two spaces for each level."""
    # JSON escapes everything hidden but DEL, which is ASCII.
    return json.dumps(document(changes), indent=2).replace("\x7f", "\\u007f") + "\n"


@cache
def schema() -> Mapping[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the document."""
    text = resources.files("generator").joinpath("review", "changes.schema.json").read_text(encoding="utf-8")
    described: Mapping[str, Any] = json.loads(text)
    return described


def _plain(value: Any) -> Any:
    """Return what JSON has for a noun: objects, lists, words, numbers, true, false and null."""
    if isinstance(value, (Finding, Unchecked)):
        # As in the report of ``explainer check``: the place stands beside the words.
        return {**_plain(value.rule), **_plain(value.location), **_fields(value, "rule", "location")}
    if isinstance(value, Rule):
        return {"code": value.code, "rule": value.name, "severity": value.severity.value}
    if isinstance(value, RowChange):
        numbers = {f"number_{side}": row and row.number for side, row in _sides(value)}
        return _fields(value, "before", "after") | numbers
    if dataclasses.is_dataclass(value):
        derived = {"share": value.share} if hasattr(value, "share") else {}
        return _fields(value) | derived
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value


def _sides(row: RowChange) -> list[tuple[str, Any]]:
    return [("before", row.before), ("after", row.after)]


def _fields(value: Any, *without: str) -> dict[str, Any]:
    names = (field.name for field in dataclasses.fields(value))
    return {name: _plain(getattr(value, name)) for name in names if name not in without}


def _fact(fact: FactChange, places: Mapping[int, int]) -> dict[str, Any]:
    written = _fields(fact, "before", "after", "published_before", "published_after", "rows")
    for side, shown, published in (
        ("before", fact.before, fact.published_before),
        ("after", fact.after, fact.published_after),
    ):
        written[f"agreement_{side}"] = shown and shown.agreement.value
        written[f"published_{side}"] = published and published.agreement.value
        written[f"origins_{side}"] = list(shown.origins) if shown else []
        written[f"articles_{side}"] = list(shown.articles) if shown else []
    return written | {"rows": [places[id(row)] for row in fact.rows]}
