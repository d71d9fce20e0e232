"""The downloads: a table's rows as its page has them, in files that other programs can trust."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.downloads import downloads
from generator.markup import in_html
from generator.model import Explainer
from generator.render import to_markdown
from generator.schema import Field, Table
from generator.values import TYPES
from generator.views import Asset
from tests.explainers import PROJECT, article, explainer, pages_of, rows_of, shown

DEAD = """fact,what,value,unit,attribution,article,evidence
dead,Soldiers killed,at least 600,soldiers,officials say,a,at least 600 soldiers were killed
dead,Soldiers killed,700,soldiers,,b,700 soldiers were killed
gas,Gas a year,$1.5 billion,,,b,gas worth $1.5 billion
"""
CAME = """person,role,country,presence,article,evidence
Kim Jong-un,leader,North Korea,attended,a,the leader Kim Jong-un of North Korea attended
"""
WHEN = """fact,date,event,state,article,evidence
parade,2025-09,The parade,happened,a,a parade in September
parade,2025-09-03,A parade,happened,b,a parade on 3 September
"""


def event() -> Explainer:
    """Return an explainer with three tables, whose article b stands on the web."""
    rows = [*rows_of("attendees", CAME), *rows_of("numbers", DEAD), *rows_of("timeline", WHEN)]
    plain = explainer(rows)
    first, second = plain.articles
    return replace(plain, articles=(first, replace(second, url="https://paper.example/story", publisher="B")))


def files(one: Explainer, *tables: Table) -> Mapping[str, bytes]:
    """Return an explainer's downloads by their path."""
    site = shown(one, tables)
    assets: tuple[Asset, ...] = downloads(site.explainer, site.tables, site.facts, site.shower, PROJECT)
    return {str(asset.path): asset.body for asset in assets}


def records(body: bytes) -> list[dict[str, str]]:
    """Return the lines of a CSV by their header."""
    return list(csv.DictReader(io.StringIO(body.decode())))


def package(one: Explainer, folder: Path, *tables: Table) -> Path:
    """Write an explainer's downloads into a folder and return its descriptor."""
    for path, body in files(one, *tables).items():
        (folder / Path(path).name).write_bytes(body)
    return folder / "datapackage.json"


def test_each_table_with_facts_is_offered_twice() -> None:
    """Every table with facts is a CSV and a JSON in the explainer's data folder, beside one descriptor."""
    assert sorted(files(event())) == [
        "event/data/attendees.csv", "event/data/attendees.json", "event/data/datapackage.json",
        "event/data/numbers.csv", "event/data/numbers.json",
        "event/data/timeline.csv", "event/data/timeline.json",
    ]  # fmt: skip


def test_an_explainer_without_facts_offers_nothing() -> None:
    """Where there is no fact there is no file to download."""
    assert files(explainer((), [article("a", "Nothing happened.")])) == {}


def test_the_data_package_is_valid(tmp_path: Path) -> None:
    """The frictionless validator finds the descriptor, and each row of each table, without error."""
    report = frictionless.validate(str(package(event(), tmp_path)))
    assert report.valid, report.flatten(["type", "message"])
    assert [task.stats["rows"] for task in report.tasks if task.type == "table"] == [1, 3, 2]


def test_the_validator_sees_a_wrong_cell(tmp_path: Path) -> None:
    """The schema is strict enough that a status nobody declared is an error of the package."""
    descriptor = package(event(), tmp_path)
    sheet = tmp_path / "attendees.csv"
    sheet.write_bytes(sheet.read_bytes().replace(b"accepted", b"wondered"))
    assert not frictionless.validate(str(descriptor)).valid


def test_sizes_and_digests_are_those_of_the_files() -> None:
    """The descriptor gives each file's size in bytes and its SHA-256."""
    written = files(event())
    resources = json.loads(written["event/data/datapackage.json"])["resources"]
    assert len(resources) == 6
    for resource in resources:
        body = written[f"event/data/{resource['path']}"]
        assert resource["bytes"] == len(body)
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"


def test_values_are_those_of_the_page() -> None:
    """Each value in the JSON is the view's, and the values a page lists stand on it word for word."""
    one = event()
    page = to_markdown(pages_of(one)["event/index.md"])
    site = shown(one)
    compared = 0
    for fact in site.facts:
        view = site.shower.show(fact)
        told = next(told for told in facts_of(one, fact.table) if told["id"] == fact.id)
        assert told["label"] == view.label
        assert [(field["name"], field["values"]) for field in told["fields"]] == [
            (field.name, [value.words for value in field.values]) for field in view.all_fields
        ]
        for field in view.fields:
            if field.value_type in ("text", "country", "choice"):
                for value in field.values:
                    compared += 1
                    stands = value.words in ("happened",) or str(in_html(value.words)) in page
                    assert stands or str(in_html(value.words.capitalize())) in page
        assert str(in_html(view.label)) in page
    assert compared > 2


def facts_of(one: Explainer, table: str) -> list[dict[str, Any]]:
    """Return the facts of a table's JSON."""
    facts: list[dict[str, Any]] = json.loads(files(one)[f"event/data/{table}.json"])["facts"]
    return facts


def test_a_row_says_what_its_own_article_says() -> None:
    """A row keeps its article's value, and agrees with one of the values that the page shows for the fact."""
    site = shown(event())
    for table in ("numbers", "timeline", "attendees"):
        rows = records(files(event())[f"event/data/{table}.csv"])
        for fact in (one for one in site.facts if one.table == table):
            for field in site.shower.show(fact).all_fields:
                own = {row[field.name] for row in rows if row["fact.id"] == fact.id} - {""}
                assert {value.words for value in field.values} <= own
    when = records(files(event())["event/data/timeline.csv"])
    assert [row["date"] for row in when] == ["September 2025", "3 September 2025"]
    assert [row["date.edtf"] for row in when] == ["2025-09", "2025-09-03"]


def test_what_is_normalised_stands_beside_what_was_written() -> None:
    """A number has its amount, bound and currency in columns of their own, a person the identifier."""
    dead, _, gas = records(files(event())["event/data/numbers.csv"])
    assert (dead["value"], dead["value.written"]) == ("at least 600 soldiers", "at least 600")
    assert (dead["value.amount"], dead["value.bound"], dead["value.currency"]) == ("600", "more", "")
    assert (gas["value.amount"], gas["value.currency"]) == ("1500000000", "USD")
    [kim] = records(files(event())["event/data/attendees.csv"])
    assert (kim["person"], kim["person.written"], kim["person.id"]) == (
        "Kim Jong Un", "Kim Jong-un", "kim-jong-un",
    )  # fmt: skip
    assert kim["country.code"] == "KP"


def test_evidence_is_a_text_quote_selector() -> None:
    """Evidence stands as exact words, prefix and suffix; the exact words are in the article as they are."""
    lines = "fact,what,value,unit,article,evidence\nx,Ships,two,ships,a,{On Monday }two ships sailed\n"
    text = "On Monday two ships sailed. On Friday two ships sailed."
    one = explainer(rows_of("numbers", lines), [article("a", text)])
    [told] = facts_of(one, "numbers")
    assert told["rows"][0]["evidence"] == {
        "type": "TextQuoteSelector", "exact": "two ships sailed", "prefix": "On Monday ",
    }  # fmt: skip
    [row] = records(files(one)["event/data/numbers.csv"])
    assert (row["evidence.prefix"], row["evidence.exact"]) == ("On Monday ", "two ships sailed")


def test_addresses_lead_to_the_page_the_evidence_and_the_original() -> None:
    """A row has its fact's address, its evidence's, and the original's at the quoted words."""
    _, other, _ = records(files(event())["event/data/numbers.csv"])
    assert other["fact.address"] == "https://x.example/event/#numbers-dead"
    assert other["article.address"] == "https://x.example/event/articles/b/#numbers-dead-2"
    assert other["article.original"].startswith("https://paper.example/story#:~:text=700%20soldiers")


def test_notes_and_unpublished_rows_stay_inside() -> None:
    """No note to fellow editors and no rejected or retracted row reaches a file."""
    lines = (
        "fact,what,value,unit,article,evidence,status,note\n"
        "x,Ships,two,ships,a,two ships sailed,accepted,SECRET\n"
        "y,Boats,nine,boats,a,nine boats sank,rejected,\n"
    )
    everything = b"".join(files(explainer(rows_of("numbers", lines))).values())
    assert b"two ships" in everything
    assert b"SECRET" not in everything
    assert b"nine" not in everything


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_acts_as_a_formula(words: str) -> None:
    """Words that begin like a formula get an apostrophe in the CSV, and stay as they are in the JSON."""
    row = rows_of("numbers", "fact,what,value,unit,article,evidence\nx,Ships,two,ships,a,two ships sailed\n")[
        0
    ]
    cells = {**row.cells, "what": replace(row.cells["what"], words=words)}
    one = explainer([replace(row, cells=cells)])
    [written] = records(files(one)["event/data/numbers.csv"])
    assert written["what.written"] == f"'{words}"
    [told] = facts_of(one, "numbers")
    assert told["rows"][0]["values"]["what"]["written"] == words


@given(st.text(min_size=1))
def test_no_text_at_all_acts_as_a_formula(words: str) -> None:
    """Whatever an editor writes, no cell of the CSV but a number begins with a formula's sign."""
    row = rows_of("numbers", "fact,what,value,unit,article,evidence\nx,Ships,two,ships,a,two ships sailed\n")[
        0
    ]
    cells = {**row.cells, "what": replace(row.cells["what"], words=words)}
    body = files(explainer([replace(row, cells=cells)]))["event/data/numbers.csv"]
    for line in csv.reader(io.StringIO(body.decode(), newline="")):
        assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_an_editors_own_table_is_offered_alike(tmp_path: Path) -> None:
    """A table declared by editors has its files too, valid, without a line of code."""
    fields = (
        Field("place", "Place", "text", required=True),
        Field("since", "Since", "date"),
        Field("lasts", "Lasts", "duration"),
    )
    own = Table("sanctions", "Sanctions", "Measures.", fields, identify=("place",))
    lines = "place,since,lasts,article,evidence\nKursk,2025-09,three decades,a,sanctions on Kursk\n"
    one = explainer(rows_of("sanctions", lines))
    [row] = records(files(one, own)["event/data/sanctions.csv"])
    assert (row["since.edtf"], row["lasts"], row["lasts.iso8601"]) == ("2025-09", "30 years", "P30Y")
    assert frictionless.validate(str(package(one, tmp_path, own))).valid


def test_every_value_type_has_its_normal_parts() -> None:
    """The number of normalised parts is the one declared, whatever the type of the value."""
    examples = {
        "identifier": "x", "name": "Kim Jong Un", "country": "China", "parties": "China; Gazprom",
        "number": "$2",
        "unit": "km", "date": "2025", "duration": "P1Y", "verbatim": "so", "choice": "yes",
        "attribution": "reportedly", "text": "so",
    }  # fmt: skip
    assert set(examples) == set(TYPES)
    fields = tuple(
        Field(name, name, name, required=name == "text", choices={"yes": ()} if name == "choice" else {})
        for name in examples
    )
    table = Table("everything", "Everything", "", fields, identify=("text",))
    row = ",".join(examples.values())
    lines = f"{','.join(examples)},article,evidence\n{row},a,so it was\n"
    [written] = records(files(explainer(rows_of("everything", lines)), table)["event/data/everything.csv"])
    assert {name: written[f"{name}.written"] for name in examples} == examples


def test_same_facts_same_bytes() -> None:
    """The same content gives the same bytes, file for file."""
    assert files(event()) == files(event())
