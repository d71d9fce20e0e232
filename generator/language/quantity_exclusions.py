"""Named reasons why a number is no quantity: a name, an ordinal, a list mark, a score.

Each rule looks at the tokens around a bare number; the first that applies decides.
"""

from collections.abc import Callable, Sequence

from generator.language.lexicons import words as lexicon
from generator.language.quantity_numbers import Number

Words = Sequence[str]
Test = Callable[[Words, int, int, bool], bool]
"""Asked with the tokens, the number's first token, the token after it, and whether it has a unit or noun."""


def reason(words: Words, number: Number, counts: bool) -> str:
    """Return the name of the first rule by which the number is no quantity, "" when none applies.

    ``counts`` says whether it has a unit or a noun.
    """
    if number.kind:
        return ""
    first, end = (number.first, number.end) if number.last == number.end else (number.first, number.last)
    return next((name for name, test in RULES if test(words, first, end, counts)), "")


def _at(words: Words, place: int) -> str:
    return words[place] if 0 <= place < len(words) else ""


def _glued(words: Words, first: int, end: int, _: bool) -> bool:
    """Refuse A350, 80th, COVID-19, 9/11, U-235."""
    before, after = _at(words, first - 1), _at(words, end)
    if before[:1].isalnum() or after[:1].isalnum() or before in ("_", "#", "@"):
        return True
    return before in ("-", "/", ".", ",", "’", "'", "–", ":") and _at(words, first - 2)[:1].isalnum()


def _after_glued_sign(words: Words, first: int, end: int, _: bool) -> bool:
    """Refuse 3-2, 24/7, 10:1 and other figures that go on behind a sign."""
    return _at(words, end) in ("/", ":") and _at(words, end + 1)[:1].isdigit()


def _figure(words: Words, first: int, end: int) -> bool:
    return end == first + 1 and words[first].isdigit()


def _after_name(words: Words, first: int, end: int, counts: bool) -> bool:
    """Refuse "Power of Siberia 2", "Boeing 787", "Boeing's 787"."""
    if not _figure(words, first, end):
        return False
    place = first - 2
    if _at(words, place) == "s" and _at(words, place - 1) in ("'", "’"):
        place -= 2
        return not counts and _at(words, place)[:1].isupper()
    if _at(words, first - 1) not in (" ", "-"):
        return False
    word = _at(words, place)
    if not word[:1].isupper() or not word[:1].isalpha() or word in lexicon("nouns", "openers"):
        return False
    return not counts or len(words[first]) == 3


def _numbered(words: Words, first: int, end: int, counts: bool) -> bool:
    """Refuse "Chapter 11", "No. 10", "page 12"."""
    place = first - 3 if _at(words, first - 2) == "." else first - 2
    word = _at(words, place)
    if word.lower() not in lexicon("nouns", "numbered") or not _at(words, first)[0].isdigit():
        return False
    return word[0].isupper() or not counts or word.lower() in ("no", "page", "chapter")


def _described(words: Words, first: int, end: int, counts: bool) -> bool:
    """Refuse "Boeing's larger 777 planes", "the 787 offers"."""
    if not _figure(words, first, end) or _at(words, first - 1) != " ":
        return False
    word = _at(words, first - 2).lower()
    if word in lexicon("nouns", "describing") and len(words[first]) == 3:
        return True
    return word in ("the", "a", "an", "this", "its", "their") and not counts


def _known_few(words: Words, first: int, end: int, counts: bool) -> bool:
    """Refuse "the three leaders", "those two": they point to what was counted before."""
    if words[first][0].isdigit() or end != first + 1:
        return False
    before = _at(words, first - 2).lower() if _at(words, first - 1) == " " else ""
    if before == "s" and _at(words, first - 3) in ("'", "’"):
        return True
    return before in lexicon("nouns", "known")


def _pronoun_one(words: Words, first: int, end: int, counts: bool) -> bool:
    """Refuse "one" as a pronoun or article: "one of the", "no one", "one day"."""
    return end == first + 1 and words[first].lower() in ("one", "zero", "ones") and not counts


def _list_mark(words: Words, first: int, end: int, counts: bool) -> bool:
    """Refuse "1." and "(2)" at the start of a line."""
    if not _figure(words, first, end) or len(words[first]) > 2:
        return False
    opening = _at(words, first - 1)
    starts = first == 0 or "\n" in opening or (opening == "(" and (first == 1 or "\n" in _at(words, first - 2)))
    return starts and _at(words, end) in (".", ")") and _at(words, end + 1) in (" ", "")


RULES: tuple[tuple[str, Test], ...] = (
    ("part of a word", _glued),
    ("part of a score or ratio", _after_glued_sign),
    ("numbered thing", _numbered),
    ("name", _after_name),
    ("described name", _described),
    ("known few", _known_few),
    ("pronoun", _pronoun_one),
    ("mark of a list", _list_mark),
)
