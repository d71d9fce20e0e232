"""Says of whom a verb tells: of those before it in its clause, or of those behind it whom it acts upon.

The rule is one of word order. The subject is who stands directly before the verb, auxiliaries, adverbs, days
and what commas enclose aside; behind "and" it is the first one named in the clause; "he" is somebody only
where nobody else is spoken of. The object is who stands directly behind a verb such as "welcomed". Those
whom "and" joins count together.
"""

import re
from collections.abc import Sequence
from functools import cache

from generator.language import lexicons, roles
from generator.language.phrases import alternation
from generator.values import AnnotatedText

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_APART = re.compile(r"[;:—–.!?“”]")
_ENCLOSED = re.compile(r",[^,;:—–]{1,120},$")
_POSSESSIVE = ("’s ", "'s ", "’ ", "' ")
_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "its", "their", "both", "also", "fellow", "then"])


def subjects(article: AnnotatedText, start: int, verb: Span, people: Sequence[Span]) -> tuple[Span, ...]:
    """Return those of ``people`` who are the subject of a verb in a sentence that begins at ``start``.

    Empty when the subject is somebody else, or cannot be told.
    """
    text = article.text
    first = _clause(text, start, verb[0])
    names = [span for span in people if first <= span[0] and span[1] <= verb[0]]
    end = _before_days(article, first, verb[0])
    noun = text[verb[0] : verb[1]].lower() in lexicons.words("claims", "possessed")
    if (
        names
        and noun
        and text.startswith(_POSSESSIVE, names[-1][1])
        and _runs_on(text, names[-1][1] + 2, verb[0])
    ):
        return (names[-1],)
    if names and text[first:end].endswith((", who", " who")):
        end = text.rindex("who", first, end)
        end = len(text[:end].rstrip(" ,"))
    if names and text[end - 1 : end] == ",":
        for place in range(len(names) - 1, -1, -1):
            if _ENCLOSED.fullmatch(text, names[place][1], end) and not _goes_on(text, names, place):
                return _group(text, names[: place + 1], first)
    if names and names[-1][1] + (text[end - 1 : end] == ",") == end:
        return _group(text, names, first)
    last = _last_word(text, first, end)
    if last in lexicons.words("claims", "pronouns"):
        return _meant(text, [span for span in people if start <= span[0] and span[1] <= end], end)
    carried = last in lexicons.words("claims", "carried_on") or text[end - 1 : end] == ","
    if carried or (last in lexicons.words("claims", "made") and len(names) == 1):
        earlier = [span for span in people if start <= span[0] and span[1] <= end]
        return _first_group(text, names or earlier)
    return ()


def objects(article: AnnotatedText, end: int, verb: Span, people: Sequence[Span]) -> tuple[Span, ...]:
    """Return those of ``people`` upon whom a verb acts, in a sentence that ends at ``end``."""
    text = article.text
    found: list[Span] = []
    position = verb[1]
    for span in people:
        if span[0] < position or span[1] > end:
            continue
        added = bool(found) or " and " in text[position : span[0]]
        if not _joins(text, position, span[0]) or (added and _does(text, span[1])):
            break
        found.append(span)
        position = span[1]
    return tuple(found)


def companions(article: AnnotatedText, end: int, verb: Span, people: Sequence[Span]) -> tuple[Span, ...]:
    """Return those of ``people`` said to be with the subject of a verb: "visited it together with X"."""
    text = article.text
    behind = [span for span in people if verb[1] <= span[0] and span[1] <= end]
    for place, span in enumerate(behind):
        found = _with().match(text, verb[1], span[0])
        if found and _joins(text, found.end(), span[0]):
            return _first_group(text, behind[place:])
    return ()


@cache
def _with() -> re.Pattern[str]:
    words = alternation(lexicons.load("claims")["beside"])
    return re.compile(rf"(?:(?! and )[^,;:—–.]){{0,60}}? (?:{words})\b")


def _meant(text: str, names: Sequence[Span], end: int) -> tuple[Span, ...]:
    """Return whom a pronoun at ``end`` means: the only one named before, where no other is spoken of."""
    if len(names) != 1:
        return ()
    between = _WORD.findall(text, names[0][1], end)
    return () if any(roles.kind(word) or roles.is_modifier(word) for word in between) else (names[0],)


def _clause(text: str, start: int, end: int) -> int:
    """Return where the clause begins that ends at ``end``: behind "while" or the comma that ends it."""
    first = start
    for found in _openers().finditer(text, start, end):
        comma = text.find(", ", found.end(), end)
        first = comma + 2 if comma >= 0 else found.end()
    for mark in _APART.finditer(text, first, end):
        if text[mark.end() : mark.end() + 1].isspace() and mark[0] != ".":
            first = mark.end()
    return first


@cache
def _openers() -> re.Pattern[str]:
    words = [word for word in lexicons.load("claims")["new_clause"] if word not in ("and", "but")]
    return re.compile(rf"\b(?:{alternation([*words, 'that', 'which', 'than'])})\b", re.IGNORECASE)


def _before_days(article: AnnotatedText, start: int, end: int) -> int:
    """Return where the words before a verb end without auxiliaries, adverbs and when it was: "on Friday"."""
    stop = _before_auxiliaries(article.text, start, end)
    for time in reversed(article.times.touching(start, end)):
        if time.end == stop and time.start > start:
            stop = _before_auxiliaries(article.text, start, time.start, lexicons.words("claims", "when"))
    return stop


def _before_auxiliaries(text: str, start: int, end: int, others: frozenset[str] = frozenset()) -> int:
    """Return where the words before a verb end when its auxiliaries, adverbs and ``others`` are left out."""
    passed = lexicons.words("claims", "auxiliaries") | lexicons.words("claims", "ahead") | others
    stop = end
    for word in reversed(list(_WORD.finditer(text, start, end))):
        if word[0] not in passed and not word[0].endswith(("ly", "n’t", "n't")):
            break
        if text[word.end() : stop].strip():
            break
        stop = word.start()
    return start + len(text[start:stop].rstrip())


def _last_word(text: str, start: int, end: int) -> str:
    words = _WORD.findall(text, start, end)
    return words[-1].lower() if words else ""


def _runs_on(text: str, start: int, end: int) -> bool:
    """Say whether only a few plain words stand between."""
    between = text[start:end]
    return between.count(" ") <= 3 and not re.search(r"[^\w\s’'-]", between)


def _first_group(text: str, names: Sequence[Span]) -> tuple[Span, ...]:
    found = list(names[:1])
    for span in names[1:]:
        if not _joins(text, found[-1][1], span[0]):
            break
        found.append(span)
    return tuple(found)


def _group(text: str, names: Sequence[Span], start: int) -> tuple[Span, ...]:
    """Return the last of ``names`` with those that "and" joins to it, unless a verb stands before them."""
    found = [names[-1]]
    for span in reversed(names[:-1]):
        if not _joins(text, span[1], found[0][0]):
            break
        found.insert(0, span)
    if len(found) > 1 and _acts(text, start, found[0][0]):
        return (found[-1],)
    return tuple(found)


def _goes_on(text: str, names: Sequence[Span], place: int) -> bool:
    """Say whether the next of ``names`` is joined to the one at ``place``: commas enclose nothing then."""
    end, following = names[place][1], names[place + 1 :]
    return bool(following) and _joins(text, end, following[0][0]) and not _does(text, names[-1][1])


def _acts(text: str, start: int, end: int) -> bool:
    """Say whether the last word before a name, roles and countries aside, is a verb in the past."""
    for word in reversed(list(_WORD.finditer(text, start, end))):
        if (
            word[0][0].isupper()
            or word[0] in _DETERMINERS
            or roles.kind(word[0])
            or roles.is_modifier(word[0])
        ):
            continue
        lower = word[0].lower()
        return lower.endswith("ed") or lower in lexicons.words("verbs", "past")
    return False


def _does(text: str, end: int) -> bool:
    """Say whether a verb stands directly behind the name that ends at ``end``."""
    word = _WORD.match(text, end + 1)
    if word is None or text[end : end + 1] != " ":
        return False
    auxiliary = word[0] in lexicons.words("claims", "auxiliaries") or word[0] in lexicons.words(
        "claims", "modal"
    )
    return auxiliary or word[0].endswith("ed") or word[0] in lexicons.words("verbs", "past")


def _joins(text: str, start: int, end: int) -> bool:
    """Say whether only "and", commas, roles, countries and determiners stand between; never "friend of X"."""
    if re.search(r"[^\w\s,’'.()-]", text[start:end]) or text.endswith(" of ", start, end):
        return False
    return all(
        word[0][0].isupper()
        or word[0] in _DETERMINERS
        or word[0] in ("and", "or", "of", "with", "including", "as", "well", "by")
        or roles.kind(word[0])
        or roles.is_modifier(word[0])
        for word in _WORD.finditer(text, start, end)
    )
