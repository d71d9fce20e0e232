"""Whether a verb that can be a dealing is one: "ordered 30 jets", unlike "ordered an inquiry"."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.document import Passage
from generator.extract.party import Token
from generator.extract.verbs import NOUNS

_BOUNDARIES = lexicon.words("grammar", "boundaries")
_ATTEMPTS = lexicon.words("grammar", "attempts")
_NEGATIONS = lexicon.words("grammar", "negations")
_WITH_UP = lexicon.words("agreements", "with_up")
_SETTLED = lexicon.words("agreements", "settled")
_COMING = lexicon.words("agreements", "coming")
_PENALTIES = lexicon.words("agreements", "penalties")
_SPENT = frozenset(("pay", "pays", "paid", "paying", "spend", "spends", "spent", "spending", "invested"))
_COUNTS = frozenset(("from", "dozens", "hundreds", "two", "three", "four", "five", "six", "seven", "eight"))
_COUNTS |= {"nine", "ten", "dozen", "more", "another"}
"""Behind "ordered": so many of a thing, or from whom."""
_TURNED = frozenset(("well", "more", "fewer", "less", "back", "out", "off"))
"""Behind a verb of dealing these give it another sense: "sold out", "bought back"."""
_REACH = 16
"""Tokens behind a verb that hold its object."""
DEALINGS = {
    form: (entry["frame"], entry["state"])
    for entry in lexicon.load("agreements")["dealings"]
    for form in entry["forms"].split()
}
"""The verbs that are a dealing by themselves, each with its frame and how far it has come."""


def is_dealing(passage: Passage, found: Sequence[Token], index: int) -> bool:
    """Return whether the words behind a verb of dealing give it the sense of one."""
    word, following = found[index].word, [token.word for token in found[index + 1 : index + _REACH]]
    frame = DEALINGS[word][0]
    if following[:1] and following[0] in _TURNED:
        return False
    if following[:1] == ["in"] and NOUNS.isdisjoint(following[:5]) and frame != "join":
        return False
    if word.startswith("snap"):
        return following[:1] == ["up"]
    if word == "contracted":
        return following[:1] == ["for"]
    if word.startswith("commit"):
        return following[:1] == ["to"] and following[1:2] != [] and following[1][:1].isdigit()
    if following[:1] == ["by"]:
        return False  # "FleetBoston, bought by"
    if word in _WITH_UP:
        return following[:2] == ["up", "with"]
    if word.startswith(("ally", "allied")):
        return following[:1] in (["with"], ["itself"], ["themselves"])
    if word.startswith("team"):
        return following[:1] == ["up"]
    if word.startswith("merg") and "into" in following[:8]:
        return "with" in following
    if frame == "order":
        return "to" not in following[:5] and _is_counted(found, index)
    return frame != "give" or is_granted(passage, found, index)


def is_dealt(passage: Passage, found: Sequence[Token], index: int) -> bool:
    """Return whether a verb of dealing is one in the passive too: "was bought by", unlike "is tied to"."""
    word, frame = found[index].word, DEALINGS[found[index].word][0]
    if frame == "join":
        return word == "merged"
    if frame == "give":
        return is_granted(passage, found, index)
    others = ("committed", "contracted", "ordered") if "to" in (t.word for t in found[index:][:6]) else ()
    up = word != "snapped" or found[min(index + 1, len(found) - 1)].word == "up"
    return up and word != "committed" and word not in others


def _is_counted(found: Sequence[Token], index: int) -> bool:
    """Tell goods ordered: so many of them, of a model, or from somebody."""
    near = found[index + 1 : index + _REACH]
    named = any(any(map(str.isdigit, token.party.name if token.party else token.word)) for token in near[:6])
    return named or not _COUNTS.isdisjoint(token.word for token in near)


def is_granted(passage: Passage, found: Sequence[Token], index: int) -> bool:
    """Return whether a contract or money is awarded, and no prize, damages or title.

    "Awarding" goes on with what was told before: "awarded contracts, awarding landings to Acme".
    """
    near = found[index + 1 : index + _REACH]
    words = {token.word for token in near}
    if words & _PENALTIES or "prize" in words:
        return False
    money = any(one.currency and near[0].start <= one.start < near[-1].end for one in passage.quantities)
    told = words if found[index].word != "awarding" else words | {token.word for token in found[:index]}
    return money or not (NOUNS | _ENTRY).isdisjoint(told)


_ENTRY = frozenset(("access", "visa-free", "visas"))
"""What states grant each other's citizens."""


def is_attempt(passage: Passage, found: Sequence[Token], index: int) -> bool:
    """Return whether a verb behind "to" tells no agreement: "in talks to buy", "was forced to buy".

    What is settled stands in front of it: who agreed, is due or has an option to buy, or who pays.
    """
    to = index - 2 if index and found[index - 1].word.endswith("ly") else index - 1
    if to < 1 or found[to].word != "to":
        return False
    before = [token.word for token in found[max(0, to - _BACK) : to]]
    if before[-1] in _ATTEMPTS or "talks" in before or "allowing" in before[-4:]:
        return True
    if {"offer", "bid"} & set(before[-6:]) and _BOUNDARIES.isdisjoint(before[-6:]):
        return True
    if not _NEGATIONS.isdisjoint(before) and _BOUNDARIES.isdisjoint(before):
        return True
    if before[-1] in _COMING or not _SETTLED.isdisjoint(before[-9:]):
        return False
    return (_PLACED | _SPENT).isdisjoint(before)


_BACK = 12
"""Tokens in front of "to"."""
_PLACED = NOUNS - {"bid", "stake", "stakes", "rights", "option", "order", "orders", "offer"}
"""An agreement in front of "to buy" is one to do so: "a deal worth $5 million to buy"."""
