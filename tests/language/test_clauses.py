"""Sentences are cut into clauses, and lists are not."""

from pathlib import Path

import pytest

from generator.language import clauses
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "clauses.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden_case(case: Case) -> None:
    """The clauses of a golden case's sentence are the lines expected."""
    spans = clauses.split(case.given, 0, len(case.given))
    assert [case.given[start:end] for start, end in spans] == case.expected.splitlines()


def test_offsets_count_from_the_text() -> None:
    """Offsets are into the whole text, also for a sentence in its middle."""
    text = "First. It rained, but they came. Last."
    assert clauses.split(text, 7, 32) == ((7, 16), (18, 32))
