"""A fact in one line: for "at a glance" and for lists of facts beyond their explainer's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Agreement, Explainer, Fact, Status
from generator.translation import Translation
from generator.views import dates, words
from generator.views.fact_view import FactView, FieldView

FEWEST, MOST = 3, 6
"""How many facts a page shows at a glance when no editor chose them."""

_DETAIL_TYPES = ("text", "country", "choice", "parties", "name", "number", "duration", "date")


@dataclass(frozen=True, slots=True)
class Glance:
    """A fact in one line, its weightiest words first."""

    fact: FactView
    headline: str
    detail: str


def choose(explainer: Explainer, facts: Sequence[Fact]) -> list[str]:
    """Return the facts to show at a glance, as ``table/fact``: the editor's or the most corroborated.

    Those are three to six, from the fourth on only facts that more than one origin reports; drafts,
    disputed facts and those whose sources differ are none of them.
    """
    names = [f"{fact.table}/{fact.id}" for fact in facts]
    if explainer.at_a_glance:
        return [name for name in explainer.at_a_glance if name in names]
    agreed = [fact for fact in facts if fact.agreement is not Agreement.CONFLICTING and _accepted(fact)]
    ranked = sorted(agreed, key=lambda fact: -len(fact.origins))
    corroborated = sum(fact.agreement is Agreement.CORROBORATED for fact in ranked)
    chosen = ranked[: max(FEWEST, min(MOST, corroborated))]
    return [f"{fact.table}/{fact.id}" for fact in chosen]


def _accepted(fact: Fact) -> bool:
    return all(row.status is Status.ACCEPTED for row in fact.rows)


def glance(fact: FactView, translation: Translation) -> Glance:
    """Return a fact in one line: a number by its figure, a quotation by its words, all else by its label."""
    number = fact.of_type("number")
    details = [_detail(field, translation) for field in fact.fields if field.value_type in _DETAIL_TYPES]
    if number and number is fact.fields[0]:
        return Glance(
            fact, words.capital(number.words), _sentence([fact.label, *details[1:], fact.attribution])
        )
    return Glance(fact, fact.title, _sentence([*details, fact.attribution]))


def _detail(field: FieldView, translation: Translation) -> str:
    if field.value_type == "date":
        return translation.listed([dates.placed(value.written, translation) for value in field.values], "or")
    return "" if field.values[0].written == words.PAST and len(field.values) == 1 else field.words


def _sentence(details: list[str]) -> str:
    return words.capital(" · ".join(detail for detail in details if detail))
