"""Reads what somebody is beside their name: "the Russian president", "an analyst with …"."""

import re
from functools import cache, lru_cache

from msgspec import Struct

from generator.language import lexicons


class Role(Struct, frozen=True):
    """Words that say what somebody is."""

    start: int
    end: int
    kind: str
    """``office``, ``occupation``, ``family``, ``courtesy`` or ``counterpart``."""


class _Lexicon(Struct, frozen=True):
    heads: dict[str, str]
    """Last word of a role in lower case, to its kind."""
    short: dict[str, str]
    modifiers: frozenset[str]
    after_head: tuple[str, ...]
    tails: dict[str, list[list[str]]]
    """Last words of ``after_head`` to the words that they close."""


@cache
def _lexicon() -> _Lexicon:
    listed = lexicons.load("roles")
    heads = {head: kind for kind in ("occupation", "office", "family", "courtesy") for head in listed[kind]}
    heads |= dict.fromkeys(listed["short"], "office")
    heads["counterpart"] = "counterpart"
    after_head = tuple(f" {words}" for words in listed["after_head"])
    tails: dict[str, list[list[str]]] = {}
    for parts in map(str.split, listed["after_head"]):
        tails.setdefault(parts[-1], []).append(parts)
    return _Lexicon(heads, listed["short"], frozenset(listed["modifiers"]), after_head, tails)


@lru_cache(maxsize=8192)
def kind(word: str) -> str:
    """Return the kind of role whose last word is ``word``, singular or plural; "" if none."""
    heads = _lexicon().heads
    lower = word.lower()
    return heads.get(lower) or (heads.get(lower[:-1], "") if lower.endswith("s") else "")


@lru_cache(maxsize=8192)
def is_modifier(word: str) -> bool:
    """Say whether ``word`` belongs to a role when it stands before its last word ("vice", "foreign")."""
    return all(part in _lexicon().modifiers for part in word.lower().split("-"))


def spell(words: str) -> str:
    """Return a role as shown: "Sen." becomes "Senator"; anything else stays as written."""
    return _lexicon().short.get(words.lower(), words)


_WORD = re.compile(r"[^\s,;:()“”\"—–]+")
_LAST_WORD = re.compile(rf"{_WORD.pattern}+\Z")


def ending_at(text: str, end: int, start: int = 0) -> Role | None:
    """Return the role that ends at ``end`` and does not begin before ``start``; None if there is none."""
    window = max(start, end - 90)
    last_word = text[window:end].rpartition(" ")[2].rpartition("\n")[2].lstrip('(“"—–').lower()
    if not kind(last_word) and last_word not in _lexicon().tails:
        return None
    head = _word_before(text, window, end)
    if head and last_word in _lexicon().tails:
        words = list(_WORD.finditer(text, window, end))[-4:]
        head = words[-1 - _tail_length([word.group() for word in words])]
    found_kind = kind(head.group()) if head else ""
    if head is None or not found_kind:
        return None
    first = head
    while text[first.start() - 1] == " " and (before := _word_before(text, window, first.start() - 1)):
        if not is_modifier(before.group()):
            break
        named = before.group()[0].isupper() and first.group()[0].islower()
        if named and not _opens(text, before.start()):
            break
        if before.group() == "House" and text.endswith("White ", 0, before.start()):
            break
        first = before
    if text.endswith(" of ", window, first.start()):
        before = _word_before(text, window, first.start() - len(" of "))
        if before and kind(before.group()) == "office":
            first = before  # "Minister of Justice"
    if found_kind == "courtesy" and text[first.start() : head.start()].lower().endswith("first "):
        found_kind = "office"  # the first lady
    return Role(first.start(), end, found_kind)


def _word_before(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the word that ends at ``end`` and does not begin before ``start``."""
    return _LAST_WORD.search(text, max(start, text.rfind(" ", start, end)), end)


def _opens(text: str, start: int) -> bool:
    """Say whether a sentence begins at ``start``; elsewhere "State" of "Islamic State leader" is a name."""
    before = text[max(0, start - 3) : start]
    return "\n" in before or before.strip()[-1:] in ("", ".", "!", "?", ":", "“", '"')


def _tail_length(words: list[str]) -> int:
    """Return how many words stand after the head of the role that ends here: two in "secretary of state"."""
    lower = [word.lower() for word in words]
    for parts in _lexicon().tails.get(lower[-1], ()):
        if lower[-len(parts) :] == parts and len(parts) < len(lower) and kind(lower[-len(parts) - 1]):
            return len(parts)
    return 0


_APPOSITION = re.compile(
    r", (?:aged )?(?:\d{1,3}, )?(?:who (?:is|was|serves as|served as) )?(?:(?:the|a|an|his|her|their|its) )?"
    r"(?P<words>[^,;:.()“”\"\n]{2,90})"
)


def following(text: str, position: int) -> Role | None:
    """Return the role said after a name that ends at ``position``: ", an analyst with …"; None if none is."""
    found = _APPOSITION.match(text, position)
    if not found or _acts(found):
        return None
    without_role = lexicons.words("roles", "ends_apposition")
    for word in _WORD.finditer(text, found.start("words"), found.end("words")):
        if word.group().lower() in without_role:
            return None
        if kind(word.group()) not in ("", "courtesy"):
            end = _with_tail(text, _last_head(text, word.end(), found.end("words")))
            named = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
            return None if named else ending_at(text, end, found.start("words"))
    return None


def _acts(apposed: re.Match[str]) -> bool:
    """Tell the verb of ", met Norway's minister" from what somebody is."""
    first = apposed["words"].partition(" ")[0]
    regular = first.endswith("ed") and not is_modifier(first)
    return apposed[0] == f", {apposed['words']}" and (regular or first in lexicons.words("verbs", "past"))


def _last_head(text: str, end: int, stop: int) -> int:
    """Return where a role of several heads ends: "chief" at ``end``, "executive" and "officer" after it."""
    last = end
    for word in _WORD.finditer(text, end, stop):
        if kind(word.group()) not in ("", "courtesy"):
            last = word.end()
        elif not is_modifier(word.group()):
            break
    return last


def _with_tail(text: str, end: int) -> int:
    """Return where the role ends when "officer", "of state"… follow its head at ``end``."""
    for tail in _lexicon().after_head:
        if (
            text[end : end + len(tail)].lower() == tail
            and not text[end + len(tail) : end + len(tail) + 1].isalpha()
        ):
            return end + len(tail)
    return end
