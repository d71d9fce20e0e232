"""Facts about value types: how cells are read, compared and shown."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from generator.model import Person, Value
from generator.schema import Field
from generator.values import TYPES, AnnotatedText, People
from tests.cells import NOWHERE, STATE, context, read


def problem(value_type: str, words: str, field: Field | None = None) -> str:
    """Return what is wrong with a cell that must not be readable."""
    value = TYPES[value_type].read(words, context(field))
    assert isinstance(value, str), value
    return value


def agree(value_type: str, one: str, other: str) -> bool:
    """Return whether two cells agree, the same both ways."""
    first, second = read(value_type, one), read(value_type, other)
    answers = {TYPES[value_type].agree(*pair, context()) for pair in ((first, second), (second, first))}
    assert len(answers) == 1
    return answers.pop()


def show(value_type: str, words: str) -> str:
    """Return the cell as readers see it."""
    return TYPES[value_type].show(read(value_type, words), context())


@pytest.mark.parametrize(
    ("value_type", "words", "normal"),
    [
        ("identifier", "power-of-siberia-2", "power-of-siberia-2"),
        ("name", "Kim Jong-un", "kim-jong-un"),
        ("name", "KIM JONG UN", "kim-jong-un"),
        ("country", "North Korea", "KP"),
        ("country", "KP", "KP"),
        ("parties", "Gazprom; China", ("gazprom", "CN")),
        ("number", "up to 50 billion", (Decimal(50_000_000_000), "<", "")),
        ("number", "at least 600", (Decimal(600), ">", "")),
        ("number", "an estimated 50,000", (Decimal(50_000), "~", "")),
        ("number", "$15 billion", (Decimal(15_000_000_000), "=", "USD")),
        ("number", "≥12", (Decimal(12), ">", "")),
        ("number", "1.5", (Decimal("1.5"), "=", "")),
        ("number", "80th", (Decimal(80), "=", "")),
        ("number", "zero", (Decimal(0), "=", "")),
        ("date", "2025-09", "2025-09"),
        ("date", "../2025-09-02", "../2025-09-02"),
        ("duration", "three decades", "P30Y"),
        ("duration", "the next 30 years", "P30Y"),
        ("duration", "P30Y", "P30Y"),
        ("verbatim", "“old  friend”", "old friend"),
    ],
)
def test_a_cell_is_read_as_its_type(value_type: str, words: str, normal: object) -> None:
    """The same thing in other words has one normal form, and the words are kept beside it."""
    assert read(value_type, words) == Value(words, normal)


@pytest.mark.parametrize(
    ("value_type", "words", "said"),
    [
        ("identifier", "Power of Siberia", "not an identifier"),
        ("name", "Youngjun Kim", "nobody in people.csv"),
        ("country", "Atlantis", "not the name"),
        ("parties", "Gazprom;", "a semicolon too many"),
        ("parties", "China; China", "“China” is named twice"),
        ("parties", "Gazprom; Petro", "“Petro”"),
        ("number", "many", "not a number"),
        ("number", "5 apples and 6 pears", "more than one number"),
        ("number", "1234567890123456789012345", "more than 24 digits"),
        ("number", "0.1234567890123456789012345", "more than 24 digits"),
        ("number", "$5 to 1,000,000,000,000,000,000,000,000 million", "more than 24 digits"),
        ("date", "2025-02-30", "30 February"),
        ("duration", "forever", "not a duration"),
        ("verbatim", "…", "no words"),
    ],
)
def test_a_cell_that_cannot_be_read_says_why(value_type: str, words: str, said: str) -> None:
    """The problem is a sentence for the editor that quotes the cell."""
    assert said in problem(value_type, words)


def test_a_choice_is_one_that_its_field_offers() -> None:
    """Any other word is refused with the list of those allowed."""
    assert "happened, planned" in problem("choice", "maybe", STATE)


def test_a_choice_agrees_with_itself_and_with_steps_of_one_way() -> None:
    """What was signed was planned before, where the field has both as steps; else two choices differ."""
    steps = replace(STATE, steps=("planned", "signed"))
    happened, planned, signed = (read("choice", words, steps) for words in ("happened", "planned", "signed"))
    assert signed == Value("signed", "signed")
    choice = TYPES["choice"]
    assert choice.agree(happened, happened, context(steps))
    assert choice.agree(signed, planned, context(steps))
    assert not choice.agree(signed, planned, context(STATE))
    assert not choice.agree(signed, planned, context())
    assert not choice.agree(happened, signed, context(steps))
    assert not choice.agree(signed, happened, context(steps))


@pytest.mark.parametrize(
    ("value_type", "one", "other"),
    [
        ("name", "Kim Jong Un", "Kim Jong-un"),
        ("country", "North Korea", "KP"),
        ("parties", "China", "Gazprom; China National Petroleum Corporation"),
        ("parties", "Gazprom; CNPC", "CNPC; Gazprom"),
        ("parties", "Russia; China", "Gazprom; CNPC"),
        ("number", "1,500", "1500"),
        ("number", "3,920", "about 3,920"),
        ("number", "some $15 billion", "$15 billion"),
        ("date", "2025-09", "2025-09-02"),
        ("duration", "three decades", "the next 30 years"),
        ("duration", "P360M", "30 years"),
        ("duration", "P1Y6M", "18 months"),
        ("verbatim", "old friend", "my old friend"),
        ("unit", "percent", "percent"),
        ("text", "The President", "the president"),
    ],
)
def test_values_that_say_the_same_agree(value_type: str, one: str, other: str) -> None:
    """Spelling, order and precision alone are no conflict."""
    assert agree(value_type, one, other)


@pytest.mark.parametrize(
    ("value_type", "one", "other"),
    [
        ("name", "Kim Jong Un", "Kim Ju-ae"),
        ("parties", "Gazprom", "CNPC"),
        ("parties", "Russia; China", "Gazprom; North Korea"),
        ("number", "600", "at least 600"),
        ("number", "about 600", "at least 600"),
        ("number", "about 600", "610"),
        ("number", "up to 50", "48"),
        ("number", "$15 billion", "€15 billion"),
        ("date", "2025-09-02", "2025-09-03"),
        ("date", "2025-09", "2025-10-02"),
        ("duration", "30 years", "30 months"),
        ("verbatim", "nearly inevitable", "inevitably nearly"),
        ("verbatim", "evitable", "inevitable"),
        ("verbatim", "we lost", "we lost, he said"),
    ],
)
def test_values_that_say_different_things_do_not_agree(value_type: str, one: str, other: str) -> None:
    """A bound, a unit of money, a day or a word makes a conflict."""
    assert not agree(value_type, one, other)


@pytest.mark.parametrize(
    ("value_type", "words", "shown"),
    [
        ("number", "up to 50 billion", "up to 50 billion"),
        ("number", "50000000000", "50 billion"),
        ("number", "15,000", "15,000"),
        ("number", "1,234,567", "1,234,567"),
        ("number", "$15 billion", "$15 billion"),
        ("number", "≥12", "at least 12"),
        ("number", "dozens of leaders", "dozens of leaders"),
        ("number", "600 to 700 people", "600 to 700 people"),
        ("number", "at least a hundred", "at least a hundred"),
        ("number", "-5", "-5"),
        ("number", "80th", "80th"),
        ("date", "2025-09-02", "2 September 2025"),
        ("date", "2025-09", "September 2025"),
        ("date", "2025", "2025"),
        ("date", "2025-09~", "about September 2025"),
        ("date", "2025-09-02~", "about 2 September 2025"),
        ("date", "2025-09?", "September 2025 (uncertain)"),
        ("date", "../2025-09-02", "before 2 September 2025"),
        ("date", "2025-09-15/..", "from 15 September 2025"),
        ("date", "2025-09/..", "from September 2025"),
        ("date", "2025-09-01/2025-09-15", "1–15 September 2025"),
        ("date", "2025-09/2025-10", "September 2025 to October 2025"),
        ("duration", "three decades", "30 years"),
        ("duration", "P1Y6M", "1 year, 6 months"),
        ("country", "KP", "North Korea"),
        ("name", "kim jong-un", "Kim Jong Un"),
        ("parties", "Gazprom; CN", "Gazprom; China"),
    ],
)
def test_values_are_shown_in_english(value_type: str, words: str, shown: str) -> None:
    """Readers see what CLDR has for English, and never less than was written."""
    assert show(value_type, words) == shown


@pytest.mark.parametrize(
    ("value_type", "more", "less"),
    [
        ("date", "2025-09-02", "2025-09"),
        ("date", "2025-09", "2025"),
        ("parties", "Gazprom; CNPC", "China"),
        ("verbatim", "seem nearly inevitable", "inevitable"),
        ("number", "600", "about 600"),
    ],
)
def test_the_value_that_says_more_is_more_precise(value_type: str, more: str, less: str) -> None:
    """Of values that agree, the one to show can be told."""
    precision = TYPES[value_type].precision
    assert precision(read(value_type, more)) > precision(read(value_type, less))


@pytest.mark.parametrize(
    ("value_type", "words", "slug"),
    [
        ("identifier", "old-friend", "old-friend"),
        ("name", "Kim Jong-un", "kim-jong-un"),
        ("parties", "Gazprom; China", "gazprom-cn"),
        ("country", "North Korea", "kp"),
        ("text", "Great Hall!", "great-hall"),
    ],
)
def test_a_value_makes_a_part_of_an_address(value_type: str, words: str, slug: str) -> None:
    """Facts are identified by their identifying values in lower case with hyphens."""
    assert TYPES[value_type].slug(read(value_type, words)) == slug


def test_an_alias_of_two_people_names_nobody() -> None:
    """A form that two people share is not resolved by chance."""
    people = People(
        [
            Person("a", "Ana Silva", ("Silva",), "", "person", NOWHERE),
            Person("b", "Bruno Silva", ("Silva",), "", "person", NOWHERE),
        ]
    )
    assert people.find("Silva") is None
    assert people.find("Ana Silva") is people["a"]
    assert people.namings(AnnotatedText("Then Silva spoke.")) == ()
