"""Dates that are no day or year of an event."""

import re

from generator.extract.document import Passage
from generator.language.model import TimeMention

_DETERMINED = re.compile(r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)|[’']s) (?:\w+ )?$")
_NAMED = re.compile(r" (?!and\b|or\b|but\b|to\b|in\b|on\b|at\b|by\b|with\b|was\b|is\b|has\b|had\b|when\b)\w")


def is_attributive(passage: Passage, time: TimeMention) -> bool:
    """Tell a bare year that stands between an article and a noun: "the 2018 World Cup"."""
    bare = time.value.isdigit() and len(time.value) == 4
    return (
        bare
        and bool(_NAMED.match(passage.after(time.end)))
        and bool(_DETERMINED.search(passage.before(time.start)))
    )
