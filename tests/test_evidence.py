"""Facts about evidence: words are found whole, once and letter for letter, or not at all."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator import evidence
from generator.evidence import Ambiguous, Located, NotFound, Quotation, boundaries
from generator.evidence.nearest import what_it_says

ARTICLE = (
    "Aged ≥12, they carried 1,500 flags; prices rose 1.5% to $3.20, and −5 degrees were measured.\n"
    "He said  “old friend” at Xi’s non-Western summit. At least 600 did not return, the U.S. said.\n"
    "On Monday, he spoke. On Tuesday, he spoke again. Some 1 500 stayed from 1939–1945."
)


def found(cell: str, text: str = ARTICLE) -> str | None:
    """Return the words of ``text`` that the cell's evidence is, ``None`` when it is not there once."""
    place = evidence.locate(text, evidence.parse(cell))
    return text[place.start : place.end] if isinstance(place, Located) else None


def reason(cell: str) -> str:
    """Return why the cell's evidence is not in the article."""
    place = evidence.locate(ARTICLE, evidence.parse(cell))
    assert isinstance(place, NotFound)
    return place.reason


@pytest.mark.parametrize(
    ("cell", "quotation"),
    [
        ("he spoke", Quotation("he spoke")),
        ("{On Monday,} he spoke", Quotation("he spoke", prefix="On Monday,")),
        ("he spoke {again}", Quotation("he spoke", suffix="again")),
        ("{On Tuesday,} he spoke {again}", Quotation("he spoke", "On Tuesday,", "again")),
        ("a { brace", Quotation("a { brace")),
    ],
)
def test_a_cell_holds_words_and_in_braces_the_words_around_them(cell: str, quotation: Quotation) -> None:
    """Braces at the ends of a cell are prefix and suffix; a brace alone is a character."""
    assert evidence.parse(cell) == quotation


def test_white_space_and_quotation_marks_are_folded() -> None:
    """Straight marks and single spaces find curly marks and double spaces, as the article has them."""
    assert found('He said "old friend" at Xi\'s') == "He said  “old friend” at Xi’s"


@pytest.mark.parametrize("cell", ["12, they", "500 flags", "prices rose 1", "5%", "1.5", "3.20", "5 degrees"])
def test_half_of_a_number_is_refused(cell: str) -> None:
    """Comparators, signs, currencies, percent signs and separators belong to their number."""
    place = evidence.locate(ARTICLE, evidence.parse(cell))
    assert isinstance(place, NotFound)
    assert place.cut


@pytest.mark.parametrize("cell", ["500 stayed", "Some 1", "1945", "1939"])
def test_spaces_and_dashes_inside_numbers_join_them(cell: str) -> None:
    """A thousands separator may be a space, and both ends of a span of years belong together."""
    assert found(cell) is None


@pytest.mark.parametrize("cell", ["Western summit", "At least 600 did no", "east 600 did", "the U", "at Xi"])
def test_half_of_a_word_is_refused(cell: str) -> None:
    """Hyphens, apostrophes and the dots of abbreviations belong to their word."""
    place = evidence.locate(ARTICLE, evidence.parse(cell))
    assert isinstance(place, NotFound)
    assert place.cut


@pytest.mark.parametrize(
    "cell", ["≥12", "≥12, they carried 1,500 flags", "rose 1.5%", "$3.20", "−5 degrees", "the U.S. said"]
)
def test_whole_numbers_and_words_are_found(cell: str) -> None:
    """The same places, quoted whole, are found."""
    assert found(cell) == cell


def test_words_that_stand_twice_are_ambiguous() -> None:
    """Two places are counted, and none is chosen."""
    assert evidence.locate(ARTICLE, Quotation("he spoke")) == Ambiguous(2)


def test_prefix_and_suffix_choose_between_places() -> None:
    """The words around it make a quotation unambiguous."""
    first = evidence.locate(ARTICLE, evidence.parse("{On Monday,} he spoke"))
    second = evidence.locate(ARTICLE, evidence.parse("he spoke{again}"))
    assert isinstance(first, Located)
    assert isinstance(second, Located)
    assert first.end < second.start


def test_evidence_lies_in_one_paragraph() -> None:
    """Words on both sides of a line break are no evidence, and the reason says so."""
    assert "two paragraphs" in reason("were measured. He said")


def test_no_words_are_no_evidence() -> None:
    """An empty cell finds nothing."""
    assert reason("{On Monday,}") == "no words are given"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("At least 60 did not return", "the words differ at “600”, where the row has “60”"),
        ("At least 600 did return", "the words differ at “not”, which is left out"),
        ("At least some 600 did not", "the words differ at “some”, which is not there"),
        ("The moon is made of green cheese", "no sentence of the article comes near"),
        ("{On Friday,} he spoke", "not with the words in braces"),
        ("he spoke again. On Monday, he spoke.", "do not follow each other"),
        ("he spoke again. On Sunday, he spoke.", "the words differ at “Monday,”"),
    ],
)
def test_the_reason_names_the_first_difference(cell: str, said: str) -> None:
    """What is not found is compared with the nearest sentence, for the editor and never for the check."""
    assert said in reason(cell)


def test_places_returns_every_whole_occurrence() -> None:
    """All places of words are found, those inside longer words left out."""
    found_at = evidence.places("no snow, no wind", "no")
    assert [(one.start, one.end) for one in found_at] == [(0, 2), (9, 11)]


@pytest.mark.parametrize(
    "cut",
    [
        *("fo|ur", "a|_", "e|\u0301a", "a|\u200d", "a|-b", "a-|b", "xa-|b", "a&|b", "a@|b", "don|'t", "x’|s"),
        *("U.|S x", " U.|SA", "1|,5", "1,|5", "5:|3", "5|%", "5 |%", "5|   %", "≥|5", "≥   |5", "-|5", "$|5"),
        *("5 |000", "1|+", "#|7", "€|5", "≥ |€5", "$ |5", "$|€"),
    ],
)
def test_inside_a_word_or_a_number(cut: str) -> None:
    """Evidence cut at the bar would stand for a part of a word or of a number."""
    before, _, after = cut.replace("’", "'").partition("|")
    assert boundaries.cuts(before + after, len(before))


@pytest.mark.parametrize(
    "apart",
    [
        *(
            "a |b",
            "a-| b",
            "-|b a",
            "ab.|c",
            "a:|5",
            "5:|a",
            "a| b",
            "a|, b",
            "|ab",
            "ab|",
            "a|-",
            "x     |a",
        ),
        *("5\n|%", "≥\n|5", "5|\n%", "≥    |5", "5|    %", "5X|%", "≥|X5", "- |5", "5 |a", "a |5"),
    ],
)
def test_between_words_and_numbers(apart: str) -> None:
    """At the bar one word or number ends, so evidence may begin or end there."""
    before, _, after = apart.partition("|")
    assert not boundaries.cuts(before + after, len(before))


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("12,50", "12,500"),
        ("500", "12,500"),
        ("2", "12,500"),
        ("It", "It"),
        ("wa", "was"),
        ("500.", "12,500."),
    ],
)
def test_the_whole_word_or_number(part: str, whole: str) -> None:
    """What is missing of a word or a number at the ends of words is all added, and nothing else."""
    text = "It was 12,500."
    start = text.index(part)
    assert boundaries.whole_words(text, start, start + len(part)) == whole


def test_words_around_need_no_space_between() -> None:
    """The words in braces may touch the words quoted, and the last brace opens what follows."""
    text = "Then (he spoke) and he spoke {to us} now, he spoke."
    assert evidence.locate(text, evidence.parse("{(}he spoke{)}")) == Located(6, 14)
    assert evidence.parse("he spoke {to us} now{, he}") == Quotation("he spoke {to us} now", "", ", he")


NOTHING_NEAR = "no sentence of the article comes near to them"


@pytest.mark.parametrize(
    ("said", "row", "difference"),
    [
        ("Rain fell.", "Snow fell.", "“Rain”, where the row has “Snow”"),
        ("Yesterday five men never came home.", "men came home", "“never”, which is left out"),
        ("On Monday rain fell here.", "Snow fell here", "“rain”, where the row has “Snow”"),
        ("On Monday cold rain fell here.", "Wet snow fell here", "“cold rain”, where the row has “Wet snow”"),
        ("Here fell rain on Monday.", "Here fell snow", "“rain”, where the row has “snow”"),
        ("Here fell cold rain on Monday.", "Here fell wet snow", "“cold rain”, where the row has “wet snow”"),
        ("At least 600 came.", "At least some brave 600 came.", "“some brave”, which is not there"),
        ("At least 600 or more came.", "At least 600 came.", "“or more”, which is left out"),
        ("So five men came home.", "So six women came home.", "“five men”, where the row has “six women”"),
        ("the " * 199 + "end.", "the " * 198 + "very end.", "“the”, where the row has “very”"),
        ("the " * 199 + "end.", "the " * 200, "“end.”, where the row has “the”"),
    ],
)
def test_what_differs_is_quoted(said: str, row: str, difference: str) -> None:
    """The first words that differ are named as the article has them, and as the row has them."""
    sentence = said.strip()
    told = f"the article says “{sentence}”: the words differ at {difference}"
    assert what_it_says(["Nothing else.", sentence], row) == told


def test_only_punctuation_differs() -> None:
    """Where the words are the same the difference is said to be punctuation; what follows is none."""
    said = "Men came home, late."
    assert (
        what_it_says([said], "Men came home") == f"the article says “{said}”: the words differ in punctuation"
    )


@pytest.mark.parametrize(
    ("sentences", "row"),
    [
        ([], "Snow fell."),
        (["Rain fell quickly today."], "Snow fell there"),
        # More words in common, though in another order, come first; only three sentences are compared.
        (["d c b a.", "d c b a!", "d c b a?", "a b c x."], "a b c d"),
    ],
)
def test_nothing_comes_near(sentences: list[str], row: str) -> None:
    """A sentence that shares less than half of the words in their order is not named."""
    assert what_it_says(sentences, row) == NOTHING_NEAR


_WORDS = st.text(alphabet="ab 1.,-’“”≥%$\n\t", min_size=1, max_size=30)


@given(_WORDS, st.data())
def test_what_is_located_is_what_was_quoted(text: str, data: st.DataObject) -> None:
    """The span found always reads as the words quoted, folded, and cuts no word."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quotation = Quotation(text[start:end])
    place = evidence.locate(text, quotation)
    assume(isinstance(place, Located))
    assert isinstance(place, Located)
    words = text[place.start : place.end]
    assert evidence.fold(words) == evidence.fold(quotation.exact)
    assert "\n" not in words


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_answered(text: str, cell: str) -> None:
    """No text and no cell raises."""
    assert isinstance(evidence.locate(text, evidence.parse(cell)), Located | NotFound | Ambiguous)


SENTENCES = (
    "At least 600 of 1,500 did not return on 14 May 2024.",
    "Prices rose 1.5 percent, not 15, and fell to -5.",
    "Volunteers aged ≥12 paid $3.20 and never less than 10%.",
)
_TELLING = "0123456789-−+±≥≤<>~≈$€%."


def edits(sentence: str) -> st.SearchStrategy[str]:
    """Return every way to change, drop or add one digit or sign, or to drop a negation."""
    changes = [
        sentence[:place] + new + sentence[place + gone :]
        for place, character in enumerate(sentence)
        for gone in (0, 1)
        if gone == 0 or character in _TELLING
        for new in ["", *_TELLING]
        if not (gone == 0 and not new)
    ]
    changes += [sentence.replace(word, "", 1) for word in ("not ", "never ")]
    return st.sampled_from(sorted({change for change in changes if change != sentence}))


@given(st.sampled_from(SENTENCES).flatmap(lambda one: st.tuples(st.just(one), edits(one))))
def test_one_changed_digit_sign_or_negation_is_never_accepted(case: tuple[str, str]) -> None:
    """Evidence with any single edit of a digit, a sign or a negation is not found in the article."""
    sentence, edited = case
    assume(edited not in (sentence, sentence.removesuffix(".")))
    article = f"Before it. {sentence} After it.\nAnother paragraph."
    assert not isinstance(evidence.locate(article, Quotation(edited)), Located)
