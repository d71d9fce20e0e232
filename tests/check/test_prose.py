"""Facts about the checks of the page: its prose, the facts it names and the names that facts had."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.check.harbour import Mutant, changed, harbour, outcome
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "prose.md")


def test_a_fact_may_have_had_another_name() -> None:
    """A renamed fact is no finding, nor is a correction that names it as it was called then."""
    content, _ = changed(
        Mutant("", "", "", {"renamed": "numbers/banners now numbers/flags", "correction": "numbers/banners"})
    )
    result = outcome(content)
    assert result.findings == ()
    assert result.tallies["renamed-fact-unknown"].made == result.tallies["renamed-fact-stands"].made == 1


@pytest.mark.parametrize("renamed", ["numbers/banners now ", " now numbers/flags"])
def test_half_a_renaming_is_not_checked(renamed: str) -> None:
    """A line without its old or its new name is for the reader of the file to report."""
    assert outcome(changed(Mutant("", "", "", {"renamed": renamed}))[0]).findings == ()


def test_a_correction_of_no_fact_is_not_checked() -> None:
    """A line without its fact is for the reader of the file to report."""
    assert outcome(changed(Mutant("", "", "", {"correction": ""}))[0]).findings == ()


def test_a_correction_may_name_a_fact_that_was_retracted() -> None:
    """What readers were once shown can be corrected after it is gone."""
    content, _ = changed(Mutant("", "", "timeline/6", {"status": "retracted"}))
    corrected, _ = changed(Mutant("", "", "", {"correction": "timeline/light"}))
    both = replace(corrected.explainers[0], rows=content.explainers[0].rows)
    assert outcome(replace(content, explainers=(both,))).findings == ()


def told(prose: str) -> str:
    """Return what is found in a prose, each at its line and column of it, and how often rules are applied."""
    content, _ = changed(Mutant("", "", "", {"prose": prose}))
    checked = outcome(content)
    before = harbour().content.explainers[0].prose.location.line - 1
    lines = [
        f"{one.location.line - before}:{one.location.column} {one.rule.name}: {one.message}"
        for one in checked.findings
    ]
    of_prose = {name: tally for name, tally in checked.tallies.items() if name.startswith("prose-")}
    return "\n".join([*lines, ", ".join(f"{name} {tally.made}" for name, tally in of_prose.items())])


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.title)
def test_what_is_said_of_prose(case: Case) -> None:
    """Each prose gives these findings at these places, from so many applications of each rule."""
    assert told(case.given) == case.expected
