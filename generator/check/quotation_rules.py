"""Rules on who said a quotation."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from generator.check.examined import ExaminedCell, ExaminedRow
from generator.check.outcomes import Outcome, Passed, failed, unmade
from generator.check.value_rules import names_speaker
from generator.language import lexicons
from generator.language.model import QuotationMention
from generator.language.phrases import alternation
from generator.values import AnnotatedText, Occurs, Passage, People, reason
from generator.values.annotated import same_words
from generator.values.naming import Parties, country_name


def speaker_named(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether each speaker is named in the sentence of the quotation or the one before or after."""
    for row, cell in _speakers(rows):
        place = cell.cell.location
        quoted = _quoted(row)
        if quoted is None or row.passage is None:
            yield unmade("speaker-not-named", place, "the quotation was not found")
            continue
        start, end = row.passage.article.sentences_of(*quoted, around=1)
        around = Passage(row.passage.article, start, end)
        for party in _parties(cell):
            if isinstance(Parties().party_occurs(party, around, cell.context), Occurs):
                yield Passed("speaker-not-named")
                continue
            name = _shown(party, cell.context.people)
            message = f"{name} is not named in the sentence of the quotation or the ones beside it"
            yield failed("speaker-not-named", place, message)


def speaker_agrees(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether the article gives the quotation to the row's speaker."""
    for row, cell in _speakers(rows):
        place = cell.cell.location
        quoted = _quoted(row)
        if quoted is None or row.passage is None:
            yield unmade("speaker-differs", place, "the quotation was not found")
            continue
        mention = _quotation(row.passage, quoted)
        if mention is None or not mention.speaker:
            if row.of_type("attribution"):
                because = reason(
                    "the article does not say beside the quotation who spoke:"
                    " it is told as somebody’s account"
                )
                yield unmade("speaker-differs", place, because)
            else:
                unsaid = "the article does not say beside the quotation who spoke"
                yield failed("speaker-differs", place, f"{unsaid}: these may be nobody's spoken words")
        elif other := _speaks_for(row.passage.article, mention, cell):
            message = f"the article says “{other}”: that is not {cell.cell.words} speaking"
            yield failed("speaker-differs", place, message)
        elif _same_speakers(mention.speaker, cell):
            yield Passed("speaker-differs")
        else:
            message = f"the article gives these words to {mention.speaker}, not to {cell.cell.words}"
            yield failed("speaker-differs", place, message)


def _speakers(rows: Sequence[ExaminedRow]) -> Iterator[tuple[ExaminedRow, ExaminedCell]]:
    for row in rows:
        for cell in row.of_type("name", "parties"):
            if cell.value is not None and names_speaker(row, cell):
                yield row, cell


def _quoted(row: ExaminedRow) -> tuple[int, int] | None:
    spans = [cell.span for cell in row.of_type("verbatim") if cell.span is not None]
    return spans[0] if spans else None


def _quotation(passage: Passage, span: tuple[int, int]) -> QuotationMention | None:
    for mention in passage.article.quotations.touching(*span):
        if mention.start <= span[0] and span[1] <= mention.end:
            return mention
    return None


_ADDRESSED = re.compile(r",? (?:was|were|is|are|has been|had been) (?:told|asked|warned|informed|reminded)\b")


@cache
def _speaking_for() -> re.Pattern[str]:
    """Return a pattern of "a spokesman for" up to a name."""
    return re.compile(rf"\b(?:{_stand_ins()}) (?:for|of|to|from|close to) (?:[\w’'-]+ ){{0,4}}$")


@cache
def _owned() -> re.Pattern[str]:
    """Return a pattern of what follows a name in "X's spokesman"."""
    return re.compile(rf"[’']s (?:[\w-]+ ){{0,2}}(?:{_stand_ins()})\b")


def _stand_ins() -> str:
    return alternation(lexicons.load("claims")["stand_ins"])


def _speaks_for(article: AnnotatedText, mention: QuotationMention, cell: ExaminedCell) -> str:
    """Return the words by which the one named only has a spokesman who spoke, or was spoken to; else ""."""
    start, end = article.sentences_of(mention.start, mention.end)
    text, problem = article.text, ""
    for one in cell.context.people.namings(article).touching(start, end):
        inside = mention.start <= one.start < mention.end
        if inside or one.start < start or one.end > end or one.person.id not in _parties(cell):
            continue
        before = _speaking_for().search(text, max(start, one.start - _BEFORE), one.start)
        after = _owned().match(text, one.end) or _ADDRESSED.match(text, one.end)
        if before is None and after is None:
            return ""
        said = text[before.start() if before else one.start : after.end() if after else one.end]
        problem = problem or said
    return problem


_BEFORE = 90
"""Characters before a name that are looked at for whom it speaks for."""


def _parties(cell: ExaminedCell) -> tuple[str, ...]:
    normal = cell.value.normal if cell.value else ()
    return (normal,) if isinstance(normal, str) else tuple(normal)


def _same_speakers(said: str, cell: ExaminedCell) -> bool:
    """Say whether those the article names (semicolons between) are those of the row."""
    named = [name.strip() for name in said.split(";")]
    parties = _parties(cell)
    people = cell.context.people
    return all(any(_is_called(party, name, people) for name in named) for party in parties) and all(
        any(_is_called(party, name, people) for party in parties) for name in named
    )


def _is_called(party: str, name: str, people: People) -> bool:
    """Say whether a party of the row is the one the article calls so, in full or in part."""
    known = people.find(name)
    if known is not None:
        return known.id == party
    said = set(same_words(name).split())
    forms = (people[party].name, *people[party].aliases) if party in people else (country_name(party),)
    return any(said <= set(same_words(form).split()) for form in forms)


def _shown(party: str, people: People) -> str:
    return people[party].name if party in people else country_name(party)
