"""Rules on what weakens, attributes or denies: it is kept in the row."""

import re
from collections.abc import Iterator, Sequence

from generator.check.examined import ExaminedCell, ExaminedRow
from generator.check.outcomes import Outcome, Passed, failed, unmade
from generator.language import clauses, cues
from generator.language.model import CueMention, QuotationMention
from generator.values import AnnotatedText, Passage, reason
from generator.values.annotated import folded_words, same_words

_RULES = {
    "hedge": "hedge-lost",
    "attribution": "attribution-lost",
    "plan": "plan-lost",
    "negation": "negation-lost",
}
_ORDINAL = ("st", "nd", "rd", "th")
_KEPT_BY_ANY_OF_ITS_KIND = ("plan",)
_BEHIND = 5
"""Characters between a quotation and the source behind it."""
_SOURCE_BEHIND = re.compile(r"[”\"’]?,?[”\"]? (?:according to|as told to|in the words of)\b")


def cues_kept(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether each hedge, attribution, plan and negation of the evidence's clauses is kept in the row.

    The clause counts around the evidence, too: cut short before "not" it does not hide the "not". What
    somebody says within it does not count where the row takes nothing from those words. A bound belongs
    to its number and is checked with it.
    """
    for row in rows:
        if row.passage is None:
            for rule in _RULES.values():
                yield unmade(rule, row.location("evidence"), "the evidence was not found")
            continue
        near = _cues_near(row, row.passage)
        for kind, rule in _RULES.items():
            if kind == "plan" and _is_ordinal(row):
                because = reason(
                    "an ordinal is a name: an 80th anniversary that is planned is the 80th all the same"
                )
                yield unmade(rule, row.location("evidence"), because)
                continue
            lost = [cue for cue in near if cue.kind == kind and not _kept(cue, row, row.passage)]
            if not lost:
                yield Passed(rule)
            for cue in lost:
                words = row.passage.article.text[cue.start : cue.end]
                yield failed(
                    rule, row.location("evidence"), f"the article says “{words}”: the row leaves it out"
                )


def quoted_as_said(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether a row that takes a value out of somebody's spoken words says whose words they are."""
    for row in rows:
        if row.passage is None or row.of_type("verbatim"):
            continue
        spans = [cell.span for cell in row.of_type("number", "choice", "date") if cell.span is not None]
        first, last = min(spans, default=(0, 0))[0], max((end for _, end in spans), default=0)
        for mention in row.passage.article.quotations.touching(first, last):
            said = mention.speech and any(
                mention.start <= start and end <= mention.end for start, end in spans
            )
            if said and not row.of_type("attribution"):
                yield failed("attribution-lost", row.location("evidence"), _boasted(mention, row.passage))


def _boasted(mention: QuotationMention, passage: Passage) -> str:
    """Return what is wrong with a row that tells a quotation as a fact, with the words that attribute it."""
    article = passage.article
    start, end = article.sentences_of(mention.start, mention.end)
    for cue in article.cues.touching(start, end):
        outside = cue.end < mention.start or mention.end < cue.start
        if cue.kind == "attribution" and outside and start <= cue.start and cue.end <= end:
            words = article.text[cue.start : cue.end]
            return (
                f"the article says “{words}”: the row leaves it out, and what is quoted is not the article's"
            )
    return "the words stand in a quotation: write in attribution who says so, in the article's words"


def _cues_near(row: ExaminedRow, passage: Passage) -> tuple[CueMention, ...]:
    """Return the cues of the clauses that count."""
    article = passage.article
    sentences = article.sentences.touching(passage.start, passage.end)
    if not sentences or not article.cues.touching(sentences[0].start, sentences[-1].end):
        return tuple(_sources_behind(row, passage))
    touched = [
        clause
        for sentence in sentences
        for clause in clauses.split(article.text, sentence.start, sentence.end)
        if clause[0] < passage.end and passage.start < clause[1]
    ]
    spans = _anchors(row)
    if spans:
        touched = [clause for clause in touched if any(_overlap(clause, span) for span in spans)]
    near = tuple(
        cue
        for cue in (article.cues.touching(touched[0][0], touched[-1][1]) if touched else ())
        if any(_overlap((cue.start, cue.end), clause) for clause in touched)
        and _governs(cue, passage)
        and not _is_said_of_others(cue, row, article)
    )
    return near + tuple(cue for cue in _sources_behind(row, passage) if cue not in near)


def _sources_behind(row: ExaminedRow, passage: Passage) -> Iterator[CueMention]:
    """Yield the sources said directly behind a row's quotation: "“…”, according to X"."""
    for cell in row.of_type("verbatim"):
        if cell.span and _SOURCE_BEHIND.match(passage.article.text, cell.span[1]):
            end = cell.span[1] + _BEHIND
            behind = passage.article.cues.touching(cell.span[1], end)
            yield from (cue for cue in behind if cell.span[1] <= cue.start)


def _governs(cue: CueMention, passage: Passage) -> bool:
    """Say whether a cue can speak of the evidence.

    After its end and behind a comma only an attribution ("…, officials said") or a cue that
    follows at once ("…, reportedly") does.
    """
    gap = passage.article.text[passage.end : cue.start]
    return cue.kind == "attribution" or "," not in gap or not same_words(gap)


def _is_said_of_others(cue: CueMention, row: ExaminedRow, article: AnnotatedText) -> bool:
    """Say whether a cue stands in what somebody says, of which the row takes nothing."""
    said = _said_around(cue, article)
    return said is not None and _stands_outside(row, said, article)


def _said_around(cue: CueMention, article: AnnotatedText) -> tuple[int, int] | None:
    """Return where the spoken sentence stands that holds a cue: quoted, or behind "and said"."""
    for one in article.quotations.touching(cue.start, cue.end):
        if one.speech and one.start <= cue.start and cue.end <= one.end:
            ends = {*article.text[one.end - 1 : one.end + 2]} & _ENDS
            return (one.start, one.end) if ends and article.text[one.start].isupper() else None
    start, end = article.sentences_of(cue.start, cue.end)
    told = _AND_SAID.search(article.text, start, cue.start)
    behind = article.text.endswith((",", ", "), 0, cue.start)  # "…, reportedly" may be of the whole
    return (told.end(), end) if told and not behind else None


_ENDS = frozenset(",.!?")
_AND_SAID = re.compile(r" and (?:later |also |then )?(?:said|says|added|announced|promised|warned) ")


def _stands_outside(row: ExaminedRow, said: tuple[int, int], article: AnnotatedText) -> bool:
    """Say whether all that the row claims stands elsewhere, and its own words are not the spoken ones."""
    claims = row.of_type(*_CLAIMS)
    spoken = {word for word in folded_words(article.text[slice(*said)]) if len(word) >= _TELLING}
    return (
        any(cell.span for cell in claims)
        and all(cell.span and not _overlap(cell.span, said) for cell in claims)
        and all(spoken.isdisjoint(folded_words(cell.cell.words)) for cell in row.of_type("text"))
    )


_CLAIMS = ("number", "choice", "date", "duration", "verbatim")
_TELLING = 4
"""Letters of a word that tells what is spoken of."""


def _anchors(row: ExaminedRow) -> list[tuple[int, int]]:
    """Return what a row is about when its table asks for a number or a quotation: only that clause counts."""
    return [
        cell.span
        for cell in row.of_type("number", "verbatim")
        if cell.field.required and cell.span is not None
    ]


def _is_ordinal(row: ExaminedRow) -> bool:
    """Say whether the row is about an ordinal."""
    return any(cell.field.required and cell.cell.words[-2:] in _ORDINAL for cell in row.of_type("number"))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _kept(cue: CueMention, row: ExaminedRow, passage: Passage) -> bool:
    """Say whether some cell of the row has the cue's words, or says the same by its kind."""
    spoken = cue.kind == "attribution"
    keeping = ("verbatim",) if spoken else ("verbatim", "number", "choice", "attribution")
    parts = [part for cell in row.of_type(*keeping) for part in cell.parts]
    if any(_overlap(part, (cue.start, cue.end)) for part in parts):
        return True
    words = passage.article.text[cue.start : cue.end]
    if (not spoken and _kept_by_choice(words, row)) or _names_the_speaker(cue, words, row, passage):
        return True
    for cell in row.of_type("attribution", "text"):
        if f" {same_words(words)} " in f" {same_words(cell.cell.words)} ":
            return True
        for own in cues.find(cell.cell.words):
            same = cue.kind in _KEPT_BY_ANY_OF_ITS_KIND or own.meaning == cue.meaning
            if own.kind == cue.kind and same and not (spoken and _says_another(cue, cell, passage)):
                return True
    return False


def _says_another(cue: CueMention, cell: ExaminedCell, passage: Passage) -> bool:
    """Say whether an attribution of the row is not a part of this one: two sources can both "estimate"."""
    found = passage.article.find(cell.cell.words, *passage.article.sentences_of(passage.start, passage.end))
    return not any(_overlap(span, (cue.start, cue.end)) for span in found)


def _kept_by_choice(words: str, row: ExaminedRow) -> bool:
    """Say whether the row's choice is one that such words stand for."""
    said = f" {same_words(words)} "
    for cell in row.of_type("choice"):
        listed = cell.field.choices.get(cell.cell.words, ())
        if any(f" {same_words(word)} " in said or said in f" {same_words(word)} " for word in listed):
            return True
    return False


def _names_the_speaker(cue: CueMention, words: str, row: ExaminedRow, passage: Passage) -> bool:
    """Say whether an attribution only says that the row's own person or speaker spoke."""
    speaking = ("name", "parties") if row.of_type("verbatim") else ("name",)
    if cue.kind != "attribution" or not row.cells:
        return False
    own = {
        party
        for cell in row.of_type(*speaking)
        if cell.value is not None
        for party in ([cell.value.normal] if isinstance(cell.value.normal, str) else cell.value.normal)
    }
    people = next(iter(row.cells.values())).context.people
    named = [one.person for one in people.namings(passage.article).touching(cue.start, cue.end)]
    others = [person for person in named if person.kind == "person" and person.id not in own]
    return any(person.id in own for person in named) and not others
