"""The frames of agreement whose trigger is a noun: "its acquisition of", "the signing of", "between"."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.chains import chain
from generator.extract.document import Document, Passage
from generator.extract.objects import LEADS, maker_of, name_after, others_of
from generator.extract.party import Party, Token
from generator.extract.several import named_before
from generator.extract.sides import clause_end, subjects_of
from generator.extract.statements import Statement, made_of
from generator.extract.verbs import NOUNS, object_noun

_MUTUAL = lexicon.words("agreements", "mutual")
_ACQUIRING = lexicon.words("grammar", "acquiring")
_NEGATIONS = lexicon.words("grammar", "negations")
_BOUNDARIES = lexicon.words("grammar", "boundaries")
_PREPOSITIONS = lexicon.words("grammar", "prepositions")
_SIDES = frozenset(("from", "with"))
_PAPERS = frozenset(("document", "documents"))
SIGNING = frozenset(("signing", "conclusion"))
COUNTED = frozenset(("one", "another"))
"""Of agreements told before: "one between A and B"."""
ORDERS = frozenset(("order", "orders"))
_ARTICLES = frozenset(("a", "an", "the"))
_BACK = 40
"""Tokens."""
FOLLOWING = lexicon.words("agreements", "following")
"""Forms that follow their noun without an auxiliary."""


def acquiring(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a purchase told as a noun: "its acquisition of Acme", "Acme's $2 billion takeover of Brown"."""
    following = found[index + 1].word if index + 1 < len(found) else ""
    if following not in ("of", "with", "by"):
        return None
    place = name_after(found, index + 1)
    if not place or place > index + 4:
        return None
    owner = next((n for n in range(index - 1, max(0, index - 6), -1) if found[n].possessive), 0)
    named = found[owner - 1].party if owner else None
    own = _own(found, index)
    if named:
        buyers = [named]
    elif own:
        buyers = subjects_of(document, passage, found, index)
    else:
        buyers = others_of(found, place, clause_end(found, index), frozenset(("by",)))
    if not buyers:
        return None
    parties = [*buyers, *chain(found, place)[0]]
    return made_of(passage, found, owner or own or index, index, "acquiring", "agreed", parties, (), False)


def ordered(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read an order told as a noun: "IndiGo's order for 500 Airbus jets", "Acme's contract with Brown"."""
    following = found[index + 1].word if index + 1 < len(found) else ""
    order = found[index].word in ("order", "orders")
    if not (order and following in ("for", "of", "from")) and not (
        found[index].word in _MUTUAL and following == "with"
    ):
        return None
    owner = next((n for n in range(index - 1, max(0, index - 6), -1) if found[n].possessive), 0)
    named = found[owner - 1].party if owner else None
    between = {token.word for token in found[owner:index]}
    if any(token.party for token in found[owner:index]):  # "Norway's Kongsberg confirmed an order"
        return None
    if not named or named.kind == "person" or between & (_BOUNDARIES | _PREPOSITIONS):
        return None
    others = maker_of(found, index) or others_of(found, index, clause_end(found, index), _SIDES)
    if not others:
        return None
    return made_of(passage, found, owner, index, "acquiring", "agreed", [named, *others], (), False)


def selling(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a sale told as a noun: "Acme's sale of its Augusta mill to Brown"."""
    owner = next((n for n in range(index - 1, max(0, index - 4), -1) if found[n].possessive), 0)
    seller = found[owner - 1].party if owner else None
    buyers = others_of(found, index, clause_end(found, index), LEADS["sell"])
    if not seller or seller.kind == "person" or not buyers or found[index + 1].word != "of":
        return None
    return made_of(passage, found, owner, index, "acquiring", "agreed", [seller, *buyers], (), False)


def _own(found: Sequence[Token], index: int) -> int:
    """Return where "its" stands in "its takeover of", "its $16bn (£8.5bn) friendly takeover of", or 0."""
    for step in range(index - 1, max(-1, index - 12), -1):
        if found[step].word in ("its", "their"):
            return step
        if found[step].party or found[step].word in _BOUNDARIES or found[step].word in _PREPOSITIONS:
            return 0
    return 0


def signing(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a making told as a noun: "the signing of an agreement with"."""
    following = found[index + 1].word if index + 1 < len(found) else ""
    noun = object_noun(found, index) if following == "of" and found[index].word in SIGNING else -1
    if noun < 0 and following == "of" and found[index].word in SIGNING:
        behind = range(index + 2, min(index + 8, len(found)))
        noun = next((n for n in behind if found[n].word in _PAPERS), -1)
    if noun < 0:
        return None
    by = noun + 1 < len(found) and found[noun + 1].word == "by"
    sides = others_of(found, noun, clause_end(found, noun), LEADS["passive" if by else "make"])
    parties = [*subjects_of(document, passage, found, index), *sides]
    return made_of(passage, found, index, noun, "signing", "signed", parties, (), False)


def told_behind(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a form that follows its noun: "the accord signed by Kenya and Somalia"."""
    led = next((n for n in range(index + 1, min(index + _DATED, len(found))) if found[n].word in _BY), 0)
    following = found[led].word
    if not led or found[index].word not in FOLLOWING or any(one.party for one in found[index:led]):
        return None
    if led > index + 1 and (following != "by" or found[index - 1].word != ","):
        return None
    noun = next((n for n in range(index - 1, max(-1, index - 5), -1) if found[n].word in NOUNS), -1)
    if noun < 0 or any(token.word in _NEGATIONS for token in found[max(0, noun - 4) : noun]):
        return None
    owner = next(
        (found[n - 1].party for n in range(noun - 1, max(0, noun - 6), -1) if found[n].possessive), None
    )
    told = found[index].word in _TELLING
    others = [] if told else others_of(found, index, clause_end(found, index), LEADS["passive"])
    others = others or named_before(document, passage, found, min(led + 4, len(found)))
    parties = [owner, *others] if owner and following == "with" else others
    if len(parties) < 2:
        return None
    return made_of(passage, found, index, noun, "passive", "agreed", parties, (), False)


def _included(found: Sequence[Token], place: int) -> list[Party]:
    """Return who is named of a group: "and several countries, including Germany and France"."""
    step = next((n for n in range(place, min(place + 7, len(found))) if found[n].word == "including"), 0)
    named = name_after(found, step) if step else 0
    return chain(found, named)[0] if named else []


_SWAPS = frozenset(("exchange", "swap"))
_CAPTIVES = lexicon.words("agreements", "captives") | {"prisoner", "hostage"}
_BY = frozenset(("by", "between", "with"))
_TELLING = frozenset(("announced", "unveiled"))
"""Who announces is no party, unless it is both sides."""
_DATED = 8
"""Tokens: ", signed on Tuesday in Nairobi by Kenya and Uganda"."""


def between(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read an agreement said to be between parties: "the treaty between Russia and North Korea"."""
    if " between " not in passage.words:
        return None
    refused = not _NEGATIONS.isdisjoint(token.word for token in found[max(0, index - 4) : index])
    following = found[index + 1].word if index + 1 < len(found) else ""
    one = found[index].word in COUNTED and following == "between"
    one = one and any(token.word in NOUNS for token in found[max(0, index - _BACK) : index])
    swap = found[index].word in _SWAPS and found[index - 1].word in _CAPTIVES
    if not (found[index].word in _MUTUAL or one or swap) or refused:
        return None
    for step in range(index + 1, min(index + 9, len(found))):
        if found[step].word == "between":
            start = name_after(found, step)
            parties, after = chain(found, start) if start else ([], step)
            if len(parties) == 1 and after < len(found) and found[after].word == "and":
                parties += _included(found, after)
            if len(parties) > 1:
                begun = next(
                    (n for n in range(index - 1, max(-1, index - 8), -1) if found[n].word in _ARTICLES), index
                )
                return made_of(passage, found, begun, index, "between", "agreed", parties, (), False)
            return None
        if found[step].word in _BOUNDARIES or found[step].word in ("fought", "sought", "for", "from"):
            return None
    return None
