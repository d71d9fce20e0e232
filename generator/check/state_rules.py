"""The rule on states: what a row says has come about, or is planned, fits its date and the article's verb."""

import re
from collections.abc import Iterator, Sequence

from generator import edtf
from generator.check.examined import ExaminedCell, ExaminedRow
from generator.check.outcomes import Outcome, Passed, failed
from generator.values import Occurs, Passage
from generator.values.choices import looks_ahead, not_so, places

_RULE = "state-contradicted"
_TELLING = ("announce", "declare")
"""Headwords of verbs that tell of a plan as well as of what is done."""
_RELATIVE = re.compile(r"\b(?:which|that|who|whose)\b(?!.*\b(?:and|but)\b)", re.DOTALL)


def states_hold(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether the state of a thing fits its date, and the verb that the article tells it with.

    What is dated after its article was published has not happened by then. What was signed is not planned
    because a clause that hangs on it ("…, which will provide gas") looks ahead.
    """
    for row in rows:
        for cell in row.of_type("choice"):
            if cell.value is None or row.passage is None or cell.cell.words not in cell.field.choices:
                continue
            problem = _too_early(row, cell, row.passage) or _finished(row, cell, row.passage)
            if problem:
                yield failed(_RULE, cell.cell.location, f"{cell.field.name}: {problem}")
            else:
                yield Passed(_RULE)


def _too_early(row: ExaminedRow, cell: ExaminedCell, passage: Passage) -> str:
    """Say which date of the row lies after the day of the article that says it has happened."""
    published = passage.article.published
    if cell.field.choices[cell.cell.words] or published is None:
        return ""
    for dated in row.of_type("date"):
        date = edtf.parse(dated.value.normal) if dated.value else None
        if date is not None and date.precision != "interval" and date.lower > published:
            return f"{dated.cell.words} lies after {published}, when the article was published"
    return ""


def _finished(row: ExaminedRow, cell: ExaminedCell, passage: Passage) -> str:
    """Say by which verb the article tells that what the row calls planned has come about."""
    words = cell.field.choices[cell.cell.words]
    if not words or not looks_ahead(words) or row.of_type("name"):
        return ""
    done = [
        place
        for other, listed in cell.field.choices.items()
        if other != cell.cell.words and listed and not looks_ahead(listed)
        for place in places(passage, listed)
        if not not_so(passage.article, place) and not _says(passage, place)
    ]
    ahead = list(places(passage, words))
    for verb in done:
        if ahead and all(_hangs_on(passage, verb.end, place.start) for place in ahead):
            said = passage.article.text[verb.start : verb.end]
            planned = passage.article.text[ahead[0].start : ahead[0].end]
            return f"the article says “{said}”; “{planned}” stands in a clause that hangs on it"
    return ""


def _says(passage: Passage, verb: Occurs) -> bool:
    """Say whether a verb only tells what follows: a plan is announced."""
    return any(cue.meaning in _TELLING for cue in passage.article.cues.touching(verb.start, verb.end))


def _hangs_on(passage: Passage, verb: int, ahead: int) -> bool:
    """Say whether a relative clause begins between a verb and the words that look ahead, in one sentence."""
    if ahead < verb or ahead >= passage.article.sentences_of(verb - 1, verb)[1]:
        return False
    return bool(_RELATIVE.search(passage.article.text[verb:ahead].removeprefix(" that ")))
