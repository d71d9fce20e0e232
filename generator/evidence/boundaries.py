"""Where a word or a number ends: evidence never stands for a part of one."""

import unicodedata

_HYPHENS = "-‐‑\u00ad"  # noqa: RUF001 - meant
_NUMBER_JOINERS = ".,:/'–−·٫٬\u00ad\u200b\u200c\u200d\u2060\ufeff"  # noqa: RUF001 - meant
_COMPARATORS = "≥≤<>=≠≈~±⩾⩽∼"  # noqa: RUF001 - meant
_SIGNS = "+-−–‐‑#№"  # noqa: RUF001 - meant
_AFTER_NUMBER = "%‰‱°+"
_JOINED_FORMATS = "\u200c\u200d\u2060"


def cuts(text: str, position: int) -> bool:
    """Return whether ``position`` lies inside a word or a number of ``text``.

    A sign, comparator or currency before a number and a percent sign after it
    belong to the number; hyphens and apostrophes belong to the word.
    """
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    # Nearly every evidence begins with a letter behind a space, and ends with a full stop before one.
    if (before == " " and after.isalpha()) or (before in '.,"' and after in " \n"):
        return False
    if _is_word(before) and _is_word(after):
        return True
    if _joins(text, position) or _joins(text, position - 1):
        return True
    return _splits_number(text, position)


def _is_word(character: str) -> bool:
    return (
        character.isalnum()
        or character == "_"
        or character in _JOINED_FORMATS
        or unicodedata.category(character)[0] == "M"
    )


def _joins(text: str, position: int) -> bool:
    """Say whether the character at ``position`` holds the words on both sides of it together."""
    if not 0 < position < len(text) - 1:
        return False
    before, character, after = text[position - 1], text[position], text[position + 1]
    if not (_is_word(before) and _is_word(after)):
        return False
    if character in _HYPHENS or character in "&@_":
        return True
    if before.isdigit() and after.isdigit():
        return character in _NUMBER_JOINERS
    if character == "'":
        return True
    return character == "." and not (position > 1 and _is_word(text[position - 2]))


def _splits_number(text: str, position: int) -> bool:
    """Say whether a sign, a percent sign or the other half of a number stands across ``position``."""
    left = text[max(0, position - 4) : position].rstrip(" ")
    right = text[position : position + 4].lstrip(" ")
    if not left or not right:
        return False
    apart = text[position - 1] == " " or text[position] == " "
    before, after = left[-1], right[0]
    currency_after = unicodedata.category(after) == "Sc"
    if after.isdigit() or currency_after:
        if before in _COMPARATORS:
            return True
        if not apart and (before in _SIGNS or unicodedata.category(before) == "Sc"):
            return True
    if before.isdigit():
        return after in _AFTER_NUMBER or (apart and after.isdigit())
    return unicodedata.category(before) == "Sc" and after.isdigit()


def whole_words(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` with what is missing of the word or number at each end."""
    while start > 0 and cuts(text, start):
        start -= 1
    while end < len(text) and cuts(text, end):
        end += 1
    return text[start:end].strip()
