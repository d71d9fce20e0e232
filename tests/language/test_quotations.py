"""Quotations are found with their speakers; scare quotes and titles are told apart from speech."""

from pathlib import Path

import pytest

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
    assert [show(case.given, mention) for mention in quotations.find(case.given)] == case.expected.splitlines()
