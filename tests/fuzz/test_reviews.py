"""What a pull request leaves behind, whatever it is."""

from hypothesis import given

from tests.fuzz import reviews
from tests.fuzz.parsers import MANY, texts


@MANY
@given(texts("reviews"))
def test_any_review(data: bytes) -> None:
    """No bytes stop a parser, and what it makes of them holds (``reviews.py`` says what)."""
    for parser in reviews.PARSERS:
        parser.holds(data)
