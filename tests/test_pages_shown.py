"""What particular pages show: the front page, people, corrections, what is at a glance."""

from pathlib import PurePosixPath

import pytest
from msgspec.structs import replace

from generator import views
from generator.model import Prose
from tests.explainers import HERE, article, explainer, pages_of, rows_of
from tests.test_views import DEAD, EXPLAINER_PAGE, linked


def test_the_newest_explainer_leads_the_front_page() -> None:
    """The first explainer shows some of its facts, six follow with their standfirst, the rest are listed."""
    many = [
        replace(explainer(rows_of("numbers", DEAD)), slug=f"event-{day}", updated=f"2025-09-{day:02}")
        for day in range(1, 10)
    ]
    view = pages_of(*many)["index.md"].view
    assert [len(cards) for cards in (view.lead, view.recent, view.older)] == [1, 6, 2]
    assert [linked(one.explainer) for one in view.lead] == ["The event -> event-9/"]
    assert [bool(card.glances) for card in view.cards] == [True] + 8 * [False]
    assert [one.fact.label for one in view.lead[0].glances] == ["Troops sent"]


def test_at_a_glance_is_the_editors_choice() -> None:
    """At a glance shows the facts an editor chose, in that order."""
    chosen = explainer(rows_of("numbers", DEAD), at_a_glance=("numbers/sent", "numbers/killed"))
    glances = pages_of(chosen)[EXPLAINER_PAGE].view.glances
    assert [one.headline for one in glances] == [
        "15,000 troops",
        "At least 600 troops or 1,400 troops",
    ]
    assert glances[1].detail == "Troops killed · one article says “reportedly”"


def test_at_a_glance_by_rule() -> None:
    """Without a choice the most corroborated facts come first; no draft, and none whose sources differ."""
    agreed = "both,Ships,12,ships,,a,Twelve ships came: 12.\nboth,Ships,12,ships,,b,All 12 ships came.\n"
    rows = rows_of("numbers", DEAD + agreed)
    draft = rows_of("quotes", "fact,speaker,words,article,evidence,status\nx,Xi,hello,a,“hello”,draft\n")
    glances = pages_of(explainer([*rows, *draft]))[EXPLAINER_PAGE].view.glances
    assert [one.headline for one in glances] == ["12 ships", "15,000 troops"]


def test_at_a_glance_from_each_table() -> None:
    """Of facts with as many origins the first of each table comes before the second of any; all are none."""
    said = "fact,speaker,words,article,evidence,status\nx,Xi,hello,a,“hello”,accepted\n"
    sent = "sent,Ships,12,ships,,a,Twelve ships came: 12.\nlost,Boats,3,boats,,a,3 boats sank.\n"
    rows = [*rows_of("numbers", DEAD.split("\n")[0] + "\n" + sent), *rows_of("quotes", said)]
    more = rows_of("numbers", DEAD.split("\n")[0] + "\nleft,Cars,4,cars,,a,4 cars left.\n")
    glances = pages_of(explainer([*rows, *more]))[EXPLAINER_PAGE].view.glances
    assert [one.headline for one in glances] == ["12 ships", "“hello”", "3 boats"]
    assert pages_of(explainer(rows))[EXPLAINER_PAGE].view.glances == ()


def test_how_the_page_was_made() -> None:
    """The page says how many checks were made of its own rows, and what could not be checked and why."""
    making = pages_of(explainer(rows_of("numbers", DEAD)))[EXPLAINER_PAGE].view.making
    assert making.facts.startswith("2 facts on this page stand in 3 rows of tables")
    assert making.checks == "5 checks"
    assert making.unmade == ("Something holds: 1 check (no words stand for it)",)


def test_corrections_latest_first() -> None:
    """Corrections stand on the page, the latest first, and lead to the fact that changed."""
    notes = rows_of(
        "corrections",
        "date,fact,was,now,reason\n"
        "2025-09-04,numbers/sent,150,15000,A slip.\n"
        "2025-09-05,numbers/gone,1,,Withdrawn.\n",
    )
    view = pages_of(explainer(rows_of("numbers", DEAD), corrections=notes))[EXPLAINER_PAGE].view
    assert [(one.date, linked(one.fact), one.reason) for one in view.corrections] == [
        ("5 September 2025", "numbers/gone", "Withdrawn."),
        ("4 September 2025", "Troops sent -> #numbers-sent", "A slip."),
    ]


def test_person_page_gathers_explainers() -> None:
    """A person's page holds every fact that names them, by explainer, the newest first."""
    lines = "fact,speaker,words,article,evidence\nfriend,Xi,old friend,a,“old friend.”\n"
    older = explainer(rows_of("quotes", lines))
    rows = tuple(replace(row, explainer="later") for row in older.rows)
    newer = replace(older, slug="later", title="Later", updated="2025-10-01", rows=rows)
    page = pages_of(older, newer)["people/xi-jinping.md"]
    assert [linked(one.explainer) for one in page.view.appearances] == [
        "Later -> ../../later/",
        "The event -> ../../event/",
    ]
    assert '<a href="../../later/#quotes-friend">' in page.view.appearances[0].glances[0]


def test_only_people_with_facts_have_pages() -> None:
    """Nobody gets a page, or a link to one, whom no shown fact names."""
    lines = "person,presence,article,evidence,status\nXi,attended,a,Xi attended.,rejected\n"
    pages = pages_of(explainer(rows_of("attendees", lines)))
    assert [path for path in pages if path.startswith("people/")] == []


def test_home_shows_the_newest_first() -> None:
    """The home page lists every explainer, the one updated last first."""
    older = explainer(rows_of("numbers", DEAD))
    newer = replace(older, slug="later", title="Later", updated="2025-10-01")
    cards = pages_of(older, newer)["index.md"].view.cards
    assert [linked(card.explainer) for card in cards] == ["Later -> later/", "The event -> event/"]
    assert cards[0].basis == "2 facts, 2 origins"


def test_descriptions_fit_a_search_result() -> None:
    """No page's description is empty or longer than 160 characters."""
    wordy = explainer(rows_of("numbers", DEAD), standfirst="Many words. " * 40)
    lengths = [len(page.description) for page in pages_of(wordy).values()]
    assert min(lengths) > 0
    assert max(lengths) <= 160


def test_an_explainer_without_facts_has_a_page() -> None:
    """An explainer with nothing yet still has its page, without empty sections."""
    view = pages_of(explainer([], [article("a", "Nothing yet.")]))[EXPLAINER_PAGE].view
    assert (view.sections, view.glances, view.singles) == ((), (), ())
    assert view.facts == "0 facts"


def test_prose_cites_only_its_own_facts() -> None:
    """A fact that is withdrawn is no longer linked from the prose."""
    lines = "fact,what,value,article,evidence,status\none,Men,1,a,There was 1.,retracted\n"
    text = Prose("There was [1](fact:numbers/one).", HERE)
    view = pages_of(explainer(rows_of("numbers", lines), prose=text))[EXPLAINER_PAGE].view
    assert view.prose == "<p>There was 1.</p>"


def test_two_pages_with_one_address_are_a_finding() -> None:
    """Pages whose addresses differ only in capitals are found, and both are named."""
    one = explainer(rows_of("numbers", DEAD))
    other = replace(one, slug="EVENT", title="The other event")
    found = views.address_clashes(tuple(pages_of(one, other).values()))
    assert {finding.rule.name for finding in found} == {"address-taken"}
    assert "“The other event” would stand at /event/, where “The event” stands" in found[0].message


def test_pages_with_addresses_of_their_own_are_no_finding() -> None:
    """A site whose pages stand apart has no clash."""
    assert views.address_clashes(tuple(pages_of(explainer(rows_of("numbers", DEAD))).values())) == ()


@pytest.mark.parametrize("path", ["event/index.html", "Event", "event/articles/a"])
def test_an_asset_in_the_place_of_a_page_is_a_finding(path: str) -> None:
    """A file and a page with one address, or a file where a page needs a folder, are one finding."""
    pages = tuple(pages_of(explainer(rows_of("numbers", DEAD))).values())
    found = views.address_clashes([*pages, views.Asset(PurePosixPath(path), b"")])
    assert {finding.rule.name for finding in found} == {"address-taken"}
    assert f"“{path}”" in found[0].message
