"""People named side by side, with the words in front of them and behind."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.extract import lexicon
from generator.extract.document import Document, Passage
from generator.language.model import NameMention

SUBJECTS = lexicon.words("presence", "subjects")
SPEECH = lexicon.words("presence", "speech")
ACTS = lexicon.words("presence", "acts")
AUXILIARIES = lexicon.words("presence", "auxiliaries")
_UPON = lexicon.words("presence", "acted_upon")
_ADVERBS = lexicon.words("presence", "adverbs") | {",", ")"}
_DESCRIBING = lexicon.words("presence", "describing") | {","}
_LEADING = lexicon.words("presence", "leading")


class Group(Struct, frozen=True):
    """People named side by side ("X and his counterpart, Y") with the words behind them."""

    passage: Passage
    names: tuple[NameMention, ...]
    before: str
    """The words in front of the first name."""
    lead: str
    """The last words in front of the first name, its role and country left out, in lower case."""
    after: tuple[str, ...]
    """The words behind in lower case, an apposition in commas left out; commas and brackets are words."""
    act: tuple[str, ...]
    """The words behind from the first verb on."""


_WORD = re.compile(r"\w(?:\.(?:\w\.)*|\w*(?:[-.&]\w+(?:[-.&]\w+)*|))|[’']s\b|[,;:“”\"()—–]")
_APPOSITION = re.compile(r"\s*,[^,;.“”\"]{1,90}(?:,|(?=\s(?:said|says|told)))|\s*\([^)]{1,60}\)")
_AGE = re.compile(r"\s*, (?:aged |now )?\d{1,3}(?=,)")
_HOME = re.compile(
    r"\s+(?:of|at|from) (?:the )?[A-Z]\w+(?: (?:& )?[A-Z]\w+){0,3}(?: (?:in|of) (?:the )?[A-Z]\w+)?"
)
_JOINED = re.compile(
    r"(?:\s+of (?:the )?[A-Z]\w+(?: [A-Z]\w+)?|\s*\([^)]{1,40}\))?"
    r"(?:\s*[,;]|\s*[,;]? and\b|\s+with\b)(?:[\s,]+[\w.'’-]+){0,11}[\s,]*"
)


def groups_of(document: Document, passage: Passage) -> Iterator[Group]:
    """Yield the people of a sentence, those named side by side together; none from quoted words."""
    people = [name for name in passage.names if name.label == "PERSON"]
    if not people:
        return
    quoted = _quoted(document, passage)
    if quoted:
        people = [one for one in people if not any(start <= one.start < end for start, end in quoted)]
    place = 0
    while place < len(people):
        members = [people[place]]
        while place + 1 < len(people) and _together(document.text, people[place], people[place + 1]):
            place += 1
            members.append(people[place])
        place += 1
        yield _group(passage, tuple(members))


_FOLLOWING = 120
"""Characters behind a group, an apposition left out, that tell what it does."""


def _group(passage: Passage, members: tuple[NameMention, ...]) -> Group:
    rest = passage.after(members[-1].end)
    start = _apposition_end(rest)
    after = tuple(_WORD.findall(rest[start : start + _FOLLOWING].lower()))
    before = passage.before(members[0].start)
    return Group(passage, members, before, _lead(members[0], before), after, _act(after))


def _quoted(document: Document, passage: Passage) -> list[tuple[int, int]]:
    """Return where words are quoted in a sentence: a quotation may have begun some sentences before."""
    near = document.passages[max(0, passage.index - 3) : passage.index + 1]
    return [(one.start, one.end) for passage in near for one in passage.quotations]


def _apposition_end(rest: str) -> int:
    """Return where the apposition ends that follows a name (", the head of Acme,", "of Germany"), or 0."""
    home = _HOME.match(rest) or _AGE.match(rest)
    start = home.end() if home else 0
    apposition = _APPOSITION.match(rest, start)
    words = apposition[0].lower().strip(" ,").split() if apposition else []
    if words[:1] == ["on"] and words[1:2] and words[1].endswith("day"):  # ", on Thursday named X,"
        return start
    if not apposition or _verbs(words[:1]):
        return start
    return apposition.end()


def _together(text: str, one: NameMention, other: NameMention) -> bool:
    between = text[one.end : other.start]
    return (
        len(between) < 100
        and any(map(between.__contains__, (",", ";", " and ")))
        and bool(_JOINED.fullmatch(between))
        and not _verbs(said := _WORD.findall(between.lower()))
        and _UPON.isdisjoint(said)
    )


def _verbs(words: Sequence[str]) -> bool:
    return any(word in SUBJECTS or word in SPEECH or word in AUXILIARIES or word in ACTS for word in words)


def _act(after: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words behind from the first verb on: adverbs and auxiliaries skipped."""
    place = 0
    while place < len(after) and place < 6:
        word = after[place]
        if word in _ADVERBS or word in AUXILIARIES or word.endswith("ly") or word == "been":
            place += 1
            continue
        break
    return after[place:]


def _lead(first: NameMention, before: str) -> str:
    """Return the words in front of a group, up to the role and country that stand before the name."""
    words = _WORD.findall(before[-160:])
    role = frozenset(_ROLE_WORD.findall(first.role.lower()))
    while words:
        word = words[-1].lower()
        if not (word in role or word in _DESCRIBING or words[-1][0].isupper()) or word in _LEADING:
            break
        words.pop()
    return " ".join(words[-4:]).lower()


_ROLE_WORD = re.compile(r"[\w-]+")
