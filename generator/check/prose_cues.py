"""Rules on what weakens, attributes or denies in the prose beside a link to a fact."""

import re
from collections.abc import Iterator, Sequence

from generator.check.examined import ExaminedRow
from generator.check.outcomes import Outcome, Passed, failed
from generator.check.prose import FACT, Block, Link
from generator.language import cues
from generator.values import AnnotatedText

_WEAKENING = ("hedge", "attribution")
_REFUSAL = re.compile(
    r"\b(?:(?:refus|reject|den(?:y|ie)|cancel|abandon|scrapp|halt|fail|withdr)\w*"
    r"|declin\w+ to|false|without)\b",
    re.IGNORECASE,
)


def cues_told(
    block: Block, text: AnnotatedText, link: Link, rows: Sequence[ExaminedRow]
) -> Iterator[Outcome]:
    """Yield whether the sentence of a link keeps the fact's hedges, sources and denials, and adds no denial.

    What only some of the fact's rows weaken may be told without: another article says it outright.
    """
    name = link.address.removeprefix(FACT)
    start, end = text.sentences_of(link.start, link.end)
    here = [cue for cue in text.cues.touching(start, end) if start <= cue.start and cue.end <= end]
    for kinds in (_WEAKENING, ("negation",)):
        needed = [_cue_words(row, kinds) for row in rows]
        if not rows or not all(needed):
            continue
        said = any(cue.kind in kinds for cue in here)
        if said or any(text.find(words, start, end) for own in needed for words in own):
            yield Passed("prose-cue-lost")
        else:
            message = f"the fact “{name}” says “{needed[0][0]}”: the sentence leaves it out"
            yield failed("prose-cue-lost", block.place(link.start), message)
    yield from _denial(block, text, link, rows)


def _cue_words(row: ExaminedRow, kinds: Sequence[str]) -> list[str]:
    """Return the row's attributions that have a cue of one of these kinds; one without any names a source."""
    own = [cell.cell.words for cell in row.of_type("attribution")]
    return [words for words in own if _kinds(words) & set(kinds)]


def _kinds(words: str) -> set[str]:
    return {cue.kind for cue in cues.find(words) if cue.kind != "bound"} or {"attribution"}


def _denial(block: Block, text: AnnotatedText, link: Link, rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether the words of a link deny or refuse what no row and no evidence does."""
    denied = _denial_in(text, link.start, link.end)
    if not denied:
        return
    told = [AnnotatedText(cell.cell.words) for row in rows for cell in row.cells.values()]
    told += [AnnotatedText(row.passage.words) for row in rows if row.passage is not None]
    if any(_denial_in(one, 0, len(one.text)) for one in told):
        yield Passed("prose-fact-disagrees")
        return
    name = link.address.removeprefix(FACT)
    message = f"the fact “{name}” does not say “{denied}”"
    yield failed("prose-fact-disagrees", block.place(link.start), message)


def _denial_in(text: AnnotatedText, start: int, end: int) -> str:
    """Return the first words of a span that deny or refuse something; "" when there are none."""
    for cue in text.cues.touching(start, end):
        if cue.kind == "negation" and start <= cue.start and cue.end <= end:
            return text.text[cue.start : cue.end]
    refused = _REFUSAL.search(text.text, start, end)
    return refused[0] if refused else ""
