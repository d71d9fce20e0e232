"""People named side by side, with the words in front of them and behind."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.extract import lexicon
from generator.extract.document import Document, Passage
from generator.language.model import NameMention

SUBJECTS = lexicon.words("presence", "subjects")
SPEECH = lexicon.words("presence", "speech")
ACTS = lexicon.words("presence", "acts")
AUXILIARIES = lexicon.words("presence", "auxiliaries")
_ADVERBS = lexicon.words("presence", "adverbs") | {",", ")"}
_DESCRIBING = lexicon.words("presence", "describing") | {","}
_LEADING = lexicon.words("presence", "leading")


@dataclass(frozen=True, slots=True)
class Group:
    """People named side by side ("X and his counterpart, Y") with the words behind them."""

    passage: Passage
    names: tuple[NameMention, ...]
    after: tuple[str, ...]
    """The words behind in lower case, an apposition in commas left out; commas and brackets are words."""


_WORD = re.compile(r"(?:\w\.)+|\w+(?:[-.&]\w+)*|[’']s\b|[,;:“”\"()—–]")
_APPOSITION = re.compile(r"\s*,[^,;.“”\"]{1,90}(?:,|(?=\s(?:said|says|told)))|\s*\([^)]{1,60}\)")
_AGE = re.compile(r"\s*, (?:aged )?\d{1,3}(?=,)")
_HOME = re.compile(r"\s+of (?:the )?[A-Z]\w+(?: [A-Z]\w+)?")
_JOINED = re.compile(r"(?:\s*,|\s*,? and\b|\s+with\b)(?:[\s,]+[\w.'’-]+){0,11}[\s,]*")


def groups_of(document: Document, passage: Passage) -> Iterator[Group]:
    """Yield the people of a sentence, those named side by side together; none from quoted words."""
    people = [name for name in passage.names if name.label == "PERSON" and not _quoted(document, name)]
    place = 0
    while place < len(people):
        members = [people[place]]
        while place + 1 < len(people) and _together(document.text, people[place], people[place + 1]):
            place += 1
            members.append(people[place])
        place += 1
        rest = passage.after(members[-1].end)
        after = _WORD.findall(rest[_apposition_end(rest) :][:120].lower())
        yield Group(passage, tuple(members), tuple(after))


def _apposition_end(rest: str) -> int:
    """Return where the apposition ends that follows a name (", the head of Acme,", "of Germany"), or 0."""
    home = _HOME.match(rest)
    if home:
        return home.end()
    age = _AGE.match(rest)
    start = age.end() if age else 0
    apposition = _APPOSITION.match(rest, start)
    if not apposition or _verbs(apposition[0].lower().strip(" ,").split()[:1]):
        return start
    return apposition.end()


def _quoted(document: Document, name: NameMention) -> bool:
    here = document.at(name.start)
    near = [
        *here.quotations,
        *(q for p in document.passages[max(0, here.index - 3) : here.index] for q in p.quotations),
    ]
    return any(quotation.start <= name.start < quotation.end for quotation in near)


def _together(text: str, one: NameMention, other: NameMention) -> bool:
    between = text[one.end : other.start]
    return (
        len(between) < 100
        and ("," in between or " and " in between)
        and bool(_JOINED.fullmatch(between))
        and not (_verbs(_WORD.findall(between.lower())))
    )


def _verbs(words: Sequence[str]) -> bool:
    return any(word in SUBJECTS or word in SPEECH or word in AUXILIARIES or word in ACTS for word in words)


def content_after(after: Sequence[str]) -> tuple[str, ...]:
    """Return the words behind from the first verb on: adverbs and auxiliaries skipped."""
    place = 0
    while place < len(after) and place < 6:
        word = after[place]
        if word in _ADVERBS or word in AUXILIARIES or word.endswith("ly") or word == "been":
            place += 1
            continue
        break
    return tuple(after[place:])


def lead_of(group: Group) -> str:
    """Return the words in front of a group, up to the role and country that stand before the name."""
    first = group.names[0]
    words = _WORD.findall(group.passage.before(first.start)[-160:])
    role = frozenset(re.findall(r"[\w-]+", first.role.lower()))
    while words and (words[-1].lower() in role | _DESCRIBING or words[-1][0].isupper()):
        if words[-1].lower() in _LEADING:
            break
        words.pop()
    return " ".join(words[-4:]).lower()
