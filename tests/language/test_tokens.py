"""Facts about tokens: joined they are the text, whatever its white space."""

import pytest

from generator.language import quantities, times, tokens


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1,400.5 people, “they” said.",
        " a  b\tc \n\n d\u00a0e \r\nf ",
        "in\u00a02019,\u2009 5 km\t\t or 3\xa0m",
    ],
)
def test_tokens_are_the_text(text: str) -> None:
    """The tokens of every text, joined, are the text."""
    assert "".join(tokens.read(text).words) == text


def test_white_space_of_any_width_is_a_space_to_the_grammars() -> None:
    """A phrase is found at its place whatever white space stands in front of it and within it."""
    for space in ("  ", "\t", " \u00a0", "\u2009"):
        text = f"There were{space}50{space}million tonnes on 5{space}May 2019."
        (quantity,) = quantities.find(text)
        (time,) = times.find(text, None)
        assert text[quantity.start : quantity.end] == f"50{space}million tonnes"
        assert text[time.start : time.end] == f"5{space}May 2019"
