"""The linked data: what each page tells search engines, held against schema.org's own vocabulary."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.model import Explainer, Person
from generator.render import to_markdown
from generator.views import Page
from generator.views.linked_data import script
from tests.conftest import ROOT
from tests.explainers import HERE, PEOPLE, explainer, pages_of, rows_of

CAME = """person,role,presence,attribution,article,evidence,status
Kim Jong Un,leader,attended,,a,the leader Kim Jong Un attended,accepted
Xi Jinping,host,attended,reportedly,a,the host Xi Jinping reportedly attended,accepted
Gazprom,guest,expected,,a,Gazprom is expected as a guest,accepted
Dozens,guests,attended,,a,Dozens attended as guests,accepted
"""
GAVE = """fact,deal,parties,state,article,evidence
gas,Gas,Gazprom; China,signed,a,Gazprom and China signed a deal on gas
oil,Oil,Gazprom; Dozens,signed,a,Gazprom and Dozens signed a deal on oil
"""
SAID = """fact,speaker,words,article,evidence,status
friend,Xi Jinping,old friend,a,Xi Jinping hailed an “old friend”,accepted
war,Kim Jong Un,a long war,a,Kim Jong Un spoke of “a long war”,draft
"""
CORRECTED = """date,fact,was,now,reason
2025-09-05,quotes/friend,new friend,old friend,A slip of the pen.
"""
DOZENS = Person("dozens", "Dozens", (), "", "group", HERE)
DATA_TYPES = {"Text", "URL", "Date", "DateTime", "Integer"}
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@cache
def vocabulary() -> Any:
    """Return the terms of schema.org that we may use."""
    return yaml.safe_load((ROOT / "tests/fixtures/schema-org.yml").read_text(encoding="utf-8"))


def kinds(name: str) -> set[str]:
    """Return a type with every type it is a kind of. Raises ``KeyError`` for a type we may not use."""
    return {name}.union(*(kinds(above) for above in vocabulary()["types"][name]))


def event() -> Explainer:
    """Return an explainer with attendees, quotations, a correction and an article on the web."""
    rows = [*rows_of("attendees", CAME), *rows_of("deals", GAVE), *rows_of("quotes", SAID)]
    corrections = [replace(row, table="corrections") for row in rows_of("corrections", CORRECTED)]
    plain = explainer(rows, corrections=tuple(corrections), tags=("diplomacy",))
    [one] = plain.articles
    found = replace(
        one, url="https://paper.example/x", publisher="The Paper", author="Jo Doe", title="It happened"
    )
    return replace(plain, articles=(found,))


def pages(one: Explainer) -> Mapping[str, Page]:
    """Return the pages of a site with this explainer, by path."""
    return pages_of(one, people=[*PEOPLE, DOZENS])


PAGE = pages(event())["event/index.md"]


def told(one: Explainer, path: str = "event/index.md") -> Any:
    """Return what a page tells, read as JSON."""
    return json.loads(pages(one)[path].sharing.linked_data)


def problems(node: Mapping[str, Any], where: str = "") -> Iterator[str]:
    """Yield whatever the vocabulary does not allow in a node and in the nodes within it."""
    type_ = node["@type"]
    if type_ not in vocabulary()["types"]:
        yield f"{where}: there is no type {type_}"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        declared = vocabulary()["properties"].get(name)
        if declared is None:
            yield f"{where}: there is no property {name}"
            continue
        if not kinds(type_) & {*declared["domain"]}:
            yield f"{where}: {type_} has no {name}"
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                if not kinds(each["@type"]) & {*declared["range"]}:
                    yield f"{where}: {name} cannot be of type {each['@type']}"
                yield from problems(each, f"{where}/{name}")
            elif not fits(str(each), {*declared["range"]}):
                yield f"{where}: {name} cannot be “{each}”"


def fits(words: str, allowed: set[str]) -> bool:
    """Return whether words are of one of the data types allowed, or the address of a thing that is."""
    if "Text" in allowed or (DATE.fullmatch(words) and "Date" in allowed):
        return True
    if "Integer" in allowed and words.isdecimal():
        return True
    return words.startswith("https://") and ("URL" in allowed or bool(allowed - DATA_TYPES))


def test_every_page_is_valid_by_the_vocabulary() -> None:
    """Each page has linked data, of types and properties schema.org knows, each where it belongs."""
    site = pages(event())
    assert len(site) > 6
    for path, page in site.items():
        node = json.loads(page.sharing.linked_data)
        assert node["@context"] == "https://schema.org"
        assert list(problems(node)) == [], path


@pytest.mark.parametrize(
    ("node", "problem"),
    [
        ({"@type": "Explainer"}, "no type Explainer"),
        ({"@type": "Person", "nickname": "Jo"}, "no property nickname"),
        ({"@type": "Person", "headline": "Jo"}, "Person has no headline"),
        ({"@type": "Event", "attendee": {"@type": "Place", "name": "x"}}, "cannot be of type Place"),
        ({"@type": "Event", "startDate": "soon"}, "startDate cannot be “soon”"),
    ],
)
def test_what_the_vocabulary_does_not_know_is_noticed(node: Mapping[str, Any], problem: str) -> None:
    """A made-up type or property, a property of another type or a value of a wrong type is found."""
    assert problem in next(problems(node))


def test_an_explainer_says_what_it_is() -> None:
    """An explainer is background to the news: title, dates, publisher and how it was made."""
    node = told(event())
    assert node["@type"] == "BackgroundNewsArticle"
    assert (node["headline"], node["dateModified"]) == ("The event", "2025-09-03")
    assert node["url"] == "https://x.example/event/"
    assert node["publishingPrinciples"] == "https://x.example/about/how-this-is-made/"
    assert node["image"] == "https://x.example/event/card.png"


def test_an_explainer_cites_its_articles() -> None:
    """Each article is cited with publisher, author and date; its address is what the page is based on."""
    node = told(event())
    assert node["isBasedOn"] == ["https://paper.example/x"]
    [cited] = node["citation"]
    assert (cited["headline"], cited["publisher"]["name"]) == ("It happened", "The Paper")
    assert (cited["author"]["name"], cited["datePublished"]) == ("Jo Doe", "2025-09-02")


def test_an_inferred_date_is_not_told() -> None:
    """The date of an article that bears none is not told as if it did."""
    one = event()
    [source] = one.articles
    inferred = replace(source, published_inferred_from="the weekday")
    assert "datePublished" not in told(replace(one, articles=(inferred,)))["citation"][0]


def test_the_event_has_those_who_came_for_sure() -> None:
    """Attendees are those every row says were there; not the expected, the reported, nor a nameless group."""
    about = told(event())["about"]
    assert about["@type"] == "Event"
    assert (about["startDate"], about["endDate"]) == ("2025-09-02", "2025-09-02")
    assert about["location"] == {"@type": "Place", "name": "Beijing"}
    assert [one["name"] for one in about["attendee"]] == ["Kim Jong Un"]


def test_accepted_quotations_are_told_with_their_speaker() -> None:
    """A quotation has its words, its speaker and its address; a draft is not told."""
    [part] = told(event())["hasPart"]
    assert part["text"] == "old friend"
    assert part["url"] == "https://x.example/event/#quotes-friend"
    assert [one["@id"] for one in part["spokenByCharacter"]] == ["https://x.example/people/xi-jinping/"]


def test_corrections_are_told() -> None:
    """A correction says why, what was said and what is said now, with its day."""
    [one] = told(event())["correction"]
    assert one["@type"] == "CorrectionComment"
    assert one["text"] == "A slip of the pen. It said: new friend. It says now: old friend."
    assert one["datePublished"] == "2025-09-05"


def test_no_correction_no_comment() -> None:
    """Where nothing was corrected nothing is said of corrections."""
    assert "correction" not in told(replace(event(), corrections=()))


@pytest.mark.parametrize("date", ["2025-09-02~", "2025-09?", "../2025-09-02"])
def test_a_date_that_iso_8601_cannot_hold_is_left_out(date: str) -> None:
    """An approximate, uncertain or open date is told as none rather than as more certain than it is."""
    assert "startDate" not in told(replace(event(), date=date))["about"]


def test_a_person_has_a_profile() -> None:
    """A person's page is a profile: the name, other spellings, and the explainers that name them."""
    node = told(event(), "people/kim-jong-un.md")
    about = node["mainEntity"]
    assert (node["@type"], about["@type"]) == ("ProfilePage", "Person")
    assert (about["name"], about["alternateName"]) == ("Kim Jong Un", ["Kim Jong-un"])
    assert [one["url"] for one in about["subjectOf"]] == ["https://x.example/event/"]
    organization = told(event(), "people/gazprom.md")["mainEntity"]
    assert (organization["@type"], organization["location"]["name"]) == ("Organization", "Russia")
    assert "location" not in about
    assert told(event(), "people/dozens.md")["mainEntity"]["@type"] == "Thing"


def test_a_country_is_told_as_one() -> None:
    """A country's page has its name, its code, those from there who have a page, and who tells of it."""
    one = event()
    gave = "fact,deal,parties,state,article,evidence\nsun,Sun,China,signed,a,China signed a deal on the sun\n"
    node = told(replace(one, rows=(*one.rows, *rows_of("deals", gave, first=3))), "places/cn.md")
    about = node["mainEntity"]
    assert (node["@type"], about["@type"]) == ("CollectionPage", "Country")
    assert (about["name"], about["identifier"]) == ("China", "CN")
    assert about["@id"] == node["url"] == "https://x.example/places/cn/"
    assert [each["url"] for each in about["subjectOf"]] == ["https://x.example/event/"]
    assert [each["@id"] for each in node["mentions"]] == ["https://x.example/people/xi-jinping/"]
    assert list(problems(node)) == []


def test_an_articles_page_shows_anothers_work() -> None:
    """An article's page is a page of ours about an article of somebody else."""
    node = told(event(), "event/articles/a.md")
    assert (node["@type"], node["mainEntity"]["publisher"]["name"]) == ("WebPage", "The Paper")
    assert node["isPartOf"] == "https://x.example/event/"


@given(st.text())
def test_any_words_are_safe_in_a_script_element(words: str) -> None:
    """Whatever the words, no character that HTML or a line reader knows is left, and JSON reads them back."""
    written = script({"name": words})
    assert not set("<>&\n\r\u2028\u2029") & set(written)
    assert written.isascii()
    assert json.loads(written)["name"] == words


@given(st.text())
@example("\x85")
def test_front_matter_gives_the_same_json_back(words: str) -> None:
    """What a builder reads from the front matter is the JSON as it was, and any words as they were."""
    page = PAGE
    full = replace(
        page, frame={"x": words}, sharing=replace(page.sharing, linked_data=script({"name": words}))
    )
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        front = yaml.load(to_markdown(full).split("---\n", 2)[1], loader)
        assert json.loads(front["linked_data"])["name"] == words
        assert front["frame"] == {"x": words}
