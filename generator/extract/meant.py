"""Whom "the company", "the French carrier" or "the southern African country" means: one named before."""

import re
from collections.abc import Iterable, Sequence, Set

from msgspec.structs import replace

from generator.extract import lexicon
from generator.extract.document import Document, Passage
from generator.extract.objects import alike, distinct, folded
from generator.extract.party import Party
from generator.extract.phrases import CHIEF, find_parties
from generator.extract.sides import subject_before
from generator.extract.statements import Statement
from generator.language import countries

_COUNTRIES = lexicon.words("agreements", "realms")
_INSTITUTIONS = lexicon.words("agreements", "institutions")
_HALLMARKS = {
    noun: frozenset(words.split()) for noun, words in lexicon.load("agreements")["hallmarks"].items()
}
"""What the names of firms of a kind are made of."""
_BACK = 12
"""Sentences before this one."""


def settled(document: Document, statement: Statement) -> Statement:
    """Return a statement with those it only describes by name; who cannot be told is left out."""
    own = [one for one in statement.parties if _is_own_chief(statement.passage, one)]
    if own:
        firm = subject_before(document, statement.passage, statement.passage.start)
        others = [one for one in statement.parties if one not in own]
        statement = replace(statement, parties=tuple(distinct([*firm[:1], *others])))
    if not any(map(_is_nameless, (*statement.parties, *statement.target))):
        return statement
    parties = _named(document, statement, statement.parties)
    target = _named(document, statement, statement.target)
    return replace(statement, parties=tuple(distinct(parties)), target=tuple(target))


def _is_own_chief(passage: Passage, one: Party) -> bool:
    """Tell who signs for the firm that the sentence before is about: "Its chief executive, X, signed"."""
    before = passage.before(one.start, _APPOSED) if one.kind == "person" else ""
    return before.startswith("Its ") and bool(_OWN_CHIEF.fullmatch(before))


_OWN_CHIEF = re.compile(rf"Its (?:[a-z]+ )?{CHIEF},? ")


def _named(document: Document, statement: Statement, parties: Sequence[Party]) -> list[Party]:
    others = [one for one in (*statement.parties, *statement.target) if not _is_nameless(one)]
    found: list[Party] = []
    for one in parties:
        found += _meant(document, statement, one, others) if _is_nameless(one) else [one]
    return found


def _is_nameless(one: Party) -> bool:
    """Tell "the carrier", and "the council", which is a party too where the article never names it."""
    return one.kind == "described" or (one.kind == "organisation" and one.name.islower())


def _meant(document: Document, statement: Statement, one: Party, others: Iterable[Party]) -> list[Party]:
    """Return whom a description means: who is called or described so, or is spoken of right before."""
    noun = one.name.split()[-1]
    known = {folded(other.name) for other in others}
    leading = _without(find_parties(document.passages[0])[:1], known) if noun in _HALLMARKS else []
    if leading and _has_hallmark(leading[0], noun):
        return leading
    if found := _called_before(document, statement.passage, one, known):
        return [found]
    if noun in _COUNTRIES and one.kind == "described":
        return []
    if noun in _INSTITUTIONS or one.kind != "described":
        return [replace(one, kind="organisation", name=document.text[one.start : one.end])]
    return _told_of(document, statement, one, known)


def _without(parties: Iterable[Party], known: Set[str]) -> list[Party]:
    return [one for one in parties if not any(alike(folded(one.name), name) for name in known)]


def _called_before(document: Document, passage: Passage, one: Party, known: Set[str]) -> Party | None:
    """Return the nearest party before a description that is called so; of several countries none."""
    *about, noun = one.name.split()
    kinds = ("country", "capital") if noun in _COUNTRIES else ("organisation",)
    nation = next((code for code in map(countries.code, about) if code), "")
    for given in _earlier(document, passage):
        of_state = given.countries if nation or noun in _COUNTRIES else ()
        if not (of_state or (noun not in _COUNTRIES and _can_call(given, noun))):
            continue
        named = [party for party in find_parties(given) if party.kind in kinds and party.start < one.start]
        if noun in _COUNTRIES and len({party.name for party in _without(named, known)}) > 1:
            return None
        for party in reversed(named):
            if one.kind != "described" and party.name.islower():
                continue
            if noun in _COUNTRIES:
                return next(iter(_without([party], known)), None)
            fits = _is_called(given, party, noun) or _has_hallmark(party, noun)
            if (fits or (nation and _is_of(given, party, nation))) and _without([party], known):
                return party
    return None


def _can_call(passage: Passage, noun: str) -> bool:
    """Tell fast whether a sentence can name a firm that is called so, or has the hallmark of one."""
    said = " ".join([passage.words, *[name.name for name in passage.names]])
    return noun in said.lower() or any(word in said for word in _HALLMARKS.get(noun, ()))


def _earlier(document: Document, passage: Passage) -> Sequence[Passage]:
    """Return a sentence and those before it, the nearest first."""
    return document.passages[max(0, passage.index - _BACK) : passage.index + 1][::-1]


def _told_of(document: Document, statement: Statement, one: Party, known: Set[str]) -> list[Party]:
    """Return the firm beside a description, or the one that the sentence before is about, if it is one."""
    before = (
        party
        for party in find_parties(statement.passage)
        if party.kind == "organisation" and party.end < one.start
    )
    if beside := _without(before, known):
        return beside[-1:]
    if one.start <= statement.start:
        told = _without(subject_before(document, statement.passage, one.start), known)
        return [party for party in told if party.kind == "organisation"] if len(told) == 1 else []
    return []


def _is_called(passage: Passage, party: Party, noun: str) -> bool:
    """Tell "the utility" for "utility Eskom", "Eskom, the utility" and "the council" for "Leeds Council"."""
    if noun in party.name.lower().split():
        return True
    behind = passage.after(party.end, _APPOSED)
    apposed = behind[2:].partition(",")[0] if behind.startswith((", a ", ", an ", ", the ", ", its ")) else ""
    before = passage.before(party.start, len(noun) + 4).lower()
    return before.endswith((f"{noun} ", f"{noun} of ")) or f" {noun}" in apposed


def _has_hallmark(party: Party, noun: str) -> bool:
    return noun in _HALLMARKS and not _HALLMARKS[noun].isdisjoint(party.name.split())


_APPOSED = 60
"""Characters of an insertion behind a name."""


def _is_of(passage: Passage, party: Party, nation: str) -> bool:
    """Tell a firm of a country: "France's Nexter", "Japanese carrier ANA"."""
    return any(0 < party.start - state.end < _BESIDE and state.code == nation for state in passage.countries)


_BESIDE = 25
"""Characters between a country and the firm that it describes."""
