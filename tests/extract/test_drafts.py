"""Drafting: what is new is proposed, what is known or refused is left alone, and files only grow."""

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from msgspec.structs import replace

from generator import content
from generator.check import check
from generator.content import Loaded, rewriting
from generator.extract import cells, drafts, extract, writing
from generator.extract.cells import evidence_cell
from generator.extract.drafts import Proposed
from generator.findings import Severity
from generator.model import Cell, Explainer, Location, Row
from generator.project import find_project
from generator.schema import built_in_tables
from generator.values import People

TEXT = """\
Polish President Marta Nowak welcomed French Prime Minister Luc Moreau in Warsaw on Tuesday.
Orlen Group and Total Energies signed an agreement worth $5 billion on Tuesday.
The plant will have 1,400 employees. "This is a good day for the region," said Marta Nowak.
"""
FRONT_MATTER = """\
---
title: A visit
standfirst: One president visits another.
date: 2025-09-02
updated: 2025-09-04
place: Warsaw
tags: [energy]
---
"""
ARTICLE = f"""\
---
title: Two capitals, one pipeline
publisher: The Example
published: 2025-09-04
language: en
republish: full
digest: sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}
---
{TEXT}"""


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """A project with one article and no rows."""
    return load(tmp_path)


def load(root: Path, **tables: str) -> Loaded:
    """Write the project, with the given tables, and read it."""
    (root / "mkdocs.yml").write_text("site_name: Test\ndocs_dir: staging\nsite_dir: site\n")
    folder = root / "content" / "visit"
    for name in ("articles", "facts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (root / "content" / "people.csv").write_text(
        "id,name,aliases,country,kind\nmarta-nowak,Marta Nowak,,PL,person\n"
    )
    (folder / "explainer.md").write_text(FRONT_MATTER)
    (folder / "articles" / "example.md").write_text(ARTICLE)
    for table, text in tables.items():
        (folder / "facts" / f"{table}.csv").write_text(text)
    return content.read(find_project(root))


def propose(loaded: Loaded, explainer: Explainer | None = None) -> Proposed:
    """Return what the rules add to the project's one explainer."""
    one = explainer or loaded.content.explainers[0]
    people = People(loaded.content.people)
    drafted = [
        draft
        for article in one.articles
        for draft in cells.drafts(
            article, extract(article.text, published=datetime.date.fromisoformat(article.published)), people
        )
    ]
    tables = loaded.tables
    return drafts.propose(
        one, tables, loaded.content.people, [drafted], lambda shown: check(shown, tables).findings
    )


def as_row(table: str, cells: Mapping[str, str], **changes: str) -> Row:
    """Return a drafted row as it is read from its file."""
    place = Location(PurePosixPath(f"content/visit/facts/{table}.csv"), 2)
    filled = {column: Cell(words, place) for column, words in {**cells, **changes}.items()}
    return Row("visit", table, 1, place, filled)


def accept_all(explainer: Explainer, proposed: Proposed, **changes: str) -> Explainer:
    """Return the explainer with every proposed row in its tables."""
    rows = [as_row(table, cells, **changes) for table, listed in proposed.rows.items() for cells in listed]
    return replace(explainer, rows=tuple(rows))


def test_rows_of_every_table(loaded: Loaded) -> None:
    """An article gives drafts in the columns of each table, with evidence, rule and confidence."""
    proposed = propose(loaded)
    assert [row["person"] for row in proposed.rows["attendees"]] == ["Marta Nowak", "Luc Moreau"]
    assert proposed.rows["deals"][0]["parties"] == "Orlen Group; Total Energies"
    assert proposed.rows["numbers"][-1]["value"] == "1,400"
    assert proposed.rows["timeline"][0]["date"] == "2025-09-02"
    assert proposed.rows["quotes"][0]["speaker"] == "Marta Nowak"
    for rows in proposed.rows.values():
        for row in rows:
            assert row["status"] == "draft"
            assert row["article"] == "example"
            assert "confidence 0." in row["note"]
            assert row["evidence"] in ARTICLE


def test_every_row_passes_the_checks(loaded: Loaded) -> None:
    """With the proposed rows and people in the tables, the checks find nothing."""
    proposed = propose(loaded)
    explainer = accept_all(loaded.content.explainers[0], proposed)
    shown = replace(
        loaded.content, explainers=(explainer,), people=(*loaded.content.people, *proposed.people)
    )
    assert check(shown, loaded.tables).findings == ()


def test_newcomers(loaded: Loaded) -> None:
    """Whom people.csv does not list is proposed as a line for it; who is listed is not."""
    proposed = propose(loaded)
    assert {person.name: person.kind for person in proposed.people} == {
        "Luc Moreau": "person",
        "Orlen Group": "organization",
        "Total Energies": "organization",
    }


def test_who_has_no_name_is_not_listed(loaded: Loaded) -> None:
    """A party without a name of its own, "the port", is left out of the cell and of people.csv."""
    article = replace(
        loaded.content.explainers[0].articles[0],
        text="Orlen Group signed a 20-year contract worth $3 billion with the port on Tuesday.\n",
    )
    found = extract(article.text, title=article.title, published=datetime.date(2025, 9, 4))
    (deal,) = (one for one in cells.drafts(article, found, People(())) if one.table == "deals")
    assert deal.cells["parties"] == "Orlen Group"
    assert [one.name for one in deal.newcomers] == ["Orlen Group"]


@pytest.mark.parametrize("status", ["draft", "accepted", "disputed", "retracted", "rejected"])
def test_nothing_twice(loaded: Loaded, status: str) -> None:
    """A row that stands in a table, whatever its status, is not proposed again."""
    first = propose(loaded)
    explainer = accept_all(loaded.content.explainers[0], first, status=status)
    people = (*loaded.content.people, *first.people)
    again = propose(replace(loaded, content=replace(loaded.content, people=people)), explainer)
    assert not any(again.rows.values())
    assert again.people == ()
    assert again.known == sum(len(rows) for rows in first.rows.values())


def test_an_edited_bound_is_known(loaded: Loaded) -> None:
    """An editor who adds a bound to a drafted number is not offered the number without it."""
    first = propose(loaded)
    number = first.rows["numbers"][-1]
    explainer = replace(
        loaded.content.explainers[0], rows=(as_row("numbers", number, value="at least 1,400"),)
    )
    again = propose(loaded, explainer)
    assert number["value"] not in [row["value"] for row in again.rows["numbers"]]


def test_a_failing_row_is_refused_with_the_reason(loaded: Loaded) -> None:
    """A row that fails a check in a required cell is not written, and counted with the reason."""
    one = loaded.content.explainers[0]
    extraction = extract(one.articles[0].text)
    wrong = replace(extraction.attendees[0], person="John Nobody")
    tables = loaded.tables
    proposed = drafts.propose(
        one,
        tables,
        loaded.content.people,
        [cells.drafts(one.articles[0], replace(extract("Nothing."), attendees=(wrong,)), People(()))],
        lambda shown: check(shown, tables).findings,
    )
    assert proposed.rows["attendees"] == ()
    [refused] = proposed.refused
    assert (refused.table, refused.words) == ("attendees", "John Nobody")
    assert refused.reason


def test_being_there_is_no_event_without_a_date(loaded: Loaded) -> None:
    """Who "also took part" is listed among those there, and the time line gets no row without a date."""
    one = loaded.content.explainers[0]
    told = replace(one.articles[0], text="German Chancellor Emil Brandt also took part in the memorial.")
    proposed = propose(loaded, replace(one, articles=(told,)))
    assert [row["person"] for row in proposed.rows["attendees"]] == ["Emil Brandt"]
    assert proposed.rows["timeline"] == ()


def test_naming_is_not_attending(loaded: Loaded) -> None:
    """Somebody who is only quoted is refused as an attendee, with that reason."""
    one = loaded.content.explainers[0]
    article = replace(one.articles[0], text='"All is well," said Mary Jones.')
    proposed = propose(loaded, replace(one, articles=(article,)))
    assert proposed.rows["attendees"] == ()
    assert "does not say they were there" in proposed.refused[0].reason


def test_files_only_grow(tmp_path: Path) -> None:
    """What stands in a file stays byte for byte: a mark at its start, its line ends, its missing last one."""
    header = built_in_tables()[0].header
    old = f"\ufeff{header}\r\nMarta Nowak,,,attended,,,example,Polish President Marta Nowak,rejected,no"
    loaded = load(tmp_path, attendees=old)
    path = tmp_path / "content" / "visit" / "facts" / "attendees.csv"
    path.write_bytes(old.encode())
    added = writing.additions(propose(loaded), loaded.tables, tmp_path / "content")
    assert path.read_bytes() == old.encode()
    rewriting.write(added)
    new = path.read_bytes()
    assert new.startswith(old.encode() + b"\r\n")
    assert new.endswith(b"\r\n")
    assert b"\n" not in new.replace(b"\r\n", b"")


def test_a_written_project_reads_clean(tmp_path: Path) -> None:
    """After writing, the project reads and checks without a finding, and nothing is left to propose."""
    loaded = load(tmp_path)
    rewriting.write(writing.additions(propose(loaded), loaded.tables, tmp_path / "content"))
    again = content.read(find_project(tmp_path))
    assert [one.message for one in again.findings if one.rule.severity is Severity.ERROR] == []
    assert check(again.content, again.tables).findings == ()
    assert not any(propose(again).rows.values())


def test_diff(tmp_path: Path) -> None:
    """A dry run shows the additions as a unified diff and writes nothing."""
    loaded = load(tmp_path)
    shown = rewriting.diff(writing.additions(propose(loaded), loaded.tables, tmp_path / "content"), tmp_path)
    assert "--- /dev/null\n+++ b/content/visit/facts/attendees.csv\n" in shown
    assert "--- a/content/people.csv\n+++ b/content/people.csv\n" in shown
    assert "+luc-moreau,Luc Moreau,,FR,person\n" in shown
    assert not (tmp_path / "content" / "visit" / "facts" / "attendees.csv").exists()


def test_repeated_sentences_are_told_apart() -> None:
    """Evidence that stands twice in an article gets the words beside it in braces."""
    text = "First he said so. It rained. Then he said no. It rained."
    assert evidence_cell(text, 18, 28) == "{so.} It rained."
    assert evidence_cell(text, 46, 56) == "{no.} It rained."
    assert evidence_cell("It rained.\nIt rained.", 0, 10) is None


def test_what_is_denied_in_quoted_words_is_no_attribution(loaded: Loaded) -> None:
    """A "never" that somebody says qualifies nothing told outside of their words, and attributes nothing."""
    one = loaded.content.explainers[0]
    told = '"We never saw such a fire," said Mayor Mary Jones, who visited the site with 250 volunteers.'
    proposed = propose(loaded, replace(one, articles=(replace(one.articles[0], text=told),)))
    [attendee] = proposed.rows["attendees"]
    [number] = proposed.rows["numbers"]
    assert (attendee["person"], attendee["presence"], number["value"]) == ("Mary Jones", "attended", "250")
    assert not any("never" in row.get("attribution", "") for row in (attendee, number))
