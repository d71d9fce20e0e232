"""The tiny project with drafts in it, as `explainer extract` leaves them."""

from pathlib import Path

import pytest

EXPLAINER = "harbour-bridge"
NUMBERS = "content/harbour-bridge/facts/numbers.csv"
QUOTES = "content/harbour-bridge/facts/quotes.csv"


@pytest.fixture
def drafted(tiny: Path) -> Path:
    """The tiny project: both its numbers are drafts, all else is accepted."""
    numbers = tiny / NUMBERS
    numbers.write_text(numbers.read_text().replace(",accepted,", ",draft,"))
    return tiny
