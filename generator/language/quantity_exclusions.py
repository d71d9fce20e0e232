"""Named reasons why a number is no quantity: a name, an ordinal, a list mark, a score.

Each rule looks at the tokens around a number without money; the first that applies decides.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import product

from msgspec import Struct

from generator.language import numerals
from generator.language.lexicons import words as lexicon

_VOTING = lexicon("nouns", "voting")
_NUMBERED_THINGS = lexicon("nouns", "numbered")
_OPENERS = lexicon("nouns", "openers")
_DESCRIBING = lexicon("nouns", "describing")
_FAMILY = lexicon("nouns", "family")
_KNOWN = lexicon("nouns", "known")
PRONOUNS = ("one", "zero")
"""The numbers that are as often none."""


class Candidate(Struct, frozen=True):
    """A number that may be a quantity, among the tokens of its text."""

    words: Sequence[str]
    first: int
    """The first token of the number."""
    end: int
    """The token after it."""
    counts: bool
    """True when a plural noun follows that it could count."""
    measures: bool
    """True when a unit follows."""
    bounded: bool
    """True when "at least", "about" or the like stands before it."""
    names: Mapping[str, bool]
    """Of each three figures, whether the text uses them as a name ("Boeing 787", "787s")."""
    head: str
    """The first token of the number."""
    figure: str
    """The number where it is one whole figure, else ""."""
    before: str
    """The token before the number, "" at the start of the text."""
    word: str
    """The token before that one: a word where a space stands between."""
    following: str
    """The token after the number, "" at the end of the text."""

    def at(self, place: int) -> str:
        """Return the token ``place`` tokens from the first one of the number, "" beyond the text."""
        return self.words[self.first + place] if 0 <= self.first + place < len(self.words) else ""

    def after(self, place: int = 0) -> str:
        """Return the token ``place`` tokens after the number, "" beyond the text."""
        return self.words[self.end + place] if self.end + place < len(self.words) else ""

    def is_named(self) -> bool:
        """Return whether the text uses the number as a name."""
        return len(self.head) == 3 and self.head.isdigit() and self.names[self.head]

    def word_before(self) -> str:
        """Return the word before the number, hyphens and all, "" when no space stands between."""
        if self.before != " ":
            return ""
        start = self.first - 2
        while start > 1 and self.words[start - 1] == "-" and self.words[start - 2][0].isalpha():
            start -= 2
        return "".join(self.words[max(0, start) : self.first - 1])

    def possessor(self) -> str:
        """Return the word before "'s" where that stands before the number."""
        if self.before != " " or self.word != "s":
            return ""
        return self.at(-4) if self.at(-3) in ("'", "’") else ""


def candidate(
    words: Sequence[str],
    first: int,
    end: int,
    *,
    counts: bool,
    measures: bool,
    bounded: bool,
    names: Mapping[str, bool],
) -> Candidate:
    """Return the number from the token ``first`` to the one before ``end``, with what stands beside it."""
    head = words[first]
    return Candidate(
        words,
        first,
        end,
        counts,
        measures,
        bounded,
        names,
        head,
        figure=head if end == first + 1 and head.isdigit() else "",
        before=words[first - 1] if first else "",
        word=words[first - 2] if first > 1 else "",
        following=words[end] if end < len(words) else "",
    )


def reason(one: Candidate) -> str:
    """Return the name of the first rule by which the number is no quantity, "" when none applies."""
    spaced = one.before == " " and one.following in (" ", ".", ",")
    for name, test in _ASKED[one.head[0].isdigit(), spaced]:
        if test(one):
            return name
    return ""


def _glued(one: Candidate) -> bool:
    """Refuse A350, 80th, COVID-19, U-235."""
    before = one.before
    if before[:1].isalnum() or one.following[:1].isalnum() or before in ("_", "#", "@"):
        return True
    if before in _DASHES and _voted(one, one.first - 2, one.end):
        return False
    return before in ("-", "/", ".", ",", "’", "'", "–", ":", "+", "^") and one.word[:1].isalnum()


def _phone(one: Candidate) -> bool:
    """Refuse the end of a telephone number: "1800 333 000"."""
    spaced = one.end - one.first > 1 and one.at(1) == " "
    return spaced and one.before == " " and one.word.isdigit()


def _score(one: Candidate) -> bool:
    """Refuse 3-2, 24/7, 10:1 and other figures that go on behind a sign."""
    if one.following in _DASHES and _voted(one, one.first, one.end + 2):
        return False
    return one.following in ("/", ":", "-", "–") and one.after(1)[:1].isdigit()


def _voted(one: Candidate, first: int, end: int) -> bool:
    """Tell the votes for and against from a score: "voted 312-204", "a 312-204 vote"."""
    words = one.words
    if not 1 < first <= first + 2 < end <= len(words) or not (words[first] + words[end - 1]).isdigit():
        return False
    leading = words[first - 2].lower() in _VOTING
    return leading or (words[end : end + 1] == (" ",) and words[end + 1 : end + 2] in _VOTES)


_DASHES = ("-", "–")
_VOTES = (("vote",), ("votes",))


def _ratio(one: Candidate) -> bool:
    """Refuse the second number of "one in five"."""
    if one.measures or one.before != " " or one.word != "in":
        return False
    return numerals.read(one.at(-4)) is not None


def _numbered(one: Candidate) -> bool:
    """Refuse "Chapter 11", "No. 10", "page 12"."""
    if one.before != " " or not one.head[0].isdigit():
        return False
    word = one.at(-3) if one.word == "." else one.word
    if word.lower() not in _NUMBERED_THINGS:
        return False
    return word[0].isupper() or not (one.counts or one.measures) or word.lower() in ("no", "page", "chapter")


def _after_name(one: Candidate) -> bool:
    """Refuse "Power of Siberia 2", "Boeing 787", "Boeing's 787"."""
    if not one.figure or one.measures:
        return False
    if one.possessor():
        return not one.counts and one.possessor()[0].isupper()
    word = one.word
    if one.before not in (" ", "-") or not word[:1].isupper() or word in _OPENERS:
        return False
    return not one.counts or one.is_named()


def _group(one: Candidate) -> bool:
    """Refuse "the Group of 20 leaders", "the Group of Seven"."""
    return one.before == " " and one.word == "of" and one.at(-4) == "Group"


def _last_of_name(one: Candidate) -> bool:
    """Refuse "the Power of Siberia 2 pipeline marks": a count below ten is written in words."""
    if len(one.figure) != 1 or one.measures or (one.before, one.at(-3), one.at(-4)) != (" ", " ", "of"):
        return False
    return one.word[:1].isupper() and one.at(-6)[:1].isupper()


def _name_elsewhere(one: Candidate) -> bool:
    """Refuse "the first 787", "737-800" where the text has a Boeing 787 or 737."""
    return not (one.counts or one.measures) and one.is_named()


def _name_in_words(one: Candidate) -> bool:
    """Refuse the "Big Three" and the Ford "Five Hundred"."""
    if one.counts or one.measures or not one.head[0].isupper():
        return False
    return one.word_before()[-1:].isalpha()


def _compound(one: Candidate) -> bool:
    """Refuse "three-class", "two-seat": how something is made, not how many there are."""
    spelled = one.following == "-" and one.head[0].isalpha()
    return spelled and one.after(1)[:1].isalpha() and not one.measures


def _dated(one: Candidate) -> bool:
    """Refuse "two 2008-built ships": a year."""
    return (
        len(one.figure) == 4 and one.following == "-" and one.after(1) in ("built", "born", "founded", "era")
    )


def _offset(one: Candidate) -> bool:
    """Refuse "GMT +8", and serial numbers such as 001."""
    return (one.before == "+" and not one.measures) or (len(one.figure) > 1 and one.figure[0] == "0")


def _described(one: Candidate) -> bool:
    """Refuse "Boeing's larger 777 planes", "the 787 offers"."""
    if not one.figure or one.measures or one.following in _DASHES:
        return False
    word = one.word_before().lower()
    if len(one.figure) == 3 and (
        word in _DESCRIBING or word.endswith(("-range", "-size", "-sized", "-body"))
    ):
        return True
    return word in ("the", "a", "an", "this", "its", "their") and (not one.counts or one.is_named())


def _known_few(one: Candidate) -> bool:
    """Refuse "the three leaders", "those two": they point to what was counted before."""
    if one.measures or one.end != one.first + 1 or one.head[0].isdigit():
        return False
    before = one.word_before().lower()
    if before in ("his", "her", "their") and one.after(1).lower() in _FAMILY:
        return False
    return bool(one.possessor()) or before in _KNOWN


def _pronoun(one: Candidate) -> bool:
    """Refuse "one" as a pronoun or article: "one of the", "no one", "one day"."""
    if one.measures or one.bounded or one.end != one.first + 1:
        return False
    return one.head.lower() in PRONOUNS


def _list_mark(one: Candidate) -> bool:
    """Refuse "1." and "(2)" at the start of a line."""
    if not one.figure or len(one.figure) > 2:
        return False
    before = one.word if one.before == "(" else one.before
    return (before == "" or "\n" in before) and one.following in (".", ")") and one.after(1) in (" ", "")


_Rules = tuple[tuple[str, Callable[[Candidate], bool]], ...]
RULES: _Rules = (
    ("part of a word", _glued),
    ("end of a telephone number", _phone),
    ("part of a score or ratio", _score),
    ("second number of a ratio", _ratio),
    ("numbered thing", _numbered),
    ("name", _after_name),
    ("name of a group", _group),
    ("end of a name", _last_of_name),
    ("name elsewhere", _name_elsewhere),
    ("name in words", _name_in_words),
    ("part of a compound", _compound),
    ("year of making", _dated),
    ("offset", _offset),
    ("described name", _described),
    ("known few", _known_few),
    ("pronoun", _pronoun),
    ("mark of a list", _list_mark),
)
_SPELLED_ALONE = (_name_in_words, _compound, _known_few, _pronoun)
"""These ask nothing of a number in figures."""
_FIGURES_ALONE = (_numbered, _after_name, _last_of_name, _name_elsewhere, _dated, _described, _list_mark)
"""These ask nothing of a number in words."""
_SIGNED_ALONE = (_glued, _score, _compound, _dated, _list_mark)
"""These ask nothing of a number between spaces."""
_ASKED = {
    (figures, spaced): tuple(
        rule
        for rule in RULES
        if rule[1] not in (_SPELLED_ALONE if figures else _FIGURES_ALONE)
        and not (spaced and rule[1] in _SIGNED_ALONE)
    )
    for figures, spaced in product((True, False), repeat=2)
}
