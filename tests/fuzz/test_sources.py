"""Sources, whatever bytes they are."""

from hypothesis import given

from tests.fuzz import sources
from tests.fuzz.parsers import MANY, texts


@MANY
@given(texts("sources"))
def test_any_source(data: bytes) -> None:
    """No bytes stop a parser, and what it makes of them holds (``sources.py`` says what)."""
    for parser in sources.PARSERS:
        if parser.holds is not sources.web_pages:
            parser.holds(data)
