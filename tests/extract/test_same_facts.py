"""What is drafted from several articles under one name, and what is not."""

import pytest

from generator.extract.cells import Draft, date_cell, slug
from generator.extract.known import same_fact


@pytest.mark.parametrize(
    ("deal", "fact"),
    [
        ({"deal": "finalized for the gas pipeline"}, "gas-pipeline"),
        ({"deal": "signed a deal on the pipeline on Monday", "value": "$5 billion"}, "gas-pipeline"),
        ({"deal": "signed a deal on Tuesday"}, ""),
        ({"deal": "signed a deal worth $15 billion on Tuesday", "value": "$15 billion"}, ""),
        ({"deal": "signed a deal on the gas pipeline", "value": "$15 billion"}, ""),
        ({"deal": "signed a deal worth $5 billion", "value": "$5 billion"}, "gas-pipeline"),
        ({"deal": "finalized for the gas pipeline", "parties": "Acme; Brown"}, ""),
    ],
)
def test_facts_shared_by_articles(deal: dict[str, str], fact: str) -> None:
    """Articles tell of one deal where parties and matter, or worth, are the same: agreeing is not enough."""
    told = {"deal": "signed a deal on a new gas pipeline", "parties": "Acme; Corp", "value": "$5 billion"}
    draft = Draft("deals", "second", 0, 1, {"parties": "Acme; Corp", **deal})
    assert same_fact(draft, [("gas-pipeline", told)]) == fact


@pytest.mark.parametrize(
    ("deal", "fact"),
    [
        ({"deal": "Northwind and Harbour Gas will merge."}, "merger"),
        ({"deal": "merge to create the largest gas trader", "parties": "Harbour Gas; Northwind"}, "merger"),
        ({"deal": "buy a wind park from Harbour"}, ""),
    ],
)
def test_one_merger(deal: dict[str, str], fact: str) -> None:
    """Two firms merge once, whether they are named in full or in short."""
    told = {"deal": "Northwind Energy will merge with Harbour.", "parties": "Northwind Energy; Harbour"}
    draft = Draft("deals", "second", 0, 1, {"parties": "Northwind; Harbour Gas", **deal})
    assert same_fact(draft, [("merger", told)]) == fact


@pytest.mark.parametrize(
    ("what", "unit", "fact"),
    [
        ("prices for gas rose by 21 percent last year, Jonas Valston said", "percent", ""),
        ("According to Jonas Valston, prices for wheat rose by 21 percent", "percent", "wheat"),
        ("Turnout reached 21 percent", "percent", ""),
        ("prices for wheat rose by 21%", "", "wheat"),
    ],
)
def test_one_measure(what: str, unit: str, fact: str) -> None:
    """A share of one thing is not that of another, though both articles give the same percentage."""
    told = {"what": "prices for wheat rose by 21 percent last year", "value": "21", "unit": "percent"}
    draft = Draft("numbers", "second", 0, 1, {"what": what, "value": "21", "unit": unit})
    assert same_fact(draft, [("wheat", told)]) == fact


def test_one_count() -> None:
    """An amount of things that few sentences count is one fact, in whatever words."""
    told = {"what": "Acme has sent 15,000 troops abroad", "value": "15,000", "unit": "troops"}
    words = "the 15,000 troops who are fighting for Acme"
    draft = Draft("numbers", "second", 0, 1, {"what": words, "value": "15,000", "unit": "troops"})
    assert same_fact(draft, [("troops", told)]) == "troops"


@pytest.mark.parametrize(
    ("event", "fact"),
    [
        ("Harbour chairman Paul Stone said on Monday that no jobs would go", ""),
        ("Shares of Harbour Gas rose by 12 percent on Monday", ""),
        ("Northwind told investors on Monday that it would buy Harbour Gas", "purchase"),
    ],
)
def test_statements_of_one_day(event: str, fact: str) -> None:
    """Of two statements of one day, only those that tell the same thing are one fact."""
    told = {"event": "Northwind said on Monday it would buy rival Harbour Gas", "date": "2025-05-12"}
    draft = Draft("timeline", "second", 0, 1, {"event": event, "date": "2025-05-12"})
    assert same_fact(draft, [("purchase", told)]) == fact


@pytest.mark.parametrize(
    ("timex", "cell"),
    [
        ("2025-09-02", "2025-09-02"),
        ("2025-09-02T10:00", "2025-09-02"),
        ("199", "1990/1999"),
        ("2025-W36", ""),
    ],
)
def test_dates(timex: str, cell: str) -> None:
    """A TIMEX3 date becomes an EDTF cell, or an empty one where EDTF's subset has no such date."""
    assert date_cell(timex) == cell


def test_slugs() -> None:
    """Words become part of an address: accents folded, short, never empty."""
    assert slug("Enrique Peña Nieto") == "enrique-pena-nieto"
    assert slug("北京") == "unnamed"
    assert len(slug("word " * 100)) <= 60
