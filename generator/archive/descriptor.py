"""``datapackage.json``: what the output holds, of which inputs, by which rules. It is written last.

Its form is that of a Data Package, version 2 (https://datapackage.org/standard/data-package/), with
properties of ours.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from msgspec import Struct, field
from msgspec.structs import asdict

from generator import __version__
from generator.archive.months import Part
from generator.archive.places import Place
from generator.archive.tables import TABLES
from generator.project import ProjectError
from generator.store import digest

NAME = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_RULES = ("check", "evidence", "extract", "intake", "language", "schema", "tables", "values")
"""The packages that rows depend on."""


class Read(Struct, frozen=True):
    """An input that is in the output."""

    name: str
    digest: str
    """SHA-256, hexadecimal."""
    bytes: int
    records: int
    articles: int
    """Records that are articles."""
    findings: Mapping[str, int]
    """How many by the name of the rule."""
    problem: str = ""
    """Why it was not read to its end; empty when it was."""


class Descriptor(Struct, frozen=True):
    """What the output holds."""

    rules: str
    """A digest of what makes rows: outputs of other rules are not mixed."""
    checked: bool
    """Whether its rows passed the checks."""
    inputs: tuple[Read, ...] = ()
    parts: tuple[Part, ...] = field(default=())

    @property
    def rows(self) -> Mapping[str, int]:
        """The number of rows of each table that has any."""
        counted: Counter[str] = Counter()
        for part in self.parts:
            counted[part.table] += part.rows
        return counted

    @property
    def findings(self) -> Mapping[str, int]:
        """How many findings there are by the name of their rule."""
        counted: Counter[str] = Counter()
        for one in self.inputs:
            counted.update(one.findings)
        return counted

    def with_run(self, inputs: Sequence[Read], parts: Sequence[Part]) -> "Descriptor":
        """Return it with what a run added, in an order that does not depend on the runs."""
        every = sorted((*self.inputs, *inputs), key=lambda one: (one.name, one.digest))
        files = sorted((*self.parts, *parts), key=lambda one: one.path)
        return Descriptor(self.rules, self.checked, tuple(every), tuple(files))


def read(place: Place) -> Descriptor | None:
    """Return the descriptor of an output, ``None`` when there is none.

    Raises ``ProjectError`` when it is not one of ours.
    """
    written = place.read(NAME)
    if written is None:
        return None
    try:
        found = json.loads(written)
        ours = found["explainer"]
        parts = [
            Part(resource["name"], **part) for resource in found["resources"] for part in resource["parts"]
        ]
        inputs = [Read(**one) for one in ours["inputs"]]
        return Descriptor(ours["rules"], ours["checked"], tuple(inputs), tuple(parts))
    except (ValueError, KeyError, TypeError) as error:
        words = f"{place.address} has a {NAME} that “explainer archive extract” did not write"
        raise ProjectError(f"{words} ({type(error).__name__}). Name another folder for the output") from error


def write(place: Place, given: Descriptor) -> None:
    """Write the descriptor. Raises ``OSError``."""
    described = {
        "$schema": _PROFILE,
        "name": "explainer-archive",
        "resources": [_resource(table, given.parts) for table in TABLES if given.rows.get(table)],
        "explainer": {
            "version": __version__,
            "rules": given.rules,
            "checked": given.checked,
            "findings": given.findings,
            "inputs": [asdict(one) for one in given.inputs],
        },
    }
    with place.written(NAME) as file:
        file.write((json.dumps(described, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode())


def _resource(table: str, parts: Sequence[Part]) -> Mapping[str, Any]:
    own = [one for one in parts if one.table == table]
    described = [{name: value for name, value in asdict(one).items() if name != "table"} for one in own]
    return {
        "name": table,
        "path": [one.path for one in own],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": [{"name": one.name, "type": _type(one.type)} for one in TABLES[table]]},
        "parts": described,
    }


def _type(given: pa.DataType) -> str:
    """Return Table Schema's name for a type of a column."""
    if pa.types.is_integer(given):
        return "integer"
    if pa.types.is_floating(given):
        return "number"
    return "array" if pa.types.is_list(given) else "string"


@cache
def rules() -> str:
    """Return a digest of everything in this program that rows depend on."""
    top = Path(__file__).parent.parent
    files = [one for folder in _RULES for one in sorted((top / folder).rglob("*")) if one.is_file()]
    kept = [one for one in files if "__pycache__" not in one.parts]
    return digest(*(part for one in kept for part in (one.relative_to(top).as_posix(), one.read_bytes())))
