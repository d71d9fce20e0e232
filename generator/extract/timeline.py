"""Dated events: a sentence with a date and something that happens then."""

import datetime
import re
from collections.abc import Callable, Iterator
from itertools import repeat
from operator import call

from msgspec import Struct

from generator.extract.attributions import attribution
from generator.extract.dates import is_attributive
from generator.extract.document import Document, Passage
from generator.extract.rows import Event
from generator.language import time_values
from generator.language.model import TimeMention


def find(document: Document) -> tuple[Event, ...]:
    """Return the dated events of an article, in the order of the text."""
    found: list[Event] = []
    dated: tuple[Passage, str] | None = None
    for passage in document.passages:
        if passage.heading:
            continue
        events = list(_dated(document, passage)) if passage.times else []
        if events:
            dated = (passage, events[-1].date)
        elif dated and dated[0].paragraph == passage.paragraph and _CONTINUES.match(passage.words):
            events = [_event(document, dated[0], passage, dated[1], passage.start, "continued")]
        found += events
    return tuple(found)


_CONTINUES = re.compile(
    r"(?:(?:hours|minutes|moments|shortly|soon|immediately) (?:later|after(?:wards?)?)"
    r"|later (?:that|the same|in the) (?:day|evening|morning|afternoon)|the same (?:day|evening|morning)"
    r"|that (?:same day|evening|morning|afternoon|night)|earlier (?:that|in the) day)\b",
    re.IGNORECASE,
)
"""A sentence that goes on with the day of the sentence before."""


def _dated(document: Document, passage: Passage) -> Iterator[Event]:
    seen: set[str] = set()
    last: TimeMention | None = None
    for time in passage.times:
        beside, last = last, time
        if beside and time.start - beside.end <= _BESIDE and beside.value.startswith(time.value):
            continue
        if time.type not in ("DATE", "TIME") or not time.value[:3].isdigit():
            continue
        date = time.value.split("T")[0]
        if date not in seen and not _is_no_event(passage, time):
            seen.add(date)
            yield _event(document, passage, passage, date, time.start, "dated")


def _is_no_event(passage: Passage, time: TimeMention) -> bool:
    words = passage.words[time.start - passage.start : time.end - passage.start]
    dated = Dated(passage, time, passage.before(time.start), words)
    return any(map(call, NOT_EVENTS, repeat(dated)))


class Dated(Struct, frozen=True):
    """A date that may tell an event, with the words that the rules look at."""

    passage: Passage
    time: TimeMention
    lead: str
    """The words in front of it."""
    words: str
    """The date as written."""


_BESIDE = 2
"""Characters between two parts of one date: "4 July last year"."""


def conditional(one: Dated) -> bool:
    """Tell what did not happen: "If the sale had gone through last year,"."""
    return bool(_CONDITION.match(one.lead, one.lead.rfind(",") + 1))


def expectation(one: Dated) -> bool:
    """Tell what is only an aside without a verb of its own: ", expected to rise by the end of this year"."""
    comma = one.lead.rfind(",")
    return comma >= 0 and bool(_EXPECTATION.match(one.lead, comma + 1))


def comparison(one: Dated) -> bool:
    """Tell a date that something is measured against: "compared to 2008", "from $20bn a year earlier"."""
    before = one.lead[-80:]
    compared = any(map(before.__contains__, _COMPARING)) and _COMPARED.search(before)
    risen = before.endswith(" in ") and _RISEN.search(before)
    return bool(compared or risen or (_is_earlier(one.words) and _FROM.search(before)))


_RISEN = re.compile(r"\bto [^,;]{1,40}\bfrom (?:US)?[$€£]?[\d.,]+(?: ?[\w%]+){0,3} in $")
"""What a figure was before it changed: "slowed to 8.8 percent in April from 25.5 percent in December"."""


def _is_earlier(words: str) -> bool:
    """Tell "a year earlier", "the previous month"."""
    ago = words.endswith(("earlier", "ago", "before")) and _AGO.search(words)
    return bool(ago) or words.startswith(_SAME)


def clock(one: Dated) -> bool:
    """Tell a time of day of a day told elsewhere: "at around 11 p.m.", "shortly before midnight"."""
    return one.time.type == "TIME" and (one.words.endswith(_DAYPARTS) or not _DAY.search(one.words))


_DAYPARTS = ("the morning", "the afternoon", "the evening", "the night")


def dateline(one: Dated) -> bool:
    """Tell the day in front of the news: "KATHMANDU, Nov. 4 (Xinhua) -- "."""
    place = one.lead.rstrip(" ,(")
    return place.isupper() and len(place) < _DATELINE and bool(_NEWS.match(one.passage.after(one.time.end)))


_DATELINE = 40
"""Characters of the places a report comes from."""
_NEWS = re.compile(r"\s*[,)]?\s*(?:\([^)]{2,20}\)|[A-Z][\w ]{2,20})?\)?\s*(?:--|—|–|-)\s")


def spoken(one: Dated) -> bool:
    """Tell a day that only somebody's quoted words point at: "Today we are keeping our promise"."""
    if one.words == "the end of the day" and one.lead.endswith("At "):
        return True  # when all is said
    return one.words.lower() in ("today", "tonight", "now", "this day", "that day", "this night") and any(
        quotation.start <= one.time.start < quotation.end for quotation in one.passage.quotations
    )


_DAY = re.compile(
    r"(?<!mid)day\b|\b(?:this|last|tonight|tomorrow|the|that|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|\d{4}(?! ?(?:GMT|UTC|hours|hrs|local|[A-Z]{2,4}T)\b)",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?:year|month|week|quarter) (?:earlier|ago|before)$")
_SAME = ("the previous ", "the same ", "the prior ")
_FROM = re.compile(
    r"\b(?:from|against|versus|than|compared (?:to|with))\b[^,;]{0,40}(?:, or [^,;]{1,25},)? $"
)


def imprint(one: Dated) -> bool:
    """Tell the year of a right: "© 2019 Harbour Press"."""
    return one.lead.rstrip().endswith(("©", "(c)", "Copyright"))


def attributive(one: Dated) -> bool:
    """Tell a year that is part of a name: "the 2008 model year", "the 2018 World Cup"."""
    return is_attributive(one.passage, one.time)


_COMPARED = re.compile(
    r"(?:\b(?:compared (?:to|with)|than|versus|unlike)"
    r"(?: the same (?:\w+ )?(?:in|of)| [\d$€£][^,;]{0,30} (?:in|for|of))?(?: in)?(?: late| early)?"
    r"|\b(?:first|lowest|highest|largest|smallest|biggest|worst|best|most|least|record)\b"
    r"[^,;]{0,50} since(?: the)?) $"
)
_COMPARING = ("compared ", "than", "versus", "unlike", " since")
"""One of these is in all that ``_COMPARED`` finds; they are looked for much faster."""
_CONDITION = re.compile(
    r"\s*(?:(?:and|but|even) )?(?:(?:if|unless)\b"
    r"|(?:had|should) (?:the|it|he|she|they|we|this|that|there|an?|(?-i:[A-Z][\w’'.-]*))\b)",
    re.IGNORECASE,
)
_EXPECTATION = re.compile(r"\s*(?:is |are )?(?:expected|estimated|projected|forecast|predicted) to\b")

NOT_EVENTS: tuple[Callable[[Dated], bool], ...] = (
    conditional,
    expectation,
    comparison,
    imprint,
    attributive,
    clock,
    dateline,
    spoken,
)
"""Dates that tell no event."""


_PLANNED = re.compile(
    r"\b(?:set to|(?<! (?:its|his|her|the|own) )(?<!their )will|plans?|planned|expected|due|to begin"
    r"|scheduled|going to|hopes? to)\b"
)


_MONTHS = {"Q1": "01 03", "Q2": "04 06", "Q3": "07 09", "Q4": "10 12", "H1": "01 06", "H2": "07 12"} | {
    "SP": "03 05",
    "SU": "06 08",
    "FA": "09 11",
    "WI": "12 12",
}
"""The first and the last month of a part of a year."""


def _days(date: str) -> tuple[str, str]:
    """Return where a week or a part of a year begins and ends: days, or months of a longer part."""
    monday = time_values.first_day(date)
    if monday is None or date[5:7] in _MONTHS:
        first, _, last = _MONTHS.get(date[5:7], "01 12").partition(" ")
        return date[:5] + first, date[:5] + last
    first_day = 5 if date.endswith("WE") else 0
    return _later(monday, first_day), _later(monday, 6)


def _later(day: datetime.date, days: int) -> str:
    """Return the day so many days later, or the last of all days: the last week does not end."""
    return datetime.date.fromordinal(min(day.toordinal() + days, datetime.date.max.toordinal())).isoformat()


def _event(document: Document, first: Passage, passage: Passage, date: str, offset: int, rule: str) -> Event:
    begins, ends = _days(date) if date[5:6].isalpha() else (date, date)
    event = passage.clause(offset)
    today = document.published.isoformat() if document.published else begins
    ahead = begins > today[: len(begins)]
    planned = ahead or (ends >= today[: len(ends)] and bool(_PLANNED.search(event)))
    return Event(
        start=first.start,
        end=passage.end,
        evidence=document.text[first.start : passage.end],
        rule=f"timeline-{rule}",
        confidence=0.8,
        attribution=attribution(passage, offset),
        date=date,
        event=event,
        state="planned" if planned else "happened",
    )
