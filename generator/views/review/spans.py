"""Words before and after, with those marked that differ."""

import re
from collections.abc import Sequence
from itertools import groupby

from generator.differing import differing, in_words, one_line
from generator.views.review.entries import Data, Pair, Quoted, Span, Words

_CITED = re.compile(r"\]\(fact:[^()\s]*\)")
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


def passage_pair(title: str, passage: Sequence[str]) -> Pair:
    """Return a paragraph before and after; names of facts stand in it only where they alone differ."""
    before, after = passage
    plain_before, plain_after = (_CITED.sub("]", side) for side in passage)
    return Pair(
        title, *(marked(before, after) if plain_before == plain_after else marked(plain_before, plain_after))
    )


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
