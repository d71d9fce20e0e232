"""Whom "the two countries" and "both companies" mean: those the article has named most by then."""

from collections import Counter
from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.chains import chain
from generator.extract.document import Document, Passage
from generator.extract.objects import alike, distinct, folded
from generator.extract.party import Party, Token
from generator.extract.phrases import find_parties

_SIDES = lexicon.words("agreements", "sides")
_FIRMS = lexicon.words("agreements", "firms")
_GROUPS = _SIDES | _FIRMS
_HOW_MANY = {"two": 2, "both": 2, "three": 3, "four": 4}
_KNOWN = frozenset(("the", "all", "these", "those"))
"""In front of a number of firms that were named before."""
_WITHIN = 8
"""Tokens in front of the verb."""
_BACK = 30
"""Sentences before this one."""


def named_before(document: Document, passage: Passage, found: Sequence[Token], index: int) -> list[Party]:
    """Return the parties that a subject such as "the two sides" means; none where it cannot be told."""
    for step in range(max(0, index - _WITHIN), index):
        count = _HOW_MANY.get(found[step].word)
        if count is None:
            continue
        noun = next((one.word for one in found[step + 1 : step + 3] if one.word in _GROUPS), "")
        if noun:
            inserted = _inserted(found, step, count)
            if inserted:
                return inserted
            known = found[step].word == "both" or (step > 0 and found[step - 1].word in _KNOWN)
            most = _most_named(document, passage, found[step].start, count, noun) if known else []
            first = _in_headline(document, passage, count, noun)
            fuller = all(any(alike(folded(one.name), folded(p.name)) for p in most) for one in first)
            return most if fuller else first
        if found[step].word == "two" and step and found[step - 1].word == "the" and step > index - _CLOSE:
            return _the_two(document, passage, found[step].start)
    return []


def _inserted(found: Sequence[Token], place: int, count: int) -> list[Party]:
    """Return who is named in an insertion: "the two firms [Acme and Brown]", "two states - A and B -"."""
    for step in range(place + 1, len(found) - 3):
        if found[step].word in _OPENING and found[step + 1].party:
            parties, after = chain(found, step + 1)
            closed = after < len(found) and found[after].word in _CLOSING
            return parties if closed and len(parties) == count else []
    return []


_OPENING = frozenset(("-", "–", "—", "(", "["))
_CLOSING = frozenset(("-", "–", "—", ")", "]"))


def _the_two(document: Document, passage: Passage, offset: int) -> list[Party]:
    """Return the only two named in front of "the two", in its sentence or the nearest of two before."""
    named: list[Party] = []
    for given in document.passages[max(0, passage.index - 2) : passage.index + 1][::-1]:
        named += [one for one in find_parties(given) if one.kind != "person" or one.head]
        named = distinct([one for one in named if one.start < offset])
        if len(named) > 1 or (named and given is passage):
            return named if len(named) == 2 else []
    return []


_CLOSE = 4
"""Tokens: "the two have signed"."""


def pair_before(document: Document, passage: Passage) -> list[Party]:
    """Return the two that the sentence before tells of meeting or being at odds; none if it names others."""
    before = document.previous(passage)
    if before is None or _MEETING.isdisjoint(before.words.split()):
        return []
    named = [one for one in find_parties(before) if one.kind != "person" or one.head]
    states = distinct([one for one in named if one.kind != "organisation"])
    firms = distinct([one for one in named if one.kind == "organisation"])
    pair = firms if len(firms) == 2 else states if not firms else []
    return [Party(passage.start, passage.start, one.name, "organisation") for one in pair if len(pair) == 2]


_MEETING = lexicon.words("agreements", "meeting")


def _in_headline(document: Document, passage: Passage, count: int, noun: str) -> list[Party]:
    """Return whom the headline names, where they are ``count`` and what ``noun`` can mean."""
    title = document.passages[0]
    if title.start >= document.headline_until or title is passage:
        return []
    kinds = {"organisation"} if noun not in _SIDES else {"country", "capital"}
    kinds |= {"organisation"} if noun in _EITHER else set()
    named = distinct([one for one in find_parties(title) if one.kind != "person"])
    if len(named) != count or any(one.kind not in kinds for one in named):
        return []
    return [Party(passage.start, passage.start, one.name, one.kind, one.country) for one in named]


_EITHER = frozenset(("sides", "parties"))
"""States as well as others."""


def _most_named(document: Document, passage: Passage, start: int, count: int, noun: str) -> list[Party]:
    """Return the ``count`` states or firms named most before ``start``, of equals the nearest."""
    earlier = document.passages[max(0, passage.index - _BACK) : passage.index][::-1]
    states = Counter(country.code for country in passage.countries if country.start < start)
    states.update(country.code for one in earlier for country in one.countries)
    if noun in _SIDES and len(states) >= count:
        return [
            Party(passage.start, passage.start, document.country(code), "country", code)
            for code, _ in states.most_common(count)
        ]
    if noun not in _EITHER and noun in _SIDES:
        return []
    return _firms_named(document, passage, count)


def _firms_named(document: Document, passage: Passage, count: int) -> list[Party]:
    """Return the ``count`` firms that the sentences before name most; none if too few."""
    earlier = document.passages[max(0, passage.index - _BACK) : passage.index][::-1]
    firms = Counter(
        one.name
        for given in earlier
        for one in find_parties(given)
        if one.kind == "organisation" and not one.name.islower()
    )
    named: list[str] = []
    for name, _ in firms.most_common():
        same = next((n for n, other in enumerate(named) if alike(folded(name), folded(other))), None)
        if same is None:
            named.append(name)
        elif len(name) > len(named[same]):  # "Acme" and "Acme Steel"
            named[same] = name
    named = named[:count]
    return [
        Party(passage.start, passage.start, name, "organisation") for name in named if len(named) == count
    ]
