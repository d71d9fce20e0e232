"""Quotations: words between quotation marks that somebody named said or wrote.

The language rules know the speaker by a verb of saying, "according to" or a colon. Here are those who speak
without any: the one person of the sentence before, and "For X, the verdict was “…”".
"""

import re
from collections.abc import Callable, Iterator

from generator.extract.document import Document, Passage
from generator.extract.rows import Quote
from generator.language.model import QuotationMention


def find(document: Document) -> tuple[Quote, ...]:
    """Return the quotations of an article that have a speaker, in the order of the text."""
    return tuple(_quotes(document))


def _quotes(document: Document) -> Iterator[Quote]:
    last: Quote | None = None
    for passage in document.passages:
        if passage.heading:
            continue
        for quotation in passage.quotations:
            made = _spoken(document, passage, quotation) or _going_on(document, passage, quotation, last)
            if made:
                last = made
                yield made


def _spoken(document: Document, passage: Passage, quotation: QuotationMention) -> Quote | None:
    if quotation.speech:
        speaker = quotation.speaker
        return _quote(document, passage, quotation, speaker, "speech") if speaker else None
    for rule in RULES:
        speaker = rule(document, passage, quotation)
        if speaker:
            return _quote(document, passage, quotation, speaker, rule.__name__.replace("_", "-"))
    return None


def _going_on(
    document: Document, passage: Passage, quotation: QuotationMention, last: Quote | None
) -> Quote | None:
    """Read a quoted sentence right behind one that quotes somebody: whose it is, is not said again."""
    before = document.previous(passage)
    if quotation.speech or last is None or before is None or not before.start < last.end <= before.end + 1:
        return None
    if not _is_whole(document, passage, quotation):
        return None
    return _quote(document, passage, quotation, last.speaker, "going-on")


def standing_alone(document: Document, passage: Passage, quotation: QuotationMention) -> str:
    """Read a quoted sentence behind one that tells of its speaker: "Mayor Adams was blunt. “We are out.”"."""
    before = document.previous(passage)
    whole = _is_whole(document, passage, quotation)
    if not whole or before is None or before.paragraph != passage.paragraph:
        return ""
    people = {name.name for name in before.names if name.label == "PERSON"}
    return people.pop() if len(people) == 1 and not before.quotations else ""


def _is_whole(document: Document, passage: Passage, quotation: QuotationMention) -> bool:
    """Tell a quoted sentence from quoted words within one, and from a title."""
    words = document.text[quotation.start : quotation.end]
    whole = quotation.start - passage.start <= 2 and quotation.end >= passage.end - 2
    return whole and words.count(" ") >= _SENTENCE


_SENTENCE = 3
"""Spaces: a quotation of fewer words may be a title."""


def in_somebodys_view(document: Document, passage: Passage, quotation: QuotationMention) -> str:
    """Read "For Maria Lopez, the verdict was “a long time coming”"."""
    view = _VIEW.match(passage.words)
    judged = view and _JUDGED.search(passage.before(quotation.start))
    if not view or not judged:
        return ""
    place = passage.start + view.end()
    named = (name.name for name in passage.names if name.label == "PERSON" and name.start <= place + _ROLE)
    return next(named, "")


_VIEW = re.compile(r"(?:For|To) (?=[A-Z])")
_JUDGED = re.compile(r", [^,]{1,80} (?:is|was|are|were|felt like|meant) (?:\w+ ){0,3}[“\"‘']$")
_ROLE = 30
"""Characters that a role before the name may have."""

RULES: tuple[Callable[[Document, Passage, QuotationMention], str], ...] = (standing_alone, in_somebodys_view)
"""What is no speech by a verb of saying is tried by these, in this order."""


def _quote(
    document: Document, passage: Passage, quotation: QuotationMention, speaker: str, rule: str
) -> Quote:
    last = document.at(max(quotation.start, quotation.end - 1))
    if last.paragraph != passage.paragraph:
        last = passage
    return Quote(
        start=passage.start,
        end=last.end,
        evidence=document.text[passage.start : last.end],
        rule=f"quotes-{rule}",
        confidence=0.85 if rule == "speech" else 0.6,
        speaker=speaker,
        words=document.text[quotation.start : quotation.end].rstrip(","),
    )
