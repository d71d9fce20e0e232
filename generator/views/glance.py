"""A fact in one line: for "at a glance" and for lists of facts beyond their explainer's page."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Agreement, Explainer, Fact, Status
from generator.translation import Translation
from generator.views import dates, words
from generator.views.fact_view import FactView, FieldView
from generator.views.page import Link

FEWEST, MOST = 3, 6
"""How many facts a page shows at a glance when no editor chose them."""
SEPARATOR = " · "
_DETAIL_TYPES = ("text", "country", "choice", "parties", "name", "number", "duration", "date")


class Glance(Struct, frozen=True):
    """A fact in one line, its weightiest words first."""

    fact: FactView
    headline: str
    language: str
    """BCP 47 tag of the headline, where it is not in the interface's language."""
    details: tuple[Link, ...]
    """What else is said; they lead nowhere."""

    @property
    def detail(self) -> str:
        """All that else is said, in one line."""
        return SEPARATOR.join(one.words for one in self.details)


def choose(explainer: Explainer, facts: Sequence[Fact]) -> list[str]:
    """Return the facts to show at a glance, as ``table/fact``: the editor's or the most corroborated.

    Those are three to six, from the fourth on only facts that more than one origin reports; of facts with as
    many origins the first of each table come before the second of any. Drafts, disputed facts and those whose
    sources differ are none of them.
    """
    names = [fact.name for fact in facts]
    if explainer.at_a_glance:
        return [name for name in explainer.at_a_glance if name in names]
    agreed = [fact for fact in facts if fact.agreement is not Agreement.CONFLICTING and _accepted(fact)]
    corroborated = sum(fact.agreement is Agreement.CORROBORATED for fact in agreed)
    chosen = _ranked(agreed)[: max(FEWEST, min(MOST, corroborated))]
    return [fact.name for fact in chosen]


def _ranked(facts: Sequence[Fact]) -> list[Fact]:
    alike: Counter[tuple[str, int]] = Counter()
    ranked = []
    for fact in facts:
        origins = len(fact.origins)
        ranked.append(((-origins, alike[fact.table, origins]), fact))
        alike[fact.table, origins] += 1
    return [fact for _, fact in sorted(ranked, key=lambda pair: pair[0])]


def _accepted(fact: Fact) -> bool:
    return all(row.status is Status.ACCEPTED for row in fact.rows)


def glance(fact: FactView, translation: Translation) -> Glance:
    """Return a fact in one line: a number by its figure, a quotation by its words, all else by its label."""
    number = fact.of_type("number")
    details = [_detail(field, translation) for field in fact.fields if field.value_type in _DETAIL_TYPES]
    attribution = Link(fact.attribution, "")
    if number and number is fact.fields[0]:
        label = Link(fact.label, "", fact.language)
        return Glance(fact, words.capital(number.words), "", _told(label, *details[1:], attribution))
    return Glance(fact, fact.title, fact.language, _told(*details, attribution))


def _detail(field: FieldView, translation: Translation) -> Link:
    if field.value_type == "date":
        placed = [dates.placed(value.written, translation) for value in field.values]
        return Link(translation.listed(placed, "or"), "")
    past = [value.written for value in field.values] == [words.PAST]
    return Link("" if past else field.words, "", field.language)


def _told(*details: Link) -> tuple[Link, ...]:
    first, *others = [one for one in details if one.words] or [Link("", "")]
    told = (replace(first, words=words.capital(first.words)), *others)
    return told if first.words else ()
