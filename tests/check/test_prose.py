"""Facts about the checks of the page: its prose, the facts it names and the names that facts had."""

from dataclasses import replace

import pytest

from tests.check.harbour import Mutant, changed, harbour, outcome


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


def test_a_correction_may_name_a_fact_that_was_retracted() -> None:
    """What readers were once shown can be corrected after it is gone."""
    content, _ = changed(Mutant("", "", "timeline/6", {"status": "retracted"}))
    corrected, _ = changed(Mutant("", "", "", {"correction": "timeline/light"}))
    both = replace(corrected.explainers[0], rows=content.explainers[0].rows)
    assert outcome(replace(content, explainers=(both,))).findings == ()


def test_a_finding_in_prose_names_line_and_column() -> None:
    """The place is that of the words in the file, behind links and line breaks."""
    prose = "Nordlys signed [a deal](fact:deals/gas-pact).\n\nThey carried\n**1,600** flags."
    content, _ = changed(Mutant("", "", "", {"prose": prose}))
    (found,) = [one for one in outcome(content).findings if one.rule.name == "prose-unsupported-number"]
    first = harbour().content.explainers[0].prose.location.line
    assert (found.location.line, found.location.column) == (first + 3, 3)
    assert "1,600" in found.message
