"""Checks: named rules, each from rows, articles and people to findings.

``check`` applies every rule of ``ROW_RULES`` in order, then those on the prose. A check that could not be
made is data, too, so that no silence reads as a success.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from generator.check.address_rules import renamed_facts_stand
from generator.check.cue_rules import cues_kept, quoted_as_said
from generator.check.date_rules import dates_of_their_events
from generator.check.evidence_rules import article_known, evidence_found, no_duplicates
from generator.check.examined import ExaminedRow, examine
from generator.check.outcomes import Outcome, collect, merged
from generator.check.person_rules import country_is_theirs, role_is_theirs
from generator.check.presence_rules import presence_is_theirs
from generator.check.prose_rules import (
    addresses_allowed,
    chosen_facts_known,
    facts_of,
    markup_plain,
    prose_borne_out,
)
from generator.check.quotation_rules import speaker_agrees, speaker_named
from generator.check.state_rules import states_hold
from generator.check.value_rules import units_kept, values_in_evidence, values_readable
from generator.findings import Checked, Finding, Severity, finding
from generator.model import Content, Explainer
from generator.schema import Table
from generator.values import People

__all__ = ["ROW_RULES", "check", "check_explainer", "merged"]

MOST_ERRORS = 1000
"""In one explainer: after that its prose is not checked any further. Every row always is."""
ROW_RULES: tuple[Callable[[Sequence[ExaminedRow]], Iterator[Outcome]], ...] = (
    article_known,
    evidence_found,
    no_duplicates,
    values_readable,
    values_in_evidence,
    units_kept,
    dates_of_their_events,
    country_is_theirs,
    role_is_theirs,
    presence_is_theirs,
    states_hold,
    cues_kept,
    quoted_as_said,
    speaker_named,
    speaker_agrees,
)
"""The rules on rows, in the order in which they are applied."""


def check(content: Content, tables: Sequence[Table]) -> Checked:
    """Return what the rules find in ``content``, what could not be checked, and the tallies."""
    people = People(content.people)
    return merged([check_explainer(one, tables, people) for one in content.explainers])


def check_explainer(explainer: Explainer, tables: Sequence[Table], people: People) -> Checked:
    """Return what the rules find in one explainer, as ``check`` does in all."""
    rows = examine(explainer, tables, people)
    outcomes = [outcome for row_rule in ROW_RULES for outcome in row_rule(rows)]
    outcomes += _until_too_many(_of_the_page(explainer, rows, tables, people), outcomes, explainer)
    checked = collect(outcomes, len(rows))
    made = sum(tally.made for tally in checked.tallies.values())
    return replace(checked, made={explainer.slug: made})


def _of_the_page(
    explainer: Explainer, rows: Sequence[ExaminedRow], tables: Sequence[Table], people: People
) -> Iterator[Outcome]:
    facts = facts_of(rows)
    yield from chosen_facts_known(explainer, facts, tables, people)
    yield from renamed_facts_stand(explainer, facts)
    yield from markup_plain(explainer)
    yield from addresses_allowed(explainer)
    yield from prose_borne_out(explainer, facts, people)


def _until_too_many(
    outcomes: Iterable[Outcome], before: Iterable[Outcome], explainer: Explainer
) -> Iterator[Outcome]:
    """Yield outcomes until, with those ``before``, too many are errors; then a finding that says so."""
    errors = sum(map(_is_error, [one for one in before if isinstance(one, Finding)]))
    for outcome in outcomes if errors < MOST_ERRORS else ():
        yield outcome
        errors += _is_error(outcome)
        if errors >= MOST_ERRORS:
            break
    if errors >= MOST_ERRORS:
        message = f"There are more than {MOST_ERRORS:,} errors: not all of the prose was checked."
        yield finding("too-many-problems", explainer.prose.location, message)


def _is_error(outcome: Outcome) -> bool:
    return isinstance(outcome, Finding) and outcome.rule.severity is Severity.ERROR
