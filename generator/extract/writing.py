"""Appends proposed rows to the tables, and nothing else: what stands in a file stays byte for byte."""

import csv
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.extract.drafts import Proposed
from generator.model import Person
from generator.schema import PEOPLE, Table


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added to one file."""

    path: Path
    old: bytes
    new: bytes
    """The old bytes and what follows them."""


def additions(proposed: Proposed, tables: Sequence[Table], content_dir: Path) -> tuple[Addition, ...]:
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


def write(added: Sequence[Addition]) -> tuple[Path, ...]:
    """Write the additions and return the files. Raises ``OSError`` when one cannot be written."""
    for one in added:
        one.path.parent.mkdir(parents=True, exist_ok=True)
        with one.path.open("ab") as file:
            file.write(one.new[len(one.old) :])
    return tuple(one.path for one in added)


def diff(added: Sequence[Addition], root: Path) -> str:
    """Return the additions as one unified diff, with paths relative to ``root``."""
    return "".join(line for one in added for line in _diff(one, root))


def _diff(one: Addition, root: Path) -> Iterator[str]:
    name = one.path.relative_to(root).as_posix()
    old, new = (words.decode("utf-8", "replace").splitlines(keepends=True) for words in (one.old, one.new))
    for line in difflib.unified_diff(old, new, f"a/{name}" if old else "/dev/null", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\\\ No newline at end of file\n"


def _addition(path: Path, header: str, rows: Sequence[Mapping[str, str]]) -> Addition:
    old = path.read_bytes() if path.exists() else b""
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
    return Addition(path, old, old + lines.getvalue().encode())


def _person(person: Person) -> dict[str, str]:
    return {
        "id": person.id,
        "name": person.name,
        "aliases": "; ".join(person.aliases),
        "country": person.country,
        "kind": person.kind,
    }
