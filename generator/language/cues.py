"""Finds the words that weaken, attribute, deny or announce what a clause says."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import attrgetter

from msgspec import Struct

from generator.language import attributions, lexicons
from generator.language.model import CueMention
from generator.language.phrases import alternation

_PLAIN = ("bound", "hedge", "plan", "negation")
_ATTRIBUTING = ("attribution", "attribution_before_that", "attribution_nouns")


class _Lexicon(Struct, frozen=True):
    meanings: dict[str, tuple[tuple[str, str], ...]]
    """Phrase in lower case to the sections it stands in and its headwords there."""
    pattern: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    listed = lexicons.load("cues")
    meanings: dict[str, tuple[tuple[str, str], ...]] = {}
    for section in (*_PLAIN, *_ATTRIBUTING):
        for headword, forms in listed[section].items():
            for form in forms:
                meanings[form] = (*meanings.get(form, ()), (section, headword))
    for form in listed["source_follows"]:
        meanings[form] = (("source_follows", form),)
    written = [form for form in meanings if "'" not in form]
    capitalised = [form[0].upper() + form[1:] for form in written if meanings[form][0][0] not in _ATTRIBUTING]
    return _Lexicon(meanings, _pattern([*written, *capitalised]))


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """Return a pattern of a sign, then one of ``phrases`` or what an apostrophe glues to a word.

    A search runs over letters fast as long as a sign must come first. Letters are named beside "\\w", for
    which a search would ask Unicode of each.
    """
    return re.compile(rf"[^A-Za-z\w](?:{alternation(phrases)}|t(?<=n[’']t)|ll(?<=[’']ll))\b")


_GLUED = {"'t": 2, "’t": 2, "'ll": 1, "’ll": 1}
"""How much of "n't" and "'ll" stands before the letters after the apostrophe."""


_REMEMBERED = 2048
"""Sentences, more than a batch of articles has: a table asks for the cues that another has asked for."""


@lru_cache(maxsize=_REMEMBERED)
def find(text: str, start: int = 0, end: int | None = None) -> tuple[CueMention, ...]:
    """Return the bounds, hedges, attributions, plans and negations of ``text``, in order of their beginnings.

    An attribution spans its verb and the whole noun phrase it attributes to: "South Korean intelligence
    estimates", "according to analysts", "said Angela Merkel". With ``start`` and ``end`` only those are
    returned whose words stand in that stretch of the text.
    """
    lexicon = _lexicon()
    found: list[CueMention] = []
    for first, last in _places(text, start, end):
        words = text[first:last].replace("’", "'")
        meanings = lexicon.meanings.get(words) or lexicon.meanings[words[0].lower() + words[1:]]
        for section, headword in meanings:
            span = _span(text, first, last, section)
            if span:
                kind = section if section in _PLAIN else "attribution"
                found.append(CueMention(*span, kind, headword))
    return tuple(sorted(found, key=attrgetter("start", "end")))


def _places(text: str, start: int, end: int | None) -> Iterator[tuple[int, int]]:
    """Yield where the phrases of a stretch of the text stand; they do not overlap."""
    last = start
    # A space before the words lets their first one match; the offsets of the match are one too high.
    before = start - 1
    for match in _lexicon().pattern.finditer(f" {text[start:end]}"):
        first = before + match.start() - _GLUED.get(match.group(), 0) + 1
        if first >= last:
            last = before + match.end()
            yield first, last


def _span(text: str, start: int, end: int, section: str) -> tuple[int, int] | None:
    """Return the span of the cue; None where the words mean something else here."""
    if section in _PLAIN:
        return None if _means_otherwise(text, start, end, section) else (start, end)
    if section == "source_follows":
        last = attributions.source_end(text, end)
        if text.startswith("citing", start) and not _VOICE.search(text, end, last):
            return None  # "scuttled the talks, citing rebel violence"
        return (start, last) if last > end else None
    if section == "attribution_nouns":
        first = attributions.owner(text, start)
        return (first, end) if first is not None else None
    if section == "attribution_before_that" and not attributions.before_that(text, end):
        return None
    return attributions.before_verb(text, start, end)


_NUMBER = re.compile(
    r",? (?:an? |the )?(?:US|USD|GB|AU|C|A)? ?(?:[$€£¥₹]|\d|(?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion"
    r"|trillion|dozen|half|hundreds|thousands|dozens|third|quarter|tens)\b)"
)
_VOICE = re.compile(
    r"\b(?:official|source|report|people|person|document|data|figure|statement|spokes|agency|ministry|police|media"
    r"|record|study|research|survey|letter|memo|filing|analyst|expert|author|court|witness|news|minister|(?-i:[A-Z]\w+)$)",
    re.IGNORECASE,
)
"""Whom "citing" cites."""
_NOUN = re.compile(r"(?:\b(?:the|his|her|their|its|a|of|military|political|free|good|at|against|in|last) )$")
_AFTER_MODAL = re.compile(r" (?:be|have|not|the|he|she|it|they|we|I|you|this|that)\b")
_SHORT_OF = frozenset(["almost", "nearly"])
"""Bounds before a number, hedges before anything else."""
_MODAL = frozenset(["may", "might", "could", "would", "will", "can"])


def _means_otherwise(text: str, start: int, end: int, section: str) -> bool:
    """Say whether a bound has no number after it, "will" is a noun, "May" a month, "No." a number.

    What is nearly a number is bounded, what is nearly lost is hedged.
    """
    if section == "bound":
        return not _NUMBER.match(text, end)
    if text[start:end].lower() in _SHORT_OF:
        return bool(_NUMBER.match(text, end))
    word = text[start:end]
    if word in _MODAL:
        return text[end : end + 1] in ".,;:" or bool(_NOUN.search(text, max(0, start - 12), start))
    if word in ("May", "Will"):
        return not _AFTER_MODAL.match(text, end)
    return word.lower() == "no" and text[end : end + 1] in (".", "-")
