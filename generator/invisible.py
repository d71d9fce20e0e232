"""Characters that nobody sees, or that turn the order of others round.

They hide words from a reader, or show him other words than the file holds (Unicode Technical Report 36;
CVE-2021-42574). Some stand where a script or an emoji needs them: joiners, marks of direction beside letters
that run to the left, the tags of a region's flag, and the variations of ideographs.
"""

import re
import unicodedata
from collections.abc import Iterator

_NEEDED = (
    # The flag of a region (Unicode Technical Standard 51, ED-14a): no longer, or it would carry hidden words.
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
    # One variation of an ideograph (Unicode Technical Standard 37), as names of people and places have.
    "|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\U000e0100-\U000e01ef]"
)
_SUSPECT = re.compile(
    f"(?P<needed>{_NEEDED})|"
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 14) for last in (0xFFFE, 0xFFFF))
    + "]|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]"
)
_KINDS = {"Co": "PRIVATE USE", "Cc": "CONTROL", "Cn": "NO CHARACTER", "Cs": "HALF A CHARACTER"}
_JOINERS = "\u200c\u200d"
_NAMES = {"\x85": "NEXT LINE"}
_VIRAMA = 9
"""The combining class of signs that take a vowel away."""
_MARKS = "\u061c\u200e\u200f"
_TO_THE_LEFT = re.compile("[\u0590-\u05ff\u0620-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
_BESIDE = 40
"""Characters on each side of a mark of direction, among which a letter that runs to the left calls for it."""
_JOINED_WITHOUT = ("LATIN", "GREEK", "CYRILLIC", "DIGIT")
"""Letters that no joiner has ever to stand between, by how their names begin."""


def invisible(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset of each invisible character with its name: ``U+200B ZERO WIDTH SPACE``."""
    for found in _SUSPECT.finditer(text):
        if not found["needed"] and not _belongs(text, found.start()):
            yield found.start(), named(found[0])


def kinds(text: str) -> list[str]:
    """Return the names of the invisible characters of a text, each once."""
    if text.isascii() and text.isprintable():
        return []
    return list(dict.fromkeys(name for _, name in invisible(text)))


def named(character: str) -> str:
    """Return the code point of ``character`` and its name in the Unicode standard."""
    category = unicodedata.category(character)
    kind = _KINDS.get(category, "UNASSIGNED")
    name = _NAMES.get(character) or unicodedata.name(character, kind)
    return f"U+{ord(character):04X} {name}"


def _belongs(text: str, place: int) -> bool:
    """Say whether a joiner or a mark of direction stands where a script or an emoji needs it."""
    if text[place] in _JOINERS:
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        # Words of Malayalam end in one behind the sign that takes a vowel away (Unicode, section 12.9).
        ended = bool(before) and unicodedata.combining(before) == _VIRAMA
        return ended or (bool(before and after) and _is_joined(before) and _is_joined(after))
    if text[place] in _MARKS:
        return bool(_TO_THE_LEFT.search(text, max(0, place - _BESIDE), place + _BESIDE))
    return False


def _is_joined(character: str) -> bool:
    """Say whether a joiner may stand beside the character: a letter of a joining script, or an emoji."""
    category = unicodedata.category(character)
    if category in ("So", "Sk") or character == "\ufe0f":
        return True
    return category[0] in "LM" and not unicodedata.name(character, "LATIN").startswith(_JOINED_WITHOUT)
