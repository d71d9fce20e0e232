"""Quotations are found with their speakers; scare quotes and titles are told apart from speech."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import quotations
from generator.language.model import QuotationMention
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "quotations.md")


def show(text: str, mention: QuotationMention) -> str:
    """Return a quotation as the golden cases write it."""
    speaker = (mention.speaker or "nobody named") if mention.speech else "not speech"
    return f"{speaker}: {text[mention.start : mention.end]}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden_case(case: Case) -> None:
    """Each quotation of a golden case is found with its speakers, in order, and nothing else is."""
    shown = [show(case.given, mention) for mention in quotations.find(case.given)]
    assert shown == case.expected.splitlines()


@given(st.text(alphabet='ab Xi said,.“”‘’"«»\n', max_size=200))
def test_offsets_stand_in_order_within_a_paragraph(text: str) -> None:
    """Whatever is read, quotations lie one after the other and each within one paragraph."""
    position = 0
    for mention in quotations.find(text):
        assert position <= mention.start < mention.end <= len(text)
        assert "\n" not in text[mention.start : mention.end]
        position = mention.end
