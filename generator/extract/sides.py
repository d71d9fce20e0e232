"""Which parties are the subject of a verb, in a sentence cut up into tokens."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.chains import SAID, chain
from generator.extract.document import Document, Passage
from generator.extract.party import Party, Token
from generator.extract.phrases import tokens
from generator.extract.several import named_before

_BOUNDARIES = lexicon.words("grammar", "boundaries")
_RELATIVES = lexicon.words("grammar", "relatives")
_ENDINGS = lexicon.words("grammar", "endings")
_CLAUSE_ENDS = _ENDINGS | {"as", "and"}
_HUMAN = frozenset(("he", "she", "they"))
_PRONOUNS = lexicon.words("grammar", "pronouns")
_PREPOSITIONS = lexicon.words("grammar", "prepositions")
_AUXILIARIES = lexicon.words("grammar", "auxiliaries")
_BETWEEN = lexicon.words("grammar", "adverbials")
_HEADS = lexicon.words("grammar", "heads")
_BEING = frozenset(("is", "are", "was", "were"))
_FORMER = frozenset(("former", "ex"))
_LED = frozenset(("led", "headed", "represented"))
_ACTING = lexicon.words("agreements", "acting")
"""Who decides for a firm or a state: "Alexion's board has accepted", "the Bundestag's budget committee"."""
_SEVERAL = frozenset(noun for noun in lexicon.words("grammar", "companies") if noun.endswith("s"))
_VERBS = frozenset(
    form
    for kind in ("makers", "dealings")
    for entry in lexicon.load("agreements")[kind]
    for form in entry["forms"].split()
)
_GOING_ON = _AUXILIARIES | _PREPOSITIONS | _BOUNDARIES | _VERBS | _BETWEEN
_CLOSED = _AUXILIARIES | _PREPOSITIONS | _RELATIVES | _BOUNDARIES | SAID


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


def subjects_of(document: Document, passage: Passage, found: Sequence[Token], index: int) -> list[Party]:
    """Return the parties that are the subject of the verb at ``index``."""
    if any(token.word in ("i", "we") for token in found[max(0, index - 3) : index]):
        return []
    beside = _for_others(passage, found, index) or _beside(found, index)
    if beside:
        return beside
    several = named_before(document, passage, found, index)
    if several:
        return several
    start, opener = _clause_start(found, index)
    referring = _refers_back(found, start, index)
    own = [] if referring else _first(found, start, index)
    if own:
        return own
    if (
        opener in ("who", "whose")
        and start > 1
        and not (found[start - 2].party or found[start - 2].word == ",")
    ):
        return []
    if opener in _RELATIVES or (opener == "that" and not referring):
        nearest = _last(found, 0, start)
        if nearest:
            return nearest
    if not _refers_back(found, 0, start or index):
        earlier = _first(found, 0, start)
        if earlier:
            return earlier
    if referring or _refers_back(found, 0, index):
        before = document.previous(passage)
        human = any(found[step].word in _HUMAN for step in range(start if referring else 0, index))
        meant = main_subject(document, before, human) if before else []
        alone = any(token.word == "it" for token in found[start if referring else 0 : index])
        return [] if alone and len(meant) > 1 else meant
    return []


def _for_others(passage: Passage, found: Sequence[Token], index: int) -> list[Party]:
    """Return who acts in "a union representing 45,000 dockworkers reached"."""
    if " representing " not in passage.words:
        return []
    acting = next(
        (n for n in range(index - 1, max(1, index - _ACTED), -1) if found[n].word == "representing"), 0
    )
    return _ending_at(found, acting - 1) if acting and found[acting - 1].party else []


_ACTED = 10
"""Tokens from "a union representing" to the verb."""


def _refers_back(found: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether the first subject between two places is a pronoun or "the companies"."""
    for step in range(start, end):
        word = found[step].word
        if found[step].party and _can_be_subject(found, step, chain(found[:end], step)[1]):
            return False
        if word in _PRONOUNS:
            return True
        if word in _SEVERAL and "the" in (found[max(0, step - 1)].word, found[max(0, step - 2)].word):
            return True
    return False


def _beside(found: Sequence[Token], index: int) -> list[Party]:
    """Return the subject that stands right before the verb, or before an insertion in commas."""
    place = index - 1
    if place > 0 and found[place].word == "to" and found[place - 1].word in _BEING:
        place -= 1
    while place >= 0 and (found[place].word in _BETWEEN or found[place].word.endswith("ly")):
        place -= 1
    place = _before_brackets(found, place)
    if place > 3 and found[place].party and found[place - 1].word == "by" and found[place - 2].word in _LED:
        place = _before_brackets(found, place - 3)
    if place >= 0 and found[place].party:
        return _ending_at(found, place)
    if place > 0 and found[place].word == ",":
        for step in range(place - 1, max(-1, place - 25), -1):
            if found[step].word == "," and step > 0:
                before = _before_brackets(found, step - 1)
                if before >= 0 and found[before].party:
                    return _ending_at(found, before)
        if found[place - 1].party:
            return _ending_at(found, place - 1)
    return []


def _before_brackets(found: Sequence[Token], place: int) -> int:
    """Return the place in front of the brackets that end at ``place``, or ``place`` itself."""
    if place < 0 or found[place].word != ")":
        return place
    opening = (step for step in range(place, max(-1, place - 6), -1) if found[step].word == "(")
    return next(opening, place + 1) - 1


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
        step = _before_apposition(found, step)
        if not joined or not found[step].party:
            break
        if found[step + 1].word == "," and not _can_be_subject(found, step, step + 1):
            break
        first = step
    parties, after = chain(found[: place + 1], first)
    return parties if parties and _can_be_subject(found, first, after) else []


def _before_apposition(found: Sequence[Token], place: int) -> int:
    """Return the place of the name in "PGZ, the arms group, and MBDA" where it is told at ``place``."""
    opened = next((n for n in range(place, max(0, place - _APPOSED), -1) if not found[n].word.isalpha()), 0)
    apposed = opened > 0 and found[opened].word == "," and found[opened + 1].word in ("the", "a", "an", "its")
    return opened - 1 if apposed else place


_APPOSED = 8
"""Tokens."""


def _describing(word: str) -> bool:
    """Tell a word that may stand between "and" and the name it describes."""
    return word.replace("-", "").isalpha() and word not in _CLOSED


def main_subject(document: Document, passage: Passage, human: bool, depth: int = 3) -> list[Party]:
    """Return the parties a sentence is about: its first, or what its pronoun stands for.

    Only "he", "she" and "they" are ``human``: "the carrier" is no one who is named in between.
    """
    found = tokens(passage)
    first = [] if _refers_back(found, 0, len(found)) else _first(found, 0, len(found))
    if not human and all(one.kind == "person" and not one.head for one in first):
        first = []
    first = [one for one in first if one.kind != "described"]
    if first or depth == 0:
        return first
    before = document.previous(passage)
    return main_subject(document, before, human, depth - 1) if before else []


def subject_before(document: Document, passage: Passage, offset: int) -> list[Party]:
    """Return whom a sentence is about up to ``offset``: its subject there, else that of the one before."""
    found = [token for token in tokens(passage) if token.start < offset]
    own = [one for one in _first(found, 0, len(found)) if one.kind != "described"]
    before = document.previous(passage)
    return own or (main_subject(document, before, human=False) if before else [])


def _first(found: Sequence[Token], start: int, end: int) -> list[Party]:
    """Return the first chain of parties between two places that can be a subject."""
    place = start
    while place < end:
        if found[place].party:
            parties, after = chain(found[:end], place)
            if _can_be_subject(found, place, after):
                return parties
            fronted = place == 1 and found[0].word in _PREPOSITIONS and found[2].word == ","
            place = 3 if fronted else after  # "In Germany, Acme and Brown"
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
        return any(token.word in _ACTING for token in found[after + 1 : after + 4])
    party = found[after - 1].party
    if party and party.kind == "capital" and after < len(found) and _is_noun(found[after].word):
        return False
    if place and (found[place - 1].word in _FORMER or found[place - 1].word.isdigit()):
        return False
    for step in range(place - 1, max(-1, place - 4), -1):
        word = found[step].word
        if word in ("of", "from") and step and found[step - 1].word in _HEADS:
            return True
        if word == "by" and step and found[step - 1].word in _LED:
            return True
        if word in _PREPOSITIONS:
            return False
        if found[step].party or word in (",", "and", "that") or word in _AUXILIARIES:
            return True
    return True


def _is_noun(word: str) -> bool:
    """Tell a word that a name can describe ("Moscow talks") from one that goes on after it."""
    return word.isalpha() and word not in _GOING_ON and not word.endswith(("ed", "ly"))


def clause_end(found: Sequence[Token], index: int) -> int:
    """Return where the clause after the word at ``index`` ends."""
    for step in range(index + 1, len(found)):
        word = found[step].word
        if word not in _CLAUSE_ENDS:
            continue
        if word in _ENDINGS:
            return step
        if (
            word == "as"
            and found[step - 1].word != "such"
            and step + 1 < len(found)
            and found[step + 1].word not in ("part", "well", "a", "an")
        ):
            return step
        if (
            word == "and"
            and step + 2 < len(found)
            and found[step + 1].word in ("has", "have", "had", "will", "is")
        ):
            return step
    return len(found)
