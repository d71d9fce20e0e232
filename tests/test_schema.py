"""The tables are data: what the declarations say is what the program knows."""

from pathlib import Path

import pytest

from generator.schema import ARTICLE, CORRECTIONS, EXPLAINER, PEOPLE, ROW, built_in_tables, load_tables
from generator.schema.patterns import is_plain
from generator.values import TYPES

FACT_ONLY = "fields: [{name: fact, valueType: identifier, constraints: {required: true}}]\n"
EVERY_TABLE = [*built_in_tables(), ROW, PEOPLE, CORRECTIONS, ARTICLE, EXPLAINER]


def test_order() -> None:
    """The built-in tables stand in the order of the page."""
    names = [table.name for table in built_in_tables()]
    assert names == ["attendees", "deals", "numbers", "timeline", "quotes"]


def test_every_table_ends_alike() -> None:
    """Every table of facts ends in the columns that say what the row rests on and where it stands."""
    for table in built_in_tables():
        assert table.header.endswith(",article,evidence,status,note")
        assert [column.name for column in table.columns] == table.header.split(",")


@pytest.mark.parametrize("table", EVERY_TABLE, ids=lambda table: table.name)
def test_examples_keep_their_own_rules(table) -> None:  # type: ignore[no-untyped-def]
    """Every field has a title, a description and an example that its own constraints allow."""
    for field in table.fields:
        assert field.title
        assert field.description
        assert field.example
        assert not field.enum or field.example in field.enum
        assert not field.choices or field.example in field.choices


def test_every_value_type_is_used() -> None:
    """Each value type is the type of some built-in field: none is there for nothing."""
    used = {field.value_type for table in EVERY_TABLE for field in table.fields}
    assert used == set(TYPES)


def test_field_by_name() -> None:
    """A table gives a field by name, the columns that every table has included."""
    deals = built_in_tables()[1]
    assert deals.field("value").unit == "unit"
    assert deals.field("evidence").required
    with pytest.raises(KeyError):
        deals.field("speaker")


def test_choices_in_words() -> None:
    """A choice's values stay words: none is read as a truth value or a number."""
    state = built_in_tables()[3].field("state")
    assert {"happened", "planned"} <= set(state.choices)
    assert "set to" in state.choices["planned"]


def test_steps_are_choices(tmp_path: Path) -> None:
    """What is listed as a step and is no choice of its field is named where it stands."""
    folder = tmp_path / "content" / "tables"
    folder.mkdir(parents=True)
    state = "{name: state, valueType: choice, choices: {won: [won], lost: [lost]}, steps: [won, last]}"
    fields = FACT_ONLY.replace("}}]", f"}}}}, {state}]")
    (folder / "races.yml").write_text(f"name: races\ntitle: Races\nidentify: [fact]\n{fields}")
    _, findings = load_tables(tmp_path / "content")
    assert [one.message for one in findings] == [
        "“steps” names “last”, which is no choice of this field (did you mean “lost”?)."
    ]


def test_own_tables_by_name(tmp_path: Path) -> None:
    """The editors' own tables follow the built-in ones by name; a wrong one is left out and named."""
    folder = tmp_path / "content" / "tables"
    folder.mkdir(parents=True)
    for name in ("sanctions", "casualties", "wrong"):
        own = f"name: {name}\ntitle: {name.title()}\nidentify: [fact]\n{FACT_ONLY}"
        (folder / f"{name}.yml").write_text(own.replace("wrong", "write"))
    tables, findings = load_tables(tmp_path / "content")
    assert [table.name for table in tables[5:]] == ["casualties", "sanctions"]
    assert [str(one.location.path) for one in findings] == ["content/tables/wrong.yml"]


@pytest.mark.parametrize(
    "pattern", ["", "[A-Z]{2}[0-9]+", r"\d{4}-\d{2}", "https?://[!-~]+", "a.b", r"[^\]]*x"]
)
def test_plain_patterns(pattern: str) -> None:
    """Characters and classes are allowed, of which one may repeat without end."""
    assert is_plain(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "a*a*b",
        "(a|a)*b",
        "a{0,99}a{0,99}b",
        "(?=a)",
        r"(a)\1",
        "[a",
        "a**",
        "[b-a]",
        "a{2,1}",
        "^a$",
    ],
)
def test_other_patterns(pattern: str) -> None:
    """Groups, alternatives, two endless repeats and what is no pattern at all are refused."""
    assert not is_plain(pattern)
