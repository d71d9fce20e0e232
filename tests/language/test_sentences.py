"""Texts are cut into paragraphs, headings and sentences."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import sentences
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "sentences.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden_case(case: Case) -> None:
    """The sentences of a golden case are the lines expected, a heading with "#" before it."""
    found = sentences.split(case.given)
    lines = [f"{'# ' if one.heading else ''}{case.given[one.start : one.end]}" for one in found]
    assert lines == case.expected.splitlines()


def test_paragraphs_are_counted() -> None:
    """Each line is a paragraph, however many line breaks follow it."""
    found = sentences.split("One. Two.\r\n\r\nThree.\nFour.")
    assert [one.paragraph for one in found] == [0, 0, 1, 2]


@given(st.text(alphabet='aA. !?"”…\n\tU.S.5'))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    """Sentences come in order, do not overlap, and hold every character that is no white space."""
    found = sentences.split(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert "".join("".join(text[one.start : one.end].split()) for one in found) == "".join(text.split())
