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


def test_every_form_is_found_where_no_word_goes_on() -> None:
    """A form is found whatever sign follows, the longest one that stands there, and never within a word."""
    forms = countries._lexicon().forms.items()
    named = [words for words, (code, form) in forms if code and form != "capital" and words[0].isupper()]
    assert len(named) > 500
    for words in named:
        for sign in ("", " ", ".", ",", "’", "'", "-", ")", " A"):
            found = countries.find(f"In {words}{sign}")
            assert [(one.start, one.end) for one in found][:1] == [(3, 3 + len(words))], words + sign
        if words.isalpha():
            assert not countries.find(f"In {words}_")
            assert not countries.find(f"In x{words}")
