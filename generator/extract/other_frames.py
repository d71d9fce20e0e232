"""Frames of agreement of more than one word: paying for, choosing for a contract, doing under a deal."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.chains import chain
from generator.extract.document import Document, Passage
from generator.extract.objects import distinct, name_after, others_of
from generator.extract.party import Party, Token
from generator.extract.sides import clause_end, subjects_of
from generator.extract.statements import Statement, made_of
from generator.extract.transfers import doubtful, place_at
from generator.extract.verbs import NOUNS, is_passive, is_verb

_SPENDING: dict[str, str] = lexicon.load("agreements")["spending"]
_PAYING = frozenset(("pay", "pays", "paid", "paying"))
_SETTLED = frozenset(("settled", "settles", "resolved", "resolves"))
_SETTLING = frozenset(("settle", "settling", "resolve", "resolving"))
_DISPUTES = lexicon.words("agreements", "disputes")
_CLAIMING = frozenset(("by", "with", "from"))
_CHOOSING = lexicon.words("agreements", "choosing")
_BY_WAY_OF = lexicon.words("agreements", "by_way_of")
_DEALS = lexicon.words("agreements", "mutual") | {"transaction"}
_COMPANIES = lexicon.words("grammar", "companies")
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
SETTLING = _PAYING | _SETTLED
SPENDING = frozenset(_SPENDING)
TAKING = _TAKING
CHOOSING = _CHOOSING
SUPPLIES = _SUPPLIES
"""The verbs that each of these rules reads."""
VERBS = AGREEING | SETTLING | SPENDING | TAKING | CHOOSING | SUPPLIES
"""The verbs that these rules read."""


def agreeing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read several who agree to do something: "Iran and Saudi Arabia agreed on Friday to restore ties"."""
    if found[index].word not in AGREEING or doubtful(found, index) or is_passive(found, index):
        return None
    offered = _offered(document, passage, found, index)
    if offered or found[index].word in _ACCEPT:
        return offered
    following = [token.word for token in found[index + 1 : index + 4]]
    if following[:1] == ["at"] or following[:1] == ["in"]:
        following += [token.word for token in found[index + 4 : index + 10]]
    if not _NAMED_TERMS.isdisjoint(token.word for token in found[index + 1 : index + 9]):
        return _on_terms(document, passage, found, index)
    if not {"to", "on", "that"} & set(following) or following[:1] == ["with"]:
        return None
    if following[:1] == ["to"] and following[1:2] and following[1] in _FURTHER_TALKS:
        return None
    if following[:1] == ["to"] and spending(document, passage, found, index + 2):
        return None
    parties = [one for one in subjects_of(document, passage, found, index) if one.kind != "person"]
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


def _offered(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read an offer taken: "agreed to Cisco's increased offer", "accepted a bid from Acme"."""
    rest = found[index + 1 : index + 9]
    place = next((n for n, token in enumerate(rest) if token.word in _OFFERS), 0)
    owner = next((rest[n].party for n in range(place - 1) if rest[n].party and rest[n + 1].possessive), None)
    begun = index + 1 + place
    others = [owner] if owner else others_of(found, begun, clause_end(found, index), _FROM)
    parties = [*subjects_of(document, passage, found, index), *others]
    if not place or not others or any(token.word == "with" for token in rest[:place]):
        return None
    return made_of(passage, found, index, index, "agreeing", "agreed", parties, (), False)


def settling(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a dispute ended: "agreed to pay Texas $1 billion to settle claims", "settled a suit by Acme"."""
    if doubtful(found, index) or is_passive(found, index):
        return None
    end = clause_end(found, index)
    if found[index].word in _SETTLED:
        dispute = any(token.word in _DISPUTES for token in found[index + 1 : index + 7])
        claimants = others_of(found, index, end, _CLAIMING) if dispute else []
        own = subjects_of(document, passage, found, index)
        if not claimants and not (dispute and len(own) > 1):
            return None
        return made_of(passage, found, index, index, "dealing", "agreed", [*own, *claimants], (), False)
    if found[index].word not in _PAYING:
        return None
    ending = next((n for n in range(index + 2, end) if found[n].word in _SETTLING), 0)
    if not ending or not _has_money(passage, found, index, ending):
        return None
    end = next((n for n in range(ending, end) if found[n].word == "that"), end)
    leads = [index, *(n for n in range(index + 1, ending - 1) if found[n].word == "to")]
    named = [name_after(found, n) for n in leads]
    paid = [found[n].party for n in named if n] + [place_at(passage, found, n + 1) for n in leads]
    claimants = others_of(found, ending, end, _CLAIMING)
    others = [one for one in (*paid, *claimants) if one and one.kind != "person"]
    parties = [*subjects_of(document, passage, found, index), *others]
    return made_of(passage, found, index, index, "dealing", "agreed", parties, (), False)


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
    ready = found[index - 1].word == "will" or found[index - 2].word in _AGREE
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


def taking_over(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read "UBS agreed to take over Credit Suisse"."""
    over = index + 1 < len(found) and found[index + 1].word == "over"
    if found[index].word not in _TAKING or not over or doubtful(found, index):
        return None
    named = name_after(found, index + 1)
    target = found[named].party if named and named <= index + 5 else None
    owner = bool(target) and named + 1 < len(found) and found[named + 1].possessive
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
    named = name_after(found, index)
    chosen = found[named].party if named and named <= index + 3 else None
    if chosen is None or chosen.kind != "organisation":
        return None
    rest = found[named + 1 : clause_end(found, index)]
    supplying = [token.word for token in rest[:2]]
    told = (supplying[:1] == ["to"] and not _SUPPLIES.isdisjoint(supplying)) or any(
        token.word in _DEALS for token in rest
    )
    if not told:
        return None
    parties = [*subjects_of(document, passage, found, index), chosen]
    return made_of(passage, found, index, index, "dealing", "agreed", parties, (), False)


def _chosen(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a supplier chosen: "Rolls-Royce has been chosen by Turkish Airlines to supply engines"."""
    end = clause_end(found, index)
    choosers = others_of(found, index, end, frozenset(("by",)))
    supplying = any(
        found[n].word == "to" and found[n + 1].word in _SUPPLIES for n in range(index + 1, end - 1)
    )
    if not choosers or not supplying:
        return None
    parties = [*subjects_of(document, passage, found, index), *choosers]
    return made_of(passage, found, index, index, "dealing", "agreed", parties, (), False)


def supplying(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read what will be supplied: "will supply Shell with 3.5 million tonnes of gas a year"."""
    ahead = found[index - 1].word in ("will", "to")
    if found[index].word not in _SUPPLIES or not ahead or doubtful(found, index):
        return None
    end = clause_end(found, index)
    named = name_after(found, index)
    given = named and named <= index + 3 and any(token.word == "with" for token in found[named : named + 6])
    others = chain(found, named)[0] if given else others_of(found, index, end, _TO)
    parties = [*subjects_of(document, passage, found, index), *others]
    counted = any(found[index].start < one.start for one in passage.quantities)
    firm = found[index + 1].word == "the" and not _COMPANIES.isdisjoint(
        token.word for token in found[index + 2 : index + 5]
    )
    sides = distinct([one for one in parties if one.kind != "person"])
    if not counted or not (firm or (others and len(sides) > 1)):
        return None
    return made_of(passage, found, index, index, "dealing", "planned", parties, (), False)


def by_way_of(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read what is done by an agreement: "will supply 54 trains to FirstGroup in a deal worth £500m"."""
    if found[index].word not in _DEALS or found[index].word not in NOUNS:
        return None
    article = next((n for n in range(index - 1, max(0, index - 8), -1) if found[n].word in ("a", "an")), 0)
    if not article or found[article - 1].word not in _BY_WAY_OF:
        return None
    if found[article - 1].word == "of" and found[article - 2].word != "part":
        return None
    verb = next((n for n in range(1, article) if _tells(found, n)), 0)
    if not verb:
        return _together(document, passage, found, index)
    if doubtful(found, verb):
        return None
    sides = others_of(found, verb, article - 1, _SIDES) + others_of(
        found, index, clause_end(found, index), _SIDES
    )
    parties: list[Party] = distinct([*subjects_of(document, passage, found, verb), *sides])
    return made_of(passage, found, verb, index, "between", "agreed", parties, (), False)


def _together(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read what several do by an agreement: "Ecuador and Colombia opened their border under an accord"."""
    first = next((n for n in range(index) if found[n].party), index)
    after = chain(found[:index], first)[1] if first < index else index
    verb = found[after].word if after < index else ""
    if not (verb.endswith("ed") or verb in _DONE or verb in ("will", "have")):
        return None
    parties = [one for one in subjects_of(document, passage, found, after) if one.kind != "person"]
    if len(distinct(parties)) < 2 or doubtful(found, index):
        return None
    parties += others_of(found, index, clause_end(found, index), _WITH)
    return made_of(passage, found, after, index, "between", "agreed", parties, (), False)


_SIDES = frozenset(("to", "with", "from", "for"))
_WITH = frozenset(("with",))
_TO = frozenset(("to",))
_FROM = frozenset(("from", "by"))
_FURTHER_TALKS = lexicon.words("agreements", "further_talks")
_FROM_WHOM = frozenset(("to", "with", "from", "by"))


def _tells(found: Sequence[Token], index: int) -> bool:
    word = found[index].word
    return word in SUPPLYING and is_verb(found, index)
