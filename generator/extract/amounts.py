"""Quantities as cells: the amount with its bound as written, and its unit."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.extract import lexicon
from generator.extract.document import Passage
from generator.extract.rows import Amount
from generator.language.model import Bound, QuantityMention
from generator.language.quantities import canonical_unit

_EXACT = Bound.EXACT
"""At hand: to look up a member of an enumeration takes ten times as long."""


def amount(passage: Passage, quantity: QuantityMention) -> Amount:
    """Return a quantity with its words: bound and number (money with its currency), then what is counted."""
    start = bound_start(passage, quantity)
    end = quantity.end if quantity.currency else quantity.number_end
    words = passage.words[start - passage.start : end - passage.start]
    unit_words = "" if quantity.currency else _unit_words(passage, quantity)
    return Amount(
        value=quantity.value,
        unit=quantity.unit,
        bound=quantity.bound,
        currency=quantity.currency,
        words=words.strip(),
        unit_words=unit_words,
    )


def bound_start(passage: Passage, quantity: QuantityMention) -> int:
    """Return where the words that bound a quantity begin, or the quantity's own start without them."""
    if quantity.bound is _EXACT:
        return quantity.start
    for cue in reversed(passage.cues):
        if cue.kind == "bound" and cue.start <= quantity.number_start and quantity.start - cue.end <= 2:
            return min(cue.start, quantity.start)
    return quantity.start


def _unit_words(passage: Passage, quantity: QuantityMention) -> str:
    words = passage.words[quantity.number_end - passage.start : quantity.end - passage.start].strip(" -–")
    return words or quantity.counted or quantity.unit


_ELIDED = re.compile(
    r"[,.;:]|$| (?:were|was|are|is|have|has|had|remain|remained|who|of them|in|on|at|with|since|so far)\b"
)


def completed(passage: Passage, one: QuantityMention, given: Amount, counted: Sequence[Amount]) -> Amount:
    """Return a bare number with what the one before it counts: "killing 35 people and injuring 1,600".

    ``counted`` are the amounts of the sentence before it.
    """
    if given.currency or (given.unit and given.unit not in _OTHERS):
        return given
    before = passage.before(one.start, _LONGEST_POPULATED)
    peopled = None if given.unit else _POPULATED.search(before)
    if peopled and not (counted and peopled[0].startswith("kill")):
        return replace(given, unit="people")
    alone = _ONE.match(passage.after(one.number_end)) if given.value == 1 else None
    if alone:
        return replace(given, unit=alone[1], unit_words=alone[1])
    countable = before.endswith((" from ", " to ", " by ")) and not given.unit and "." not in given.words
    changed = _CHANGED.search(before) if countable else None
    if changed and changed[1].lower() not in _QUOTED:
        return replace(given, unit=changed[1], unit_words=changed[1])
    following = passage.after(one.number_end)
    if not counted or not (given.unit or _ELIDED.match(following) or _ENDED.match(following)):
        return given
    last = counted[-1]
    if passage.before(one.start, len(" to ")) == " to " and last.unit not in _TALLIED:
        return given
    scaled = "." in given.words or _SCALED.search(given.words)
    if last.currency or scaled or not last.unit_words or canonical_unit(last.unit) or last.unit == "percent":
        return given
    return replace(given, unit=last.unit, unit_words=last.unit_words)


_ONE = re.compile(r" (person|man|woman|child|boy|girl|soldier|officer|passenger|worker|student|civilian)\b")
_OTHERS = frozenset(("others", "more", "other"))
"""In place of what was counted before."""
_TALLIED = frozenset(("votes", "goals", "points", "seats", "runs", "games", "sets"))
"""Of these the other side's number follows "to": "by 28 votes to 18"."""
_ENDED = re.compile(r" (?:after|before|\w+ed\b(?! by))")
_POPULATED = re.compile(
    r"(?:\b(?:country|nation|city|town|population|state|province|region|island|continent|republic|audience"
    r"|crowd|congregation|workforce|turnout) of"
    r"|\b(?:toll|tally|number of (?:dead|deaths|victims|killed))(?: \w+){0,2} (?:at|to|of|was|is|stood at)"
    r"|\b(?:kill|injur|wound|displac|evacuat)(?:ed|ing)(?= ))"
    r" (?:about |some |nearly |around |almost |roughly |more than |at least |over |just )?$"
)
"""In front of how many people live, come or died there."""
_LONGEST_POPULATED = 60
_CHANGED = re.compile(
    r"\b([A-Za-z]{3,}s) (?:(?:had|have|has) )?(?:gone up|gone down|risen|rose|fell|fallen|dropped|increased"
    r"|grew|grown|climbed|jumped|declined|decreased|doubled)"
    r" (?:(?:from|to|by) |from [\d,]+ (?:in \w+ )?to )$"
)
"""In front of how many there were or are: "deaths rose from 576 to"."""
_QUOTED = lexicon.words("grammar", "quoted")
"""What rises by money, points and degrees."""
_SCALED = re.compile(r"[bmt]n$|illion")
