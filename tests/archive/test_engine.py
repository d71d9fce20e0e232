"""The engine: two workers here or two of a cluster, one of them killed, and the command as a user runs it."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from generator import archive
from generator.archive import engine, events
from generator.archive.spreading import WorkersDied
from generator.progress import Counted
from generator.project import ProjectError
from tests.archive.making import articles, extract, files, lines, quiet, rows
from tests.archive.tasks import deadly, process
from tests.conftest import PATIENCE, environment
from tests.test_terminal import at_a_terminal

SHARE = 16


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough articles for twelve shares, only read."""
    path = tmp_path_factory.mktemp("given") / "articles.jsonl"
    path.write_bytes(lines(articles(12 * SHARE)))
    return path


@pytest.fixture(scope="module")
def undisturbed(given: Path) -> dict[str, bytes]:
    """The files of a quiet run in one process."""
    out = given.with_name("quiet")
    extract(given, out, share=SHARE)
    events.find(events.prepare(str(out)), map, quiet)
    return files(out)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two workers, as an administrator would start it."""
    patient = dask.config.set({"distributed.deploy.lost-worker-timeout": "1 day"})
    with (
        patient,
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as started,
    ):
        yield started.scheduler_address


def started(where: str, cluster: str) -> AbstractContextManager[engine.Pool]:
    """Start two workers here, or join those of the cluster."""
    return engine.started(2) if where == "here" else engine.started(cluster=cluster)


@pytest.mark.parametrize("where", ["here", "cluster"])
def test_a_killed_worker_changes_nothing(
    given: Path, undisturbed: dict[str, bytes], tmp_path: Path, cluster: str, where: str
) -> None:
    """With a worker killed half-way, then another while events are found, both runs end by themselves, with
    the bytes of quiet runs in one process."""
    waiting = {"Extracting": 0, "Comparing articles": 1}

    def killing(words: str) -> None:
        if isinstance(words, Counted) and words in waiting and words.done * 2 >= words.total:
            os.kill(victims[waiting.pop(words)], signal.SIGKILL)

    asked = archive.prepare(str(given), str(tmp_path / "out"))
    with started(where, cluster) as pool:
        victims = sorted(set(pool.each(process, range(8))))
        archive.extract(asked, pool.each, killing, SHARE)
        events.find(events.prepare(str(tmp_path / "out")), pool.each, killing)
    assert len(victims) == 2
    assert not waiting
    assert files(tmp_path / "out") == undisturbed


def test_what_kills_every_worker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task of which worker after worker dies is told at the end; the others are done."""
    monkeypatch.setattr(engine, "_DEATHS", 0)
    done: list[int] = []
    with engine.started(1) as pool, pytest.raises(WorkersDied) as died:
        done.extend(pool.each(deadly, [0, 1, 2]))
    assert died.value.items == (1,)
    assert sorted(done) == [0, 2]


def test_nobody_at_the_address_of_a_cluster() -> None:
    """An address where no scheduler answers is said."""
    short = dask.config.set({"distributed.comm.timeouts.connect": "1s"})
    with short, pytest.raises(ProjectError, match="No scheduler answers"):
        engine.started(cluster="tcp://127.0.0.1:9").__enter__()


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run ``explainer archive extract`` in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "generator", "archive", "extract", *words],
        cwd=folder,
        env=environment(PYTHONPATH=os.getcwd()),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def test_the_command(given: Path, tmp_path: Path) -> None:
    """``explainer archive extract`` fills the tables and says what it found; a second run adds what is new,
    and shows at a terminal how fast it goes and how long it will take."""
    (tmp_path / "articles.jsonl").write_bytes(given.read_bytes() + b"no JSON\n")
    first = command(tmp_path, "*.jsonl", "out", "--workers", "1")
    assert first.returncode == 1, first.stderr
    assert first.stdout.splitlines()[0].split() == ["192", "articles"]
    assert first.stdout.splitlines()[-1].split()[:2] == ["1", "source-broken"]
    assert first.stderr == "192 articles of 1 new input; 0 inputs were known.\n"
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert described["explainer"]["findings"] == {"source-broken": 1}
    (tmp_path / "more.jsonl").write_bytes(lines(articles(195)[192:]))
    again = ("archive", "extract", "*.jsonl", "out", "--workers", "1")
    shown = at_a_terminal(tmp_path, *again, PYTHONPATH=os.getcwd())
    assert re.search(r"Extracting .* 3/3 .* a second", shown)
    assert "3 articles of 1 new input; 1 input was known." in shown
    assert len(rows(tmp_path / "out", "articles")) == 195


def test_without_the_extra(tmp_path: Path) -> None:
    """Where the extra is not installed, the command says how to install it."""
    blocked = (
        "import sys; sys.modules['distributed'] = None; from generator.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", blocked, "archive", "extract", "articles.jsonl", "out"],
        cwd=tmp_path,
        env=environment(PYTHONPATH=os.getcwd()),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "pip install 'explainer[archive]'" in done.stderr
    assert not (tmp_path / "out").exists()
