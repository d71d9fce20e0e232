"""Words on their way to a page, whatever they are."""

from hypothesis import given

from tests.fuzz import pages
from tests.fuzz.parsers import MANY, texts


@MANY
@given(texts("pages"))
def test_any_page(data: bytes) -> None:
    """No bytes stop a parser, and what it makes of them holds (``pages.py`` says what)."""
    for parser in pages.PARSERS:
        parser.holds(data)
