"""Which parties stand behind a verb or a noun of agreement: who is agreed with, bought from, sold to."""

from collections.abc import Sequence
from functools import lru_cache

from generator.extract import lexicon
from generator.extract.chains import chain
from generator.extract.party import Party, Token

_RELATIVES = lexicon.words("grammar", "relatives")
_PREPOSITIONS = lexicon.words("grammar", "prepositions")
_AUXILIARIES = lexicon.words("grammar", "auxiliaries")
_SUPPLIES = lexicon.words("grammar", "supplies")
_INFINITIVES = lexicon.words("grammar", "infinitives")
_COMPANIES = lexicon.words("grammar", "companies") | lexicon.words("grammar", "described")
_STATES = lexicon.words("grammar", "states")
_OBJECT_ENDS = lexicon.words("grammar", "object_ends")
_SITES = lexicon.words("agreements", "sites")
_HELD = lexicon.words("grammar", "held")
_HOLDING = lexicon.words("grammar", "holding")
_PLACED = frozenset(("in", "at", "near", "across", "around"))
_BY = frozenset(("by",))
_PARTS = lexicon.words("grammar", "parts")
_SAID = frozenset(("said", "says", "announced", "reported", "confirmed"))
_CLOSED = _PREPOSITIONS | _AUXILIARIES | _RELATIVES
_STAKES = frozenset(("stake", "stakes", "interest", "share", "shares"))


def name_after(found: Sequence[Token], index: int) -> int:
    """Return where the name stands that the word at ``index`` leads to over articles and adjectives, or 0."""
    for step in range(index + 1, min(index + 8, len(found))):
        word = found[step].word
        if found[step].party:
            return step
        if (word == "of" and found[step - 1].word in _STATES | _PARTS) or (
            word == "," and found[step - 1].word in _COMPANIES
        ):
            continue
        if (
            word in _PREPOSITIONS
            or word in _AUXILIARIES
            or word in _RELATIVES
            or not (word.isalpha() or "-" in word or found[step].possessive)
        ):
            return 0
    return 0


def others_of(
    found: Sequence[Token],
    index: int,
    end: int,
    leads: frozenset[str],
    people_after: frozenset[str] = _BY,
) -> list[Party]:
    """Return the parties that the words ``leads`` ("with", "from"…) bring in after the word at ``index``.

    People who sign for no country are parties behind the words ``people_after`` alone.
    """
    parties: list[Party] = []
    aside = False
    for step in range(index + 1, end):
        word = found[step].word
        ended = (word == "over" and parties) or word in ("said", "says")
        if ended or (word == "," and _goes_on(found, step)):
            break
        aside = (aside and word != ",") or (word in _RELATIVES and found[step - 1].word == ",")
        if aside:
            continue
        place = 0
        told = found[step - 1].word == "according"
        if word in leads and not told and not (word == "to" and _infinitive(found, step + 1)):
            place = name_after(found, step)
        if word == "to" and not place and step + 1 < end and found[step + 1].word in _SUPPLIES:
            place = name_after(found, step + 1)
            if place and not any(token.word == "with" for token in found[place + 1 : place + 9]):
                place = 0
        elif word in ("provide", "gives", "giving", "sending"):
            place = name_after(found, step)
        if place and not (place + 1 < end and found[place + 1].word in _SITES):
            named = chain(found[:end], place)[0]
            people = all(one.kind == "person" for one in named) and word in people_after
            parties += [one for one in named if one.kind != "person" or one.head or people]
    return distinct(parties)


def _goes_on(found: Sequence[Token], comma: int) -> bool:
    """Tell a comma before what else is done: ", scuppering an offer from", but not ", including"."""
    following = found[comma + 1].word if comma + 1 < len(found) else ""
    return following.endswith("ing") and following not in ("including", "bringing", "involving")


LEADS = {
    "make": frozenset(("with", "from", "between", "among", "to")),
    "passive": frozenset(("by", "with", "from", "between", "among", "to")),
    "buy-passive": frozenset(("by", "from")),
    "let-passive": frozenset(("by", "from", "to")),
    "order-passive": frozenset(("by", "from")),
    "sell-passive": frozenset(("by", "to")),
    "give-passive": frozenset(("by", "to")),
    "join-passive": frozenset(("with", "by", "between")),
    "buy": frozenset(("from",)),
    "order": frozenset(("from", "at")),
    "let": frozenset(("from", "to")),
    "sell": frozenset(("to",)),
    "give": frozenset(("to",)),
    "join": frozenset(("with",)),
    "lend": frozenset(("with", "from", "to", "for")),
}
"""Which words bring in the other party, by frame."""


def _infinitive(found: Sequence[Token], index: int) -> bool:
    """Tell "to deliver rockets" from "to the Navy"."""
    return index < len(found) and found[index].word in _INFINITIVES


def objects_of(found: Sequence[Token], index: int, end: int) -> tuple[list[Party], list[Party]]:
    """Return the owners or makers of what is bought, and what is bought where it has a name."""
    owners: list[Party] = []
    target: list[Party] = []
    for step in range(index + 1, end):
        token = found[step]
        if token.word in _OBJECT_ENDS and not (token.word == "by" and found[step - 1].word in _HELD):
            break
        if token.party and token.party.kind != "person":
            following = found[step + 1] if step + 1 < end else None
            if following is not None and following.word in _SAID:
                break
            if following is not None and following.possessive and _owns_named(found, step, end):
                continue
            made = following is not None and (following.possessive or any(map(str.isdigit, following.word)))
            if made and token.party.kind != "organisation" and _STAKES.isdisjoint(_words(found, step, end)):
                continue
            held = found[step - 1].word == "by" or found[step - 2].word == "by"
            named = following is not None and following.word.isalpha() and following.word not in _CLOSED
            if named and token.party.kind != "organisation" and _STAKES.isdisjoint(_words(found, step, end)):
                continue  # "the Serbia international"
            before = {one.word for one in found[index:step]}
            listed = "including" in before and not _PLACED.isdisjoint(before)
            if (found[step - 1].word in _PLACED or listed) and _STAKES.isdisjoint(before):
                continue
            counted = found[step - 1].word.isdigit() or found[step - 1].word in ("dozen", "more", "further")
            if counted and not made and token.party.name.endswith("s"):
                continue
            (owners if made or held else target).append(token.party)
    for step in range(index + 1, end - 1):
        party = found[step].party
        if party and not _HOLDING.isdisjoint(token.word for token in found[step + 1 : min(step + 4, end)]):
            owners.append(party)
    return distinct(owners), distinct(target)


def _words(found: Sequence[Token], index: int, end: int) -> list[str]:
    """Return the few words behind a name."""
    return [token.word for token in found[index + 1 : min(index + 6, end)]]


def maker_of(found: Sequence[Token], noun: int) -> list[Party]:
    """Return the maker in "an order for 50 Airbus A350s", where the words behind the noun name one."""
    for step in range(noun + 1, min(noun + 7, len(found) - 1)):
        party = found[step].party
        if party and party.kind == "organisation" and found[step + 1].word[:1].isalnum():
            return [party] if any(token.word == "for" for token in found[noun:step]) else []
    return []


def _owns_named(found: Sequence[Token], index: int, end: int) -> bool:
    """Tell a name that only owns the next one: "Italy's ITA Airways"."""
    return any(found[step].party for step in range(index + 2, min(index + 4, end)))


def distinct(parties: Sequence[Party]) -> list[Party]:
    """Return the parties in order, each name once."""
    kept: list[Party] = []
    for party in parties:
        if party.name.lower() not in {one.name.lower() for one in kept}:
            kept.append(party)
    return kept


def alike(one: str, other: str) -> bool:
    """Tell whether one name is the other or a part of it: "Cerberus", "Cerberus Capital Management"."""
    own, others = _words_of(one), _words_of(other)
    return own <= others or others <= own or one == _initials(other) or other == _initials(one)


_REMEMBERED = 4096
"""Names: each agreement is held against those before it."""


@lru_cache(maxsize=_REMEMBERED)
def _initials(name: str) -> str:
    """Return "imf" for "international monetary fund"."""
    return "".join(word[0] for word in name.split())


@lru_cache(maxsize=_REMEMBERED)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(name.split())


@lru_cache(maxsize=_REMEMBERED)
def folded(name: str) -> str:
    """Return a party's name as it is compared: in lower case, without its legal form."""
    return (
        name.lower()
        .removeprefix("the ")
        .removesuffix(" corporation")
        .removesuffix(" ltd.")
        .replace("(", "")
        .replace(")", "")
    )
