"""Every command, run as a person runs it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator import assembly, build, cli, output
from generator.output import MARK
from generator.project import find_project
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


@pytest.fixture
def published(tiny: Path) -> dict[str, bytes]:
    """Something that was published earlier, which no failed build may touch."""
    (tiny / "site" / MARK).write_text("ours")
    (tiny / "site" / "index.html").write_text("the last good site")
    (tiny / "site" / "old").mkdir()
    (tiny / "site" / "old" / "page.html").write_text("an old page")
    return tree(tiny / "site")


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


@pytest.mark.parametrize(
    "words", [("explainer", "build"), ("explainer", "build", "--strict"), ("mkdocs", "build")]
)
def test_bad_content_leaves_the_site_alone(
    run: Run, tiny: Path, published: dict[str, bytes], words: tuple[str, ...]
) -> None:
    """A build that must not publish says why, exits with 1 and changes neither site nor staged pages."""
    spoil(tiny)
    staged = tree(tiny / "staging")
    program = {"explainer": "generator"}.get(words[0], words[0])
    built = run(*words[1:], program=program)
    assert built.returncode == 1
    assert f"{DEALS}:2:" in built.stdout + built.stderr
    assert "Traceback" not in built.stderr
    assert tree(tiny / "site") == published
    assert tree(tiny / "staging") == staged


def test_build_replaces_the_whole_site(run: Run, tiny: Path, published: dict[str, bytes]) -> None:
    """After a build the site holds the new pages, none of the old ones, and its hidden files."""
    built = run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    site = tree(tiny / "site")
    assert {
        "index.html",
        "harbour-bridge/index.html",
        ".gitignore",
        "search/search_index.json",
    } <= site.keys()
    assert "old/page.html" not in site
    assert site[".gitignore"] == published[".gitignore"]
    assert [one.name for one in (tiny / ".explainer").iterdir()] == ["lock"]


def test_a_built_site_can_be_read_by_a_web_server(run: Run, tiny: Path) -> None:
    """The site's folder keeps its permissions when it is replaced."""
    (tiny / "site").chmod(0o755)
    assert run("build").returncode == 0
    assert (tiny / "site").stat().st_mode & 0o777 == 0o755


def test_mkdocs_builds_the_same_site(run: Run, tiny: Path) -> None:
    """``explainer build`` and ``mkdocs build`` write the same pages and the same site, byte for byte."""
    assert run("build").returncode == 0
    ours = tree(tiny / "staging"), tree(tiny / "site")
    assert run("build", program="mkdocs").returncode == 0
    assert (tree(tiny / "staging"), tree(tiny / "site")) == ours


def test_the_same_content_gives_the_same_bytes_on_another_day(run: Run, tiny: Path) -> None:
    """Neither the day of the build nor its folder shows in the site."""
    assert run("build", SOURCE_DATE_EPOCH="1000000000").returncode == 0
    earlier = tree(tiny / "site")
    assert run("build", SOURCE_DATE_EPOCH="1900000000").returncode == 0
    assert tree(tiny / "site") == earlier


def test_generate_writes_pages_once(run: Run, tiny: Path) -> None:
    """``generate`` writes Markdown, leaves the site alone, and a second run touches no file."""
    before = tree(tiny / "site")
    assert run("generate").returncode == 0
    pages = list((tiny / "staging").rglob("*.md"))
    for page in pages:
        os.utime(page, (1, 1))
    assert run("generate").returncode == 0
    assert {page.name for page in pages} >= {"index.md", "bridge-opens.md"}
    assert {page.stat().st_mtime for page in pages} == {1}
    assert tree(tiny / "site") == before


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


def test_a_site_that_cannot_be_written_is_said_plainly(run: Run, tiny: Path) -> None:
    """Where there is no place to work in, the command stops with 2 and says what to do."""
    (tiny / ".explainer").write_text("a file where a folder is needed")
    done = run("build")
    assert done.returncode == 2
    assert done.stderr.startswith(f"Cannot continue: {tiny / '.explainer'} is no folder. Remove it")


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


def test_an_interrupted_build_changes_nothing(
    tiny: Path,
    published: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Ctrl-C while the site is being built leaves the published one, clears up and exits with 2."""

    def interrupted(config_file: Path, site_dir: Path, *_: object) -> None:
        (site_dir / "index.html").write_text("half a site")
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(assembly, "build_site", interrupted)
    monkeypatch.setattr(sys, "argv", ["explainer", "build", "-C", str(tiny)])
    assert cli.main() == 2
    assert "What is published is whole" in capsys.readouterr().err
    assert tree(tiny / "site") == published
    assert [one.name for one in (tiny / ".explainer").iterdir()] == ["lock"]


def test_a_failure_in_the_middle_of_the_swap_is_undone(
    tiny: Path, published: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the new site cannot be put in its place, the old one is put back, its hidden files included."""
    rename = os.rename

    def refuse(source: Path, target: Path) -> None:
        if (Path(source).name, Path(target).name) == ("new", "site"):
            raise PermissionError("no")
        rename(source, target)

    monkeypatch.setattr(output, "_exchange", lambda one, other: False)
    monkeypatch.setattr(os, "rename", refuse)
    project = find_project(tiny)
    with pytest.raises(PermissionError):
        build.publish(project, False, lambda _: None, lambda folder, *_: (folder / "index.html").touch())
    assert tree(tiny / "site") == published


def test_a_closed_pipe_is_no_failure_to_report(tiny: Path) -> None:
    """``explainer check | head -0`` ends without a traceback."""
    spoil(tiny)
    command = f"{sys.executable} -m generator check | head -c 1 >/dev/null"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tiny, env=environment(), capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr


def test_settings_that_mkdocs_refuses(tiny: Path, run: Run) -> None:
    """What MkDocs has against the settings is said with its line, once, and the old site stands."""
    settings = tiny / "mkdocs.yml"
    settings.write_text(settings.read_text() + "repo_url: harbour/explainers\n")
    done = run("build")
    line = settings.read_text().count("\n")
    assert done.returncode == 2
    assert f"Cannot continue: mkdocs.yml:{line} repo_url: The URL isn't valid" in done.stderr
    assert done.stderr.count("repo_url") == 1
    assert [path.name for path in (tiny / "site").iterdir()] == [".gitignore"]
