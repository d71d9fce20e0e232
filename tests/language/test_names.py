"""Names are found with what they name, whose they are, the role and the country said beside them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import names
from generator.language.model import NameMention
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "names.md")


def show(text: str, mention: NameMention) -> str:
    """Return a mention as the golden cases write it."""
    words = text[mention.start : mention.end]
    whose = words if mention.name == words else f"{words} = {mention.name}"
    return ", ".join(filter(None, (f"{mention.label} {whose}", mention.role, mention.country)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden_case(case: Case) -> None:
    """Each name of a golden case is found as written there, in order, and nothing else is."""
    assert [show(case.given, mention) for mention in names.find(case.given)] == case.expected.splitlines()


@given(st.text(alphabet="AaBb Kim.XiSaid,’s“”-\n", max_size=200))
def test_offsets_stand_in_order_within_the_text(text: str) -> None:
    """Whatever is read, names lie within the text, one after the other, and none is empty."""
    position = 0
    for mention in names.find(text):
        assert position <= mention.start < mention.end <= len(text)
        position = mention.end
