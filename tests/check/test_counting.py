"""Facts about what is counted: checks made, checks not made and why, and what takes no part."""

from pathlib import PurePosixPath

import pytest
from msgspec.structs import replace

from generator.check import check
from generator.findings import rules
from generator.model import Cell, Row
from tests.check.harbour import Mutant, changed, harbour, outcome


def test_what_could_not_be_checked_is_counted() -> None:
    """A row whose evidence is not found has no passed values: each check on them is unmade, with a reason."""
    mutant = Mutant("evidence-not-found", "", "numbers/1", {"evidence": "Nobody wrote this"})
    content, wrong = changed(mutant)
    assert wrong is not None
    before, after = outcome(harbour().content), outcome(content)
    lost = before.tallies["number-not-in-evidence"].made - after.tallies["number-not-in-evidence"].made
    assert lost == 1
    assert after.tallies["number-not-in-evidence"].unmade == 1
    reasons = [one.because for one in after.unchecked if one.location.line == wrong.location.line]
    assert reasons.count("the evidence was not found") > 1


@pytest.mark.parametrize(
    ("row", "change", "text", "rule", "because"),
    [
        ("numbers/1", {"value": "many"}, "", "number-not-in-evidence", "the cell could not be read"),
        ("numbers/1", {"article": "nowhere"}, "", "evidence-not-found", "the article is not there"),
        (
            "numbers/3",
            {"fact": "war", "what": "Anniversary", "value": "150th"},
            "They came to mark the 150th anniversary of the war.",
            "plan-lost",
            "an ordinal is a name: an 80th anniversary that is planned is the 80th all the same",
        ),
        (
            "attendees/3",
            {"country": "Norway"},
            "",
            "country-of-another",
            "neither people.csv nor the article says where this person is from",
        ),
    ],
)
def test_what_cannot_be_checked_says_why(
    row: str, change: dict[str, str], text: str, rule: str, because: str
) -> None:
    """A check that is not made is counted with its reason, at its row."""
    content, wrong = changed(Mutant(rule, "", row, change, text))
    assert wrong is not None
    here = [one for one in outcome(content).unchecked if one.location.path == wrong.location.path]
    reasons = [(one.rule.name, one.because) for one in here if one.location.line == wrong.location.line]
    assert (rule, because) in reasons


def test_nothing_checked_is_not_nothing_wrong() -> None:
    """Content without rows counts no rows and no check on rows."""
    whole = harbour().content
    empty = replace(whole, explainers=(replace(whole.explainers[0], rows=(), at_a_glance=()),))
    result = outcome(empty)
    assert result.rows == 0
    assert not {name for name in result.tallies if rules()[name].code[0] in "EVQ"}


def test_rows_that_readers_never_see_are_not_checked() -> None:
    """A rejected row may be wrong: it takes no part, and prose cannot cite it."""
    mutant = Mutant("prose-fact-unknown", "", "quotes/2", {"status": "rejected", "words": "nonsense"})
    content, _ = changed(mutant)
    assert {one.rule.name for one in outcome(content).findings} == {"prose-fact-unknown"}


def test_checks_are_counted_by_explainer() -> None:
    """Each explainer's checks are counted apart, and together they are all that were made."""
    loaded = harbour()
    [one] = loaded.content.explainers
    half = replace(one, slug="half", rows=one.rows[: len(one.rows) // 2])
    checked = check(replace(loaded.content, explainers=(one, half)), loaded.tables)
    assert checked.made["half"] < checked.made[one.slug]
    assert sum(checked.made.values()) == sum(tally.made for tally in checked.tallies.values())


def test_explainers_are_told_of_as_one() -> None:
    """Of several explainers the rows are added up, and what is found and left out is told by place, once."""
    loaded = harbour()
    wrong, _ = changed(Mutant("", "", "numbers/1", {"evidence": "Nobody wrote this"}))
    [one] = wrong.explainers
    rows = [
        replace(row, location=replace(row.location, path=PurePosixPath("a.csv")), cells=moved(row))
        for row in one.rows
    ]
    both = replace(wrong, explainers=(one, replace(one, slug="other", rows=tuple(rows)), one))
    apart, checked = check(wrong, loaded.tables), check(both, loaded.tables)
    assert checked.rows == 3 * len(one.rows)
    assert list(checked.tallies) == list(apart.tallies)
    assert {name: 3 * tally.made for name, tally in apart.tallies.items()} == {
        name: tally.made for name, tally in checked.tallies.items()
    }
    assert sum(tally.unmade for tally in checked.tallies.values()) == len(checked.unchecked)
    assert len(checked.unchecked) == 3 * len(apart.unchecked)
    lost = [(found.location.path.name, found.rule.name) for found in checked.findings]
    assert lost == [("a.csv", "evidence-not-found"), ("numbers.csv", "evidence-not-found")]
    for left in (apart.unchecked, checked.unchecked):
        places = [(str(one.location.path), one.location.line, one.location.column) for one in left]
        assert places == sorted(places)


def moved(row: Row) -> dict[str, Cell]:
    """Return the cells of a row as if they stood in another file."""
    return {
        name: replace(cell, location=replace(cell.location, path=PurePosixPath("a.csv")))
        for name, cell in row.cells.items()
    }


@pytest.mark.parametrize(
    ("row", "flags", "told"),
    [
        ({}, 1, ["prose-unsupported-number"]),
        ({}, 2, ["prose-unsupported-number"] * 2 + ["too-many-problems"]),
        ({}, 5, ["prose-unsupported-number"] * 2 + ["too-many-problems"]),
        ({"unit": "ships"}, 5, ["prose-unsupported-number", "unit-not-in-evidence", "too-many-problems"]),
        (
            {"unit": "ships", "value": "80"},
            5,
            ["number-not-in-evidence", "too-many-problems", "unit-not-in-evidence"],
        ),
    ],
)
def test_after_too_many_errors_the_prose_is_checked_no_further(
    row: dict[str, str], flags: int, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every row is checked whatever is found; the prose until there are as many errors as are told of."""
    monkeypatch.setattr("generator.check.MOST_ERRORS", 2)
    prose = " ".join(f"They carried 16{number:02} flags." for number in range(flags))
    rows, _ = changed(Mutant("", "", "numbers/3", row))
    [explainer] = rows.explainers
    bare = replace(explainer, prose=replace(explainer.prose, text=prose))
    checked = outcome(replace(rows, explainers=(bare,)))
    assert sorted(found.rule.name for found in checked.findings) == sorted(told)
