"""``explainer add`` as an editor runs it, against a real server."""

import signal
import subprocess
import sys
from pathlib import Path

from generator.intake.fetch import LOOPBACK_FOR_TESTS
from tests.conftest import PATIENCE, Run, environment, started
from tests.intake.conftest import PAGES, Site, stall
from tests.intake.test_sources import rss
from tests.test_terminal import at_a_terminal

ARTICLES = Path("content", "harbour-bridge", "articles")
ADDED = ARTICLES / "harbour-bridge-opens.md"


def test_a_page_a_file_and_a_mistake(site: Site, run: Run, tiny: Path) -> None:
    """Each source is added or has its finding; the files are named, and a failure is exit code 1."""
    address = site.page("/opens", (PAGES / "says-little.html").read_bytes())
    (tiny / "notes.txt").write_text("A tram crossed the bridge at noon, and the driver rang the bell.")
    missing = f"{site.address}/missing"
    done = run("add", "harbour-bridge", address, "notes.txt", missing, **{LOOPBACK_FOR_TESTS: "1"})
    assert done.returncode == 1
    assert (tiny / ADDED).read_text().count(address) == 1
    assert done.stdout.splitlines() == [
        f"added {ADDED.as_posix()}",
        f"added {ARTICLES.as_posix()}/a-tram-crossed-the-bridge-at-noon-and.md",
    ]
    assert f"{missing} answered with HTTP status 404" in done.stderr
    assert f"{missing.removeprefix('http://')}:1:1: error" in done.stderr
    assert "Traceback" not in done.stderr


def test_adding_again_changes_nothing(run: Run, tiny: Path) -> None:
    """The same source again writes no file, and is no failure."""
    source = str(PAGES / "says-little.html")
    assert run("add", "harbour-bridge", source).returncode == 0
    before = (tiny / ADDED).read_bytes()
    again = run("add", "harbour-bridge", source)
    assert (again.returncode, again.stdout) == (0, "")
    assert "was not added" in again.stderr
    assert (tiny / ADDED).read_bytes() == before


def test_without_the_setting_for_tests_this_machine_is_private(site: Site, run: Run) -> None:
    """As editors run it, the command asks no server on this machine."""
    done = run("add", "harbour-bridge", site.page("/", "<p>secret"))
    assert done.returncode == 1
    assert "not a public address" in done.stderr
    assert site.asked == []


def test_articles_of_a_feed_are_chosen_at_a_terminal(site: Site, tiny: Path) -> None:
    """At a terminal a feed is listed and asked about until the answer is one; what is chosen is added."""
    page = (PAGES / "says-little.html").read_text()
    links = [site.page(f"/{number}", page.replace("Harbour", f"Bridge {number}")) for number in range(1, 5)]
    feed = site.page("/feed", rss(*links), "application/rss+xml")
    wrong = ("first", "0", "5", "-", ",")
    typed = "\n".join((*wrong, "2, 3-4 4")) + "\n"
    said = at_a_terminal(tiny, "add", "harbour-bridge", feed, typed=typed, **{LOOPBACK_FOR_TESTS: "1"})
    assert "   1  2025-09-02  Story 1" in said
    assert said.count("Which ones") == len(wrong) + 1
    assert "“first” is no number: write for instance 1 3 5-8." in said
    assert said.count("Choose from 1 to 4.") == 3
    assert said.count("added ") >= 3
    assert [any(f"GET /{number} " in asked for asked in site.asked) for number in range(1, 5)] == [
        False, True, True, True,
    ]  # fmt: skip


def test_ctrl_c_at_a_slow_page(site: Site, tiny: Path) -> None:
    """Ctrl-C while a page is on its way ends the command at once, and what was added stays whole."""
    slow = site.answer("/slow", lambda handler: stall(site))
    words = ["add", "harbour-bridge", str(PAGES / "says-little.html"), slow]
    with started(
        [sys.executable, "-m", "generator", *words],
        cwd=tiny,
        env=environment(**{LOOPBACK_FOR_TESTS: "1"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as command:
        assert site.reached.wait(PATIENCE)
        command.send_signal(signal.SIGINT)
        stdout, stderr = command.communicate(timeout=PATIENCE)
    assert command.returncode == 2
    assert stdout == f"added {ADDED.as_posix()}\n"
    assert "Traceback" not in stderr
    assert (tiny / ADDED).read_text().startswith("---\ntitle: Harbour bridge opens\n")
    assert [path.name for path in (tiny / ARTICLES).iterdir() if path.name.startswith(".")] == []
