"""Inputs of an archive: the same rows of any format from anywhere, and whatever of them is broken is told."""

import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.spec import AbstractBufferedFile

from generator import archive
from generator.archive import sources
from generator.archive.shares import Share
from generator.archive.spreading import WorkersDied
from generator.archive.tables import ROWS
from generator.project import ProjectError
from tests.archive.making import articles, extract, files, lines, quiet, rows
from tests.intake.test_sources import PAGE
from tests.intake.test_sources import archive as write_warc


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
    monkeypatch.setattr("generator.archive.formats.LONGEST", 2_000)
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
        ("page.parquet", b"PAR1" + bytes(50) + parquet(lines(articles(9)))[54:]),
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


def test_a_web_archive_packed_as_one_is_read_as_far_as_it_goes(given: Path, tmp_path: Path) -> None:
    """A web archive packed whole, and not record by record, is a finding from its second page on."""
    page = ("https://little.example/opens", "200 OK", "text/html", PAGE.encode())
    write_warc(tmp_path / "crawl.warc", page, page)
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress((tmp_path / "crawl.warc").read_bytes()))
    (tmp_path / "crawl.warc").unlink()
    done = extract(tmp_path, tmp_path.parent / f"{tmp_path.name}-out")
    assert done.findings == {"source-broken": 1}
    assert {one.name: one.articles for one in done.new} == {"articles.jsonl": 10, "crawl.warc.gz": 1}


def test_a_row_that_python_cannot_hold_is_a_counted_finding(tmp_path: Path) -> None:
    """Of Parquet, a day, a time zone, letters or a length that none are make a finding of their row alone."""
    (good,) = articles(1)
    dates = [
        pa.array([2**31 - 1], pa.date32()),
        pa.array([2**62], pa.timestamp("us")),
        pa.array([0], pa.timestamp("us", tz="Mars/Nowhere")),
        pa.Array.from_buffers(pa.string(), 1, pa.array([b"caf\xe9"]).buffers()),
    ]
    for number, date in enumerate(dates):
        table = pa.table({"text": [good["text"]], "date": date})
        pq.write_table(table, tmp_path / f"{number}.parquet")
    long = pa.table({"text": [good["text"], "word " * 100_001]})
    pq.write_table(long, tmp_path / "long.parquet", compression="none", use_dictionary=False)
    done = extract(tmp_path, tmp_path.parent / f"{tmp_path.name}-out")
    assert done.findings == {"source-broken": len(dates), "too-large": 1}
    assert (sum(one.articles for one in done.new), done.unread) == (1, ())


@pytest.mark.parametrize("lie", ["dictionary", "nulls", "columns"])
def test_an_input_that_holds_more_than_it_can_is_read_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    """A file that unpacks to far more than text does is damage from there on, whatever it is made of."""
    monkeypatch.setattr("generator.archive.sources.MOST_UNPACKED", 40)
    table = {
        "dictionary": {"text": pa.DictionaryArray.from_arrays(pa.array([0] * 2_000), ["word " * 9_000])},
        "nulls": {"text": pa.nulls(200_000, pa.string())},
        "columns": {"other": pa.nulls(200_000, pa.string())},
    }[lie]
    path = tmp_path / "claims.parquet"
    pq.write_table(pa.table(table), path, compression="zstd", row_group_size=200_000)
    found = sources.survey(sources.inputs(str(path))[0], 2048)
    assert found.records < len(pa.table(table))
    assert "it unpacks to more than 40 times its bytes" in found.problem


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
