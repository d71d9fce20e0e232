"""The extractor takes whatever text it is given, and what it proposes is always in the text."""

import datetime
import sys
from types import FrameType

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from generator.extract import Extraction, extract

VOCABULARY = """
Xi Putin President leader said met on Tuesday Monday 2 50 1,400 1.5 % $ £ billion million three
decades at least up to not reportedly signed a deal with Gazprom China Russia's Chinese “ ” ‘ ’ " '
( ) , . ; : – — … September 15 2025-09-02 2025/09/15 09-01/15 1/2 ½ the of in and or A350 80th U.S.
Mr. percent years ago next last week who which was were has have will could
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n"])
NEWSLIKE = st.lists(WORDS, max_size=60).map(" ".join)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.one_of(NEWSLIKE, st.text(max_size=200)), dated=st.booleans())
@example(text="The talks of 2025-09-01/2025-09-15 cost 1/2 of $1/0.", dated=True)
@example(text="“" * 50 + "\n" + "(" * 50, dated=False)
def test_any_text_is_read(text: str, dated: bool) -> None:
    """No text makes the extractor fail, and each row's evidence stands in the text where the row says."""
    published = datetime.date(2025, 9, 2) if dated else None
    found = extract(text, published=published)
    for table in (one.name for one in fields(Extraction)):
        for row in getattr(found, table):
            assert 0 <= row.start < row.end <= len(text)
            assert "\n\n" not in text[row.start : row.end].strip()


PARAGRAPH = """
On Wednesday, the three leaders are set to appear in Beijing. Polish President Marta Nowak met French Prime
Minister Luc Moreau on 2 September 2025; Nowak said at least 600 troops have died. “We agreed on a 30-year
contract worth $5 billion,” said Ann Lee, an analyst with Acme Corp. Acme signed a deal with Brown Ltd. to
sell {number} planes.
"""


def steps(text: str) -> int:
    """Return how many functions are called to read an article: the work, whatever the machine's speed."""
    called = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(text, published=datetime.date(2025, 9, 4))
    finally:
        sys.setprofile(before)
    return called


def test_work_grows_with_the_length() -> None:
    """An article four times as long takes four times the work to read, and no more."""
    paragraphs = [" ".join(PARAGRAPH.format(number=number).split()) for number in range(20, 420)]
    steps("\n".join(paragraphs))
    short, long = steps("\n\n".join(paragraphs[:100])), steps("\n\n".join(paragraphs))
    assert short > 10_000
    assert long <= 4.4 * short
