"""Who an article says a thing on the word of, and how it weakens it."""

import re

from generator.extract import lexicon
from generator.extract.document import WINDOW, Passage

_SAYING = "|".join(sorted(lexicon.words("presence", "reporting")))
_NOUNS = lexicon.words("presence", "reporting_nouns")
_BEFORE_A_NOUN = lexicon.words("grammar", "before_a_noun")
_SAYS = re.compile(rf"\b(?:{_SAYING})\b(?! (?:for|by|with)\b)")
_SAYS_AFTER = re.compile(rf",[”\"]? ((?:[\w.’'-]+ ){{1,6}}(?:{_SAYING}))\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to [^,.;]{2,60}")
_CLAUSE_START = re.compile(
    r"(?:^|[;:]|, (?:and|but|while|whereas|which|who)\b|, | and (?=[A-Z])| that | where | when | as )"
)
_EMPTY = lexicon.words("grammar", "empty_subjects")
_LONGEST = 8
"""Words of an attribution: what stands further in front does not say who."""


def attribution(passage: Passage, offset: int) -> str:
    """Return the words that attribute or weaken what a sentence says at ``offset``, "" where nothing does.

    The nearest in front wins: "reportedly", "Organizers also plan", "South Korean intelligence estimates";
    then "according to" and ", officials said" behind.
    """
    clause = passage.clause_start(offset)
    cues = [
        cue
        for cue in passage.cues
        if cue.start < offset
        and (cue.kind == "attribution" or (cue.kind in ("hedge", "plan") and cue.start >= clause))
    ]
    nearest = cues[-1] if cues else None
    said = _said_before(passage, offset) if nearest is None else None
    if said:
        return passage.words[said[0] : said[1]]
    if nearest:
        return passage.words[nearest.start - passage.start : nearest.end - passage.start]
    after = _SAYS_AFTER.search(passage.words, offset - passage.start)
    if after:
        return after[1]
    according = _ACCORDING.search(passage.words)
    return according[0] if according else ""


def _said_before(passage: Passage, offset: int) -> tuple[int, int] | None:
    """Return the place of the nearest "somebody says" in front of an offset."""
    said = None
    for match in _SAYS.finditer(
        passage.words, max(0, offset - passage.start - WINDOW), offset - passage.start
    ):
        near = passage.words[: match.start()].replace("’s", " 's").replace("'s", " 's").lower().split()[-2:]
        if match[0] not in _NOUNS or _BEFORE_A_NOUN.isdisjoint(near):
            said = match
    if said is None:
        return None
    start = 0
    for opening in _CLAUSE_START.finditer(passage.words, 0, said.start()):
        start = opening.end()
    words = passage.words[start : said.end()]
    lead = len(words) - len(words.lstrip())
    subject = words.lower().split()[:-1]
    if not subject or len(subject) >= _LONGEST or _EMPTY.issuperset(subject):
        return None
    return start + lead, said.end()
