"""The frames of agreement: what one sentence says of who agrees with whom.

Each rule takes a sentence's tokens and the place of a trigger word and gives a statement or none.
"""

from collections.abc import Callable, Iterator, Sequence

from generator.extract import lexicon
from generator.extract.chains import chain
from generator.extract.document import Document, Passage
from generator.extract.noun_frames import (
    FOLLOWING,
    SIGNING,
    acquiring,
    between,
    signing,
    told_behind,
)
from generator.extract.objects import LEADS, distinct, maker_of, name_after, objects_of, others_of
from generator.extract.other_frames import (
    SUPPLYING,
    VERBS,
    agreeing,
    by_way_of,
    choosing,
    settling,
    spending,
    taking_over,
)
from generator.extract.party import Party, Token
from generator.extract.phrases import find_parties, tokens
from generator.extract.sides import clause_end, subjects_of
from generator.extract.statements import Statement, made_of
from generator.extract.transfers import MOVES, employer_after, joining, transferring
from generator.extract.verbs import LIMITED, LIMITED_STATES, NOUNS, is_aside, is_passive, is_verb, object_noun

_MUTUAL = lexicon.words("agreements", "mutual")
_IMAGINED = lexicon.words("agreements", "imagined")
_LENT = lexicon.words("agreements", "lent")
_PLANS = lexicon.words("agreements", "plans")
_MAKERS = {
    form: entry["state"] for entry in lexicon.load("agreements")["makers"] for form in entry["forms"].split()
}
_MAKERS |= LIMITED_STATES
_DEALINGS = {
    form: (entry["frame"], entry["state"])
    for entry in lexicon.load("agreements")["dealings"]
    for form in entry["forms"].split()
}
_ACQUIRING = lexicon.words("grammar", "acquiring")
_RECEIVING = lexicon.words("grammar", "receiving")
_BOUNDARIES = lexicon.words("grammar", "boundaries")
_PREPOSITIONS = lexicon.words("grammar", "prepositions")
_NEGATIONS = lexicon.words("grammar", "negations")
_POSSIBLE = lexicon.words("grammar", "possibles")
_ATTEMPTS = lexicon.words("grammar", "attempts")
_UNDONE = lexicon.words("grammar", "undone")
TRIGGERS = NOUNS | _DEALINGS.keys() | _MAKERS.keys() | SIGNING | VERBS | MOVES
_TELLERS = _MAKERS.keys() | _ACQUIRING | SIGNING | SUPPLYING | {"has", "have", "had", "between", "under"}
"""Without one of these a noun of agreement alone tells of none."""
MARKS = ("", ",", ".", ";", ":", ")", "'s", "’s", '"', "”")
"""What may be glued to the end of a word."""
_SHORT = frozenset(noun.upper() for noun in NOUNS if noun.rstrip("s") in ("moa", "mou", "ppa"))
_WRITTEN = NOUNS | {noun.capitalize() for noun in NOUNS} | {"MoU", "MoUs"} | _SHORT
_NOUN_WORDS = frozenset(noun + mark for noun in _WRITTEN for mark in MARKS)
_DEALING_WORDS = frozenset(verb + mark for verb in _DEALINGS.keys() | VERBS for mark in MARKS)
_HOLDING = _DEALING_WORDS | _NOUN_WORDS | MOVES
"""A sentence that holds none of these tells of no agreement."""
_REFERRING = ("It ", "They ", "He ", "She ", "The ", "Its ", "A ", "An ", "Both ")
"""How a sentence without names can speak of those named before."""
_OPENING = 24
"""Characters: "In addition, they"."""


def read(document: Document, passage: Passage) -> Iterator[Statement]:
    """Yield the statements of agreement that a sentence makes, in order."""
    nameless = not passage.names and not passage.countries and not _is_referring(passage)
    words = passage.words.split()
    if _HOLDING.isdisjoint(words) or (
        _DEALING_WORDS.isdisjoint(words)
        and (_NOUN_WORDS.isdisjoint(words) or _TELLERS.isdisjoint(words))
        and (MOVES.isdisjoint(words) or not any(name.label == "PERSON" for name in passage.names))
    ):
        return
    if nameless and not find_parties(passage):
        return
    found = tokens(passage)
    asides = ", which " in passage.words
    used = -1
    for index in [place for place, token in enumerate(found) if token.word in TRIGGERS]:
        if index <= used or (asides and is_aside(found, index)):
            continue
        for rule in _RULES_OF[found[index].word]:
            made = rule(document, passage, found, index)
            if made:
                yield made
                used = index
                break


def _is_referring(passage: Passage) -> bool:
    return passage.words.startswith(_REFERRING) or ", they " in passage.words[:_OPENING]


def making(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a verb whose object is an agreement: "has won an order from Qatar Airways"."""
    word = found[index].word
    if word not in _MAKERS or not is_verb(found, index) or is_passive(found, index):
        return None
    noun = object_noun(found, index)
    if noun < 0:
        return _told_before(document, passage, found, index)
    if word in LIMITED and found[noun].word not in LIMITED[word]:
        return None
    if found[noun - 1].word in _IMAGINED:
        return None
    if found[noun].word == "rights" and (found[noun - 1].word == "human" or _MAKERS[word] == "planned"):
        return None
    return _statement(document, passage, found, index, noun, "making", _MAKERS[word])


def _told_before(
    document: Document, passage: Passage, found: Sequence[Token], index: int
) -> Statement | None:
    """Read a verb behind its object: "the agreement Unifor reached with Ford"."""
    if found[index].word in LIMITED or index + 1 >= len(found) or found[index + 1].word != "with":
        return None
    for step in range(index - 1, max(-1, index - 8), -1):
        if found[step].word in _MUTUAL:
            made = _statement(document, passage, found, index, step, "making", _MAKERS[found[index].word])
            return made if made and len(made.parties) > 1 else None
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
        if found[step].word in ("has", "have", "had"):
            if found[step + 1].word.endswith("ed"):
                return None
            made = _statement(document, passage, found, step, index, "holding", "signed")
            return made if made and len(made.parties) > 1 else None
        if found[step].word in _BOUNDARIES or found[step].word in _MAKERS:
            return None
    return None


def passive(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read an agreement that is made: "A major deal was finalized", "was awarded a contract"."""
    word = found[index].word
    state = _MAKERS.get(word) or (_DEALINGS[word][1] if word in _DEALINGS else "")
    if not state or not is_passive(found, index):
        return None
    if word == "ordered" and "to" in (token.word for token in found[index + 1 : index + 6]):
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
    if word in _DEALINGS:
        subject = subjects_of(document, passage, found, index)
        others = others_of(found, index, clause_end(found, index), LEADS["passive"])
        return made_of(passage, found, index, index, "passive", state, [*subject, *others], (), False)
    return None


def dealing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a verb that is a dealing by itself: "will also purchase 20 of Boeing's larger 777 planes"."""
    word = found[index].word
    if word not in _DEALINGS or not is_verb(found, index) or is_passive(found, index):
        return None
    following = [token.word for token in found[index + 1 : index + 6]]
    if (word.startswith("order") and "to" in following) or following[:1] in (
        ["well"],
        ["more"],
        ["fewer"],
        ["less"],
        ["back"],
        ["out"],
        ["off"],
    ):
        return None
    if following[:1] == ["in"] and NOUNS.isdisjoint(following):
        return None
    return _statement(document, passage, found, index, index, "dealing", _DEALINGS[word][1])


_BY = frozenset(("by",))
_WITH_PEOPLE = frozenset(("by", "with"))
"""What brings in people as parties: an organisation also signs with an actor or a player."""
_TAKEN = frozenset(("acquired", "bought", "purchased"))
_BOUGHT = frozenset(("purchase", "sale", "acquisition", "takeover", "buyout", "stake", "stakes"))
"""Nouns of agreement that are followed by what changes hands."""

_Rule = Callable[[Document, Passage, Sequence[Token], int], Statement | None]
_MADE = frozenset(_MAKERS) | _DEALINGS.keys()
RULES: tuple[tuple[_Rule, frozenset[str]], ...] = (
    (transferring, MOVES),
    (joining, MOVES),
    (making, frozenset(_MAKERS)),
    (passive, _MADE),
    (told_behind, FOLLOWING),
    (agreeing, VERBS),
    (acquiring, _ACQUIRING),
    (signing, SIGNING),
    (holding, _MUTUAL),
    (dealing, frozenset(_DEALINGS)),
    (settling, VERBS),
    (spending, VERBS),
    (taking_over, VERBS),
    (choosing, VERBS),
    (between, _MUTUAL),
    (by_way_of, NOUNS),
)
"""Each with the words it can begin at; in this order: the first that reads the trigger wins."""
_RULES_OF = {word: tuple(rule for rule, words in RULES if word in words) for word in TRIGGERS}


def _statement(
    document: Document, passage: Passage, found: Sequence[Token], index: int, noun: int, rule: str, state: str
) -> Statement | None:
    near = {token.word for token in found[max(0, index - 5) : index]}
    if near & _NEGATIONS or near & _POSSIBLE or _is_attempt(found, index):
        return None
    subject = subjects_of(document, passage, found, index)
    end = clause_end(found, index)
    frame = _DEALINGS[found[index].word][0] if found[index].word in _DEALINGS else "make"
    lent = found[noun].word in _LENT and noun > index
    leads = LEADS["lend"] if lent else LEADS[frame]
    acquired = any(found[n].word == "by" and found[n - 1].word in _TAKEN for n in range(noun + 2, end))
    if noun > index and (found[noun].word in _BOUGHT or acquired):
        leads |= {"by"}
    signed = frame == "make" and any(one.kind == "organisation" for one in subject)
    others = others_of(found, index, end, leads, _WITH_PEOPLE if signed else _BY)
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
    if frame == "sell" and not others:
        return None
    if found[noun].word.startswith("order") and noun > index and not others:
        others = maker_of(found, noun)
    determined = any(found[n].word in ("the", "this", "that") for n in range(max(index + 1, noun - 3), noun))
    if frame == "make" and not others and all(one.kind == "person" for one in subject):
        others = employer_after(passage, found, noun)
    if frame == "make" and found[index].word in _RECEIVING and noun > index:
        others = [one.party for one in found[index + 1 : noun] if one.party] + others
    if (_PLANS & near and state != "signed") or {"will", "plans", "intends", "intend"} & near:
        state = "planned"
    parties = distinct([*subject, *others])
    return made_of(passage, found, index, noun, rule, state, parties, target, determined and noun > index)


def _is_attempt(found: Sequence[Token], index: int) -> bool:
    """Tell what was tried or wanted: "in talks to buy", "made a $121 billion offer on Monday to acquire"."""
    if index < 2 or found[index - 1].word != "to":
        return False
    if found[index - 2].word in _ATTEMPTS:
        return True
    before = [token.word for token in found[max(0, index - 7) : index - 2]]
    return bool({"offer", "bid"} & set(before)) and _BOUNDARIES.isdisjoint(before)


def _buyer(found: Sequence[Token], index: int) -> list[Party]:
    """Return who is sold to in "will sell Warsaw 212 howitzers"."""
    buyer = found[index + 1].party if index + 2 < len(found) else None
    sold = bool(buyer) and (
        found[index + 2].word[:1].isdigit() or found[index + 2].word in ("a", "an", "its", "$", "€", "£", "¥")
    )
    return [buyer] if buyer and sold else []
