"""Bounds, hedges, attributions, plans and negations are found where they mean that."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import cues
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "cues.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden_case(case: Case) -> None:
    """Each cue of a golden case is found with its kind and headword, in order, and nothing else is."""
    shown = [f"{cue.kind} {cue.meaning}: {case.given[cue.start : cue.end]}" for cue in cues.find(case.given)]
    assert shown == case.expected.splitlines()


@given(st.text(alphabet="ab said,.“that may 5\n", max_size=200))
def test_offsets_lie_within_the_text(text: str) -> None:
    """Whatever is read, cues lie within the text, ordered by where they begin, and none is empty."""
    found = cues.find(text)
    assert [cue.start for cue in found] == sorted(cue.start for cue in found)
    assert all(0 <= cue.start < cue.end <= len(text) for cue in found)
