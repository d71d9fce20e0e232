"""Changes → one JSON document, and the JSON Schema it holds to.

The keys are the names of the fields in ``generator.changes.model``: what stands there in a docstring holds
for the document, too. It has every word of the report, so that the other formats can be made from it alone.
"""

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import PurePath
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from generator import packaged
from generator.changes.model import ArticleChange, Changes, FactChange, RowChange
from generator.findings import Finding, Rule, Unchecked

VERSION = 1
"""Raised when a key of the document is renamed or removed, never when one is added."""
LONGEST_WORDS = 10_000
"""Characters of one piece of text; what is longer is cut and ends in an ellipsis."""
LONGEST_LIST = 50_000
"""Members of one list; the rest is left out."""


def document(changes: Changes) -> dict[str, Any]:
    """Return the changes as a JSON document, which ``schema`` describes.

    A fact names its rows by their places in ``rows``, counted from 0. ``cut`` is true when something was too
    long to be written whole.
    """
    writer = _Writer(changes)
    written: dict[str, Any] = {"version": VERSION, "empty": changes.empty, "cut": False}
    written |= {name: writer.plain(value) for name, value in asdict(changes).items()}
    return written | {"cut": writer.cut}


def as_json(report: Mapping[str, Any]) -> str:
    """Return a document as text: a line for each member of its lists, so that two reports can be compared."""
    members = ",\n".join(f"{json.dumps(name)}: {_in_lines(value)}" for name, value in report.items())
    # JSON escapes everything hidden but DEL, which is ASCII; and a GitHub runner obeys ``##[`` anywhere.
    return f"{{\n{members}\n}}\n".replace("\x7f", "\\u007f").replace("##[", "##\\u005b")


def _in_lines(value: object) -> str:
    # Indented JSON is written by Python's slow encoder, which takes longer than all comparing.
    if not isinstance(value, list) or not value:
        return json.dumps(value)
    return "[\n  " + ",\n  ".join(map(json.dumps, value)) + "\n]"


@cache
def schema() -> Mapping[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the document."""
    text = packaged.text("review", "changes.schema.json")
    described: Mapping[str, Any] = json.loads(text)
    return described


class _Writer:
    """Turns nouns into what JSON has: objects, lists, words, numbers, true, false and null."""

    def __init__(self, changes: Changes) -> None:
        self.cut = False
        self._places = {id(row): place for place, row in enumerate(changes.rows)}

    def plain(self, value: Any) -> Any:
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, (str, PurePath)):
            return self._words(str(value))
        if isinstance(value, (tuple, list)):
            return self._list(value)
        if isinstance(value, Mapping):
            return self._list([_Named(name, title) for name, title in value.items()])
        if isinstance(value, Struct):
            return self._noun(value)
        return value

    def _words(self, words: str) -> str:
        # A surrogate alone is no Unicode text, and not every reader of JSON takes it.
        words = words.encode("utf-8", "backslashreplace").decode("utf-8")
        if len(words) <= LONGEST_WORDS:
            return words
        self.cut = True
        return f"{words[: LONGEST_WORDS - 1]}…"

    def _list(self, values: Sequence[Any]) -> list[Any]:
        self.cut = self.cut or len(values) > LONGEST_LIST
        return [self.plain(one) for one in values[:LONGEST_LIST]]

    def _noun(self, value: Any) -> dict[str, Any]:
        if isinstance(value, (Finding, Unchecked)):
            # As in the report of ``explainer check``: the place stands beside the words.
            place = self.plain(value.location)
            return {**self.plain(value.rule), **place, **self._fields(value, "rule", "location")}
        if isinstance(value, Rule):
            return {"code": value.code, "rule": value.name, "severity": value.severity.value}
        if isinstance(value, FactChange):
            return self._fact(value)
        if isinstance(value, RowChange):
            numbers = {"number_before": value.before, "number_after": value.after}
            return self._fields(value, "before", "after") | {
                name: row and row.number for name, row in numbers.items()
            }
        if isinstance(value, ArticleChange):
            return self._fields(value) | {"share": round(value.share, 4)}
        return self._fields(value)

    def _fields(self, value: Any, *without: str) -> dict[str, Any]:
        return {name: self.plain(one) for name, one in asdict(value).items() if name not in without}

    def _fact(self, fact: FactChange) -> dict[str, Any]:
        written = self._fields(fact, "before", "after", "published_before", "published_after", "rows")
        for side, shown, published in (
            ("before", fact.before, fact.published_before),
            ("after", fact.after, fact.published_after),
        ):
            written[f"agreement_{side}"] = shown and shown.agreement.value
            written[f"published_{side}"] = published and published.agreement.value
            written[f"origins_{side}"] = self.plain(shown.origins if shown else ())
            written[f"articles_{side}"] = self.plain(shown.articles if shown else ())
        places = (self._places[id(row)] for row in fact.rows)
        return written | {"rows": [place for place in places if place < LONGEST_LIST]}


class _Named(Struct, frozen=True):
    """A table, in a list because the members of an object have no order everywhere."""

    name: str
    title: str
