"""Finds the words that weaken, attribute, deny or announce what a clause says."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from generator.language import lexicons
from generator.language.model import CueMention
from generator.language.phrases import alternation

_KINDS = ("bound", "hedge", "plan", "negation")


class _Lexicon(NamedTuple):
    meanings: dict[str, tuple[tuple[str, str], ...]]
    """Phrase in lower case to its kinds and headwords."""
    pattern: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    listed = lexicons.load("cues")
    meanings: dict[str, tuple[tuple[str, str], ...]] = {}
    for kind in (*_KINDS, "attribution"):
        for headword, forms in listed[kind].items():
            for form in forms:
                meanings[form] = (*meanings.get(form, ()), (kind, headword))
    for form in listed["source_follows"]:
        meanings[form] = (("source", form),)
    written = [form for form in meanings if form[0] not in "'n" or form[1:2] != "'"]
    capitalised = [form[0].upper() + form[1:] for form in written if " " in form or form not in ("may", "will")]
    return _Lexicon(meanings, re.compile(rf"\b(?:{alternation([*written, *capitalised])})\b|n[’']t\b|[’']ll\b"))


_NUMBER = re.compile(
    r",? (?:an? |the )?(?:US|USD|GB|AU|C|A)?[ ]?(?:[$€£¥₹]|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|dozen|half"
    r"|hundreds|thousands|a dozen|third|quarter)\b)"
)


@lru_cache(maxsize=4)
def find(text: str) -> tuple[CueMention, ...]:
    """Return the cues of ``text`` in order: bounds, hedges, attributions, plans and negations."""
    lexicon = _lexicon()
    found: list[CueMention] = []
    for match in lexicon.pattern.finditer(text):
        words = match.group().replace("’", "'")
        kinds = lexicon.meanings.get(words) or lexicon.meanings[words[0].lower() + words[1:]]
        for kind, meaning in kinds:
            cue = _cue(text, match, kind, meaning)
            if cue:
                found.append(cue)
                break
    return tuple(found)


def _cue(text: str, match: re.Match[str], kind: str, meaning: str) -> CueMention | None:
    if kind == "bound" and not _NUMBER.match(text, match.end()):
        return None
    if kind in ("attribution", "source"):
        return None
    return CueMention(match.start(), match.end(), kind, meaning)
