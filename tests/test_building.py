"""What a build makes and leaves alone, run as a person runs it."""

import os
import signal
import sys
from pathlib import Path

import pytest

from generator import assembly, build, cli, output
from generator.output import MARK
from generator.project import find_project
from tests.conftest import Run
from tests.test_commands import DEALS, spoil, tree


@pytest.fixture
def published(tiny: Path) -> dict[str, bytes]:
    """Something that was published earlier, which no failed build may touch."""
    (tiny / "site" / MARK).write_text("ours")
    (tiny / "site" / "index.html").write_text("the last good site")
    (tiny / "site" / "old").mkdir()
    (tiny / "site" / "old" / "page.html").write_text("an old page")
    return tree(tiny / "site")


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


def test_a_site_that_cannot_be_written_is_said_plainly(run: Run, tiny: Path) -> None:
    """Where there is no place to work in, the command stops with 2 and says what to do."""
    (tiny / ".explainer").write_text("a file where a folder is needed")
    done = run("build")
    assert done.returncode == 2
    assert done.stderr.startswith(f"Cannot continue: {tiny / '.explainer'} is no folder. Remove it")


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
