"""What an article says instead of words that do not stand in it."""

import difflib
from collections import Counter
from collections.abc import Sequence

LONGEST_COMPARISON = 200
"""Words of a sentence that are compared to say where an evidence differs."""

_PUNCTUATION = ".,;:!?\"'()[]"


def what_it_says(sentences: Sequence[str], words: str) -> str:
    """Return, for the editor, which of an article's sentences comes nearest to words it does not hold.

    All are folded. The answer names the first place where the two differ.
    """
    wanted = words.split()[:LONGEST_COMPARISON]
    count = Counter(wanted)
    best: tuple[float, str, difflib.SequenceMatcher[str] | None] = (0.0, "", None)
    alike = sorted(sentences, key=lambda one: -sum((Counter(one.split()) & count).values()))
    for candidate in alike[:3]:
        said = candidate.split()[:LONGEST_COMPARISON]
        matcher = difflib.SequenceMatcher(None, _bare(wanted), _bare(said), autojunk=False)
        common = sum(block.size for block in matcher.get_matching_blocks())
        if common > best[0]:
            best = (common, candidate, matcher)
    score, sentence, nearest = best
    if nearest is None or score * 2 < len(wanted):
        return "no sentence of the article comes near to them"
    return f"the article says “{sentence}”: {_difference(nearest, wanted, sentence.split())}"


def _bare(words: list[str]) -> list[str]:
    """Return words without the punctuation at their ends, where they hold more than punctuation."""
    return [word.strip(_PUNCTUATION) or word for word in words]


def _difference(matcher: difflib.SequenceMatcher[str], wanted: list[str], said: list[str]) -> str:
    for tag, first, last, said_first, said_last in matcher.get_opcodes():
        outside = tag == "insert" and (first == 0 or first == len(wanted))
        if tag == "equal" or outside:
            continue
        if first == 0 and tag == "replace":
            said_first = max(said_first, said_last - (last - first))
        if last == len(wanted) and tag == "replace":
            said_last = min(said_last, said_first + (last - first))
        if tag == "delete":
            return f"the words differ at “{' '.join(wanted[first:last])}”, which is not there"
        there = " ".join(said[said_first:said_last])
        if tag == "insert":
            return f"the words differ at “{there}”, which is left out"
        return f"the words differ at “{there}”, where the row has “{' '.join(wanted[first:last])}”"
    return "the words differ in punctuation"
