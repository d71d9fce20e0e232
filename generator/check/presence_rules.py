"""The rule on presence: that it is said of the row's person, not of another in the same sentence."""

from collections.abc import Iterator, Sequence

from generator.check.examined import ExaminedCell, ExaminedRow
from generator.check.outcomes import Outcome, Passed, failed
from generator.check.subjects import Span, companions, objects, subjects
from generator.language import lexicons
from generator.values import AnnotatedText, Occurs
from generator.values.choices import looks_ahead, not_so, places

PRESENCE = "presence"
"""The field that holds whether a person was there."""
_RULE = "presence-of-another"
_SHOWN = 60
"""Characters of a clause that a message shows."""


def presence_is_theirs(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether the word for a person's presence stands in a clause that tells of this person.

    Where that cannot be told it is an error: the editor can choose evidence that says it plainly.
    """
    for row in rows:
        cell = row.cells.get(PRESENCE)
        person = next(iter(row.of_type("name")), None)
        if cell is None or person is None or person.value is None or row.passage is None or cell.span is None:
            continue
        problem = _problem(row, cell, str(person.value.normal), person)
        if problem:
            yield failed(_RULE, cell.cell.location, f"presence: {problem}")
        else:
            yield Passed(_RULE)


def _problem(row: ExaminedRow, cell: ExaminedCell, identifier: str, person: ExaminedCell) -> str:
    """Say why no word of the evidence tells of this person; "" when one does."""
    passage = row.passage
    assert passage is not None
    article = passage.article
    words = cell.field.choices.get(cell.cell.words, ())
    problem = ""
    for place in places(passage, words):
        sentence = article.sentences_of(place.start, place.end)
        namings = person.context.people.namings(article).touching(*sentence)
        people = _everybody(article, sentence, [(one.start, one.end) for one in namings])
        own = {(one.start, one.end) for one in namings if one.person.id == identifier}
        so = (
            looks_ahead(words) or (place.start, place.end) == cell.span
        )  # which stands there because it is so
        reason = "" if so else not_so(article, place)
        told = _told_of(article, sentence, place, people)
        if own & set(told) and not reason:
            return ""
        word = article.text[place.start : place.end]
        if not problem and not (own & set(told)):
            said = " and ".join(article.text[slice(*span)] for span in told) or "somebody who cannot be told"
            problem = f"“{word}” in “{_clause(article, place)}” is said of {said}, not of {person.cell.words}"
        problem = problem or reason
    return problem


def _told_of(
    article: AnnotatedText, sentence: Span, word: Occurs, people: Sequence[Span]
) -> tuple[Span, ...]:
    """Return the people of whom the clause of a word of presence tells."""
    start, end = sentence
    verb = (word.start, word.end)
    told = subjects(article, start, verb, people)
    if article.text[word.start : word.end].lower() in lexicons.words("claims", "acting_upon"):
        told += objects(article, end, verb, people)
    return told + (companions(article, end, verb, people) if told else ())


def _everybody(article: AnnotatedText, sentence: Span, known: Sequence[Span]) -> tuple[Span, ...]:
    """Return where in a sentence people.csv and the text itself name people, one span for each place."""
    others = [(one.start, one.end) for one in article.names.touching(*sentence) if one.label != "PLACE"]
    unknown = [one for one in others if not any(one[0] < end and start < one[1] for start, end in known)]
    return tuple(sorted([*known, *unknown]))


def _clause(article: AnnotatedText, word: Occurs) -> str:
    start, _ = article.sentences_of(word.start, word.end)
    cut = word.start - _SHOWN
    if cut <= start:
        return article.text[start : word.end].strip()
    # Between words, as half a name is another's.
    return f"… {article.text[article.text.find(' ', cut, word.start) + 1 or cut : word.end].strip()}"
