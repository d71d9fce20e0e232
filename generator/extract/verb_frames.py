"""The frames of agreement that a verb makes: of an agreement as its object, or as a dealing by itself."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.chains import chain
from generator.extract.document import Document, Passage
from generator.extract.objects import LEADS, distinct, maker_of, name_after, objects_of, others_of
from generator.extract.party import Party, Token
from generator.extract.senses import DEALINGS, is_attempt, is_dealing, is_dealt
from generator.extract.sides import clause_end, subjects_of
from generator.extract.statements import Statement, made_of
from generator.extract.transfers import employer_after
from generator.extract.verbs import (
    LIMITED,
    LIMITED_STATES,
    NOUNS,
    is_passive,
    is_verb,
    next_paper,
    object_noun,
)

_MUTUAL = lexicon.words("agreements", "mutual")
_IMAGINED = lexicon.words("agreements", "imagined")
_LENT = lexicon.words("agreements", "lent")
_PLANS = lexicon.words("agreements", "plans")
_RECEIVING = lexicon.words("grammar", "receiving")
_BOUNDARIES = lexicon.words("grammar", "boundaries")
_PREPOSITIONS = lexicon.words("grammar", "prepositions")
_NEGATIONS = lexicon.words("grammar", "negations")
_POSSIBLE = lexicon.words("grammar", "possibles")
_BANS = frozenset(("ban", "freeze", "halt", "inquiry", "investigation", "probe", "review", "suspension"))
"""In front of an agreement: "announced a ban on the sale of"."""
HOLDING = lexicon.words("agreements", "holding")
"""The verbs that say an agreement is there."""
_SUPPLIES = lexicon.words("grammar", "supplies")
_UNDONE = lexicon.words("grammar", "undone")
MAKERS = {
    form: entry["state"] for entry in lexicon.load("agreements")["makers"] for form in entry["forms"].split()
}
MAKERS |= LIMITED_STATES
"""The verbs whose object is an agreement, each with how far it has come."""


def making(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a verb whose object is an agreement: "has won an order from Qatar Airways"."""
    word = found[index].word
    if word not in MAKERS or not is_verb(found, index) or is_passive(found, index):
        return None
    noun = object_noun(found, index)
    if noun < 0:
        return _told_before(document, passage, found, index)
    if word in LIMITED and found[noun].word not in LIMITED[word]:
        return None
    if found[noun].word == "bid" and not word.startswith(("agree", "w")):
        return None
    if not _BANS.isdisjoint(token.word for token in found[index + 1 : noun]):
        return None
    if found[noun - 1].word in _IMAGINED:
        return None
    if found[noun].word == "rights" and (found[noun - 1].word == "human" or MAKERS[word] == "planned"):
        return None
    if found[noun].word == "concessions" and word.startswith("ma"):
        return None  # what is made to an opponent; a concession is granted
    return _statement(document, passage, found, index, noun, "making", MAKERS[word])


def _told_before(
    document: Document, passage: Passage, found: Sequence[Token], index: int
) -> Statement | None:
    """Read a verb behind its object: "the agreement Unifor reached with Ford"."""
    if found[index].word in LIMITED or index + 1 >= len(found) or found[index + 1].word != "with":
        return None
    for step in range(index - 1, max(-1, index - 8), -1):
        if found[step].word in _MUTUAL:
            made = _statement(document, passage, found, index, step, "making", MAKERS[found[index].word])
            own = made and len(made.parties) > 1 and made.parties[0].start < found[index].start
            return made if own else None
        if found[step].word in _PREPOSITIONS or found[step].word == ",":
            return None
    return None


def holding(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read an agreement that somebody has: "has a 30-year contract with VSMPO-Avisma"."""
    if found[index].word not in _MUTUAL:
        return None
    if index + 1 < len(found) and found[index + 1].word in _UNDONE:
        return None
    for step in range(index - 1, max(-1, index - 9), -1):
        if found[step].word in HOLDING:
            having = found[step].word in ("has", "have", "had")
            if found[step + 1].word.endswith("ed") or not (having or _with_whom(found, index)):
                return None
            made = _statement(document, passage, found, step, index, "holding", "signed")
            return made if made and len(made.parties) > 1 else None
        if found[step].word in _BOUNDARIES or found[step].word in MAKERS or found[step].word == "of":
            return None
    return None


def _with_whom(found: Sequence[Token], index: int) -> bool:
    return index + 1 < len(found) and found[index + 1].word in ("with", "between")


def passive(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read an agreement that is made: "A major deal was finalized", "was awarded a contract"."""
    word = found[index].word
    state = MAKERS.get(word) or (DEALINGS[word][1] if word in DEALINGS else "")
    near = {token.word for token in found[max(0, index - 3) : index]}
    if not state or not is_passive(found, index) or near & (_NEGATIONS | _POSSIBLE):
        return None
    noun = next((n for n in range(index - 1, max(-1, index - 12), -1) if found[n].word in NOUNS), -1)
    if word in ("awarded", "granted", "given") and object_noun(found, index) >= 0:
        noun = object_noun(found, index)
        givers = [one.party for one in found[index + 1 : noun] if one.party]
        givers += others_of(found, noun, clause_end(found, index), LEADS["passive"])
        subject = subjects_of(document, passage, found, index)
        return made_of(passage, found, index, noun, "passive", state, [*givers, *subject], (), False)
    leads = LEADS["passive"] - {"by"} if state == "announced" else LEADS["passive"]
    if noun >= 0:
        pointing = noun > 0 and any(
            found[n].word in ("the", "this", "that") for n in range(max(0, noun - 3), noun)
        )
        parties = others_of(found, noun, clause_end(found, index), leads)
        return made_of(passage, found, index, noun, "passive", state, parties, (), pointing)
    if word in DEALINGS and is_dealt(passage, found, index):
        subject = subjects_of(document, passage, found, index)
        others = others_of(found, index, clause_end(found, index), LEADS[f"{DEALINGS[word][0]}-passive"])
        if not others:
            return None  # "its shares were purchased"
        return made_of(passage, found, index, index, "passive", state, [*subject, *others], (), False)
    return None


def dealing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a verb that is a dealing by itself: "will also purchase 20 of Boeing's larger 777 planes"."""
    word = found[index].word
    if word not in DEALINGS or not is_verb(found, index) or is_passive(found, index):
        return None
    if not is_dealing(passage, found, index):
        return None
    return _statement(document, passage, found, index, index, "dealing", DEALINGS[word][1])


_ONE_SIDED = frozenset(("buy", "let", "order", "give"))
"""What several do together with another one, who must be told."""
_COMING = frozenset(("will", "would", "plans", "intends", "intend", "expected"))
"""In front of a verb: not yet, also where somebody told so before."""
_BY = frozenset(("by",))
_WITH_PEOPLE = frozenset(("by", "with"))
"""What brings in people as parties: an organisation also signs with an actor or a player."""
_TAKEN = frozenset(("acquired", "bought", "purchased", "made", "built", "manufactured"))
_BOUGHT = frozenset(
    ("purchase", "sale", "acquisition", "takeover", "buyout", "stake", "stakes", "sponsorship")
)
"""Nouns of agreement that are followed by what changes hands."""


def _statement(
    document: Document, passage: Passage, found: Sequence[Token], index: int, noun: int, rule: str, state: str
) -> Statement | None:
    near = {token.word for token in found[max(0, index - 5) : index]}
    if near & _NEGATIONS or near & _POSSIBLE or is_attempt(passage, found, index):
        return None
    frame = DEALINGS[found[index].word][0] if found[index].word in DEALINGS else "make"
    subject = subjects_of(document, passage, found, index)
    others, target = _others_and_target(found, index, noun, frame, subject)
    if (frame == "sell" and not others) or (frame in _ONE_SIDED and len(subject) > 1 and not others + target):
        return None
    if frame == "make":
        subject, others = _makers(passage, found, index, noun, subject, others)
    if (_PLANS & near and state != "signed") or _COMING & near:
        state = "planned"
    determined = any(found[n].word in ("the", "this", "that") for n in range(max(index + 1, noun - 3), noun))
    parties = distinct([*subject, *others])
    return made_of(passage, found, index, noun, rule, state, parties, target, determined and noun > index)


def _others_and_target(
    found: Sequence[Token], index: int, noun: int, frame: str, subject: Sequence[Party]
) -> tuple[list[Party], list[Party]]:
    """Return with whom the subject deals, by the words that lead to them, and what is bought or sold."""
    end = next_paper(found, noun, clause_end(found, index))
    leads = _leads(found, index, noun, end, frame)
    signed = frame == "make" and any(one.kind == "organisation" for one in subject)
    among_people = frame == "buy" and subject and all(one.kind == "person" for one in subject)
    people = _WITH_PEOPLE if signed else leads if among_people else _BY
    others = others_of(found, index, end, leads, people)
    target: list[Party] = []
    if noun == index or found[noun].word in _BOUGHT:
        owners, target = objects_of(found, noun, end)
        others = others + (owners if frame != "sell" else [])
    if frame == "give":
        place = name_after(found, index)
        if place and place <= index + 2:
            others = chain(found, place)[0] + others
    if frame == "sell" and not others:
        others = _buyer(found, index)
    if others or frame == "sell":
        return others, target
    if found[noun].word.startswith("order") and noun > index:
        others = maker_of(found, noun)
    if found[noun].word in _WON and not others:
        others = _customer(found, noun, end) or _aim(found, noun)
    return others, target


def _makers(
    passage: Passage,
    found: Sequence[Token],
    index: int,
    noun: int,
    subject: list[Party],
    others: list[Party],
) -> tuple[list[Party], list[Party]]:
    """Return who makes an agreement and with whom, those named around its noun among them."""
    if not others and all(one.kind == "person" for one in subject):
        others = employer_after(passage, found, noun)
    if found[index].word in _RECEIVING and noun > index:
        others = [one.party for one in found[index + 1 : noun] if one.party] + others
    paired = [] if others else _paired(found, index, noun)
    return ([], paired) if paired else (subject, others)


_WON = frozenset(("contract", "order", "deal"))


def _customer(found: Sequence[Token], noun: int, end: int) -> list[Party]:
    """Return for whom in "won a contract to build a line in Egypt for the National Authority for Tunnels"."""
    doing = next(
        (n for n in range(noun + 1, end - 1) if found[n].word in _SUPPLIES and found[n - 1].word == "to"), end
    )
    for step in range(doing + 1, end):
        named = name_after(found, step) if found[step].word == "for" else 0
        ended = named and (named + 1 >= len(found) or not found[named + 1].word[:1].isalnum())
        if named and ended:
            return chain(found[:end], named)[0]
    return []


def _aim(found: Sequence[Token], noun: int) -> list[Party]:
    """Return whom a deal is to buy: "struck a $43bn deal for Seagen"."""
    led = found[noun].word == "deal" and noun + 2 < len(found) and found[noun + 1].word == "for"
    firm = found[noun + 2].party if led else None
    after = found[noun + 3] if noun + 3 < len(found) else None
    ended = firm and not (after and (after.possessive or after.word[:1].isalnum()))
    return [firm] if firm and ended and firm.kind == "organisation" else []


def _leads(found: Sequence[Token], index: int, noun: int, end: int, frame: str) -> frozenset[str]:
    """Return the words that bring in the other party of an agreement."""
    lent = found[noun].word in _LENT and noun > index
    leads = LEADS["lend"] if lent else LEADS[frame]
    acquired = any(found[n].word == "by" and found[n - 1].word in _TAKEN for n in range(noun + 2, end))
    return leads | {"by"} if noun > index and (found[noun].word in _BOUGHT or acquired) else leads


def _paired(found: Sequence[Token], index: int, noun: int) -> list[Party]:
    """Return the sides of "will sign the US-China trade deal"."""
    for step in range(index + 2, noun - 1):
        one, other = found[step - 1].party, found[step + 1].party
        if found[step].word in ("-", "–") and one and other:
            return [one, other]
    return []


def _buyer(found: Sequence[Token], index: int) -> list[Party]:
    """Return who is sold to in "will sell Warsaw 212 howitzers"."""
    buyer = found[index + 1].party if index + 2 < len(found) else None
    sold = bool(buyer) and (
        found[index + 2].word[:1].isdigit() or found[index + 2].word in ("a", "an", "its", "$", "€", "£", "¥")
    )
    return [buyer] if buyer and sold else []
