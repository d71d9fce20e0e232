"""Characters that nobody sees, or that turn the order of others round.

They hide words from a reader, or show him other words than the file holds (Unicode Technical Report 36;
CVE-2021-42574). The zero-width joiners stand where scripts and emoji need them.
"""

import re
import unicodedata
from collections.abc import Iterator

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 14) for last in (0xFFFE, 0xFFFF))
    + "]|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]"
)
_KINDS = {"Co": "PRIVATE USE", "Cc": "CONTROL", "Cn": "NO CHARACTER"}
_JOINERS = "\u200c\u200d"
_NAMES = {"\x85": "NEXT LINE"}
_TAGS = range(0xE0020, 0xE0080)
_BLACK_FLAG = "\U0001f3f4"
_JOINED_WITHOUT = ("LATIN", "GREEK", "CYRILLIC", "DIGIT")
"""Letters that no joiner has ever to stand between, by how their names begin."""


def invisible(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset of each invisible character with its name: ``U+200B ZERO WIDTH SPACE``."""
    for found in _SUSPECT.finditer(text):
        if not _belongs(text, found.start()):
            yield found.start(), named(found[0])


def named(character: str) -> str:
    """Return the code point of ``character`` and its name in the Unicode standard."""
    category = unicodedata.category(character)
    kind = _KINDS.get(category, "UNASSIGNED")
    name = _NAMES.get(character) or unicodedata.name(character, kind)
    return f"U+{ord(character):04X} {name}"


def _belongs(text: str, place: int) -> bool:
    """Say whether a joiner or a tag stands where a script or an emoji needs it."""
    character = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if character in _JOINERS:
        return bool(before and after) and _is_joined(before) and _is_joined(after)
    if ord(character) in _TAGS:
        start = place
        while start > 0 and ord(text[start - 1]) in _TAGS:
            start -= 1
        return text[start - 1 : start] == _BLACK_FLAG
    return False


def _is_joined(character: str) -> bool:
    """Say whether a joiner may stand beside the character: a letter of a joining script, or an emoji."""
    category = unicodedata.category(character)
    if category in ("So", "Sk") or character == "\ufe0f":
        return True
    return category[0] in "LM" and not unicodedata.name(character, "LATIN").startswith(_JOINED_WITHOUT)
