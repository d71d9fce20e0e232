"""Facts about the checks on real content: no mechanical change to a row of the Beijing summit is accepted."""

import csv
import datetime
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import content
from generator.check import check
from generator.check.examined import examine
from generator.content import Loaded
from generator.model import Explainer, Row
from generator.project import Project
from generator.schema import Field, Table
from generator.values import People

ROOT = Path(__file__).parent.parent.parent
_BOUND = re.compile(r"^(?:at least|up to|an estimated) ")
_LINK = re.compile(r"\]\([^)]*\)")

Change = tuple[str, str]
"""A field and what its cell becomes."""


@cache
def beijing() -> Loaded:
    """Return the content of the project with the Beijing summit alone."""
    loaded = content.read(Project(ROOT, ROOT / "content", ROOT, ROOT, "", ""))
    chosen = tuple(one for one in loaded.content.explainers if one.slug == "beijing-summit-2025")
    return replace(loaded, content=replace(loaded.content, explainers=chosen))


def explainer() -> Explainer:
    """Return the Beijing summit."""
    return beijing().content.explainers[0]


def accepted(changed: Explainer) -> bool:
    """Return whether the checks find nothing wrong with a changed explainer."""
    whole = replace(beijing().content, explainers=(changed,))
    return not check(whole, beijing().tables).findings


def alone(row: Row) -> Explainer:
    """Return the explainer with one row and no prose."""
    prose = replace(explainer().prose, text="")
    return replace(
        explainer(), rows=(row,), prose=prose, title="", standfirst="", at_a_glance=(), corrections=()
    )


def cells(row: Row, *value_types: str) -> Iterator[tuple[Field, str]]:
    """Yield the row's cells of these value types that are not empty."""
    table = next(one for one in beijing().tables if one.name == row.table)
    for field in table.fields:
        if field.value_type in value_types and row.words(field.name):
            yield field, row.words(field.name)


def bounds(row: Row) -> Iterator[Change]:
    """Change, add or drop what bounds a number."""
    for field, words in cells(row, "number"):
        bare = _BOUND.sub("", words)
        for bound in ("", "at least ", "up to ", "about ", "more than ", "≥", "<", "-", "$"):
            yield field.name, bound + bare


def digits(row: Row) -> Iterator[Change]:
    """Drop, change, double or scale a digit of a number."""
    for field, words in cells(row, "number"):
        yield field.name, words.replace("billion", "million")
        for place, digit in enumerate(words):
            if digit.isdigit():
                for new in ("", str((int(digit) + 1) % 10), digit * 2, f"{digit}.1"):
                    yield field.name, words[:place] + new + words[place + 1 :]


def units(row: Row) -> Iterator[Change]:
    """Measure or count something else."""
    for field, _ in cells(row, "unit"):
        for unit in ("percent", "dollars", "cubic meters", "spectators", "peace doves", "troops", "years"):
            yield field.name, unit


def countries(row: Row) -> Iterator[Change]:
    """Come from elsewhere."""
    for field, _ in cells(row, "country"):
        for code in ("CN", "RU", "KP", "KR", "JP", "US"):
            if code != {"China": "CN", "Russia": "RU", "North Korea": "KP"}.get(row.words(field.name)):
                yield field.name, code


def speakers(row: Row) -> Iterator[Change]:
    """Be said by somebody else."""
    if row.table == "quotes":
        for person in beijing().content.people:
            if person.name not in row.words("speaker"):
                yield "speaker", person.name
                yield "speaker", f"{row.words('speaker')}; {person.name}"


def dates(row: Row) -> Iterator[Change]:
    """Happen on another day, or be dated less precisely."""
    for field, words in cells(row, "date"):
        if len(words) != len("2025-09-02"):
            continue
        day = datetime.date.fromisoformat(words)
        for days in (-365, -7, -1, 1, 7, 365):
            yield field.name, str(day + datetime.timedelta(days))
        yield field.name, words[:7]


def durations(row: Row) -> Iterator[Change]:
    """Last longer or shorter."""
    for field, _ in cells(row, "duration"):
        for words in ("three years", "20 years", "P3Y", "P31Y", "30 months", "a decade"):
            yield field.name, words


def quotations(row: Row) -> Iterator[Change]:
    """Change, cut or drop a word of a quotation."""
    for field, words in cells(row, "verbatim"):
        parts = words.split()
        for place, word in enumerate(parts):
            for new in ([word.upper()], [word[:-1]], ["other"], [] if 0 < place < len(parts) - 1 else ["x"]):
                yield field.name, " ".join([*parts[:place], *new, *parts[place + 1 :]])


def additions(row: Row) -> Iterator[Change]:
    """Add to the editor's own words what the article does not say."""
    for field, words in cells(row, "text"):
        for more in ("of 17", "with Emma Holt", "in 1994", "for at least 5 days"):
            yield field.name, f"{words} {more}"
        yield field.name, f"not {words}"


def evidence(row: Row) -> Iterator[Change]:
    """Drop or change a word inside the evidence."""
    words = row.evidence.split()
    for place in range(1, len(words) - 1):
        for new in ([], [words[place] + "s"]):
            yield "evidence", " ".join([*words[:place], *new, *words[place + 1 :]])


def articles(row: Row) -> Iterator[Change]:
    """Cite the other article."""
    for article in explainer().articles:
        yield "article", article.slug


OPERATORS = (
    bounds,
    digits,
    units,
    countries,
    speakers,
    dates,
    durations,
    quotations,
    additions,
    evidence,
    articles,
)


def test_the_true_rows_pass() -> None:
    """Each row of the Beijing summit passes by itself, so what a change meets is due to the change."""
    assert explainer().rows
    assert [row.location for row in explainer().rows if not accepted(alone(row))] == []


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.__name__)
def test_no_change_of_this_kind_is_accepted(operator: Callable[[Row], Iterator[Change]]) -> None:
    """Every row changed in one cell by the operator gives a finding."""
    survivors, made = [], 0
    for row in explainer().rows:
        for name, words in operator(row):
            if words == row.words(name):
                continue
            made += 1
            changed = replace(row, cells={**row.cells, name: replace(row.cells[name], words=words)})
            if accepted(alone(changed)):
                survivors.append((row.table, row.number, name, words))
    assert made
    assert survivors == []


UNREADABLE = (
    "9/15/2025",
    "15.09.2025",
    "2025-02-30",
    "15 Sept. or never",
    "2025-09-03/2025-09-01",
    "forever",
    "#REF!",
    "Nobody Known",
    "40 and 50",
    "Portugual",
    "nonsense",
)


def test_each_cell_that_cannot_be_read_has_a_finding(tmp_path: Path) -> None:
    """No cell of a table of facts drops silently out of its fact: reading or checking says so at its place.

    Every cell of every row of the Beijing summit is made each of these values, as a file and not in memory.
    """
    project = Project(tmp_path, tmp_path / "content", tmp_path, tmp_path, "", "")
    shutil.copytree(ROOT / "content", project.content_dir)
    silent, unread = [], 0
    for words in UNREADABLE:
        for table in beijing().tables:
            spoil(project.content_dir / "beijing-summit-2025" / "facts" / f"{table.name}.csv", table, words)
        loaded = content.read(project)
        found = {one.location for one in (*loaded.findings, *check(loaded.content, loaded.tables).findings)}
        people = People(loaded.content.people)
        for one in loaded.content.explainers:
            for row in examine(one, loaded.tables, people):
                unreadable = [cell for cell in row.cells.values() if cell.problem]
                unread += len(unreadable)
                silent += [cell.cell for cell in unreadable if cell.cell.location not in found]
    assert unread
    assert silent == []


def spoil(path: Path, table: Table, words: str) -> None:
    """Write ``words`` into every cell of the table's own columns, and leave article, evidence and status."""
    true = ROOT / "content" / path.relative_to(path.parents[2])
    lines = list(csv.reader(true.read_text(encoding="utf-8").splitlines()))
    own = [place for place, name in enumerate(lines[0]) if name in {one.name for one in table.fields}]
    for line in lines[1:]:
        for place in own:
            line[place] = words
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)


def test_no_digit_of_the_prose_can_be_changed() -> None:
    """Every digit of the prose, outside addresses, is held to a fact."""
    text = explainer().prose.text
    addresses = [found.span() for found in _LINK.finditer(text)]
    places = [
        place
        for place, character in enumerate(text)
        if character.isdigit() and not any(start <= place < end for start, end in addresses)
    ]
    assert places
    for place in places:
        changed = text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
        assert not accepted(replace(explainer(), prose=replace(explainer().prose, text=changed))), changed


def test_no_bound_of_the_prose_can_be_dropped() -> None:
    """A number that a fact bounds keeps its bound in the prose."""
    text = explainer().prose.text
    bounded = [found.span() for found in re.finditer(r"\b(?:up to|at least) ", text)]
    assert bounded
    for start, end in bounded:
        changed = text[:start] + text[end:]
        assert not accepted(replace(explainer(), prose=replace(explainer().prose, text=changed))), changed
