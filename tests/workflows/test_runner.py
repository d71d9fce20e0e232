"""The tests' own runner: what it knows it does as GitHub does, and what it does not know it refuses."""

from typing import Any

import pytest

from tests.workflows.conftest import Host
from tests.workflows.expressions import UnknownForm, filled_in, holds, value
from tests.workflows.log import Command, commands
from tests.workflows.runner import run_jobs

CONTEXTS = {"github": {"event_name": "push", "event": {"number": 7, "private": False}}, "vars": {}}
CHECKOUT = f"actions/checkout@{'0' * 40}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("github.event_name", "push"),
        ("github.event_name == 'PUSH'", True),
        ("github.event.missing.deeper", None),
        ("vars.ADDRESS != ''", False),
        ("!github.event.private && github.event.number == '7'", True),
        ("(github.event.private || vars.X) && 'a' || 'it''s b'", "it's b"),
    ],
)
def test_expressions(words: str, expected: object) -> None:
    """An expression stands for what GitHub makes of it."""
    assert value(words, CONTEXTS) == expected


@pytest.mark.parametrize(
    "words",
    [
        *("matrix.os", "contains(github.ref, 'x')", "github.event[0]", "github.event.*"),
        *("1 < 2", "(true", "true false"),
    ],
)
def test_unknown_expressions(words: str) -> None:
    """An expression of another form is refused, not guessed."""
    with pytest.raises(UnknownForm):
        value(words, CONTEXTS)


@pytest.mark.parametrize(
    ("condition", "after_success", "after_failure"),
    [
        (None, True, False),
        ("github.event_name == 'push'", True, False),
        ("${{ always() }}", True, True),
        ("failure()", False, True),
        ("${{ !cancelled() && vars.X == '' }}", True, True),
    ],
)
def test_conditions(condition: str | None, after_success: bool, after_failure: bool) -> None:
    """After a failure only those steps run whose condition asks for the status."""
    assert holds(condition, CONTEXTS, succeeded=True) is after_success
    assert holds(condition, CONTEXTS, succeeded=False) is after_failure


def test_templates() -> None:
    """Each template in a text is filled in; nothing becomes the empty text."""
    words = "a ${{ github.event.number }}${{ vars.X }} ${{ github.event.private }}"
    assert filled_in(words, CONTEXTS) == "a 7 false"


def test_commands() -> None:
    """A runner obeys commands after white space, older ones anywhere in a line, and none while stopped."""
    log = (
        "words\n  ::error file=a,line=1::one::two\nsay ##[add-mask]x\n"
        "::stop-commands::w\n::error::no\n##[error]no\n::w::\n::debug::y\n"
    )
    assert [*commands(log)] == [
        Command("error", "file=a,line=1", "one::two"),
        Command("add-mask", "", "x"),
        Command("debug", "", "y"),
    ]


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ({"name": "A", "run": "true", "continue-on-error": True}, "keys that are not known"),
        ({"name": "A", "uses": "actions/checkout@v7"}, "not pinned"),
        ({"name": "A", "uses": CHECKOUT, "with": {"lfs": True}}, "inputs that are not known"),
        ({"name": "A", "uses": CHECKOUT}, "token must not stay"),
    ],
)
def test_unknown_steps(host: Host, step: dict[str, Any], problem: str) -> None:
    """A step that no test has seen fails them."""
    described = {"permissions": {"contents": "read"}, "jobs": {"job": {"steps": [step]}}}
    github = host.context("push", "main", "0" * 40)
    with pytest.raises(AssertionError, match=problem):
        run_jobs(described, host.starter(github), {"github": github})


def test_rights(host: Host) -> None:
    """An action that needs a right which the job has not fails the job."""
    step = {"name": "A", "uses": CHECKOUT, "with": {"persist-credentials": False}}
    github = host.context("push", "main", "0" * 40)
    described = {"permissions": {}, "jobs": {"job": {"steps": [step]}}}
    job = run_jobs(described, host.starter(github), {"github": github})["job"]
    assert not job.succeeded
    assert "contents: read" in job.log
