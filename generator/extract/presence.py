"""What the words around people say of their presence: an ordered list of rules."""

import re
from collections.abc import Callable

from msgspec import Struct

from generator.extract import lexicon
from generator.extract.absence import stays_away
from generator.extract.document import Document
from generator.extract.groups import ACTS, AUXILIARIES, SPEECH, SUBJECTS, Group
from generator.extract.received import LED, received
from generator.language import roles

_PRESENCES = lexicon.words("presence", "presences")
_EXPECTATIONS = lexicon.words("presence", "expectations")
_ATTEND = lexicon.words("presence", "attending")
_ACTED_UPON = lexicon.words("presence", "acted_upon")
_NO_VERBS = lexicon.words("presence", "no_verbs")


class Reading(Struct, frozen=True):
    """What a rule says of a group."""

    presence: str
    confidence: float


def staying_away(document: Document, group: Group) -> Reading | None:
    """ "X declined to attend", "did not attend", "X's absence"."""
    said = document.passages[group.passage.index - 1].words if group.passage.index else ""
    return Reading("declined", 0.8) if stays_away(group, said) else None


def expecting(document: Document, group: Group) -> Reading | None:
    """ "X is expected to attend", "will meet"."""
    near = group.after[:8]
    if _EXPECTATIONS & set(near[:4]) and _ATTEND & set(near) and near[:1] not in (("'s",), ("’s",)):
        return Reading("expected", 0.8)
    if near[1:3] in (("due", "on"), ("due", "in")) or group.lead.endswith("be represented by"):
        return Reading("expected", 0.7)
    return None


def being_there(document: Document, group: Group) -> Reading | None:
    """ "X arrived", "X and Y met", "X made a significant arrival", "X's visit"."""
    near = group.after
    if near[:1] in (("'s",), ("’s",)):
        return Reading("attended", 0.7) if _PRESENCES & set(near[1:4]) else None
    first = group.act
    if (
        (first[:1] and first[0] in SUBJECTS and not _welcomes_no_one(group, first[0]))
        or _PRESENT.match(" ".join(near[:6]))
        or _takes_part(first)
        or _hosting(group)
    ):
        return Reading("attended", 0.85)
    if first[:1] == ("made",) and _PRESENCES & set(first[1:5]):
        return Reading("attended", 0.85)
    return None


def _welcomes_no_one(group: Group, verb: str) -> bool:
    """Tell "welcomed the decision" from receiving people, "led the firm" from being somewhere."""
    if verb in _NEEDED:
        return not _NEEDED[verb].search(" ".join(group.act[:9]))
    if not verb.startswith(("welcom", "receiv")):
        return False
    end = group.names[-1].end
    return not any(end < name.start < end + 120 for name in group.passage.names if name.label == "PERSON")


_WATCHED = re.compile(
    r"\b(?:parade|ceremony|match|game|race|final|procession|performance|launch|drills?|exercises?|flypast|display"
    r"|concert|funeral|march past|from (?:the|a) \w+)\b"
)
"""What is watched by being there, if it is not on television."""
_OPENED = re.compile(
    r"opened (?!up\b|fire\b|(?:the|an?|his|her|its) (?:scoring|account|investigation|inquiry|probe|season"
    r"|batting|bowling|letter|envelope|eyes|mouth|heart)\b)"
)
_JOINED = re.compile(
    r"joins?(?:ed)? (?!(?:(?:an?|the|its|his|her) )?(?:\w+ )?(?:dissent\w*|majority|company|firm|club|party"
    r"|army|navy|board|faculty|staff|agency|band|union|bank|newspaper|alliance|bloc|league|calls?|chorus|critics"
    r"|ranks|fray)\b)"
)
_NEEDED = {
    "watched": _WATCHED,
    "viewed": _WATCHED,
    "led": LED,
    "opened": _OPENED,
    "joined": _JOINED,
    "joins": _JOINED,
}
"""What must follow a verb that puts its subject somewhere only then."""
_PRESENT = re.compile(
    r"(?:, )?(?:was|were|is|are) (?:also )?(?:present|in attendance|there|on hand"
    r"|among (?:the guests|those (?!to\b|whose\b|who (?:died|were|had)\b|killed|hurt|injured))"
    r"|(?:in|among) the (?:audience|hall|chamber|crowd|congregation|stands|front row))\b"
    r"|(?:has|had) been (?:at|in) the (?:site|scene|town|village|city|area|province|region)\b"
)
_LIGHT = frozenset(
    ("took", "takes", "gave", "gives", "delivered", "held", "laid", "paid", "began", "sat", "followed")
)
"""Verbs that put their subject somewhere by the words behind them."""
_TAKES_PART = re.compile(
    r"(?:took|takes) (?:part|the (?:stage|oath|podium|lectern|floor))"
    r"|(?:gave|gives|delivered) (?:a|an|the) (?:\w+ )?"
    r"(?:speech|address|eulogy|keynote|toast|homily|sermon|lecture)"
    r"|held (?:\w+ )?(?:talks|a (?:\w+ )?meeting)|laid (?:a wreath|wreaths|flowers)"
    r"|paid (?:tribute|(?:his|her|their) respects|a visit)|began (?:a|an) (?:[\w-]+ ){0,2}(?:visit|trip|tour)"
    r"|sat (?:next to|beside|in|between)|followed .{0,40}by video"
)


def _takes_part(act: tuple[str, ...]) -> bool:
    """Tell "took part", "gave a speech" and "laid a wreath" from other things taken, given and laid."""
    return bool(act) and act[0] in _LIGHT and bool(_TAKES_PART.match(" ".join(act[:8])))


_WHO = re.compile(r"\s*, who (?:also |had |has )?(\w+)")


def _hosting(group: Group) -> bool:
    """Tell a verb of presence in the relative clause behind a name: "X, who hosted the summit, said"."""
    clause = _WHO.match(group.passage.after(group.names[-1].end))
    return clause is not None and clause[1] in SUBJECTS


def being_met(document: Document, group: Group) -> Reading | None:
    """ "welcomed X", "accompanied by X", "talks with X"."""
    said = received(group)
    return Reading(*said) if said else None


def addressing(document: Document, group: Group) -> Reading | None:
    """ "X told the meeting", "Opening the congress, X said": who speaks to those who are gathered."""
    told = group.act[:1] in (("told",), ("tells",)) and _AUDIENCE.match(" ".join(group.act[1:7]))
    return Reading("attended", 0.7) if told or _SPEAKING_AT.match(group.before) else None


_GATHERED = "|".join(sorted(lexicon.words("presence", "gathered")))
_AUDIENCE = re.compile(
    rf"(?:(?:a|an|the|his|her|their|its) )?(?:[\w-]+ ){{0,2}}?(?:{_GATHERED})\b"
    r"(?! (?:artist|clerk|reporter|of (?:his|her|their|the) (?:family|public)"
    r"|(?:by|in|on) (?:an? |his |her |the )?"
    r"(?:e-?mail|letter|message|phone|post|radio|statement|telephone|video)))"
)
_SPEAKING_AT = re.compile(
    r"(?:Speaking|Talking|Presiding) (?:at|during|over) (?:an?|the|his|her) "
    r"(?!(?:call|end|expense|flat|home|house|moment|phone|telephone|time|weekend)\b)[^,;:“”\"]{3,60}, "
    r"[^,;:“”\"]{0,60}$"
    rf"|(?:Addressing|Opening|Closing|Chairing|Welcoming) (?:an?|the) (?:[\w-]+ ){{0,3}}?(?:{_GATHERED})\b"
    r"[^,;:“”\"]{0,40}, [^,;:“”\"]{0,60}$"
)


def speaking(document: Document, group: Group) -> Reading | None:
    """ "X said", "said X", "according to X", "X, speaking to reporters"."""
    first = group.act
    if (first[:1] and first[0] in SPEECH) or (
        group.after[:1] == (",",) and group.after[1:2] and group.after[1] in SPEECH
    ):
        return Reading("mentioned", 0.8)
    lead = group.lead
    # The words alone are looked for much faster.
    if any(map(group.before.__contains__, _SAYING)) and _SAID_BEFORE.search(group.before):
        return Reading("mentioned", 0.8)
    if lead.endswith(("according to", "quoted")) or (lead.split()[-1:] and lead.split()[-1] in SPEECH):
        return Reading("mentioned", 0.8)
    if any(q.speech and q.speaker == one.name for q in group.passage.quotations for one in group.names):
        return Reading("mentioned", 0.8)
    return None


_SAYING = ("said ", "says ", "added ", "explained ", "stated ", "according to ")
_SAID_BEFORE = re.compile(rf"(?:^|[\s,”\"’'])(?:{'|'.join(_SAYING)})(?!that\b)[^.;:“”\"]{{0,80}}$")


def acting(document: Document, group: Group) -> Reading | None:
    """ "X has ordered", "X took": the subject of a verb outside an "as" clause."""
    lead = group.lead
    if lead.split()[-1:] == ["as"]:
        return None
    first = group.act
    if not first or group.after[:1] in (("'s",), ("’s",)):
        return None
    skipped = group.after[: len(group.after) - len(first)]
    word = next((one for one in skipped if one in AUXILIARIES), first[0])
    if (
        word in AUXILIARIES
        or word in ACTS
        or (re.fullmatch(r"[a-z]{2,}(?:ed|[^su]s)", word) and word not in _NO_VERBS)
    ):
        return Reading("mentioned", 0.6)
    return None


def counted_in(document: Document, group: Group) -> Reading | None:
    """ "Eleven members, including X and Y, voted against": who is named as part of the subject."""
    if group.lead.endswith(("among them", "along with")):
        return Reading("mentioned", 0.6)
    if "mong " in group.before and _AMONG.search(group.before):
        return Reading("mentioned", 0.6)
    if not (group.lead.endswith("including") or " including " in group.before[-_LONGEST_CLAUSE:]):
        return None
    many = _MANY.search(group.before)
    if many and roles.kind(many[1]) not in ("", "courtesy"):
        return Reading("mentioned", 0.6)
    following = group.passage.after(group.names[-1].end)
    verb = _VERB_BEHIND.match(following)
    acts = verb and (verb[1] in AUXILIARIES or verb[1] in ACTS or verb[1] in SPEECH or verb[1].endswith("ed"))
    return Reading("mentioned", 0.6) if acts else None


_AMONG = re.compile(r"\b[Aa]mong (?:those|them|the) [^,;:.]{0,60}\b(?:was|were|is|are) [^;:.]{0,200}$")
_MANY = re.compile(r"\b([a-z]+s|people|women|men),? including [^;:“”\"]{0,60}$")
"""Those of whom some are named."""
_LONGEST_CLAUSE = 90
_VERB_BEHIND = re.compile(r",? (?:also )?([a-z]+)")


def acted_upon(document: Document, group: Group) -> Reading | None:
    """ "Police arrested X", "sending X", "a motion tabled by X": the object of what the news tells."""
    lead = group.lead
    words = lead.split()
    if words[-2:] in (["phone", "with"], ["telephone", "with"], ["phone", "to"], ["telephone", "to"]):
        return Reading("mentioned", 0.6)
    if words[-1:] and (words[-1] in _ACTED_UPON or " ".join(words[-2:]) in ("heard from", "went to")):
        return Reading("mentioned", 0.6)
    first = group.names[0]
    done = group.before[: group.before.rfind(" by ") + 3] if words[-1:] == ["by"] else ""
    if done and (first.role or first.country) and _DONE.search(done[-_LONGEST_CLAUSE:]):
        return Reading("mentioned", 0.6)
    return None


_DONE = re.compile(
    r"(?:\w{3,}ed|held|made|put|brought|written|given|won|led|read|read out"
    r"|report|study|motion|statement|book|film|essay|inquiry)(?: (?:in|at|on) (?:\w+ )?\w+)? by$"
)

RULES: tuple[Callable[[Document, Group], Reading | None], ...] = (
    staying_away,
    expecting,
    being_there,
    being_met,
    addressing,
    speaking,
    counted_in,
    acting,
    acted_upon,
)
"""In this order: the first that says something wins."""
