"""What one sentence says of one agreement."""

from collections.abc import Sequence

from msgspec import Struct

from generator.extract import lexicon
from generator.extract.document import Passage
from generator.extract.objects import distinct
from generator.extract.party import Party, Token
from generator.extract.sides import clause_end
from generator.extract.verbs import NOUNS, next_paper

_ADDITIONS = lexicon.words("agreements", "additions")
_TOLD_BEFORE = lexicon.words("agreements", "told_before")
_BACKGROUND = lexicon.words("agreements", "background")


class Statement(Struct, frozen=True):
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
    adding: bool = False
    """True where it is said to be one more: "they also signed", "another deal"."""
    titled: bool = False
    """True where the noun is written large, as in the title of a document: "the Treaty of Rome"."""


def made_of(
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
    """Return the statement that a rule reads at the places ``index`` and ``noun`` of a sentence's tokens."""
    end = next_paper(found, noun, clause_end(found, max(index, noun)))
    return Statement(
        passage,
        rule,
        tuple(distinct(parties)),
        tuple(target),
        found[index].start,
        found[end - 1].end,
        state,
        found[noun].word if found[noun].word in NOUNS else "",
        pointing,
        found[noun].word in NOUNS and found[noun].word.endswith("s") and noun != index,
        any(
            found[n].word in _BACKGROUND and found[n + 1].word not in _TOLD_BEFORE
            for n in range(max(0, min(index, noun) - 2), max(index, noun))
        ),
        (noun > index or rule == "agreeing")
        and not pointing
        and not _ADDITIONS.isdisjoint(
            token.word for token in (*found[:2], *found[max(0, index - 3) : max(index, noun)])
        ),
        noun > index and passage.text[found[noun].start].isupper(),
    )
