"""What git keeps of the content, read from real repositories, some of them hostile."""

import os
import stat
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from generator.reading.files import LARGEST_FILE
from generator.revisions import (
    Repository,
    RevisionError,
    differing,
    working_tree,
)
from generator.revisions import repository as repository_module
from tests.conftest import Run, environment
from tests.repositories import TestRepository, repository

DAY = "2026-03-12T09:00:00Z"
NUMBERS = "content/harbour-bridge/facts/numbers.csv"


@pytest.fixture
def made(tiny: Path) -> TestRepository:
    """The tiny project, committed once on ``main``."""
    made = repository(tiny)
    made.commit(DAY, {}, "What is published")
    return made


def listed(root: Path, name: str) -> list[str]:
    """Return the paths of the content in a revision."""
    found = Repository(root)
    return [str(path) for path in found.listing(found.revision(name))]


def test_a_clean_tree_is_its_commit(made: TestRepository) -> None:
    """The files of a working tree nobody touched have the very names that git gives to those it keeps."""
    found = Repository(made.root)
    head = found.revision("HEAD")
    assert differing(found.listing(head), working_tree(made.root, head.commit)) == frozenset()
    assert NUMBERS in listed(made.root, "HEAD")


def test_what_differs_is_named(made: TestRepository) -> None:
    """An edited, an added and a removed file differ; a file whose bytes are the same does not."""
    (made.root / NUMBERS).write_text("fact\n")
    (made.root / "content/new.txt").write_text("new\n")
    (made.root / "content/people.csv").unlink()
    found = Repository(made.root)
    head = found.revision("HEAD")
    assert differing(found.listing(head), working_tree(made.root, head.commit)) == {
        PurePosixPath(NUMBERS), PurePosixPath("content/new.txt"), PurePosixPath("content/people.csv"),
    }  # fmt: skip


def test_repositories_with_longer_names_are_read(tiny: Path) -> None:
    """A repository that names its objects by SHA-256 is read as any other."""
    made = TestRepository(tiny)
    made.git("init", "--quiet", "--initial-branch=main", "--object-format=sha256")
    made.commit(DAY, {})
    found = Repository(tiny)
    head = found.revision("HEAD")
    assert len(head.commit) == 64
    assert differing(found.listing(head), working_tree(tiny, head.commit)) == frozenset()


def test_a_project_may_lie_deep_in_its_repository(tmp_path: Path) -> None:
    """Paths are those of the project, wherever in the repository it lies."""
    made = repository(tmp_path)
    made.commit(DAY, {"sites/paper/content/people.csv": "id\n", "content/other.csv": "x\n"})
    assert listed(tmp_path / "sites" / "paper", "HEAD") == ["content/people.csv"]


def test_files_that_are_no_content_are_named(tmp_path: Path) -> None:
    """What differs outside of the project's content is told by its way from the project."""
    made = repository(tmp_path)
    made.commit(DAY, {"paper/content/people.csv": "id\n"})
    made.commit(DAY, {
        "paper/content/people.csv": "id,name\n", "paper/mkdocs.yml": "", ".github/publish.yml": "",
        "content/x": "",
    })  # fmt: skip
    found = Repository(tmp_path / "paper")
    assert [str(path) for path in found.outside(found.revision("HEAD~1"), found.revision("HEAD"))] == [
        "../.github/publish.yml", "../content/x", "mkdocs.yml",
    ]  # fmt: skip


def test_the_files_of_a_commit_are_written_as_they_were(made: TestRepository, tmp_path: Path) -> None:
    """Whatever lies in the working tree now, the files of a commit come out byte for byte."""
    before = (made.root / NUMBERS).read_bytes()
    (made.root / NUMBERS).write_text("gone\n")
    found = Repository(made.root)
    listing = found.listing(found.revision("HEAD"))
    assert found.write(listing, listing, tmp_path / "out") == ()
    assert (tmp_path / "out" / NUMBERS).read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["--upload-pack=touch hacked", "-h", "", "a b", "main\n", "main..HEAD", "HEAD:content", "\x1b[31m"],
)
def test_names_that_are_no_revision_are_refused(made: TestRepository, name: str) -> None:
    """An option, a range, a file or a control character in the place of a revision is refused by its name."""
    with pytest.raises(RevisionError, match=r"revision"):
        Repository(made.root).revision(name)


def test_links_and_submodules_are_reported_and_not_followed(made: TestRepository, tmp_path: Path) -> None:
    """A symbolic link and a submodule of a commit are findings, and nothing is written in their place."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (made.root / "content/harbour-bridge/articles/link.md").symlink_to(secret)
    made.git("add", "--all")
    commit = made.git("rev-parse", "HEAD")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{commit},content/module")
    made.git("commit", "--quiet", "--message", "A link and a submodule")
    found = Repository(made.root)
    listing = found.listing(found.revision("HEAD"))
    findings = found.write(listing, listing, tmp_path / "out")
    assert [(one.rule.name, one.location.path.name) for one in findings] == [
        ("not-a-regular-file", "link.md"),
        ("not-a-regular-file", "module"),
    ]
    written = [path for path in (tmp_path / "out").rglob("*") if path.name in ("link.md", "module")]
    assert written == []


def test_what_is_too_large_is_reported_and_not_written(made: TestRepository, tmp_path: Path) -> None:
    """A file beyond the limit of what is read is a finding, and does not fill the disk."""
    made.commit(DAY, {"content/harbour-bridge/articles/large.md": "x" * (LARGEST_FILE + 1)})
    found = Repository(made.root)
    listing = found.listing(found.revision("HEAD"))
    findings = found.write(listing, listing, tmp_path / "out")
    assert [one.rule.name for one in findings] == ["file-too-large"]
    assert not (tmp_path / "out/content/harbour-bridge/articles/large.md").exists()


def test_what_is_too_much_is_refused(
    made: TestRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a commit with more files, or with more that differs, than is read, nothing is."""
    found = Repository(made.root)
    revision = found.revision("HEAD")
    listing = found.listing(revision)
    monkeypatch.setattr(repository_module, "MOST_BYTES", 100)
    with pytest.raises(RevisionError, match="What differs is larger than"):
        found.write(listing, listing, tmp_path / "out")
    monkeypatch.setattr(repository_module, "MOST_FILES", 2)
    with pytest.raises(RevisionError, match="HEAD has more than 2 files in content/"):
        found.listing(revision)


@pytest.mark.parametrize("name", ["..", ".git"])
def test_a_tree_cannot_lead_out_of_its_folder(made: TestRepository, tmp_path: Path, name: str) -> None:
    """A commit with a file called ``..`` or ``.git``, which git itself never makes, writes nothing there."""
    blob = made.git("rev-parse", f"HEAD:{NUMBERS}")
    inner = _tree(made, f"100644 blob {blob}\tevil.csv\n")
    content = _tree(made, f"040000 tree {inner}\t{name}\n")
    root = _tree(made, f"040000 tree {content}\tcontent\n")
    commit = made.git("commit-tree", root, "-m", "Evil")
    found = Repository(made.root)
    listing = found.listing(found.revision(commit))
    (tmp_path / "out").mkdir()
    found.write(listing, listing, tmp_path / "out")
    assert list(tmp_path.rglob("evil.csv")) == []


def _tree(made: TestRepository, entries: str) -> str:
    """Write a tree object as it is told, even where git would refuse the name."""
    data = b""
    for line in entries.splitlines():
        described, name = line.split("\t")
        mode, _, digest = described.split()
        data += f"{mode.lstrip('0')} {name}\0".encode() + bytes.fromhex(digest)
    return subprocess.run(
        ["git", "-C", str(made.root), "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        input=data,
        capture_output=True,
        check=True,
    ).stdout.decode().strip()  # fmt: skip


def test_programs_that_a_repository_names_are_not_run(made: TestRepository, tmp_path: Path) -> None:
    """No hook, filter, text conversion, diff program or file system monitor of a repository runs."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\ncat\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    for key in ("core.fsmonitor", "diff.external", "diff.x.textconv", "filter.x=y.clean", "filter.x.process"):
        made.git("config", key, str(program))
    made.git("config", "filter.x.required", "true")
    made.git("config", "core.hooksPath", str(tmp_path))
    (made.root / ".gitattributes").write_text("* filter=x=y diff=x\n*.yml filter=x\n")
    # git looks into what was written in the very moment of its index.
    moment = (made.root / ".git/index").stat().st_mtime_ns
    for path in (made.root / "mkdocs.yml", made.root / "overrides/main.html"):
        os.utime(path, ns=(moment, moment))
    found = Repository(made.root)
    base = found.merge_base(None)
    listing = found.listing(base)
    found.write(listing, listing, tmp_path / "out")
    working_tree(made.root, base.commit)
    found.outside(base, None)
    assert not (tmp_path / "ran").exists()


def test_a_hook_s_environment_does_not_lead_elsewhere(
    made: TestRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run from a hook of another repository, the project's own repository is read."""
    other = repository(tmp_path / "other")
    other.commit(DAY, {"content/other.csv": "x\n"})
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    assert NUMBERS in listed(made.root, "HEAD")


def test_the_base_is_where_the_change_left_the_default_branch(made: TestRepository) -> None:
    """Commits that came to the default branch later are no part of the change."""
    start = made.git("rev-parse", "HEAD")
    made.git("switch", "--quiet", "--create", "fix")
    made.commit(DAY, {"content/a.csv": "x\n"})
    made.git("switch", "--quiet", "main")
    later = made.commit(DAY, {"content/b.csv": "x\n"})
    found = Repository(made.root)
    assert found.merge_base(found.revision("fix")).commit == start
    assert found.merge_base(found.revision("main")).commit == later


def test_the_server_s_default_branch_comes_first(made: TestRepository, tmp_path: Path) -> None:
    """In a clone the default branch is the one that the server names, whatever it is called."""
    made.git("branch", "--move", "main", "published")
    clone = tmp_path / "clone"
    made.git("clone", "--quiet", str(made.root), str(clone))
    assert Repository(clone).merge_base(None).name == "origin/published"


def problem(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command that cannot continue says. Fails for any other."""
    assert (done.returncode, done.stdout) == (2, ""), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.removeprefix("Cannot continue: ")


def test_no_repository_is_said_plainly(run: Run) -> None:
    """Outside a repository the review stops with 2 and says how to get into one."""
    assert "is not in a git repository" in problem(run("review"))


def test_no_commit_is_said_plainly(run: Run, tiny: Path) -> None:
    """In a repository without a commit the review stops with 2 and says to make one."""
    repository(tiny)
    assert "There is no commit yet" in problem(run("review"))


def test_no_git_is_said_plainly(made: TestRepository, run: Run) -> None:
    """Without git the review stops with 2 and says where to get it."""
    assert "git is not installed" in problem(run("review", PATH=str(made.root)))


def test_an_unknown_revision_is_said_plainly(made: TestRepository, run: Run) -> None:
    """A revision that is not there stops the review with 2, and the message says where it may be."""
    assert "There is no revision “nope”" in problem(run("review", "--base", "nope"))
    assert "There is no revision “nope”" in problem(run("review", "--head", "nope"))


def test_no_default_branch_is_said_plainly(made: TestRepository, run: Run) -> None:
    """Where no branch can be the default one, the review stops with 2 and asks for the base."""
    made.git("branch", "--move", "main", "work")
    assert "--base REVISION" in problem(run("review"))


def test_a_shallow_clone_is_said_plainly(made: TestRepository, tmp_path: Path) -> None:
    """A clone in which the common commit is missing stops the review with 2 and says how to get it."""
    made.git("switch", "--quiet", "--create", "fix")
    made.commit(DAY, {"content/people.csv": "id,name,aliases,country,kind\n"})
    made.git("switch", "--quiet", "main")
    made.commit(DAY, {"content/b.csv": "x\n"})
    clone = tmp_path / "clone"
    made.git("clone", "--quiet", "--depth=1", "--no-single-branch", made.root.as_uri(), str(clone))
    done = subprocess.run(
        [sys.executable, "-m", "generator", "review", "-C", str(clone), "--head", "origin/fix"],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "git fetch --unshallow" in problem(done)
