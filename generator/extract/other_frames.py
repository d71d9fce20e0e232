"""Frames of agreement of more than one word: paying for, choosing for a contract, doing under a deal."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.chains import chain
from generator.extract.document import Document, Passage
from generator.extract.objects import distinct, name_after, others_of
from generator.extract.party import Party, Token
from generator.extract.payments import spending
from generator.extract.sides import clause_end, subjects_of
from generator.extract.statements import Statement, made_of
from generator.extract.transfers import doubtful
from generator.extract.verbs import NOUNS, is_passive, is_verb

_CHOOSING = lexicon.words("agreements", "choosing")
_BY_WAY_OF = lexicon.words("agreements", "by_way_of")
_DEALS = lexicon.words("agreements", "mutual") | {"transaction"}
DEALS = _DEALS & NOUNS
_SUPPLIES = lexicon.words("grammar", "supplies")
SUPPLYING = lexicon.words("agreements", "supplying")
"""The verbs whose doing an agreement is behind."""
_AGREE = frozenset(("agree", "agrees", "agreed"))
_ACCEPT = frozenset(("accept", "accepts", "accepted"))
_NAMED_TERMS = frozenset(("fee", "price", "terms"))
_DONE = lexicon.words("grammar", "irregulars")
_OFFERS = lexicon.words("agreements", "offers")
_TAKING = frozenset(("take", "takes", "took", "taking", "taken"))
AGREEING = _AGREE | _ACCEPT | {"agreeing"}
TAKING = _TAKING
CHOOSING = _CHOOSING
SUPPLIES = _SUPPLIES
"""The verbs that each of these rules reads."""
VERBS = AGREEING | TAKING | CHOOSING | SUPPLIES
"""The verbs that these rules read."""


def agreeing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read several who agree to do something: "Iran and Saudi Arabia agreed on Friday to restore ties"."""
    if found[index].word not in AGREEING or doubtful(found, index) or is_passive(found, index):
        return None
    offered = _offered(document, passage, found, index)
    if offered or found[index].word in _ACCEPT:
        return offered
    following = [token.word for token in found[index + 1 : index + 4]]
    if following[:1] == ["with"]:
        return _agreed_with(document, passage, found, index)
    if following[:1] == ["at"] or following[:1] == ["in"]:
        following += [token.word for token in found[index + 4 : index + 10]]
    if not _NAMED_TERMS.isdisjoint(token.word for token in found[index + 1 : index + 9]):
        return _on_terms(document, passage, found, index)
    if not {"to", "on", "that"} & set(following):
        return None
    if not _MINDS.isdisjoint(token.word for token in found[index + 1 : index + 5]):
        return None
    further = following[:1] == ["to"] and not _FURTHER_TALKS.isdisjoint(following[1:2])
    if further and "together" not in following:
        return None
    if following[:1] == ["to"] and spending(document, passage, found, index + 2):
        return None
    subjects = subjects_of(document, passage, found, index)
    heads = any(one.head for one in subjects)  # a president and a rebel leader
    parties = [one for one in subjects if heads or one.kind != "person"]
    if len(parties) == 1 and following[:1] == ["to"] and following[1:2] and following[1] in SUPPLYING:
        parties += others_of(found, index + 2, clause_end(found, index), _FROM_WHOM)
    if len(distinct(parties)) < 2:
        return None
    return made_of(passage, found, index, index, "agreeing", "agreed", parties, (), False)


def _on_terms(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "agreed a £115m fee with Brighton", "have agreed terms with Kempinski"."""
    own = [one for one in subjects_of(document, passage, found, index) if one.kind != "person"]
    parties = distinct([*own, *others_of(found, index, clause_end(found, index), _WITH)])
    if len(parties) < 2:
        return None
    return made_of(passage, found, index, index, "agreeing", "agreed", parties, (), False)


def _agreed_with(
    document: Document, passage: Passage, found: Sequence[Token], index: int
) -> Statement | None:
    """Read "EU ministers agreed with Norway on a transfer of mackerel"; who agrees "that" is of one mind."""
    named = name_after(found, index + 1)
    others, after = chain(found, named) if named else ([], 0)
    own = [one for one in subjects_of(document, passage, found, index) if one.kind != "person" or one.head]
    on = [token.word for token in found[after : after + 2]]
    if (
        not others
        or on[:1] not in (["on"], ["to"])
        or on[1:] in (["the"], ["nothing"], ["differ"], ["disagree"])
        or len(distinct([*own, *others])) < 2
    ):
        return None
    return made_of(passage, found, index, index, "agreeing", "agreed", [*own, *others], (), False)


def _offered(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read an offer taken: "agreed to Cisco's increased offer", "accepted a bid from Acme"."""
    rest = found[index + 1 : index + 9]
    place = next((n for n, token in enumerate(rest) if token.word in _OFFERS), -1)
    owner = next((rest[n].party for n in range(place - 1) if rest[n].party and rest[n + 1].possessive), None)
    begun = index + 1 + place
    others = [owner] if owner else others_of(found, begun, clause_end(found, index), _FROM)
    parties = [*subjects_of(document, passage, found, index), *others]
    if place < 0 or not others or any(token.word == "with" for token in rest[:place]):
        return None
    return made_of(passage, found, index, index, "agreeing", "agreed", parties, (), False)


def taking_over(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "UBS agreed to take over Credit Suisse"."""
    over = index + 1 < len(found) and found[index + 1].word == "over"
    if found[index].word not in _TAKING or not over or doubtful(found, index):
        return None
    named = name_after(found, index + 1)
    rest = [token.word for token in found[index + 2 : index + _CHOSEN + 2]]
    if rest and rest[0] != "from" and _RANKS.isdisjoint(rest):
        sellers = others_of(found, index + 1, clause_end(found, index), _FROM_ALONE)
        own = subjects_of(document, passage, found, index) if sellers else []
        if own:
            return made_of(passage, found, index, index, "dealing", "agreed", [*own, *sellers], (), False)
    target = found[named].party if named and named <= index + 5 else None
    behind = found[named + 1] if target and named + 1 < len(found) else None
    owner = behind is not None and (behind.possessive or behind.word in _RANKS)
    if target is None or owner or target.kind != "organisation":
        return None
    state = "planned" if found[index - 1].word in ("will", "to") else "agreed"
    parties = [*subjects_of(document, passage, found, index), target]
    return made_of(passage, found, index, index, "dealing", state, parties, (), False)


def choosing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a supplier chosen: "NASA has selected SpaceX to build a lander under a $2.9 billion contract"."""
    if found[index].word not in _CHOOSING or doubtful(found, index):
        return None
    if is_passive(found, index):
        return _chosen(document, passage, found, index)
    roped = index + 1 < len(found) and found[index + 1].word == "in"
    named = name_after(found, index + roped)
    if not named or named > index + _CHOSEN:
        return None
    chosen, after = chain(found, named)
    end = clause_end(found, index)
    behind = range(after, min(after + _CHOSEN, len(found)))
    if any(one.kind != "organisation" for one in chosen) or not any(
        _for_work(found, n, end, n == after) for n in behind
    ):
        return None
    parties = [*subjects_of(document, passage, found, index), *chosen]
    return made_of(passage, found, index, index, "dealing", "agreed", parties, (), False)


def _chosen(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a supplier chosen: "Rolls-Royce has been chosen by Turkish Airlines to supply engines"."""
    end = clause_end(found, index)
    choosers = others_of(found, index, end, frozenset(("by",)))
    if not choosers or not any(_for_work(found, n, end) for n in range(index + 1, end - 1)):
        return None
    parties = [*subjects_of(document, passage, found, index), *choosers]
    return made_of(passage, found, index, index, "dealing", "agreed", parties, (), False)


def _for_work(found: Sequence[Token], place: int, end: int, beside: bool = False) -> bool:
    """Tell for what one is chosen: to do something but advise, as a partner, under a contract.

    Right ``beside`` the name "to" brings in a verb, elsewhere perhaps a party: "sold to airlines".
    """
    first, second = ([token.word for token in found[place : place + 2]] + ["", ""])[:2]
    if first == "to":
        return second not in _ADVISING if beside and second else second in _INFINITIVES
    if first == "as":
        return any(token.word in _ROLES for token in found[place + 1 : place + 7])
    if first == "for":
        works = not _WORKS.isdisjoint(token.word for token in found[place + 1 : place + _CHOSEN])
        return works or second[:1].isdigit()
    return any(token.word in _DEALS for token in found[place:end])


_CHOSEN = 5
"""Tokens between a verb of choosing and who is chosen."""
_INFINITIVES = lexicon.words("grammar", "infinitives") | _SUPPLIES | SUPPLYING
_ADVISING = lexicon.words("agreements", "advising")
_WORKS = lexicon.words("agreements", "hired_for")
_ROLES = lexicon.words("agreements", "hired_as")


def supplying(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read what will be supplied: "will supply Shell with 3.5 million tonnes", "agreed to supply Shell"."""
    ahead = found[index - 1].word in ("will", "would", "to")
    if found[index].word not in _SUPPLIES or not ahead or doubtful(found, index):
        return None
    end = clause_end(found, index)
    named = name_after(found, index)
    given = named and named <= index + 3 and any(token.word == "with" for token in found[named : named + 6])
    others = chain(found, named)[0] if given else others_of(found, index, end, _TO)
    parties = [*subjects_of(document, passage, found, index), *others]
    last = found[named + 6 if given and named + 6 < len(found) else -1].start
    last = last if given else max((one.start for one in others), default=0)
    agreed = any(token.word.startswith("agree") for token in found[max(0, index - _AGREED) : index])
    counted = any(found[index].start < one.start < last for one in passage.quantities) or (
        found[0].word == "under" and any(token.word in _DEALS for token in found[:6])
    )
    sides = distinct([one for one in parties if one.kind != "person"])
    if not (agreed or counted) or not others or len(sides) < 2:
        return None
    state = "agreed" if agreed else "planned"
    return made_of(passage, found, index, index, "dealing", state, parties, (), False)


_AGREED = 5
"""Tokens in front of "supply": "agreed on Thursday to supply"."""


def by_way_of(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read what is done by an agreement: "will supply 54 trains to FirstGroup in a deal worth £500m"."""
    article = next((n for n in range(index - 1, max(0, index - 8), -1) if found[n].word in ("a", "an")), 0)
    if not article or found[article - 1].word not in _BY_WAY_OF:
        return None
    if found[article - 1].word == "of" and found[article - 2].word != "part":
        return None
    verb = next((n for n in range(1, article) if _tells(found, n)), 0)
    if not verb:
        return (
            _fronted(passage, found, article, index)
            or _together(document, passage, found, index)
            or _with_whom(document, passage, found, article, index)
        )
    if doubtful(found, verb):
        return None
    sides = others_of(found, verb, article - 1, _SIDES) + others_of(
        found, index, clause_end(found, index), _SIDES
    )
    parties: list[Party] = distinct([*subjects_of(document, passage, found, verb), *sides])
    return made_of(passage, found, verb, index, "between", "agreed", parties, (), False)


def _fronted(passage: Passage, found: Sequence[Token], article: int, noun: int) -> Statement | None:
    """Read "Under a deal with Chevron, Petrobras will drill ten wells"."""
    comma = next((n for n in range(noun + 1, len(found)) if found[n].word == ","), 0)
    others = others_of(found, noun, comma, _WITH) if comma and article <= _OPENING else []
    named = name_after(found, comma) if others else 0
    if not named or named > comma + 3:
        return None
    own, after = chain(found, named)
    if after >= len(found) or not (found[after].word in _GOING_ON or is_verb(found, after)):
        return None
    return made_of(passage, found, article, noun, "between", "agreed", [*own, *others], (), False)


_OPENING = 3
"""Tokens: "As part of a deal with"."""
_GOING_ON = frozenset(("will", "would", "is", "are", "has", "have", "was", "were", "can", "gets", "agreed"))


def _together(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read what several do by an agreement: "Ecuador and Colombia opened their border under an accord"."""
    begun = next((n for n in range(index, 0, -1) if found[n].word == ";"), 0)
    first = next((n for n in range(begun, index) if found[n].party), index)
    after = chain(found[:index], first)[1] if first < index else index
    verb = found[after].word if after < index else ""
    if not (verb.endswith("ed") or verb in _DONE or verb in ("will", "have")):
        return None
    parties = [one for one in subjects_of(document, passage, found, after) if one.kind != "person"]
    parties += others_of(found, index, clause_end(found, index), _WITH)
    if len(distinct(parties)) < 2 or doubtful(found, index):
        return None
    return made_of(passage, found, after, index, "between", "agreed", parties, (), False)


def _with_whom(
    document: Document, passage: Passage, found: Sequence[Token], article: int, noun: int
) -> Statement | None:
    """Read what one does by an agreement with another: "shows highlights under an accord with the board"."""
    others = others_of(found, noun, clause_end(found, noun), _WITH)
    own = [one for one in subjects_of(document, passage, found, article - 1) if one.kind != "person"]
    if not own or not others or doubtful(found, noun) or len(distinct([*own, *others])) < 2:
        return None
    return made_of(passage, found, article, noun, "between", "agreed", [*own, *others], (), False)


_SIDES = frozenset(("to", "with", "from", "for"))
_WITH = frozenset(("with",))
_TO = frozenset(("to",))
_FROM = frozenset(("from", "by"))
_FROM_ALONE = frozenset(("from",))
_RANKS = frozenset(
    ("chair", "helm", "lead", "place", "position", "presidency", "reins", "role", "spot", "top")
)
"""Taken over from others without an agreement."""
_FURTHER_TALKS = lexicon.words("agreements", "further_talks")
_MINDS = frozenset(("conclusion", "importance", "need"))
"""Agreed on by those of one mind."""
_FROM_WHOM = frozenset(("to", "with", "from", "by", "for"))


def _tells(found: Sequence[Token], index: int) -> bool:
    word = found[index].word
    return word in SUPPLYING and is_verb(found, index)
