"""Finds who or what a verb of saying attributes its clause to: the whole noun phrase."""

import re
from functools import cache

from generator.language import lexicons

_EDGE = re.compile(
    r"[.!?;:](?=\s)|[\n“”\"()—–]|, |(?:^|(?<=\s))(?:and|but|or|that|which|while|as|because|if|although|though|when|where|since|after|before"
    r"|whereas|so|than|to|what|how|why|whether)(?=\s)"
)
_STOP = re.compile(r"[.!?;:](?=\s)|[\n“”\"()—–]")
_BETWEEN = re.compile(
    r"(?:[ ](?:also|later|then|has|have|had|again|repeatedly|recently|previously|earlier|reportedly|now|still|often|already|publicly|[a-z]+ly))+$"
)
_NOT_LAST = frozenset(
    "the a an of to is was be been are were not for in by from with at on its their his her our your my no any this these those all each such"
    " that who which having but and or while as being could would should might may can will must do does did about than more most what".split()
)
_FINITE = frozenset("could would will can may might should is was are were had".split())
_PRONOUNS = frozenset(("i", "you", "he", "she", "it", "we", "they"))
_LEADING = re.compile(r"(?:(?:(?:(?:On|By|Last|This|Late|Early|Since)\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Earlier|Later|Yesterday|Today|Meanwhile|However|Still|Even|Also|Now|Then|But|And)\s)+(?=\S)")
_VERB_FOLLOWS = re.compile(
    r"\s(?:that|the|a|an|to|at|it|he|she|they|there|about|around|up|more|some|between|nearly|almost|these|this|his|her|its|their|no|on"
    r")\b|\s(?:\d|[$€£“\"]|[A-Z])"
)
_THAT = re.compile(r"(?:\s(?!that\b)[\w’'.-]+){0,5}?[,:]?\s(?:that\b|[“\"])")
_SOURCE = re.compile(r"\s(?:[^,.;:!?()“”\"\n—–]|\.(?=\S)|(?<=[A-Z])\.(?=\s)|(?<=[ (]Mr)\.|(?<=[ (]Dr)\.|,(?=\d)){1,110}")
_SOURCE_END = re.compile(r"\s(?:who|which|that|when|where|while|and (?:is|was|has)|is|was|are|were|has|have|had|said|says|will|would|could)\s")
_INVERTED = re.compile(r"\s(?=[A-Z]|the |a |an |his |her |its |one |another |officials|police|analysts|experts)")


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(lexicons.load("cues")["noun_or_verb"])


def before_verb(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the subject and the verb ``text[start:end]``: "South Korean intelligence estimates".

    None when the word is no verb here or has no subject beside it.
    """
    word = text[start:end]
    if word in _ambiguous() and not _VERB_FOLLOWS.match(text, end):
        return None
    stop = start - len(text[max(0, start - 3) : start]) + len(text[max(0, start - 3) : start].rstrip())
    between = _BETWEEN.search(text, max(0, stop - 40), stop)
    if between:
        stop = between.start()
    if stop and text[stop - 1] in ",”\"’":
        return _inverted(text, start, end) or (_apposed(text, stop, end) if text[stop - 1] == "," else None)
    first = _phrase_start(text, stop)
    words = text[first:stop].split()
    if not words or words[-1].lower() in _NOT_LAST or len(words) > 14 or not _FINITE.isdisjoint(words):
        return None
    if len(words) > 1 and words[0].lower() in _PRONOUNS:
        return None
    return first, end


def _phrase_start(text: str, stop: int) -> int:
    """Return where the noun phrase that ends at ``stop`` begins."""
    first = max(0, stop - 110)
    while first and not text[first - 1].isspace():
        first -= 1
    for edge in _EDGE.finditer(text, first, stop):
        first = edge.end()
    while first < stop and text[first].isspace():
        first += 1
    leading = _LEADING.match(text, first, stop)
    return leading.end() if leading else first


def _apposed(text: str, stop: int, end: int) -> tuple[int, int] | None:
    """Return the span of "Youngjun Kim, an analyst with …, wrote"; the apposition closes at ``stop``."""
    first = max(0, stop - 160)
    for edge in _STOP.finditer(text, first, stop - 1):
        first = edge.end()
    opening = text.rfind(", ", first, stop - 1)
    if opening < 0:
        return None
    begin = _phrase_start(text, opening)
    return (begin, end) if text[begin:opening].strip() else None


def _inverted(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of "said X" after a quotation or a comma."""
    if not _INVERTED.match(text, end):
        return None
    return start, source_end(text, end)


def source_end(text: str, position: int) -> int:
    """Return where the noun phrase after ``position`` ends ("according to analysts")."""
    found = _SOURCE.match(text, position)
    if not found:
        return position
    end = _SOURCE_END.search(text, position, found.end())
    return end.start() if end else found.end()


def before_that(text: str, end: int) -> bool:
    """Say whether "that" or a quotation follows the verb that ends at ``end``."""
    return bool(_THAT.match(text, end))


def owner(text: str, start: int) -> int | None:
    """Return where the owner of the noun at ``start`` begins ("A Kremlin aide’s suggestion"); None if it has none."""
    if not text.endswith(("’s ", "'s ", "s’ ", "s' "), 0, start):
        return None
    first = _phrase_start(text, start - 1)
    return first if text[first:start].strip() else None
