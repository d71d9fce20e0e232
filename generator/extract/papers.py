"""Several papers signed in one sentence: "a memorandum with Germany and a loan agreement with the bank"."""

from collections.abc import Sequence

from generator.extract.document import Document, Passage
from generator.extract.objects import LEADS, others_of
from generator.extract.party import Token
from generator.extract.sides import clause_end, subjects_of
from generator.extract.statements import Statement, made_of
from generator.extract.verb_frames import MAKERS
from generator.extract.verbs import NOUNS, is_passive, is_verb, next_paper, object_noun

_ARTICLES = frozenset(("a", "an", "another", "one"))
_BACK = 9
"""Tokens between an article and its noun."""


def further(document: Document, passage: Passage, found: Sequence[Token], index: int) -> Statement | None:
    """Read a paper listed behind another one: "signed a memorandum with A and a loan agreement with B"."""
    if index + 1 < len(found) and found[index + 1].word in NOUNS:  # "a loan agreement"
        return None
    begun = next((n for n in range(index - 1, max(1, index - _BACK), -1) if found[n].word in _ARTICLES), 0)
    if not begun or next_paper(found, begun - 2, index + 1) != begun - 1:
        return None
    verb = next((n for n in range(begun - 1, 0, -1) if found[n].word in MAKERS and is_verb(found, n)), 0)
    if not verb or is_passive(found, verb) or not 0 <= object_noun(found, verb) < begun:
        return None
    others = others_of(found, index, next_paper(found, index, clause_end(found, index)), LEADS["make"])
    if not others:
        return None
    parties = [*subjects_of(document, passage, found, verb), *others]
    return made_of(passage, found, begun, index, "further", MAKERS[found[verb].word], parties, (), False)
