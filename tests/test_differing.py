"""Which words differ: what is marked before and after, in plain words and in HTML."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.differing import (
    MOST_WORDS,
    differing,
    in_sentences,
    in_words,
    marked_html,
    one_line,
    unlike,
    without_own_links,
)


def marked(before: str, after: str) -> tuple[str, str]:
    """Return both texts with the words in brackets that differ."""
    old, new = in_words(before), in_words(after)
    sides = zip((old, new), differing(old, new), strict=True)
    told = (
        "".join(f"[{w}]" if d else w for w, d in zip(words, marks, strict=True)) for words, marks in sides
    )
    first, second = told
    return first, second


def test_words_that_differ_are_marked_on_both_sides() -> None:
    """A word in place of another is marked before and after, the words around it are not."""
    assert marked("at least 600 have died", "at least 700 have died") == (
        "at least [600 ]have died",
        "at least [700 ]have died",
    )


def test_added_words_are_marked_after_alone() -> None:
    """Words that come in are marked where they are."""
    assert marked("have died there", "have reportedly died there") == (
        "have died there",
        "have [reportedly ]died there",
    )


def test_a_word_amid_others_that_differ_is_marked_with_them() -> None:
    """One word that happens to be the same between two changes is no help to a reader."""
    assert marked("The mayor of Bonn came on Friday", "The owner of Rome came on Friday") == (
        "The [mayor ][of ][Bonn ]came on Friday",
        "The [owner ][of ][Rome ]came on Friday",
    )


def test_white_space_is_no_difference() -> None:
    """Another line break or two spaces mark nothing."""
    assert differing(in_words("at  least\n600"), in_words("at least 600")) == ([False] * 3, [False] * 3)


def test_texts_with_little_in_common_are_marked_whole() -> None:
    """Where hardly a word is the same, single words left unmarked would only confuse."""
    old, new = in_words("He came on a Monday to Bonn"), in_words("Nobody was there, a spokesman said in Rome")
    assert differing(old, new) == ([True] * len(old), [True] * len(new))


def test_what_differs_in_long_texts_is_marked_whole() -> None:
    """Beyond a length that is compared in no time, all from the first difference to the last is marked."""
    words = ["word"] * (MOST_WORDS + 1)
    old, new = ["one", "a", *words, "b", "end"], ["one", "c", *words, "d", "end"]
    marks = [False, *[True] * (len(words) + 2), False]
    assert differing(old, new) == (marks, marks)


def test_one_word_in_a_long_text_is_found() -> None:
    """In a text of any length a single change is marked alone."""
    words = ["word"] * 2000
    gone, come = differing([*words, "old", *words], [*words, "new", *words])
    assert (gone.count(True), come.count(True), gone.index(True)) == (1, 1, 2000)


def test_parts_that_differ_are_paired() -> None:
    """What went and what came in its place belong together; what only went or came stands beside nothing."""
    gone, come = differing(list("abOcdGe"), list("abNcde"))
    assert unlike(gone, come) == [(slice(2, 3), slice(2, 3)), (slice(5, 6), slice(5, 5))]
    assert unlike(*differing(list("abc"), list("abc"))) == []
    assert unlike(*differing(list("ab"), list("abc"))) == [(slice(2, 2), slice(2, 3))]


@given(old=st.lists(st.sampled_from("abcx")), new=st.lists(st.sampled_from("abcx")))
def test_parts_that_differ_turn_one_text_into_the_other(old: list[str], new: list[str]) -> None:
    """With each part of the one text put in the place of the other's, they are the same."""
    made = list(old)
    for left, right in reversed(unlike(*differing(old, new))):
        made[left] = new[right]
    assert made == new


@given(text=st.text(alphabet="aB .!?\n”"))
def test_sentences_are_the_text(text: str) -> None:
    """Cutting into sentences loses no character."""
    assert "".join(in_sentences(text)) == text


def test_sentences_end_at_full_stops() -> None:
    """A sentence keeps its closing marks and the white space behind it; the end of a line does not end it."""
    assert in_sentences("One. “Two!” Three\nfour.") == ["One. ", "“Two!” ", "Three\nfour."]


@given(text=st.text())
def test_words_are_the_text(text: str) -> None:
    """Cutting into words loses no character; one line loses only white space that a person types."""
    assert "".join(in_words(text)) == text
    assert one_line(text).replace(" ", "") == re.sub("[ \t\r\n]", "", text)


def test_html_is_marked_between_its_tags() -> None:
    """In HTML the text is marked, each run within one element, and every tag stays."""
    assert marked_html("<p>at <b>least</b> 600 men</p>", "<p>at <b>most</b> 700 men</p>", "ins") == (
        "<p>at <b><ins>least</ins></b> <ins>600</ins> men</p>"
    )


def test_tags_are_no_difference() -> None:
    """The same words in other elements are the same words."""
    assert marked_html("<p>at <b>least</b> 600</p>", "<p>at least <i>600</i></p>", "del") == (
        "<p>at <b>least</b> 600</p>"
    )


def test_drawings_are_left_alone() -> None:
    """What search leaves out is neither compared nor marked; an attribute's value cannot claim to be that."""
    drawn = '<figure class="x" data-search-exclude><svg><text>5</text></svg></figure><p>six men</p>'
    assert marked_html(drawn, "<p>six men</p>", "ins") == drawn
    claimed = '<p title="x data-search-exclude">six men came</p>'
    assert marked_html(claimed, "<p>six men</p>", "ins") == claimed.replace("came", "<ins>came</ins>")


@given(
    own=st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "a ", "b", " ", "&amp;", "c d "])),
    other=st.text(),
)
def test_marking_changes_no_word(own: list[str], other: str) -> None:
    """Without its marks the HTML is what it was."""
    html = "".join(own)
    assert re.sub("</?ins>", "", marked_html(html, other.replace("<", ""), "ins")) == html


def test_own_links_lose_their_way() -> None:
    """Links into the site become words, those to other sites stay."""
    html = '<p><a href="../a/" rel="x">one</a> <a href="https://b.example">two</a> <a id="c">three</a></p>'
    assert without_own_links(html) == '<p>one <a href="https://b.example">two</a> three</p>'
