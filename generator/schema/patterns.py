"""Patterns that an editor may put in a table's declaration: only those that are quick on any cell."""

import re

# One character, an escaped one, or a class, with at most one quantifier.
_PART = re.compile(
    r"(?:[^\\\[\](){}*+?|^$]|\\[dwsDWS.\-\\/()\[\]{}*+?|^$]|\[\^?(?:[^\\\[\]]|\\.)+\])"
    r"(\*|\+|\?|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})?"
)
_MOST_WAYS = 1000


def is_plain(pattern: str) -> bool:
    """Return whether ``pattern`` is a row of characters and classes that any cell is matched against quickly.

    At most one of them may repeat without end, and there are no groups and no alternatives: then
    matching takes at most ``_MOST_WAYS`` times the cell's length.
    """
    position, endless, ways = 0, 0, 1
    while position < len(pattern):
        part = _PART.match(pattern, position)
        if part is None:
            return False
        position = part.end()
        least, most = _repeats(part[1])
        if most is None:
            endless += 1
        else:
            ways *= max(most - least + 1, 1)
    try:
        re.compile(pattern)
    except (re.error, OverflowError):  # a set may name a character beyond Unicode
        return False
    return endless <= 1 and ways <= _MOST_WAYS


def _repeats(quantifier: str | None) -> tuple[int, int | None]:
    """Return how often a part may repeat, at least and at most; ``None`` for without end."""
    simple: dict[str, tuple[int, int | None]] = {"": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}
    if (quantifier or "") in simple:
        return simple[quantifier or ""]
    least, comma, most = (quantifier or "").strip("{}").partition(",")
    return int(least), (int(most) if most else None) if comma else int(least)
