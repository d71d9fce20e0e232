"""Facts about where the values of cells stand in evidence, or why they do not."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Value
from generator.schema import Field
from generator.values import TYPES, AnnotatedText, Missing, NotChecked, Occurs, Passage
from tests.cells import STATE, TUESDAY, context, read
from tests.golden import Case, read_cases

OCCURRENCES = Path(__file__).parent / "cases" / "occurrences.md"


def marked(text: str, published: datetime.date | None = TUESDAY) -> Passage:
    """Return a text as evidence: what is between ⟦ and ⟧, or all; a unit's number is between ⟨ and ⟩."""
    plain, places = "", dict[str, int]()
    for character in text:
        if character in "⟦⟧⟨⟩":
            places[character] = len(plain)
        else:
            plain += character
    beside = (places["⟨"], places["⟩"]) if "⟨" in places else None
    return Passage(
        AnnotatedText(plain, published), places.get("⟦", 0), places.get("⟧", len(plain)), beside=beside
    )


def occurs(
    value_type: str,
    words: str,
    text: str,
    published: datetime.date | None = TUESDAY,
    field: Field | None = None,
) -> Any:
    """Return the words of a marked text in which a cell stands, or the kind of the answer."""
    passage = marked(text, published)
    found = TYPES[value_type].occurs(read(value_type, words, field), passage, context(field))
    return passage.article.text[found.start : found.end] if isinstance(found, Occurs) else type(found)


def answer(value_type: str, words: str, text: str) -> str:
    """Return the whole answer to whether a cell stands in a marked text, as an editor would be told it."""
    passage = marked(text)
    plain = passage.article.text
    field = STATE if value_type == "choice" else None
    found = TYPES[value_type].occurs(read(value_type, words, field), passage, context(field))
    match found:
        case Occurs(first, last, parts):
            left_out = "".join(f" | {plain[slice(*part)]}" for part in parts[1:])
            return f"stands there: {plain[first:last]}{left_out}"
        case Missing(why):
            return f"missing: {why}"
        case NotChecked(because):
            return f"not checked: {because}"


def test_a_choice_without_words_is_not_checked() -> None:
    """A field may list what is allowed and not say which words stand for it."""
    field = Field("open", "Open", "choice", enum=("yes", "no"))
    found = TYPES["choice"].occurs(read("choice", "yes", field), marked("It was open."), context(field))
    assert found == NotChecked("no words stand for this choice")


@pytest.mark.parametrize("case", read_cases(OCCURRENCES), ids=lambda case: f"{case.title} {case.given[:40]}")
def test_where_a_value_stands_or_why_it_does_not(case: Case) -> None:
    """Each cell is found where the case says, or an editor is told what the evidence has instead."""
    value_type, _, words = case.title.partition(": ")
    assert answer(value_type, words, case.given) == case.expected


def test_a_relative_date_needs_the_day_of_publication() -> None:
    """Without it the check is not made, and says why."""
    tuesday = TYPES["date"].occurs(
        read("date", "2025-09-02"), marked("They met on Tuesday.", None), context()
    )
    because = "the date depends on the day the article was published, which is unknown"
    assert tuesday == NotChecked(because)
    assert occurs("date", "2025-09-15", "It begins on September 15.", published=None) is NotChecked
    assert occurs("date", "2025-09-16", "It begins on September 15.", published=None) is Missing


def test_a_date_in_a_sentence_before_is_for_a_person_to_judge() -> None:
    """A date of the sentence before counts, unproved, only for a sentence that goes on on that day."""
    text = "They met on Tuesday. ⟦Hours later they dined.⟧"
    assert occurs("date", "2025-09-02", "They met on Tuesday. ⟦Ships came.⟧") is Missing
    assert occurs("date", "2025-09-02", text) is NotChecked
    assert occurs("date", "2025-09-01", text) is Missing
    assert occurs("date", "2025-09-02", text.replace(" ⟦", "\n⟦")) is Missing


def test_a_choice_stands_in_evidence_by_its_words() -> None:
    """A choice with words needs them; one without needs a verb in the past."""
    assert occurs("choice", "planned", "They are set to appear.", field=STATE) == "set to"
    assert occurs("choice", "planned", "They appeared.", field=STATE) is Missing
    assert occurs("choice", "happened", "They appeared.", field=STATE) == "appeared"
    assert occurs("choice", "happened", "They would appear.", field=STATE) is Missing
    assert occurs("choice", "happened", "A parade in Beijing.", field=STATE) is NotChecked


def test_the_editors_own_words_are_counted_as_not_checked() -> None:
    """Numbers, names and dates in them stand in the article; the rest is for a person."""
    assert occurs("text", "A big parade", "They held a march in Beijing.") is NotChecked
    assert occurs("text", "held a march", "They held a march in Beijing.") == "held a march"


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=30), st.text(max_size=60))
def test_any_cell_and_any_text_are_answered(value_type: str, words: str, text: str) -> None:
    """No cell and no article raises; what can be read can be shown, compared with itself and looked for."""
    made = context(STATE)
    kind = TYPES[value_type]
    value = kind.read(words, made)
    if isinstance(value, Value):
        assert isinstance(kind.show(value, made), str)
        assert kind.agree(value, value, made)
        passage = Passage(AnnotatedText(text, TUESDAY), 0, len(text))
        assert isinstance(kind.occurs(value, passage, made), Occurs | Missing | NotChecked)
