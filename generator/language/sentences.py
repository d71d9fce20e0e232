"""Cuts a text into paragraphs, headings and sentences.

A line break ends a paragraph. Within a paragraph a sentence ends at ``.``, ``!``, ``?`` or ``…`` with any
closing quotes or brackets after it, unless a rule of this module says that the mark belongs to a word.
"""

import re
from functools import cache

from generator.language import lexicons
from generator.language.memory import by_text
from generator.language.model import Sentence

LONGEST_HEADING = 120
"""Characters: a longer line without closing punctuation is a sentence that lost its full stop."""

_LINE = re.compile(".+")
_BREAKS = ("\r", "\u2028", "\u2029")
"""What ends a line as "\\n" does."""
_CLOSERS = "\"'”’»)]"
# The first mark stands before the look-behind: a search runs fast to a pattern's first character, no farther.
_END = re.compile(rf"[.!?](?<![.!?].)[.!?]*[{re.escape(_CLOSERS)}]*(?=\s)")
_OPENERS = "\"'“‘«([—–- "
_BEFORE_WORD = re.compile(rf"[\s{re.escape(_OPENERS)}]")
_LOOKED_AT = 16
"""Characters before a full stop: every abbreviation is shorter."""
_CLOSING = (".", "!", "?", "…", ":", ";", ",")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Return the abbreviations that never end a sentence, and those that may."""
    return lexicons.words("abbreviations", "never_end"), lexicons.words("abbreviations", "may_end")


@by_text
def lines(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the lines of ``text`` that hold something begin and end."""
    for sign in _BREAKS:
        text = text.replace(sign, "\n")
    return tuple([line.span() for line in _LINE.finditer(text)])


@by_text
def split(text: str) -> tuple[Sentence, ...]:
    """Return every sentence and heading of ``text`` in order, without the white space around it."""
    found: list[Sentence] = []
    paragraph = 0
    # "…" ends a sentence as "!" does, and a set of ASCII signs alone is found faster.
    marks = _END.finditer(text.replace("…", "!"))
    mark = next(marks, None)
    for begin, stop in lines(text):
        words = text[begin:stop].strip()
        if not words:
            continue
        start = text.index(words[0], begin)
        end = start + len(words)
        heading = end - start <= LONGEST_HEADING and not words.rstrip(_CLOSERS).endswith(_CLOSING)
        first = start
        while mark and mark.end() < end:
            following = _skip_space(text, mark.end(), end)
            if first <= mark.start() and _ends_sentence(text, first, mark, following):
                found.append(Sentence(first, mark.end(), paragraph, False))
                first = following
            mark = next(marks, None)
        found.append(Sentence(first, end, paragraph, heading and first == start))
        paragraph += 1
    return tuple(found)


def _skip_space(text: str, position: int, end: int) -> int:
    # Nearly always it is one space.
    position += 1
    while position < end and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, first: int, mark: re.Match[str], following: int) -> bool:
    """Say whether the mark closes a sentence, from the word before it and the one after."""
    opener = following
    while opener < len(text) and text[opener] in _OPENERS:
        opener += 1
    opening = text[opener : opener + 1]
    if opening.islower():
        return False
    if mark.group()[0] != "." or mark.group().startswith(".."):
        return True
    word = _word_before(text, first, mark.start())
    return not _belongs_to_abbreviation(word, text, following)


def _word_before(text: str, first: int, dot: int) -> str:
    """Return the word that the full stop at ``dot`` is glued to, or its end: the full stop excluded."""
    word = text[max(first, dot - _LOOKED_AT) : dot].rpartition(" ")[2]
    return word if word.isalnum() else _BEFORE_WORD.split(word)[-1]


def _belongs_to_abbreviation(word: str, text: str, following: int) -> bool:
    never, may = _abbreviations()
    if word in never:
        return True
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    if word in may or (len(word) > 2 and word[-2] == "." and word[-1].isalpha()):
        return _continues(text, following)
    return word == "No" and text[following].isdigit()


def _continues(text: str, following: int) -> bool:
    """Say whether the words after an abbreviation look like the rest of its sentence."""
    starters = (
        "The ",
        "He ",
        "She ",
        "It ",
        "They ",
        "We ",
        "In ",
        "On ",
        "But ",
        "A ",
        "An ",
        "This ",
        "“",
        '"',
    )
    return not text.startswith(starters, following)
