"""Who an article says was received, joined or named among those there."""

import re

from generator.extract import lexicon
from generator.extract.groups import ACTS, AUXILIARIES, SPEECH, Group

_OBJECTS = lexicon.words("presence", "objects")
_OBJECT_PHRASES = tuple(
    f" {words.replace('-', ' ')}" for words in lexicon.words("presence", "object_phrases")
)


def received(group: Group) -> tuple[str, float] | None:
    """Return the presence of who is met, and how sure it is: "welcomed X", "accompanied by X"."""
    lead = group.lead
    words = lead.split()
    if words[-1:] == ["meeting"] and words[-2:-1] and words[-2] in _DETERMINERS:
        return None  # "calling for the meeting, X said"
    if words and words[-1] in _OBJECTS:
        return ("attended", 0.8)
    if lead.endswith(" led by") and not LED.search(lead):
        return None
    if f" {lead}".endswith(_OBJECT_PHRASES):
        possible = lead.endswith(" between") and not _POSSIBLE.isdisjoint(group.after[:1])
        return ("mentioned", 0.6) if possible else ("attended", 0.8)
    before = group.before
    if "; " in before and _acts(group):
        return None
    if any(map(before.__contains__, _NAMING)) and _INCLUDING.search(before):
        return ("attended", 0.7)
    opened = _OPENING.match(before) and group.act[:1] not in (("said",), ("says",))
    if opened or (any(map(before.__contains__, _GATHERING)) and _INVERTED.search(before)):
        return ("attended", 0.75)
    if (" includ" in before or ": " in before) and _LISTED.search(before):
        return ("attended", 0.75)
    if words[-1:] == ["by"] and "represented by" in before and _ON_BEHALF.search(before):
        return ("attended", 0.75)
    if words[-1:] == ["with"] and (along := _COMPANY.search(before[: before.rfind(" with ")])):
        return ("expected" if along[1] else "attended", 0.75)
    if words[-1:] == ["to"] and _HANDED.search(before):
        return ("attended", 0.7)
    agent = (words[-1:] == ["by"] or ("by" in words and words[-1] == "host")) and _RECEIVED.search(
        before[-160:]
    )
    return ("attended", 0.75) if agent else None


def _acts(group: Group) -> bool:
    """Tell somebody who begins another clause behind a semicolon from the next of a list."""
    verb = group.act[:1]
    return bool(verb) and (verb[0] in SPEECH or verb[0] in ACTS or group.after[0] in AUXILIARIES)


_DETERMINERS = ("the", "a", "this", "that", "its", "his", "her", "their")
LED = re.compile(
    r"\b(?:delegations?|march|procession|prayers?|service|talks|tributes?|mourners|session|meeting|tour|rally"
    r"|protest\w*|ceremony|parade|mission|chants?|visitors|officials|discussions?|debate|workshop|walk|applause"
    r"|congregation|crowd|singing|singers|panel|group|party|team|mps|lawmakers|activists|demonstrators|supporters"
    r"|marchers)\b"
)
"""What somebody leads by being there."""
_INCLUDING = re.compile(
    r"\b(?:arrived|attended|attending|gathered|in attendance|present|joined|took part|accompanied"
    r"|delegation|flanked|hosted|welcomed|greeted|received|on hand|came)\b"
    r"[^;:]{0,200}\b(?:includ(?:ing|es|ed)|among them|such as|together with)\b.*$"
    r"|\bin (?:the )?presence of [^:]{0,200}$"
)
_NAMING = ("includ", "presence of", "among them", "such as", "together with")
"""One of these is in all that ``_INCLUDING`` finds; they are looked for much faster."""
_INVERTED = re.compile(
    r"(?:\b[Aa]mong (?:those|the [a-z ]{3,30}) (?:attending|present|in attendance|gathered|who \w+)"
    r"|\b[Aa]mong (?:the|its|his|her|their) (?:[\w,]+ ){0,2}"
    r"(?:guests|mourners|dignitaries|delegates|participants|attendees|invitees|worshippers)\b[^,;:.]{0,40}"
    r"|\b(?:[Pp]resent|[Ii]n attendance|[Aa]ttending)\b[^,;:.]{0,60}|\bbrought(?= together))"
    r" (?:were|was|are|is|together):? [^:]{0,300}$"
)
"""The verb stands before its subject: "Among those attending were X and Y"."""
_OPENING = re.compile(
    r"(?:Cutting|Joining|Attending|Sitting|Standing|Leading|Watching|Flanking|Greeting|Waiting|Hosting|Unveiling)\b"
    r"(?! the (?:list|poll|race|way)\b)[^,;:.“”\"]{2,60} (?:were|was) "
    r"(?=[A-Z]|$|(?:the|his|her|its|their) )[^:“”\"]{0,300}$"
)
"""The same where a participle begins the sentence: "Cutting the ribbon were X and Y"."""
_GATHERING = ("mong ", "resent", "ttend", "brought")
"""One of these is in all that ``_INVERTED`` finds."""
_LISTED = re.compile(
    r"\b(?:[Aa]ttendees|[Dd]elegates|[Dd]ignitaries|[Gg]uests|[Pp]articipants|[Mm]ourners|[Ss]ignatories"
    r"|[Ii]nvitees|[Ss]peakers|[Pp]anellists|[Pp]anelists)\b"
    r"(?:[^.;:]{0,40}? includ(?:ed|es|ing|e):?|:| were:) [^:]{0,320}$"
)
_POSSIBLE = frozenset(("could", "may", "might", "would"))
"""Behind people between whom there may be a meeting."""
_COMPANY = re.compile(
    r"\b(?:toured|visited|arrived|attended|travell?ed|flew|appeared|walked|stood"
    r"|(will|to) (?:tour|visit|arrive|attend|travel|fly|appear))\b[^.;“”\"]{0,60}$"
)
"""In front of who comes along: "toured the area with X"."""
_HANDED = re.compile(
    r"\b(?:handed|presented) (?![^.;]{0,30}\b(?:control|defeat|lead|life|power|sentence|term|victory|win)\b)"
    r"[^.;“”\"]{0,60} to [^,;]{0,40}(?:, )?$"
)
"""In front of who is there to receive something."""
_ON_BEHALF = re.compile(r"\brepresented by [^;]{3,160},? and (?:the )?(?:[A-Z]\w+ ){1,3}by [^,;]{0,60}$")
"""Who is there for another country, the verb left out: "China was represented by X, and Peru by Y"."""
_RECEIVED = re.compile(
    r"\b(?:welcomed|greeted|received|hosted|met|accompanied|joined|flanked|attended|presided over"
    r"|represented)"
    r" (?:[\w’'-]+ ){0,9}by [^.;]{0,60}$"
)
