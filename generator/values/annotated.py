"""An article's text with what the language rules find in it."""

import datetime
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from msgspec import Struct

from generator.language import countries, cues, names, quantities, quotations, sentences, times
from generator.language.model import (
    CountryMention,
    CueMention,
    NameMention,
    QuantityMention,
    QuotationMention,
    Sentence,
    TimeMention,
)
from generator.values.mentions import Mentions

_WORD = re.compile(r"[^\W_]+")
_REMEMBERED = 8192
"""Phrases kept at hand: names and the like come again in most rows."""
_CELLS = 1024
"""Words of cells kept at hand, annotated."""
_BETWEEN_WORDS = frozenset(" \t\u00a0\u202f\u2009-‐‑'’")  # noqa: RUF001 - meant


class Words(Struct, frozen=True):
    """The runs of letters and digits of a text, in order: of each article there are thousands."""

    folded: tuple[str, ...]
    """Each, its case and diacritics folded."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def words_of(text: str) -> Words:
    """Return the words of ``text``; hyphens, apostrophes and all punctuation part words."""
    spans = tuple(_marked_spans(text) if _is_marked(text) else [one.span() for one in _WORD.finditer(text)])
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return Words(folded_words(text), starts, ends)


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of ``text``, their case and diacritics folded."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    if _is_marked(text):
        return tuple([_folded(text[start:end]) for start, end in _marked_spans(text)])
    return tuple([_folded(word) for word in _WORD.findall(text)])


def _is_marked(text: str) -> bool:
    """Say whether a text has combining marks, which belong to the letter before."""
    return not text.isascii() and any(unicodedata.category(one)[0] == "M" for one in set(text))


def _marked_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of words in a text that has combining marks."""
    start = -1
    for position, character in enumerate(text):
        inside = character.isalnum() or (start >= 0 and unicodedata.category(character)[0] == "M")
        if inside and start < 0:
            start = position
        elif not inside and start >= 0:
            yield start, position
            start = -1
    if start >= 0:
        yield start, len(text)


@lru_cache(maxsize=_REMEMBERED)
def same_words(text: str) -> str:
    """Return the words of ``text`` folded: equal for ``Kim Jong-un`` and ``Kim Jong Un``."""
    return " ".join(folded_words(text))


@lru_cache(maxsize=_REMEMBERED)
def _phrase(text: str) -> tuple[str, ...]:
    return folded_words(text)


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] != "M")


class AnnotatedText:
    """A text and what stands in it, each kind of thing looked for once and only when asked for."""

    def __init__(self, text: str, published: datetime.date | None = None) -> None:
        self.text = text
        self.published = published
        self.named: tuple[object, Mentions[Any]] | None = None
        """The directory of people that was last asked whom the text names, and its answer."""

    @cached_property
    def words(self) -> Words:
        """Every word, in order."""
        return words_of(self.text)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """By folded word, where it stands among the words."""
        places = defaultdict(list)
        for place, word in enumerate(self.words.folded):
            places[word].append(place)
        return dict(places)

    @cached_property
    def sentences(self) -> Mentions[Sentence]:
        """Every sentence and heading, in order."""
        return Mentions(sentences.split(self.text))

    @cached_property
    def quantities(self) -> Mentions[QuantityMention]:
        """Every quantity that is no part of a date, in order."""
        dates = [one for one in self.times if one.type in ("DATE", "TIME")]
        starts = [one.start for one in dates]
        kept = []
        for mention in quantities.find(self.text):
            before = bisect_right(starts, mention.number_start) - 1
            if before < 0 or dates[before].end < mention.number_end:
                kept.append(mention)
        return Mentions(kept)

    @cached_property
    def times(self) -> Mentions[TimeMention]:
        """Every time expression, relative ones resolved against the day of publication."""
        return Mentions(times.find(self.text, self.published))

    @cached_property
    def names(self) -> Mentions[NameMention]:
        """Every proper name, in order."""
        return Mentions(names.find(self.text))

    @cached_property
    def countries(self) -> Mentions[CountryMention]:
        """Every country, in order."""
        return Mentions(countries.find(self.text))

    @cached_property
    def quotations(self) -> Mentions[QuotationMention]:
        """All words between quotation marks, in order."""
        return Mentions(quotations.find(self.text))

    @cached_property
    def cues(self) -> Mentions[CueMention]:
        """Every hedge, bound, attribution, plan and negation, in order."""
        return Mentions(cues.find(self.text))

    def find(self, phrase: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
        """Return where the words of ``phrase`` stand in a span, case and hyphens folded."""
        wanted = _phrase(phrase)
        places = self.places.get(wanted[0]) if wanted else None
        if places is None:
            return ()
        words, last = self.words, len(self.text) if end is None else end
        found = []
        for place in places[bisect_left(places, start, key=words.starts.__getitem__) :]:
            after = place + len(wanted)
            if words.starts[place] >= last:
                break
            same = words.folded[place:after] == wanted and words.ends[after - 1] <= last
            if same and self.run_on(place, after):
                found.append((words.starts[place], words.ends[after - 1]))
        return tuple(found)

    def run_on(self, first: int, after: int) -> bool:
        """Return whether only spaces, hyphens, apostrophes and dots of initials part these words."""
        words = self.words
        for place in range(first + 1, after):
            between = self.text[words.ends[place - 1] : words.starts[place]]
            if between.startswith(".") and len(words.folded[place - 1]) <= 2:
                between = between[1:]
            if not _BETWEEN_WORDS.issuperset(between):
                return False
        return True

    def sentences_of(self, start: int, end: int, around: int = 0) -> tuple[int, int]:
        """Return the span of the sentences that a span touches, with ``around`` more on each side."""
        touched = self.sentences.touched(start, end)
        if not touched:
            return start, end
        first = max(0, touched[0] - around)
        last = min(len(self.sentences) - 1, touched[-1] + around)
        return min(start, self.sentences[first].start), max(end, self.sentences[last].end)

    def paragraph_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the paragraph or paragraphs that ``start`` and ``end`` touch."""
        touched = self.sentences.touched(start, end)
        if not touched:
            return start, end
        first, _ = self._paragraphs[self.sentences[touched[0]].paragraph]
        _, last = self._paragraphs[self.sentences[touched[-1]].paragraph]
        return min(start, first), max(end, last)

    @cached_property
    def _paragraphs(self) -> Mapping[int, tuple[int, int]]:
        spans: dict[int, tuple[int, int]] = {}
        for one in self.sentences:
            first, _ = spans.get(one.paragraph, (one.start, one.end))
            spans[one.paragraph] = first, one.end
        return spans


@lru_cache(maxsize=_CELLS)
def annotated(words: str, published: datetime.date | None = None) -> AnnotatedText:
    """Return the words of a cell as an annotated text: the rows of one fact often say the same."""
    return AnnotatedText(words, published)
