"""Every command, run as a person runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator import build, cli
from tests.conftest import Run, environment

DEALS = "content/harbour-bridge/facts/numbers.csv"
COMMANDS = (
    "new", "add", "extract", "status", "desk", "accept", "reject", "retract", "correct",
    "check", "review", "generate", "build", "verify", "serve",
)  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below ``folder`` with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def spoil(project: Path) -> None:
    """Put two mistakes into different files: evidence that is not in the article, and an unknown status."""
    numbers = project / DEALS
    numbers.write_text(
        numbers.read_text().replace("About 2,000 people watched.", "About 9,000 people watched.")
    )
    quotes = project / "content/harbour-bridge/facts/quotes.csv"
    quotes.write_text(quotes.read_text().replace(",accepted,", ",acepted,"))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_examples(run: Run, command: str) -> None:
    """The help of every command ends with examples that begin as one would type them."""
    helped = run(command, "--help")
    assert helped.returncode == 0
    assert f"  explainer {command}" in helped.stdout.partition("Examples:")[2]


def test_commands_are_listed_in_the_order_of_work(run: Run) -> None:
    """``--help`` lists the commands as they are used, not by alphabet."""
    listed = run("--help").stdout.partition("Commands:")[2]
    assert sorted(COMMANDS, key=listed.index) == list(COMMANDS)


def test_the_installed_command_is_the_module() -> None:
    """``explainer`` and ``python -m generator`` are one program."""
    installed = Path(sys.executable).with_name("explainer")
    said = {
        subprocess.run([*start, "--version"], capture_output=True, text=True, check=True).stdout
        for start in ([str(installed)], [sys.executable, "-m", "generator"])
    }
    assert len(said) == 1


def test_check_of_good_content_is_silent_but_for_the_counts(run: Run) -> None:
    """Clean content: exit code 0, no report, and a summary that counts checks and rows."""
    checked = run("check", "--strict")
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout + checked.stderr
    assert "0 findings. " in checked.stderr
    assert " checks over 6 rows." in checked.stderr


def test_check_writes_nothing(run: Run, tiny: Path) -> None:
    """``check`` leaves every file of the project as it is and adds none."""
    before = tree(tiny)
    run("check")
    assert tree(tiny) == before


def test_all_problems_in_one_run(run: Run, tiny: Path) -> None:
    """Mistakes in two files are both reported, each at its file and line, with exit code 1."""
    spoil(tiny)
    checked = run("check")
    assert checked.returncode == 1
    assert f"{DEALS}:2:" in checked.stdout
    assert "content/harbour-bridge/facts/quotes.csv:2:" in checked.stdout
    assert checked.stdout.count("What to do: ") == checked.stdout.count(": error ") + checked.stdout.count(
        ": warning "
    )


@pytest.mark.parametrize("command", ["check", "generate", "build"])
def test_json_is_for_programs(run: Run, tiny: Path, command: str) -> None:
    """With ``--format json`` standard output is one JSON document, and the summary goes to standard error."""
    spoil(tiny)
    done = run(command, "--format", "json")
    document = json.loads(done.stdout)
    assert done.returncode == 1
    assert {(one["path"], one["line"]) for one in document["findings"]} >= {(DEALS, 2)}
    assert document["checks"]["rows"] >= 5
    assert "checks over" in done.stderr


def test_github_format_annotates_the_pull_request(run: Run, tiny: Path) -> None:
    """With ``--format github`` every line of standard output is an annotation."""
    spoil(tiny)
    lines = run("check", "--format", "github").stdout.splitlines()
    assert lines
    assert all(line.startswith(("::error file=content/", "::warning file=content/")) for line in lines)


def test_warnings_fail_only_with_strict(run: Run, tiny: Path) -> None:
    """A warning lets a build pass and forbids a strict one."""
    (tiny / "content/harbour-bridge/remarks.txt").write_text("Who asks the police?\n")
    lenient, strict = run("check"), run("check", "--strict")
    assert ": warning " in lenient.stdout
    assert (lenient.returncode, strict.returncode) == (0, 1)


def test_new_makes_an_explainer_that_can_be_read(run: Run, tiny: Path) -> None:
    """What ``new`` writes passes reading: the only findings are that nothing of the editor's is in it yet."""
    made = run("new", "Port strike: yes & no")
    assert made.returncode == 0
    assert "content/port-strike-yes-no/explainer.md" in made.stdout
    assert "explainer check" in made.stdout
    found = json.loads(run("check", "--format", "json").stdout)["findings"]
    assert {one["rule"] for one in found} <= {"no-articles", "empty-folder", "placeholder-standfirst"}


@pytest.mark.parametrize("words", [("check", "nope"), ("add", "nope", "notes.txt"), ("extract", "nope")])
def test_an_unknown_explainer_is_answered_with_those_there_are(run: Run, words: tuple[str, ...]) -> None:
    """Every command that takes an explainer exits with 2, names those there are, and no next step."""
    answered = run(*words)
    assert answered.returncode == 2
    assert "There is no explainer “nope”. There are: harbour-bridge" in answered.stderr
    assert "Next:" not in answered.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("new Gulls --from-event 2025-1", "--from-event and --archive go together."),
        ("extract harbour-bridge --model small", "--model and --address go together."),
        ("archive extract a.jsonl out --workers 1 --cluster tcp://a:1", "--workers is for this machine"),
        ("accept harbour-bridge vessel:2", "There is no table “vessel”"),
        ("accept harbour-bridge deals:2", "The table “deals” has no row."),
        ("accept harbour-bridge numbers/spectator", "“numbers/spectators”?"),
        ("correct nope numbers/spectators --reason x", "There is no explainer “nope”"),
    ],
)
def test_what_cannot_be_meant_is_said(run: Run, words: str, told: str) -> None:
    """Options that do not go together, and names that are none, are told with what was meant; exit code 2."""
    done = run(*words.split())
    assert done.returncode == 2
    assert told in done.stderr


def test_without_articles_there_is_nothing_to_extract(run: Run) -> None:
    """An explainer that has no article yet is told to be given one."""
    run("new", "Gulls")
    done = run("extract", "gulls")
    assert done.returncode == 2
    assert "“gulls” has no article yet: run “explainer add gulls" in done.stderr


def test_nothing_added_is_followed_by_nothing(run: Run, tiny: Path) -> None:
    """Where no article could be taken, the next command is not proposed."""
    added = run("add", "harbour-bridge", "missing.txt")
    assert added.returncode == 1
    assert "0 articles added." in added.stderr
    assert "Next:" not in added.stderr


def test_new_refuses_to_overwrite(run: Run, tiny: Path) -> None:
    """``new`` with the name of an explainer that is there exits with 2 and changes nothing."""
    before = tree(tiny / "content")
    made = run("new", "Harbour Bridge")
    assert made.returncode == 2
    assert "content/harbour-bridge is there already" in made.stderr
    assert tree(tiny / "content") == before


@pytest.mark.parametrize("name", ["…", "", "People", "tables", "a\nb"])
def test_new_refuses_names_without_an_address(run: Run, tiny: Path, name: str) -> None:
    """A name that gives no address of its own is refused with a reason and makes nothing."""
    before = tree(tiny / "content")
    made = run("new", name)
    assert (made.returncode, made.stdout) == (2, "")
    assert made.stderr.startswith("Cannot continue: ")
    assert tree(tiny / "content") == before


@pytest.mark.parametrize(
    "words", [("-C", "{}", "check"), ("check", "-C", "{}"), ("check", "--project", "{}/content")]
)
def test_project_may_be_elsewhere(run: Run, tiny: Path, words: tuple[str, ...]) -> None:
    """``-C`` names the project, or a folder inside it, before and after the command."""
    elsewhere = [word.format(tiny) for word in words]
    done = subprocess.run(
        [sys.executable, "-m", "generator", *elsewhere],
        cwd="/",
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_no_project_is_said_plainly(tmp_path: Path) -> None:
    """Outside a project every command stops with 2 and says what is missing."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check", "-C", str(tmp_path)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Cannot continue: There is no mkdocs.yml in ")


@pytest.mark.parametrize("text", ["site_name: [", "site_name: 3\n", "", "site_name: x\ndocs_dir: content\n"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_wrong_settings_are_said_plainly(run: Run, tiny: Path, text: str, command: str) -> None:
    """A mkdocs.yml that cannot be used stops every command with 2, without a traceback."""
    (tiny / "mkdocs.yml").write_text(text)
    done = run(command)
    assert (done.returncode, done.stdout) == (2, "")
    assert "mkdocs.yml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_defect_is_reported_without_a_traceback(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unexpected exception is exit code 2 and a short message that says how to see more."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero\x1b[31m")

    monkeypatch.setattr(build, "check_content", broken)
    monkeypatch.setattr(sys, "argv", ["explainer", "check", "-C", str(tiny)])
    monkeypatch.delenv("EXPLAINER_DEBUG", raising=False)
    assert cli.main() == 2
    said = capsys.readouterr().err
    assert "ZeroDivisionError: division by zero<U+001B>[31m" in said
    assert "EXPLAINER_DEBUG=1" in said
    monkeypatch.setenv("EXPLAINER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_a_closed_pipe_is_no_failure_to_report(tiny: Path) -> None:
    """``explainer check | head -0`` ends without a traceback."""
    spoil(tiny)
    command = f"{sys.executable} -m generator check | head -c 1 >/dev/null"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tiny, env=environment(), capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
