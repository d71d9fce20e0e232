"""How long something lasts, where an article counts it: "a 30-year contract", "it took 12 hours"."""

import re
from decimal import Decimal

from generator.extract.document import Passage
from generator.extract.rows import Amount
from generator.language import quantity_bounds
from generator.language.model import Bound, TimeMention

_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
_POINT_AFTER = re.compile(r"\s*(?:after|later|before|ago|earlier|since|prior|previous|old|-old|of age)\b")
_LENGTH = re.compile(r"P(?:T(?=[\d.]+[HMS]))?(\d+(?:\.\d+)?)([YMWDHS])")
_LASTING = re.compile(r"\bfor (?:\w+ (?:than )?)?$")
_RECORD = re.compile(
    r"\b(?:first|[a-z]{2,}est|most|least|best|worst|record)\b[^,;]{0,60} (?:in|for) (?:\w+ (?:than )?)?$"
)
_POINT_BEFORE = re.compile(
    r"\b(?:after|within|in|every|per|aged?|(?:the|these) (?:last|past)|over the past"
    r"|for the (?:first|last) time in) (?:the )?$",
    re.I,
)
_LONGEST_POINT = 40
"""Characters: more than ``_POINT_BEFORE`` can match."""
_RANGE = re.compile(r"\bbetween [\w.,]+ and $")
_SPENT = re.compile(
    r" (?:in (?:custody|prison|jail|office|power|exile|detention|opposition|hiding|charge)"
    r"|behind bars|at the helm)\b"
)
"""What lasted so long, though "after" stands in front."""


def term(passage: Passage, time: TimeMention) -> Amount | None:
    """Return how long something lasts, for a definite number of years, months, weeks or days."""
    value = _LENGTH.fullmatch(time.value) if time.type == "DURATION" else None
    if not value:
        return None
    before = passage.before(time.start)
    if _POINT_AFTER.match(passage.after(time.end)) and not _LASTING.search(before):
        return None
    spent = time.value.startswith("PT") and before.endswith(" in ")
    several = value[1] != "1" and before.endswith("fter ")
    spent = spent or (several and passage.after(time.end).startswith(" of "))
    if before.endswith(" and ") and _RANGE.search(before):
        return None
    spent = spent or bool(_SPENT.match(passage.after(time.end)))
    if _POINT_BEFORE.search(before[-_LONGEST_POINT:]) and not _RECORD.search(before) and not spent:
        return None
    words = passage.words[time.start - passage.start : time.end - passage.start]
    if words.endswith(" second") and value[1] != "1":  # "six second hand airplanes"
        return None
    portion = (
        "quarter" in words or words.startswith(("the first ", "first ", "the last "))
    ) and passage.after(time.end).startswith(" of ")
    if portion or _GONE_BY.match(words) or words.endswith("old"):
        return None
    counted = _COUNT.search(words)
    return Amount(
        value=Decimal(value[1]),
        unit="night"
        if words.endswith("nights")
        else _UNITS[("T" if time.value[1] == "T" else "") + value[2]],
        bound=_bound(passage, time.start + (counted.start() if counted else 0), time.end),
        currency="",
        words=counted[1] if counted else words,
        unit_words=counted[2] if counted else "",
    )


def _bound(passage: Passage, start: int, end: int) -> Bound:
    """Return the bound of a length: "over", "under" and articles before one say something else."""
    text = passage.text
    during = text.endswith(_NO_BOUNDS, max(0, start - 8), start)
    if during and not _LASTED.search(text, max(0, start - 24), start):
        return Bound.EXACT
    return quantity_bounds.read(passage.text, start, end)[0]


_LASTED = re.compile(
    r"\b(?:last(?:ed|s|ing)?|t(?:ook|aken?|akes)|sp(?:ent|ends?)|(?<!be )serv(?:ed?|ing)|just|well|waited"
    r"|lived) (?:over|under) $"
)
"""In front of a length, where "over" does not mean "during"."""
_NO_BOUNDS = ("ver ", "nder ", "hin ", " a ", " an ", " the ", " some ")
_GONE_BY = re.compile(
    r"(?:the |these )?(?:last|past)\b|(?:the |this )?(?:next |coming |current )?century$", re.IGNORECASE
)
_COUNT = re.compile(
    r"([\w.,]+(?: and a half)?)[ -]"
    r"(years?|decades?|months?|weeks?|days?|hours?|minutes?|seconds?|century|centuries)\b"
)
