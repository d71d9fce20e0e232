"""What the words of an agreement say of its worth, its term and its date."""

import re

from generator.extract import lexicon
from generator.extract.amounts import amount
from generator.extract.dates import is_attributive
from generator.extract.document import Passage
from generator.extract.rows import Amount
from generator.language.model import TimeMention

_WORTHS = lexicon.words("agreements", "worths")
_DELIVERY = re.compile(
    r"\b(?:deliver\w*|enter\w* service|start\w*|begin\w* to|began|dates? (?:from|back)|said"
    r"|announced|reported|according|statement|which|who|whose)\b"
)
"""Between a deal and a date: the date is that of the delivery or of the announcement."""


_CLAUSE = 60
"""Characters that may stand between a date and the verb of the clause that it dates."""
_WHEN = re.compile(r",? when\b")
_SINCE = re.compile(r"\b(?:since|until|till) $", re.IGNORECASE)
"""Between these words and a date something lasts, or was otherwise."""


_TIMES = (" per year", " per month", " per week", " per day", " per season")
"""Money for each of these is paid again and again; for a share or a tonne it is a price."""


def worth_of(passage: Passage, start: int, end: int) -> Amount | None:
    """Return the money in a stretch of a sentence, else a flow ("50 billion cubic metres a year")."""
    inside = [one for one in passage.quantities if start <= one.start < end]
    for quantity in inside:
        if quantity.currency and " per " not in quantity.unit:
            return amount(passage, quantity)
    for quantity in inside:
        if " per " in quantity.unit and (not quantity.currency or quantity.unit.endswith(_TIMES)):
            return amount(passage, quantity)
    return None


def term_of(passage: Passage, start: int, end: int) -> tuple[str, str]:
    """Return how long an agreement runs, as an ISO 8601 duration and in words; "" twice if not said."""
    for time in passage.times:
        if time.type == "DURATION" and start <= time.start < end and _is_term(passage, time):
            return time.value, passage.words[time.start - passage.start : time.end - passage.start]
    return "", ""


def _is_term(passage: Passage, time: TimeMention) -> bool:
    """Tell years and months, and days where an agreement lasts them: "a four-day truce"."""
    if re.fullmatch(r"P\d+[YM]", time.value):
        past = _AFTER.search(passage.before(time.start, 20))
        return not (past and passage.words.startswith(" of ", time.end - passage.start))
    return bool(re.fullmatch(r"P\d+[WD]", time.value) and _LASTING.match(passage.after(time.end)))


_LASTING = re.compile(
    r" (?:\w+ )?(?:pause|truce|ceasefire|cease-fire|lease|loan|deal|agreement|contract|extension)\b"
)


_AFTER = re.compile(r"\b(?:after|end|ended|ending|ends|following) (?:\w+ )?$")
"""Before years of war or of talks: they are over."""


def date_of(passage: Passage, start: int, end: int) -> tuple[str, str] | None:
    """Return the date of a statement: in its clause, before or after the verb."""
    clause = passage.start
    for time in passage.times:
        if time.type != "DATE" or not time.value[:4].isdigit() or is_attributive(passage, time):
            continue
        near = passage.words[start - passage.start : time.start - passage.start]
        leading = time.start < start and passage.words[
            clause - passage.start : time.start - passage.start
        ].strip() in ("", "On", "In", "Earlier", "Late")
        beside = 0 <= start - time.end <= 2
        beside |= 0 < start - time.end < _CLAUSE and bool(_WHEN.match(passage.after(time.end)))
        if _SINCE.search(passage.before(time.start, 10)):
            continue
        if leading or beside or (start <= time.start < end and not _DELIVERY.search(near)):
            return time.value, passage.words[time.start - passage.start : time.end - passage.start]
    return None


_VALUED = re.compile(r"\bvalu(?:ed|es|ing)(?! at)\b")
"""A sale that valued the firm at so much was not worth that."""


def stated_worth(passage: Passage, place: int) -> Amount | None:
    """Return the money that a sentence calls the worth of something, from a place in it on."""
    rest = passage.words[place:]
    if _WORTHS.isdisjoint(re.findall(r"\w+", _VALUED.sub("", rest[:80].lower()))):
        return None
    return worth_of(passage, passage.start + place, passage.end)
