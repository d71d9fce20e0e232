"""Tells verbs from nouns, active from passive, and finds the agreement that a verb makes."""

from collections.abc import Sequence

from generator.extract import lexicon
from generator.extract.party import Token

NOUNS = lexicon.words("agreements", "nouns")
LIMITED = {
    form: frozenset(entry["nouns"].split())
    for entry in lexicon.load("agreements")["limited"]
    for form in entry["forms"].split()
}
"""Verbs that make an agreement of some nouns only."""
LIMITED_STATES = {
    form: entry["state"] for entry in lexicon.load("agreements")["limited"] for form in entry["forms"].split()
}
_BOUNDARIES = lexicon.words("grammar", "boundaries")
_RELATIVES = lexicon.words("grammar", "relatives")
_DETERMINERS = lexicon.words("grammar", "determiners")
_PASSIVE = lexicon.words("grammar", "passives")
_IRREGULAR = lexicon.words("grammar", "irregulars")
_GOING_BEFORE = lexicon.words("grammar", "verb_leads")
_UNDONE = lexicon.words("grammar", "undone")
_PUTTING = frozenset(("put", "puts", "shake", "shakes", "shook"))
_IDIOMS = {"pen to paper on": 4, "their names to": 3, "its name to": 3, "hands on": 2}
"""What makes a verb one of signing: how many tokens, and which."""
_COMING = frozenset(("come", "comes", "came", "arrive", "arrives", "arrived"))
_COMING_WITHIN = 4
"""Tokens: "came to an agreement", not "came to power"."""
_LEADING_ON = frozenset(("to", "with", "from", ";", "by", "for", "over", "about", "against"))


_NOT = ("'t", "’t")
"""Of "won't"."""


def is_verb(found: Sequence[Token], index: int) -> bool:
    """Tell "will order", "ordered" from "an order", "the purchase of", "20 orders", "leasing rights"."""
    word = found[index].word
    if index == 0 or (word == "won" and found[min(index + 1, len(found) - 1)].word in _NOT):
        return False
    before = found[index - 1]
    if (before.word in _DETERMINERS and before.word != "that") or before.word in (
        "of",
        "for",
        "new",
        "previous",
        "more",
    ):
        return before.word == "of" and word.endswith("ing")
    if word.endswith("ing"):
        return before.word in _PASSIVE or before.word in ("by", "after", "before", "and", ",")
    if word.endswith("ed") or word in _IRREGULAR or word in ("took", "taken", "began", "begun"):
        return True
    if word.endswith("s") and (
        before.party or before.word in _RELATIVES or before.word in (",", ")", "that", "it")
    ):
        following = found[index + 1] if index + 1 < len(found) else before
        amount = (
            following.word.isdigit()
            or following.word in _DETERMINERS
            or following.word in ("up", "$", "€", "£")
        )
        return amount or bool(following.party) or word not in NOUNS | {"awards", "grants"}
    several = before.party is not None and index > 1 and found[index - 2].word in ("and", "&")
    return several or before.word in _GOING_BEFORE or before.word.endswith("ly")


def is_passive(found: Sequence[Token], index: int) -> bool:
    """Tell "was finalized", "has been unanimously approved" from "has approved"."""
    if not is_participle(found[index].word):
        return False
    near = [token.word for token in found[max(0, index - 3) : index]]
    if any(one in ("has", "have", "had", "having") for one in near) and "been" not in near:
        return False
    return bool(near) and (near[-1] in _PASSIVE or (near[-1].endswith("ly") and bool(_PASSIVE & set(near))))


def is_participle(form: str) -> bool:
    """Tell a form of a verb that can stand in the passive."""
    return form.endswith("ed") or form in _PARTICIPLES


_PARTICIPLES = frozenset(("bought", "sold", "won", "struck", "made", "sought", "given", "chosen"))


def is_aside(found: Sequence[Token], index: int) -> bool:
    """Tell what is only told of a thing, not news: ", which it acquired with its purchase of Cadbury,"."""
    for step in range(index - 1, max(-1, index - _ASIDE), -1):
        if found[step].word == ",":
            return found[step + 1].word == "which" and found[step + 2].word in ("it", "they")
    return False


_ASIDE = 10
"""Tokens."""


def object_noun(found: Sequence[Token], index: int) -> int:
    """Return the place of the agreement that a verb makes, or -1; what stands in brackets is passed over."""
    depth = 0
    words = (
        " ".join(token.word for token in found[index + 1 : index + 5])
        if found[index].word in _PUTTING
        else ""
    )
    if words:
        index += next((n for idiom, n in _IDIOMS.items() if words.startswith(idiom)), len(found))
    for step in range(index + 1, min(index + 16, len(found))):
        word = found[step].word
        depth += (word == "(") - (found[step - 1].word == ")")
        if depth > 0:
            continue
        if word in NOUNS and found[step - 1].word not in _GOING_BEFORE:
            following = found[step + 1].word if step + 1 < len(found) else ""
            if following in NOUNS:
                continue
            return -1 if following in _UNDONE else step
        coming = found[index].word in _COMING
        if coming and step > index + _COMING_WITHIN:
            return -1
        if word == "to" and step == index + 1 and (coming or found[index].word.startswith("agree")):
            continue
        if word in _BOUNDARIES or word in _RELATIVES or word in _LEADING_ON:
            return -1
    return -1


def next_paper(found: Sequence[Token], index: int, end: int) -> int:
    """Return where another agreement is listed ("and a loan", "including a contract"), or ``end``."""
    for step in range(index + 1, end - 2):
        if found[step].word in _LISTING and found[step + 1].word in ("a", "an", "another"):
            for noun in range(step + 2, min(step + _LISTED, end)):
                following = found[noun + 1].word if noun + 1 < end else ""
                if found[noun].word in NOUNS and following not in NOUNS:
                    if found[step].word != "," or following in _WITH:
                        return step
                    break  # "bought Acme, a deal that will be"
                if found[noun].word in _LEADING_ON or found[noun].word in _BOUNDARIES:
                    break
    return end


_LISTING = frozenset(("and", ",", "including", "plus"))
_WITH = frozenset(("with", "between", "from"))
_LISTED = 9
"""Tokens between "and" and the noun."""
