"""Which row was which: whatever the order, and without comparing every row with every other."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.changes import matching
from generator.changes.matching import Known, known, pair
from generator.model import Cell, Location, Row
from generator.schema import ROW, Table, built_in_tables

TABLE = next(table for table in built_in_tables() if table.name == "numbers")
PLACE = Location(PurePosixPath("content/event/facts/numbers.csv"))
WORDS = some.sampled_from(["one", "two", "three"])


def row(number: int, **cells: str) -> Known:
    """Return a row ready to be matched, its other cells empty."""
    written = {name: Cell(words, PLACE) for name, words in {"status": "accepted", **cells}.items()}
    return known(
        Row("event", TABLE.name, number, PLACE, written), cells.get("fact", ""), TABLE, cells["article"]
    )


ROWS = some.lists(
    some.builds(row, some.integers(1, 9), fact=WORDS, value=WORDS, article=WORDS, evidence=WORDS), max_size=12
)


@given(ROWS, some.randoms(use_true_random=False))
def test_any_order_is_the_same_order(rows: list[Known], random: object) -> None:
    """Every row finds itself, or a row that says the very same, in whatever order the file comes back."""
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    said = [(before and before.cells, after and after.cells) for before, after in pair(rows, mixed)]
    assert len(said) == len(rows)
    assert all(before == after for before, after in said)


@given(ROWS, ROWS)
def test_no_row_is_lost_or_doubled(before: list[Known], after: list[Known]) -> None:
    """Each row of either side stands in exactly one pair, and what is at head keeps its order."""
    pairs = pair(before, after)
    assert [id(new) for _, new in pairs if new] == [id(one.row) for one in after]
    assert sorted(id(old) for old, _ in pairs if old) == sorted(id(one.row) for one in before)
    assert all(old or new for old, new in pairs)


@given(ROWS, ROWS)
def test_a_match_has_a_reason(before: list[Known], after: list[Known]) -> None:
    """Two rows are one only where two of fact, article and evidence are the same."""
    for old, new in pair(before, after):
        if old and new:
            same = [old.words(name) == new.words(name) for name in ("fact", "article", "evidence")]
            assert sum(same) >= 2


def test_rows_with_one_key_go_to_the_most_like() -> None:
    """Of two rows with one fact and article, each goes to the one that has more cells in common with it."""
    before = [row(1, fact="x", value="1", unit="a", article="p", evidence="e"),
              row(2, fact="x", value="2", unit="b", article="p", evidence="f")]  # fmt: skip
    after = [row(1, fact="x", value="3", unit="b", article="p", evidence="g"),
             row(2, fact="x", value="1", unit="a", article="p", evidence="h")]  # fmt: skip
    assert [(old and old.number, new and new.number) for old, new in pair(before, after)] == [(2, 1), (1, 2)]


def test_another_person_of_the_same_sentence_is_another_row() -> None:
    """A sentence bears rows on several people: one who goes is not the one who comes, unlike as they are."""
    table = next(table for table in built_in_tables() if table.name == "attendees")

    def attendee(**cells: str) -> Known:
        written = {name: Cell(words, PLACE) for name, words in cells.items()}
        one = Row("event", table.name, 1, PLACE, {**written, "status": Cell("accepted", PLACE)})
        return known(one, cells["person"], table, "p")

    before = attendee(person="kim", role="leader", country="KP", presence="attended", evidence="e")
    after = attendee(person="putin", role="president", country="RU", presence="attended", evidence="e")
    assert pair([before], [after]) == [(None, after.row), (before.row, None)]


@pytest.mark.parametrize("alike", [True, False])
def test_a_thousand_rows_are_not_each_compared_with_each(
    monkeypatch: pytest.MonkeyPatch, alike: bool
) -> None:
    """A thousand changed rows take a few comparisons each, even where all have one key."""
    compared = 0
    common = matching._common

    def counting(one: Known, other: Known) -> int:
        nonlocal compared
        compared += 1
        return common(one, other)

    monkeypatch.setattr(matching, "_common", counting)
    facts = ["x"] * 1000 if alike else [f"x-{number}" for number in range(1000)]
    before, after = (
        [row(number, fact=fact, value=f"{side} {number}", article="p", evidence=f"{side} {number}")
         for number, fact in enumerate(facts)]
        for side in ("old", "new")
    )  # fmt: skip
    assert all(old and new for old, new in pair(before, after))
    assert compared <= 3 * len(facts)


def test_a_column_that_only_one_side_has_is_compared_with_nothing() -> None:
    """Where a table lost or won a column, its rows are matched by the others."""
    wider = Table("numbers", "", "", (*TABLE.fields, ROW.field("note")), TABLE.identify, TABLE.compare)
    before = row(1, fact="x", value="1", article="p", evidence="e")
    after = known(before.row, "x", wider, "p")
    assert pair([before], [after]) == [(before.row, before.row)]
