"""Finds who or what a verb of saying attributes its clause to: the whole noun phrase."""

import re
from functools import cache

from msgspec import Struct

from generator.language import lexicons
from generator.language.phrases import alternation

_STOP = re.compile(r"[.!?;:](?=\s)|[\n“”\"()—–]")
_PRONOUNS = frozenset(("i", "you", "he", "she", "it", "we", "they"))
_THAT = re.compile(r"(?:\s(?!that\b)[\w’'.-]+){0,5}?[,:]?\s(?:that\b|[“\"])")
_SOURCE = re.compile(
    r"\s(?:[^,.;:!?()“”\"\n—–]|\.(?=\S)|(?<=[A-Z])\.(?=\s)|(?<=[ (]Mr)\.|(?<=[ (]Dr)\.|,(?=\d)){1,110}"
)
_SOURCE_END = re.compile(
    r"\s(?:who|which|that|when|where|while|and (?:is|was|has)|is|was|are|were|has|have|had|said|says|will"
    r"|would|could)\s"
)
_INVERTED = re.compile(
    r"\s(?=[A-Z]|the |a |an |his |her |its |one |another |officials|police|analysts|experts)"
)


class _Lexicon(Struct, frozen=True):
    ambiguous: frozenset[str]
    """Forms that are nouns or verbs."""
    after_verb: re.Pattern[str]
    edge: re.Pattern[str]
    """All up to the last place that a noun phrase cannot reach over."""
    between: re.Pattern[str]
    leading: re.Pattern[str]
    never_last: frozenset[str]
    finite: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    listed = lexicons.load("cues")
    day = r"(?:(?:On|By|Last|This|Late|Early|Since)\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    return _Lexicon(
        ambiguous=frozenset(listed["noun_or_verb"]),
        after_verb=re.compile(rf"\s(?:(?:{alternation(listed['after_verb'])})\b|\d|[$€£“\"]|[A-Z])"),
        edge=re.compile(
            rf"(?s:.*)(?:{_STOP.pattern}|, |(?:^|(?<=\s))(?:{alternation(listed['openers'])})(?=\s))"
        ),
        between=re.compile(rf"(?: (?:{alternation(listed['between'])}|[a-z]+ly))+$"),
        leading=re.compile(rf"(?:(?:{day}|{alternation(listed['leading'])})\s)+(?=\S)"),
        never_last=frozenset(listed["never_last"]),
        finite=frozenset(listed["finite"]),
    )


def before_verb(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the subject and the verb ``text[start:end]``: "South Korean intelligence estimates".

    None when the word is no verb here or has no subject beside it.
    """
    lexicon = _lexicon()
    if text[start:end] in lexicon.ambiguous and not lexicon.after_verb.match(text, end):
        return None
    stop = start - 1 if text[start - 1 : start].isspace() else start
    between = lexicon.between.search(text, max(0, stop - 40), stop)
    if between:
        stop = between.start()
    if text[stop - 1 : stop] == "-":
        return None  # "self-declared", "the report - it is long - found"
    if stop and text[stop - 1] in ',”"’':
        return _inverted(text, start, end) or (_apposed(text, stop, end) if text[stop - 1] == "," else None)
    first = _phrase_start(text, stop)
    words = text[first:stop].split()
    if not words or len(words) > _LONGEST or words[-1].lower() in lexicon.never_last:
        return None
    if not lexicon.finite.isdisjoint(words):
        return None
    if len(words) > 1 and words[0].lower() in _PRONOUNS:
        return None
    return first, end


_LONGEST = 14
"""Words of a subject."""


def _phrase_start(text: str, stop: int) -> int:
    """Return where the noun phrase that ends at ``stop`` begins."""
    first = max(0, stop - 110)
    while first and not text[first - 1].isspace():
        first -= 1
    lexicon = _lexicon()
    edge = lexicon.edge.match(text, first, stop)
    if edge:
        first = edge.end()
    while first < stop and text[first].isspace():
        first += 1
    leading = lexicon.leading.match(text, first, stop)
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
    pattern = _NAMED if text.startswith("reported", start) else _INVERTED
    last = source_end(text, end) if pattern.match(text, end) else 0
    goes_on = _GOES_ON.match(text, last) if last else None
    return None if not last or goes_on else (start, last)


_NAMED = re.compile(r"\s(?:the )?(?=[A-Z])")
"""Behind "reported" in '…, reported Reuters'; companies report a loss."""
_GOES_ON = re.compile(r"\s(?:is|was|are|were|has|have|had|will|would|could) ")
"""Behind what is no source but the subject of what is said: "X, said Y would"."""


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
    """Return where the owner of the noun at ``start`` begins ("A Kremlin aide’s suggestion"), else None."""
    if not text.endswith(("’s ", "'s ", "s’ ", "s' "), 0, start):
        return None
    first = _phrase_start(text, start - 1)
    return first if text[first:start].strip() else None
