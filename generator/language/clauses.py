"""Cuts one sentence into its clauses."""

import re

_JOINT = re.compile(
    # The sign stands first: a search runs fast to one of a set.
    r"[ ;,—–](?:(?<= )(?:--? |(?=(?:while|whereas|although|though|because|unless)\b))"
    r"|(?<=[—–])(?!(?<=\d[—–])\d|(?<=\d [—–]) \d)|(?<=;)(?=\s)"
    r"|(?<=,)(?= (?:and|but|or|yet|so|while|whereas|which|who|whom|whose|where|when|as|although|though"
    r"|because|since|after|before|if|unless|until|with|even as|including|according)\b))"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|shall|do|does|did|said|says|made|took"
    r"|gave|went|came|saw|began|became|won|lost|sold|bought|built|led|left|met|held|sent|told|wrote|kept|fell|rose|grew"
    r"|paid|brought|knew|found|got|put|set|ran|spoke|stood|\w{2,}ed|n[’']t|\w{3,}(?:ates|izes|ises|ies|ows|ays|eks|ins|nds|lls))\b"
)
_LISTING = re.compile(r" ?(?:and|or|including)\b")


def split(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the offsets of the clauses of the sentence ``text[start:end]``, in order.

    A clause begins after a semicolon or a dash, and at a comma with a conjunction or a relative pronoun
    ("…, which will", "…, and analysts believe"); the items of a list are no clauses.
    """
    clauses = []
    first = start
    for joint in _JOINT.finditer(text, start, end):
        if joint.start() >= first and not _lists(text, joint.end(), end):
            clauses.append(_stripped(text, first, joint.start()))
            first = joint.end()
    clauses.append(_stripped(text, first, end))
    return tuple((first, last) for first, last in clauses if first < last)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _lists(text: str, start: int, end: int) -> bool:
    """Say whether "and" or "or" at ``start`` only adds an item to a list: nothing finite follows."""
    return bool(_LISTING.match(text, start, end)) and not _FINITE.search(
        text, start, _item_end(text, start, end)
    )


def _item_end(text: str, start: int, end: int) -> int:
    comma = text.find(",", start, min(end, start + 200))
    return comma if comma > 0 else min(end, start + 200)
