"""Parties that are only described: "the company", "the French carrier", "the southern African country"."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.nations import country_name
from generator.extract.party import Party, Token
from generator.language import countries

_REALMS = lexicon.words("agreements", "realms")
_NOUNS = (
    frozenset(noun for noun in lexicon.words("grammar", "companies") if not noun.endswith("s"))
    | lexicon.words("agreements", "institutions")
    | _REALMS
)
_CLOSED = (
    lexicon.words("grammar", "auxiliaries")
    | lexicon.words("grammar", "prepositions")
    | lexicon.words("grammar", "relatives")
    | lexicon.words("grammar", "boundaries")
    | lexicon.words("grammar", "determiners")
)
_VERBS = frozenset(
    form
    for kind in ("makers", "limited", "dealings", "giving")
    for entry in lexicon.load("agreements")[kind]
    for form in entry["forms"].split()
)
_TIMES = frozenset(("last", "next", "yesterday", "today", "tomorrow", "earlier", "late", "early"))
_GOING_ON = _CLOSED | _VERBS | _TIMES | lexicon.words("grammar", "adverbials")
_ADJECTIVES = 3


def with_described(found: list[Token]) -> list[Token]:
    """Return a sentence's tokens with each description of a party as one token, as a name is."""
    for place in [n for n, token in enumerate(found) if token.word == "the"][::-1]:
        if place + 1 == len(found) or _is_apposed(found, place):
            continue
        party = _description(found, place + 1) or _nation(found[place + 1])
        if party:
            behind = (n for n in range(place + 1, len(found)) if found[n].start >= party.end)
            found[place + 1 : next(behind, len(found))] = [Token(party.start, "", party)]
    return found


def _is_apposed(found: Sequence[Token], place: int) -> bool:
    """Tell what only says more of a name: "Shire, the drugmaker,"."""
    return place > 1 and found[place - 1].word == "," and bool(found[place - 2].party)


def _description(found: Sequence[Token], place: int) -> Party | None:
    noun = _noun_behind(found, place)
    if not noun:
        return None
    words = " ".join(token.word for token in found[place : noun + 1])
    return Party(found[place].start, found[noun].end, words, "described")


def _nation(token: Token) -> Party | None:
    """Return the country of "the Russians"."""
    code = (
        countries.code(token.word[:-1]) if token.word.endswith("s") and len(token.word) > _SHORTEST else None
    )
    return Party(token.start, token.end, country_name(code), "country", code) if code else None


_SHORTEST = 5
"""Characters of a people's name, "Swiss" left out."""


def _noun_behind(found: Sequence[Token], place: int) -> int:
    """Return where the noun stands that ends a description begun at ``place``, or 0."""
    for step in range(place, min(place + _ADJECTIVES + 1, len(found))):
        word = found[step].word
        if word in _NOUNS and _ends(found, step + 1):
            return step
        if word in _CLOSED or not word[:1].isalpha():
            return 0
    return 0


def _ends(found: Sequence[Token], place: int) -> bool:
    """Tell "the bank has agreed" from "the bank loan" and "the airline Aeroflot"."""
    if place >= len(found):
        return True
    token = found[place]
    if token.party or token.word == "of":
        return False
    return not token.word[:1].isalpha() or token.word in _GOING_ON or token.word.endswith(("ed", "ly"))
