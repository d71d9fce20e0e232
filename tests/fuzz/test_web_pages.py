"""Web pages, whatever bytes they are: in a file of their own, because reading one takes longest."""

from hypothesis import given

from tests.fuzz import sources
from tests.fuzz.parsers import MANY, texts


@MANY
@given(texts("sources"))
def test_any_web_page(data: bytes) -> None:
    """No bytes stop the reader of pages, and an article is one that can be kept."""
    sources.web_pages(data)
