"""Groups without names that are there: "With dozens of world leaders in attendance"."""

import re

from generator.extract.document import Document
from generator.extract.rows import Attendee


def find(document: Document) -> tuple[Attendee, ...]:
    """Return the groups without names that are there: "With dozens of world leaders in attendance"."""
    found: dict[str, Attendee] = {}
    for passage in document.passages:
        if passage.heading or "of" not in passage.words:
            continue
        match = _CROWD.search(passage.words)
        if match and _CROWD_PRESENT.search(passage.words):
            found.setdefault(
                match[0].lower(),
                Attendee(
                    start=passage.start,
                    end=passage.end,
                    evidence=passage.words,
                    rule="attendees-group",
                    confidence=0.7,
                    person=match[0],
                    presence="attended",
                ),
            )
    return tuple(found.values())


_CROWD = re.compile(
    r"\b(?:[Dd]ozens|[Ss]cores|[Hh]undreds|[Tt]housands) of (?:\w+ ){0,2}"
    r"(?:leaders|ministers|officials|delegates|diplomats|heads of state|dignitaries|guests|envoys)\b"
)
_CROWD_PRESENT = re.compile(r"\b(?:in attendance|attended|attending|arrived|gathered|joined by)\b")
