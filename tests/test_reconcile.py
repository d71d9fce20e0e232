"""Rows become facts as the golden cases say."""

import csv
import io
from pathlib import Path, PurePosixPath

import pytest

from generator.model import Article, Cell, Explainer, Fact, Location, Person, Prose, Row
from generator.reconcile import reconcile
from generator.schema import built_in_tables, load_tables
from generator.values import People
from tests.golden import Case, read_cases

CASES = Path(__file__).parent / "cases" / "reconciling.md"
HERE = Location(PurePosixPath("content/event/facts/table.csv"))
PEOPLE = People(
    [
        Person("kim-jong-un", "Kim Jong Un", ("Kim Jong-un",), "KP", "person", HERE),
        Person("gazprom", "Gazprom", (), "RU", "organization", HERE),
        Person("cnpc", "China National Petroleum Corporation", ("CNPC",), "CN", "organization", HERE),
    ]
)
STORIES = {
    "a": "The harbour burned for two days before rain put the last of the flames out on Sunday evening.",
    "b": "Firefighters from three towns fought the blaze; nobody in the old warehouses was hurt.",
    "c": "Insurers expect to pay for most of the damage along the northern quay within the coming year.",
}


def _explainer(given: str) -> Explainer:
    table, *lines = given.splitlines()
    settings = dict(line.split(": ", 1) for line in lines if ": " in line and "," not in line)
    rows = csv.DictReader(io.StringIO("\n".join(line for line in lines if "," in line)))
    wire, copies = settings.get("wire", "").split(), settings.get("copies", "").split()
    return Explainer(
        slug="event", location=HERE, title="", standfirst="", date="", updated="", place="", tags=(),
        at_a_glance=(), prose=Prose("", HERE), corrections=(),
        articles=tuple(_article(slug, slug in wire, slug in copies) for slug in STORIES),
        rows=tuple(_row(table, number, cells) for number, cells in enumerate(rows, 1)),
    )  # fmt: skip


def _article(slug: str, wire: bool, copy: bool) -> Article:
    return Article(
        slug=slug, location=HERE, title="", publisher="", author="", published="2025-09-02",
        published_inferred_from="", url="", retrieved="", licence="", wire="Reuters" if wire else "",
        language="en", republish="excerpt", digest="", text=STORIES["a" if copy else slug], text_line=1,
    )  # fmt: skip


def _row(table: str, number: int, cells: dict[str, str]) -> Row:
    written = {"evidence": "", "status": "accepted"} | cells
    return Row("event", table, number, HERE, {name: Cell(words, HERE) for name, words in written.items()})


def _described(fact: Fact, columns: str) -> str:
    def count(number: int, noun: str) -> str:
        return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

    lines = [
        f"{fact.id}: {fact.agreement}, {count(len(fact.articles), 'article')}, "
        f"{count(len(fact.origins), 'origin')}"
    ]
    for field in fact.fields:
        if field.compared and field.groups:
            groups = [
                f'"{group.value.words}" ' + " ".join(row.article for row in group.rows)
                for group in field.groups
            ]
            lines.append(f"  {field.field}: {field.agreement}: {' | '.join(groups)}")
    return "\n".join(lines)


@pytest.mark.parametrize("case", read_cases(CASES), ids=lambda case: case.title)
def test_golden(case: Case, tmp_path: Path) -> None:
    """Rows that speak of the same thing become one fact with the agreement the case states."""
    tables, findings = load_tables(tmp_path)
    assert not findings
    facts = reconcile(_explainer(case.given), tables, PEOPLE)
    assert "\n".join(_described(fact, case.given) for fact in facts) == case.expected


def test_a_fact_says_whose_it_is() -> None:
    """A fact has its explainer, its table and its rows; a cell that cannot be read stands in no group."""
    explainer = _explainer("numbers\nfact,what,value,article\ndead,Dead,many,a\ndead,Dead,600,b")
    (fact,) = reconcile(explainer, built_in_tables(), PEOPLE)
    assert (fact.explainer, fact.table, fact.rows) == ("event", "numbers", explainer.rows)
    (group,) = fact.field("value").groups
    assert group.rows == explainer.rows[1:]
