"""Which agency's story a text is, by its by-line, its dateline or its closing line.

The cell proposed names agency and story ("Reuters: Xi hosts Putin"), because
two stories by one agency are two origins (see :mod:`generator.origins`).
"""

import re
from collections.abc import Mapping
from functools import cache

from generator import packaged
from generator.intake.documents import Document, paragraphs

_DATELINE = re.compile(r"([^()\n]{0,60})\(([^()\n]{2,40})\)\s?(?:-|–|—|:)")
_CREDIT = re.compile(r"(?:©|\(c\)|copyright|source:|--)?\s{0,3}(?:20\d\d\s)?([^.\n]{2,40})\.?", re.IGNORECASE)
_REPORTING = re.compile(r"\((?:additional )?reporting by [^()\n]{2,300}\)", re.IGNORECASE)


def propose(document: Document) -> str:
    """Return a ``wire`` cell for a text that credits an agency, or "" when it credits none."""
    agency = _credited(document)
    return f"{agency}: {document.title}" if agency and document.title else agency


def _credited(document: Document) -> str:
    lines = list(paragraphs(document.text))
    for line in lines[:3]:
        match = _DATELINE.match(line)
        if match and _is_place_and_day(match[1]) and (agency := _agency(match[2])):
            return agency
    for author in re.split(r"[;,/]| and | with ", document.author):
        if agency := _agency(author.removeprefix("By ")):
            return agency
    for line in lines[-2:]:
        if len(line) < 60 and (match := _CREDIT.fullmatch(line)) and (agency := _agency(match[1])):
            return agency
    # Reuters closes its stories with the names of reporters and editors.
    if any(_REPORTING.match(line) and "editing by" in line.lower() for line in lines[-2:]):
        return "Reuters"
    return ""


def _is_place_and_day(words: str) -> bool:
    """Return whether every word begins as in "Beijing, Sept 2", as those of a sentence do not."""
    return not any(word[0].islower() for word in words.split())


def _agency(words: str) -> str:
    return _marks().get(" ".join(words.split()).casefold(), "")


@cache
def _marks() -> Mapping[str, str]:
    listed = packaged.load("intake", "agencies.yml")
    return {mark.casefold(): entry["name"] for entry in listed for mark in entry["marks"]}
