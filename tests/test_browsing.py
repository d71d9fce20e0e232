"""The way to every page: from the home page over lists of a bounded length, however much there is."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.model import Explainer, Person
from generator.render import to_markdown
from generator.views import Page, addresses
from generator.views.browsing import letters
from generator.views.browsing.letters import Mark
from generator.views.browsing.shelves import MOST, Entry, Shelf, shelve
from tests.explainers import HERE, PROJECT, explainer, pages_of, rows_of

PAGE_LINK = re.compile('href="([^"]*)"')
NUMBER = "fact,what,value,article,evidence\nsent,Troops sent,600,a,600 came\n"


def event(number: int, date: str, *tags: str) -> Explainer:
    """Return an explainer without articles, on a day."""
    plain = explainer([])
    return replace(plain, slug=f"event-{number:04}", title=f"Event {number}", date=date, tags=tags)


def people_of(number: int) -> tuple[Explainer, tuple[Person, ...]]:
    """Return an explainer that names so many people, and the people."""
    names = [
        f"{chr(ord('A') + place % 20)}a{chr(ord('a') + place % 7)}o Nr{place}" for place in range(number)
    ]
    people = tuple(
        Person(f"person-{place}", name, (), "", "person", HERE) for place, name in enumerate(names)
    )
    lines = "".join(f"{name},attended,a,{name} came.\n" for name in names)
    rows = rows_of("attendees", "person,presence,article,evidence\n" + lines)
    return replace(explainer(rows), tags=("Diplomacy",)), people


@cache
def large() -> dict[str, Page]:
    """Return the pages of a site with more of everything than a page holds."""
    many = [
        event(number, f"{2020 + number // 230}-{number % 12 + 1:02}-03", "Gas", f"Tag {number}")
        for number in range(460)
    ]
    months = [event(1000 + number, "2019-05-04", "Öl") for number in range(MOST + 10)]
    vague = [event(2000, "2020"), event(2001, "")]
    naming, people = people_of(MOST + 20)
    return pages_of(
        *many, *months, *vague, naming, people=people, project=replace(PROJECT, site_name="The Courier")
    )


def links(page: Page) -> set[str]:
    """Return the pages that a page leads to, by their address from the site's root."""
    here = f"https://x.example/{addresses.page_address(page.path)}"
    found = (urljoin(here, unescape(href)).partition("#")[0] for href in PAGE_LINK.findall(to_markdown(page)))
    return {unquote(url.removeprefix("https://x.example/")) for url in found}


def reachable(pages: dict[str, Page]) -> set[str]:
    """Return the addresses of all pages that links lead to from the home page."""
    by_address = {unquote(addresses.page_address(page.path)): page for page in pages.values()}
    found, left = {""}, [""]
    while left:
        new = (links(by_address[left.pop()]) & by_address.keys()) - found
        found |= new
        left += new
    return found


@pytest.mark.parametrize("site", ["small", "large"])
def test_links_lead_from_home_to_every_page(site: str) -> None:
    """Every explainer, article, person, country, tag and list is found from the home page by links."""
    pages = large() if site == "large" else pages_of(explainer(rows_of("numbers", NUMBER), tags=("Gas",)))
    everything = {unquote(addresses.page_address(page.path)) for page in pages.values()}
    assert len(everything) > (700 if site == "large" else 6)
    assert everything - reachable(pages) == set()


def test_no_page_lists_more_than_fit() -> None:
    """No page, the home page included, leads to more than 200 explainers, people or tags."""
    pages = large()
    lists = [page for page in pages.values() if page.template == "listing"]
    assert len(lists) > 400
    assert max(len(page.view.listed) for page in lists) <= MOST
    assert len(pages["index.md"].view.cards) == 19
    assert all(len(links(page)) < MOST + 40 for page in [pages["index.md"], *lists])


def test_titles_and_descriptions_are_unique() -> None:
    """Each list has a title and a description of its own, which no other page of the site has."""
    lists = [page for page in large().values() if page.template == "listing"]
    others = [page for page in large().values() if page.template != "listing"]
    for told in (
        [page.title for page in lists] + sorted({page.title for page in others}),
        [page.description for page in lists] + sorted({page.description for page in others}),
    ):
        assert len(told) == len(set(told))


def test_the_addresses_of_lists() -> None:
    """Years, months, letters and tags have addresses made of themselves; what goes on is numbered."""
    lists = {path for path, page in large().items() if page.template == "listing"}
    assert lists >= {
        "explainers/index.md",
        "explainers/2021/index.md",
        "explainers/2020/03/index.md",
        "explainers/2020/undated/index.md",
        "explainers/undated/index.md",
        "explainers/2019/05/index.md",
        "explainers/2019/05/page-2/index.md",
        "people/index.md",
        "people/by-letter/a/index.md",
        "tags/index.md",
        "tags/gas/2021/index.md",
        "tags/by-letter/t/ta/page-2/index.md",
    }
    assert not lists & {"explainers/2020/page-2/index.md", "places/index.md"}


def test_a_list_goes_from_the_whole_to_its_parts() -> None:
    """A page of a month leads up to the year, to all explainers and home, and beside to the other months."""
    view = large()["explainers/2020/03/index.md"].view
    assert view.title == "Explainers, March 2020"
    assert [(one.words, one.href) for one in view.trail] == [
        ("Home", "../../../"),
        ("Explainers", "../../"),
        ("2020", "../"),
    ]
    assert [one.link.words for one in view.beside] == [
        *("December", "November", "October", "September", "August", "July", "June"),
        *("May", "April", "March", "February", "January", "Month unknown"),
    ]
    assert [one.link.words for one in view.beside if one.here] == ["March"]


def test_a_numbered_page_names_the_others() -> None:
    """What does not fit on a page goes on on the next, and each says which one it is."""
    first, second = (large()[f"explainers/2019/05/{page}index.md"].view for page in ("", "page-2/"))
    assert [len(one.listed) for one in (first, second)] == [MOST, 10]
    assert [(one.link.words, one.link.href, one.here) for one in second.numbers] == [
        ("1", "../", False),
        ("2", "./", True),
    ]
    node = json.loads(large()["explainers/2019/05/page-2/index.md"].sharing.linked_data)
    assert (node["@type"], node["mainEntity"]["numberOfItems"]) == ("CollectionPage", MOST + 10)
    assert [step["name"] for step in node["breadcrumb"]["itemListElement"]] == [
        *("Home", "Explainers", "2019"),
        "Explainers, May 2019, page 2",
    ]


def test_a_small_site_stays_simple() -> None:
    """Where all fit there is one page of each kind, without parts or headings, and none that is empty."""
    pages = pages_of(explainer(rows_of("numbers", NUMBER)))
    lists = {path: page for path, page in pages.items() if page.template == "listing"}
    assert list(lists) == ["explainers/index.md"]
    view = lists["explainers/index.md"].view
    assert (view.parts, view.beside, view.numbers, [one.words for one in view.groups]) == ((), (), (), [""])
    assert [(one.link.words, one.count) for one in pages["index.md"].view.ways] == [("Explainers", "1")]


def test_a_page_is_divided_before_it_is_split() -> None:
    """From the twenty-fifth line on a page has headings, to which it leads at its top."""
    many = [event(number, f"{2020 + number % 2}-01-01") for number in range(25)]
    view = pages_of(*many)["explainers/index.md"].view
    assert [(one.words, len(one.lines)) for one in view.groups] == [("2021", 12), ("2020", 13)]
    assert [(one.link.words, one.link.href) for one in view.beside] == [
        ("2021", "#at-2021"),
        ("2020", "#at-2020"),
    ]
    [alone] = pages_of(*many[:24])["explainers/index.md"].view.groups
    assert (alone.words, len(alone.lines)) == ("", 24)


def test_tags_that_differ_in_capitals_only_are_one() -> None:
    """“Gas” and “gas” are one tag, called as most call it, and lead to one page; “C++” is not “C”."""
    tagged = [event(1, "2020", "gas"), event(2, "2021", "Gas", "gas"), event(3, "2022", "C++", "C")]
    pages = pages_of(*tagged)
    names = [line.link.words for line in pages["tags/index.md"].view.groups[0].lines]
    assert names == ["C", "C++", "Gas"]
    assert pages["tags/gas/index.md"].view.count == "2 explainers"
    assert [one.words for one in pages["index.md"].view.cards[0].tags] == ["C++", "C"]


def test_lists_speak_the_language_of_the_site() -> None:
    """Titles, months, counts and the letters of the alphabet are those of the site's language."""
    many = [
        event(number, f"2020-0{number % 3 + 1}-01", f"{'ñandú' if number else 'nácar'} {number}")
        for number in range(MOST + 1)
    ]
    pages = pages_of(*many, project=replace(PROJECT, language="es"))
    assert pages["explainers/2020/02/index.md"].title == "Explicaciones, febrero de 2020"
    assert [one.link.words for one in pages["explainers/2020/02/index.md"].view.beside] == [
        *("Marzo", "Febrero", "Enero"),
    ]
    assert [one.link.words for one in pages["tags/index.md"].view.parts] == ["N", "Ñ"]


@pytest.mark.parametrize(
    ("name", "language", "found"),
    [
        ("Xi Jinping", "en", ["X", "Xi"]),
        ("Évariste Ôta", "en", ["E", "Ev"]),
        ("Łukasz", "en", ["L", "Lu"]),
        ("’t Hooft", "en", ["T", "Th"]),
        ("O’Neil", "en", ["O", "On"]),
        ("Ñuñoa", "en", ["N", "Nu"]),
        ("Ñuñoa", "es-CL", ["Ñ", "Ñu"]),
        ("Åland", "sv", ["Å", "Ål"]),
        ("Åland", "en", ["A", "Al"]),
        ("Жуков", "en", ["Ж", "Жу"]),
        ("محمد", "en", ["م", "مح"]),
        ("X", "en", ["X", "X."]),
        ("3M", "en", ["#"]),
        ("习近平", "en", ["#"]),
        ("…", "en", ["#"]),
    ],
)
def test_the_letter_a_name_stands_under(name: str, language: str, found: list[str]) -> None:
    """Marks do not count, a language's own letters do; other alphabets have theirs, the rest has “#”."""
    assert [one.words for one in letters.marks(name, language)] == found


def test_the_order_of_names() -> None:
    """Marks and capitals do not count, a language's own letter follows its like, “#” comes last."""
    names = ["3M", "Zola", "ñu", "Nz", "Åse", "élan", "Eve", "ab"]
    assert sorted(names, key=lambda one: letters.order(one, "es")) == [
        *("ab", "Åse", "élan", "Eve", "Nz", "ñu", "Zola", "3M"),
    ]
    assert sorted(names, key=lambda one: letters.order(one, "sv"))[-2:] == ["Åse", "3M"]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=900))
def test_every_entry_stands_on_one_page(places: list[tuple[int, int]]) -> None:
    """Whatever the entries have in common, each stands on exactly one page, and no page holds too many."""
    entries = [
        Entry(
            f"{number}", PurePosixPath(f"{number}.md"), (Mark(f"{one}", f"{one}"), Mark(f"{two}", f"{two}"))
        )
        for number, (one, two) in enumerate(places)
    ]
    pages = [page for shelf in walked(shelve(PurePosixPath("all"), entries)) for page in shelf.pages]
    assert sorted(one.words for page in pages for one in page) == sorted(one.words for one in entries)
    assert max(map(len, pages)) <= MOST


def walked(shelf: Shelf) -> Iterator[Shelf]:
    """Yield a list and all its parts."""
    yield shelf
    for part in shelf.parts:
        yield from walked(part)
