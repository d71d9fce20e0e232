"""Quantities that are no numbers worth a row, each by a named rule: ages, ranges, addresses, scores."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from generator.extract.document import Document, Passage
from generator.language.model import Bound, NameMention, QuantityMention, TimeMention


class Candidate(Struct, frozen=True):
    """A quantity that may be a number worth a row, with the words around it that the rules look at."""

    document: Document
    passage: Passage
    quantity: QuantityMention
    plain: bool
    """True for what is neither money nor a share."""
    written: str
    """The number alone: "50 billion"."""
    before: str
    """The words in front of the quantity."""
    after: str
    """The words behind the number."""


def one_of_many(one: Candidate) -> bool:
    """ "one of", "no one", "one another": a pronoun, no count."""
    if one.written.lower() != "one":
        return False
    return one.quantity.bound is Bound.EXACT or (
        one.quantity.bound is Bound.LESS and one.after.startswith(" of ")
    )


_POINTED = re.compile(
    r"\b(?:(?:the|these|those|both|all|last|first|next|other|any|either)"
    r"(?: (?!(?:of|week|month|year|season)\b)\w+)? "
    r"|(?:its|their|his|her|our|my) (?:(?:other|own|first|last|next) )?)$",
    re.I,
)
_FAMILY = re.compile(
    r" (?:young |small |older? |younger |teenage |adult |grown )?(?:children|sons|daughters|kids)\b"
)


def pointing_back(one: Candidate) -> bool:
    """ "the three leaders": named before, not counted here."""
    if not one.plain or one.quantity.value > 12 or not one.written.isalpha():
        return False
    last = one.before.rfind(" ", 0, -1)
    two_words = one.before.rfind(" ", 0, max(0, last)) + 1
    return bool(_POINTED.search(one.before, two_words)) and not _FAMILY.match(one.after)


def into_parts(one: Candidate) -> bool:
    """Tell "broke in two", "cut it in half"."""
    return one.written == "two" and bool(_PARTED.search(one.before))


_PARTED = re.compile(
    r"\b(?:br[oe]ke|broken|split|cut|snapped|torn?|tore|sliced|divided|folded)(?: \w+)? in(?:to)? $"
)


def out_of_many(one: Candidate) -> bool:
    """Tell "two of the strongest teams": a pick, no count."""
    return one.written.isalpha() and bool(_PICKED.match(one.after))


_PICKED = re.compile(r" of (?:the|its|their|his|her|our|my)(?: \w+[’']s)? (?:most |least |\w+est\b)")


def inside_a_name(one: Candidate) -> bool:
    """ "Power of Siberia 2", "Group of 20": part of a name."""
    return _holds(one.passage.names, one.quantity.number_start)


def inside_a_time(one: Candidate) -> bool:
    """ "September 15", "three decades": a time, read as such."""
    return _holds(one.passage.times, one.quantity.number_start)


def _holds(mentions: Sequence[NameMention] | Sequence[TimeMention], place: int) -> bool:
    """Say whether one of the mentions, which are in order, spans the offset."""
    for mention in mentions:
        if place < mention.end:
            return mention.start <= place
    return False


def model_number(one: Candidate) -> bool:
    """Tell the name of a model: "the 787", where the article has "the Boeing 787"."""
    if not one.plain:
        return False
    word = one.before.rfind(" ", 0, -1) + 1
    if one.before[word : word + 1].isupper() and _VARIANT.search(one.before):
        return True
    return 2 <= len(one.written) <= 4 and one.written in _models(one.document)


_VARIANT = re.compile(r"[A-Z]?\d+ [A-Z][A-Za-z]* $")
"""In front of the number of a variant: "737 MAX 8"."""
_MODEL = re.compile(r" (\d{2,4})\b(?! (?:million|billion|percent|people))")


@lru_cache(maxsize=2)
def _models(document: Document) -> frozenset[str]:
    """Return the figures that follow an organisation's name directly."""
    text = document.text
    followed = [
        name.end
        for passage in document.passages
        for name in passage.names
        if name.label == "ORG" and text[name.end + 1 : name.end + 2].isdigit()
    ]
    return frozenset(found[1] for end in followed if (found := _MODEL.match(text, end)))


def in_brackets(one: Candidate) -> bool:
    """Tell what only points or is a score: "most of them [2]", "won 7-6 (5)", not "players (125,508)"."""
    alone = one.before.endswith(("(", "[")) and one.after.startswith((")", "]"))
    return alone and one.plain and "," not in one.written


def named_figure(one: Candidate) -> bool:
    """Tell "911 calls", "0.50 calibre rounds" and "the 737 Max": the figure is a name."""
    called = one.written == "911" and _CALLED.search(one.before)
    return bool(called or _NAMED.match(one.passage.words, one.quantity.number_start - one.passage.start))


_CALLED = re.compile(r"\b(?:call|dial|phon|rang|r[iu]ng)\w*(?: to)? $")
_NAMED = re.compile(
    r"(?:911|999|112) (?:call|dispatch|operator|emergenc)|[\d.]+[ -]calib(?:er|re)\b|7\d7 Max\b"
)


def numbered_in_words(one: Candidate) -> bool:
    """Tell "phase six includes", "day three": which one, not how many, as "last week two people" does."""
    word = one.before.rfind(" ", 0, -1) + 1
    numbered = _NUMBERED.search(one.before, word) if one.plain else None
    return numbered is not None and not _POINTED_AT.search(one.before, 0, numbered.start())


_NUMBERED = re.compile(
    r"\b(?:[Pp]hase|[Ss]tage|[Pp]art|[Ss]tep|[Cc]hapter|[Rr]ound|[Dd]ay|[Ww]eek|[Gg]ame|[Ss]eason|[Ll]evel"
    r"|[Tt]ier|[Nn]umber|[Pp]ath|[Gg]roup|[Cc]lass|[Gg]rade) $"
)
_POINTED_AT = re.compile(r"\b(?:last|this|that|same|next|first|previous|every|each|one) $", re.IGNORECASE)


def level_of_a_year(one: Candidate) -> bool:
    """Tell a year that a thing is of: "compared with 2019 levels", "its 2030 target", "Euro 2020"."""
    if not one.plain or len(one.written) != _YEAR or not _YEARS[0] <= one.quantity.value <= _YEARS[1]:
        return False
    return bool(_LEVELS.match(one.after) or (_OWNED.search(one.before) and not _PEOPLE.match(one.after)))


_YEAR = 4
"""Figures of a year."""
_YEARS = (1700, 2060)
_OWNED = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]|[Tt]h(?:is|eir)|[Ii]ts|[Hh]is|[Hh]er|[Oo]ur)|[’']s|\b[A-Z][a-z]+|\byear) $"
)
_PEOPLE = re.compile(
    r" (?:[a-z]+ )?(?:people|m[ea]n|women|children|troops|soldiers|workers|employees|staff|members|residents"
    r"|refugees|migrants|students|jobs)\b"
)
"""Behind a count that looks like a year: "its 1800 employees"."""
_LEVELS = re.compile(r" (?:levels?|prices|standards|terms|figures|highs?|lows?)\b")


def vague(one: Candidate) -> bool:
    """Tell "dozens of", "billions of dollars": no number is given."""
    if _VAGUE.match(one.written):
        return True
    start = one.quantity.start - one.passage.start
    return bool(_VAGUE.match(one.passage.words[start : start + 40]))


_VAGUE = re.compile(
    r"(?:an? |one |two )?(?:third|half|quarter)s?$"
    r"|(?:\w+ (?:of )?)?(?:dozens|scores|hundreds|thousands|millions|billions|trillions)\b",
    re.IGNORECASE,
)


def ranging(one: Candidate) -> bool:
    """Tell a range ("between 305 and 550"): a row holds one amount, so a range is left to the editor."""
    return not _APART.isdisjoint(one.written) and bool(_RANGE.search(one.written))


def half_of_a_range(one: Candidate) -> bool:
    """Tell one end of "26% to 28%"; of "from 26% to 28%" both ends are told."""
    quantity = one.quantity
    if quantity.currency and "between " in one.before and _BETWEEN.search(one.before):
        return True
    if quantity.unit != "percent":
        return False
    following = _TO_NEXT.match(one.passage.after(quantity.end))
    if following and Decimal(following[1].replace(",", "")) > quantity.value:
        return not one.before.endswith("from ")
    lead = _FROM_LAST.search(one.before) if one.before.endswith(" to ") else None
    return lead is not None and lead[1] != "from " and Decimal(lead[2].replace(",", "")) < quantity.value


def age(one: Candidate) -> bool:
    """Tell how old somebody is: "John Smith, 45, said", "a 12-year-old boy"."""
    quantity = one.quantity
    if quantity.unit == "year of age" or _OLD.match(one.after):
        return True
    before = one.passage.before(quantity.number_start, _LONGEST_AGED)
    if before.lower().endswith(_AGED_ENDS) and _AGED.search(before):
        return True
    if quantity.unit or quantity.currency:
        return False
    apposed = (
        one.before.endswith((", ", ", now ")) and one.after.startswith(", ") and 0 < quantity.value < _OLDEST
    )
    turned = (one.after[:1] in ".,;" or one.after.startswith(" when ")) and _WAS_AGED.search(one.before)
    young = one.before.endswith(("At ", "; at ", ", at ")) and _YOUNG.match(one.after)
    return apposed or bool(turned or young or _ELDERS.search(one.before[-_LONGEST_ELDERS:]))


_WAS_AGED = re.compile(r"\b(?:[Hh]e|[Ss]he) (?:is|was|turned|would have been) $")
_YOUNG = re.compile(r",? (?:he|she)\b")
_OLDEST = 115
_ELDERS = re.compile(
    r"\b(?:people|those|men|women|adults|children|patients|anyone|residents|voters|workers|players|boys|girls)"
    r" (?:aged )?(?:over|under|above|below)? ?$"
)
_LONGEST_ELDERS = 30
"""Characters: more than ``_ELDERS`` can match."""
_AGED = re.compile(
    r"\b(?:aged?|age of|ages of|aged between|(?:he|she|died|retir\w+|married) at|aged \d+ and) $", re.I
)
_AGED_ENDS = ("age ", "aged ", "age of ", "ages of ", "aged between ", " at ", " and ")
"""What ``_AGED`` can end with: most words are told apart by that."""
_LONGEST_AGED = 20
"""Characters: more than ``_AGED`` can match."""
_BETWEEN = re.compile(r"\bbetween (?:\S{1,12}(?: (?:million|billion|bn|m))? and )?$")
_OLD = re.compile(r"[ -]years?[ -](?:old|of age)\b")
_TO_NEXT = re.compile(r" to (\d+(?:,\d{3})*(?:\.\d+)?)(?:%| percent| per cent)")
_FROM_LAST = re.compile(r"(from |\b)(\d+(?:,\d{3})*(?:\.\d+)?)(?:%| percent| per cent) to $")


_APART = frozenset(" -–—")
"""One of these stands between the ends of a range."""
_RANGE = re.compile(r"\w(?: (?:to|and|or) | ?[-–—] ?)\$?\d|\w (?:to|and|or) [a-z]+$")


def address(one: Candidate) -> bool:
    """Tell the number of a house: "10 Downing Street"."""
    return one.quantity.unit in _STREETS or bool(_ADDRESS.match(one.after))


_ADDRESS = re.compile(
    r" (?:[A-Z][\w.]* ){1,3}(?:St|Street|Ave|Avenue|Road|Rd|Drive|Lane|Blvd|Boulevard|Place)\b"
)
_STREETS = frozenset(("Street", "Road", "Avenue", "Lane", "Drive", "Square", "Boulevard", "Terrace", "Place"))

_Rules = tuple[Callable[[Candidate], bool], ...]
NOT_NUMBERS: _Rules = (inside_a_name, inside_a_time, ranging, half_of_a_range, age, address)
"""Quantities that are no facts of their own."""
SPELLED: _Rules = (one_of_many, pointing_back, into_parts, out_of_many, numbered_in_words, vague)
"""Those of them that only words are ("the three leaders")."""
FIGURES: _Rules = (model_number, in_brackets, named_figure, level_of_a_year)
"""Those of them that only figures are ("the 787")."""
OF_WORDS = SPELLED + NOT_NUMBERS
"""Those that a number in words is asked."""
OF_FIGURES = FIGURES + NOT_NUMBERS
"""Those that a number in figures is asked."""
