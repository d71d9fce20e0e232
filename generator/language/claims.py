"""Says whether a verb tells of something that came about, or of what is wished for, doubted or undone.

The rule is one of clauses and word order. A word such as "would" counts directly before the verb, with
only auxiliaries and adverbs between; one such as "hopes" or "called off" counts in the verb's clause; a
condition or a question counts in the whole sentence. The words are those of ``lexicon/claims.yml``.
"""

import re
from functools import cache

from generator.language import lexicons
from generator.language.phrases import alternation

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_NEGATED = re.compile(r"n[’']t\b")
_INSERTED = re.compile(r", (?:who|which|whose|where|whom)\b[^,;:.]{1,120},")
_MARK = re.compile(r"[;:—–]")
_PAST_ALONE = ("was", "were")


def undone(text: str, sentence: tuple[int, int], verb: tuple[int, int]) -> str:
    """Return the words by which a sentence says that what its verb tells of did not come about; else "".

    ``verb`` is the span of the verb in ``text``, within the span ``sentence``.
    """
    before = _without_insertions(text[sentence[0] : verb[0]])
    after = text[verb[1] : sentence[1]]
    if after.rstrip(" ”\"'’)").endswith("?"):
        return "?"
    condition = _found("condition", before) or _found("condition", after)
    if condition:
        return condition
    ahead = _ahead(before)
    if ahead:
        return ahead
    left = before[_last("new_clause", before) :]
    right = after[: _first("new_clause", after)]
    subclause = _first("subclause", right)
    itself = _pattern("undone").match(_lowered(text[verb[0] : sentence[1]]))
    found = _found("undone", left) or (text[verb[0] : verb[0] + itself.end()] if itself else "")
    found = found or _found("undone", right[:subclause])
    related = None if found else _related().match(right, subclause)
    return related[1] if related else found


def looks_ahead(text: str, start: int, end: int) -> str:
    """Return the first word of ``text[start:end]`` that speaks of what is to come, or is wished; else ""."""
    for found in _WORD.finditer(text, start, end):
        if found[0] in lexicons.words("claims", "modal"):
            return found[0]
    return _found("undone", text[start:end])


def lacks_noun(text: str, sentence: tuple[int, int], verb: tuple[int, int]) -> bool:
    """Return whether the verb is one that means an agreement only of a "deal", and none stands with it."""
    nouns = lexicons.load("claims")["needs"].get(text[slice(*verb)].lower())
    if not nouns:
        return False
    after = text[verb[1] : sentence[1]]
    after = after[: _first("new_clause", after)]
    words = [word.lower() for word in _WORD.findall(after)]
    before = [word.lower() for word in _WORD.findall(text[sentence[0] : verb[0]])]
    if before and before[-1] in lexicons.words("claims", "passive"):
        return not set(nouns) & set(before)
    return not set(nouns) & set(words) and before[-1:] not in [[noun] for noun in nouns]


def past_verbs(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of the verbs of ``text[start:end]`` that stand in the past or the perfect tense."""
    words = [(found.start(), found.end(), found[0].lower()) for found in _WORD.finditer(text, start, end)]
    found = []
    for place, (first, last, word) in enumerate(words):
        before = words[place - 1][2] if place else ""
        after = words[place + 1][2] if place + 1 < len(words) else ""
        if _is_past(word, before, after):
            found.append((first, last))
    return tuple(found)


def _is_past(word: str, before: str, after: str) -> bool:
    verbs = lexicons.load("verbs")
    if word in _PAST_ALONE:
        return not (
            after == "to" or after.endswith("ed") or after in verbs["past"] or after in verbs["planned"]
        )
    if word in ("had", "been", "did", "ago") or (word in verbs["planned"] and after in ("to", "for", "on")):
        return False
    if word in verbs["past"]:
        return before not in verbs["determiners"]
    regular = word.endswith("ed") and len(word) > 3 and word not in verbs["not_verbs"]
    return regular and before not in verbs["determiners"] and before not in verbs["be"]


def _ahead(before: str) -> str:
    """Return the word that, before the verb, says that it did not come about."""
    spans = list(_WORD.finditer(before))
    passed = lexicons.words("claims", "auxiliaries")
    for place in range(len(spans) - 1, -1, -1):
        word = spans[place][0].lower()
        behind = spans[place + 1].start() if place + 1 < len(spans) else len(before)
        if _MARK.search(before, spans[place].end(), behind):
            return ""
        if _NEGATED.search(word) or word in lexicons.words("claims", "ahead"):
            earlier = spans[place - 1][0] if place else ""
            managed = word == "to" and earlier.lower() in lexicons.words("claims", "managed")
            return "" if managed else f"{earlier} {word}".strip()
        if word not in passed and not word.endswith("ly"):
            return ""
    return ""


def _without_insertions(before: str) -> str:
    """Return the words before a verb without the relative clauses that commas enclose."""
    return _INSERTED.sub(lambda found: " " * len(found[0]), before)


@cache
def _related() -> re.Pattern[str]:
    """Return a pattern of a relative clause that undoes what it belongs to: "that was later called off"."""
    passed = alternation([f"{word} " for word in sorted(lexicons.words("claims", "auxiliaries"))])
    undoing = alternation(lexicons.load("claims")["undone"])
    return re.compile(rf"(?:that|which) (?:{passed})*({undoing})\b")


@cache
def _pattern(section: str) -> re.Pattern[str]:
    """Return a pattern of words in lower case: to ask it for those in any takes ten times as long."""
    return re.compile(rf"\b(?:{alternation(lexicons.load('claims')[section])})\b")


def _found(section: str, words: str) -> str:
    """Return the first words of a section that stand in ``words``, as they stand there; "" for none."""
    found = _pattern(section).search(_lowered(words))
    return words[found.start() : found.end()] if found else ""


def _lowered(words: str) -> str:
    """Return ``words`` in lower case, each character in its place: "İ" has two."""
    lower = words.lower()
    return lower if len(lower) == len(words) else "".join(one.lower()[:1] for one in words)


def _last(section: str, words: str) -> int:
    return max((found.end() for found in _pattern(section).finditer(_lowered(words))), default=0)


def _first(section: str, words: str) -> int:
    found = _pattern(section).search(_lowered(words))
    return found.start() if found else len(words)
