"""Appends proposed rows to the tables, and nothing else: what stands in a file stays byte for byte."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.content import rewriting
from generator.content.rewriting import Rewrite
from generator.extract.drafts import Proposed
from generator.model import Person
from generator.schema import PEOPLE, Table


def additions(proposed: Proposed, tables: Sequence[Table], content_dir: Path) -> tuple[Rewrite, ...]:
    """Return what ``proposed`` adds to each file. Raises ``OSError`` when a file cannot be read."""
    folder = content_dir / proposed.explainer.slug / "facts"
    found = [
        _addition(folder / f"{table.name}.csv", table.header, proposed.rows[table.name])
        for table in tables
        if proposed.rows.get(table.name)
    ]
    if proposed.people:
        lines = [_person(person) for person in proposed.people]
        found.append(_addition(content_dir / "people.csv", PEOPLE.header, lines))
    return tuple(found)


def _addition(path: Path, header: str, rows: Sequence[Mapping[str, str]]) -> Rewrite:
    old = rewriting.read(path)
    text = old.decode("utf-8-sig", "replace")
    ending = "\r\n" if "\r\n" in text else "\n"
    columns = next(csv.reader([text.splitlines()[0] if text.strip() else header]))
    lines = io.StringIO()
    if not text.strip():
        lines.write(header + ending)
    elif not text.endswith(("\n", "\r")):
        lines.write(ending)
    writer = csv.DictWriter(lines, columns, restval="", extrasaction="ignore", lineterminator=ending)
    writer.writerows(rows)
    return Rewrite(path, old, old + lines.getvalue().encode())


def _person(person: Person) -> dict[str, str]:
    return {
        "id": person.id,
        "name": person.name,
        "aliases": "; ".join(person.aliases),
        "country": person.country,
        "kind": person.kind,
    }
