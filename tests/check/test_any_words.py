"""Facts about the checks on whatever an editor writes: they are made, and every row is counted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.harbour import Mutant, changed, harbour, outcome

ROWS = [f"{row.table}/{row.number}" for row in harbour().content.explainers[0].rows]
COLUMNS = sorted({name for row in harbour().content.explainers[0].rows for name in row.cells} - {"status"})
_PIECES = st.sampled_from(
    [
        "Silva",
        "at least ",
        "600",
        " ",
        "“",
        "”",
        "…",
        ";",
        "not ",
        "2024-05",
        "/",
        "{",
        "}",
        "<",
        "$",
        "[a](fact:",
        ")",
        "\n",
    ]
)
_WORDS = st.one_of(st.text(max_size=20), st.lists(_PIECES, max_size=6).map("".join))


@given(st.sampled_from(ROWS), st.dictionaries(st.sampled_from(COLUMNS), _WORDS, max_size=4))
@settings(max_examples=60)
def test_no_cell_stops_the_checks(row: str, change: dict[str, str]) -> None:
    """Whatever an editor writes into cells, every row is still counted."""
    content, _ = changed(Mutant("", "", row, change))
    assert outcome(content).rows == len(content.explainers[0].rows)


@given(_WORDS, _WORDS)
@settings(max_examples=60)
def test_no_prose_stops_the_checks(prose: str, title: str) -> None:
    """Whatever an editor writes as prose or title, the checks are made."""
    content, _ = changed(Mutant("", "", "", {"prose": prose, "title": title}))
    assert outcome(content).tallies["prose-html"].made
