"""People who take part: who was there, was expected or stayed away, and who speaks or acts.

Naming is not attending. A person is listed

* when a verb or phrase of presence has them as subject, object or owner ("welcomed X", "X's arrival");
* when they speak ("said X", "according to X", or as the speaker of a quotation);
* when they are the subject of another verb of a main or relative clause, by a full name, a role or a country;
* when the news acts upon them: they are arrested, appointed, sent, beaten.

Three kinds of mention give no row: inside somebody's quoted words; in an "as" clause that only tells the
circumstances ("comes as X seeks…"); and, where the article tells of a gathering (two people or more are
there), the analysts and experts who comment on it from outside. Where there is no gathering the
commentators are listed: they are the ones who take part in what the article reports.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from generator.extract import lexicon
from generator.extract.document import Document, Passage
from generator.extract.groups import Group, groups_of
from generator.extract.homes import settled
from generator.extract.presence import RULES, Reading, acting, being_there, speaking
from generator.extract.rows import Attendee
from generator.language.model import NameMention

_COMMENTATORS = lexicon.words("presence", "commentators")
_RELATIVES = lexicon.words("presence", "relatives")


def find(document: Document) -> tuple[Attendee, ...]:
    """Return the people who take part, each once, by their strongest mention, in the order of the text."""
    found: dict[str, Attendee] = {}
    known: dict[str, NameMention] = {}
    for passage in document.passages:
        people = [name for name in passage.names if name.label == "PERSON"]
        for name in people:
            known[name.name] = _fuller(known.get(name.name), name)
        if passage.heading or not people:
            continue
        for group in groups_of(document, passage):
            for attendee in _attendees(document, group):
                earlier = found.get(attendee.person)
                if earlier is None or _strength(attendee) > _strength(earlier):
                    found[attendee.person] = attendee
    listed = settled(document, [_complete(one, known, found) for one in found.values()])
    there = (one for one in listed if one.presence in ("attended", "expected"))
    gathering = sum(one.rule != "attendees-addressing" for one in there) > 1
    kept = [one for one in listed if not (gathering and _comments(one)) and not _passes_by(one)]
    return tuple(sorted(kept, key=lambda one: one.start))


def present_acts(document: Document) -> Iterator[tuple[Passage, str]]:
    """Yield the sentences in which somebody who is there does something, with the name of the rule."""
    present = {one.person for one in find(document) if one.presence == "attended"}
    for passage in document.passages:
        if passage.heading or not passage.names:
            continue
        for group in groups_of(document, passage):
            if present.isdisjoint(name.name for name in group.names):
                continue
            rule = next((rule for rule in RULES if rule(document, group)), None)
            if rule in (being_there, acting, speaking) and _PAST.match(
                " ".join(group.after[:5]).lstrip(" ,")
            ):
                yield passage, "met" if rule is being_there else "acted"
                break


_PAST = re.compile(
    r"(?:(?:also|later|then|has|have|had) )*(?!(?:attended|joined|participated|took part)\b)"
    r"(?:\w+ed|met|made|held|gave|took|won|left|sent|told)\b"
)
"""What was done, other than being there: that the table of attendees tells already."""


def _strength(attendee: Attendee) -> int:
    return ("mentioned", "expected", "attended", "declined").index(attendee.presence)


def _comments(attendee: Attendee) -> bool:
    return attendee.presence == "mentioned" and not _COMMENTATORS.isdisjoint(attendee.role.lower().split())


def _passes_by(attendee: Attendee) -> bool:
    """Tell a bare surname without role or country that only does something: it may be no person."""
    named = attendee.role or attendee.country or " " in attendee.person
    named = named or f"{attendee.person}, who " in attendee.evidence
    return attendee.rule == "attendees-acting" and not named


def _fuller(one: NameMention | None, other: NameMention) -> NameMention:
    if one is None:
        return other
    if (one.role or not other.role) and (one.country or not other.country):
        return one
    return replace(one, role=one.role or other.role, country=one.country or other.country)


def _complete(attendee: Attendee, known: dict[str, NameMention], found: dict[str, Attendee]) -> Attendee:
    """Give a row the role and country said elsewhere, and a relative their relative's country."""
    name = known[attendee.person]
    country = attendee.country or name.country
    if not country and attendee.relation:
        other = attendee.relation.split(" of ", 1)[1]
        country = known[other].country if other in known else ""
    role = attendee.role or name.role
    if role == attendee.role and country == attendee.country:
        return attendee
    return replace(attendee, role=role, country=country)


def _attendees(document: Document, group: Group) -> Iterator[Attendee]:
    for rule in RULES:
        reading = rule(document, group)
        if reading:
            for name in group.names:
                yield _attendee(document, group, name, rule.__name__, reading)
            return


_RELATION = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir)(?: \w+)? (\w+)[\s,]*$")
_OWNING = ("is ", "er ", "eir ")
"""One of these is in all that ``_RELATION`` finds; they are looked for much faster."""


def _attendee(document: Document, group: Group, name: NameMention, rule: str, reading: Reading) -> Attendee:
    passage = group.passage
    before = passage.before(name.start)
    relation = _RELATION.search(before) if any(map(before.__contains__, _OWNING)) else None
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
