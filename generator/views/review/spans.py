"""Words before and after, with those marked that differ."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.differing import differing, in_sentences, in_words, one_line, unlike
from generator.views import words
from generator.views.review.entries import Data, Pair, Quoted, Span, Words

_CITED = re.compile(r"\]\(fact:[^()\s]*\)")
LONGEST = 900
"""Letters of a part of a text."""
MOST_PLACES = 20
"""Parts of one text."""
SAME_MEANING = "other words, same meaning"


def place(location: Data) -> str:
    """Return file and line as an editor looks them up."""
    return f"{location['path']}:{location['line']}"


def marked(before: str, after: str) -> tuple[Words, Words]:
    """Return two texts with the words marked that differ; none where one of them is empty."""
    old, new = in_words(one_line(before)), in_words(one_line(after))
    gone, come = differing(old, new) if old and new else ([False] * len(old), [False] * len(new))
    nowhere = [False] * max(len(old), len(new))
    return _spans(old, gone, nowhere), _spans(new, come, nowhere)


def cell_pair(cell: Data) -> Pair:
    """Return a column before and after."""
    before, after = cell["before"], cell["after"]
    remark = SAME_MEANING if cell["same_meaning"] and before and after else ""
    return Pair(cell["title"], *marked(before, after), remark)


def value_pair(value: Data) -> Pair:
    """Return what a fact says in one field before and after."""
    return Pair(value["title"], *marked(" or ".join(value["before"]), " or ".join(value["after"])))


def passage_pairs(title: str, passages: Iterable[Sequence[str]]) -> Iterator[Pair]:
    """Yield the sentences that differ in paragraphs. Where there are very many, the last says how many.

    Names of facts stand in them only where they alone differ.
    """
    parts = [part for passage in passages for part in _sentences_unlike(*_uncited(*passage))]
    for before, after in parts[:MOST_PLACES]:
        yield Pair(title, before, after)
    if parts[MOST_PLACES:]:
        yield Pair(title, (), (Span(f"…and {len(parts) - MOST_PLACES:,} more places"),))


def _uncited(before: str, after: str) -> tuple[str, str]:
    plain_before, plain_after = (_CITED.sub("]", side) for side in (before, after))
    return (before, after) if plain_before == plain_after else (plain_before, plain_after)


def _sentences_unlike(before: str, after: str) -> Iterator[tuple[Words, Words]]:
    old, new = in_sentences(before), in_sentences(after)
    for left, right in unlike(*differing(old, new)):
        shown = marked(
            words.shortened("".join(old[left]), LONGEST), words.shortened("".join(new[right]), LONGEST)
        )
        yield _within(old, left, shown[0]), _within(new, right, shown[1])


def _within(text: list[str], part: slice, shown: Words) -> Words:
    """Return words of a text with an ellipsis where others stand before or behind them."""
    if not shown:
        return ()
    before = (Span("… "),) if part.start > 0 else ()
    return (*before, *shown, *((Span(" …"),) if part.stop < len(text) else ()))


def quoted_pair(before: Data | None, after: Data | None) -> tuple[Quoted | None, Quoted | None]:
    """Return the sentences of two pieces of evidence, the words marked that differ between them."""
    old, old_evidence = _sentence(before)
    new, new_evidence = _sentence(after)
    gone, come = differing(old, new) if old and new else ([False] * len(old), [False] * len(new))
    return (
        _quoted(before, _spans(old, gone, old_evidence)) if before else None,
        _quoted(after, _spans(new, come, new_evidence)) if after else None,
    )


def _quoted(one: Data, shown: Words) -> Quoted:
    return Quoted(
        article=one_line(one["title"]),
        words=shown,
        problem=one["problem"],
        place=place(one["location"]).rpartition("/")[2] if one["location"] else f"{one['article']}.md",
    )


def _sentence(one: Data | None) -> tuple[list[str], list[bool]]:
    """Return the words of a sentence, and for each whether it is evidence."""
    if one is None:
        return [], []
    parts = ((one["before"], False), (one["exact"], True), (one["after"], False))
    said = [(word, inside) for text, inside in parts for word in in_words(text)]
    said = said or [(word, True) for word in in_words(one["words"])]
    return [word for word, _ in said], [inside for _, inside in said]


def _spans(text: list[str], changed: list[bool], evidence: list[bool]) -> Words:
    runs = groupby(zip(text, changed, evidence, strict=False), key=lambda one: one[1:])
    return tuple(Span("".join(word for word, _, _ in run), *marks) for marks, run in runs)
