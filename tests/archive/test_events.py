"""Events of an archive: which articles speak of the same thing, and who reports it independently."""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from generator import archive
from generator.archive import events, founding
from generator.archive.events import grouping, matching
from generator.archive.events.telling import Event
from generator.project import Project, ProjectError
from tests.archive.making import lines, quiet
from tests.conftest import copy_project, running

CASES = sorted((Path(__file__).parent / "events").glob("*.jsonl"))
"""Articles in the form of ``archive extract``, each with the ``event`` it belongs to."""


def marked(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a case, each with its line as identifier."""
    read = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [{**one, "id": str(number)} for number, one in enumerate(read)]


def extracted(given: Sequence[dict[str, Any]], folder: Path) -> Path:
    """Return an output with the tables of some articles."""
    (folder / "articles.jsonl").write_bytes(lines(given))
    archive.extract(archive.prepare(str(folder / "articles.jsonl"), str(folder / "out")), map, quiet)
    return folder / "out"


def find(out: Path, each: archive.Each = map) -> tuple[Event, ...]:
    """Find events in this process."""
    return events.find(events.prepare(str(out)), each, quiet).events


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_articles_of_one_event_are_together(path: Path, tmp_path: Path) -> None:
    """The events found are those that an editor marked: all articles of each, and no other."""
    given = marked(path)
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for one in given:
        wanted[one["event"]].add(one["id"])
    found = find(extracted(given, tmp_path))
    assert sorted(sorted(member.id for member in one.articles) for one in found) == sorted(
        sorted(ids) for ids in wanted.values() if len(ids) > 1
    )


def test_copies_are_one_origin(tmp_path: Path) -> None:
    """A story that two papers print whole and one cut down is one origin; who wrote their own is another."""
    given = marked(next(path for path in CASES if path.stem == "one-agency-and-one-reporter"))
    (one,) = find(extracted(given, tmp_path))
    whose = {member.id: member.origin for member in one.articles}
    for first, second in combinations(given, 2):
        same = whose[first["id"]] == whose[second["id"]]
        assert same == (first["origin"] == second["origin"])
    assert one.origins == 2


def test_the_same_wire_is_one_origin(tmp_path: Path) -> None:
    """Articles whose wire cells name the same story are one origin, however their texts differ."""
    given = marked(next(path for path in CASES if path.stem == "the-same-two-presidents-twice"))
    for one in given[:2]:
        one["wire"] = "NTB: Treaty on cod"
    treaty, tunnel = sorted(find(extracted(given, tmp_path)), key=lambda one: one.first)
    assert (treaty.origins, tunnel.origins) == (1, 2)
    assert (tunnel.rank, treaty.rank) == (1, 2)


def test_an_event_is_described_by_its_articles(tmp_path: Path) -> None:
    """Its title is that of an article, its dates are those of the articles, its people are in their rows."""
    given = marked(next(path for path in CASES if path.stem == "two-strikes-in-one-week"))
    dockers = find(extracted(given, tmp_path))[0]
    assert dockers.title in {one["title"] for one in given if one["event"] == "dockers"}
    assert (dockers.first, dockers.last) == ("2025-04-28", "2025-05-01")
    assert dockers.people[0] == "Niek Stam"


def test_an_event_keeps_its_identifier(tmp_path: Path) -> None:
    """Another order of articles, other files and a later article leave an event its identifier."""
    given = marked(next(path for path in CASES if path.stem == "two-strikes-in-one-week"))
    names = []
    for number, some in enumerate((given, given[::-1], given[:-2])):
        (folder := tmp_path / str(number)).mkdir()
        names.append({one.event for one in find(extracted(some, folder))})
    assert names[0] == names[1] == names[2]
    assert len(names[0]) == 2


def test_a_run_broken_off_goes_on(tmp_path: Path) -> None:
    """Wherever a run is broken off there are no events, and the next run has the bytes of a quiet one."""
    given = [one for path in CASES[:2] for one in marked(path)]
    (tmp_path / "quiet").mkdir()
    out, undisturbed = extracted(given, tmp_path), extracted(given, tmp_path / "quiet")
    find(undisturbed)
    calls = [0]

    def breaking(after: int) -> archive.Each:
        calls[0] = 0

        def each(function: Callable[[Any], Any], items: Sequence[Any]) -> Any:
            for item in items:
                calls[0] += 1
                if calls[0] > after:
                    raise KeyboardInterrupt
                yield function(item)

        return each

    for after in range(0, 8, 2):
        with pytest.raises(KeyboardInterrupt):
            find(out, breaking(after))
        with pytest.raises(ProjectError, match="no events yet"):
            events.read(str(out))
    find(out)
    assert (out / events.FILE).read_bytes() == (undisturbed / events.FILE).read_bytes()
    assert not (out / "_events").exists()


def test_events_are_found_once(tmp_path: Path) -> None:
    """Nothing is done again while the tables are the same; a new article finds the events anew."""
    given = [one for path in CASES[:2] for one in marked(path)]
    out = extracted(given[:-1], tmp_path)
    before = find(out)

    def never(function: object, items: object) -> Any:
        raise AssertionError("work was handed out")

    assert find(out, never) == before
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "articles.jsonl").write_bytes(lines(given[-1:]))
    archive.extract(archive.prepare(str(tmp_path / "later"), str(out)), map, quiet)
    assert sum(len(one.articles) for one in find(out)) > sum(len(one.articles) for one in before)


def test_a_chain_of_neighbours_is_no_event() -> None:
    """Strangers are not one group because each is a little like the next."""
    chain = [(number, number + 1, 0.15) for number in range(20)]
    assert max(len(group) for group in grouping.groups(chain, 0.1, neighbours=50)) <= 3
    everybody = [(one, other, 0.15) for one, other in combinations(range(20), 2)]
    assert grouping.groups(everybody, 0.1, neighbours=50) == [list(range(20))]


def test_an_event_may_be_large() -> None:
    """Articles each compared with the last few before them only are one event, however many they are."""
    compared = [
        (one, other, 0.15) for one, other in combinations(range(200), 2) if other // 10 - one // 10 <= 1
    ]
    assert grouping.groups(compared, 0.1, neighbours=10) == [list(range(200))]


def test_a_join_cut_in_slices_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little is held in memory at a time, the same pairs have the same scores."""
    given = [one for path in CASES for one in marked(path)]
    out = extracted(given, tmp_path)
    whole = list(find(out))
    (out / events.FILE).unlink()
    monkeypatch.setattr(matching, "_ROWS", 16)
    monkeypatch.setattr(matching, "_TOGETHER", 3)
    assert list(find(out)) == whole


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    """A folder without tables, tables without events and an unknown event are named, with what to do."""
    with pytest.raises(ProjectError, match="no tables"):
        events.prepare(str(tmp_path))
    out = extracted(marked(CASES[0]), tmp_path)
    with pytest.raises(ProjectError, match="no events yet"):
        events.read(str(out))
    (found,) = find(out)
    (tmp_path / "content").mkdir()
    project = Project(tmp_path, tmp_path / "content", tmp_path, tmp_path, "", "")
    with pytest.raises(ProjectError, match=f"no event “x”. The first is {found.event}"):
        founding.found(project, "comet", str(out), "x", print)
    assert not list((tmp_path / "content").iterdir())


def test_the_whole_command(tmp_path: Path) -> None:
    """From tables to a page of drafts: events, an explainer of the first event, check, build."""
    (tmp_path / "content").mkdir()
    (tmp_path / "project").mkdir()
    project = copy_project(tmp_path / "content", tmp_path / "project")
    given = marked(next(path for path in CASES if path.stem == "one-agency-and-one-reporter"))
    out = os.fspath(extracted([*given, {**given[0], "id": "again"}], tmp_path))

    def run(*words: str) -> str:
        done = running(project)(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    listed = run("archive", "events", out, "--workers", "1")
    (event,) = json.loads(run("archive", "events", out, "--format", "json"))["events"]
    assert pq.read_table(os.path.join(out, events.FILE))["event"].to_pylist() == [event["event"]]
    assert f"{event['event']}  {event['title']}\n" in listed
    assert "2025-02-03 to 2025-02-04; 2 origins, 5 articles; Liv Aune" in listed
    run("new", "ostby-fire", "--from-event", event["event"], "--archive", out)
    folder = project / "content" / "ostby-fire"
    assert len(list((folder / "articles").glob("*.md"))) == 4
    assert ",draft," in (folder / "facts" / "numbers.csv").read_text(encoding="utf-8")
    run("build", "--drafts")
    page = (project / "site" / "ostby-fire" / "index.html").read_text(encoding="utf-8")
    assert event["title"] in page
    assert "employs 80 people" in page
