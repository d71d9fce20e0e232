"""Archives of articles to tables: the same rows, in any format, in any order of work, whatever is broken."""

import gzip
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.spec import AbstractBufferedFile

from generator import archive
from generator.archive import months
from generator.archive.places import Place
from generator.archive.shares import Share
from generator.archive.spreading import WorkersDied
from generator.archive.tables import ROWS
from generator.extract import batch
from generator.progress import Counted
from generator.project import ProjectError
from tests.conftest import environment

ARTICLE = (
    "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Tuesday.\n\n"
    "The two signed an agreement on {thing} worth {amount} million euros.\n\n"
    "“This will create 400 jobs,” Macron said.\n"
)

UNPROVED = (
    "\n\n“We are glad,” he said. US president Joe Biden, who was not there, sent greetings to Berlin.\n"
)


def articles(count: int) -> list[dict[str, Any]]:
    """Return articles of three months, each of another sum."""
    return [
        {
            "id": str(number),
            "title": f"Agreement {number}",
            "date": f"2025-0{number % 3 + 7}-02",
            "text": ARTICLE.format(thing="wheat" if number % 2 else "gas", amount=number + 10),
        }
        for number in range(count)
    ]


def lines(given: Sequence[dict[str, Any]]) -> bytes:
    """Return articles as JSON lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in given).encode()


def extract(given: Path | str, out: Path | str, share: int = 4, **options: Any) -> archive.Extracted:
    """Extract in this process."""
    return archive.extract(archive.prepare(str(given), str(out), **options), map, quiet, share)


def quiet(words: str) -> None:
    """Tell nobody."""


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table with their month, as any reader of such folders does."""
    if not (out / table).exists():
        return []
    read = pyarrow.dataset.dataset(out / table, partitioning="hive").to_table()
    found: list[dict[str, Any]] = read.to_pylist()
    return found


def files(out: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder."""
    return {str(one.relative_to(out)): one.read_bytes() for one in out.rglob("*") if one.is_file()}


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Ten articles as JSON lines."""
    path = tmp_path / "articles.jsonl"
    path.write_bytes(lines(articles(10)))
    return path


def test_rows_are_those_of_a_batch(given: Path, tmp_path: Path) -> None:
    """An archive's rows are those that ``extract --batch`` gives for the same articles, value by value."""
    answered = io.StringIO()
    batch.run(given.read_text().splitlines(), answered, jobs=1)
    expected = [json.loads(one) for one in answered.getvalue().splitlines()]
    extract(given, tmp_path / "out")
    keys = {one["article"]: one["id"] for one in rows(tmp_path / "out", "articles")}
    for table in ROWS:
        found = [
            {name: value for name, value in row.items() if name not in ("article", "month")}
            | {"id": keys[row["article"]]}
            for row in rows(tmp_path / "out", table)
        ]
        asked = [row | {"id": one["id"]} for one in expected for row in one[table]]
        assert sorted(map(told, found)) == sorted(map(told, asked))


def told(row: dict[str, Any]) -> str:
    """Return a row as words, numbers as Parquet keeps them: all of one kind, a confidence less exactly."""
    alike = {name: float(value) if isinstance(value, int) else value for name, value in row.items()}
    return json.dumps(alike | {"confidence": round(row["confidence"], 3)}, sort_keys=True)


def test_evidence_stands_where_the_offsets_say(given: Path, tmp_path: Path) -> None:
    """Of every row, the article's text from ``start`` to ``end`` is the evidence."""
    extract(given, tmp_path / "out")
    texts = {one["article"]: one["text"] for one in rows(tmp_path / "out", "articles")}
    found = [row for table in ROWS for row in rows(tmp_path / "out", table)]
    assert len(found) > 30
    assert all(texts[one["article"]][one["start"] : one["end"]] == one["evidence"] for one in found)


def test_rows_lie_in_their_article_s_month(given: Path, tmp_path: Path) -> None:
    """Each row is in the partition of the month in which its article was published."""
    extract(given, tmp_path / "out")
    months = {one["article"]: one["date"][:7] for one in rows(tmp_path / "out", "articles")}
    assert set(months.values()) == {"2025-07", "2025-08", "2025-09"}
    assert all(one["month"] == months[one["article"]] for one in rows(tmp_path / "out", "deals"))


def packed(codec: str) -> Callable[[bytes], bytes]:
    """Return what packs bytes."""

    def pack(given: bytes) -> bytes:
        out = pa.BufferOutputStream()
        with pa.CompressedOutputStream(out, codec) as stream:
            stream.write(given)
        return bytes(out.getvalue())

    return pack


def parquet(given: bytes) -> bytes:
    """Return JSON lines as Parquet of two row groups, with dates as dates."""
    table = pa.Table.from_pylist([json.loads(one) for one in given.splitlines()])
    dates = table["date"].cast(pa.date32())
    out = io.BytesIO()
    pq.write_table(table.set_column(2, "date", dates), out, row_group_size=6)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("articles.jsonl.gz", packed("gzip")),
        ("articles.jsonl.zst", packed("zstd")),
        ("articles.ndjson.gz", lambda given: gzip.compress(given[:900]) + gzip.compress(given[900:])),
        ("articles.parquet", parquet),
    ],
)
def test_every_format_gives_the_same_rows(
    given: Path, tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    """JSON lines, packed ones and Parquet give the same rows of the same articles."""
    (tmp_path / name).write_bytes(pack(given.read_bytes()))
    extract(given, tmp_path / "plain")
    extract(tmp_path / name, tmp_path / "other")
    for table in ("articles", *ROWS):
        plain, other = (
            [row | {"article": row["article"][-9:]} for row in rows(tmp_path / out, table)]
            for out in ("plain", "other")
        )
        assert other == plain


def test_a_pattern_in_another_file_system(given: Path, tmp_path: Path) -> None:
    """An input may lie wherever fsspec reaches, here inside of an archive of files."""
    import zipfile

    with zipfile.ZipFile(tmp_path / "press.zip", "w") as file:
        file.write(given, "2025/articles.jsonl")
        file.writestr("2025/readme.txt", "no articles")
    done = extract(f"zip://2025/*::{tmp_path / 'press.zip'}", tmp_path / "out")
    assert [(one.name, one.articles) for one in done.new] == [("articles.jsonl", 10)]


# fsspec has no types.
class _StoredFile(AbstractBufferedFile):  # type: ignore[misc]
    """A file that is fetched in ranges."""

    def _fetch_range(self, start: int, end: int) -> bytes:
        fetched: bytes = self.fs.cat_file(self.path, start, end)
        return fetched


class _Store(MemoryFileSystem):  # type: ignore[misc]
    """An object store as fsspec has them: its files come in ranges and give no line of a length."""

    protocol = "store"
    root_marker = ""

    def _open(self, path: str, mode: str = "rb", **options: Any) -> Any:
        return _StoredFile(self, path, mode) if mode == "rb" else super()._open(path, mode, **options)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.removeprefix("store://").strip("/")


def test_an_object_store(given: Path, tmp_path: Path) -> None:
    """From and to an object store the bytes are those that they are here; a second run finds nothing new."""
    fsspec.register_implementation("store", _Store, clobber=True)
    store = fsspec.filesystem("store")
    store.pipe_file("/in/articles.jsonl", given.read_bytes())
    extract(given, tmp_path / "out")
    extract("store://in", "store://out")
    assert extract("store://in", "store://out").known == 1
    found = {path.removeprefix("/out/"): store.cat_file(path) for path in store.find("/out")}
    assert found == files(tmp_path / "out")


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


BAD_LINES = [
    (b"{", "source-broken", "The line is not correct JSON."),
    (b"[1]", "source-broken", "The line is not a JSON object."),
    (b'{"text": "\xff"}', "not-utf-8", "The line is not UTF-8."),
    (b'{"title": "No words"}', "no-text", "The article has no text in it."),
    (b'{"text": 1}', "no-text", "The article has no text in it."),
]


def test_a_bad_article_is_a_counted_finding(tmp_path: Path) -> None:
    """What is no article is counted by rule and listed with input, line and reason; others are read."""
    path = tmp_path / "articles.jsonl"
    good = lines(articles(1))
    path.write_bytes(good + b"\n" + b"".join(line + b"\n" for line, *_ in BAD_LINES) + good)
    done = extract(path, tmp_path / "out")
    assert done.findings == {"source-broken": 2, "not-utf-8": 1, "no-text": 2}
    assert [
        (one["input"], one["record"], one["rule"], one["message"])
        for one in rows(tmp_path / "out", "findings")
    ] == [("articles.jsonl", number, rule, message) for number, (_, rule, message) in enumerate(BAD_LINES, 3)]
    assert [one["article"][-9:] for one in rows(tmp_path / "out", "articles")] == ["000000001", "000000008"]


def test_a_line_too_long_is_passed_over(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line beyond the limit is a finding, and reading goes on with the next one."""
    monkeypatch.setattr("generator.archive.sources.LONGEST", 2_000)
    long = json.dumps({"text": "x" * 9_000}).encode() + b"\n"
    given.write_bytes(long + given.read_bytes())
    done = extract(given, tmp_path / "out", share=1)
    assert done.findings == {"too-large": 1}
    assert len(rows(tmp_path / "out", "articles")) == 10


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("cut.jsonl.gz", gzip.compress(lines(articles(9)))[:-20]),
        ("cut.parquet", parquet(lines(articles(9)))[:-20]),
        ("cut.warc.gz", b"\x1f\x8b and no more"),
    ],
)
def test_a_damaged_input_does_not_stop_the_others(
    given: Path, tmp_path: Path, name: str, body: bytes
) -> None:
    """An input that cannot be read to its end is told with the reason; the others are read."""
    (tmp_path / name).write_bytes(body)
    done = extract(tmp_path, tmp_path.parent / f"{tmp_path.name}-out")
    assert [one.input.name for one in done.unread] == [name]
    assert re.search(r"cannot be read on \(\w+", done.unread[0].problem)
    assert done.findings == {"source-broken": 1}
    assert {one.name: one.articles for one in done.new}["articles.jsonl"] == 10


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


def test_an_input_without_articles_is_named(tmp_path: Path) -> None:
    """Nothing to read is said with the kinds that can be."""
    (tmp_path / "notes.txt").write_text("no")
    with pytest.raises(ProjectError, match=r"notes.txt.*\*.jsonl"):
        archive.prepare(str(tmp_path / "notes.txt"), str(tmp_path / "out"))


def test_an_article_that_kills_its_reader(given: Path, tmp_path: Path) -> None:
    """The one record that no worker survives becomes a finding; all others are read."""

    def dying(work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        deadly = [one for one in items if isinstance(one, Share) and 7 in range(one.mark.number, one.end)]
        yield from (work(one) for one in items if one not in deadly)
        if deadly:
            raise WorkersDied(deadly)

    asked = archive.prepare(str(given), str(tmp_path / "out"))
    done = archive.extract(asked, dying, quiet, 4)
    assert done.findings == {"source-broken": 1}
    assert [one["record"] for one in rows(tmp_path / "out", "findings")] == [7]
    assert [one["id"] for one in rows(tmp_path / "out", "articles")] == list("0369147258".replace("6", ""))


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
    with held.place.held(lambda words: None):
        other = subprocess.Popen(
            [sys.executable, "-c", waiting, given, tmp_path / "out"],
            stdout=subprocess.PIPE,
            env=environment(PYTHONPATH=os.getcwd()),
            text=True,
        )
        assert other.stdout
        assert other.stdout.readline() == "prepared\n"
        assert other.stdout.readline().startswith("Another run is writing here")
        archive.extract(held, map, quiet)
    assert other.communicate()[0] == "1\n"


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
