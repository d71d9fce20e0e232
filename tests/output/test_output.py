"""Folders that the program writes, and who may write in them."""

import ctypes
import errno
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from generator import locking, output
from generator.output import MARK
from generator.project import ProjectError
from tests.conftest import Run, environment, started
from tests.output.running import tree


def replaced(folder: Path) -> None:
    """Replace a folder by one with a single file."""
    with output.replacement(folder) as new:
        (new / "new.html").write_text("new")


@pytest.mark.parametrize("name", ["site", "staging"])
@pytest.mark.parametrize("program", ["generator", "mkdocs"])
def test_a_folder_of_somebody_else_is_refused(run: Run, tiny: Path, name: str, program: str) -> None:
    """Where an output folder holds files and no mark, nothing is written, and the message says what to do."""
    (tiny / name / "thesis.odt").write_text("three years of work")
    before = tree(tiny)
    built = run("build", program=program)
    assert built.returncode == (2 if program == "generator" else 1)
    assert f"touch {tiny / name / MARK}" in built.stdout + built.stderr
    assert "Traceback" not in built.stderr
    assert {path: body for path, body in tree(tiny).items() if path != ".explainer/lock"} == before


@pytest.mark.parametrize("kind", ["absent", "empty", "hidden", "marked"])
def test_a_folder_that_may_be_replaced(tmp_path: Path, kind: str) -> None:
    """A folder that is absent, empty, ours, or holds only hidden files is written, and is ours then."""
    folder = tmp_path / "site"
    if kind != "absent":
        folder.mkdir()
    if kind == "hidden":
        (folder / ".gitignore").write_text("*\n")
    if kind == "marked":
        (folder / MARK).touch()
        (folder / "old.html").write_text("old")
    for _ in range(2):
        replaced(folder)
    kept = {".gitignore"} if kind == "hidden" else set()
    assert tree(folder).keys() == {"new.html", MARK} | kept
    assert list((tmp_path / ".explainer").iterdir()) == []


def test_a_mark_is_a_plain_file(tmp_path: Path) -> None:
    """A link called like the mark is none."""
    (tmp_path / "file").touch()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.html").touch()
    (tmp_path / "site" / MARK).symlink_to(tmp_path / "file")
    with pytest.raises(ProjectError, match="did not make"):
        replaced(tmp_path / "site")


def test_a_link_is_no_way_out(tmp_path: Path) -> None:
    """Where the folder for unfinished work is a link, nothing is written behind it."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".explainer").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ProjectError, match="is no folder"):
        replaced(tmp_path / "site")
    assert list((tmp_path / "elsewhere").iterdir()) == []


KILLED_BETWEEN = """
import os, sys
from pathlib import Path
from generator import output
rename = os.rename
def killed(one, other):
    rename(one, other)
    os._exit(9)
output._exchange = lambda one, other: False
with output.replacement(Path(sys.argv[1])):
    os.rename = killed
"""


def test_a_link_to_itself_is_told(run: Run, tiny: Path) -> None:
    """Where an output folder is a link that leads to itself, that is said."""
    (tiny / "site").rename(tiny / "elsewhere")
    (tiny / "site").symlink_to("site")
    built = run("build")
    assert (built.returncode, "bug" in built.stderr) == (2, False)
    assert "Too many levels of symbolic links" in built.stderr


@pytest.mark.parametrize("plant", ["link", "old", "pipe"])
def test_what_lies_half_done_is_no_way_out_either(tmp_path: Path, plant: str) -> None:
    """What passes for an unfinished folder but leads elsewhere, or is a pipe, is removed and nothing else."""
    kept = tmp_path / "elsewhere" / "old" / "kept"
    kept.parent.mkdir(parents=True)
    kept.touch()
    beside = tmp_path / ".explainer" / "site.planted"
    beside.parent.mkdir()
    if plant == "link":
        beside.symlink_to(tmp_path / "elsewhere")
    elif plant == "pipe":
        os.mkfifo(beside)
    else:
        beside.mkdir()
        (beside / "old").symlink_to(kept.parent)
    replaced(tmp_path / "site")
    assert kept.exists()
    assert not (tmp_path / "site").is_symlink()
    assert list(beside.parent.iterdir()) == []


@pytest.mark.parametrize("problem", [errno.ENOSYS, errno.EINVAL, errno.EACCES, None])
def test_what_a_system_answers_to_an_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: int | None
) -> None:
    """A system or a disk that knows no exchange of folders says so; any other refusal is told."""

    class System:
        def __init__(self, *_: object, **__: object) -> None:
            if problem is not None:
                self.renameat2 = lambda *_: -1

    monkeypatch.setattr(ctypes, "CDLL", System)
    monkeypatch.setattr(ctypes, "get_errno", lambda: problem)
    if problem == errno.EACCES:
        with pytest.raises(PermissionError):
            output._exchange(tmp_path, tmp_path)
    else:
        assert not output._exchange(tmp_path, tmp_path)


def test_a_folder_mounted_from_elsewhere_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site's folder that is a disk of its own cannot be replaced whole, and it is said what to do."""
    site = tmp_path / "site"
    replaced(site)
    before = tree(site)

    def mounted(*_: object) -> bool:
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr(output, "_exchange", mounted)
    with pytest.raises(ProjectError, match="is a disk of its own"):
        replaced(site)
    assert tree(site) == before


def test_without_an_exchange_there_are_two_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot exchange folders they are renamed; the next run mends what a kill left."""
    monkeypatch.setattr(output, "_exchange", lambda one, other: False)
    site = tmp_path / "site"
    for _ in range(2):
        replaced(site)
    before = tree(site)
    killed = subprocess.run([sys.executable, "-c", KILLED_BETWEEN, str(site)], check=False)
    assert killed.returncode == 9
    assert not site.exists()
    output.make_ready(site)
    assert tree(site) == before
    assert list((tmp_path / ".explainer").iterdir()) == []


def test_a_disk_without_links_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot have two names it is copied; any other problem is one."""

    def refuse(problem: int) -> None:
        def link(*_: object, **__: object) -> None:
            raise OSError(problem, os.strerror(problem))

        monkeypatch.setattr(os, "link", link)

    (tmp_path / "file").write_text("words")
    refuse(errno.EPERM)
    output.carry_over(tmp_path / "file", tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "words"
    refuse(errno.ENOSPC)
    with pytest.raises(OSError, match="No space"):
        output.carry_over(tmp_path / "file", tmp_path / "other")


def test_five_builds_at_once(tiny: Path) -> None:
    """One builds, the others say for whom they wait; all end well, and the site is whole."""
    (tiny / ".explainer").mkdir()
    words = [sys.executable, "-m", "generator", "build"]
    options = {"cwd": tiny, "env": environment(), "stderr": subprocess.PIPE, "text": True}
    with ExitStack() as running:
        with locking.holding(tiny / ".explainer" / "lock", print):
            builds = [running.enter_context(started(words, **options)) for _ in range(5)]
            waiting = [str(one.stderr and one.stderr.readline()) for one in builds]
        assert all(f"process {os.getpid()} on " in said for said in waiting), waiting
        for one in builds:
            _, said = one.communicate()
            assert one.returncode == 0, said
    verified = subprocess.run([*words[:3], "verify"], cwd=tiny, check=False)
    assert verified.returncode == 0


def test_a_killed_run_leaves_no_lock(tmp_path: Path) -> None:
    """The lock of a process that was killed is free, though its child lives on and its name still stands."""
    program = (
        "import os, sys; from pathlib import Path; from generator import locking\n"
        "with locking.holding(Path(sys.argv[1]), print):\n"
        "    if os.fork():\n"
        "        print('held', flush=True)\n"
        "    sys.stdin.read()\n"  # until this test ends
    )
    words = [sys.executable, "-c", program, str(tmp_path / "lock")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with started(words, **pipes) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        waits: list[str] = []
        with started(words, **pipes) as second:
            assert second.stdout
            assert f"process {holder.pid} on " in second.stdout.readline()
            holder.kill()
            assert second.stdout.readline() == "held\n"
    with locking.holding(tmp_path / "lock", waits.append):
        assert waits == []


def test_mkdocs_does_not_write_into_the_site(run: Run) -> None:
    """`mkdocs build --dirty`, which would write into the site that stands, is refused with the reason."""
    done = run("build", "--dirty", program="mkdocs")
    assert done.returncode == 1
    assert "--dirty writes page by page" in done.stdout + done.stderr
