"""Parties that are joined to each other: "A, B and the C", "Russia’s Gazprom"."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.party import Party, Token

_STOPPERS = lexicon.words("grammar", "stoppers")


def chain(found: Sequence[Token], index: int) -> tuple[list[Party], int]:
    """Return the parties joined to the one at ``index`` ("A, B and the C"), and where the chain ends.

    A party that only owns or describes the next one is left for it: "Russia's Gazprom" is Gazprom.
    """
    parties: list[Party] = []
    place = index
    while place < len(found) and found[place].party:
        head, place = _head(found, place)
        parties.append(head)
        if place >= len(found) or found[place].word not in _JOINED:
            break
        following = _over_brackets(found, place)
        if following + 1 < len(found) and found[following].word == ",":
            following = _over_apposition(found, following)
        while following < len(found) and found[following].word in _JOINING:
            following += 1
        if found[following - 1].word == "," and _speaks(found, following):
            break
        if len(parties) == 1 and _begins_clause(found, following):
            break
        while following < len(found) and found[following].word in _SKIPPED:
            following += 1
        if following == place or following >= len(found) or not found[following].party:
            following = _described(found, following) if following > place else 0
        if not following:
            break
        place = following
    return parties, place


_JOINING = frozenset([",", "and", "&", "as", "well", "(", "or"])
_SKIPPED = frozenset(["the", "its", "also", "his", "her", "their"])
_JOINED = _JOINING | _SKIPPED
"""One of these stands right behind a party that another one is joined to."""


def _over_apposition(found: Sequence[Token], place: int) -> int:
    """Return the place behind what only says more of a name: "PGZ, the arms group, and MBDA"."""
    if found[place + 1].word not in _ARTICLES:
        return place
    for step in range(place + 2, min(place + 9, len(found) - 1)):
        if found[step].word == "," and found[step + 1].word == "and":
            return step
        if found[step].party or not found[step].word.replace("-", "").isalpha():
            return place
    return place


_ARTICLES = frozenset(["the", "a", "an", "its"])


def _over_brackets(found: Sequence[Token], place: int) -> int:
    """Return the place behind brackets that hold no party: "IBM (NYSE: IBM) and Red Hat"."""
    if place >= len(found) or found[place].word != "(":
        return place
    for step in range(place + 1, min(place + 8, len(found))):
        if found[step].party:
            return place
        if found[step].word == ")":
            return step + 1
    return place


def _speaks(found: Sequence[Token], index: int) -> bool:
    """Tell a name behind a comma that only says who spoke: ", the Defense Department said"."""
    return any(token.word in SAID for token in found[index : index + 5])


SAID = lexicon.words("grammar", "saying")
"""Verbs of saying, as they stand beside a party that only tells of an agreement."""


def _begins_clause(found: Sequence[Token], place: int) -> bool:
    """Tell a name behind ", and" that has a verb of its own: ", and the Acme Group will wait"."""
    if [token.word for token in found[place - 2 : place]] != [",", "and"]:
        return False
    words = [token.word for token in found[place : place + 3]]
    return words[int(words[:1] == ["the"]) + 1 :][:1] in _VERBS


_VERBS = tuple([word] for word in ("will", "would", "has", "have", "had", "is", "was"))


def _head(found: Sequence[Token], index: int) -> tuple[Party, int]:
    party = found[index].party
    assert party is not None, "a chain begins at a party"
    if index + 2 < len(found) and found[index + 1].possessive:
        for step in range(index + 2, min(index + 7, len(found))):
            owned = found[step].party
            if owned:
                return owned, step + 1
            if found[step].word == "," and found[step - 1].word in _AGENTS:  # "the league's agent, Infront"
                continue
            if not found[step].word.isalpha():
                break
            if found[step].word in _OFFICES:
                return party, _named_end(found, step + 1)
    return party, index + 1


_AGENTS = lexicon.words("grammar", "described") | {"agency", "agent", "airline", "bank", "company", "utility"}
_OFFICES = frozenset(["minister", "president", "premier", "ambassador", "chancellor", "envoy", "secretary"])


def _named_end(found: Sequence[Token], index: int) -> int:
    """Return where "Kenya's minister of trade and foreign minister, Musalia Mudavadi" ends, named or not."""
    for step in range(index, min(index + _TITLE, len(found))):
        named = found[step].party
        if named:
            return step + 1 if named.kind == "person" and found[step - 1].word != "and" else index
        if not (found[step].word.isalpha() or found[step].word == ","):
            break
    return index


_TITLE = 10
"""Tokens of further offices and what they are for."""


_OWNING = frozenset(
    ["maker", "owner", "parent", "operator", "head", "chief", "capital", "birthplace", "home"]
)


def _described(found: Sequence[Token], index: int) -> int:
    """Return where a party stands that one or two words describe ("manufacturer Sukhoi"), or 0."""
    for step in range(index, min(index + 5, len(found))):
        if found[step].party:
            return step
        if found[step].word == "of" and step > index:
            if found[step - 1].word in _OWNING:  # "the maker of Nutella", unlike "the Kingdom of Bahrain"
                return 0
            continue
        if not found[step].word.replace("-", "").isalpha() or found[step].word in _STOPPERS:
            return 0
    return 0
