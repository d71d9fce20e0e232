"""The value type of choices: one of a few values, each with the words in an article that stand for it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from generator.language import claims, cues
from generator.model import Value
from generator.values.annotated import AnnotatedText
from generator.values.base import Context, Missing, NotChecked, Occurrence, Occurs, Passage, ValueType, reason

_CHOICES = 256
"""Choices of which it is kept at hand whether they look ahead."""
_LISTED = 6
"""Words for a choice that a message lists."""


class Choice(ValueType):
    """One of the values its field allows.

    A choice whose words are plans or denials ("set to", "did not attend") is borne out by any of them. Any
    other says that something came about: its word must stand where the article says so, not behind "would" or
    "hopes". One without words ("happened") is borne out by a verb in the past.
    """

    name: ClassVar[str] = "choice"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the choice; ``normal`` is the allowed value."""
        allowed = _allowed(context)
        if words not in allowed:
            return f"“{words}” is not one of {', '.join(allowed)}"
        return Value(words, words)

    def agree(self, one: Value, other: Value, context: Context) -> bool:
        """Return whether the choices are the same, or steps of one way: what was signed was agreed before."""
        steps = context.field.steps if context.field else ()
        return bool(one.normal == other.normal) or (one.normal in steps and other.normal in steps)

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the evidence has a word that stands for the choice, or says that it came about."""
        if context.field is None or value.normal not in context.field.choices:
            return NotChecked(reason("no words stand for this choice"))
        words = context.field.choices[value.normal]
        if not words:
            return _came_about(passage)
        found = list(places(passage, words))
        if not found:
            listed = ", ".join(f"“{word}”" for word in words[:_LISTED]) + (" …" if words[_LISTED:] else "")
            return Missing(f"the evidence has none of the words for “{value.normal}”: {listed}")
        if looks_ahead(words):
            return found[0]
        for place in found:
            if not not_so(passage.article, place):
                return place
        return Missing(not_so(passage.article, found[0]))


def places(passage: Passage, words: tuple[str, ...]) -> Iterator[Occurs]:
    """Yield where the evidence has the words, in order; where several begin, the longest first."""
    found = {span for word in words for span in passage.article.find(word, passage.start, passage.end)}
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        yield Occurs(start, end)


# Each row of a table asks it of the same few choices.
@lru_cache(maxsize=_CHOICES)
def looks_ahead(words: tuple[str, ...]) -> bool:
    """Return whether a choice's words are those of what is planned, possible or denied."""
    return any(cue.kind in ("plan", "hedge", "negation") for word in words for cue in cues.find(f"{word} do"))


def not_so(article: AnnotatedText, verb: Occurs) -> str:
    """Return why the article does not say that what a verb tells of came about; "" when it does."""
    sentence = article.sentences_of(verb.start, verb.end)
    word = article.text[verb.start : verb.end]
    undone = claims.undone(article.text, sentence, (verb.start, verb.end))
    if undone:
        return f"the article does not say that it came about: “{undone}” stands with “{word}”"
    if claims.lacks_noun(article.text, sentence, (verb.start, verb.end)):
        return f"“{word}” stands with no word such as “deal”"
    return ""


def _came_about(passage: Passage) -> Occurrence:
    """Return where a verb of the evidence says that something came about."""
    problem = ""
    for start, end in claims.past_verbs(passage.article.text, passage.start, passage.end):
        why = not_so(passage.article, Occurs(start, end))
        if not why:
            return Occurs(start, end)
        problem = problem or why
    ahead = claims.looks_ahead(passage.article.text, passage.start, passage.end)
    if ahead and not problem:
        problem = f"the evidence has no verb in the past tense, and “{ahead}” speaks of what is to come"
    if problem:
        return Missing(problem)
    return NotChecked(reason("the evidence has no verb in the past tense"))


def _allowed(context: Context) -> tuple[str, ...]:
    if context.field is None:
        return ()
    return context.field.enum or tuple(context.field.choices)
