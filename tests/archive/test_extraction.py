"""Archives of articles to tables: the same rows and bytes, in any order of work, whatever is broken off."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from generator import archive
from generator.archive import months
from generator.archive.places import Place
from generator.archive.tables import ROWS
from generator.extract import batch
from generator.progress import Counted
from generator.project import ProjectError
from tests.archive.making import articles, extract, files, lines, quiet, rows
from tests.conftest import PATIENCE, environment, started

UNPROVED = (
    "\n\n“We are glad,” he said. US president Joe Biden, who was not there, sent greetings to Berlin.\n"
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of ten articles, only read."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "articles.jsonl").write_bytes(lines(articles(10)))
    extract(folder / "articles.jsonl", folder / "out")
    return folder / "out"


def test_rows_are_those_of_a_batch(tables: Path) -> None:
    """An archive's rows are those that ``extract --batch`` gives for the same articles, value by value."""
    answered = io.StringIO()
    batch.run(lines(articles(10)).decode().splitlines(), answered, jobs=1)
    expected = [json.loads(one) for one in answered.getvalue().splitlines()]
    keys = {one["article"]: one["id"] for one in rows(tables, "articles")}
    for table in ROWS:
        found = [
            {name: value for name, value in row.items() if name not in ("article", "month")}
            | {"id": keys[row["article"]]}
            for row in rows(tables, table)
        ]
        asked = [row | {"id": one["id"]} for one in expected for row in one[table]]
        assert sorted(map(told, found)) == sorted(map(told, asked))


def told(row: dict[str, Any]) -> str:
    """Return a row as words, numbers as Parquet keeps them: all of one kind, a confidence less exactly."""
    alike = {name: float(value) if isinstance(value, int) else value for name, value in row.items()}
    return json.dumps(alike | {"confidence": round(row["confidence"], 3)}, sort_keys=True)


def test_evidence_stands_where_the_offsets_say(tables: Path) -> None:
    """Of every row, the article's text from ``start`` to ``end`` is the evidence."""
    texts = {one["article"]: one["text"] for one in rows(tables, "articles")}
    found = [row for table in ROWS for row in rows(tables, table)]
    assert len(found) > 30
    assert all(texts[one["article"]][one["start"] : one["end"]] == one["evidence"] for one in found)


def test_rows_lie_in_their_article_s_month(tables: Path) -> None:
    """Each row is in the partition of the month in which its article was published."""
    months = {one["article"]: one["date"][:7] for one in rows(tables, "articles")}
    assert set(months.values()) == {"2025-07", "2025-08", "2025-09"}
    assert all(one["month"] == months[one["article"]] for one in rows(tables, "deals"))


def test_only_new_inputs_are_read(given: Path, tmp_path: Path) -> None:
    """A second run reads the inputs that came since, and leaves the files of the first as they are."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    given.rename(folder / "a.jsonl")
    extract(folder, out)
    first = files(out)
    (folder / "sub").mkdir()
    (folder / "sub" / "b.jsonl").write_bytes(lines(articles(14)[10:]))
    (folder / "copy.jsonl").write_bytes((folder / "a.jsonl").read_bytes())
    done = extract(folder, out)
    second = files(out)
    assert [(one.name, one.articles) for one in done.new] == [("sub/b.jsonl", 4)]
    assert done.known == 2
    assert {name: second[name] for name in first if name != "datapackage.json"} == {
        name: body for name, body in first.items() if name != "datapackage.json"
    }
    assert len(rows(out, "articles")) == 14
    assert extract(folder, out).new == ()
    assert files(out) == second


class _Broken(Exception):
    """The run ends here."""


def test_a_run_broken_off_goes_on_where_it_was(given: Path, tmp_path: Path) -> None:
    """After a break the finished shares are not done again, no month is there before all are, and the bytes
    are those of a run without a break."""
    extract(given, tmp_path / "quiet")

    def breaking(words: str) -> None:
        if isinstance(words, Counted) and (words, words.done) == ("Extracting", 8):
            raise _Broken

    asked = archive.prepare(str(given), str(tmp_path / "out"))
    with pytest.raises(_Broken):
        archive.extract(asked, map, breaking, 4)
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["_unfinished"]
    again: list[str] = []
    archive.extract(asked, map, again.append, 4)
    left = [one for one in again if isinstance(one, Counted) and one == "Extracting what is left"]
    assert [(one.done, one.total) for one in left] == [(0, 2), (2, 2)]
    assert files(tmp_path / "out") == files(tmp_path / "quiet")


def test_the_size_of_a_share_does_not_show(
    given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shares of other sizes, done in another order, give the same bytes, of several row groups too."""
    monkeypatch.setattr(months, "_ROWS", 5)

    def backwards(work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        return map(work, reversed(items))

    extract(given, tmp_path / "one", share=3)
    asked = archive.prepare(str(given), str(tmp_path / "other"))
    archive.extract(asked, backwards, quiet, 7)
    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_rows_that_fail_the_checks_are_left_out(given: Path, tmp_path: Path) -> None:
    """With checks, rows that would fail them as an editor's rows are findings and stand in no table."""
    given.write_bytes(lines([one | {"text": one["text"] + UNPROVED} for one in articles(3)]))
    extract(given, tmp_path / "all")
    done = extract(given, tmp_path / "checked", checked=True)
    dropped = rows(tmp_path / "checked", "findings")
    assert dropped
    assert sum(done.findings.values()) == len(dropped)
    for table in ROWS:
        left_out = sum(one["table"] == table for one in dropped)
        assert len(rows(tmp_path / "checked", table)) == len(rows(tmp_path / "all", table)) - left_out


def test_rows_of_other_rules_are_not_mixed(
    given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An output made by another version's rules, or with checks, is not added to."""
    extract(given, tmp_path / "out")
    with pytest.raises(ProjectError, match="rows that were not checked"):
        archive.prepare(str(given), str(tmp_path / "out"), checked=True)
    monkeypatch.setattr("generator.archive.descriptor.rules", lambda: "others")
    with pytest.raises(ProjectError, match="rules of another version"):
        archive.prepare(str(given), str(tmp_path / "out"))


def test_a_folder_of_somebody_else_is_left_alone(given: Path, tmp_path: Path) -> None:
    """A folder that holds other files, or another data package, is refused and stays as it is."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.odt").write_text("mine")
    with pytest.raises(ProjectError, match=r"holds other files \(thesis.odt\)"):
        archive.prepare(str(given), str(other))
    (other / "datapackage.json").write_text('{"name": "mine", "resources": []}')
    with pytest.raises(ProjectError, match="did not write"):
        archive.prepare(str(given), str(other))


def test_one_run_at_a_time(given: Path, tmp_path: Path) -> None:
    """Of two runs that write into one folder the second waits, and then finds nothing left to do."""
    held = archive.prepare(str(given), str(tmp_path / "out"))
    waiting = """if True:
        import sys
        from generator import archive
        asked = archive.prepare(*sys.argv[1:])
        print("prepared", flush=True)
        with asked.place.held(lambda words: print(words, flush=True)):
            print(archive.extract(asked, map, lambda words: None).known, flush=True)
    """
    with ExitStack() as stack:
        with held.place.held(lambda words: None):
            words = [sys.executable, "-c", waiting, given, tmp_path / "out"]
            runs = started(words, stdout=subprocess.PIPE, env=environment(PYTHONPATH=os.getcwd()), text=True)
            other = stack.enter_context(runs)
            assert other.stdout
            assert other.stdout.readline() == "prepared\n"
            assert other.stdout.readline().startswith("Another run is writing here")
            archive.extract(held, map, quiet)
        assert other.communicate(timeout=PATIENCE)[0] == "1\n"


@pytest.mark.parametrize("scheme", ["", "memory://"])
def test_a_file_is_complete_or_absent(tmp_path: Path, scheme: str) -> None:
    """A file that could not be written to its end is not there, nor is anything left of it."""
    place = Place(f"{scheme}{tmp_path}/place")
    with suppress(_Broken), place.written("folder/file") as file:
        file.write(b"half")
        raise _Broken
    assert place.names("folder") == []
    with place.written("folder/file") as file:
        file.write(b"whole")
    assert place.read("folder/file") == b"whole"
    assert place.names("folder") == ["file"]
