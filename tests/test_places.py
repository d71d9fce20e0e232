"""Countries and organisations have a page where there is something to gather, and what changed is said."""

import re

import pytest
from msgspec.structs import replace

from generator.model import Row
from tests.explainers import explainer, pages_of, rows_of

EXPLAINER_PAGE = "event/index.md"
DEALS = "fact,deal,parties,state,article,evidence\n"
PIPELINE = "pipe,Pipeline,China; Gazprom,signed,a,China and Gazprom signed for a pipeline.\n"
VISAS = "visa,Visas,China; Gazprom,agreed,b,China and Gazprom agreed on visas.\n"
CHANGED = "date,fact,was,now,reason\n"


def test_a_country_that_two_facts_name_has_a_page() -> None:
    """A country's page gathers the facts that name it, and names those who come from there."""
    people = "person,country,presence,article,evidence\nXi,China,attended,a,Xi of China attended.\n"
    page = pages_of(explainer([*rows_of("deals", DEALS + PIPELINE), *rows_of("attendees", people)]))[
        "places/cn.md"
    ]
    assert page.view.name == "China"
    assert page.view.standfirst == "2 facts in 1 explainer, each with the sentence it rests on."
    assert [one.words for one in page.view.people] == ["Xi Jinping"]
    told = page.view.appearances[0].glances
    assert [re.findall('glance__headline"><a href="[^"]*">([^<]*)<', one) for one in told] == [
        ["Xi Jinping"],
        ["Pipeline"],
    ]


def test_what_one_fact_names_has_no_page_and_no_link() -> None:
    """A country or an organisation that only one fact names has no page, and its name leads nowhere."""
    pages = pages_of(explainer(rows_of("deals", DEALS + PIPELINE)))
    assert [path for path in pages if path.startswith(("places/", "people/"))] == []
    (deal,) = pages[EXPLAINER_PAGE].view.sections[0].entries
    assert [one.href for one in deal.parties.values[0].parts] == ["", ""]


def test_names_lead_to_the_pages_of_countries_and_organisations() -> None:
    """Where two facts name a country and an organisation, each of the names leads to its page."""
    view = pages_of(explainer(rows_of("deals", DEALS + PIPELINE + VISAS)))[EXPLAINER_PAGE].view
    deal = view.sections[0].entries[0]
    assert [one.href for one in deal.parties.values[0].parts] == ["../places/cn/", "../people/gazprom/"]


def test_the_country_of_an_attendee_leads_to_its_page() -> None:
    """The country beside an attendee's role leads to the country's page where it has one."""
    lines = "person,country,presence,article,evidence\n{},{},attended,a,{} attended.\n"
    rows = rows_of("attendees", lines.format("Xi", "China", "Xi"))
    (alone,) = pages_of(explainer(rows))[EXPLAINER_PAGE].view.sections[0].entries
    both = pages_of(explainer([*rows, *rows_of("deals", DEALS + PIPELINE)]))[EXPLAINER_PAGE].view
    assert (alone.country, alone.country_link) == ("China", "")
    assert both.sections[0].entries[0].country_link == "../places/cn/"


def test_a_persons_country_leads_to_its_page() -> None:
    """A person's page leads to the page of their country where it has one, and names it where it has none."""
    lines = "person,country,presence,article,evidence\nXi,China,attended,a,Xi attended.\n"
    rows = rows_of("attendees", lines)
    alone = pages_of(explainer(rows))["people/xi-jinping.md"].view.country
    both = pages_of(explainer([*rows, *rows_of("deals", DEALS + PIPELINE)]))["people/xi-jinping.md"].view
    assert (alone.words, alone.href) == ("China", "")
    assert (both.country.words, both.country.href) == ("China", "../../places/cn/")


def test_the_home_page_names_a_few() -> None:
    """The home page leads to the countries and organisations most facts name, and to no person."""
    speech = "fact,speaker,words,article,evidence\n" + "".join(
        f"w{number},Xi,word {number},a,“word {number}”\n" for number in range(5)
    )
    rows = [*rows_of("deals", DEALS + PIPELINE + VISAS), *rows_of("quotes", speech)]
    places = pages_of(explainer(rows))["index.md"].view.places
    assert [(one.words, one.href) for one in places] == [
        ("Gazprom", "people/gazprom/"),
        ("China", "places/cn/"),
    ]


def corrections(*days: str) -> tuple[Row, ...]:
    """Return a correction of a fact of its own for each day."""
    lines = (f"{day},deals/{place},old,new,A slip.\n" for place, day in enumerate(days))
    return rows_of("corrections", CHANGED + "".join(lines))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2025-09-03", "2025-08-28"), "2 facts in the week to 3 September 2025"),
        (("2025-08-27",), ""),
        (("2025-09-04",), ""),
        (("2025-08",), ""),
        ((), ""),
    ],
)
def test_what_changed_in_the_last_week(days: tuple[str, ...], said: str) -> None:
    """A page says how many facts were corrected in the seven days that end with its last update."""
    one = explainer(rows_of("deals", DEALS + PIPELINE), corrections=corrections(*days), updated="2025-09-03")
    assert pages_of(one)[EXPLAINER_PAGE].view.changed == said


def test_a_fact_corrected_twice_is_counted_once() -> None:
    """Two corrections of one fact in a week are one fact that changed."""
    first, second = corrections("2025-09-01", "2025-09-02")
    again = replace(second, cells={**second.cells, "fact": first.cells["fact"]})
    one = explainer(rows_of("deals", DEALS + PIPELINE), corrections=(first, again), updated="2025-09-03")
    assert pages_of(one)[EXPLAINER_PAGE].view.changed == "1 fact in the week to 3 September 2025"


def test_without_a_day_of_update_nothing_is_said_of_a_week() -> None:
    """An explainer whose last update is not known says nothing of a week."""
    one = explainer(rows_of("deals", DEALS + PIPELINE), corrections=corrections("2025-09-03"), updated="")
    assert pages_of(one)[EXPLAINER_PAGE].view.changed == ""
