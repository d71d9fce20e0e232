"""Facts on cards of their own: for other sites to show, at addresses that outlive a rename."""

import json
import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.embeds import embeds
from generator.model import Explainer
from generator.project import Project
from generator.render import to_markdown
from generator.views import address_clashes
from generator.views.explainer import explainer_page
from tests.explainers import CHECKED, PROJECT, article, explainer, pages_of, rows_of, shown

DEAD = """fact,what,value,unit,attribution,article,evidence,status
dead,Soldiers killed,at least 600,soldiers,officials say,a,at least 600 soldiers were killed,accepted
lost,Tanks lost,20,tanks,,a,20 tanks were lost,draft
"""
TEXT = "Officials say at least 600 soldiers were killed <here>. In all 20 tanks were lost."
RENAMED = "was,now\nnumbers/killed,numbers/dead\nnumbers/fallen,numbers/dead\n"
CARD = "event/facts/numbers-dead/index.html"


def event(**changes: Any) -> Explainer:
    """Return an explainer with two facts, one of which had two names before."""
    source = article("a", TEXT, title="A", url="https://paper.example/a")
    return explainer(
        rows_of("numbers", DEAD), [source], **{"renamed": rows_of("renamed", RENAMED), **changes}
    )


def files(one: Explainer, project: Project = PROJECT) -> Mapping[str, str]:
    """Return an explainer's cards and what stands beside them, by their path."""
    site = shown(one)
    assets = embeds(site.explainer, site.facts, site.shower, project)
    return {str(asset.path): asset.body.decode() for asset in assets}


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words += data


def page(one: Explainer) -> str:
    """Return the explainer's page as it is published."""
    site = shown(one)
    return to_markdown(explainer_page(site.explainer, site.tables, site.facts, CHECKED, site.shower))


def test_each_fact_has_a_card() -> None:
    """Each fact is an HTML file in a folder of its own, with what an oEmbed provider would answer."""
    assert sorted(files(event(renamed=()))) == [
        "event/facts/numbers-dead/index.html",
        "event/facts/numbers-dead/oembed.json",
        "event/facts/numbers-lost/index.html",
        "event/facts/numbers-lost/oembed.json",
    ]


def test_a_card_says_all_that_the_page_says() -> None:
    """A card has what is told, its value with its bound, who says so, and the sentence behind it."""
    words = Elements(files(event())[CARD]).words
    for told in ("The numbers", "Soldiers killed", "at least 600 soldiers", "officials say", "1 source"):
        assert told in words
    assert "Officials say at least 600 soldiers were killed <here>." in words
    assert "The event" in words
    draft = Elements(files(event())["event/facts/numbers-lost/index.html"]).words
    assert "Draft: no editor has accepted this yet" in draft


def test_a_card_needs_nothing_else() -> None:
    """A card loads nothing: no script, no style sheet, no picture; its links open outside of the frame."""
    found = Elements(files(event())[CARD]).found
    tags = {tag for tag, _ in found}
    assert not tags & {"script", "img", "iframe", "object", "video", "audio"}
    assert {attributes["rel"] for tag, attributes in found if tag == "link"} == {
        "canonical",
        "alternate",
        "icon",
    }
    assert ("base", {"href": "../../", "target": "_blank"}) in found
    assert "url(" not in files(event())[CARD]
    assert "@import" not in files(event())[CARD]


def test_the_links_of_a_card_lead_somewhere() -> None:
    """From its own address, a card's links lead to the fact, the evidence in its article and the original."""
    found = Elements(files(event())[CARD]).found
    [way] = [str(one["href"]) for tag, one in found if tag == "base"]
    base = urljoin("https://x.example/event/facts/numbers-dead/", way)
    links = [urljoin(base, str(one["href"])) for tag, one in found if tag == "a"]
    assert "https://x.example/event/#numbers-dead" in links
    assert "https://x.example/event/articles/a/#numbers-dead-1" in links
    assert [link for link in links if link.startswith("https://paper.example/a#:~:text=")]


def test_the_answer_is_what_oembed_demands() -> None:
    """Beside a card stands a "rich" answer with its required parameters; its HTML frames the card."""
    answer = json.loads(files(event())["event/facts/numbers-dead/oembed.json"])
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert isinstance(answer["width"], int)
    assert isinstance(answer["height"], int)
    [(tag, attributes)] = Elements(answer["html"]).found
    assert tag == "iframe"
    assert attributes["src"] == "https://x.example/event/facts/numbers-dead/"
    assert attributes["title"] == "Soldiers killed"
    assert answer["thumbnail_url"] == "https://x.example/event/card.png"


def test_a_card_names_its_answer() -> None:
    """A consumer finds the answer through the card's link element, as oEmbed's discovery says."""
    found = Elements(files(event())[CARD]).found
    [link] = [one for tag, one in found if tag == "link" and one["rel"] == "alternate"]
    assert link["type"] == "application/json+oembed"
    assert link["href"] == "https://x.example/event/facts/numbers-dead/oembed.json"


def test_without_an_address_there_is_no_answer() -> None:
    """Where the site's address is not known there are cards, but nothing that would need a whole address."""
    written = files(event(), replace(PROJECT, site_url=""))
    assert CARD in written
    assert not [path for path in written if path.endswith(".json")]
    assert "oembed" not in written[CARD]


def test_the_page_offers_the_snippet() -> None:
    """In a fact's details the page has the HTML to copy, which frames the fact's card, and a link to it."""
    text = page(event())
    snippets = [
        str(one.get("value")) for tag, one in Elements(text).found if one.get("class") == "embed__code"
    ]
    assert snippets
    for snippet in snippets:
        [(tag, attributes)] = Elements(unescape(snippet)).found
        assert (tag, str(attributes["src"])[:33]) == ("iframe", "https://x.example/event/facts/num")
    assert 'href="facts/numbers-dead/"' in text


def test_a_renamed_fact_keeps_its_addresses() -> None:
    """Each old name of a fact still is an anchor on the page, and its card leads to the card of today."""
    text, written = page(event()), files(event())
    for former in ("numbers-killed", "numbers-fallen"):
        assert len(re.findall(f'id="{former}"', text)) == 1
        moved = written[f"event/facts/{former}/index.html"]
        found = [one for _, one in Elements(moved).found]
        [refresh] = [one["content"] for one in found if one.get("http-equiv") == "refresh"]
        way = str(refresh).removeprefix("0; url=")
        there = urljoin(f"https://x.example/event/facts/{former}/", way)
        assert there == "https://x.example/event/facts/numbers-dead/"
        answer = written[f"event/facts/{former}/oembed.json"]
        assert answer == written["event/facts/numbers-dead/oembed.json"]


def test_a_correction_finds_a_renamed_fact() -> None:
    """A correction that names a fact as it was called then links to the fact as it is called now."""
    lines = "date,fact,was,now,reason\n2025-09-05,numbers/killed,60,600,A slip.\n"
    text = page(event(corrections=rows_of("corrections", lines)))
    corrections = text[text.index("## Corrections") :]
    assert 'href="#numbers-dead"' in corrections[: corrections.index("A slip")]


def test_cards_stand_where_nothing_else_does() -> None:
    """No card's address is that of a page."""
    one = event()
    site = shown(one)
    pages = tuple(pages_of(one).values())
    assert address_clashes([*pages, *embeds(site.explainer, site.facts, site.shower, PROJECT)]) == ()


@given(st.text())
def test_any_words_stay_words(words: str) -> None:
    """Whatever an editor writes, a card has the same elements, and the words as words."""
    row, other = rows_of("numbers", DEAD)
    cells = {**row.cells, "what": replace(row.cells["what"], words=words or "x")}
    one = replace(event(), rows=(replace(row, cells=cells), other))
    plain = [tag for tag, _ in Elements(files(event())[CARD]).found]
    assert [tag for tag, _ in Elements(files(one)[CARD]).found] == plain


@pytest.mark.parametrize("words", ['"><script>alert(1)</script>', "' onload='x", "</title><script>"])
def test_a_snippet_cannot_be_broken_out_of(words: str) -> None:
    """Words that look like HTML stay within the title of the frame."""
    row, other = rows_of("numbers", DEAD)
    cells = {**row.cells, "what": replace(row.cells["what"], words=words)}
    one = replace(event(), rows=(replace(row, cells=cells), other))
    answer = json.loads(files(one)["event/facts/numbers-dead/oembed.json"])
    [(tag, attributes)] = Elements(answer["html"]).found
    assert (tag, attributes["title"]) == ("iframe", words[0].upper() + words[1:])
    assert set(attributes) == {"src", "title", "width", "height", "style", "loading"}
