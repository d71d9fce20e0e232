"""Facts about the checks: every true row passes, every mutant is killed by the rule that names it."""

from functools import cache

import pytest

from generator.findings import rules
from tests.check import messages
from tests.check.harbour import LOOKALIKES, Mutant, alone, changed, harbour, mutants, outcome

CHECKED_HERE = "EVQP"
"""The letters of the rules that ``check`` applies."""


@cache
def told_of() -> dict[str, list[str]]:
    """Return what is to be said of each mutant."""
    return messages.written()


def test_every_true_row_passes() -> None:
    """The true explainer has no finding of any severity, in reading or in checking."""
    assert harbour().findings == ()
    assert outcome(harbour().content).findings == ()


def test_every_check_is_counted() -> None:
    """How often each rule was applied to the true explainer, what it could not check, and why."""
    assert messages.counted(outcome(harbour().content)) == told_of()[messages.TRUE]
    assert {*told_of()} == {messages.TRUE, *map(str, mutants())}


@pytest.mark.parametrize("mutant", mutants(), ids=str)
def test_mutant_is_killed_by_its_rule(mutant: Mutant) -> None:
    """What was made wrong is found by the rule named for it, where it stands, and told in these words."""
    content, wrong = changed(mutant)
    findings = outcome(content).findings
    found = [one for one in findings if one.rule.name == mutant.rule]
    assert found, f"{mutant} survives"
    assert messages.said(findings) == told_of()[str(mutant)]
    if wrong is not None:
        places = {(wrong.location.path, wrong.location.line)}
        assert {(one.location.path, one.location.line) for one in found} & places


@pytest.mark.parametrize("lookalike", mutants(LOOKALIKES), ids=str)
def test_a_true_row_that_looks_like_a_mutant_passes(lookalike: Mutant) -> None:
    """What resembles a mutant and yet is true has no finding of any rule, nor for want of being checked.

    Where the rule that it resembles cannot judge it, it says why.
    """
    content, row = changed(lookalike)
    assert row is not None
    here = (row.location.path, row.location.line)
    found = [one for one in outcome(content).findings if (one.location.path, one.location.line) == here]
    assert [one.message for one in found] == []
    checked = outcome(alone(lookalike))
    assert bool(checked.tallies[lookalike.rule].made) != bool(lookalike.unchecked)
    told = [one.because for one in checked.unchecked if one.rule.name == lookalike.rule]
    assert told == [lookalike.unchecked] * bool(lookalike.unchecked)


def test_every_rule_has_mutants() -> None:
    """No rule of the checks goes without a mutant that proves it."""
    proved = {mutant.rule for mutant in mutants()}
    mine = {name for name, rule in rules().items() if rule.code[0] in CHECKED_HERE}
    assert mine | {"unknown-article", "unknown-person", "duplicate-row"} == proved
