"""Whatever goes wrong while a site is built, there is the old one or the new one, whole.

`make faults` tries many more points than the few of every run.
"""

import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TINY, copy_project
from tests.output.running import POINTS, Result, Runs, Tree, points, running, tree

EDITED = "content/harbour-bridge/facts/timeline.csv"
EDIT = ("Anna Berg opens the Harbour Bridge", "The Harbour Bridge is opened")
OUTPUTS = ("site", "staging")


class Bench:
    """A project that was published and then edited, for each build anew."""

    def __init__(self, folder: Path, runs: Runs) -> None:
        """Publish the project before and after the edit."""
        self.runs = runs
        self.folder = folder
        self.project = folder / "project"
        (folder / "good").mkdir()
        self.good = copy_project(TINY / "content", folder / "good")
        (self.good / "site" / ".deployment").mkdir()
        (self.good / "site" / ".deployment" / "state").write_text("not ours")
        shutil.copytree(self.good, self.project)
        assert self.build("none").code == 0
        self.old = self.trees()
        shutil.rmtree(self.good)
        shutil.copytree(self.project, self.good)
        table = self.good / EDITED
        table.write_text(table.read_text().replace(*EDIT))
        self.restore()
        assert self.build("none").code == 0  # from now on everything that can be kept is
        self.restore()
        self.whole = self.build("none")
        assert self.whole.code == 0
        self.new = self.trees()
        assert self.old != self.new

    def restore(self) -> None:
        """Go back to what was published, with the edit."""
        shutil.rmtree(self.project)
        shutil.copytree(self.good, self.project)

    def build(self, kind: str, at: float | str = 0, program: str = "build") -> Result:
        """Build the site, and have something happen."""
        return self.runs.run(self.project, program, kind, at)

    def writes(self, program: str = "build") -> int:
        """Return how many times a build asks the system to change something."""
        self.restore()
        return int(self.build("none", program=program).said.split()[-1])

    def trees(self) -> list[Tree]:
        """Return the folders that a build makes."""
        return [tree(self.project / name) for name in OUTPUTS]

    def whole_site(self) -> bool:
        """Return whether each folder is the old one or the new one, and not the new site from old pages."""
        site, pages = self.trees()
        assert site in (self.old[0], self.new[0]), "the site is neither"
        assert pages in (self.old[1], self.new[1]), "the pages are neither"
        return site == self.new[0]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """The project, published and edited."""
    folder = tmp_path_factory.mktemp("faults")
    with running(folder / "cache") as runs:
        yield Bench(folder, runs)


@pytest.mark.parametrize("program", ["build", "mkdocs"])
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(bench: Bench, program: str) -> None:
    """Killed before any change of a file, or at any time, nothing is half done; the next build waits not."""
    share = POINTS // 2 if program == "build" else POINTS // 4
    chance = random.Random(POINTS)
    faults: list[tuple[str, float]] = [("kill", at) for at in points(bench.writes(program), share)]
    faults += [("late", chance.uniform(0, bench.whole.took)) for _ in range(share)]
    new = 0
    for kind, at in faults:
        bench.restore()
        result = bench.build(kind, at, program)
        assert result.code in (-signal.SIGKILL, 0), result
        new += bench.whole_site()
        assert bench.build("none").code == 0
        assert bench.trees() == bench.new
        assert {one.name for one in (bench.project / ".explainer").iterdir()} <= {"lock", "kept"}
    assert 0 < new < len(faults)


FAILURES = [
    *(("build", kind) for kind in ("full", "read-only", "large", "interrupt", "unreadable")),
    *(("mkdocs", kind) for kind in ("full", "interrupt")),
]


@pytest.mark.parametrize(("program", "kind"), FAILURES)
def test_a_build_that_fails_leaves_the_old_site(bench: Bench, kind: str, program: str) -> None:
    """When a write or a read fails, or Ctrl-C comes, the build says so, ends with 2 and leaves the old site.

    What only cannot be kept or cleared away does not matter to it. MkDocs ends with 1.
    """
    ats: dict[str, list[Any]] = {
        "full": points(bench.writes(program), max(3, POINTS // 3)),
        "interrupt": points(bench.writes(program), 3)[:2],
        "read-only": [0],
        "large": [0, 10_000],
        "unreadable": ["mkdocs.yml", "frame.html"],
    }
    for at in ats[kind]:
        bench.restore()
        result = bench.build(kind, at, program)
        assert "Traceback" not in result.said, (at, result.said)
        if bench.whole_site():
            assert result.code == 0 or kind == "interrupt", (at, result.said)
        else:
            assert result.code == (2 if program == "build" else 1), (at, result.said)
            assert result.said.strip(), at
