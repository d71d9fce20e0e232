"""The rules of each table, stated as golden cases in ``cases/``."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import fields

from generator.extract import extract
from generator.extract.rows import Amount, Proposal
from tests.golden import Case, read_cases

CASES = Path(__file__).parent / "cases"
TABLES = ("attendees", "deals", "numbers", "timeline", "quotes")
STATED = [
    (table, case)
    for table in TABLES
    for path in sorted(CASES.glob(f"{table}*.md"))
    for case in read_cases(path)
]


@pytest.mark.parametrize(("table", "case"), STATED, ids=[f"{table}: {case.title}" for table, case in STATED])
def test_case(table: str, case: Case) -> None:
    """An article gives the rows its case lists, no more and no fewer, in that order."""
    text, published = _article(case.given)
    rows = getattr(extract(text, published=published), table)
    expected = [] if case.expected == "(none)" else [_cells(line) for line in case.expected.splitlines()]
    got = [_shown(row) for row in rows]
    assert [{key: row[key] for key in wanted} for wanted, row in zip(expected, got, strict=False)] == expected
    assert len(got) == len(expected)


@pytest.mark.parametrize(("table", "case"), STATED, ids=[f"{table}: {case.title}" for table, case in STATED])
def test_evidence(table: str, case: Case) -> None:
    """The evidence of every row is the article's own words at its offsets, within one line."""
    text, published = _article(case.given)
    extraction = extract(text, published=published)
    for row in (row for name in TABLES for row in getattr(extraction, name)):
        assert text[row.start : row.end] == row.evidence
        assert "\n" not in row.evidence


def _article(given: str) -> tuple[str, datetime.date | None]:
    first, _, rest = given.partition("\n")
    if first.startswith("published: "):
        return rest, datetime.date.fromisoformat(first.removeprefix("published: "))
    return given, None


def _cells(line: str) -> dict[str, str]:
    return dict(part.split(": ", 1) for part in line.split(" | "))


def _shown(row: Proposal) -> dict[str, str]:
    shown: dict[str, str] = {}
    for field in fields(row):
        value: Any = getattr(row, field.name)
        if isinstance(value, Amount):
            shown |= {
                "worth": str(value.value),
                "value": str(value.value),
                "unit": value.unit,
                "bound": str(value.bound),
            }
        else:
            shown[field.name] = "; ".join(value) if isinstance(value, tuple) else str(value)
    return shown
