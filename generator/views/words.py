"""The words of the interface that several pages have: counts, agreement, shortened text."""

import unicodedata

from generator.model import Agreement, Article, Fact, Status
from generator.translation import Translation

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


def status_note(status: Status, translation: Translation) -> str:
    """Return what a reader is told of a row's status; "" where there is nothing to tell."""
    if status is Status.DRAFT:
        return translation.gettext("Draft: no editor has accepted this yet")
    if status is Status.DISPUTED:
        return translation.gettext("Disputed: an editor doubts this")
    return ""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a count with its English noun, "1 source", "2 sources": for reports to editors."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def kind(party: str, translation: Translation) -> str:
    """Return what somebody in ``people.csv`` is: "Person"."""
    match party:
        case "person":
            return translation.gettext("Person")
        case "organization":
            return translation.gettext("Organization")
        case "group":
            return translation.gettext("Group")
    return capital(party)


def told(facts: int, explainers: int, translation: Translation) -> str:
    """Return how much is told of somebody: "3 facts in 2 explainers, each with the sentence it rests on."."""
    return translation.ngettext(
        "%(num)s fact in %(explainers)s, each with the sentence it rests on.",
        "%(num)s facts in %(explainers)s, each with the sentence it rests on.",
        facts,
        explainers=counted_explainers(explainers, translation),
    )


def described(name: str, facts: int, explainers: int, translation: Translation) -> str:
    """Return the same as told to search engines."""
    return translation.ngettext(
        "%(name)s: %(num)s fact in %(explainers)s, each with its words.",
        "%(name)s: %(num)s facts in %(explainers)s, each with its words.",
        facts,
        name=name,
        explainers=counted_explainers(explainers, translation),
    )


def counted_facts(number: int, translation: Translation) -> str:
    """Return a count of facts: "1 fact", "2 facts"."""
    return translation.ngettext("%(num)s fact", "%(num)s facts", number)


def counted_articles(number: int, translation: Translation) -> str:
    """Return a count of articles."""
    return translation.ngettext("%(num)s article", "%(num)s articles", number)


def counted_origins(number: int, translation: Translation) -> str:
    """Return a count of origins."""
    return translation.ngettext("%(num)s origin", "%(num)s origins", number)


def counted_sources(number: int, translation: Translation) -> str:
    """Return a count of sources."""
    return translation.ngettext("%(num)s source", "%(num)s sources", number)


def counted_explainers(number: int, translation: Translation) -> str:
    """Return a count of explainers."""
    return translation.ngettext("%(num)s explainer", "%(num)s explainers", number)


def counted_people(number: int, translation: Translation) -> str:
    """Return a count of people."""
    return translation.ngettext("%(num)s person", "%(num)s people", number)


def counted_places(number: int, translation: Translation) -> str:
    """Return a count of countries and organisations."""
    return translation.ngettext(
        "%(num)s country or organisation", "%(num)s countries and organisations", number
    )


def counted_tags(number: int, translation: Translation) -> str:
    """Return a count of tags."""
    return translation.ngettext("%(num)s tag", "%(num)s tags", number)


def counted_rows(number: int, translation: Translation) -> str:
    """Return a count of rows."""
    return translation.ngettext("%(num)s row", "%(num)s rows", number)


def counted_checks(number: int, translation: Translation) -> str:
    """Return a count of checks."""
    return translation.ngettext("%(num)s check", "%(num)s checks", number)


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


def publisher(article: Article, translation: Translation) -> str:
    """Return who published an article, or that nobody knows."""
    return collapsed(article.publisher) or translation.gettext("publisher unknown")


def flag(country: str) -> str:
    """Return the flag of an ISO 3166 alpha-2 code: two of Unicode's regional indicators; "" of ""."""
    return "".join(chr(ord(letter) - ord("A") + _REGIONAL_INDICATOR_A) for letter in country)


def set_off(name: str, translation: Translation) -> str:
    """Return a name after which the line goes on its own way, whatever way the name is written.

    A name in Arabic or Hebrew letters would else draw the digits behind it to its own side, and so would one
    in Latin letters in a line from right to left; the marks that end them are Unicode's left-to-right and
    right-to-left mark (Unicode Standard Annex 9, 2.6).
    """
    if name.isascii() and not translation.right_to_left:
        return name
    ways = ("L",) if translation.right_to_left else ("R", "AL")
    turns = any(unicodedata.bidirectional(character) in ways for character in name)
    mark = "\u200f" if translation.right_to_left else "\u200e"
    return f"{name}{mark}" if turns else name


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


def agreement_words(fact: Fact, translation: Translation) -> str:
    """Return what a reader is told of a fact's agreement: "2 sources agree", "1 source", "sources differ"."""
    if fact.agreement is Agreement.CONFLICTING:
        return translation.gettext("sources differ")
    if fact.agreement is Agreement.CORROBORATED:
        return translation.ngettext("%(num)s source agrees", "%(num)s sources agree", len(fact.origins))
    return counted_sources(1, translation)


def basis_words(fact: Fact, translation: Translation) -> str:
    """Return on how many articles and origins a fact rests, where the two numbers tell different things."""
    number, independent = len(fact.articles), len(fact.origins)
    if number == independent:
        return ""
    origins = translation.ngettext("%(num)s independent origin", "%(num)s independent origins", independent)
    return translation.ngettext(
        "%(num)s article from %(origins)s", "%(num)s articles from %(origins)s", number, origins=origins
    )


def figure_parts(shown: str) -> tuple[str, str]:
    """Return a shown number as its bound and its figure: "at least 600" → ("at least", "600")."""
    words = shown.split(" ")
    for place, word in enumerate(words):
        if any(character.isdigit() for character in word):
            return " ".join(words[:place]), " ".join(words[place:])
    return "", shown
