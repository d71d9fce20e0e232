"""What a person at a terminal sees that a program does not: colour, and what is being done."""

import os
import pty
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, environment, started


def at_a_terminal(project: Path, *words: str, typed: str = "", **changes: str) -> str:
    """Return what ``explainer`` writes at a terminal, where ``typed`` waits to be read."""
    plain = {key: value for key, value in environment(TERM="xterm").items() if key != "NO_COLOR"}
    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    with started(
        [sys.executable, "-m", "generator", *words],
        cwd=project,
        env={**plain, **changes},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as program:
        os.close(theirs)
        written = bytearray()
        try:
            while block := os.read(ours, 4096):
                written += block
        except OSError:
            # Linux says so when the program has closed its end of the terminal.
            pass
        finally:
            os.close(ours)
        program.wait(PATIENCE)
    return written.decode()


@pytest.fixture
def mistaken(tiny: Path) -> Path:
    """The tiny project with a mistake in it."""
    (tiny / "content/harbour-bridge/articles/bridge-opens.md").write_text("no front matter")
    return tiny


def test_a_terminal_shows_what_is_being_done(mistaken: Path) -> None:
    """At a terminal the stages are named as they begin."""
    assert "Checking..." in at_a_terminal(mistaken, "check")


def test_errors_are_coloured_at_a_terminal(mistaken: Path) -> None:
    """At a terminal the word “error” is red."""
    assert "\x1b[31m\x1b[1merror\x1b[0m" in at_a_terminal(mistaken, "check")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_refused(mistaken: Path, name: str, value: str) -> None:
    """``NO_COLOR`` (no-color.org) and a terminal that has no colours are respected."""
    assert "\x1b[" not in at_a_terminal(mistaken, "check", **{name: value})


@pytest.mark.parametrize("style", ["json", "github"])
def test_what_programs_read_is_never_coloured(mistaken: Path, style: str) -> None:
    """The formats for programs hold no colour even at a terminal."""
    assert "\x1b[" not in at_a_terminal(mistaken, "check", "--format", style)


def test_a_terminal_counts_what_takes_long(tiny: Path) -> None:
    """At a terminal a step with several explainers tells how many are done; its cursor comes back."""
    shutil.copytree(tiny / "content/harbour-bridge", tiny / "content/bridge-again")
    said = at_a_terminal(tiny, "check")
    assert "Reading content" in said
    assert "2/2" in said
    assert said.rindex("\x1b[?25h") > said.rindex("\x1b[?25l")
    assert "%" not in at_a_terminal(tiny, "check", TERM="dumb")
