"""The feeds: what a reader may subscribe to, as RFC 4287 says an Atom feed must be."""

import datetime
from collections.abc import Mapping
from typing import Any

import feedparser  # type: ignore[import-untyped] # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped] # ships no types
from msgspec.structs import replace

from generator.feeds import MOST_ENTRIES, feeds
from generator.model import Content, Explainer
from generator.schema import built_in_tables
from generator.views import gists_of
from tests.explainers import PROJECT, explainer, rows_of, shown

ATOM = "{http://www.w3.org/2005/Atom}"
DEAD = "fact,what,value,unit,article,evidence\ndead,Soldiers killed,600,soldiers,a,600 soldiers were killed\n"
CORRECTED = """date,fact,was,now,reason
2025-09-05,numbers/dead,60,600,A <slip> & no more.
2025-09-05,numbers/dead,,,Another.
2025-09-07,numbers/dead,,,The last.
"""


def event(**changes: Any) -> Explainer:
    """Return an explainer with three corrections."""
    return explainer(rows_of("numbers", DEAD), corrections=rows_of("corrections", CORRECTED), **changes)


def files(*explainers: Explainer, site_url: str = PROJECT.site_url) -> Mapping[str, bytes]:
    """Return the feeds' files of a site by their path."""
    facts = {one.slug: shown(one).facts for one in explainers}
    content = Content(explainers, ())
    gists = gists_of(content, built_in_tables(), facts)
    assets = feeds(content, gists, facts, replace(PROJECT, site_url=site_url))
    return {str(asset.path): asset.body for asset in assets}


def violations(body: bytes) -> list[str]:
    """Return what RFC 4287 (sections 4.1.1 and 4.1.2) demands and a feed lacks."""
    feed = etree.fromstring(body)
    found = [] if feed.tag == f"{ATOM}feed" else ["the root is no feed"]
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        needed = ("id", "title", "updated")
        found += [f"not one {name}" for name in needed if len(element.findall(f"{ATOM}{name}")) != 1]
        dates = [datetime.datetime.fromisoformat(one.text) for one in element.findall(f"{ATOM}updated")]
        found += ["a date without time zone" for date in dates if date.tzinfo is None]
        rels = [link.get("rel") for link in element.findall(f"{ATOM}link")]
        if rels.count("alternate") != 1:
            found.append("not exactly one alternate link")
    if feed.find(f"{ATOM}author") is None:
        found.append("neither the feed nor each entry has an author")
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    if len(ids) != len(set(ids)) or not all(one and one.startswith("https://") for one in ids):
        found.append("an id that is not whole and its own")
    if not [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]:
        found.append("no link to itself")
    return found


@pytest.mark.parametrize("path", ["feed.xml", "corrections.xml"])
def test_both_feeds_are_valid(path: str) -> None:
    """Both feeds have whatever RFC 4287 demands, with entries and without, and a reader reads them."""
    for body in (files(event())[path], files()[path]):
        assert violations(body) == []
        assert not feedparser.parse(body)["bozo"]


def test_what_rfc_4287_demands_is_missed() -> None:
    """A feed without dates, links, author and ids is found wanting."""
    assert len(violations(b'<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>')) > 5


def test_explainers_stand_the_last_updated_first() -> None:
    """The feed of explainers has each with title, address, summary and update, the newest first."""
    read = feedparser.parse(files(event(), event(slug="later", title="Later", updated="2025-10"))["feed.xml"])
    assert [entry.title for entry in read.entries] == ["Later", "The event"]
    assert read.entries[1].link == "https://x.example/event/"
    assert read.entries[1].updated == "2025-09-03T00:00:00+00:00"
    assert read.entries[1].summary == "What happened. (1 fact from 1 origin)"
    assert read.feed.updated == "2025-10-01T00:00:00+00:00"


def test_corrections_stand_the_latest_first() -> None:
    """The feed of corrections has each with its day, what changed and the address of the fact."""
    read = feedparser.parse(files(event())["corrections.xml"])
    assert [entry.published[:10] for entry in read.entries] == ["2025-09-07", "2025-09-05", "2025-09-05"]
    assert {entry.link for entry in read.entries} == {"https://x.example/event/#numbers-dead"}
    told = "A &lt;slip&gt; &amp; no more. It said: 60. It says now: 600."
    assert told in [entry.summary for entry in read.entries]


def test_a_feed_does_not_grow_without_end() -> None:
    """A feed holds the newest entries only."""
    many = [event(slug=f"event-{number}", updated=f"{1900 + number}-01-01") for number in range(60)]
    read = feedparser.parse(files(*many)["feed.xml"])
    assert len(read.entries) == MOST_ENTRIES
    assert read.entries[0].updated.startswith("1959")


def test_no_site_address_no_feed() -> None:
    """Where the site's address is not set there is no feed, for it would lead nowhere."""
    assert files(event(), site_url="") == {}


def test_same_content_same_feeds() -> None:
    """The feeds know no clock: the same content gives the same bytes, even where nothing is in them."""
    assert files(event()) == files(event())
    assert b"<updated>1970-01-01T00:00:00+00:00</updated>" in files()["feed.xml"]


@given(st.text())
def test_any_words_make_a_feed(words: str) -> None:
    """Whatever a title and a tag hold, the feed can be read and the words that XML can hold are in it."""
    body = files(event(title=words, standfirst=words, tags=(words,)))["feed.xml"]
    assert etree.fromstring(body).find(f"{ATOM}entry/{ATOM}title") is not None
