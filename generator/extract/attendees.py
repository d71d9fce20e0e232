"""People who take part: who was there, was expected or stayed away, and who speaks or acts.

Naming is not attending. A person is listed

* when a verb or phrase of presence has them as subject, object or owner ("welcomed X", "X's arrival");
* when they speak ("said X", "according to X", or as the speaker of a quotation);
* when they are the subject of another verb of a main or relative clause.

Three kinds of mention give no row: inside somebody's quoted words; in an "as" clause that only tells the
circumstances ("comes as X seeks…"); and, where the article tells of a gathering (two people or more are
there), the analysts and experts who comment on it from outside. Where there is no gathering the
commentators are listed: they are the ones who take part in what the article reports.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.extract import lexicon
from generator.extract.document import Document, Passage
from generator.extract.rows import Attendee
from generator.language.model import NameMention

_SUBJECTS = lexicon.words("presence", "subjects")
_OBJECTS = lexicon.words("presence", "objects")
_OBJECT_PHRASES = frozenset(
    phrase.replace("-", " ") for phrase in lexicon.words("presence", "object_phrases")
)
_PRESENCES = lexicon.words("presence", "presences")
_EXPECTATIONS = lexicon.words("presence", "expectations")
_ABSENCES = lexicon.words("presence", "absences")
_COMMENTATORS = lexicon.words("presence", "commentators")
_SPEECH = lexicon.words("presence", "speech")
_ACTS = lexicon.words("presence", "acts")
_AUXILIARIES = lexicon.words("presence", "auxiliaries")
_RELATIVES = lexicon.words("presence", "relatives")
_ATTEND = frozenset(
    "attend appear arrive meet visit travel join speak host address participate deliver welcome".split()
)


@dataclass(frozen=True, slots=True)
class Group:
    """People named side by side ("X and his counterpart, Y") with the words behind them."""

    passage: Passage
    names: tuple[NameMention, ...]
    after: tuple[str, ...]
    """The words behind in lower case, an apposition in commas left out; commas and brackets are words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule says of a group."""

    presence: str
    confidence: float


def find(document: Document) -> tuple[Attendee, ...]:
    """Return the people who take part, each once, by their strongest mention, in the order of the text."""
    found: dict[str, Attendee] = {}
    known: dict[str, NameMention] = {}
    for passage in document.passages:
        for name in passage.names:
            if name.label == "PERSON":
                known[name.name] = _fuller(known.get(name.name), name)
        if passage.heading or not passage.names:
            continue
        for group in _groups(document, passage):
            for attendee in _attendees(document, group):
                earlier = found.get(attendee.person)
                if earlier is None or _strength(attendee) > _strength(earlier):
                    found[attendee.person] = attendee
    listed = [_complete(one, known, found) for one in found.values()]
    gathering = sum(one.presence in ("attended", "expected") for one in listed) > 1
    kept = [one for one in listed if not (gathering and _comments(one))]
    return tuple(sorted(kept, key=lambda one: one.start))


def find_groups(document: Document) -> tuple[Attendee, ...]:
    """Return the groups without names that are there: "With dozens of world leaders in attendance"."""
    found: dict[str, Attendee] = {}
    for passage in document.passages:
        if passage.heading or "of" not in passage.words:
            continue
        match = _CROWD.search(passage.words)
        if match and _CROWD_PRESENT.search(passage.words):
            found.setdefault(
                match[0].lower(),
                Attendee(
                    start=passage.start,
                    end=passage.end,
                    evidence=passage.words,
                    rule="attendees-group",
                    confidence=0.7,
                    person=match[0],
                    presence="attended",
                ),
            )
    return tuple(found.values())


_CROWD = re.compile(
    r"\b(?:[Dd]ozens|[Ss]cores|[Hh]undreds|[Tt]housands) of (?:\w+ ){0,2}"
    r"(?:leaders|ministers|officials|delegates|diplomats|heads of state|executives|dignitaries|guests|envoys)\b"
)
_CROWD_PRESENT = re.compile(r"\b(?:in attendance|attended|attending|arrived|gathered|joined by)\b")


def present_acts(document: Document) -> Iterator[tuple[Passage, str]]:
    """Yield the sentences in which somebody who is there does something, with the name of the rule."""
    present = {one.person for one in find(document) if one.presence == "attended"}
    for passage in document.passages:
        if passage.heading or not passage.names:
            continue
        for group in _groups(document, passage):
            if present.isdisjoint(name.name for name in group.names):
                continue
            rule = next((rule for rule in RULES if rule(document, group)), None)
            if rule in (being_there, acting, speaking) and _PAST.match(
                " ".join(group.after[:5]).lstrip(" ,")
            ):
                yield passage, "met" if rule is being_there else "acted"
                break


_PAST = re.compile(
    r"(?:(?:also|later|then|has|have|had) )*(?:\w+ed|met|made|held|gave|took|won|left|sent|told)\b"
)


def _strength(attendee: Attendee) -> int:
    return ("mentioned", "expected", "attended", "declined").index(attendee.presence)


def _comments(attendee: Attendee) -> bool:
    return attendee.presence == "mentioned" and not _COMMENTATORS.isdisjoint(attendee.role.lower().split())


def _fuller(one: NameMention | None, other: NameMention) -> NameMention:
    if one is None:
        return other
    return replace(one, role=one.role or other.role, country=one.country or other.country)


def _complete(attendee: Attendee, known: dict[str, NameMention], found: dict[str, Attendee]) -> Attendee:
    """Give a row the role and country said elsewhere in the article, and a relative their relative's country."""
    name = known[attendee.person]
    country = attendee.country or name.country
    if not country and attendee.relation:
        other = attendee.relation.split(" of ", 1)[1]
        country = known[other].country if other in known else ""
    return replace(attendee, role=attendee.role or name.role, country=country)


_WORD = re.compile(r"(?:\w\.)+|\w+(?:[-.&]\w+)*|[’']s\b|[,;:“”\"()—–]")
_APPOSITION = re.compile(r"\s*,[^,;.“”\"]{1,90}(?:,|(?=\s(?:said|says|told)))|\s*\([^)]{1,60}\)")
_JOINED = re.compile(r"(?:\s*,|\s*,? and\b|\s+with\b)(?:[\s,]+[\w.'’-]+){0,11}[\s,]*")


def _groups(document: Document, passage: Passage) -> Iterator[Group]:
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
    """Return where the apposition ends that follows a name (", the chief executive of Acme,"), or 0."""
    apposition = _APPOSITION.match(rest)
    if not apposition or _verbs(apposition[0].lower().strip(" ,").split()[:1]):
        return 0
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
    return any(
        word in _SUBJECTS or word in _SPEECH or word in _AUXILIARIES or word in _ACTS for word in words
    )


def staying_away(document: Document, group: Group) -> Reading | None:
    """ "X declined to attend", "did not attend", "X's absence"."""
    near = group.after[:7]
    if near[:1] in (("'s",), ("’s",)) and "absence" in near[:4]:
        return Reading("declined", 0.8)
    first = _content(near)
    if first[:1] and first[0] in _ABSENCES and (first[0] == "skipped" or _ATTEND & set(near)):
        return Reading("declined", 0.8)
    if "not" in near[:3] and "attend" in near[:6]:
        return Reading("declined", 0.8)
    return None


def expecting(document: Document, group: Group) -> Reading | None:
    """ "X is expected to attend", "will meet"."""
    near = group.after[:8]
    if _EXPECTATIONS & set(near[:4]) and _ATTEND & set(near) and near[:1] not in (("'s",), ("’s",)):
        return Reading("expected", 0.8)
    return None


def being_there(document: Document, group: Group) -> Reading | None:
    """ "X arrived", "X and Y met", "X made a significant arrival", "X's visit"."""
    near = group.after
    if near[:1] in (("'s",), ("’s",)):
        return Reading("attended", 0.7) if _PRESENCES & set(near[1:4]) else None
    first = _content(near)
    if (
        (first[:1] and first[0] in _SUBJECTS and not _welcomes_no_one(group, first[0]))
        or _PRESENT.match(" ".join(near[:6]))
        or _hosting(group)
    ):
        return Reading("attended", 0.85)
    if first[:1] == ("made",) and _PRESENCES & set(first[1:5]):
        return Reading("attended", 0.85)
    return None


def _welcomes_no_one(group: Group, verb: str) -> bool:
    """Tell "welcomed the decision", "received a letter" from receiving people."""
    if not verb.startswith(("welcom", "receiv")):
        return False
    end = group.names[-1].end
    return not any(end < name.start < end + 120 for name in group.passage.names if name.label == "PERSON")


_PRESENT = re.compile(
    r"(?:, )?(?:was|were|is|are) (?:also )?(?:present|in attendance|there|on hand|among those)\b"
)
_WHO = re.compile(r"\s*, who (?:also |had |has )?(\w+)")


def _hosting(group: Group) -> bool:
    """Tell a verb of presence in the relative clause behind a name: "X, who hosted the summit, said"."""
    clause = _WHO.match(group.passage.after(group.names[-1].end))
    return clause is not None and clause[1] in _SUBJECTS


def being_met(document: Document, group: Group) -> Reading | None:
    """ "welcomed X", "accompanied by X", "talks with X"."""
    lead = _lead(group)
    words = lead.split()
    if words and words[-1] in _OBJECTS:
        return Reading("attended", 0.8)
    if any(lead.endswith(f" {phrase}") or lead == phrase for phrase in _OBJECT_PHRASES):
        return Reading("attended", 0.8)
    before = group.passage.before(group.names[0].start)[-300:]
    if _INCLUDING.search(before):
        return Reading("attended", 0.7)
    agent = words[-1:] == ["by"] and _RECEIVED.search(group.passage.before(group.names[0].start)[-160:])
    return Reading("attended", 0.75) if agent else None


_INCLUDING = re.compile(
    r"\b(?:arrived|attended|attending|gathered|in attendance|present|joined|took part)\b[^;:]{0,200}"
    r"\b(?:including|among them|such as|together with)\b[^;:]*$"
)
_RECEIVED = re.compile(
    r"\b(?:welcomed|greeted|received|hosted|met|accompanied|joined|flanked|attended|presided over) (?:[\w’'-]+ ){0,9}by [^.;]{0,60}$"
)


def speaking(document: Document, group: Group) -> Reading | None:
    """ "X said", "said X", "according to X", "X, speaking to reporters"."""
    first = _content(group.after)
    if (first[:1] and first[0] in _SPEECH) or (
        group.after[:1] == (",",) and group.after[1:2] and group.after[1] in _SPEECH
    ):
        return Reading("mentioned", 0.8)
    lead = _lead(group)
    if _SAID_BEFORE.search(group.passage.before(group.names[0].start)):
        return Reading("mentioned", 0.8)
    if lead.endswith(("according to", "quoted")) or (lead.split()[-1:] and lead.split()[-1] in _SPEECH):
        return Reading("mentioned", 0.8)
    if any(q.speech and q.speaker == one.name for q in group.passage.quotations for one in group.names):
        return Reading("mentioned", 0.8)
    return None


_SAID_BEFORE = re.compile(
    r"(?:^|[\s,”\"’'])(?:said|says|added|explained|stated|according to) (?!that\b)[^.;:“”\"]{0,80}$"
)


def acting(document: Document, group: Group) -> Reading | None:
    """ "X has ordered", "X took": the subject of a verb outside an "as" clause."""
    lead = _lead(group)
    if lead.split()[-1:] == ["as"]:
        return None
    first = _content(group.after)
    if not first or group.after[:1] in (("'s",), ("’s",)):
        return None
    word = group.after[0] if group.after[0] in _AUXILIARIES else first[0]
    if (
        word in _AUXILIARIES
        or word in _ACTS
        or (re.fullmatch(r"[a-z]{2,}(?:ed|[^su]s)", word) and word not in _NO_VERBS)
    ):
        return Reading("mentioned", 0.6)
    return None


RULES: tuple[Callable[[Document, Group], Reading | None], ...] = (
    staying_away,
    expecting,
    being_there,
    being_met,
    speaking,
    acting,
)
"""In this order: the first that says something wins."""

_NO_VERBS = frozenset("as its his this was besides whereas towards perhaps always plus".split())
_ADVERBS = frozenset(
    "today yesterday tomorrow on monday tuesday wednesday thursday friday saturday sunday also then later now still both all again often never who jointly , ) themselves himself".split()
)


def _content(after: Sequence[str]) -> tuple[str, ...]:
    """Return the words behind from the first verb on: adverbs and auxiliaries skipped."""
    place = 0
    while place < len(after) and place < 6:
        word = after[place]
        if word in _ADVERBS or word in _AUXILIARIES or word.endswith("ly") or word == "been":
            place += 1
            continue
        break
    return tuple(after[place:])


def _lead(group: Group) -> str:
    """Return the words in front of a group, up to the role and country that stand before the name."""
    first = group.names[0]
    words = _WORD.findall(group.passage.before(first.start)[-160:])
    role = frozenset(re.findall(r"[\w-]+", first.role.lower()))
    while words and (words[-1].lower() in role | _DESCRIBING or words[-1][0].isupper()):
        if words[-1].lower() in _LEADING:
            break
        words.pop()
    return " ".join(words[-4:]).lower()


_DESCRIBING = frozenset("the a an his her its their new former then , 's ’s chief vice deputy of".split())
_LEADING = frozenset("as to by with and said says after while when according".split())


def _attendees(document: Document, group: Group) -> Iterator[Attendee]:
    for rule in RULES:
        reading = rule(document, group)
        if reading:
            for name in group.names:
                yield _attendee(document, group, name, rule.__name__, reading)
            return


_RELATION = re.compile(r"\b(?:his|her|their)(?: \w+)? (\w+)[\s,]*$")


def _attendee(document: Document, group: Group, name: NameMention, rule: str, reading: Reading) -> Attendee:
    passage = group.passage
    relation = _RELATION.search(passage.before(name.start))
    others = [one for one in passage.names if one.label == "PERSON" and one.end <= name.start]
    related = relation is not None and relation[1] in _RELATIVES and bool(others)
    return Attendee(
        start=passage.start,
        end=passage.end,
        evidence=passage.words,
        rule=f"attendees-{rule.replace('_', '-')}",
        confidence=reading.confidence,
        person=name.name,
        role="" if related else name.role,
        country=name.country,
        presence=reading.presence,
        relation=f"{relation[1]} of {others[-1].name}" if related and relation else "",
    )
