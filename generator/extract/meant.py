"""Whom "the company", "the French carrier" or "the southern African country" means: one named before."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

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
_TOP = 500
"""Characters at the top of an article: it names there whom it is about."""


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
    """Return whom a description means: who is called or described so, else whom the article is about."""
    *about, noun = one.name.split()
    passage = statement.passage
    known = {folded(other.name) for other in others}
    earlier = document.passages[max(0, passage.index - _BACK) : passage.index + 1][::-1]
    leading = [party for party in find_parties(document.passages[0])[:1] if _has_hallmark(party, noun)]
    if leading and not any(alike(folded(leading[0].name), name) for name in known):
        return leading
    kinds = ("country", "capital") if noun in _COUNTRIES else ("organisation",)
    nation = next((code for code in map(countries.code, about) if code), "")
    for given in earlier:
        for party in reversed(find_parties(given)):
            if (
                party.kind not in kinds
                or party.start >= one.start
                or party.name.islower() > (one.kind == "described")
            ):
                continue
            if any(alike(folded(party.name), name) for name in known):
                if noun in _COUNTRIES:
                    return []
                continue
            if (
                noun in _COUNTRIES
                or _is_called(given, party, noun)
                or _has_hallmark(party, noun)
                or (nation and _is_of(given, party, nation))
            ):
                return [party]
    if noun in _INSTITUTIONS or one.kind != "described":
        return [replace(one, kind="organisation", name=document.text[one.start : one.end])]
    if noun in _COUNTRIES:
        return []
    beside = [
        party for party in find_parties(passage) if party.kind == "organisation" and party.end < one.start
    ]
    beside = [party for party in beside if not any(alike(folded(party.name), name) for name in known)]
    if beside:
        return beside[-1:]
    if about and one.start > statement.start:
        return []
    if one.start <= statement.start:
        named = subject_before(document, passage, one.start)
        return [party for party in named if not any(alike(folded(party.name), name) for name in known)]
    return _topic(document, earlier, known)


def _topic(document: Document, earlier: Sequence[Passage], known: Set[str]) -> list[Party]:
    """Return the firm that is named most, of equals the first, where the top of the article names it."""
    named = [one for given in reversed(earlier) for one in find_parties(given) if one.kind == "organisation"]
    named = [one for one in named if not any(alike(folded(one.name), name) for name in known)]
    counted = Counter(one.name for one in named).most_common(1)
    return [one for one in named if one.name == counted[0][0] and one.start < _TOP][:1]


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
