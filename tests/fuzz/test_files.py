"""The files of ``content/``, whatever stands in them."""

from hypothesis import given

from tests.fuzz import files
from tests.fuzz.parsers import MANY, texts


@MANY
@given(texts("files"))
def test_any_file(data: bytes) -> None:
    """No bytes stop a reader of files, and what it makes of them holds (``files.py`` says what)."""
    for parser in files.PARSERS:
        parser.holds(data)
