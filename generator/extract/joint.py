"""Frames of what several do with each other: exchange prisoners, pledge, share, combine."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.chains import chain
from generator.extract.document import Document, Passage
from generator.extract.objects import distinct, name_after, others_of
from generator.extract.party import Party, Token
from generator.extract.sides import clause_end, subjects_of
from generator.extract.statements import Statement, made_of
from generator.extract.transfers import doubtful
from generator.extract.verbs import NOUNS, is_passive

SWAPPING = lexicon.words("agreements", "swapping")
CAPTIVES = lexicon.words("agreements", "captives")
"""Whom one lets go."""
VOWING = lexicon.words("agreements", "vowing")
RELEASING = lexicon.words("agreements", "releasing")
SHARING = lexicon.words("agreements", "sharing")
PROLONGING = lexicon.words("agreements", "prolonging")
JOINT = PROLONGING | SWAPPING | RELEASING | VOWING | SHARING
"""The verbs that these rules read, with those that each of them does."""
_WITH = frozenset(("with",))
_KEPT = NOUNS | lexicon.words("agreements", "prolonged")
PROLONGED = _KEPT | {"on", "forces", "hands"}
"""One of these stands behind a verb of going on."""
AHEAD = frozenset(("will", "would", "to", "jointly"))
"""One of these stands before a verb of sharing."""
SIGNED = frozenset(("signed", "signs"))
_SIGNED_ONES = NOUNS | {"documents", "papers", ","}
"""In front of "signed", which then only tells of them: "contracts signed with Acme"."""
_UNAGREED = lexicon.words("agreements", "unagreed")
"""Shared without an agreement."""


def swapping(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "Russia and Ukraine exchanged 230 prisoners of war"."""
    end = clause_end(found, index)
    captives = any(token.word in CAPTIVES for token in found[index + 1 : index + 8])
    if found[index].word not in SWAPPING or not captives or doubtful(found, index):
        return None
    sides = [*subjects_of(document, passage, found, index), *others_of(found, index, end, _WITH)]
    return _joint(passage, found, index, sides)


def releasing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read captives let go for others: "freed 13 Israeli hostages in return for 39 prisoners"."""
    if found[index].word not in RELEASING or doubtful(found, index) or is_passive(found, index):
        return None
    end = clause_end(found, index)
    words = [token.word for token in found[index:end]]
    if CAPTIVES.isdisjoint(words[:_NEAR]):
        return None
    own = [one for one in subjects_of(document, passage, found, index) if one.kind != "person"]
    if len(own) > 1 and found[index - 1].word == "each":
        return _joint(passage, found, index, own)
    place = next((n for n in range(1, len(words) - 1) if words[n] in _TURN and words[n + 1] == "for"), 0)
    if not place or not own or words[place - 1] != "in":
        return None
    first, last = found[index].start, found[end - 1].end
    others = [
        Party(one.start, one.end, document.country(one.code), "country", one.code)
        for one in passage.countries
        if first < one.start < last and one.code != own[0].country
    ]
    return _joint(passage, found, index, [*own, *others[:1]])


_TURN = frozenset(("return", "exchange"))
_NEAR = 10
"""Tokens between a verb of release and the captives."""


def vowing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read several who promise something: "Venezuela and Guyana pledged not to use force"."""
    following = [token.word for token in found[index + 1 : index + 4]]
    told = {"to", "that"} & set(following) and found[index - 1].word != "as"
    if found[index].word not in VOWING or not told or doubtful(found, index):
        return None
    return _joint(passage, found, index, subjects_of(document, passage, found, index))


def prolonging(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read several who go on with what they have, or settle on something: "A and B extended it"."""
    if found[index].word not in PROLONGING or doubtful(found, index) or is_passive(found, index):
        return None
    following = [token.word for token in found[index + 1 : index + _NEAR]]
    if found[index].word.startswith("join"):
        told = following[:1] in (["forces"], ["hands"])
    elif found[index].word.startswith("settle"):
        told = following[:1] == ["on"] and not "".join(following[1:2]).endswith("day")
    else:
        told = not _KEPT.isdisjoint(following)
    if not told:
        return None
    sides = subjects_of(document, passage, found, index)
    if sides and following[:1] == ["forces"]:
        sides = [*sides, *others_of(found, index, clause_end(found, index), _WITH)]
    return _joint(passage, found, index, sides)


def signing_with(
    document: Document, passage: Passage, found: Sequence[Token], index: int
) -> Statement | None:
    """Read a signing that leaves out what is signed: "The county signed with Acme"."""
    with_whom = index + 1 < len(found) and found[index + 1].word == "with"
    named = name_after(found, index + 1) if with_whom else 0
    before = found[index - 1]
    told = before.party.name if before.party else before.word
    if not named or doubtful(found, index) or told.lower() in _SIGNED_ONES:
        return None
    sides = [*subjects_of(document, passage, found, index), *chain(found, named)[0]]
    return _joint(passage, found, index, sides)


def sharing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read several who will do something together: "Orange and Vodafone will share networks"."""
    ahead = found[index - 1].word in AHEAD
    if any(token.word in _UNAGREED for token in found[index + 1 : index + 4]):
        return None
    if any(token.word.startswith("help") for token in found[max(0, index - 8) : index]):
        return None
    if found[index].word not in SHARING or not ahead or doubtful(found, index) or is_passive(found, index):
        return None
    return _joint(passage, found, index, subjects_of(document, passage, found, index))


def _joint(passage: Passage, found: Sequence[Token], index: int, sides: Sequence[Party]) -> Statement | None:
    parties = distinct([one for one in sides if one.kind != "person"])
    if len(parties) < 2:
        return None
    return made_of(passage, found, index, index, "agreeing", "agreed", parties, (), False)
