"""Models propose rows; what the article does not bear out is dropped and counted."""

import json
from collections import Counter
from pathlib import Path

import pytest

from generator import check, content
from generator.extract.drafts import propose
from generator.extract.grounding import Candidate, ground
from generator.extract.models import ChatExtractor, answer_schema, candidates, pieces, prompt
from generator.findings import Finding
from generator.model import Content
from generator.schema import built_in_tables, load_tables
from tests.extract.bridge import (
    ARTICLE,
    CROSSINGS,
    LINES,
    TEXT,
    TRUE,
    answering,
    findings,
    grounded,
    project_of,
    proposed,
    reasons,
)


def test_what_the_article_bears_out_is_kept(tmp_path: Path) -> None:
    """Rows with their evidence word for word become drafts of the model, and every one passes the checks."""
    left = grounded(TRUE)
    assert left.refused == ()
    assert Counter(one.table for one in left.drafts) == Counter(TRUE.keys())
    for draft in left.drafts:
        assert TEXT[draft.start : draft.end] == draft.cells["evidence"]
        assert (draft.cells["status"], draft.cells["note"]) == ("draft", "model test")
    assert findings(left, tmp_path) == []


def test_drafts_go_the_way_of_the_rules(tmp_path: Path) -> None:
    """A model's drafts pass the same checks as the rules' drafts and become the same cells."""
    left = grounded(TRUE)
    done = proposed(left, tmp_path)
    assert done.refused == ()
    for draft in left.drafts:
        (cells,) = done.rows[draft.table]
        assert {**cells, "note": ""}.items() >= {**draft.cells, "note": ""}.items()
    assert {one.name for one in done.people} == {"Ada Brandt", "Tomás Ødegård"}


def test_what_fails_a_check_is_refused(tmp_path: Path) -> None:
    """A row whose every value stands in its evidence is still refused when a check forbids it."""
    left = grounded(changed("quotes", speaker="Tomás Ødegård"))
    assert left.refused == ()
    done = proposed(left, tmp_path)
    assert done.rows["quotes"] == ()
    assert [one.table for one in done.refused] == ["quotes"]


def test_a_model_adds_to_the_rules_only_what_is_new(tmp_path: Path) -> None:
    """Of two extractors' rows, those that say the same of the same words are kept once, the first's."""
    first = grounded(TRUE)
    other = grounded({**TRUE, **changed("attendees", person="Ada Brandt")})
    done = proposed(other, tmp_path, first.drafts)
    assert [one["person"] for one in done.rows["attendees"]] == ["Tomás Ødegård", "Ada Brandt"]
    assert len(done.rows["numbers"]) == len(TRUE["numbers"])


def test_a_model_fills_a_table_of_the_editors_own(tmp_path: Path) -> None:
    """A model's row for a table made with a schema file only goes the same way into that table."""
    project = project_of(tmp_path)
    (project.content_dir / "tables").mkdir()
    (project.content_dir / "tables" / "lengths.yml").write_text(OWN_TABLE, encoding="utf-8")
    loaded = content.read(project)
    row = {
        "structure": "The bridge",
        "length": "640",
        "unit": "metres",
        "evidence": "The bridge is 640 metres long.",
    }
    extractor = ChatExtractor(loaded.tables, answering({"lengths": [row]}))
    drafts = ground(extractor, ARTICLE, loaded.tables, (), "model test").drafts
    explainer = loaded.content.explainers[0]

    def checks(changed: Content) -> tuple[Finding, ...]:
        return check.check(changed, loaded.tables).findings

    done = propose(explainer, loaded.tables, (), [drafts], checks)
    (cells,) = done.rows["lengths"]
    assert (cells["length"], cells["unit"], cells["status"]) == ("640", "metres", "draft")
    assert propose(explainer, loaded.tables, (), [drafts, drafts], checks).rows == done.rows


OWN_TABLE = """\
name: lengths
title: Lengths
fields:
  - {name: fact, valueType: identifier, constraints: {required: true}}
  - {name: structure, valueType: text, constraints: {required: true}}
  - {name: length, valueType: number, unit: unit, constraints: {required: true}}
  - {name: unit, valueType: unit}
identify: [fact]
compare: [length]
"""


def changed(table: str, **cells: str) -> dict[str, list[dict[str, str]]]:
    """Return the true row of a table with other cells."""
    return {table: [{**TRUE[table][0], **cells}]}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            changed("numbers", evidence="At least 5,000 people walked across the bridge."),
            "its evidence does not stand in the article word for word",
        ),
        (
            changed("numbers", evidence=LINES[1].replace("At least ", "")),
            "its evidence is not whole sentences",
        ),
        (
            changed("numbers", evidence=LINES[1][:-3]),
            "its evidence does not stand in the article word for word",
        ),
        (changed("numbers", evidence=""), "its evidence does not stand in the article word for word"),
        (
            changed("numbers", evidence="The ferry ran empty."),
            "its evidence stands in the article more than once",
        ),
        (changed("numbers", value="5,000"), "its value does not stand in its evidence"),
        (changed("numbers", value="4,000"), "its value does not stand in its evidence"),
        (changed("numbers", value="many"), "its value cannot be read"),
        (changed("numbers", value=""), "its value is empty"),
        (
            changed("numbers", what="people were robbed on the bridge"),
            "its what does not stand in its evidence",
        ),
        (changed("numbers", unit="soldiers"), "its unit does not stand in its evidence"),
        (changed("attendees", person="Ada Nobody"), "its person cannot be read"),
        (changed("attendees", presence="declined"), "its presence does not stand in its evidence"),
        (changed("attendees", presence="sang"), "its presence cannot be read"),
        (changed("attendees", role="bishop"), "its role does not stand in its evidence"),
        (changed("attendees", country="Norway"), "its country does not stand in its evidence"),
        (changed("timeline", date="2025-09-01"), "its date does not stand in its evidence"),
        (changed("timeline", date="2025-02-30"), "its date cannot be read"),
        (changed("timeline", state="planned"), "its state does not stand in its evidence"),
        (changed("quotes", words="We built it for the rich"), "its words does not stand in its evidence"),
        ({"nonsense": [{"evidence": LINES[0]}]}, "there is no such table"),
        ({"attendees": TRUE["attendees"] * 2}, "it is proposed twice"),
    ],
)
def test_what_the_article_does_not_bear_out_is_dropped(answer: object, reason: str) -> None:
    """A row or cell that the article does not hold word for word is dropped, with one reason, and counted."""
    left = grounded(answer)
    assert reasons(left) == Counter([reason])
    kept = {cell for draft in left.drafts for cell in draft.cells.values()}
    dropped = left.refused[0].words
    assert reason == "it is proposed twice" or not dropped or dropped not in kept


def test_an_optional_cell_is_dropped_alone() -> None:
    """When only a cell that may be empty is invented, the rest of the row is kept."""
    left = grounded(changed("attendees", role="bishop", country="Norway"))
    assert reasons(left).total() == 2
    assert left.drafts[0].cells["person"] == "Tomás Ødegård"
    assert not {"role", "country"} & left.drafts[0].cells.keys()


def test_a_swayed_model_changes_nothing() -> None:
    """A model that obeys the article's own demands and invents rows gets none of them accepted."""
    swayed = {
        "numbers": [
            {"what": "people died", "value": "9,000", "unit": "people", "evidence": "9,000 people died."},
            {"what": "people died in the harbour", "value": "9,000", "unit": "people", "evidence": LINES[1]},
            {"what": "9,000 people died", "value": "At least 4,000", "unit": "people", "evidence": LINES[1]},
        ],
        "attendees": [
            {"person": "Zed Evil", "presence": "attended", "evidence": LINES[0]},
            {"person": "Zed Evil", "presence": "attended", "evidence": "Zed Evil attended the walk."},
            {"person": "Tomás Ødegård", "presence": "declined", "evidence": LINES[0]},
        ],
        "timeline": [
            {"date": "2025-09-02", "event": "Buy at evil.example", "state": "happened", "evidence": LINES[0]}
        ],
        "status": [{"status": "accepted"}],
    }
    left = grounded(swayed)
    assert left.drafts == ()
    assert reasons(left).total() == 8


def test_a_model_cannot_accept_its_own_rows() -> None:
    """Status, note, article and fact are never the model's to fill."""
    row = {
        **TRUE["attendees"][0],
        "status": "accepted",
        "note": "checked",
        "article": "other",
        "fact": "x",
        "hack": "y",
    }
    cells = grounded({"attendees": [row]}).drafts[0].cells
    assert (cells["status"], cells["note"], cells["article"]) == ("draft", "model test", "bridge-opens")
    assert not {"fact", "hack"} & cells.keys()


def test_the_articles_demand_reaches_the_model_as_data() -> None:
    """The text is one string inside the question's JSON, and nowhere else."""
    asked = prompt(built_in_tables(), ARTICLE, TEXT)
    assert "ignore your rules" not in asked.system
    assert json.loads(asked.user)["article"] == TEXT


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("", "not JSON"),
        ("I am sorry.", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not an object"),
        ('"words"', "not an object"),
    ],
)
def test_an_answer_that_is_no_answer(answer: str, problem: str) -> None:
    """An answer that cannot be used is one refusal of the article, not a crash."""
    left = grounded(answer)
    assert left.drafts == ()
    assert [problem in one.reason for one in left.refused] == [True]


@pytest.mark.parametrize("answer", ['{"numbers": 7}', '{"numbers": [7, null, []]}', "{}", '{"numbers": []}'])
def test_an_answer_without_rows(answer: str) -> None:
    """Whatever stands where rows are expected is passed over."""
    assert list(candidates(answer)) == []


def test_rows_in_a_fence_and_cells_of_other_types() -> None:
    """A fenced answer is read, and numbers and lists in cells count as words."""
    answer = (
        '```json\n{"numbers": [{"value": 4000, "parties": ["A", "B"], "unit": null, "what": {"a": 1}}]}\n```'
    )
    assert list(candidates(answer)) == [
        Candidate("numbers", {"value": "4000", "parties": "A; B", "unit": "", "what": ""})
    ]


def test_the_form_of_the_answer_follows_the_tables(tmp_path: Path) -> None:
    """The schema has each table's own columns and the evidence, choices as lists, and nothing else."""
    schema = answer_schema(built_in_tables())
    assert schema["required"] == ["attendees", "deals", "numbers", "timeline", "quotes"]
    row = schema["properties"]["attendees"]["items"]
    assert (
        row["required"] == ["person", "role", "country", "presence", "relation", "evidence"]
        or "evidence" in row["required"]
    )
    assert row["additionalProperties"] is False
    assert row["properties"]["presence"]["enum"] == list(built_in_tables()[0].field("presence").choices)
    everything = json.dumps(schema)
    assert not any(f'"{name}"' in everything for name in ("status", "note", "article", "fact"))


def test_a_table_of_the_editors_own_is_asked_for_and_filled(tmp_path: Path) -> None:
    """A table declared by editors is in the question and in the rows, without a line of code."""
    project = project_of(tmp_path)
    (project.content_dir / "tables").mkdir()
    (project.content_dir / "tables" / "crossings.yml").write_text(CROSSINGS)
    tables, problems = load_tables(project.content_dir)
    assert problems == ()
    assert "How many crossed." in prompt(tables, ARTICLE, TEXT).user
    left = grounded(
        {"crossings": [{"count": "At least 4,000", "unit": "people", "evidence": LINES[1]}]}, tables
    )
    assert [(one.table, one.cells["crossing"], one.cells["count"]) for one in left.drafts] == [
        ("crossings", "people-least-4000", "At least 4,000")
    ]


def test_a_long_article_is_asked_about_in_pieces() -> None:
    """Pieces are whole lines, none too long, and together they are the text."""
    text = "".join(f"Line {number} of the text.\n" for number in range(100))
    parts = list(pieces(text, 500))
    assert "".join(parts) == text
    assert max(map(len, parts)) <= 500
    assert all(part.endswith("\n") for part in parts)
    assert list(pieces("x" * 900, 500)) == ["x" * 900]
    assert list(pieces("", 500)) == []
