"""Running text, whatever it says."""

from hypothesis import given

from tests.fuzz import language
from tests.fuzz.parsers import MANY, texts


@MANY
@given(texts("language"))
def test_any_text(data: bytes) -> None:
    """No words stop a parser, and what it makes of them holds (``language.py`` says what)."""
    for parser in language.PARSERS:
        parser.holds(data)
