"""Value types of words: quotations, attributions and the editors' own text."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from generator import evidence
from generator.language import countries
from generator.language.model import QuotationMention
from generator.model import Value
from generator.values.amounts import stated
from generator.values.annotated import AnnotatedText, annotated, same_words
from generator.values.base import Context, Missing, NotChecked, Occurrence, Occurs, Passage, ValueType, reason

_ELLIPSIS = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|\(…\)|…|\.\.\.)\s*")
_DIGITS = re.compile(r"[0-9][0-9.,:]*[0-9]|[0-9]")


class Verbatim(ValueType):
    """Words between quotation marks, letter for letter."""

    name: ClassVar[str] = "verbatim"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the words; ``normal`` has white space and marks folded, none around it."""
        folded = evidence.fold(words)
        if len(folded) > 1 and folded[0] == folded[-1] == '"':
            folded = folded[1:-1].strip()
        if not any(_ELLIPSIS.split(folded)):
            return "no words are quoted"
        return Value(words, folded)

    def agree(self, one: Value, other: Value, context: Context) -> bool:
        """Return whether the words are the same, or those of one report are a part of the other's.

        A part does not say the same as a sentence that denies or weakens it.
        """
        shorter, longer = sorted((str(one.normal), str(other.normal)), key=len)
        found = evidence.places(longer, shorter)
        return any(not _changed_around(longer, place.start, place.end) for place in found)

    def precision(self, value: Value) -> int:
        """Return the length of the words, in characters."""
        return len(value.normal)

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the words stand between quotation marks, parts joined by an ellipsis in order."""
        parts = [part for part in _ELLIPSIS.split(str(value.normal)) if part]
        inside = passage.article.quotations.touching(passage.start, passage.end)
        for quotation in inside:
            span = _parts_in(parts, quotation, passage)
            if span is not None:
                lost = _lost_between(span.parts, passage)
                return Missing(f"what is left out has “{lost}”, which changes the sense") if lost else span
        if not inside:
            return Missing("the evidence has no words between quotation marks")
        said = "; ".join(f"“{passage.article.text[one.start : one.end]}”" for one in inside)
        return Missing(f"the article quotes {said}")


class Attribution(ValueType):
    """The words in which the article weakens or attributes what it says."""

    name: ClassVar[str] = "attribution"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the words; ``normal`` has case, hyphens and punctuation folded."""
        return Value(words, same_words(words))

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the words stand in the evidence or in its sentence."""
        start, end = passage.article.sentences_of(passage.start, passage.end)
        found = passage.article.find(value.words, start, end)
        if found:
            return Occurs(*found[0])
        return Missing(f"neither the evidence nor its sentence has “{value.words}”")


class Text(ValueType):
    """The editors' own words: only the numbers, names, dates and negations in them can be checked."""

    name: ClassVar[str] = "text"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the words; ``normal`` has case, hyphens and punctuation folded."""
        return Value(words, same_words(words))

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return what of the words the evidence does not bear out; that they say no more is for a person."""
        start, end = passage.article.paragraph_of(passage.start, passage.end)
        around = Passage(passage.article, start, end)
        problem = (
            _unsupported_number(value.words, passage, around)
            or _unsupported_date(value.words, around)
            or _unsupported_name(value.words, around, context)
            or _unsupported_negation(value.words, passage)
        )
        if problem:
            return Missing(problem)
        place = passage.find(value.words)
        return place or NotChecked(reason("the editor’s own words"))


def _parts_in(parts: list[str], quotation: QuotationMention, passage: Passage) -> Occurs | None:
    """Return where the parts stand in this order within one quotation and the evidence."""
    position = max(quotation.start, passage.start)
    last = min(quotation.end, passage.end)
    spans: list[tuple[int, int]] = []
    for part in parts:
        found = [
            place
            for place in evidence.places(passage.article.text, part)
            if position <= place.start and place.end <= last
        ]
        if not found:
            return None
        position = found[0].end
        spans.append((found[0].start, position))
    return Occurs(spans[0][0], position, tuple(spans))


def _changed_around(words: str, start: int, end: int) -> bool:
    """Say whether the sentence around a part of ``words`` denies, weakens or attributes it."""
    whole = annotated(words)
    first, last = whole.sentences_of(start, end)
    outside = [cue for cue in whole.cues if cue.end <= start or end <= cue.start]
    return any(first <= cue.start and cue.end <= last for cue in outside)


def _lost_between(parts: Sequence[tuple[int, int]], passage: Passage) -> str:
    """Return the first words between the parts that deny, weaken or attribute; "" when there are none."""
    for (_, start), (end, _) in pairwise(parts):
        for cue in passage.article.cues.touching(start, end):
            return passage.article.text[cue.start : cue.end]
    return ""


def _unsupported_number(words: str, passage: Passage, around: Passage) -> str:
    """Say which number of ``words`` the passage does not state with the same bound."""
    article, own = passage.article, annotated(words)
    said = [
        stated(mention, article.text)
        for mention in (article.quantities.touching(around.start, around.end) if own.quantities else ())
        if around.holds(mention.number_start, mention.number_end)
    ]
    read = annotated(words, article.published).times
    for mention in own.quantities:
        in_time = any(one.start <= mention.number_start and mention.number_end <= one.end for one in read)
        if in_time or stated(mention, words) in said:
            continue
        number = words[mention.number_start : mention.number_end]
        if mention.value in [amount for amount, *_ in said]:
            return f"the passage does not say “{number}” with this bound"
        if not around.find(number):
            return f"the passage does not say “{number}”"
    covered = [(one.start, one.end) for one in own.quantities]
    covered += [(one.start, one.end) for one in read]
    for digits in _DIGITS.finditer(words):
        if any(start <= digits.start() < end for start, end in covered):
            continue
        if not _digits_stand(digits[0], around):
            return f"the passage does not say “{digits[0]}”"
    return ""


def _digits_stand(digits: str, around: Passage) -> bool:
    return any(found[0] == digits for found in _DIGITS.finditer(around.words))


def _unsupported_date(words: str, around: Passage) -> str:
    """Say which time expression of ``words`` the passage does not have."""
    own_times = annotated(words, around.article.published).times
    said = {one.value for one in around.within(around.article.times)} if own_times else set()
    for mention in own_times:
        own = words[mention.start : mention.end]
        if mention.value not in said and not around.find(own):
            return f"the passage does not say “{own}”"
    return ""


def _unsupported_name(words: str, around: Passage, context: Context) -> str:
    """Say which name of ``words`` the passage does not have."""
    if around.find(words):
        return ""
    for mention in annotated(words).names:
        own = words[mention.start : mention.end]
        if around.find(own) or around.find(mention.name):
            continue
        person = context.people.find(own) or context.people.find(mention.name)
        namings = around.within(context.people.namings(around.article))
        if person and any(one.person == person for one in namings):
            continue
        code = countries.code(own)
        if code and any(one.code == code for one in around.within(around.article.countries)):
            continue
        return f"the passage does not name “{own}”"
    return _unsupported_capital(words, around.article, context)


def _unsupported_capital(words: str, article: AnnotatedText, context: Context) -> str:
    """Say which word that is written as a name, with a capital, stands nowhere in the article."""
    own = annotated(words)
    spans = zip(own.words.folded[1:], own.words.starts[1:], own.words.ends[1:], strict=True)
    lacking = [span for word, *span in spans if word not in article.places and words[span[0]].isupper()]
    if not lacking:
        return ""
    named = (own.names, context.people.namings(own), own.countries, own.times)
    known = [(one.start, one.end) for several in named for one in several]
    for begin, behind in lacking:
        if not any(start <= begin < end for start, end in known):
            return f"the article does not have “{words[begin:behind]}”"
    return ""


def _unsupported_negation(words: str, passage: Passage) -> str:
    """Say which negation of ``words`` the evidence does not have."""
    denied = next((cue for cue in annotated(words).cues if cue.kind == "negation"), None)
    if denied is None or any(one.kind == "negation" for one in passage.within(passage.article.cues)):
        return ""
    return f"the evidence has no negation such as “{words[denied.start : denied.end]}”"
