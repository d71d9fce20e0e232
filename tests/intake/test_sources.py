"""Every kind of source becomes articles, and what cannot be read says why and where."""

import gzip
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.content import Project
from generator.intake.adding import Added, FeedEntry
from tests.intake.conftest import PAGES, Site

WORDS = "The harbour bridge opened on Tuesday.\nIt is 640 metres long, the mayor said, and the city paid.\n"
PAGE = (PAGES / "says-little.html").read_text(encoding="utf-8")


def rules(done: Added) -> list[str]:
    """Return the rules of what was found, in order."""
    return [one.rule.name for one in done.findings]


def test_plain_text_is_kept_byte_for_byte(
    project: Project, added: Callable[..., Added], tmp_path: Path
) -> None:
    """A text file becomes an article with exactly its text, and nothing is invented about it."""
    (tmp_path / "notes.txt").write_text(WORDS)
    done = added(tmp_path / "notes.txt")
    article = done.articles[0]
    written = (project.root / article.location.path).read_bytes()
    assert written.endswith(b"\n---\n" + WORDS.encode())
    assert article.slug == "the-harbour-bridge-opened-on-tuesday-it-is"
    assert (article.title, article.publisher, article.published, article.url) == ("", "", "", "")
    assert (article.language, article.republish, article.retrieved) == ("en", "excerpt", "2025-09-10")
    assert rules(done) == ["not-stated", "not-stated", "not-stated"]


def test_a_headline_in_plain_text_is_the_title(added: Callable[..., Added], tmp_path: Path) -> None:
    """A short first line that stands alone is the headline, and stays in the text."""
    (tmp_path / "notes.txt").write_text(f"Bridge opens at last\n\n{WORDS}")
    article = added(tmp_path / "notes.txt").articles[0]
    assert (article.title, article.slug) == ("Bridge opens at last", "bridge-opens-at-last")
    assert article.text.startswith("Bridge opens at last\n\nThe harbour")


def test_line_ends_and_marks_of_other_systems_are_dropped(
    added: Callable[..., Added], tmp_path: Path
) -> None:
    """A byte order mark and the carriage returns of Windows do not reach the article."""
    (tmp_path / "notes.txt").write_bytes(b"\xef\xbb\xbf" + WORDS.replace("\n", "\r\n").encode())
    assert added(tmp_path / "notes.txt").articles[0].text == WORDS


def test_a_text_in_another_language_is_not_called_english(
    added: Callable[..., Added], tmp_path: Path
) -> None:
    """A language that is neither stated nor plain to see is und, with a finding."""
    (tmp_path / "notes.txt").write_text(
        "Die Hafenbrücke wurde am Dienstag nach elf Jahren Bauzeit eröffnet.\n"
    )
    done = added(tmp_path / "notes.txt")
    assert done.articles[0].language == "und"
    assert "language" in done.findings[-1].message


def test_markdown_without_front_matter(added: Callable[..., Added], tmp_path: Path) -> None:
    """The first heading of a Markdown file is the title; the text stays as it is."""
    (tmp_path / "notes.md").write_text(f"# Bridge opens #\n\n{WORDS}")
    article = added(tmp_path / "notes.md").articles[0]
    assert (article.title, article.text) == ("Bridge opens", f"# Bridge opens #\n\n{WORDS}")


def test_markdown_with_front_matter(added: Callable[..., Added], tmp_path: Path) -> None:
    """Front matter under this project's or usual other names fills the article's own; the text follows it."""
    front = (
        "title: 'Bridge: opens'\ndate: 2025-09-02\nauthors: [Mara Lind, Tomás Ødegård]\nlicense: CC-BY-4.0\n"
        "url: https://courier.example/opens\npublisher: Example Courier\nlang: en_GB\n"
        "tags: [city]\nrepublish: full\n"
    )
    (tmp_path / "notes.md").write_text(f"---\n{front}---\n{WORDS}")
    done = added(tmp_path / "notes.md")
    article = done.articles[0]
    assert (article.title, article.published, article.publisher) == (
        "Bridge: opens",
        "2025-09-02",
        "Example Courier",
    )
    assert (article.author, article.licence) == ("Mara Lind; Tomás Ødegård", "CC-BY-4.0")
    assert (article.url, article.language, article.republish) == (
        "https://courier.example/opens",
        "en-GB",
        "full",
    )
    assert article.text == WORDS
    assert rules(done) == []


@pytest.mark.parametrize(
    ("front", "rule", "line"),
    [
        ("title: a\ntitle: b\n", "yaml-duplicate-key", 3),
        ("title: &anchor a\n", "yaml-not-plain", 2),
        ("title: [a\n", "yaml-syntax", 2),
    ],
)
def test_broken_front_matter(
    added: Callable[..., Added], tmp_path: Path, front: str, rule: str, line: int
) -> None:
    """Front matter that cannot be read is a finding with its line, and nothing is written."""
    (tmp_path / "notes.md").write_text(f"---\n{front}---\n{WORDS}")
    done = added(tmp_path / "notes.md")
    assert done.articles == ()
    assert [(one.rule.name, one.location.line) for one in done.findings] == [(rule, line)]


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.txt", b"", "no-text"),
        ("a.txt", b" \n\n", "no-text"),
        ("a.txt", b"line\ncaf\xe9\n", "not-utf-8"),
        ("a.txt", b"a\0b", "source-broken"),
        ("a.md", b"---\ntitle: a\n", "front-matter-missing"),
        ("a.pdf", b"%PDF-1.7", "unknown-source-type"),
        ("a.docx", b"PK\x03\x04", "unknown-source-type"),
        ("a.html", b"", "no-text"),
        ("a.xml", b"<?xml version='1.0'?><note/>", "unknown-source-type"),
        ("a.rss", b"<rss version='2.0'><channel></channel></rss>", "source-broken"),
        ("a.warc", b"not an archive", "source-broken"),
        ("a.warc.gz", b"not packed", "source-broken"),
        ("a.warc", b"", "source-broken"),
        ("a.txt", b"x" * 5_000_001, "too-large"),
    ],
)
def test_a_file_that_cannot_be_read(
    added: Callable[..., Added], tmp_path: Path, name: str, content: bytes, rule: str
) -> None:
    """Each file that holds no article says why, by the name of the file, and writes nothing."""
    (tmp_path / name).write_bytes(content)
    done = added(tmp_path / name)
    assert rules(done) == [rule]
    assert done.findings[0].location.path.name == name
    assert done.articles == ()


@pytest.mark.parametrize("source", ["nothing.txt", "", "\0", "a" * 5000])
def test_a_file_that_is_not_there(added: Callable[..., Added], source: str) -> None:
    """A name of no file is a finding."""
    assert rules(added(source)) == ["source-unreadable"]


def test_a_folder_is_all_of_its_files(added: Callable[..., Added], tmp_path: Path) -> None:
    """A folder stands for the files in it, by name; hidden ones are left out."""
    folder = tmp_path / "saved"
    (folder / "deeper").mkdir(parents=True)
    (folder / "b.txt").write_text("A tram crossed the bridge at noon, and the driver rang the bell.")
    (folder / "a.html").write_text(PAGE)
    (folder / ".hidden.txt").write_text("Hidden words.")
    assert [one.slug for one in added(folder).articles] == [
        "harbour-bridge-opens",
        "a-tram-crossed-the-bridge-at-noon-and",
    ]


def test_a_link_in_a_folder_is_not_followed(added: Callable[..., Added], tmp_path: Path) -> None:
    """Who packed a folder cannot have another file of the machine added; each finding names its own file."""
    folder = tmp_path / "saved"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("The words of somebody else on this machine.")
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "b.jsonl").write_text("{\n")
    both = added(folder)
    assert both.articles == ()
    assert [one.location.path.name for one in both.findings] == ["a.txt", "b.jsonl"]


def test_an_empty_folder(added: Callable[..., Added], tmp_path: Path) -> None:
    """A folder without files is a finding."""
    (tmp_path / "empty").mkdir()
    assert rules(added(tmp_path / "empty")) == ["source-unreadable"]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (PAGE, "Harbour bridge opens"),
        ("Only words, in a file whose name says nothing.", ""),
    ],
)
def test_a_file_without_a_telling_name(
    added: Callable[..., Added], tmp_path: Path, content: str, title: str
) -> None:
    """A file of unknown ending is known by how it begins."""
    (tmp_path / "download.x").write_text(content)
    assert added(tmp_path / "download.x").articles[0].title == title


def test_text_on_the_web(site: Site, added: Callable[..., Added]) -> None:
    """A plain text on the web is an article with its address."""
    address = site.page(
        "/a.txt", "Ødegård opened the bridge.".encode("latin-1"), "text/plain; charset=latin-1"
    )
    article = added(address).articles[0]
    assert (article.text, article.url) == ("Ødegård opened the bridge.", address)


def test_no_text_on_the_web(site: Site, added: Callable[..., Added]) -> None:
    """A plain text on the web that holds nothing is refused as a file is."""
    assert rules(added(site.page("/empty.txt", b" ", "text/plain"))) == ["no-text"]


def rss(*links: str) -> str:
    """Return a feed of the given links."""
    items = "".join(
        f"<item><title>Story {number}</title><link>{link}</link>"
        "<pubDate>Tue, 02 Sep 2025 23:30:00 -0400</pubDate></item>"
        for number, link in enumerate(links, start=1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml; charset=utf-8", "text/html", ""])
def test_a_feed_is_listed_chosen_from_and_added(site: Site, added: Callable[..., Added], kind: str) -> None:
    """A feed is listed, an editor chooses, only what was chosen is fetched; the feed's date fills a gap."""
    site.page("/1", PAGE)
    site.page("/2", PAGE.replace("Harbour", "Second harbour"))
    address = site.page("/feed", rss("/1", "/2"), kind)
    listed: list[FeedEntry] = []

    def second(entries: Sequence[FeedEntry]) -> Sequence[FeedEntry]:
        listed.extend(entries)
        return entries[1:]

    done = added(address, choose=second)
    assert listed == [
        FeedEntry("Story 1", f"{site.address}/1", "2025-09-02"),
        FeedEntry("Story 2", f"{site.address}/2", "2025-09-02"),
    ]
    assert [(one.title, one.published) for one in done.articles] == [
        ("Second harbour bridge opens", "2025-09-02")
    ]
    assert not any("GET /1 " in asked for asked in site.asked)


def test_a_feed_file_in_atom(site: Site, added: Callable[..., Added], tmp_path: Path) -> None:
    """A saved Atom feed works as well; an entry that cannot be had does not keep the others away."""
    there = site.page("/1", PAGE)
    entries = "".join(f'<entry><title>t</title><link href="{one}"/></entry>' for one in (f"{there}x", there))
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title>{entries}<entry><title>none</title></entry></feed>'
    (tmp_path / "saved.atom").write_text(atom)
    done = added(tmp_path / "saved.atom")
    assert rules(done)[0] == "http-status"
    assert [one.url for one in done.articles] == [there]


def test_a_feed_cannot_name_files(added: Callable[..., Added], tmp_path: Path) -> None:
    """A feed that points to a file, a private machine or expands itself (XML entities) gains nothing."""
    (tmp_path / "secret.txt").write_text("secret words")
    (tmp_path / "a.rss").write_text(rss(f"file://{tmp_path}/secret.txt", "http://10.0.0.1/"))
    entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">]>'
    (tmp_path / "b.rss").write_text(rss("ftp://x/").replace("?>", f"?>{entity}").replace("Story 1", "&s;"))
    done = added(tmp_path / "a.rss", tmp_path / "b.rss")
    assert rules(done) == ["bad-address", "private-address", "bad-address"]
    assert "secret words" not in str(done)


def archive(path: Path, *responses: tuple[str, str, str, bytes], packed: bool = False) -> None:
    """Write a web archive (WARC 1.1, ISO 28500) of responses: address, status, type and body."""
    records = []
    for number, (url, status, kind, body) in enumerate(responses):
        message = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2025-09-05T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(message)}\r\n\r\n"
        )
        records.append(head.encode() + message + b"\r\n\r\n")
    path.write_bytes(b"".join(map(gzip.compress, records) if packed else records))
