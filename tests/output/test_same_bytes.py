"""Same content, same bytes, wherever and whenever a site is built."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, TINY, copy_project, environment
from tests.output.running import tree

EXPLAINERS = 17
"""Enough to be made by several processes."""
YEAR = 365 * 24 * 60 * 60
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "tr_TR.UTF-8",
    "LANGUAGE": "tr:ar",
    "PYTHONHASHSEED": "4711",
    "HOME": "/nowhere",
    "USER": "somebody",
}
HERE = {"TZ": "UTC", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "0"}


def project(folder: Path, backwards: bool = False) -> Path:
    """Make a project with many explainers, written to the disk in one order or the other."""
    folder.mkdir(parents=True)
    copy_project(TINY / "content", folder)
    numbers = range(EXPLAINERS)
    for number in reversed(numbers) if backwards else numbers:
        shutil.copytree(TINY / "content" / "harbour-bridge", folder / "content" / f"bridge-{number}")
    return folder


def build(folder: Path, variables: dict[str, str], *before: str, cores: set[int] | None = None) -> None:
    """Build the site of a project with some variables of the environment, on some cores."""
    built = subprocess.run(
        [sys.executable, *before, "generator", "build"],
        cwd=folder,
        env=environment(PYTHONPATH=str(ROOT), **variables),
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,
    )
    assert built.returncode == 0, built.stdout + built.stderr


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system does not let one choose cores")
def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    """A site is the same a year later, in another time zone, language and folder, by one process or several.

    So are the names of the files in the manifest, and when they were written does not matter either.
    """
    first = project(tmp_path / "site")
    build(first, HERE, "-m")
    second = project(tmp_path / "Ünther a folder" / "with spaces", backwards=True)
    for path in second.rglob("*"):
        os.utime(path, (1, 1))
    clock = str(ROOT / "tests" / "output" / "clock.py")
    build(second, ELSEWHERE, clock, str(YEAR), cores={min(os.sched_getaffinity(0))})
    for name in ("staging", "site"):
        assert tree(first / name) == tree(second / name)


def test_a_site_without_a_date_has_none(tiny: Path) -> None:
    """Where no explainer tells its day, no day of a build is shown; one that was given is."""
    page = tiny / "content" / "harbour-bridge" / "explainer.md"
    page.write_text(re.sub(r"(?m)^updated: .*", "updated: 2026-03", page.read_text()))
    sitemap = tiny / "site" / "sitemap.xml"
    build(tiny, HERE, "-m")
    assert "<lastmod>" not in sitemap.read_text()
    first = tree(tiny / "site")
    build(tiny, HERE, str(ROOT / "tests" / "output" / "clock.py"), str(YEAR))
    assert tree(tiny / "site") == first
    build(tiny, HERE | {"SOURCE_DATE_EPOCH": "86400"}, "-m")
    assert "<lastmod>1970-01-02</lastmod>" in sitemap.read_text()


def test_the_wrong_clock_is_believed() -> None:
    """The year later of the test above is one for whoever asks Python for the time."""
    program = (
        "import datetime as d, time; print(d.datetime.now().year, d.date.today().year, time.gmtime()[0])"
    )
    folder = ROOT / "tests" / "output"
    told = subprocess.run(
        [sys.executable, str(folder / "clock.py"), str(-30 * YEAR), "timeit", "-n1", "-r1", program],
        capture_output=True,
        text=True,
        check=True,
    )
    assert max(map(int, told.stdout.split()[:3])) < time.gmtime()[0] - 28
