"""``accept``, ``reject``, ``retract``: run as an editor runs them."""

import shlex
from pathlib import Path

import pytest

from generator.content import rewriting
from generator.content.rewriting import ChangedUnderneath, Rewrite
from tests.conftest import Run
from tests.decisions.conftest import EXPLAINER, NUMBERS, QUOTES

ABOUT = 'spectators,People at the opening,"about 2,000",people,,bridge-opens,'


def test_accepting_a_fact_accepts_its_drafts(run: Run, drafted: Path) -> None:
    """Named by its fact, each draft row of it gets the status accepted, and not a byte else changes."""
    before = (drafted / NUMBERS).read_bytes()
    done = run("accept", EXPLAINER, "numbers/spectators")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    assert (drafted / NUMBERS).read_bytes() == before.replace(b",draft,", b",accepted,")
    assert f"{NUMBERS}:2 accepted\n{NUMBERS}:3 accepted\n" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        "numbers:3",
        "numbers.csv:3",
        "facts/numbers.csv:3",
        f"{NUMBERS}:3",
        f"{NUMBERS}:3:54",
        f"./{NUMBERS}:3:",
    ],
)
def test_a_row_is_named_by_its_line(run: Run, drafted: Path, words: str) -> None:
    """The table's name, its path and a finding's whole place name the row of a line, and that row alone."""
    assert run("accept", EXPLAINER, words).returncode == 0
    first, second = (drafted / NUMBERS).read_text().splitlines()[1:]
    assert (",draft," in first, ",accepted," in second) == (True, True)


def test_a_row_is_named_by_its_article(run: Run, drafted: Path) -> None:
    """With an article behind the fact only the rows of that article are meant."""
    assert run("accept", EXPLAINER, "numbers/spectators@crowd-cheers").returncode == 0
    first, second = (drafted / NUMBERS).read_text().splitlines()[1:]
    assert (",draft," in first, ",accepted," in second) == (True, True)


def test_a_row_of_several_lines_is_named_by_each(run: Run, drafted: Path) -> None:
    """Where a note holds line breaks, a finding's line inside the row names it, and the breaks stay."""
    numbers = drafted / NUMBERS
    spread = numbers.read_bytes().replace(b",draft,\n", b',draft,"one\n\ntwo"\n', 1)
    numbers.write_bytes(spread)
    assert run("accept", EXPLAINER, "numbers:4").returncode == 0
    assert numbers.read_bytes() == spread.replace(b",draft,", b",accepted,", 1)


def test_every_wrong_name_is_told_and_nothing_written(run: Run, drafted: Path) -> None:
    """One wrong name among right ones: all wrong ones are named with what was meant, and no file changes."""
    before = (drafted / NUMBERS).read_bytes()
    done = run(
        "accept", EXPLAINER, "numbers/spectators", "numbers/spectator", "number/spectators", "numbers:9",
        "spectators", "numbers/spectators@bridge-open", "content/other/facts/numbers.csv:2",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("did you mean “numbers/spectators”?") == 2
    assert "did you mean “numbers”?" in done.stderr
    assert "did you mean “bridge-opens”?" in done.stderr
    assert f"No row stands on line 9 of {NUMBERS}" in done.stderr
    assert "“content/other/facts/numbers.csv:2” is not in this explainer" in done.stderr
    assert done.stderr.endswith("Nothing was written.\n")
    assert (drafted / NUMBERS).read_bytes() == before


def test_a_wrong_draft_is_not_accepted(run: Run, drafted: Path) -> None:
    """A draft that the checks do not bear out is refused with their finding, and so is what came with it."""
    numbers = drafted / NUMBERS
    numbers.write_text(numbers.read_text().replace('"about 2,000"', '"about 3,000"'))
    before = numbers.read_bytes()
    done = run("accept", EXPLAINER, "numbers/spectators")
    assert done.returncode == 1
    assert f"{NUMBERS}:2:34: error" in done.stdout
    assert "Nothing was written" in done.stderr
    assert numbers.read_bytes() == before
    assert run("accept", EXPLAINER, "numbers:3").returncode == 0


def test_rejecting_wants_a_reason(run: Run, drafted: Path) -> None:
    """Without a note nothing is rejected; with one the row holds it."""
    assert run("reject", EXPLAINER, "numbers:2").returncode == 2
    assert run("reject", EXPLAINER, "numbers:2", "--note", " ").returncode == 2
    assert run("reject", EXPLAINER, "numbers:2", "--note", 'Counts "seats", it seems.').returncode == 0
    line = (drafted / NUMBERS).read_text().splitlines()[1]
    assert line.endswith(',rejected,"Counts ""seats"", it seems."')


def test_what_was_rejected_stays_so_until_named(run: Run, drafted: Path) -> None:
    """Accepting a fact leaves its rejected row alone; accepting that very line takes it back."""
    run("reject", EXPLAINER, "numbers:2", "--note", "No.")
    assert run("accept", EXPLAINER, "numbers/spectators").returncode == 0
    assert ",rejected,No." in (drafted / NUMBERS).read_text()
    assert run("accept", EXPLAINER, "numbers:2").returncode == 0
    assert ",accepted,No." in (drafted / NUMBERS).read_text()


@pytest.mark.parametrize(
    ("command", "row", "words"),
    [
        ("reject", "quotes/belongs-to-everyone", "retract it instead"),
        ("retract", "numbers/spectators", "reject it instead"),
    ],
)
def test_the_wrong_ruling_names_the_right_one(
    run: Run, drafted: Path, command: str, row: str, words: str
) -> None:
    """What readers may have seen is retracted, what they have not is rejected: each refusal says so."""
    done = run(command, EXPLAINER, row, "--note", "No.")
    assert done.returncode == 2
    assert words in done.stderr


def test_retracting_offers_the_correction(run: Run, drafted: Path) -> None:
    """Retracting says which prose now lacks its fact, and the command it offers tells the readers."""
    run("accept", EXPLAINER, "numbers/spectators")
    done = run("retract", EXPLAINER, "numbers/spectators", "--note", "The police withdrew it.")
    assert done.returncode == 0
    assert "there is no fact “numbers/spectators”" in done.stderr
    offered = shlex.split(done.stderr.splitlines()[-1])
    assert offered[:4] == ["explainer", "correct", EXPLAINER, "numbers/spectators"]
    assert run(*offered[1:], "--date", "2026-03-20").returncode == 0
    entry = (drafted / "content" / EXPLAINER / "corrections.csv").read_text()
    assert entry.splitlines()[0] == "date,fact,was,now,reason"
    assert "2026-03-20,numbers/spectators," in entry
    assert "The police withdrew it." in entry


def test_deciding_twice_changes_nothing(run: Run, drafted: Path) -> None:
    """A row that has the status already is named as such, and the exit code is 0."""
    run("accept", EXPLAINER, "numbers:2")
    before = (drafted / NUMBERS).read_bytes()
    done = run("accept", EXPLAINER, "numbers:2", "quotes:2")
    assert done.returncode == 0
    assert f"{QUOTES}:2 is accepted already" in done.stderr
    assert (drafted / NUMBERS).read_bytes() == before


@pytest.mark.parametrize("command", ["accept", "reject", "retract", "correct"])
def test_a_dry_run_writes_nothing(run: Run, drafted: Path, command: str) -> None:
    """``--dry-run`` gives the change as a diff that `git apply` takes, and no file changes."""
    row = "quotes/belongs-to-everyone" if command in ("retract", "correct") else "numbers/spectators"
    why = {"correct": ["--was", "Else.", "--reason", "Why."], "accept": []}.get(command, ["--note", "Why."])
    before = {path: path.read_bytes() for path in (drafted / "content").rglob("*") if path.is_file()}
    done = run(command, EXPLAINER, row, *why, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert {path: path.read_bytes() for path in (drafted / "content").rglob("*") if path.is_file()} == before
    assert done.stdout.startswith("--- ")
    assert "+++ b/content/harbour-bridge/" in done.stdout


def test_control_characters_of_a_file_reach_no_terminal(run: Run, drafted: Path) -> None:
    """What the command quotes from a table cannot colour a terminal or ring its bell."""
    quotes = drafted / QUOTES
    quotes.write_text(quotes.read_text().replace("The opening", "\u202eThe opening"))
    done = run("retract", EXPLAINER, "quotes:2", "--note", "x", "--dry-run")
    assert "\u202e" not in done.stderr
    assert "\x1b" not in run("accept", EXPLAINER, "\x1b[31m").stderr


def test_permissions_stay(run: Run, drafted: Path) -> None:
    """A table keeps its mode, and no file is left beside it."""
    (drafted / NUMBERS).chmod(0o640)
    assert run("accept", EXPLAINER, "numbers/spectators").returncode == 0
    assert (drafted / NUMBERS).stat().st_mode & 0o777 == 0o640
    assert {path.name for path in (drafted / NUMBERS).parent.iterdir()} == {
        "attendees.csv", "numbers.csv", "quotes.csv", "timeline.csv",
    }  # fmt: skip


def test_all_files_or_none(tmp_path: Path) -> None:
    """Where one of several files changed meanwhile none is written, and nothing is left beside them."""
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_bytes(b"1")
    other.write_bytes(b"somebody else's")
    with pytest.raises(ChangedUnderneath, match=r"other\.csv"):
        rewriting.write([Rewrite(one, b"1", b"2"), Rewrite(other, b"read", b"3")])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "one.csv": b"1",
        "other.csv": b"somebody else's",
    }
