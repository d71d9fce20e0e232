"""Facts about the checks: every true row passes, every mutant is killed by the rule that names it."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import content
from generator.check import check
from generator.content import Loaded
from generator.findings import Checked, rules
from generator.model import Cell, Content, Explainer, Location, Prose, Row
from generator.project import Project
from generator.schema import Field, Table
from tests import messages

MUTANTS = Path(__file__).parent / "mutants"
LOOKALIKES = Path(__file__).parent / "lookalikes"
CHECKED_HERE = "EVQP"
"""The letters of the rules that ``check`` applies."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change that makes a true explainer wrong, and the rule that must notice."""

    rule: str
    title: str
    row: str
    """``table/number`` of the row changed, the number counted from 1; empty for the prose."""
    change: dict[str, str]
    text: str = ""
    """An article of its own that the row cites instead, all of it the evidence unless changed."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.title or self.text}"


@cache
def harbour() -> Loaded:
    """Return the small true explainer that the mutants change."""
    root = MUTANTS.parent
    return content.read(Project(root, MUTANTS / "content", root, root, "Mutants", ""))


def mutants(folder: Path = MUTANTS) -> list[Mutant]:
    """Return every mutant, file by file."""
    return [
        Mutant(path.stem, case.get("title", ""), case.get("row", ""), case["change"], case.get("text", ""))
        for path in sorted(folder.glob("*.yml"))
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    ]


def told(explainer: Explainer, row: Row, mutant: Mutant) -> tuple[Explainer, Row]:
    """Return the explainer with one article more, and a row that cites it with the mutant's cells alone."""
    article = replace(explainer.articles[0], slug="told", text=mutant.text, published="2024-05-20")
    written = {"article": "told", "evidence": mutant.text, "status": "accepted", **mutant.change}
    cells = {name: replace(cell, words=written.get(name, "")) for name, cell in row.cells.items()}
    return replace(explainer, articles=(*explainer.articles, article)), replace(row, cells=cells)


def changed(mutant: Mutant) -> tuple[Content, Row | None]:
    """Return the explainer with one change made, and the row that now is wrong."""
    whole = harbour().content
    explainer = whole.explainers[0]
    wrong: Row | None = None
    if mutant.row:
        table, _, number = mutant.row.partition("/")
        rows = list(explainer.rows)
        place = next(i for i, row in enumerate(rows) if (row.table, str(row.number)) == (table, number))
        cells = {
            name: replace(cell, words=mutant.change.get(name, cell.words))
            for name, cell in rows[place].cells.items()
        }
        rows[place] = wrong = replace(rows[place], cells=cells)
        if mutant.text:
            explainer, wrong = told(explainer, rows[place], mutant)
            rows[place] = wrong
        explainer = replace(explainer, rows=tuple(rows))
    else:
        explainer = replace(explainer, **front_matter(explainer.prose, mutant.change))
    return replace(whole, explainers=(explainer,)), wrong


def front_matter(prose: Prose, change: dict[str, str]) -> dict[str, Any]:
    """Return what a mutant of the prose or the front matter replaces."""
    made: dict[str, Any] = dict(change)
    if "prose" in change:
        made["prose"] = replace(prose, text=change["prose"])
    if "at_a_glance" in change:
        made["at_a_glance"] = (change["at_a_glance"],)
    if "correction" in change:
        place = Location(PurePosixPath("corrections.csv"), 2)
        cells = {"fact": Cell(made.pop("correction"), place)}
        made["corrections"] = (Row("harbour-pact", "corrections", 1, place, cells),)
    if "renamed" in change:
        place = Location(PurePosixPath("renamed.csv"), 2)
        was, now = made.pop("renamed").split(" now ")
        cells = {"was": Cell(was, place), "now": Cell(now, place)}
        made["renamed"] = (Row("harbour-pact", "renamed", 1, place, cells),)
    return made


@cache
def told_of() -> dict[str, list[str]]:
    """Return what is to be said of each mutant."""
    return messages.written()


def outcome(content: Content) -> Checked:
    """Return what the checks find."""
    return check(content, harbour().tables)


def test_every_true_row_passes() -> None:
    """The true explainer has no finding of any severity, in reading or in checking."""
    assert harbour().findings == ()
    assert outcome(harbour().content).findings == ()


def test_every_check_is_counted() -> None:
    """How often each rule was applied to the true explainer, what it could not check, and why."""
    assert messages.counted(outcome(harbour().content)) == told_of()[messages.TRUE]
    assert {*told_of()} == {messages.TRUE, *map(str, mutants())}


@pytest.mark.parametrize("mutant", mutants(), ids=str)
def test_mutant_is_killed_by_its_rule(mutant: Mutant) -> None:
    """What was made wrong is found by the rule named for it, where it stands, and told in these words."""
    content, wrong = changed(mutant)
    findings = outcome(content).findings
    found = [one for one in findings if one.rule.name == mutant.rule]
    assert found, f"{mutant} survives"
    assert messages.said(findings) == told_of()[str(mutant)]
    if wrong is not None:
        places = {(wrong.location.path, wrong.location.line)}
        assert {(one.location.path, one.location.line) for one in found} & places


@pytest.mark.parametrize("lookalike", mutants(LOOKALIKES), ids=str)
def test_a_true_row_that_looks_like_a_mutant_passes(lookalike: Mutant) -> None:
    """What resembles a mutant of the rule and yet is true has no finding of any rule."""
    content, row = changed(lookalike)
    assert row is not None
    here = (row.location.path, row.location.line)
    found = [one for one in outcome(content).findings if (one.location.path, one.location.line) == here]
    assert [one.message for one in found] == []


def test_every_rule_has_mutants() -> None:
    """No rule of the checks goes without a mutant that proves it."""
    proved = {mutant.rule for mutant in mutants()}
    mine = {name for name, rule in rules().items() if rule.code[0] in CHECKED_HERE}
    assert mine | {"unknown-article", "unknown-person", "duplicate-row"} == proved


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
            "an ordinal is a name: a plan to mark the 80th anniversary leaves it the 80th",
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


def test_a_fact_may_have_had_another_name() -> None:
    """A renamed fact is no finding, nor is a correction that names it as it was called then."""
    content, _ = changed(
        Mutant("", "", "", {"renamed": "numbers/banners now numbers/flags", "correction": "numbers/banners"})
    )
    result = outcome(content)
    assert result.findings == ()
    assert result.tallies["renamed-fact-unknown"].made == result.tallies["renamed-fact-stands"].made == 1


@pytest.mark.parametrize("renamed", ["numbers/banners now ", " now numbers/flags"])
def test_half_a_renaming_is_not_checked(renamed: str) -> None:
    """A line without its old or its new name is for the reader of the file to report."""
    assert outcome(changed(Mutant("", "", "", {"renamed": renamed}))[0]).findings == ()


def test_a_correction_may_name_a_fact_that_was_retracted() -> None:
    """What readers were once shown can be corrected after it is gone."""
    content, _ = changed(Mutant("", "", "timeline/6", {"status": "retracted"}))
    corrected, _ = changed(Mutant("", "", "", {"correction": "timeline/light"}))
    both = replace(corrected.explainers[0], rows=content.explainers[0].rows)
    assert outcome(replace(content, explainers=(both,))).findings == ()


def test_a_finding_in_prose_names_line_and_column() -> None:
    """The place is that of the words in the file, behind links and line breaks."""
    prose = "Nordlys signed [a deal](fact:deals/gas-pact).\n\nThey carried\n**1,600** flags."
    content, _ = changed(Mutant("", "", "", {"prose": prose}))
    (found,) = [one for one in outcome(content).findings if one.rule.name == "prose-unsupported-number"]
    first = harbour().content.explainers[0].prose.location.line
    assert (found.location.line, found.location.column) == (first + 3, 3)
    assert "1,600" in found.message


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


def test_checks_are_counted_by_explainer() -> None:
    """Each explainer's checks are counted apart, and together they are all that were made."""
    loaded = harbour()
    [one] = loaded.content.explainers
    half = replace(one, slug="half", rows=one.rows[: len(one.rows) // 2])
    checked = check(replace(loaded.content, explainers=(one, half)), loaded.tables)
    assert checked.made["half"] < checked.made[one.slug]
    assert sum(checked.made.values()) == sum(tally.made for tally in checked.tallies.values())
