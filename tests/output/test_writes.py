"""Each write failing once: what stood there stands whole, or what was asked for does, and the reason is said.

Every run tries a few writes of each command, `make writes` every single one.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import TINY, copy_project
from tests.output.running import COMMANDS, Runs, Tree, points, running, tree

WRITES = int(os.environ.get("WRITES", "4"))
"""Writes of each command that fail."""
KINDS = ("full", "broken")
_ARTICLES = "content/harbour-bridge/articles"
_FACTS = "content/harbour-bridge/facts"
_STORY = """\
The harbour opens

Oslo, 12 March 2026. About 5,000 people came to the harbour on Thursday, police said. Norway and Japan signed
a deal on the port on 11 March 2026. “We will build it again,” Anna Berg said.
"""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """What runs the commands."""
    with running(tmp_path_factory.mktemp("kept")) as started:
        yield started


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, runs: Runs) -> Path:
    """A project that was published, and then edited."""
    project = copy_project(TINY / "content", tmp_path_factory.mktemp("published"))
    assert runs.run(project, "build").code == 0
    for name in ("numbers", "timeline"):
        table = project / _FACTS / f"{name}.csv"
        first, head, rows = table.read_text().partition("accepted,\n")
        table.write_text(first + head + rows.replace(",accepted,", ",draft,"))
    (project / "report.txt").write_text(_STORY)
    return project


def faults(writes: int) -> list[tuple[int, str]]:
    """Return which write fails and how: each in both ways, or a few now in one way and now in the other."""
    some = points(writes, WRITES)
    if len(some) == writes:
        return [(at, kind) for at in some for kind in KINDS]
    return [(at, KINDS[number % 2]) for number, at in enumerate(some)]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_write_that_fails_leaves_all_whole(
    command: str, runs: Runs, published: Path, tmp_path: Path
) -> None:
    """With the disk full or broken at any one write, each folder is the old one or the new one, and says so.

    Where only what is kept for the next run cannot be written, or a hidden file not be cleared away, the
    command does its work. MkDocs ends with 1.
    """
    project = tmp_path / "project"

    def folders() -> list[Tree]:
        content = {name: data for name, data in tree(project / "content").items() if "/." not in name}
        return [content, *(tree(project / name) for name in ("staging", "site"))]

    def restored() -> Path:
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(published, project, symlinks=True)
        if command == "extract":
            shutil.copy(added, project / _ARTICLES)
        return project

    added = project / _ARTICLES / "the-harbour-opens.md"
    if command == "extract":
        shutil.copytree(published, project)
        assert runs.run(project, "add").code == 0
        added = Path(shutil.copy(added, tmp_path))
    restored()
    old = folders()
    done = runs.run(project, command)
    assert done.code == 0, done.said
    new = folders()
    assert old != new
    wrong = []
    for at, kind in faults(int(runs.run(restored(), command).said.split()[-1])):
        failed = runs.run(restored(), command, kind, at)
        now = folders()
        halves = [one for one, was, will in zip(now, old, new, strict=True) if one not in (was, will)]
        ended = now == new if failed.code == 0 else failed.code in (1, 2) and bool(failed.said.strip())
        if halves or not ended or "Traceback" in failed.said or "bug" in failed.said:
            wrong.append((at, kind, failed.code, failed.said[-300:]))
    assert wrong == []
