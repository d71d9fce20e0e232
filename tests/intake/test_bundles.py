"""Articles in bundles: lines of JSON and web archives, whole and damaged."""

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.intake.adding import Added
from generator.intake.bundles import archived_offsets
from generator.intake.fetch import Fetcher
from generator.intake.refusal import Refused
from generator.intake.sources import Reader
from tests.intake.test_sources import PAGE, WORDS, archive, rss, rules


def test_json_lines(added: Callable[..., Added], tmp_path: Path) -> None:
    """Each line of a JSON Lines file is an article, with its fields; a blank line counts for nothing."""
    first = {
        "id": 7,
        "url": "https://courier.example/a",
        "title": "Bridge opens",
        "date": "2025-09-02",
        "text": WORDS,
    }
    second = {
        "headline": "Ferry stops",
        "pubdate": "Wed, 03 Sep 2025 10:00:00 GMT",
        "body": "The ferry stopped.\r\nFor good.",
    }
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(first)}\n\n{json.dumps(second)}\n")
    one, two = added(tmp_path / "a.jsonl").articles
    assert (one.slug, one.url, one.published, one.text) == ("bridge-opens", first["url"], "2025-09-02", WORDS)
    assert (two.title, two.published, two.text) == (
        "Ferry stops",
        "2025-09-03",
        "The ferry stopped.\nFor good.",
    )


def test_packed_json_lines(added: Callable[..., Added], tmp_path: Path) -> None:
    """A JSON Lines file may be packed with gzip."""
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps({"title": "T", "text": WORDS}).encode()))
    assert added(tmp_path / "a.jsonl.gz").articles[0].title == "T"


def test_packed_json_lines_cut_off(added: Callable[..., Added], tmp_path: Path) -> None:
    """What stands before the broken place in a packed file is added, and the break is a finding."""
    line = json.dumps({"title": "T", "text": WORDS}).encode()
    packed = gzip.compress(line + b"\n") + gzip.compress(line * 100)
    (tmp_path / "a.jsonl.gz").write_bytes(packed[:-20])
    done = added(tmp_path / "a.jsonl.gz")
    assert [one.title for one in done.articles] == ["T"]
    assert rules(done)[-1] == "source-broken"


def test_packed_json_lines_that_claim_too_much(added: Callable[..., Added], tmp_path: Path) -> None:
    """A file that unpacks to far more than text does is read no further."""
    line = json.dumps({"title": "T", "text": WORDS}).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line + b"\n" * 1_000_000))
    done = added(tmp_path / "a.jsonl.gz")
    assert [one.title for one in done.articles] == ["T"]
    assert rules(done)[-1] == "too-large"


def test_wrong_json_lines_are_named(added: Callable[..., Added], tmp_path: Path) -> None:
    """Each line that is no article is a finding with its number, and the right ones are added."""
    lines = [
        b"{not json",
        b'["a list"]',
        b'{"title": "no text"}',
        b'{"text": 7}',
        b'{"text": "caf\xe9"}',
        b'{"text": "a\\u0000b"}',
        b"[" * 100_000,
        b'{"text": "Good words.", "date": "last week", "url": "ftp://x/"}',
    ]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    done = added(tmp_path / "a.jsonl")
    places = [(one.rule.name, one.location.line) for one in done.findings[:7]]
    assert places == [
        ("source-broken", 1),
        ("source-broken", 2),
        ("no-text", 3),
        ("no-text", 4),
        ("not-utf-8", 5),
        ("source-broken", 6),
        ("source-broken", 7),
    ]
    assert [(one.text, one.published, one.url) for one in done.articles] == [("Good words.", "", "")]
    assert "“last week” was not understood" in done.findings[9].message
    assert "“ftp://x/” was not understood" in done.findings[10].message


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive(added: Callable[..., Added], tmp_path: Path, packed: bool) -> None:
    """Each page of a WARC file is an article with its address and the day of the crawl, nothing else is."""
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    archive(
        path,
        ("https://little.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://little.example/gone", "404 Not Found", "text/html", b"<p>gone"),
        ("https://little.example/opens", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
        ("https://little.example/empty", "200 OK", "text/html", b"<html></html>"),
        ("https://little.example/large", "200 OK", "text/html", b"x" * 5_000_001),
        packed=packed,
    )
    done = added(path)
    assert [(one.url, one.retrieved) for one in done.articles] == [
        ("https://little.example/opens", "2025-09-05")
    ]
    assert rules(done) == ["not-stated", "not-stated", "no-text", "too-large"]


def test_a_web_archive_without_a_telling_name(added: Callable[..., Added], tmp_path: Path) -> None:
    """A web archive is known by how it begins."""
    archive(tmp_path / "download.x", ("https://little.example/a", "200 OK", "text/html", PAGE.encode()))
    assert [one.title for one in added(tmp_path / "download.x").articles] == ["Harbour bridge opens"]


@pytest.mark.parametrize("address", ["http://[::1", "http://a:b@little.example/"])
def test_an_archive_of_no_address(added: Callable[..., Added], tmp_path: Path, address: str) -> None:
    """A page whose archive names no address that may be published has none itself."""
    archive(tmp_path / "a.warc", (address, "200 OK", "text/html", PAGE.encode()))
    done = added(tmp_path / "a.warc")
    assert [one.url for one in done.articles] == [""]


@pytest.mark.parametrize(
    "rest", [b"broken", b"WARC/1.0\r\nX: " + b"y" * 30_000_000], ids=["broken", "endless"]
)
def test_a_broken_web_archive(added: Callable[..., Added], tmp_path: Path, rest: bytes) -> None:
    """What stands before the broken place in an archive is added, and the break is a finding."""
    path = tmp_path / "crawl.warc.gz"
    archive(path, ("https://little.example/opens", "200 OK", "text/html", PAGE.encode()), packed=True)
    path.write_bytes(path.read_bytes() + gzip.compress(rest))
    done = added(path)
    assert [one.title for one in done.articles] == ["Harbour bridge opens"]
    assert rules(done)[-1] == "source-broken"


def test_an_archive_says_nothing_itself(
    added: Callable[..., Added], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bytes of an archive whose records state a wrong length do not reach the terminal."""
    path = tmp_path / "crawl.warc"
    page = ("https://little.example/opens", "200 OK", "text/html", PAGE.encode())
    archive(path, page, page)
    between = b"\r\n\r\nWARC/1.1"
    path.write_bytes(path.read_bytes().replace(between, b"::error::forged\x1b[31m" + between))
    added(path)
    with path.open("rb") as stream:
        list(archived_offsets(stream))
    assert "forged" not in "".join(capsys.readouterr())


def test_a_feed_that_takes_too_long(
    added: Callable[..., Added], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feed made to take its reader for ever, here by the attributes of one element, is given up."""
    monkeypatch.setattr("generator.intake.bundles._LONGEST_FEED", 0.0)
    many = " ".join(f"a{number}='1'" for number in range(5_000))
    (tmp_path / "feed.xml").write_text(f"<rss version='2.0' {many}><channel></channel></rss>")
    assert rules(added(tmp_path / "feed.xml")) == ["too-large"]


def samples(folder: Path) -> dict[str, bytes]:
    """Return one right file of each kind, by name."""
    archive(folder / "a.warc", ("https://little.example/opens", "200 OK", "text/html", PAGE.encode()))
    archive(
        folder / "b.warc.gz", ("https://little.example/a", "200 OK", "text/html", PAGE.encode()), packed=True
    )
    line = json.dumps({"title": "Bridge", "date": "2025-09-02", "text": WORDS}).encode()
    return {
        "a.warc": (folder / "a.warc").read_bytes(),
        "b.warc.gz": (folder / "b.warc.gz").read_bytes(),
        "c.jsonl": line,
        "d.jsonl.gz": gzip.compress(line),
        "e.html": PAGE.encode(),
        "f.md": f"---\ntitle: Bridge\ndate: 2025-09-02\n---\n{WORDS}".encode(),
        "g.txt": WORDS.encode(),
        "h.rss": rss("file:///none").encode(),
    }


@pytest.mark.parametrize(
    "name", ["a.warc", "b.warc.gz", "c.jsonl", "d.jsonl.gz", "e.html", "f.md", "g.txt", "h.rss"]
)
def test_no_damage_breaks_the_run(tmp_path: Path, name: str) -> None:
    """However a file is cut off or damaged, each item is an article or a finding."""
    whole = samples(tmp_path)[name]
    chance = random.Random(7)
    reader = Reader(Fetcher(), lambda entries: entries)
    for _ in range(60):
        damaged = bytearray(whole[: chance.randrange(len(whole)) + 1] if chance.random() < 0.4 else whole)
        for _ in range(chance.randrange(4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / name).write_bytes(damaged)
        outcome = list(reader.read(str(tmp_path / name)))
        assert outcome
        assert all(isinstance(one, Refused) or one.text.strip() for one in outcome)
