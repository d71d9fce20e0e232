"""What one application of a rule comes to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.findings import Checked, Finding, Tally, Unchecked, finding, rules
from generator.model import Location


@dataclass(frozen=True, slots=True)
class Passed:
    """A check that was made and found nothing."""

    rule: str


Outcome = Passed | Finding | Unchecked


def failed(rule: str, location: Location, message: str, remedy: str = "") -> Finding:
    """Return the finding of a check that was made and failed."""
    return finding(rule, location, message, remedy)


def unmade(rule: str, location: Location, because: str) -> Unchecked:
    """Return the record of a check that could not be made."""
    return Unchecked(rules()[rule], location, because)


def collect(outcomes: Iterable[Outcome], rows: int) -> Checked:
    """Return findings and unmade checks by place, with how often each rule was applied."""
    found: list[Finding] = []
    unchecked: list[Unchecked] = []
    made: Counter[str] = Counter()
    not_made: Counter[str] = Counter()
    for outcome in outcomes:
        if isinstance(outcome, Passed):
            made[outcome.rule] += 1
        elif isinstance(outcome, Finding):
            made[outcome.rule.name] += 1
            found.append(outcome)
        else:
            not_made[outcome.rule.name] += 1
            unchecked.append(outcome)
    tallies = {name: Tally(made[name], not_made[name]) for name in rules() if made[name] or not_made[name]}
    found = sorted(dict.fromkeys(found), key=lambda one: one.order)
    unchecked.sort(key=lambda one: (str(one.location.path), one.location.line, one.location.column))
    return Checked(tuple(found), tuple(unchecked), tallies, rows)
