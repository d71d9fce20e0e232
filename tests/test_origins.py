"""Copies of one story are counted as one origin."""

import itertools
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import origins
from generator.model import Article, Location

STORY = (
    "The three leaders walked out together onto the balcony on Wednesday morning as columns of troops "
    "filled the square below. Officials said the ceremony lasted seventy minutes and ended with the "
    "release of doves over the city. Residents of the old quarter had been told to stay at home until "
    "noon, and shops along the route were closed. It was the first time that all three had been seen in "
    "one place."
)
OTHER = (
    "A pipeline through the steppe will carry gas for thirty years, the company announced after a night "
    "of talks. Neither side gave a price. Analysts who follow the market called the memorandum a "
    "beginning and not a contract, and pointed out that two earlier announcements had come to nothing. "
    "Construction could take most of a decade."
)


def article(slug: str, text: str, wire: str = "") -> Article:
    """An article of which only the slug, the text and the wire matter."""
    place = Location(PurePosixPath(f"content/demo/articles/{slug}.md"))
    return Article(slug, place, "", "", "", "", "", "", "", "", wire, "en", "excerpt", "", text, 10)


def test_articles_of_their_own_are_origins_of_their_own() -> None:
    """Two different texts without a wire are two origins, each called by its article."""
    assert origins.group([article("b", STORY), article("a", OTHER)]) == {"b": "b", "a": "a"}


def test_one_wire_cell_is_one_origin() -> None:
    """The same wire cell means the same origin, however it is spaced, cased and punctuated."""
    found = origins.group(
        [article("a", STORY, "Reuters: Xi hosts Putin"), article("b", OTHER, "REUTERS - Xi  hosts Putin")]
    )
    assert found == {"a": "wire:reuters-xi-hosts-putin", "b": "wire:reuters-xi-hosts-putin"}


def test_two_stories_of_one_agency_are_two_origins() -> None:
    """A wire cell names the story, so two stories by one agency stay apart."""
    found = origins.group(
        [article("a", STORY, "Reuters: the parade"), article("b", OTHER, "Reuters: the pipeline")]
    )
    assert len(set(found.values())) == 2


def test_near_identical_texts_are_one_origin_without_a_wire() -> None:
    """A copy with a changed word, other quote marks and a new headline is found by its text."""
    copy = "Leaders on the balcony\n\n" + STORY.replace("seventy", "eighty").upper()
    assert origins.group([article("b", STORY), article("a", copy)]) == {"a": "a", "b": "a"}


def test_a_shortened_copy_is_one_origin() -> None:
    """A story cut to its first half is the same origin as the whole."""
    half = STORY[: STORY.index("It was")]
    assert set(origins.group([article("a", STORY + " " + OTHER), article("b", half)]).values()) == {"a"}


def test_a_shared_sentence_is_no_copy() -> None:
    """Two short texts that share one sentence are two origins."""
    shared = "Kim arrived by train on Tuesday in the capital."
    found = origins.group(
        [
            article("a", shared + " Nobody met him."),
            article("b", shared + " Doves rose over the square."),
        ]
    )
    assert len(set(found.values())) == 2


def test_a_copy_without_a_wire_takes_the_wire_of_its_twin() -> None:
    """When one of two copies names the wire, the origin is the wire for both."""
    found = origins.group([article("a", STORY), article("b", STORY, "AFP: the balcony")])
    assert set(found.values()) == {"wire:afp-the-balcony"}


def test_copies_hold_in_chains() -> None:
    """When a and b share a wire and b and c share a text, all three are one origin."""
    found = origins.group([article("a", OTHER, "AP"), article("b", STORY, "AP"), article("c", STORY)])
    assert set(found.values()) == {"wire:ap"}


def test_the_order_of_articles_changes_nothing() -> None:
    """Every order of the articles gives the same origins."""
    articles = [
        article("d", STORY, "AP"),
        article("a", OTHER),
        article("c", STORY),
        article("b", OTHER, "AFP"),
    ]
    expected = origins.group(articles)
    assert all(origins.group(order) == expected for order in itertools.permutations(articles))


def test_empty_texts_are_not_alike() -> None:
    """Two articles without words are two origins, not copies of each other."""
    assert origins.group([article("a", ""), article("b", "  \n")]) == {"a": "a", "b": "b"}


def test_no_articles_have_no_origins() -> None:
    """An explainer without articles has no origins."""
    assert origins.group([]) == {}


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [(STORY, STORY, 1.0, 1.0), (STORY, OTHER, 0.0, 0.0), ("", "", 0.0, 0.0), (STORY, "", 0.0, 0.0)],
)
def test_similarity_ends(a: str, b: str, least: float, most: float) -> None:
    """A text is wholly like itself and nothing like a stranger or an empty text."""
    assert least <= origins.similarity(a, b) <= most


@given(st.text(alphabet="ab ", max_size=200), st.text(alphabet="ab ", max_size=200))
def test_similarity_is_symmetric_and_bounded(a: str, b: str) -> None:
    """Similarity does not depend on which text comes first and stays between 0 and 1."""
    likeness = origins.similarity(a, b)
    assert likeness == origins.similarity(b, a)
    assert 0.0 <= likeness <= 1.0
