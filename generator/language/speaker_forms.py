"""The forms in which a text speaks of who says something: pronouns, asides, words between."""

import re
from functools import cache

from generator.language import lexicons
from generator.language.model import NameMention
from generator.language.phrases import alternation

JOINED = re.compile(
    r"(?:,? and |, |,? or |,? as well as |,? along with )"
    r"(?:(?:the|his|her|their|its|[A-Z][\w.’'-]*|[a-z]+(?<!ed)(?<!ing)) ){0,6}?"
)
"""Between two who speak together."""
PRONOUN = re.compile(
    r"\b(he|she|they|it|who|both|[Tt]he two(?: \w+)?|[Tt]he pair|[Tt]he trio)$", re.IGNORECASE
)
"""At the end of a subject."""
SUBJECT_PRONOUN = re.compile(r"\b(?:He|She|They|It|he|she|they|The two(?: \w+)?)\b")
"""Where a clause begins."""
PRONOUN_FIRST = re.compile(r"(?:He|She|(?:But|And|Yet|Then|Later|However,) s?he) ")
"""A sentence about somebody named before it: whom it names itself is somebody else."""
AGED = re.compile(r"The \d{2}-year-old\b")
"""Instead of a name."""
VOICE = re.compile(r"\s*(?:An? |The )?(?:[a-z]+ )?spokes[a-z]+ for ")
"""In front of whom somebody speaks for."""
OPEN = re.compile(r"(?:\b(?:and|but|or|then)|,)$")
"""In front of a verb whose subject stands earlier."""
BREAK = re.compile(r"[,;:—–]")
"""Ends a noun phrase."""
WHO = re.compile(r", who [^,;:]{3,160},$")
"""What is told in between of the name in front: who is named in it does not speak."""
ASIDE = re.compile(r"([Tt]he [a-z]+), (?:which|who) [^,;:]{3,120},")
"""What is said in between of somebody who is not named: "The company, which denied it, said"."""
PREPOSITION = re.compile(r"\b(?:of|for|at|with|from|by|in)(?: the| Lord| Sir| M(?:r|rs|s)\.?| Dr\.?)? $")
"""In front of a name that belongs to a noun before it."""
HOME = re.compile(r" (?:of|from) (?:the )?[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)?(?=,)")
"""Between a name and its apposition: "Lord Hodgkin of Bath, a former minister"."""
SAID_LAST = re.compile(r" (?:said|says|added|wrote)\.?$")
"""At the end of a sentence whose speaker stands in front."""
ABOUT = 90
"""Characters within which a sentence names whom it is about."""
TITLE = 4
"""Words: "the head coach"."""
OPENING = 45
"""Characters within which a name opens its sentence, a role before it."""
SHARING = ("’s", "'s", "’ ", "' ", " and ", ",")
"""Behind a name that is not its sentence's only subject."""
SINGLE = ("he", "she")
"""The pronouns of one person."""


def before_adverbs(text: str, start: int, verb: int) -> int:
    """Return where the words before a verb of saying end, its adverbs left out."""
    end = len(text[start:verb].rstrip()) + start
    while found := _adverbs().search(text, max(start, end - 16), end):
        end = found.start()
    return end


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(rf" (?:{alternation(lexicons.load('speech')['adverbs'])}|[a-z]+ly)$")


def belongs(text: str, person: NameMention, home: NameMention) -> bool:
    """Tell "Mari Iwasaki of Daiwa Research", where the second name says whose the first one is."""
    link = text[person.end : home.start]
    return person.label == "PERSON" and link.removesuffix("the ") in (" of ", " at ", " from ")


def fits(name: str, pronoun: str) -> bool:
    """Say whether a pronoun can mean a person of that name: "he" means no Maria."""
    if pronoun not in SINGLE:
        return True
    return name.partition(" ")[0] not in lexicons.words("speech", "women" if pronoun == "he" else "men")
