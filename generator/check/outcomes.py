"""What one application of a rule comes to."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from generator.findings import Checked, Finding, Tally, Unchecked, finding, rules
from generator.model import Location


class Passed(Struct, frozen=True):
    """A check that was made and found nothing."""

    rule: str


Outcome = Passed | Finding | Unchecked


def failed(rule: str, location: Location, message: str, remedy: str = "") -> Finding:
    """Return the finding of a check that was made and failed."""
    return finding(rule, location, message, remedy)


def unmade(rule: str, location: Location, because: str) -> Unchecked:
    """Return the record of a check that could not be made."""
    return Unchecked(rules()[rule], location, because)


def collect(outcomes: Sequence[Outcome], rows: int) -> Checked:
    """Return findings and unmade checks by place, with how often each rule was applied."""
    found = [one for one in outcomes if isinstance(one, Finding)]
    unchecked = [one for one in outcomes if isinstance(one, Unchecked)]
    made = Counter([one.rule for one in outcomes if isinstance(one, Passed)])
    made.update([one.rule.name for one in found])
    not_made = Counter([one.rule.name for one in unchecked])
    tallies = {name: Tally(made[name], not_made[name]) for name in rules() if made[name] or not_made[name]}
    found = sorted(dict.fromkeys(found), key=lambda one: one.order)
    return Checked(tuple(found), tuple(sorted(unchecked, key=_by_place)), tallies, rows)


def merged(several: Sequence[Checked]) -> Checked:
    """Return what was checked apart as if it had been checked at once."""
    counted: dict[str, list[Tally]] = {}
    for one in several:
        for name, tally in one.tallies.items():
            counted.setdefault(name, []).append(tally)
    tallies = {
        name: Tally(sum(one.made for one in counted[name]), sum(one.unmade for one in counted[name]))
        for name in rules()
        if name in counted
    }
    findings = dict.fromkeys(found for one in several for found in one.findings)
    unchecked = [left for one in several for left in one.unchecked]
    return Checked(
        findings=tuple(sorted(findings, key=lambda one: one.order)),
        unchecked=tuple(sorted(unchecked, key=_by_place)),
        tallies=tallies,
        rows=sum(one.rows for one in several),
        made={slug: number for one in several for slug, number in one.made.items()},
    )


def _by_place(one: Unchecked) -> tuple[str, int, int]:
    return str(one.location.path), one.location.line, one.location.column
