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
TRIGGERS = _NOUNS | _MAKERS.keys() | _DEALINGS.keys()

_BOUNDARIES = frozenset("; : while but whereas although though after when because before if since — – that".split())
_RELATIVES = frozenset("which who whose where".split())
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
    if TRIGGERS.isdisjoint(passage.words.lower().replace(",", " ").replace(".", " ").split()):
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
        parties = _others(found, noun, _end(found, index))
        return _made(passage, found, index, noun, "passive", state, parties, (), pointing)
    if word in _DEALINGS:
        subject = _subject(document, passage, found, index)
        others = _others(found, index, _end(found, index))
        return _made(passage, found, index, index, "passive", state, [*subject, *others], (), False)
    return None


def dealing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a verb that is a dealing by itself: "will also purchase 20 of Boeing's larger 777 planes"."""
    word = found[index].word
    if word not in _DEALINGS or not _is_verb(found, index) or _is_passive(found, index):
        return None
    return _statement(document, passage, found, index, index, "dealing", _DEALINGS[word][1])


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
        if found[step].word in _BOUNDARIES:
            return None
    return None


RULES: tuple[Callable[[Document, Passage, Sequence[Token], int], Statement | None], ...] = (
    making,
    passive,
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
    others = _others(found, index, end)
    target: list[Party] = []
    if noun == index or found[noun].word in ("purchase", "sale", "acquisition", "takeover", "buyout"):
        owners, target = _objects(found, noun, end)
        others = others + owners
    if found[index].word in _DEALINGS and _DEALINGS[found[index].word][0] == "give" and index + 1 < len(found):
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
    """Tell "will order", "ordered" from "an order", "the purchase of", "20 orders"."""
    word = found[index].word
    if index == 0:
        return False
    before = found[index - 1]
    if before.word in _DETERMINERS and before.word != "that" or before.word in ("of", "for", "new", "previous", "more"):
        return False
    if word.endswith(("ed", "ing")) or word in ("bought", "sold", "won", "struck", "made", "got", "sought", "lent"):
        return True
    if before.party or before.word in _AUXILIARIES or before.word in _PRONOUNS or before.word in _RELATIVES:
        return True
    return before.word.endswith("ly") or before.word in (",", ")", "jointly", "that")


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
        if word in _NOUNS:
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
    start, opener = _clause_start(found, index)
    own = _first(found, start, index)
    if own:
        return own
    if opener in _RELATIVES or opener == "that" and start == index:
        nearest = _last(found, 0, start)
        if nearest:
            return nearest
    earlier = _first(found, 0, start)
    if earlier:
        return earlier
    lead = [token.word for token in found[: min(index, 8)]]
    if _PRONOUNS & set(lead[:3]) or (lead[:1] == ["the"] and _COMPANIES & set(lead[:4])):
        before = document.previous(passage)
        return _main_subject(document, before) if before else []
    return []


def _main_subject(document: Document, passage: Passage, depth: int = 3) -> list[Party]:
    """Return the parties a sentence is about: its first, or what its pronoun stands for."""
    found = tokens(passage)
    first = _first(found, 0, len(found))
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
    if after < len(found) and found[after].possessive:
        return False
    for step in range(place - 1, max(-1, place - 5), -1):
        word = found[step].word
        if word in _PREPOSITIONS:
            return False
        if found[step].party or word in (",", "and", "that") or word in _AUXILIARIES:
            return True
    return True


def _end(found: Sequence[Token], index: int) -> int:
    """Return where the clause after the word at ``index`` ends."""
    for step in range(index + 1, len(found)):
        word = found[step].word
        if word in (";", "while", "but", "whereas", "although", "though", "because", "after", "before", "when"):
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


def _others(found: Sequence[Token], index: int, end: int) -> list[Party]:
    """Return the parties that "with", "from", "between", "by" or "to" bring in after the word at ``index``."""
    parties: list[Party] = []
    for step in range(index + 1, end):
        word = found[step].word
        place = 0
        if word in ("with", "from", "between", "by", "among") or word == "to":
            place = _name_after(found, step)
            if word == "to" and not place and step + 1 < end and found[step + 1].word in _SUPPLIES:
                place = _name_after(found, step + 1)
        elif word in ("provide", "supply", "giving", "gives", "sending"):
            place = _name_after(found, step)
        if place:
            parties += [one for one in chain(found[:end], place)[0] if one.kind != "person"]
    return _distinct(parties)


def _objects(found: Sequence[Token], index: int, end: int) -> tuple[list[Party], list[Party]]:
    """Return the owners or makers of what is bought, and what is bought where it has a name."""
    owners: list[Party] = []
    target: list[Party] = []
    for step in range(index + 1, end):
        token = found[step]
        if token.party and token.party.kind != "person":
            before, after = found[step - 1].word, found[step + 1] if step + 1 < end else None
            if after and after.possessive or after and (after.word[:1].isdigit() or after.word in ("owns", "holds")):
                owners.append(token.party)
            elif before == "by" and found[step - 2].word in ("held", "owned", "made", "built"):
                owners.append(token.party)
            elif before in ("the", "of", "in", "new") or step == index + 1 or before.isalpha():
                target.append(token.party)
        elif token.word in ("over", "against", "despite"):
            break
    for step in range(index + 1, end - 1):
        party = found[step].party
        if party and any(token.word in ("owns", "holds", "owned") for token in found[step + 1 : min(step + 4, end)]):
            owners.append(party)
    return _distinct(owners), _distinct(target)
