"""Cuts a text's runs of capitalised words into pieces: names, roles, demonyms."""

import re
from collections.abc import Callable
from functools import partial

from msgspec import Struct

from generator.language import name_forms, roles
from generator.language.memory import Memory
from generator.language.name_lexicon import load
from generator.language.name_patterns import capitals, patterns

_ENDERS = frozenset(".!?:;…•|\r\n")
_MARKS = frozenset(" \t\u00a0\"'“”‘’«»()[]*#>-–—")


class Piece(Struct, frozen=True):
    """A part of a run of capitalised words."""

    start: int
    end: int
    words: str
    label: str
    """``PERSON``, ``ORG``, ``PLACE``, ``OTHER``, ``ROLE``, ``DEMONYM`` or ``UNKNOWN``."""
    initial: bool
    """True when nothing but its place at the beginning of a sentence may have capitalised it."""
    role: bool
    """True when a role stands right before it in the same run."""


def pieces(text: str) -> list[Piece]:
    """Return the pieces of every run of capitalised words of ``text``, in order."""
    match = patterns().run.match
    found: list[Piece] = []
    end = 0
    for capital in capitals(text):
        start, place = capital.start(), capital.lastgroup
        if start < end or not place:
            continue
        run = match(text, start)
        if run is None:
            continue
        end = run.end()
        if run.lastgroup and run[0].isupper():
            continue
        initial = place != "inside" and _begins(text, start)
        for first, last, words, label, role in _CUTS[initial][run[0]]:
            found.append(Piece(start + first, start + last, words, label, initial and not first, role))
    return found


def _begins(text: str, start: int) -> bool:
    """Say whether a sentence or a line begins at ``start``."""
    before = start - 1
    while before >= 0 and (mark := text[before]) in _MARKS:
        before -= 1
    return before < 0 or mark in _ENDERS


_GAP = re.compile("[ \u00a0,]")
_Cut = tuple[int, int, str, str, bool]


def _segment(initial: bool, run: str) -> tuple[_Cut, ...]:
    """Return the pieces of one run: offsets within it, words, label, and whether a role stands before."""
    tokens = (
        [found.span() for found in patterns().token.finditer(run)] if _GAP.search(run) else [(0, len(run))]
    )
    words = tuple(run[start:end] for start, end in tokens)
    found: list[_Cut] = []
    first, role = 0, False
    while first < len(words):
        end, label = _piece(words, first, initial)
        if label:
            start, last = tokens[first][0], tokens[end - 1][1]
            found.append((start, last, run[start:last], label, role))
        role = label == "ROLE"
        first = end
    return tuple(found)


_CUTS = tuple(Memory(partial(_segment, initial), 8192) for initial in (False, True))
"""The pieces of each run: inside a sentence, and at its beginning."""


def _piece(words: tuple[str, ...], first: int, initial: bool) -> tuple[int, str]:
    """Return where the piece that begins at ``first`` ends, and its label; "" for what is no name."""
    for rule, label in _RULES:
        end = rule(words, first)
        if end > first:
            return end, label if label != "KNOWN" else name_forms.label(words[first:end])
    if initial and not first and _starts_sentence(words):
        return 1, ""
    end = first + 1
    while end < len(words) and not _ends_piece(words, first, end):
        end += 1
    if (
        end - first > _FIELD_AND_NAME
        and roles.is_modifier(words[first])
        and _is_person(words[first + 1 : end])
    ):
        return first + 1, ""  # "Minister of Industry and Trade Tran Tuan Ang"
    return end, name_forms.label(words[first:end])


_FIELD_AND_NAME = 2
"""Words: a field of government and a name have more."""


def _is_person(words: tuple[str, ...]) -> bool:
    return name_forms.label(words) == "PERSON"


def _ends_piece(words: tuple[str, ...], first: int, at: int) -> bool:
    """Say whether a plain name ends before ``at``; "Cook" in "Tim Cook" is no role."""
    if at == first + 1 == len(words) - 1 and words[first] in load().given and _demonym(words, at) == at:
        return False
    if words[first] in load().given and "".join(words[at + 1 : at + 2]).startswith(("al-", "Al-")):
        return False  # "Mohammed Shia al-Sudani"
    if at == len(words) - 1 and at - first > 1 and name_forms.family_first(words[first:]):
        return False
    return any(rule(words, at) > at for rule, _ in _BREAKS)


def _starts_sentence(words: tuple[str, ...]) -> bool:
    lexicon = load()
    return words[0].lower() in lexicon.function_words and not (
        len(words) > 1 and words[0] in lexicon.place_first
    )


def _function_word(words: tuple[str, ...], first: int) -> int:
    return first + (words[first].lower() in load().determiners)


def _known(words: tuple[str, ...], first: int) -> int:
    """Return the end of the longest organisation or place of the lexicon that begins at ``first``."""
    lexicon = load()
    for end in range(min(len(words), first + lexicon.longest), first, -1):
        phrase = " ".join(words[first:end])
        if phrase in lexicon.organisations or (phrase in lexicon.places and _closed(words, end)):
            return end
    return first


def _closed(words: tuple[str, ...], at: int) -> bool:
    """Say whether a place that ends at ``at`` stands alone, so "United States Barack Obama" is two names."""
    person = len(words) - at > 1 and words[at] in load().given
    return at == len(words) or person or any(rule(words, at) > at for rule, _ in _BREAKS)


def _dropped(words: tuple[str, ...], first: int) -> int:
    """Return the end of a day, a faith, a product number…"""
    lexicon = load()
    if first + 1 < len(words) and f"{words[first]} {words[first + 1]}" in lexicon.dropped:
        return first + 2
    word = words[first]
    if word in lexicon.given and first + 1 < len(words) and words[first + 1].isalpha():
        return first
    return first + (word in lexicon.dropped or _has_digit(word))


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))


def _breaks(words: tuple[str, ...], first: int) -> int:
    """Return the end of a word that is no part of the name before it; a numeral or an initial is."""
    return first if words[first] in _NUMERALS else _dropped(words, first)


_NUMERALS = frozenset(("I", "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "A", "B", "C", "D", "R", "X"))


def _joined(words: tuple[str, ...], first: int) -> int:
    """Return the end of a name joined by "of" ("Bank of America Corp", "Great Hall of the People")."""
    for joint in range(first, len(words)):
        if " " in words[joint]:
            break
    else:
        return first
    if roles.kind(words[joint]) or any(roles.kind(word) for word in words[first:joint]):
        return first
    end = joint + 1
    while end < len(words) and not any(rule(words, end) > end for rule, _ in _BREAKS):
        end += 1
    return end


def _headed(words: tuple[str, ...], first: int) -> int:
    """Return the end of a name recognised by its last word ("Korean Air", "Paris Air Show")."""
    if first + 1 == len(words):
        return first
    lexicon = load()
    if roles.kind(words[first]) == "courtesy" and words[first + 1] in lexicon.given:
        return first
    best = first
    for index in range(first + 1, min(len(words), first + 8)):
        if words[index] in lexicon.heads:
            best = index + 1
        elif (_dropped(words, index) > index and words[index] not in _DIRECTIONS) or (
            roles.kind(words[index]) and not roles.is_modifier(words[index]) and words[index][-1] != "s"
        ):
            break
    if best == first or _role(words, first) >= best:
        return first
    return best if name_forms.label(words[first:best]) in ("ORG", "PLACE", "OTHER") else first


_DIRECTIONS = frozenset(("Northern", "Southern", "Eastern", "Western", "European", "African", "Asian"))
"""Adjectives that are no names by themselves, but part of one ("China Eastern Airlines")."""


def _role(words: tuple[str, ...], first: int) -> int:
    """Return the end of the role that begins at ``first``: modifiers, then one or more heads."""
    end = first
    following = words[first + 1] if first + 1 < len(words) else ""
    star = words[first] == "Star" and following not in load().given
    if star or (words[first] == "Sheikh" and len(words) == first + 2):
        return first  # a name with it: "Star Trek", "Sheikh Hasina"
    for index in range(first, min(len(words), first + 6)):
        if roles.kind(words[index]):
            end = index + 1
        elif not roles.is_modifier(words[index]) or (
            first < index == end and words[index - 1] not in ("Chief", "Deputy")
        ):
            break
    return end


def _demonym(words: tuple[str, ...], first: int) -> int:
    lexicon = load()
    for end in range(min(len(words), first + 2), first, -1):
        if " ".join(words[first:end]) in lexicon.demonyms:
            return end
    if "-" in words[first] and all(part in lexicon.demonyms for part in words[first].split("-")):
        return first + 1  # "the Finnish-Russian border"
    return first


_Rule = Callable[[tuple[str, ...], int], int]
_BREAKS: tuple[tuple[_Rule, str], ...] = ((_demonym, "DEMONYM"), (_role, "ROLE"), (_breaks, ""))
_RULES: tuple[tuple[_Rule, str], ...] = (
    (_function_word, ""),
    (_joined, "KNOWN"),
    (_headed, "KNOWN"),
    (_known, "KNOWN"),
    (_demonym, "DEMONYM"),
    (_role, "ROLE"),
    (_dropped, ""),
)
