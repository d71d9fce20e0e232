"""Frames of paying: a dispute ended for money, an organisation bought, a partner paid."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.document import Document, Passage
from generator.extract.objects import name_after, others_of
from generator.extract.party import Party, Token
from generator.extract.sides import clause_end, subjects_of
from generator.extract.statements import Statement, made_of
from generator.extract.transfers import doubtful, place_at
from generator.extract.verbs import NOUNS, is_passive

_SPENDING: dict[str, str] = lexicon.load("agreements")["spending"]
_PAYING = frozenset(("pay", "pays", "paid", "paying"))
_SETTLED = frozenset(("settled", "settles", "resolved", "resolves"))
_SETTLING = frozenset(("settle", "settling", "resolve", "resolving", "end"))
DISPUTES = lexicon.words("agreements", "disputes")
_PENALTIES = lexicon.words("agreements", "penalties")
_CLAIMING = frozenset(("by", "with", "from"))
_WITH = frozenset(("with",))
_AGREE = frozenset(("agree", "agrees", "agreed"))
_SETTLE = frozenset(("settle", "resolve", "drop", "withdraw"))
SETTLING = _PAYING | _SETTLED | _SETTLE
SPENDING = frozenset(_SPENDING)
PAYMENTS = SETTLING | SPENDING
"""The verbs that these rules read, with those that each of them does."""


def settling(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a dispute ended: "agreed to pay Texas $1 billion to settle claims", "settled a suit by Acme".

    Who pays may be the only party: news of settlements often names no other.
    """
    if doubtful(found, index) or is_passive(found, index) or _is_forced(found, index):
        return None
    end = clause_end(found, index)
    agreed = found[index - 1].word == "will" or found[index - 2].word in _AGREE
    if found[index].word in _SETTLED or (found[index].word in _SETTLE and agreed):
        return _settled(document, passage, found, index, end)
    if found[index].word not in _PAYING:
        return None
    ending = _ending(found, index, end)
    if not ending or not _has_money(passage, found, index, ending):
        return None
    end = next((n for n in range(ending, end) if found[n].word == "that"), end)
    leads = [index, *(n for n in range(index + 1, ending - 1) if found[n].word == "to")]
    named = [name_after(found, n) for n in leads]
    paid = [found[n].party for n in named if n] + [_place_after(passage, found, n) for n in leads]
    claimants = [*_investigators(found, ending, end), *others_of(found, ending, end, _CLAIMING)]
    others = [one for one in (*paid, *claimants) if one and one.kind != "person"]
    own = [one for one in subjects_of(document, passage, found, index) if one.kind != "person"]
    if not own:
        return None
    return made_of(
        passage, found, index, index, "settling", "agreed", [*own[:1], *others, *own[1:]], (), False
    )


def _place_after(passage: Passage, found: Sequence[Token], index: int) -> Party | None:
    """Return the place paid in "pay Texas", "pay to the state of Texas"."""
    place = index + 1
    while place + 1 < len(found) and found[place].word in _OF_PLACES:
        place += 1
    return place_at(passage, found, place)


_OF_PLACES = frozenset(("the", "state", "city", "province", "of"))


def _is_forced(found: Sequence[Token], index: int) -> bool:
    """Tell what a court or an authority imposes: "was ordered by a court to pay"."""
    return any(token.word in _IMPOSED for token in found[max(0, index - _BACK) : index])


_IMPOSED = frozenset(("ordered", "told", "forced", "required", "sentenced", "compelled"))
_BACK = 8
"""Tokens."""


def _settled(
    document: Document, passage: Passage, found: Sequence[Token], index: int, end: int
) -> Statement | None:
    """Read "settled a suit by Acme", "settled with Acme over its loans"."""
    following = [token.word for token in found[index + 1 : index + 7]]
    dispute = not DISPUTES.isdisjoint(following)
    claimants = (
        others_of(found, index, end, _CLAIMING | {"against"}) if dispute or following[:1] == ["with"] else []
    )
    own = [one for one in subjects_of(document, passage, found, index) if one.kind != "person"]
    if not own or not (claimants or (dispute and len(own) > 1)):
        return None
    return made_of(passage, found, index, index, "settling", "agreed", [*own, *claimants], (), False)


def _ending(found: Sequence[Token], index: int, end: int) -> int:
    """Return where it is said that a payment ends a dispute, or is a penalty agreed to; 0 if it is not."""
    for step in range(index + 2, end):
        if found[step].word in _SETTLING and found[step - 1].word == "to":
            near = [token.word for token in found[step + 1 : step + _NEAR]]
            if found[step].word != "end" or not DISPUTES.isdisjoint(near):
                return step
        elif found[step].word in _SETTLING - {"end"}:
            return step
        if found[step].word in _PENALTIES and found[index - 2].word in _AGREE:
            return step
    return 0


_NEAR = 7
"""Tokens between the verb that ends a dispute and the dispute."""


def _investigators(found: Sequence[Token], ending: int, end: int) -> list[Party]:
    """Return who is named in front of what is settled: "to settle a Justice Department investigation"."""
    for step in range(ending + 1, min(ending + _NEAR, end - 1)):
        party = found[step].party
        if party:
            behind = [token.word for token in found[step + 1 : step + 4]]
            return [] if DISPUTES.isdisjoint(behind) else [party]
    return []


def spending(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read money spent on an organisation: "agreed to pay $12.9 billion for Essar Oil"."""
    lead = _SPENDING.get(found[index].word) if index < len(found) else None
    if not lead or doubtful(found, index) or is_passive(found, index):
        return None
    if found[index].word == "pay" and index + 1 < len(found) and found[index + 1].party:
        return _paying(document, passage, found, index)
    place = next((n for n in range(index + 2, min(index + 16, len(found))) if found[n].word == lead), 0)
    named = name_after(found, place) if place else 0
    target = found[named].party if named else None
    if target is None and place:
        target = place_at(passage, found, place + 1) or _partner(found, place, clause_end(found, index))
    if target is None or target.kind != "organisation" or not _has_money(passage, found, index, place):
        return None
    parties = [*subjects_of(document, passage, found, index), target]
    state = "planned" if found[index - 1].word in ("will", "to") else "agreed"
    return made_of(passage, found, index, index, "dealing", state, parties, (), False)


def _paying(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "will pay Apple $20 billion to remain its search engine"."""
    payee = found[index + 1].party
    ready = found[index - 1].word in ("will", "is", "are") or found[index - 2].word in _AGREE
    end = clause_end(found, index)
    behind = next((n for n in range(index + 3, end) if found[n].word in ("to", "for")), 0)
    behind = behind or (end - 1 if found[index - 2].word in _AGREE else 0)
    if payee is None or payee.kind == "person" or not ready or not behind:
        return None
    if found[index + 2].possessive or not _has_money(passage, found, index, behind):
        return None
    parties = [*subjects_of(document, passage, found, index), payee]
    return made_of(passage, found, index, index, "dealing", "planned", parties, (), False)


def _partner(found: Sequence[Token], place: int, end: int) -> Party | None:
    """Return with whom, in "will invest $2 billion in a joint venture with Rivian"."""
    noun = next((n for n in range(place + 1, min(place + 6, end)) if found[n].word in NOUNS), 0)
    partners = others_of(found, noun, end, _WITH) if noun else []
    return partners[0] if partners else None


def _has_money(passage: Passage, found: Sequence[Token], index: int, end: int) -> bool:
    first, last = found[index].start, found[end].start
    return any(one.currency and first < one.start < last for one in passage.quantities)
