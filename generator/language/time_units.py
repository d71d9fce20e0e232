"""Units of time and how many of them: "30 years", "a fortnight", "several decades"."""

from collections.abc import Mapping
from decimal import Decimal

from generator.language import lexicons, numerals
from generator.language.tokens import Phrase

PATTERNS: Mapping[str, str] = {
    "COUNT": "(NUMBER|a|an|(a )?VAGUE|(a )?(couple|few)( of)?|half a|half an)",
    "UNITS": "(UNIT|PLURAL)",
}


def unit_of(words: str) -> tuple[int, str]:
    """Return how many of which ISO 8601 letter a unit's name means: a decade is 10 years."""
    times = lexicons.load("times")
    word = words.lower().rstrip("'’.")
    size, letter = times["units"].get(word) or times["unit_plurals"][word]
    return size, letter


def count_of(words: str) -> Decimal | None:
    """Return the number that counts units, None for "several" and the like."""
    text = words.lower()
    if text in ("a", "an"):
        return Decimal(1)
    if text in ("half a", "half an"):
        return Decimal("0.5")
    if "couple" in text:
        return Decimal(2)
    return numerals.read(words)


def calendar_letter(words: str) -> str:
    """Return the calendar's letter for a unit: as ``unit_of``, but a quarter is Q and a weekend WE."""
    word = words.lower()
    return {"quarter": "Q", "weekend": "WE"}.get(word) or unit_of(word)[1]


def word_before(phrase: Phrase) -> str:
    """Return the word before a phrase, in small letters; "" when no space stands between."""
    return phrase.before(2).lower() if phrase.before() == " " else ""


def says(phrase: Phrase, section: str) -> bool:
    """Return whether the word before the phrase is in a section of the lexicon of times."""
    return word_before(phrase) in lexicons.words("times", section)
