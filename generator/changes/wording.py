"""What weakened the editor's own words and stands there no more: hedges, sources and plans."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from generator.differing import one_line
from generator.language import cues, sentences
from generator.model import Explainer, Location

_KINDS = frozenset(["hedge", "attribution", "plan"])
_FRONT_MATTER = ("title", "standfirst")
_WRAPPED = re.compile(r"(?<!\n)\n(?!\n)")
_MARKUP = re.compile(r"\]\([^()\s]*\)|\[|[*_`]")
_FACT = re.compile(r"\]\(fact:([^()\s]*)\)")
_WORD = re.compile(r"\w+")
MOST_SENTENCES = 1_000
"""Of a text of which sentences are told apart; a longer one is compared as a whole."""


class _Sentence(Struct, frozen=True):
    start: int
    plain: str
    """Without its markup."""
    words: frozenset[str]
    facts: tuple[str, ...]
    """What it cites."""

    @classmethod
    def read(cls, start: int, written: str) -> "_Sentence":
        plain = one_line(_MARKUP.sub("", written))
        words = frozenset(word.casefold() for word in _WORD.findall(plain))
        return cls(start, plain, words, tuple(_FACT.findall(written)))


class Weaker(Struct, frozen=True):
    """A sentence that was weakened at base, and is less so at head."""

    words: tuple[str, ...]
    """What weakened it, as it was written."""
    sentence: str
    """At head, without its markup."""
    fact: str
    """The first one that both sentences cite, as ``table/fact``; "" when there is none."""
    location: Location
    """Where the sentence begins at head."""


def lost(before: Explainer, after: Explainer) -> Iterator[Weaker]:
    """Yield the sentences of the prose, the title and the standfirst that lost what weakened them.

    What is only said in other words is not lost, nor what went with its whole sentence.
    """
    for name in _FRONT_MATTER:
        yield from _lost(getattr(before, name), getattr(after, name), after.location, within=False)
    yield from _lost(before.prose.text, after.prose.text, after.prose.location, within=True)


def _lost(before: str, after: str, place: Location, within: bool) -> Iterator[Weaker]:
    """Yield what two texts differ in; ``within`` one that begins at ``place`` a sentence has its own line."""
    if before == after:
        return
    for was, now in _differing(_sentences(before), _sentences(after)):
        there = {word for one in now for word in one.words}
        # What has little in common with what stands there now went as a whole.
        was = [one for one in was if 2 * len(one.words & there) >= len(one.words)]
        gone = tuple(_gone(" ".join(one.plain for one in was), " ".join(one.plain for one in now)))
        if gone:
            known = {word for one in was for word in one.words}
            nearest = max(now, key=lambda one: len(one.words & known))
            line = place.line + after.count("\n", 0, nearest.start) if within else place.line
            cited = [fact for one in was for fact in one.facts if any(fact in other.facts for other in now)]
            yield Weaker(gone, nearest.plain, cited[0] if cited else "", Location(place.path, line))


def _differing(
    old: Sequence[_Sentence], new: Sequence[_Sentence]
) -> Iterator[tuple[Sequence[_Sentence], Sequence[_Sentence]]]:
    """Yield the sentences that stand in the place of others, as few together as can be told."""
    if max(len(old), len(new)) > MOST_SENTENCES:
        yield old, new
        return
    matcher = SequenceMatcher(None, [one.plain for one in old], [one.plain for one in new], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "replace" and last - first == end - start:
            yield from (([one], [other]) for one, other in zip(old[first:last], new[start:end], strict=True))
        elif tag == "replace":
            yield old[first:last], new[start:end]


def _gone(was: str, now: str) -> Iterator[str]:
    """Yield the words that weaken a text at base, but for those that stay or have others of their kind."""
    here = Counter((cue.kind, now[cue.start : cue.end].casefold()) for cue in cues.find(now))
    left: list[tuple[str, str]] = []
    for cue in cues.find(was):
        words = was[cue.start : cue.end]
        if here[cue.kind, words.casefold()] > 0:
            here[cue.kind, words.casefold()] -= 1
        elif cue.kind in _KINDS:
            left.append((cue.kind, words))
    others = Counter({kind: sum(here[one] for one in here if one[0] == kind) for kind in _KINDS})
    for kind, words in left:
        others[kind] -= 1
        if others[kind] < 0:
            yield words


def _sentences(text: str) -> list[_Sentence]:
    """Return the sentences of a text; a line break within a paragraph ends none."""
    flat = _WRAPPED.sub(" ", text)
    return [_Sentence.read(one.start, flat[one.start : one.end]) for one in sentences.split(flat)]
