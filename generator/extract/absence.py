"""Who an article says stayed away: they declined, sent somebody else or were not there."""

import re

from generator.extract import lexicon
from generator.extract.groups import Group

_ABSENCES = lexicon.words("presence", "absences")
_ATTEND = lexicon.words("presence", "attending")


def stays_away(group: Group, said: str) -> bool:
    """Return whether a group is told not to be there: "declined to attend", "sent his deputy".

    ``said`` is the sentence before: of "Others attended. X did not." it tells what X did not do.
    """
    near = group.after[:7]
    denied = len(near) == len(group.after) and near[-2:] in _DENIALS
    if denied and _OTHERS_CAME.search(said + group.before):
        return True
    if near[:1] in (("'s",), ("’s",)) and "absence" in near[:4]:
        return True
    first = group.act
    if first[:1] and first[0] in _ABSENCES and (first[0] in _SKIPPING or _ATTEND & set(near)):
        return True
    if _ABSENT_BEFORE.match(group.before):
        return True
    following = group.passage.after(group.names[-1].end, _LONGEST_CLAUSE)
    unwilling = "not " in following and _WILL_NOT.match(following)
    return bool(unwilling or _ABSENT.match(" ".join(group.after[:14])))


_LONGEST_CLAUSE = 90
_DENIALS = (("did", "not"), ("was", "not"), ("were", "not"))
"""How a sentence ends that leaves out what is told before."""
_OTHERS_CAME = re.compile(r"\b(?:attend|came|travel|took part|present|there|joined|invited)")
"""In front of who "did not", in the same sentence or the one before."""
_WILL_NOT = re.compile(
    r", who (?:(?:was|were) not (?:present|there|in court|in attendance)"
    r"|(?:did|does|will|would|could) not (?:attend|come|travel|take part))\b"
    r"|(?:, [^,]{2,40},)? said [^.;“”\"]{0,30}?\b(?:he|she) (?:would|will|could) not"
    r" (?:attend|come|travel|go)\b"
)
_ABSENT_BEFORE = re.compile(
    r"(?:(?:Also |Notably |Conspicuously )?[Aa]bsent|(?:Notably|Conspicuously) missing|Not present)"
    r"(?: too| as well)? (?:was|were) (?!any\b|all\b)[^;:.]{0,160}$"
)
"""The verb stands before its subject: "Also absent was X"."""
_SKIPPING = ("skipped", "skips", "skipping", "boycotted", "snubbed")
_ABSENT = re.compile(
    r"(?:, )?(?:who )?(?:has |had |have )?(?:also |again )?(?:(?:did|does|do|will|would|could|can) not "
    r"(?:be )?(?:attend|come(?! to (?:him|her|them|me|us)\b)|travel|appear|join|take part|participate"
    r"|make it|present|there)"
    r"|(?:was|were|is|are) (?:also )?(?:not (?:present|there|in attendance|among|in court|coming)"
    r"|(?:notably |conspicuously )?absent|missing from|unable to (?:attend|come|travel|join|be|appear)"
    r"|represented (?:instead )?(?:at [a-z ]+ )?by|(?:the )?(?:most )?notable absentees?)"
    r"|stay(?:ed|s|ing) away|stay(?:ed|s) (?:at )?home"
    r"|(?:turned down|declined|refused) (?:an|the|his|her|their) invitation|pulled out"
    r"|(?:was|were) (?:also )?invited but (?!came|arrived|attended|appeared|left|turned up)\w+"
    r"|(?:instead )?sent (?:(?:his|her|their) (?:\w+ ){0,3}"
    r"(?:in (?:his|her|their)|to (?:represent|attend|speak|read|deliver)|instead|regrets|apologies"
    r"|(?:deputy|envoy|son|daughter|wife|minister|secretary|ambassador|adviser|mate)(?= [,;]|$))"
    r"|apologies|regrets|a (?:video |recorded )?message)"
    r"|cancel(?:led|ed|s)(?: a| the| his| her| their)? (?:\w+ )?"
    r"(?:because|due|visit|trip|attendance|appearance|at the last)"
    r"|had been (?:billed|invited|(?:due|expected|scheduled|slated)"
    r" to (?:appear|attend|be|come|join|meet|speak|take part|travel))[^.;]{0,30} but)\b"
)
"""What those do who are not there, and send somebody or a letter instead."""
