"""The frames of agreement: what one sentence says of who agrees with whom.

Each rule takes a sentence's tokens and the place of a trigger word and gives a statement or none.
"""

from collections.abc import Callable, Iterator, Sequence, Set

from generator.extract import lexicon
from generator.extract.document import Document, Passage
from generator.extract.giving import AID, GIFTS, GIVING, THINGS, giving, granting
from generator.extract.joint import (
    AHEAD,
    CAPTIVES,
    JOINT,
    PROLONGED,
    PROLONGING,
    RELEASING,
    SHARING,
    SIGNED,
    SWAPPING,
    VOWING,
    prolonging,
    releasing,
    sharing,
    signing_with,
    swapping,
    vowing,
)
from generator.extract.meant import settled
from generator.extract.noun_frames import (
    COUNTED,
    FOLLOWING,
    ORDERS,
    SIGNING,
    acquiring,
    between,
    ordered,
    selling,
    signing,
    told_behind,
)
from generator.extract.other_frames import (
    AGREEING,
    CHOOSING,
    DEALS,
    SUPPLIES,
    SUPPLYING,
    TAKING,
    VERBS,
    agreeing,
    by_way_of,
    choosing,
    supplying,
    taking_over,
)
from generator.extract.papers import further
from generator.extract.party import Token
from generator.extract.payments import DISPUTES, PAYMENTS, SETTLING, SPENDING, settling, spending
from generator.extract.phrases import find_parties, tokens
from generator.extract.senses import DEALINGS
from generator.extract.statements import Statement
from generator.extract.transfers import JOINING, LEAVING, MOVES, MOVING, joining, moving, transferring
from generator.extract.unlisted import plain_words
from generator.extract.verb_frames import HOLDING, MAKERS, dealing, holding, making, passive
from generator.extract.verbs import NOUNS, is_aside, is_participle

_MUTUAL = lexicon.words("agreements", "mutual")
_ACQUIRING = lexicon.words("grammar", "acquiring")
_MOVED = MOVES | MOVING
TRIGGERS = (
    NOUNS | DEALINGS.keys() | MAKERS.keys() | SIGNING | VERBS | PAYMENTS | GIVING | JOINT | COUNTED | _MOVED
)
_TELLERS = MAKERS.keys() | _ACQUIRING | SIGNING | SUPPLYING | HOLDING | {"between", "under", "Under"}
_TELLERS |= {form + "," for form in MAKERS} | {form + "." for form in MAKERS}
"""Without one of these a noun of agreement alone tells of none."""
MARKS = ("", ",", ".", ";", ":", ")", "'s", "’s", '"', "”")
"""What may be glued to the end of a word."""
_SHORT = frozenset(noun.upper() for noun in NOUNS if noun.rstrip("s") in ("jv", "moa", "mou", "ppa"))
_WRITTEN = NOUNS | {noun.capitalize() for noun in NOUNS} | {"MoU", "MoUs"} | _SHORT
_NOUN_WORDS = frozenset(noun + mark for noun in _WRITTEN for mark in MARKS)
_DEALING_WORDS = frozenset(verb + mark for verb in DEALINGS.keys() | AGREEING | CHOOSING for mark in MARKS)
_PAYING_WORDS = frozenset(word + mark for word in (GIVING - THINGS) | SPENDING for mark in MARKS)
"""These tell of one only with the money that is given or spent."""
_COUNTING_WORDS = frozenset(word + mark for word in THINGS | SUPPLIES for mark in MARKS)
"""These tell of one only with how much is given or supplied."""
_BESIDE: dict[str, frozenset[str]] = {}
for _verbs, _words in (
    (TAKING, frozenset(("over",))),
    (VOWING, frozenset(("to", "that"))),
    (SHARING, AHEAD),
    (SIGNED, frozenset(("with",))),
    (SWAPPING, CAPTIVES),
    (PROLONGING, PROLONGED),
    (SETTLING - SPENDING, DISPUTES | {"with"}),
    (RELEASING, CAPTIVES),
):
    for _form in [verb + mark for verb in _verbs for mark in MARKS]:
        _BESIDE[_form] = _BESIDE.get(_form, frozenset()) | _words
"""Verbs that tell of one only where one of some other words stands in the sentence too."""
POINTERS = lexicon.words("agreements", "pointers")
POINTER_WORDS = frozenset(noun + mark for noun in POINTERS for mark in MARKS)
"""Nouns that point back at an agreement."""
_TELLING_WORDS = _DEALING_WORDS | _PAYING_WORDS | _COUNTING_WORDS | _NOUN_WORDS | _MOVED | _TELLERS
_TELLING_WORDS |= POINTER_WORDS | _BESIDE.keys()
"""A sentence that holds none of these tells of no agreement."""
_REFERRING = ("It ", "They ", "He ", "She ", "The ", "Its ", "A ", "An ", "Both ")
"""How a sentence without names can speak of those named before."""
_NAMED_BEFORE = (" the two ", " the companies ", " the sides ", " the countries ")
_OPENING = 24
"""Characters: "In addition, they"."""


def read(document: Document, passage: Passage) -> Iterator[Statement]:
    """Yield the statements of agreement that a sentence which ``can_tell`` makes, in order."""
    nameless = not passage.names and not passage.countries and not _is_referring(passage)
    if nameless and not find_parties(passage):
        return
    found = tokens(passage)
    asides = ", which " in passage.words
    used = -1
    for index in [place for place, token in enumerate(found) if token.word in TRIGGERS]:
        if index <= used or (asides and is_aside(found, index)):
            continue
        for rule in (_RULES_OF if used < 0 else _RULES_AFTER)[found[index].word]:
            made = rule(document, passage, found, index)
            if made:
                yield settled(document, made)
                used = index
                break


def telling_words(passage: Passage) -> Set[str]:
    """Return the words of a sentence that can have to do with an agreement."""
    return _TELLING_WORDS.intersection(passage.words.split())


def can_tell(passage: Passage, held: Set[str]) -> bool:
    """Tell fast, by its telling words, whether a sentence can tell of an agreement: most cannot."""
    return bool(held) and (
        not _DEALING_WORDS.isdisjoint(held)
        or not (_NOUN_WORDS.isdisjoint(held) or _TELLERS.isdisjoint(held))
        or not (_MOVED.isdisjoint(held) or not any(name.label == "PERSON" for name in passage.names))
        or not (_COUNTING_WORDS.isdisjoint(held) or not passage.quantities)
        or not (_PAYING_WORDS.isdisjoint(held) or not any(one.currency for one in passage.quantities))
        or _tells_beside(passage, held)
    )


def _tells_beside(passage: Passage, held: Set[str]) -> bool:
    beside = {other for word in held if word in _BESIDE for other in _BESIDE[word]}
    return bool(beside) and not beside.isdisjoint(plain_words(passage.words))


def _is_referring(passage: Passage) -> bool:
    words = passage.words
    return (
        words.startswith(_REFERRING)
        or ", they " in words[:_OPENING]
        or any(named in words for named in _NAMED_BEFORE)
    )


_Rule = Callable[[Document, Passage, Sequence[Token], int], Statement | None]
_MADE = frozenset(form for form in MAKERS.keys() | DEALINGS.keys() if is_participle(form))
RULES: tuple[tuple[_Rule, frozenset[str]], ...] = (
    (transferring, LEAVING),
    (joining, JOINING),
    (moving, MOVING),
    (making, frozenset(MAKERS)),
    (passive, _MADE),
    (told_behind, FOLLOWING),
    (agreeing, AGREEING),
    (acquiring, _ACQUIRING),
    (selling, frozenset(("sale",))),
    (signing, SIGNING),
    (holding, _MUTUAL),
    (dealing, frozenset(DEALINGS)),
    (settling, SETTLING),
    (spending, SPENDING),
    (taking_over, TAKING),
    (choosing, CHOOSING),
    (supplying, SUPPLIES),
    (giving, GIFTS),
    (granting, AID),
    (swapping, SWAPPING),
    (releasing, RELEASING),
    (vowing, VOWING),
    (sharing, SHARING),
    (signing_with, SIGNED),
    (prolonging, PROLONGING),
    (between, _MUTUAL | COUNTED | SWAPPING),
    (by_way_of, DEALS),
    (ordered, _MUTUAL | ORDERS),
)
"""Each with the words it can begin at; in this order: the first that reads the trigger wins."""
_RULES_OF = {word: tuple(rule for rule, words in RULES if word in words) for word in TRIGGERS}
_RULES_AFTER = {word: (*rules, *([further] if word in NOUNS else [])) for word, rules in _RULES_OF.items()}
"""With those that read what a sentence adds to its first agreement."""
