"""The frames of agreement: what one sentence says of who agrees with whom.

Each rule takes a sentence's tokens and the place of a trigger word and gives a statement or none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.extract import lexicon
from generator.extract.document import Document, Passage
from generator.extract.phrases import Party, Token, chain, tokens

_NOUNS = lexicon.words("agreements", "nouns")
_MUTUAL = lexicon.words("agreements", "mutual")
_PLANS = lexicon.words("agreements", "plans")
_BACKGROUND = lexicon.words("agreements", "background")
_MAKERS = {form: entry["state"] for entry in lexicon.load("agreements")["makers"] for form in entry["forms"].split()}
_DEALINGS = {
    form: (entry["frame"], entry["state"])
    for entry in lexicon.load("agreements")["dealings"]
    for form in entry["forms"].split()
}
_TELLING = _NOUNS | _DEALINGS.keys()
"""Without one of these no sentence tells of an agreement."""
TRIGGERS = _TELLING | _MAKERS.keys() | {"signing", "conclusion"}

_BOUNDARIES = frozenset("; : while but whereas although though after when because before if since — – that".split())
_RELATIVES = frozenset("which who whose where".split())
_ENDINGS = frozenset("; while but whereas although though because after before when amid despite".split())
_PRONOUNS = frozenset("it they he she".split())
_DETERMINERS = frozenset("a an the this that these those its their his her our my your no any some each every".split())
_PREPOSITIONS = frozenset(
    "of in at with from by for over against to on among between into about than like through via under near".split()
)
_AUXILIARIES = frozenset(
    "has have had will would is are was were be been to also and or not can could may might shall should must".split()
)
_PASSIVE = frozenset("was were been be is are being".split())
_NEGATIONS = frozenset("not never n't cannot without refused refuse failed fail rejected reject denied deny no".split())
_POSSIBLE = frozenset("could might may if whether should".split())
_SUPPLIES = frozenset("supply provide deliver equip build furnish sell serve outfit".split())
_COMPANIES = frozenset(
    "company airline carrier manufacturer maker firm group bank automaker operator giant consortium corporation"
    " agency government airframer carmaker sides countries companies nations".split()
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence says of one agreement."""

    passage: Passage
    rule: str
    parties: tuple[Party, ...]
    """Those found in the sentence, or by its pronoun in the sentence before; the subject's first."""
    target: tuple[Party, ...]
    """What is bought or sold, where that has a name."""
    start: int
    """Offset of the word that makes the statement."""
    end: int
    """Offset where its clause ends."""
    state: str
    noun: str
    """The agreement's noun in the sentence, or ""."""
    pointing: bool
    """True where the noun points back ("the deal")."""
    several: bool
    """True for agreements in the plural, whose other parties are told later ("two large orders")."""
    background: bool


def read(document: Document, passage: Passage) -> Iterator[Statement]:
    """Yield the statements of agreement that a sentence makes, in order."""
    if _TELLING.isdisjoint(passage.words.lower().replace(",", " ").replace(".", " ").split()):
        return
    found = tokens(passage)
    used = -1
    for index, token in enumerate(found):
        if index <= used or token.party or token.word not in TRIGGERS:
            continue
        for rule in RULES:
            made = rule(document, passage, found, index)
            if made:
                yield made
                used = index
                break


def making(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a verb whose object is an agreement: "has won an order from Qatar Airways"."""
    word = found[index].word
    if word not in _MAKERS or not _is_verb(found, index) or _is_passive(found, index):
        return None
    noun = _object_noun(found, index)
    if noun < 0:
        return None
    return _statement(document, passage, found, index, noun, "making", _MAKERS[word])


def holding(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read an agreement that somebody has: "has a 30-year contract with VSMPO-Avisma"."""
    if found[index].word not in _MUTUAL:
        return None
    for step in range(index - 1, max(-1, index - 9), -1):
        if found[step].word in ("has", "have", "had"):
            made = _statement(document, passage, found, step, index, "holding", "signed")
            return made if made and len(made.parties) > 1 else None
        if found[step].word in _BOUNDARIES or found[step].word in _MAKERS:
            return None
    return None


def passive(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read an agreement that is made: "A major deal was finalized", "was awarded a contract"."""
    word = found[index].word
    state = _MAKERS.get(word) or (_DEALINGS[word][1] if word in _DEALINGS else "")
    if not state or not _is_passive(found, index):
        return None
    noun = next((n for n in range(index - 1, max(-1, index - 12), -1) if found[n].word in _NOUNS), -1)
    if noun >= 0:
        pointing = noun > 0 and any(found[n].word in ("the", "this", "that") for n in range(max(0, noun - 3), noun))
        parties = _others(found, noun, _end(found, index), _LEADS["passive"])
        return _made(passage, found, index, noun, "passive", state, parties, (), pointing)
    if word in _DEALINGS:
        subject = _subject(document, passage, found, index)
        others = _others(found, index, _end(found, index), _LEADS["passive"])
        return _made(passage, found, index, index, "passive", state, [*subject, *others], (), False)
    return None


def dealing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a verb that is a dealing by itself: "will also purchase 20 of Boeing's larger 777 planes"."""
    word = found[index].word
    if word not in _DEALINGS or not _is_verb(found, index) or _is_passive(found, index):
        return None
    following = [token.word for token in found[index + 1 : index + 6]]
    if word.startswith("order") and "to" in following or following[:1] in (["in"], ["well"], ["more"], ["out"], ["off"]):
        return None
    return _statement(document, passage, found, index, index, "dealing", _DEALINGS[word][1])


def naming(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a dealing or a making as a noun: "its acquisition of Gannett", "the signing of an agreement with"."""
    word = found[index].word
    following = found[index + 1].word if index + 1 < len(found) else ""
    if word in _ACQUIRING and following in ("of", "with"):
        place = _name_after(found, index + 1)
        if not place or place > index + 4 or index < 1 or not (found[index - 1].possessive or found[index - 1].word == "its"):
            return None
        owner = found[index - 2].party if found[index - 1].possessive else None
        subject = [owner] if owner else _subject(document, passage, found, index)
        parties = [*subject, *chain(found, place)[0]]
        return _made(passage, found, index, index, "naming", "agreed", parties, (), False)
    noun = _object_noun(found, index) if word in ("signing", "conclusion") and following == "of" else -1
    if noun < 0:
        return None
    parties = [*_subject(document, passage, found, index), *_others(found, noun, _end(found, noun), _LEADS["make"])]
    return _made(passage, found, index, noun, "naming", "signed", parties, (), False)


_ACQUIRING = frozenset("acquisition purchase takeover buyout merger".split())


def between(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read an agreement said to be between parties: "the treaty between Russia and North Korea"."""
    if found[index].word not in _MUTUAL:
        return None
    for step in range(index + 1, min(index + 6, len(found))):
        if found[step].word == "between":
            start = _name_after(found, step)
            parties = chain(found, start)[0] if start else []
            if len(parties) > 1:
                return _made(passage, found, index, index, "between", "agreed", parties, (), False)
            return None
        if found[step].word in _BOUNDARIES or found[step].word in ("fought", "sought", "for"):
            return None
    return None


RULES: tuple[Callable[[Document, Passage, Sequence[Token], int], Statement | None], ...] = (
    making,
    passive,
    naming,
    holding,
    dealing,
    between,
)
"""In this order: the first that reads the trigger wins."""


def _statement(
    document: Document, passage: Passage, found: Sequence[Token], index: int, noun: int, rule: str, state: str
) -> Statement | None:
    near = {token.word for token in found[max(0, index - 5) : index]}
    if near & _NEGATIONS or near & _POSSIBLE:
        return None
    subject = _subject(document, passage, found, index)
    end = _end(found, index)
    frame = _DEALINGS[found[index].word][0] if found[index].word in _DEALINGS else "make"
    others = _others(found, index, end, _LEADS[frame])
    target: list[Party] = []
    if noun == index or found[noun].word in ("purchase", "sale", "acquisition", "takeover", "buyout"):
        owners, target = _objects(found, noun, end)
        others = others + (owners if frame != "sell" else [])
    if frame == "give":
        place = _name_after(found, index)
        if place and place <= index + 2:
            others = chain(found, place)[0] + others
    determined = any(found[n].word in ("the", "this", "that") for n in range(max(index + 1, noun - 3), noun))
    if _PLANS & near and state != "signed" or {"will", "plans", "intends", "intend"} & near:
        state = "planned"
    parties = _distinct([*subject, *others])
    return _made(passage, found, index, noun, rule, state, parties, target, determined and noun > index)


def _made(
    passage: Passage,
    found: Sequence[Token],
    index: int,
    noun: int,
    rule: str,
    state: str,
    parties: Sequence[Party],
    target: Sequence[Party],
    pointing: bool,
) -> Statement:
    end = _end(found, max(index, noun))
    return Statement(
        passage,
        rule,
        tuple(_distinct(parties)),
        tuple(target),
        found[index].start,
        found[end - 1].end,
        state,
        found[noun].word if found[noun].word in _NOUNS else "",
        pointing,
        found[noun].word in _NOUNS and found[noun].word.endswith("s") and noun != index,
        any(token.word in _BACKGROUND for token in found[max(0, min(index, noun) - 5) : max(index, noun)]),
    )


def _distinct(parties: Sequence[Party]) -> list[Party]:
    kept: list[Party] = []
    for party in parties:
        if party.name.lower() not in {one.name.lower() for one in kept}:
            kept.append(party)
    return kept


def _is_verb(found: Sequence[Token], index: int) -> bool:
    """Tell "will order", "ordered" from "an order", "the purchase of", "20 orders", "leasing rights"."""
    word = found[index].word
    if index == 0:
        return False
    before = found[index - 1]
    if before.word in _DETERMINERS and before.word != "that" or before.word in ("of", "for", "new", "previous", "more"):
        return before.word == "of" and word.endswith("ing")
    if word.endswith("ing"):
        return before.word in _PASSIVE or before.word in ("by", "after", "before", "and", ",")
    if word.endswith("ed") or word in _IRREGULAR:
        return True
    if word.endswith("s") and (before.party or before.word in _RELATIVES or before.word in (",", ")", "that", "it")):
        following = found[index + 1] if index + 1 < len(found) else before
        amount = following.word.isdigit() or following.word in _DETERMINERS or following.word in ("up", "$", "€", "£")
        return amount or bool(following.party) or word not in _NOUNS | {"awards", "grants"}
    return before.word in _GOING_BEFORE or before.word.endswith("ly")


_IRREGULAR = frozenset("bought sold won struck made got sought lent".split())
_GOING_BEFORE = frozenset("to will would also and not can could may might shall should must jointly they".split())


def _is_passive(found: Sequence[Token], index: int) -> bool:
    word = found[index].word
    if not (word.endswith("ed") or word in ("bought", "sold", "won", "struck", "made", "sought", "given")):
        return False
    near = [token.word for token in found[max(0, index - 3) : index]]
    if any(one in ("has", "have", "had", "having") for one in near) and "been" not in near:
        return False
    return bool(near) and (near[-1] in _PASSIVE or (near[-1].endswith("ly") and bool(_PASSIVE & set(near))))


def _object_noun(found: Sequence[Token], index: int) -> int:
    """Return the place of the agreement that a verb makes, or -1."""
    for step in range(index + 1, min(index + 11, len(found))):
        word = found[step].word
        if word in _NOUNS and found[step - 1].word not in _GOING_BEFORE:
            following = found[step + 1].word if step + 1 < len(found) else ""
            if following in _NOUNS:
                continue
            return step
        if word in _BOUNDARIES or word in _RELATIVES or word in ("to", "with", "from", ";", "by"):
            return -1
    return -1


def _clause_start(found: Sequence[Token], index: int) -> tuple[int, str]:
    """Return where the clause of the word at ``index`` begins, and the word in front of it."""
    for step in range(index - 1, -1, -1):
        word = found[step].word
        if word in _BOUNDARIES or word in _RELATIVES:
            return step + 1, word
        if word == "and" and step > 0 and found[step - 1].word == ",":
            enumerated = step > 1 and found[step - 2].party and found[step + 1].party
            if not enumerated:
                return step + 1, word
    return 0, ""


def _subject(document: Document, passage: Passage, found: Sequence[Token], index: int) -> list[Party]:
    """Return the parties that are the subject of the verb at ``index``."""
    beside = _beside(found, index)
    if beside:
        return beside
    start, opener = _clause_start(found, index)
    referring = _refers_back(found, start, index)
    own = [] if referring else _first(found, start, index)
    if own:
        return own
    if opener in _RELATIVES or opener == "that" and not referring:
        nearest = _last(found, 0, start)
        if nearest:
            return nearest
    if not _refers_back(found, 0, start or index):
        earlier = _first(found, 0, start)
        if earlier:
            return earlier
    if referring or _refers_back(found, 0, index):
        before = document.previous(passage)
        return _main_subject(document, before) if before else []
    return []


def _refers_back(found: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether the first subject between two places is a pronoun or "the company"."""
    for step in range(start, end):
        word = found[step].word
        if found[step].party and _can_be_subject(found, step, chain(found[:end], step)[1]):
            return False
        if word in _PRONOUNS or word in _COMPANIES and "the" in (found[max(0, step - 1)].word, found[max(0, step - 2)].word):
            return True
    return False


def _beside(found: Sequence[Token], index: int) -> list[Party]:
    """Return the subject that stands right before the verb, or before an insertion in commas."""
    place = index - 1
    while place >= 0 and (found[place].word in _BETWEEN or found[place].word.endswith("ly")):
        place -= 1
    if place >= 0 and found[place].word == ")":
        place = next((n for n in range(place, max(-1, place - 6), -1) if found[n].word == "("), place) - 1
    if place >= 0 and found[place].party:
        return _ending_at(found, place)
    if place > 0 and found[place].word == ",":
        for step in range(place - 1, max(-1, place - 25), -1):
            if found[step].word == "," and step > 0:
                before = step - 1
                if found[before].word == ")":
                    before = next((n for n in range(before, max(-1, before - 6), -1) if found[n].word == "("), before) - 1
                if before >= 0 and found[before].party:
                    return _ending_at(found, before)
        if found[place - 1].party:
            return _ending_at(found, place - 1)
    return []


_BETWEEN = frozenset("has have had will would is are was were also now just already recently both jointly then".split())


def _ending_at(found: Sequence[Token], place: int) -> list[Party]:
    """Return the chain of parties that ends at ``place``, where it can be a subject."""
    first = place
    while True:
        if first >= 2 and found[first - 1].possessive and found[first - 2].party:
            first -= 2
            continue
        step = first - 1
        while step > 0 and step > first - 6 and _describing(found[step].word):
            step -= 1
        joined = step > 0 and found[step].word in (",", "and", "&") and step < first
        while step > 0 and found[step].word in (",", "and", "&"):
            step -= 1
        if not joined or not found[step].party:
            break
        first = step
    parties, after = chain(found[: place + 1], first)
    return parties if parties and _can_be_subject(found, first, after) else []


def _describing(word: str) -> bool:
    """Tell a word that may stand between "and" and the name it describes."""
    return word.isalpha() and word not in _AUXILIARIES | _PREPOSITIONS | _RELATIVES | _BOUNDARIES


def _main_subject(document: Document, passage: Passage, depth: int = 3) -> list[Party]:
    """Return the parties a sentence is about: its first, or what its pronoun stands for."""
    found = tokens(passage)
    first = [] if _refers_back(found, 0, len(found)) else _first(found, 0, len(found))
    if first or depth == 0:
        return first
    before = document.previous(passage)
    return _main_subject(document, before, depth - 1) if before else []


def _first(found: Sequence[Token], start: int, end: int) -> list[Party]:
    """Return the first chain of parties between two places that can be a subject."""
    place = start
    while place < end:
        if found[place].party:
            parties, after = chain(found[:end], place)
            if _can_be_subject(found, place, after):
                return parties
            place = after
        else:
            place += 1
    return []


def _last(found: Sequence[Token], start: int, end: int) -> list[Party]:
    kept: list[Party] = []
    place = start
    while place < end:
        if found[place].party:
            parties, after = chain(found[:end], place)
            if parties and parties[0].kind == "organisation":
                kept = parties
            place = after
        else:
            place += 1
    return kept


def _can_be_subject(found: Sequence[Token], place: int, after: int) -> bool:
    """A subject follows no preposition and owns nothing."""
    if after < len(found) and (found[after].possessive or found[after].word.isdigit()):
        return False
    party = found[after - 1].party
    if party and party.kind == "capital" and after < len(found) and _is_noun(found[after].word):
        return False
    for step in range(place - 1, max(-1, place - 4), -1):
        word = found[step].word
        if word in _PREPOSITIONS:
            return False
        if found[step].party or word in (",", "and", "that") or word in _AUXILIARIES:
            return True
    return True


def _is_noun(word: str) -> bool:
    """Tell a word that a name can describe ("Moscow talks") from one that goes on after it."""
    going_on = _AUXILIARIES | _PREPOSITIONS | _BOUNDARIES | TRIGGERS
    return word.isalpha() and word not in going_on and not word.endswith(("ed", "ly"))


def _end(found: Sequence[Token], index: int) -> int:
    """Return where the clause after the word at ``index`` ends."""
    for step in range(index + 1, len(found)):
        word = found[step].word
        if word in _ENDINGS:
            return step
        if word == "as" and step + 1 < len(found) and found[step + 1].word not in ("part", "well", "a", "an"):
            return step
        if word == "and" and step + 2 < len(found) and found[step + 1].word in ("has", "have", "had", "will", "is"):
            return step
    return len(found)


def _name_after(found: Sequence[Token], index: int) -> int:
    """Return where the name stands that the word at ``index`` leads to over its articles and adjectives, or 0."""
    for step in range(index + 1, min(index + 8, len(found))):
        word = found[step].word
        if found[step].party:
            return step
        if word in _PREPOSITIONS or word in _AUXILIARIES or word in _RELATIVES or not (word.isalpha() or "-" in word):
            return 0
    return 0


def _others(found: Sequence[Token], index: int, end: int, leads: frozenset[str]) -> list[Party]:
    """Return the parties that the words ``leads`` ("with", "from"…) bring in after the word at ``index``."""
    parties: list[Party] = []
    for step in range(index + 1, end):
        word = found[step].word
        place = 0
        if word in leads:
            place = _name_after(found, step)
        if word == "to" and not place and step + 1 < end and found[step + 1].word in _SUPPLIES:
            place = _name_after(found, step + 1)
        elif word in ("provide", "gives", "giving", "sending"):
            place = _name_after(found, step)
        if place:
            parties += [one for one in chain(found[:end], place)[0] if one.kind != "person"]
    return _distinct(parties)


_LEADS = {
    "make": frozenset(("with", "from", "between", "among", "to")),
    "passive": frozenset(("by", "with", "from", "between", "among", "to")),
    "buy": frozenset(("from",)),
    "sell": frozenset(("to",)),
    "give": frozenset(("to",)),
    "join": frozenset(("with",)),
}
"""Which words bring in the other party, by frame."""


def _objects(found: Sequence[Token], index: int, end: int) -> tuple[list[Party], list[Party]]:
    """Return the owners or makers of what is bought, and what is bought where it has a name."""
    owners: list[Party] = []
    target: list[Party] = []
    for step in range(index + 1, end):
        token = found[step]
        if token.word in _OBJECT_ENDS and not (token.word == "by" and found[step - 1].word in _HELD):
            break
        if token.party and token.party.kind != "person":
            following = found[step + 1] if step + 1 < end else None
            made = following is not None and (following.possessive or following.word[:1].isdigit())
            held = found[step - 1].word == "by" or found[step - 2].word == "by"
            counted = found[step - 1].word.isdigit() or found[step - 1].word in ("dozen", "more", "further")
            if counted and not made and token.party.name.endswith("s"):
                continue
            (owners if made or held else target).append(token.party)
    for step in range(index + 1, end - 1):
        party = found[step].party
        if party and not _HOLDING.isdisjoint(token.word for token in found[step + 1 : min(step + 4, end)]):
            owners.append(party)
    return _distinct(owners), _distinct(target)


_OBJECT_ENDS = frozenset("for than over against to which who ; worth because at when by with from".split())
_HELD = frozenset("held owned made built produced".split())
_HOLDING = frozenset("owns holds owned".split())
