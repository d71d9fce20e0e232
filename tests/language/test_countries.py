"""Countries are found by name, by demonym and by the capital that stands for a government."""

from pathlib import Path

import pytest

from generator.language import countries
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "countries.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden_case(case: Case) -> None:
    """Each country named in a golden case is found with its code and form, and nothing else is."""
    text = case.given
    shown = [f"{text[one.start : one.end]}: {one.code} {one.form}" for one in countries.find(text)]
    assert shown == case.expected.splitlines()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("North Korea", "KP"),
        ("north korean", "KP"),
        ("KP", "KP"),
        ("PRK", "KP"),
        ("the Netherlands", "NL"),
        ("Côte d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_code(words: str, code: str | None) -> None:
    """A name, a demonym, an alpha-2 and an alpha-3 code lead to the alpha-2 code; unknown words to None."""
    assert countries.code(words) == code


@pytest.mark.parametrize(
    ("words", "code"), [("Moscow", "RU"), ("the Kremlin", "RU"), ("Kyiv", "UA"), ("Lyon", None)]
)
def test_capital_of(words: str, code: str | None) -> None:
    """A capital or a seat of government leads to its country's code; another city to None."""
    assert countries.capital_of(words) == code
