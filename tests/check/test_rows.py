"""Facts about the checks of rows: what they say, of any table."""

from pathlib import PurePosixPath

import pytest
from msgspec.structs import replace

from generator.check import check
from generator.check.date_rules import same_stem
from generator.model import Cell, Location, Row
from generator.schema import Field, Table
from tests.check.harbour import Mutant, changed, harbour, outcome


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "600"}, "“600” does not hold: the article says “at least 600 dockers”"),
        ({"evidence": "at least 60 dockers lost their work"}, "the words differ at “600”"),
        ({"attribution": ""}, "the article says “Portuguese officials estimate”: the row leaves it out"),
    ],
)
def test_messages_say_what_the_article_says(change: dict[str, str], said: str) -> None:
    """A finding quotes the article, so that an editor need not look it up."""
    content, _ = changed(Mutant("", "", "numbers/6", change))
    assert any(said in one.message for one in outcome(content).findings)


def test_a_quotation_that_is_not_found_hides_no_other() -> None:
    """Whom the next quotation belongs to is checked as ever."""
    unfound, _ = changed(Mutant("", "", "quotes/1", {"words": "nobody said so"}))
    _, row = changed(Mutant("", "", "quotes/2", {"speaker": "Ana Silva"}))
    assert row is not None
    rows = [row if one.location == row.location else one for one in unfound.explainers[0].rows]
    both = replace(unfound, explainers=(replace(unfound.explainers[0], rows=tuple(rows)),))
    wrong = [one.location for one in outcome(both).findings if one.rule.name == "speaker-differs"]
    assert [(place.path, place.line) for place in wrong] == [(row.location.path, row.location.line)]


CASUALTIES = Table(
    "casualties",
    "Casualties",
    "A table of the editor's own.",
    (
        Field("place", "Place", "text", required=True),
        Field("killed", "Killed", "number", required=True, unit="who"),
        Field("who", "Who", "unit"),
        Field("source", "Source", "attribution"),
    ),
    identify=("place",),
)


@pytest.mark.parametrize(
    ("killed", "source", "expected"),
    [
        ("at least 600", "Portuguese officials estimate", set()),
        ("600", "Portuguese officials estimate", {"number-not-in-evidence"}),
        ("at least 600", "", {"attribution-lost"}),
    ],
)
def test_a_table_of_the_editors_own_is_checked_by_its_value_types(
    killed: str, source: str, expected: set[str]
) -> None:
    """Nothing about the five tables is built into the rules: a schema is enough."""
    whole = harbour().content
    place = Location(PurePosixPath("casualties.csv"), 2)
    written = {
        "place": "The docks",
        "killed": killed,
        "who": "dockers",
        "source": source,
        "article": "a-pact-in-lisbon",
        "evidence": "Portuguese officials estimate that at least 600 dockers lost their work",
        "status": "draft",
    }
    row = Row(
        "harbour-pact", "casualties", 1, place, {key: Cell(words, place) for key, words in written.items()}
    )
    own = replace(whole.explainers[0], rows=(*whole.explainers[0].rows, row))
    result = check(replace(whole, explainers=(own,)), (*harbour().tables, CASUALTIES))
    assert {one.rule.name for one in result.findings} == expected
    assert result.rows == len(own.rows)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("opens", "opened", True),
        ("open", "opened", True),
        ("open", "open", True),
        ("sign", "signings", True),
        ("sign", "signatory", False),
        ("ope", "ope", False),
        ("harbour", "harvest", False),
        ("bridge", "tower", False),
    ],
)
def test_two_forms_of_a_word(one: str, other: str, same: bool) -> None:
    """Words that begin with the same four letters, and have four more at most, tell of one event."""
    assert same_stem(one, other) == same_stem(other, one) == same
