"""The analysed article: every sentence with all that the language rules found in it, made once."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, repeat
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct

from generator.extract.nations import country_name
from generator.language import (
    clauses,
    countries,
    cues,
    memory,
    names,
    quantities,
    quotations,
    sentences,
    times,
)
from generator.language.model import (
    CountryMention,
    CueMention,
    NameMention,
    QuantityMention,
    QuotationMention,
    Sentence,
    TimeMention,
)

Mention = TypeVar("Mention", CountryMention, NameMention, QuantityMention, QuotationMention, TimeMention)


LONGEST_SENTENCE = 3_000
"""Characters: what is longer is a list or a table that lost its line breaks. It keeps the rules linear."""
WINDOW = 400
"""Characters around a mention that a rule looks at."""
_REMEMBERED = 2048
"""Sentences, more than a batch of articles has: tables ask for the clauses of the same ones."""


@lru_cache(maxsize=_REMEMBERED)
def _clauses(words: str) -> tuple[tuple[int, int], ...]:
    return clauses.split(words, 0, len(words))


def _clause_at(words: str, place: int) -> tuple[int, int]:
    """Return the last clause of a sentence that begins no later than ``place``; (0, 0) if there is none."""
    for clause in reversed(_clauses(words)):
        if clause[0] <= place:
            return clause
    return 0, 0


class Passage(Struct, frozen=True, eq=False):
    """One sentence or heading with the mentions that begin in it, each in the order of the text."""

    index: int
    start: int
    end: int
    paragraph: int
    heading: bool
    """True for what tells nothing by itself: headings, the article's own headline, its dateline, and
    what is too long to be a sentence."""
    text: str
    """The whole article."""
    words: str
    """The sentence as written: ``text[start:end]``."""
    names: tuple[NameMention, ...]
    times: tuple[TimeMention, ...]
    quantities: tuple[QuantityMention, ...]
    quotations: tuple[QuotationMention, ...]
    countries: tuple[CountryMention, ...]

    @property
    def cues(self) -> tuple[CueMention, ...]:
        """The cues of the sentence: looked for where a row needs them, for most sentences give none."""
        return cues.find(self.text, self.start, self.end)

    def clause(self, offset: int) -> str:
        """Return the words of the clause an offset into the text stands in."""
        place = offset - self.start
        first, last = _clause_at(self.words, place)
        return self.words[first:last].strip(" ,;.") if place < last else self.words.rstrip(".")

    def clause_start(self, offset: int) -> int:
        """Return where the clause of an offset into the text begins, as an offset into the text."""
        return self.start + _clause_at(self.words, offset - self.start)[0]

    def before(self, offset: int, length: int = WINDOW) -> str:
        """Return the words in front of an offset into the text, the nearest ``length`` characters."""
        end = offset - self.start
        return self.words[end - length : end] if end > length else self.words[: end if end > 0 else 0]

    def after(self, offset: int, length: int = WINDOW) -> str:
        """Return the words from an offset into the text on, the nearest ``length`` characters."""
        start = offset - self.start
        return self.words[start : start + length] if start > 0 else self.words[:length]


class Document(Struct, frozen=True, eq=False):
    """An article as the rules see it."""

    text: str
    title: str
    published: datetime.date | None
    passages: tuple[Passage, ...]
    headline_until: int
    """Where the repeated headline and the dateline at the top of the text end; 0 without them."""

    def at(self, offset: int) -> Passage:
        """Return the passage an offset stands in (or the last one that begins before it)."""
        index = bisect_right(self.passages, offset, key=lambda passage: passage.start) - 1
        return self.passages[max(0, index)]

    def country(self, code: str) -> str:
        """Return a country's English name as the article has it ("Turkey"), else as the lexicon has it."""
        for passage in self.passages:
            for one in passage.countries:
                words = self.text[one.start : one.end]
                if one.code == code and one.form == "name" and len(words) > 3 and "." not in words:
                    return words.removeprefix("the ")
        return country_name(code)

    def previous(self, passage: Passage) -> Passage | None:
        """Return the sentence before, headings left out, or None at the top."""
        for index in range(passage.index - 1, -1, -1):
            if not self.passages[index].heading:
                return self.passages[index]
        return None


class Source(Struct, frozen=True):
    """An article as it comes."""

    text: str
    title: str | None = None
    published: datetime.date | None = None
    """The day that relative dates are counted from; without it they stay unresolved and give no rows."""


def analyse(text: str, title: str | None = None, published: datetime.date | None = None) -> Document:
    """Return the article with everything the language rules find in it.

    ``published`` resolves relative dates; without it they stay unresolved and give no rows.
    """
    return analyse_all([Source(text, title, published)])[0]


def analyse_all(sources: Sequence[Source]) -> list[Document]:
    """Return each article with everything the language rules find in it, as ``analyse`` does, but faster.

    Each rule reads all the articles before the next one does, while the processor has it at hand. They are
    all held in memory: give about ``memory.BATCH`` at a time.
    """
    parts = [
        (sentences.split(one.text), countries.find(one.text), _completed(names.find(one.text)))
        for one in sources
    ]
    quoted = [quotations.find(one.text) for one in sources]
    timed = [times.find(one.text, one.published) for one in sources]
    counted = [quantities.find(one.text) for one in sources]
    memory.forget_texts()
    return list(map(_document, sources, parts, quoted, timed, counted))


def _document(
    source: Source,
    parts: tuple[Sequence[Sentence], tuple[CountryMention, ...], tuple[NameMention, ...]],
    quoted: tuple[QuotationMention, ...],
    timed: tuple[TimeMention, ...],
    counted: tuple[QuantityMention, ...],
) -> Document:
    """Return the article as its sentences, each with the mentions that begin in it."""
    text, title = source.text, source.title or ""
    found, states, named = parts
    until = _headline_until(text, found, title, source.published)
    ends = [sentence.end for sentence in found]
    shared = zip(
        found,
        _shared(named, ends),
        _shared(timed, ends),
        _shared(counted, ends),
        _shared(quoted, ends),
        _shared(states, ends),
        strict=True,
    )
    passages = tuple(
        Passage(
            index,
            sentence.start,
            sentence.end,
            sentence.paragraph,
            sentence.heading or sentence.start < until or sentence.end - sentence.start > LONGEST_SENTENCE,
            text,
            text[sentence.start : sentence.end],
            *mentions,
        )
        for index, (sentence, *mentions) in enumerate(shared)
    )
    return Document(text, title, source.published, passages, until)


def _completed(found: Sequence[NameMention]) -> tuple[NameMention, ...]:
    """Give every mention of a person the role and the country that some mention of them has."""
    roles: dict[str, str] = {}
    homes: dict[str, str] = {}
    for one in found:
        if one.role:
            roles.setdefault(one.name, one.role)
        if one.country and one.label == "PERSON":
            homes.setdefault(one.name, one.country)
    return tuple([_fuller(one, roles, homes) if one.label == "PERSON" else one for one in found])


def _fuller(one: NameMention, roles: Mapping[str, str], homes: Mapping[str, str]) -> NameMention:
    role, country = one.role or roles.get(one.name, ""), one.country or homes.get(one.name, "")
    if role == one.role and country == one.country:
        return one
    return NameMention(one.start, one.end, one.label, one.name, role, country)


def _shared(mentions: tuple[Mention, ...], ends: Sequence[int]) -> Sequence[tuple[Mention, ...]]:
    """Return, for each sentence, the mentions that begin before its end and after the last one's."""
    if not mentions:
        return [()] * len(ends)
    starts: list[int] = list(map(_START, mentions))
    places = [0, *map(bisect_left, repeat(starts), ends)]
    return [mentions[first:last] for first, last in pairwise(places)]


_START = attrgetter("start")
_DATELINE_LENGTH = 60


def _headline_until(text: str, found: Sequence[Sentence], title: str, published: datetime.date | None) -> int:
    """Return where the headline repeated at the top of the text, and a line with the date alone, end."""
    until = 0
    for sentence in found[:3]:
        words = " ".join(text[sentence.start : sentence.end].split())
        headline = bool(title) and words.rstrip(".") == " ".join(title.split()).rstrip(".")
        if headline or _is_dateline(words, published):
            until = sentence.end
        else:
            break
    return until


def _is_dateline(words: str, published: datetime.date | None) -> bool:
    """Tell a line that holds the day of publication and nothing else."""
    if published is None or len(words) > _DATELINE_LENGTH:
        return False
    parts = words.replace(",", " ").split()
    return bool(parts) and _parts_of(published).issuperset(part.strip(".") for part in parts)


@lru_cache(maxsize=128)
def _parts_of(day: datetime.date) -> frozenset[str]:
    """Return the words and figures that a line with a day alone is made of."""
    spelled = [day.strftime(form) for form in ("%B", "%b", "%A", "%d")]
    return frozenset((*spelled, str(day.day), str(day.year), day.isoformat()))
