"""Words of content made harmless for a comment on GitHub: they mean only themselves.

GitHub reads a comment as GitHub Flavored Markdown (https://github.github.com/gfm/) and then looks through the
text that comes out for mentions, references to issues and commits, addresses, emoji and mathematics: there an
escaped character is as good as a plain one. So each such sign is parted by a zero width space.
"""

import re

from generator.report import visible

_APART = "\u200b"
"""Zero width space. ``visible`` leaves none of content's own."""
_SPACE = re.compile("[ \\t\\r\\n]+")
_SIGNS = re.compile(
    "(?<=@)"  # mentions, mail addresses, commits of other repositories
    r"|(?<=#)"  # issues
    r"|(?<=:)(?=//)|(?<=www)(?=\.)"  # addresses
    r"|(?<=:)(?!(?<=sha256:)[0-9a-f]{64}\b)(?=[\w+-])"  # emoji, also after our own colon; a digest is none
    r"|(?<=\bgh-)(?=\d)|(?<=\bghsa-)|(?<=\bcve-)",  # issues by another name, advisories
    re.IGNORECASE,
)
_COMMIT = re.compile(r"\b[0-9a-f]{7,40}\b", re.IGNORECASE)
"""Hexadecimal digits as GitHub takes them for a commit: more stand for nothing and stay whole."""
_FEWER = 6
"""Hexadecimal digits that are too few for a commit."""
_ENTITIES = str.maketrans(
    {character: f"&#{ord(character)};" for character in "&<>\"'\\`*_~[]|!"}
    # GitHub's own advice on a dollar sign that begins no mathematics.
    | {"$": "<span>$</span>", _APART: "&#8203;"}
)
"""Entities, not backslashes: they mean the same inside HTML blocks, where Markdown is not read."""
_BEGINS_A_BLOCK = re.compile(r" ?(?:[-+=#:]|\d{1,9}[.)])")


def harmless(words: str) -> str:
    """Return words as they can stand anywhere in a line of a comment, in a table and in HTML too.

    White space at their ends stays, as a single space.
    """
    line = _SPACE.sub(" ", words)
    parted = _COMMIT.sub(lambda found: _APART.join(_pieces(found.group())), visible(line))
    escaped = _SIGNS.sub(_APART, parted).translate(_ENTITIES)
    if not _BEGINS_A_BLOCK.match(line):
        return escaped
    first = int(escaped.startswith(" "))
    return f"{escaped[:first]}&#{ord(escaped[first])};{escaped[first + 1 :]}"


def _pieces(digits: str) -> list[str]:
    return [digits[start : start + _FEWER] for start in range(0, len(digits), _FEWER)]
