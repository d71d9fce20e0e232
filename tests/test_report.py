"""What a report says, and what content cannot make it say."""

import json
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import report
from generator.findings import Checked, Finding, Rule, Severity, Tally, Unchecked
from generator.model import Location
from generator.publication import Withheld

ERROR = Rule("E999", "made-up-error", Severity.ERROR, "Title.", "Why.", "Mend it.")
WARNING = Rule("E998", "made-up-warning", Severity.WARNING, "Title.", "Why.", "Look at it.")
HOSTILE = "\x1b[31m\r\n::error::\u202e\u2066\x7f\u200b100%,a:b"


def place(path: str = "content/a/facts/deals.csv", line: int = 3, column: int = 7) -> Location:
    """Return a place."""
    return Location(PurePosixPath(path), line, column)


def outcome(
    *findings: Finding, unchecked: tuple[Unchecked, ...] = (), made: int = 12, rows: int = 4
) -> Checked:
    """Return what a run found."""
    return Checked(findings, unchecked, {"made-up-error": Tally(made, len(unchecked))}, rows)


def test_text_names_place_rule_and_remedy() -> None:
    """A finding is a line that editors and programs can follow to its place, then what to do."""
    checked = outcome(Finding(ERROR, place(), "It is wrong.", "Mend it."))
    assert report.as_text(checked) == (
        "content/a/facts/deals.csv:3:7: error E999 made-up-error: It is wrong.\n    What to do: Mend it.\n"
    )


def test_text_is_grouped_by_file_in_the_order_of_lines() -> None:
    """Findings stand by file, then line, whatever the order in which they were made; files are set apart."""
    found = [
        Finding(ERROR, place("b.csv", 2), "third", "x"),
        Finding(ERROR, place("a.csv", 10), "second", "x"),
        Finding(WARNING, place("a.csv", 9), "first", "x"),
    ]
    blocks = report.as_text(outcome(*found)).split("\n\n")
    assert [[word for word in ("first", "second", "third") if word in block] for block in blocks] == [
        ["first", "second"],
        ["third"],
    ]


def test_nothing_found_is_no_text() -> None:
    """Without findings there is nothing to write to standard output."""
    assert report.as_text(outcome()) == ""


def test_summary_counts_findings_checks_and_rows() -> None:
    """The summary says how much was found and how much was looked at."""
    checked = outcome(Finding(ERROR, place(), "x", "y"), Finding(WARNING, place(), "x", "y"))
    assert report.summary(checked) == "2 findings (1 error, 1 warning). 12 checks over 4 rows."


def test_summary_says_what_could_not_be_checked_and_why() -> None:
    """Checks that could not be made are counted by reason."""
    undone = tuple(Unchecked(ERROR, place(line=line), "the date is unknown") for line in (1, 2))
    other = Unchecked(ERROR, place(), "there is no lexicon")
    lines = report.summary(outcome(unchecked=(*undone, other))).splitlines()
    assert lines[1] == (
        "3 checks could not be made and are left to a person (--format json says where):"
        " the date is unknown (2); there is no lexicon (1)."
    )


def test_no_checks_is_not_no_problems() -> None:
    """A run that checked nothing says that nothing was proved."""
    assert report.summary(outcome(made=0, rows=0)) == "0 findings. 0 checks over 0 rows: nothing was proved."


def test_json_has_its_documented_keys() -> None:
    """The JSON report holds findings, checks and unchecked under the names its users rely on."""
    undone = (Unchecked(WARNING, place(), "the date is unknown"),)
    document = json.loads(report.as_json(outcome(Finding(ERROR, place(), "m", "r"), unchecked=undone)))
    where = {"path": "content/a/facts/deals.csv", "line": 3, "column": 7}
    assert document == {
        "version": 1,
        "findings": [
            {
                "code": "E999",
                "rule": "made-up-error",
                "severity": "error",
                "message": "m",
                "remedy": "r",
                **where,
            }
        ],
        "checks": {"rows": 4, "made": 12, "unmade": 1, "rules": {"made-up-error": {"made": 12, "unmade": 1}}},
        "unchecked": [{"code": "E998", "rule": "made-up-warning", "because": "the date is unknown", **where}],
    }


def test_json_keeps_the_very_words() -> None:
    """Hidden characters are escaped in the JSON, and reading it gives them back."""
    written = report.as_json(outcome(Finding(ERROR, place(), HOSTILE, "r")))
    assert json.loads(written)["findings"][0]["message"] == HOSTILE


def test_github_annotates_the_line() -> None:
    """A finding becomes a workflow command with file, line, column and title."""
    assert report.as_github(outcome(Finding(WARNING, place(), "It is odd.", "Look."))) == (
        "::warning file=content/a/facts/deals.csv,line=3,col=7,title=E998 made-up-warning"
        "::It is odd.%0AWhat to do: Look.\n"
    )


def test_github_escapes_what_would_end_a_property() -> None:
    """Per cent signs, colons and commas of a path are escaped as the runner expects."""
    command = report.as_github(outcome(Finding(ERROR, place("a,b:c%.csv"), "50%", "x")))
    assert command.startswith("::error file=a%2Cb%3Ac%25.csv,line=3,")
    assert "::50%25%0A" in command


@pytest.mark.parametrize("style", ["text", "json", "github"])
@given(words=st.text(min_size=1) | st.just(HOSTILE))
def test_content_cannot_speak_to_the_terminal(style: str, words: str) -> None:
    """Whatever a message quotes, no format emits a control or bidirectional character but line feeds."""
    found = Finding(ERROR, place(f"content/{words}"), words, words)
    written = report.FORMATS[style](outcome(found))
    assert report.visible(written.replace("\n", "")) == written.replace("\n", "")


@given(words=st.text())
def test_content_cannot_forge_an_annotation(words: str) -> None:
    """One finding is one line of workflow commands, whatever it quotes."""
    written = report.as_github(outcome(Finding(ERROR, place(words or "x"), words, words)))
    assert len(written.splitlines()) == 1


def test_colour_is_only_put_where_asked() -> None:
    """The severity is coloured on request and nothing else is."""
    checked = outcome(Finding(ERROR, place(), HOSTILE, "y"))
    assert report.as_text(checked, colour=True).count("\x1b[") == 3
    assert "\x1b[" not in report.as_text(checked)


def test_not_every_draft_is_named() -> None:
    """Where many explainers have drafts a few are named, and where the others are found is said."""
    said = report.withheld([Withheld(f"event-{number}", 2, number % 2 == 0) for number in range(8)])
    assert said.startswith("\n16 drafts not shown to readers:\n  event-0: 2 drafts; no page yet")
    assert "\n  event-1: 2 drafts. To decide: explainer desk event-1\n" in said
    assert "\n  and in 3 more: explainer status\n" in said
    assert report.withheld([]) == ""
