"""The words of the interface: counts, lists, agreement, shortened text."""

import unicodedata
from collections.abc import Sequence

from generator.model import Agreement, Article, Fact, Status

OPENING_WORDS = 9
DESCRIPTION_LENGTH = 160
_REGIONAL_INDICATOR_A = 0x1F1E6
MOST_DOTS = 5
"""Origins shown as dots of their own."""

_AGREEMENT_KIND = {
    Agreement.SINGLE: "single",
    Agreement.CORROBORATED: "agree",
    Agreement.CONFLICTING: "differ",
}

PAST = "happened"
"""The state of an event that is over: it goes without saying."""

STATUS_NOTES = {
    Status.DRAFT: "Draft: no editor has accepted this yet",
    Status.DISPUTED: "Disputed: an editor doubts this",
}


def counted(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun: "1 source", "2 sources"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def collapsed(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return " ".join(text.split())


def capital(words: str) -> str:
    """Return words with a capital first letter, the others as they are."""
    return words[:1].upper() + words[1:]


def shortened(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """Return a text cut between words to at most ``length`` characters, "…" included where it was cut."""
    text = collapsed(text)
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.\u2013\u2014") + "…"


def article_label(article: Article) -> str:
    """Return an article's title or, where it came without one, its opening words in quotation marks."""
    if article.title:
        return collapsed(article.title)
    words = article.text.split()
    opening = " ".join(words[:OPENING_WORDS]).rstrip(".,;:")
    return f"“{opening}…”" if len(words) > OPENING_WORDS else f"“{opening}”"


def publisher(article: Article) -> str:
    """Return who published an article, or that nobody knows."""
    return collapsed(article.publisher) or "publisher unknown"


def flag(country: str) -> str:
    """Return the flag of an ISO 3166 alpha-2 code: two of Unicode's regional indicators; "" of ""."""
    return "".join(chr(ord(letter) - ord("A") + _REGIONAL_INDICATOR_A) for letter in country)


def set_off(name: str) -> str:
    """Return a name after which the line goes on from left to right, whatever way the name is written.

    A name in Arabic or Hebrew letters would else draw the digits behind it to its own side; the mark that
    ends it is Unicode's left-to-right mark (Unicode Standard Annex 9, 2.6).
    """
    turns = any(unicodedata.bidirectional(character) in ("R", "AL") for character in name)
    return f"{name}\u200e" if turns else name


def agreement_kind(agreement: Agreement) -> str:
    """Return the class name of an agreement: ``single``, ``agree`` or ``differ``."""
    return _AGREEMENT_KIND[agreement]


def agreement_marker(fact: Fact) -> str:
    """Return a dot for each origin, filled where several agree, or a sign that they differ."""
    if fact.agreement is Agreement.CONFLICTING:
        return "≠"
    if fact.agreement is Agreement.CORROBORATED:
        return "●" * min(len(fact.origins), MOST_DOTS)
    return "○"


def agreement_words(fact: Fact) -> str:
    """Return what a reader is told of a fact's agreement: "2 sources agree", "1 source", "sources differ"."""
    if fact.agreement is Agreement.CONFLICTING:
        return "sources differ"
    if fact.agreement is Agreement.CORROBORATED:
        return f"{counted(len(fact.origins), 'source')} agree"
    return "1 source"


def basis_words(fact: Fact) -> str:
    """Return on how many articles and origins a fact rests, where the two numbers tell different things."""
    articles, origins = len(fact.articles), len(fact.origins)
    if articles == origins:
        return ""
    return f"{counted(articles, 'article')} from {counted(origins, 'independent origin')}"


def figure_parts(shown: str) -> tuple[str, str]:
    """Return a shown number as its bound and its figure: "at least 600" → ("at least", "600")."""
    words = shown.split(" ")
    for place, word in enumerate(words):
        if any(character.isdigit() for character in word):
            return " ".join(words[:place]), " ".join(words[place:])
    return "", shown
