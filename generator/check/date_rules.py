"""Rules on the dates of a row: of two dates in the evidence, it has the one that belongs to its event."""

import re
from collections.abc import Iterator, Sequence

from generator.check.examined import ExaminedCell, ExaminedRow
from generator.check.outcomes import Outcome, Passed, failed
from generator.language.model import TimeMention
from generator.values import AnnotatedText, Passage
from generator.values.annotated import folded_words

_RULE = "date-not-in-evidence"
_PARTS = re.compile(r"[,;—–]|\band\b|\s-\s")
_STEM = 4
"""Letters that two forms of a word share at least, and the most that either may have after them."""
_NEXT_TO_NOTHING = 1
"""Words beside a date that make no statement of their own: "On Wednesday, …"."""


def dates_of_their_events(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether a date stands with the words of its event, where the evidence has another that does.

    "The bridge, built on 1 May, opened on Tuesday" has a date for what was
    built and one for what opened. Words are held to be the same by their beginnings.
    """
    for row in rows:
        dated = row.of_type("date")
        told = (
            [word for cell in row.of_type("text") for word in folded_words(cell.cell.words)] if dated else []
        )
        for cell in dated:
            if row.passage is not None and cell.span is not None and told:
                yield from _of_its_event(cell, cell.span, row.passage, told)


def _of_its_event(
    cell: ExaminedCell, span: tuple[int, int], passage: Passage, told: Sequence[str]
) -> Iterator[Outcome]:
    dates = [one for one in passage.within(passage.article.times) if one.type == "DATE"]
    own = [one for one in dates if span[0] < one.end and one.start < span[1]]
    others = [one for one in dates if one not in own and all(one.value != mine.value for mine in own)]
    if not own or not others:
        return
    if any(_tells(passage, one, told) for one in own):
        yield Passed(_RULE)
        return
    nearer = next((one for one in others if _tells(passage, one, told)), None)
    if nearer is None:
        return
    words = passage.article.text[nearer.start : nearer.end]
    message = f"{cell.field.name}: “{cell.cell.words}” is the date of something else: “{words}” is this one's"
    yield failed(_RULE, cell.cell.location, message)


def _tells(passage: Passage, mention: TimeMention, told: Sequence[str]) -> bool:
    """Say whether the part of the sentence with the date has a word of the event."""
    start, end = _part(passage.article, mention)
    said = folded_words(passage.article.text[start:end])
    return any(same_stem(one, other) for one in said for other in told)


def _part(article: AnnotatedText, mention: TimeMention) -> tuple[int, int]:
    """Return the part of the sentence with the date; a date alone belongs to the part beside it."""
    first, last = article.sentences_of(mention.start, mention.end)
    cuts = [
        found.span()
        for found in _PARTS.finditer(article.text, first, last)
        if not article.times.touching(found.start(), found.start() + 1)
    ]
    starts, ends = [first, *(end for _, end in cuts)], [*(start for start, _ in cuts), last]
    place = max(i for i, start in enumerate(starts) if start <= mention.start)
    around = f"{article.text[starts[place] : mention.start]} {article.text[mention.end : ends[place]]}"
    if len(folded_words(around)) > _NEXT_TO_NOTHING:
        return starts[place], ends[place]
    if place == 0 and len(starts) > 1:
        return starts[0], ends[1]
    return starts[max(0, place - 1)], ends[place]


def same_stem(one: str, other: str) -> bool:
    """Return whether two folded words are forms of one: "opens" and "opened"."""
    shared = 0
    for letter, same in zip(one, other, strict=False):
        if letter != same:
            break
        shared += 1
    return shared >= _STEM and max(len(one), len(other)) - shared <= _STEM
