"""Says whether the words around a place speak of what was or of what will be.

A date without a year, or a weekday alone, points back or ahead; in English the verb of its clause says which:
"They met on Wednesday" was, "On Wednesday, the leaders are set to appear" will be.
"""

import re
from enum import IntEnum
from functools import cache

from generator.language import lexicons

_WINDOW = 160
"""Characters looked at on either side; the clause of a date is rarely longer."""
_BREAK = re.compile(r"[.!?\n;](?:(?<=[\n;])|[\"'”’)]{0,2}\s)")
_WORD = re.compile(r"[A-Za-z]+|[,—–]")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|St|No|Jr|Inc|Corp|Co|Ltd|vs|[ap]\.m)$")
_AFTER_PENALTY = 4
"""Words: a verb after the date must be this much nearer than one before, for dates follow their verb."""
_FAR = 10_000


_BEFORE_NOUNS = frozenset(
    ("by", "in", "for", "to", "from", "than", "and", "two", "three", "four", "five", "six", "his", "her")
)
"""Before a word such as "votes" or "visits" these show that it is a noun."""


class Direction(IntEnum):
    """Where a clause looks, seen from the day it was written."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


def direction(text: str, start: int, end: int) -> Direction:
    """Return where the clause around ``text[start:end]`` looks, by the nearest verb that shows it."""
    before = _WORD.findall(_sentence_end(text[max(0, start - _WINDOW) : start]))
    words = [word if word == "May" else word.lower() for word in before]  # the month, not the verb
    said = _said_by_preposition(words)
    if said is not Direction.UNKNOWN:
        return said
    left, place = _first_clue(words, range(len(words) - 1, -1, -1))
    distance = len(words) - place if left else _FAR
    ahead = distance if _opens_clause(words) else distance - _AFTER_PENALTY
    if ahead <= 0:
        return left
    after = _WORD.findall(_sentence_start(text[end : end + _WINDOW]))
    if left and (after[:1] == ["and"] or (after[:1] in _ENDS and not _opens_clause(words))):
        return left  # "met on Thursday and agreed to stop", "will meet on Friday, she said"
    if left and "," in after and not _RELATIVES.isdisjoint(_since_comma(words)):
        after = after[: after.index(",")]  # The clause of "who" ends there.
    words = [word if word == "May" else word.lower() for word in after[: ahead + 1]]
    right, _ = _first_clue(words, range(min(len(words), ahead)))
    return right or left


def _sentence_end(words: str) -> str:
    """Return what follows the last end of a sentence in ``words``."""
    last = 0
    for mark in _BREAK.finditer(words):
        if not _ABBREVIATED.search(words, max(0, mark.start() - 5), mark.start()):
            last = mark.end()
    return words[last:]


def _sentence_start(words: str) -> str:
    """Return what precedes the first end of a sentence in ``words``."""
    for mark in _BREAK.finditer(words):
        if not _ABBREVIATED.search(words, max(0, mark.start() - 5), mark.start()):
            return words[: mark.start()]
    return words


_ENDS = ([","], ["—"], ["–"])
"""Behind a date that ends its clause."""
_RELATIVES = frozenset(("who", "which", "whose", "where"))


def _since_comma(words: list[str]) -> list[str]:
    """Return the words behind the last comma."""
    return words[len(words) - words[::-1].index(",") :] if "," in words else words


def _opens_clause(before: list[str]) -> bool:
    """Say whether the date stands at the start of its clause ("On Wednesday, …"), where the verb follows."""
    lead = [
        word
        for word in before[-3:]
        if word not in ("on", "in", "at", "by", "early", "late", "but", "and", "the", "then")
    ]
    return not lead or (lead[-1] in (",", "—", "–") and before[-1] != lead[-1])


def _said_by_preposition(before: list[str]) -> Direction:
    """Return what "since" and "delayed until" say whatever the verb."""
    if before[-1:] == ["since"]:
        return Direction.PAST
    last = len(before)
    while last and before[last - 1] in _BESIDE_CLOCK:
        last -= 1
    if before[last - 1 : last] in (["until"], ["till"], ["to"]) and any(
        word in _lexicon("put_off") for word in before[max(0, last - 5) : last - 1]
    ):
        return Direction.FUTURE
    return Direction.UNKNOWN


_BESIDE_CLOCK = ("on", "a", "p", "m", "am", "pm", "noon", "midnight")
"""Between "until" and its day: "adjourned until 11 a.m. on Monday"."""


def _first_clue(words: list[str], places: range) -> tuple[Direction, int]:
    """Return the direction of the first of the words at ``places`` that shows one, and its place."""
    for place in places:
        found = _clue(words, place)
        if found is not Direction.UNKNOWN:
            return found, place
    return Direction.UNKNOWN, 0


def _clue(words: list[str], place: int) -> Direction:
    """Return where the verb at ``place`` looks, if it is one that shows it."""
    word = words[place]
    regular = word.endswith("ed")
    if (not regular and word not in _telling()) or _is_no_verb(words, place):
        return Direction.UNKNOWN
    if word == "to" and _was_overtaken(words, place):
        return Direction.PAST
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if (
        word in _lexicon("scheduled")
        and before != "that"
        and (before in _lexicon("determiners") or before in _BEFORE_NOUNS)
    ):
        return Direction.UNKNOWN
    if word in _lexicon("future") or word in _lexicon("scheduled") or word in _lexicon("scheduled_for"):
        return Direction.FUTURE
    if word in _lexicon("decided") and _dates_itself(words, place):
        return Direction.PAST
    if word in _lexicon("planned") and after in ("to", "for", "on", "in", "at", "by", ""):
        return Direction.FUTURE
    if word == "to" and before not in _lexicon("not_planned") and after in _lexicon("base"):
        return Direction.FUTURE
    if word in ("has", "have"):
        return Direction.PAST if after.endswith("ed") or after in _lexicon("past") else Direction.UNKNOWN
    if word in _lexicon("past") and before == "be":
        return Direction.UNKNOWN  # what stands before "be" tells: "will be held", "to be sold"
    if word in _lexicon("past") and before not in _lexicon("future"):
        # After "to" it is the infinitive that is written alike: "agreed to cut output from January".
        return Direction.PAST if before != "to" else Direction.UNKNOWN
    if regular and len(word) > 3 and word not in _lexicon("not_verbs"):
        return (
            Direction.UNKNOWN
            if before in _lexicon("be") or before in _lexicon("determiners")
            else Direction.PAST
        )
    return Direction.UNKNOWN


def _is_no_verb(words: list[str], place: int) -> bool:
    """Tell "plans to close and cut", "as expected", "asked to comment" from what dates something."""
    word, before = words[place], words[place - 1 : place]
    if word in _INVARIANT and before in (["and"], ["or"]):
        return "to" in words[max(0, place - 8) : place]
    if word == "asked":
        return words[place + 2 : place + 3] in (["comment"], ["respond"], ["explain"])
    return word == "expected" and before == ["as"]


_INVARIANT = ("cut", "put", "hit", "read", "split", "cost", "shut")
"""Verbs whose past form is their plain form."""


def _was_overtaken(words: list[str], place: int) -> bool:
    """Tell "had been due to finish on Friday": the day is past, whatever came of it."""
    if words[max(0, place - 3) : place - 1] != ["had", "been"]:
        return False
    return words[place - 1] in _lexicon("scheduled_for") or words[place - 1] in _lexicon("planned")


def _dates_itself(words: list[str], place: int) -> bool:
    """Tell "agreed in July to", "agreed to a truce on", "a record set on" from "agreed to meet on"."""
    after = words[place + 1 : place + 3]
    return after[:1] in ([], ["on"], ["in"], ["at"], ["by"]) or (
        after[0] == "to" and after[-1] in _lexicon("determiners")
    )


@cache
def _telling() -> frozenset[str]:
    """Return the words that may show a direction; the regular past forms aside, no others do."""
    sections = ("future", "scheduled", "scheduled_for", "planned", "past")
    return frozenset(("to", "has", "have")).union(*map(_lexicon, sections))


@cache
def _lexicon(section: str) -> frozenset[str]:
    return frozenset(lexicons.load("verbs")[section])
