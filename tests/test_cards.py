"""The social card: the picture beside a link to an explainer."""

import io
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

from generator.cards import SIZE, social_card
from generator.model import Explainer
from tests.explainers import PROJECT, article, explainer, rows_of, shown

DEAD = "fact,what,value,unit,article,evidence\ndead,Soldiers killed,600,soldiers,a,600 soldiers were killed\n"
SITE = replace(PROJECT, site_name="Explainers")
LONG = "Many words of a title that does not come to an end " * 9


def card(site_name: str = "Explainers", **changes: Any) -> bytes:
    """Return the card of an explainer with these changes."""
    one: Explainer = explainer(rows_of("numbers", DEAD), **changes)
    return social_card(one, shown(one).facts, replace(PROJECT, site_name=site_name)).body


def picture(body: bytes) -> Image.Image:
    """Return a card's pixels."""
    return Image.open(io.BytesIO(body)).convert("RGB")


def test_the_card_is_a_png_of_the_agreed_size() -> None:
    """The card is a PNG of 1200 by 630 pixels, at the explainer's address, of at most 100 kilobytes."""
    one = explainer(rows_of("numbers", DEAD))
    asset = social_card(one, shown(one).facts, SITE)
    assert str(asset.path) == "event/card.png"
    assert Image.open(io.BytesIO(asset.body)).format == "PNG"
    assert picture(asset.body).size == SIZE == (1200, 630)
    assert len(asset.body) < 100_000


def test_same_words_same_picture() -> None:
    """The same explainer gives the same bytes."""
    assert card() == card()


@pytest.mark.parametrize(
    "changes",
    [{"title": "Another"}, {"standfirst": "Other."}, {"place": "Rome"}, {"date": "2025"}, {"site_name": "X"}],
)
def test_each_of_its_words_is_in_the_picture(changes: dict[str, str]) -> None:
    """Title, standfirst, place, date and site change the picture when they change."""
    assert card(**changes) != card()


def test_the_counts_are_in_the_picture() -> None:
    """Another article changes the picture."""
    more = [article("a", "600 soldiers were killed."), article("b", "Nobody was hurt.")]
    one = explainer(rows_of("numbers", DEAD), more)
    assert social_card(one, shown(one).facts, SITE).body != card()


@pytest.mark.parametrize("words", [LONG, "Unbroken" * 200, "", "北京峰会 " * 40])
def test_words_of_any_length_stay_inside(words: str) -> None:
    """However long the title, the standfirst, the place and the site's name, the margins stay empty."""
    drawn = picture(card(title=words, standfirst=words, place=words, site_name=words))
    left, right = drawn.crop((0, 20, 60, 630)), drawn.crop((1140, 20, 1200, 630))
    for margin in (left, right):
        assert len(margin.getcolors() or ()) == 1
    assert len((drawn.crop((60, 536, 1140, 546)).getcolors()) or ()) == 1


def test_what_the_font_lacks_is_written_in_latin_letters() -> None:
    """A title in a script the font does not have looks as its Latin letters do: no empty boxes."""
    chinese, latin = picture(card(title="北京")), picture(card(title="BeiJing"))
    assert ImageChops.difference(chinese, latin).getbbox() is None
