"""A few words at a time, whatever they are."""

from hypothesis import given

from tests.fuzz import words
from tests.fuzz.parsers import MANY, texts


@MANY
@given(texts("words"))
def test_any_words(data: bytes) -> None:
    """No words stop a parser, and what it makes of them holds (``words.py`` says what)."""
    for parser in words.PARSERS:
        parser.holds(data)
