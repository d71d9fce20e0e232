"""Agreements that a sentence names without saying that they were made: wished for, denied, fallen through.

Ordered small rules over the words around a statement; they are asked of statements alone, which are few.
"""

import re

from generator.extract.statements import Statement
from generator.extract.unlisted import plain_words

_REACH = 160
"""Characters around a statement that these rules read."""
_DENIED = re.compile(
    r"\b(?:denie[sd]|dismiss(?:ed|es)|refuted?|reject(?:s|ed)?|brushed off)\b[^,;:]{0,80}"
    r"\b(?:reports?|claims?|rumou?rs?|suggestions?|speculation|that)\b[^,;:]{0,80}$"
)
"""In front of what somebody says is not so."""
_FALSE = re.compile(
    r"\b(?:as|is|are|was|were) (?:\w+ly )?(?:untrue|false|fake|fabricated|baseless|unfounded|a hoax)\b"
)
_WISHED = re.compile(
    r"\b(?:talks?|negotiations?|discussions?|hop(?:es?|ed|ing)|call(?:s|ed|ing)?|push(?:es|ed|ing)?"
    r"|prospects?|chances?|efforts?|demand(?:s|ed|ing)?|appeal(?:s|ed|ing)?|press(?:ed|ing)?"
    r"|wait(?:s|ed|ing)?|work(?:ing)?|ideas?|possibility|plead(?:s|ed|ing)?|mediat(?:e[sd]?|ing))"
    r" (?:on|for|of|about|over|towards?) (?:(?!to |led |in |with |and |after )[\w-]+ ){0,5}$",
    re.IGNORECASE,
)
"""In front of an agreement between others that is hoped for or talked of."""
_FALLEN = re.compile(
    r"[^,;:.]{0,80}?\b(?:(?:has |had |have )?(?:collapsed|failed|broke(?:n)? down|unravell?ed"
    r"|f[ea]ll(?:en)? (?:apart|through))|(?:was|were|been)"
    r" (?:blocked|rejected|scrapped|cancell?ed|abandoned|called off|vetoed|struck down|shelved))\b"
)
"""Behind an agreement that is no more, or never was."""
_OPEN = re.compile(
    r"[^;:.]{0,120}?\b(?:could|might|may|should|has yet to|have yet to|is yet to|is still to|remains? to)"
    r" be (?:signed|reached|agreed|concluded|finali[sz]ed|struck|sealed|ratified)\b"
)
"""Behind an agreement that is still to be made."""
_RUMOURED = re.compile(r"\b(?:speculation|rumou?rs?)\b[^,;:]{0,120}$")
_THOUGHT_OF = re.compile(
    r"An? (?:[^\s,;:.]+ ){0,4}?[^\s,;:.]+ between\b[^,;:.]{0,120}?\b(?:would|supposed to)\b"
)
"""An agreement thought of at the head of a sentence: "A merger between A and B would"."""
_DOUBTING = frozenset(
    ("brushed", "denied", "denies", "dismissed", "dismisses", "refute", "refuted", "reject")
)
_DOUBTING |= {"rejected", "rejects", "rumor", "rumors", "rumour", "rumours", "speculation"}
_DOUBTING |= {"baseless", "fabricated", "fake", "false", "hoax", "unfounded", "untrue"}
"""One of these is in all that ``_DENIED``, ``_RUMOURED`` and ``_FALSE`` find: they are looked for faster."""
_NONE = re.compile(r"(?:\S+ ){1,4}?(?:no|any|nor) ")
"""From the verb on: "reached no agreement"."""
_URGED = re.compile(
    r"\b(?:urg(?:e[sd]?|ing)|ask(?:s|ed|ing)?|call(?:s|ed|ing)? on|press(?:es|ed|ing)?|invit(?:e[sd]?|ing)"
    r"|beg(?:s|ged|ging)?|encourag(?:e[sd]?|ing)|demand(?:s|ed|ing)?|wants?|wanted|advised?)"
    r" (?:[^\s,;:.]+ ){1,6}to $"
)
"""In front of what others are to do."""
_GIVEN_UP = re.compile(
    r"\b(?:scrap(?:s|ped|ping)|abandon(?:s|ed|ing)?|cancel(?:s|led|ed|ing|ling)?|call(?:s|ed|ing) off"
    r"|block(?:s|ed|ing)?|drop(?:s|ped|ping)|walked away from|ended|rejected) (?:[^\s,;:.]+ ){0,3}$"
)
"""In front of a purchase that will not be."""


def is_unmade(statement: Statement) -> bool:
    """Return whether the sentence of a statement says that nothing was agreed, or not yet."""
    passage = statement.passage
    before = passage.before(statement.start, _REACH)
    behind = passage.after(statement.start, _REACH)
    doubted = not _DOUBTING.isdisjoint(plain_words(passage.words))
    if doubted and (_DENIED.search(before) or _RUMOURED.search(before) or _FALSE.search(passage.words)):
        return True
    if statement.rule == "between":
        thought = _THOUGHT_OF.match(passage.words)
        return bool(thought or _WISHED.search(before) or _FALLEN.match(behind) or _OPEN.match(behind))
    if statement.rule == "acquiring":
        return bool(_GIVEN_UP.search(before) or _FALLEN.match(behind))
    urged = before.rstrip().endswith("to") and _URGED.search(before)
    return bool(urged or (statement.noun and _NONE.match(behind)))
