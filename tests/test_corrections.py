"""Corrections: written by a command, told on the explainer's page, on a page of their own and in the feed."""

import datetime
import json
import re
from pathlib import Path

import feedparser  # type: ignore[import-untyped] # ships no types
import pytest

from tests.conftest import Run
from tests.repositories import repository

FOLDER = "content/harbour-bridge"
ENTRIES = f"{FOLDER}/corrections.csv"
HEADER = "date,fact,was,now,reason\n"
CORRECT = ("correct", "harbour-bridge", "numbers/spectators")


def entries(project: Path) -> str:
    """Return corrections.csv."""
    return (project / ENTRIES).read_text()


def updated(project: Path) -> str:
    """Return the line of explainer.md that says when the page was updated."""
    text = (project / FOLDER / "explainer.md").read_text()
    return next(line for line in text.splitlines() if line.startswith("updated:"))


def test_an_entry_is_written(run: Run, tiny: Path) -> None:
    """The file is made with its header, the page is dated by the correction, the content correct."""
    done = run(
        *CORRECT, "--was", "about 200", "--now", "about 2,000", "--reason", "A slip.", "--date", "2026-03-12"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert entries(tiny) == f'{HEADER}2026-03-12,numbers/spectators,about 200,"about 2,000",A slip.\n'
    assert updated(tiny) == "updated: 2026-03-12"
    assert run("check", "--strict").returncode == 0


def test_a_correction_years_later_leaves_the_prose_true(run: Run, tiny: Path) -> None:
    """Dates that the prose gives without their year still mean the event's when the page is dated anew."""
    page = tiny / FOLDER / "explainer.md"
    page.write_text(f"{page.read_text()}It opened on [10 March](fact:timeline/bridge-opens), on 10 March.\n")
    assert run("check", "--strict").returncode == 0
    assert run(*CORRECT, "--was", "1", "--now", "2", "--reason", "x", "--date", "2028-10-01").returncode == 0
    assert updated(tiny) == "updated: 2028-10-01"
    checked = run("check", "--strict")
    assert checked.returncode == 0, checked.stdout


def test_today_is_the_day(run: Run, tiny: Path) -> None:
    """Without ``--date`` an entry bears the day on which it is written."""
    before = datetime.date.today()
    assert run(*CORRECT, "--was", "200 people", "--reason", "A slip.").returncode == 0
    written = datetime.date.fromisoformat(entries(tiny).splitlines()[1].partition(",")[0])
    assert before <= written <= datetime.date.today()


def test_what_the_page_says_now_needs_no_typing(run: Run, tiny: Path) -> None:
    """Without ``--now`` the entry has what the page shows of the fact; nothing when it shows it no more."""
    run(*CORRECT, "--was", "200", "--reason", "A slip.", "--date", "2026-03-12")
    assert "About 2,000 people or at least 1,500" in entries(tiny)
    run("retract", "harbour-bridge", "numbers/spectators", "--note", "Withdrawn.")
    run(*CORRECT, "--was", "200", "--reason", "Withdrawn.", "--date", "2026-03-13")
    assert entries(tiny).endswith("2026-03-13,numbers/spectators,200,,Withdrawn.\n")


def test_what_changed_needs_no_typing(run: Run, tiny: Path) -> None:
    """In a repository an entry has the fields that changed, before and after, and no other words."""
    git = repository(tiny)
    git.commit("2026-03-11T10:00:00Z", {})
    numbers = tiny / FOLDER / "facts/numbers.csv"
    numbers.write_text("".join(numbers.read_text().splitlines(keepends=True)[:2]))
    run(*CORRECT, "--reason", "A slip.", "--date", "2026-03-12")
    was = "Value: about 2,000 people or at least 1,500 people · Attribution: police said"
    changed = f'"{was}","Value: about 2,000 people · Attribution: —",A slip.'
    assert entries(tiny).splitlines()[1] == f"2026-03-12,numbers/spectators,{changed}"
    git.git("switch", "--quiet", "--create", "mending")
    git.commit("2026-03-12T10:00:00Z", {})
    run(*CORRECT, "--reason", "A slip.", "--date", "2026-03-13")
    assert entries(tiny).splitlines()[2] == f"2026-03-13,numbers/spectators,{changed}"


def test_a_fact_that_is_gone_is_told_whole(run: Run, tiny: Path) -> None:
    """Of a fact that readers see no more an entry says in one line what they saw, under its present name."""
    git = repository(tiny)
    git.commit("2026-03-11T10:00:00Z", {})
    (tiny / FOLDER / "renamed.csv").write_text("was,now\nnumbers/spectators,numbers/watchers\n")
    numbers = tiny / FOLDER / "facts/numbers.csv"
    numbers.write_text(
        numbers.read_text().replace("spectators,", "watchers,").replace("accepted", "retracted")
    )
    done = run("correct", "harbour-bridge", "numbers/watchers", "--reason", "No.", "--date", "2026-03-12")
    assert done.returncode == 0, done.stderr
    written = entries(tiny).splitlines()[1]
    gone = '"About 2,000 people or at least 1,500 people: People at the opening'
    assert written.startswith(f"2026-03-12,numbers/watchers,{gone}")
    assert written.endswith('",,No.')


def test_a_fact_that_did_not_change_has_no_correction(run: Run, tiny: Path) -> None:
    """Where the fact says what it said, or nobody knows what it said, ``--was`` is asked for."""
    git = repository(tiny)
    for _ in range(2):
        done = run(*CORRECT, "--reason", "A slip.")
        assert done.returncode == 2
        assert "there is nothing to correct" in done.stderr
        assert "give them with --was" in done.stderr
        git.commit("2026-03-11T10:00:00Z", {})
    same = run(*CORRECT, "--was", "2,000  people", "--now", "2,000 people", "--reason", "A slip.")
    assert same.returncode == 2
    assert "say the same" in same.stderr
    assert not (tiny / ENTRIES).exists()


def test_entries_are_added_below(run: Run, tiny: Path) -> None:
    """What stands in the file stays byte for byte, with its columns, quoting and line ends."""
    old = 'reason,date,fact,note,"was",now\r\nOld.,2026-03-11,numbers/spectators,,"1",2'
    (tiny / ENTRIES).write_bytes(old.encode())
    run(*CORRECT, "--was", "3", "--now", "4", "--reason", "New.", "--date", "2026-03-11")
    assert (tiny / ENTRIES).read_bytes().decode() == f"{old}\r\nNew.,2026-03-11,numbers/spectators,,3,4\r\n"
    assert updated(tiny) == "updated: 2026-03-11"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["correct", "harbour-bridge", "numbers/spectator", "--reason", "x"], 2, "“numbers/spectators”?"),
        ([*CORRECT], 2, "--reason"),
        ([*CORRECT, "--was", "1", "--reason", " "], 1, "missing-cell"),
        ([*CORRECT, "--was", "1", "--reason", "x", "--date", "2026-02-30"], 1, "no-such-date"),
        ([*CORRECT, "--reason", "x", "--was", "6\u202e00"], 1, "control-character"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_not_written(run: Run, tiny: Path, words: list[str], code: int, told: str) -> None:
    """An unknown fact, no reason, no date or hidden characters: told, and no file is changed."""
    done = run(*words)
    assert done.returncode == code, done.stdout + done.stderr
    assert told in done.stdout + done.stderr
    assert not (tiny / ENTRIES).exists()
    assert updated(tiny) == "updated: 2026-03-11"


def test_readers_are_told_everywhere(run: Run, tiny: Path) -> None:
    """The explainer's page, the page of all corrections, the feed and the linked data tell the same."""
    run(
        *CORRECT,
        "--was",
        "about 200",
        "--now",
        "about 2,000",
        "--reason",
        "A <slip>.",
        "--date",
        "2026-03-12",
    )
    run("retract", "harbour-bridge", "quotes/belongs-to-everyone", "--note", "She denies it.")
    denied = ("correct", "harbour-bridge", "quotes/belongs-to-everyone", "--reason", "Denied.")
    run(*denied, "--was", "a quotation", "--date", "2026-03-13")
    built = run("build", "--strict")
    assert built.returncode == 0, built.stdout + built.stderr
    site = tiny / "site"
    page = (site / "about/corrections/index.html").read_text()
    listed = page[page.index("Every correction") :]
    assert listed.index("Denied.") < listed.index("A &lt;slip&gt;.")
    assert 'href="../../harbour-bridge/#numbers-spectators"' in listed
    assert '<a href="../../harbour-bridge/">The Harbour Bridge</a>' in listed
    assert 'href="../../corrections.xml"' in listed
    explainer = (site / "harbour-bridge/index.html").read_text()
    assert 'href="../about/corrections/"' in explainer
    assert 'href="about/corrections/"' in (site / "index.html").read_text()
    feed = feedparser.parse((site / "corrections.xml").read_bytes())
    assert [one.link for one in feed.entries] == [
        "https://explainer.example/harbour-bridge/",
        "https://explainer.example/harbour-bridge/#numbers-spectators",
    ]
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', explainer)
    assert script is not None
    told = json.loads(script[1])
    assert [one["datePublished"] for one in told["correction"]] == ["2026-03-12", "2026-03-13"]
    assert told["correction"][0]["url"].endswith("/harbour-bridge/#numbers-spectators")
    assert told["publisher"]["correctionsPolicy"] == "https://explainer.example/about/corrections/"


def test_a_site_without_corrections_says_so(run: Run, tiny: Path) -> None:
    """The page on how corrections are made is there from the first day."""
    assert run("build").returncode == 0
    page = (tiny / "site/about/corrections/index.html").read_text()
    assert "There is none yet." in page
    assert "An entry is never taken off the list." in page
