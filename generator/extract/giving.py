"""Frames of giving: grants, loans, pledges and donations, by their verb or by their noun."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.document import Document, Passage
from generator.extract.objects import distinct, name_after, others_of
from generator.extract.party import Party, Token
from generator.extract.sides import clause_end, subjects_of
from generator.extract.statements import Statement, made_of
from generator.extract.transfers import doubtful
from generator.extract.verbs import NOUNS, is_passive, is_verb

_STATES = {
    form: entry["state"] for entry in lexicon.load("agreements")["giving"] for form in entry["forms"].split()
}
THINGS = lexicon.words("agreements", "donating")
_TAKING = lexicon.words("agreements", "given")
AID = lexicon.words("agreements", "aid")
_IMPOSED = lexicon.words("agreements", "imposed")
_UNSETTLED = lexicon.words("agreements", "unsettled")
GIFTS = frozenset(_STATES) | _TAKING
GIVING = GIFTS | AID
"""The words that these rules begin at: verbs, and nouns."""
_TO = frozenset(("to", "into", "for", "with"))
_FROM = frozenset(("from",))
_SIDES = frozenset(("from", "to", "for"))
_NEAR = 8
"""Tokens between a verb and what is given, or between money and the noun that it belongs to."""
_SIGNING = frozenset(("agreed", "finalised", "finalized", "signed", "sealed", "concluded"))
_PAYING = frozenset(("pay", "repay"))
_RELATIVES = frozenset(("that", "which", "who"))
"""In front of "would give": what a bill or a plan would do."""
_OWN = frozenset(("its", "his", "her", "their"))
"""Behind "gave": its support, no money."""
_MOST = 24
"""Tokens in front of a noun that tell whether it is settled."""


def giving(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "pledged 120 million kroner to UNICEF", "lend Nepal $100 million", "raised $5m from Acme"."""
    word = found[index].word
    taking = word in _TAKING
    if not (taking or word in _STATES) or not is_verb(found, index):
        return None
    if is_passive(found, index):
        return _given(document, passage, found, index)
    before = {token.word for token in found[max(0, index - 2) : index]}
    if word in _PAYING and before.isdisjoint(("will", "would", "agreed", "agrees")):
        return None
    if ("would" in before and before & _RELATIVES) or found[min(index + 1, len(found) - 1)].word in _OWN:
        return None
    end = clause_end(found, index)
    named = name_after(found, index)
    party = found[named].party if named and named <= index + 3 and not taking else None
    measured = (
        _measured(passage, found, index, word in THINGS)
        or (party and _paper(found, named))
        or any(
            token.word in AID and _has_money(passage, found, n)
            for n, token in enumerate(found[:end])
            if n > index
        )
    )
    if doubtful(found, index) or not measured:
        return None
    if party and named + 1 < len(found) and found[named + 1].possessive:
        return None
    others = [party] if party else others_of(found, index, end, _FROM if taking else _TO)
    others = others or ([] if taking else _beyond(found, index, end) or _teller(found, index))
    others = [one for one in others if one.kind != "person"][:2]
    givers = [one for one in subjects_of(document, passage, found, index) if one.kind != "person" or one.head]
    more = not others and found[index + 1].word in _ONE_MORE and found[index + 2].word in _MORE
    if not (others or more) or not givers or (others and _overlap(givers, others)):
        return None
    state = "planned" if before & {"will", "would"} else _STATES.get(word, "agreed")
    return made_of(passage, found, index, index, "giving", state, [*givers, *others], (), False)


def _given(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "has been given £780,000 by Sport England", "$5 million was pledged by Norway to the Fund"."""
    end = clause_end(found, index)
    givers = others_of(found, index, end, _BY)
    takers = [one for one in subjects_of(document, passage, found, index) if one.kind != "person"]
    takers = takers or others_of(found, index, end, _TO)
    money = any(
        one.currency and found[0].start <= one.start < found[end - 1].end for one in passage.quantities
    )
    imposed = any(token.word in _IMPOSED for token in found[index:end])
    if not money or imposed or not givers or not takers or doubtful(found, index) or _overlap(givers, takers):
        return None
    return made_of(passage, found, index, index, "giving", "agreed", [*givers, *takers], (), False)


def _paper(found: Sequence[Token], named: int) -> bool:
    """Tell a paper given: "has given BUA Ports a 90-day extension of its lease"."""
    behind = [token.word for token in found[named + 1 : named + _NEAR]]
    return behind[:1] in (["a"], ["an"]) and not _HANDED.isdisjoint(behind)


_HANDED = frozenset(("concession", "contract", "extension", "lease", "licence", "license", "mandate"))
_BY = frozenset(("by",))


def granting(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "a $275 million aid package for Ukraine", "is financed with a $150m loan from Acme"."""
    if found[index].word not in AID or not _has_money(passage, found, index):
        return None
    if index + 1 < len(found) and found[index + 1].word in AID:
        return None
    before = {token.word for token in found[max(0, index - _MOST) : index]}
    begun = max(0, index - 4)
    begun = next((n for n in range(index - 1, begun, -1) if found[n].party), begun)
    near = {token.word for token in found[begun:index]}
    if before & _UNSETTLED or doubtful(found, index) or "the" in near:
        return None
    end = clause_end(found, index)
    signing = not before.isdisjoint(_SIGNING)
    alone = NOUNS.isdisjoint(token.word for token in found[index + 1 : index + 2])
    leads = _SIDES | {"with"} if signing and alone else _SIDES
    others = [one for one in others_of(found, index, end, leads) if one.kind != "person"]
    if not others and not signing:
        return None
    verb = next((step for step in range(index - 1, 0, -1) if _is_told(found, step)), index)
    own = [one for one in subjects_of(document, passage, found, verb) if one.kind != "person" or one.head]
    if not own and others_of(found, index, end, _FROM) and others_of(found, index, end, _TO):
        return made_of(passage, found, index, index, "giving", "agreed", others, (), False)
    together = len(own) > 1 and found[verb].word in _SIGNING
    if not together and (not own or not others or _overlap(own, others)):
        return None
    return made_of(passage, found, verb, index, "giving", "agreed", [*own, *others], (), False)


def _is_told(found: Sequence[Token], index: int) -> bool:
    return bool(found[index].word) and found[index].word not in AID and is_verb(found, index)


def _beyond(found: Sequence[Token], index: int, end: int) -> list[Party]:
    """Return whom money goes to in "pledged $5 million to the second replenishment of the Fund"."""
    lead = next((n for n in range(index + 1, end) if found[n].word == "to"), end)
    for step in range(lead + 1, min(lead + _NEAR, end)):
        party = found[step].party
        if party:
            return [party] if found[step - 1].word == "of" or found[step - 2].word == "of" else []
    return []


def _teller(found: Sequence[Token], index: int) -> list[Party]:
    """Return who tells of money that another one gives: "Pakistan said China had deposited $1 billion"."""
    said = next((n for n in range(index - 1, 0, -1) if found[n].word in _SAID), 0)
    named = next((n for n in range(said - 1, max(-1, said - 5), -1) if found[n].party), -1)
    teller = found[named].party if named >= 0 else None
    if teller is None or teller.kind == "person" or not any(token.party for token in found[said:index]):
        return []
    return [teller] if named == 0 or found[named - 1].word in (",", "the", "meanwhile") else []


_SAID = frozenset(("said", "says"))
_ONE_MORE = frozenset(("a", "an"))
_MORE = frozenset(("further", "additional", "extra"))
"""Of money for whom the sentences before name: "will provide a further £250 million"."""


def _overlap(own: Sequence[Party], others: Sequence[Party]) -> bool:
    return len(distinct([*own, *others])) < 2


def _measured(passage: Passage, found: Sequence[Token], index: int, things: bool) -> bool:
    """Tell money behind a verb, or with ``things`` anything that is counted."""
    first = found[index].start
    last = found[min(index + _NEAR, len(found) - 1)].start
    return any(first < one.start <= last and (one.currency or things) for one in passage.quantities)


def _has_money(passage: Passage, found: Sequence[Token], index: int) -> bool:
    """Tell "a $4 million grant", "a grant of $4 million", "$4 million in grants"."""
    first = found[max(0, index - _NEAR)].start
    last = found[min(index + 4, len(found) - 1)].start
    return any(one.currency and first <= one.start <= last for one in passage.quantities)
