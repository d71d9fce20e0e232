"""Finds what stands between quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.language import sentences
from generator.language.model import NameMention

_MARKS = "“”„«»\"‘'"
# The mark stands first, all its kinds in one set: a search runs fast to one of a set.
_MARK = re.compile(rf"[{_MARKS}](?:(?<![‘'])|(?<![^\s(\[“\"—–-].)(?=[^\W\d](?!')))")
_CLOSER = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'", '"': '"'}
_PAIR = {opener: re.compile(f"[{opener}{closer}]") for opener, closer in _CLOSER.items()}
_SINGLE_END = re.compile(r"’(?!\w)")
_STRAIGHT_END = re.compile(
    r"(?<=[,.?!…—–-])'(?!\w)|(?<!s)'(?!\w)|'(?=[,.;:?!)—–]|$|\s+[^a-z\s])", re.MULTILINE
)
"""A straight mark that closes; after "s" and before a word it marks a genitive ("the players' union")."""


LONGEST = 6000
"""Characters: a quotation that does not close within these is not closed."""


class Quoted(Struct, frozen=True):
    """Words between quotation marks."""

    start: int
    end: int
    after: int
    """Where the text goes on after the closing mark."""
    paragraph: int
    """Where its paragraph begins."""
    closed: bool
    """False when the paragraph ends before the quotation does."""


def find(text: str) -> Iterator[Quoted]:
    """Yield what stands between marks, outermost only, in order.

    A quotation that is not closed ends with its paragraph. An apostrophe never opens one.
    """
    # To look for each mark takes a tenth of what a search for all of them does.
    marks = [mark for mark in _MARKS if mark in text]
    carried = False
    for start, end in sentences.lines(text) if marks else ():
        line = text[start:end]
        found = list(_in_line(text, start, end, carried)) if any(map(line.__contains__, marks)) else []
        yield from found
        if found:
            carried = not found[-1].closed
        elif carried and not line.isspace():
            carried = False


def _in_line(text: str, start: int, end: int, carried: bool) -> Iterator[Quoted]:
    position = start
    barren = start  # Up to here no single mark closes: what was searched is not searched again.
    while mark := _MARK.search(text, position, end):
        if carried and _only_closes(text, mark, end):
            yield _quoted(text, start, mark.start(), mark.end(), start, True)
            position, carried = mark.end(), False
            continue
        carried = False
        if mark.group() == "”" or (mark.group() == '"' and _only_closes(text, mark, end)):
            position = mark.end()
            continue
        close = _close(text, mark, end, barren)
        if close < 0 and mark.group() in "‘'":
            barren = mark.end() + LONGEST
        if close < 0:
            if mark.group() not in "‘'»":
                yield _quoted(text, mark.end(), end, end, start, False)
                return
            position = mark.end()
            continue
        yield _quoted(text, mark.end(), close, close + 1, start, True)
        position = close + 1


def _only_closes(text: str, mark: re.Match[str], end: int) -> bool:
    """Say whether the mark can only close: it follows a word or a stop, and no word follows it."""
    if mark.group() in "“„«‘'":
        return False
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    if mark.group() in "”»":
        return True
    return (
        (mark.end() == end or after.isspace() or after in ".,;:)") and bool(before) and before not in "([—–"
    )


def _close(text: str, mark: re.Match[str], end: int, barren: int) -> int:
    """Return where the closing mark stands; -1 when the paragraph has none. Nested quotations stay inside."""
    opener = mark.group()
    end = min(end, mark.end() + LONGEST)
    if opener in "‘'":
        found = (_SINGLE_END if opener == "‘" else _STRAIGHT_END).search(
            text, max(mark.end(), min(barren, end)), end
        )
        return found.start() if found else -1
    if opener in "“«" and text.count(opener, mark.end(), end):
        return _close_nested(text, opener, mark.end(), end)
    closers = _CLOSER[opener]
    places = [place for closer in closers if (place := text.find(closer, mark.end(), end)) >= 0]
    if not places and opener == '"':
        return text.find("”", mark.end(), end)
    return min(places, default=-1)


def _close_nested(text: str, opener: str, start: int, end: int) -> int:
    closer = _CLOSER[opener]
    depth = 1
    first = -1
    for found in _PAIR[opener].finditer(text, start, end):
        depth += 1 if found.group() == opener else -1
        if found.group() == closer and first < 0:
            first = found.start()
        if not depth:
            return found.start()
    return first


def _quoted(text: str, start: int, end: int, after: int, paragraph: int, closed: bool) -> Quoted:
    """Return the quotation without the white space and the comma at its ends, nor a fragment's full stop."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    fragment = text[start : start + 1].islower() and text.find(". ", start, end) < 0
    if fragment and text[end - 1] == "." and text[end - 2].islower():
        end -= 1
    return Quoted(start, end, after, paragraph, closed)


def outside(found: tuple[NameMention, ...], quoted: Sequence[Quoted]) -> tuple[NameMention, ...]:
    """Return the names that stand outside of quoted words: who is named inside does not speak them."""
    starts = [one.start for one in quoted]
    kept = []
    for name in found:
        place = bisect_right(starts, name.start) - 1
        if place < 0 or name.start >= quoted[place].end:
            kept.append(name)
    return tuple(kept)
