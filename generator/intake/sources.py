"""What kind a source is, and the documents in it."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.content import front_matter
from generator.findings import Finding
from generator.intake import bundles, documents, fields, page
from generator.intake.bundles import FeedEntry
from generator.intake.documents import Document
from generator.intake.fetch import Fetched, Fetcher
from generator.intake.refusal import Refused
from generator.reading import plain_yaml
from generator.reading.files import TextFile

Choose = Callable[[Sequence[FeedEntry]], Sequence[FeedEntry]]
"""Given what a feed lists, returns the entries to add."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")
_KINDS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".jsonl": "json lines",
    ".ndjson": "json lines",
    ".jsonl.gz": "json lines",
    ".warc": "web archive",
    ".warc.gz": "web archive",
}
KINDS_READ = "HTML, plain text, Markdown, RSS or Atom feeds, JSON Lines and WARC"


class Reader(Struct, frozen=True):
    """Reads sources of every kind."""

    fetcher: Fetcher
    choose: Choose

    def within(self, source: str) -> Iterator[tuple[str, Document | Refused]]:
        """Yield what ``read`` does of a source, or of each file where it is a folder, with the file's path.

        Links in a folder are refused: whoever packed it, and not the editor, says where they lead.
        """
        folder = Path(source)
        try:
            inside = (
                sorted(folder.iterdir()) if source and not _SCHEME.match(source) and folder.is_dir() else []
            )
        except OSError:
            inside = []  # and reading it says why
        files = [one for one in inside if one.is_symlink() or not (one.name.startswith(".") or one.is_dir())]
        for one in files:
            if one.is_symlink():
                yield str(one), Refused("source-unreadable", f"{one.name} is a link. Name what it leads to.")
            else:
                yield from ((str(one), read) for read in self.read(str(one)))
        if not files:
            yield from ((source, read) for read in self.read(source))

    def read(self, source: str) -> Iterator[Document | Refused]:
        """Yield each document of a source, and for each that cannot be had, the reason."""
        try:
            if _SCHEME.match(source):
                yield from self._web(source)
            elif not source.strip():
                raise Refused("source-unreadable", "The name of a source is empty.")
            else:
                yield from self._path(Path(source))
        except Refused as refused:
            yield refused
        except OSError as error:
            yield Refused("source-unreadable", f"{source} cannot be read: {error.strerror or error}.")

    def _web(self, url: str) -> Iterator[Document | Refused]:
        fetched = self.fetcher.get(url)
        if _is_feed(fetched):
            yield from self._feed(fetched.body, fetched.url)
        else:
            yield _fetched(fetched)

    def _path(self, path: Path) -> Iterator[Document | Refused]:
        if path.is_dir():
            next(path.iterdir(), None)  # raises where it cannot be listed
            raise Refused("source-unreadable", f"There is no file in the folder {path}.")
        if not path.is_file():
            raise Refused("source-unreadable", f"There is no file {path}.")
        kind = _kind(path)
        most = self.fetcher.limits.size
        if kind == "json lines":
            yield from bundles.json_lines(path, most)
        elif kind == "web archive":
            yield from bundles.web_archive(path, most)
        elif kind == "feed":
            yield from self._feed(_contents(path, most), "")
        elif kind == "html":
            yield page.read(_contents(path, most), saved=True)
        else:
            yield from _text(_contents(path, most), path.name, kind == "markdown")

    def _feed(self, body: bytes, url: str) -> Iterator[Document | Refused]:
        for entry in self.choose(bundles.feed(body, url)):
            try:
                found = _fetched(self.fetcher.get(entry.url))
            except Refused as refused:
                yield refused
                continue
            # What the feed says of its own article counts where the page is silent.
            yield replace(
                found,
                title=found.title or documents.words(entry.title),
                published=found.published or entry.published,
            )


def _fetched(fetched: Fetched) -> Document:
    if fetched.media_type in _HTML_TYPES or (not fetched.media_type and _begins(fetched.body, b"<")):
        return page.read(fetched.body, fetched.url, fetched.charset)
    if fetched.media_type in ("text/plain", "text/markdown"):
        name = PurePosixPath(fetched.url).name
        words = page.decode(fetched.body, fetched.charset)
        for one in _text(words.encode(), name, fetched.media_type == "text/markdown"):
            if isinstance(one, Refused):
                raise one
            return replace(one, url=one.url or fetched.url)
    kind = fetched.media_type or "of no stated type"
    raise Refused("unknown-source-type", f"{fetched.url} is {kind}, not a web page, a text or a feed.")


def _is_feed(fetched: Fetched) -> bool:
    if fetched.media_type in _FEED_TYPES:
        return True
    return fetched.media_type in ("", *_HTML_TYPES, "text/plain") and _begins(fetched.body, b"<rss", b"<feed")


def _begins(body: bytes, *marks: bytes) -> bool:
    """Return whether the first element of a file is one of ``marks``, an XML declaration aside."""
    start = body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<?xml") and b"?>" in start:
        start = start.partition(b"?>")[2].lstrip()
    return start.lower().startswith(marks)


def _kind(path: Path) -> str:
    """Return the kind of a file by its name, else by how it begins."""
    for ending in ("".join(path.suffixes[-2:]).lower(), path.suffix.lower()):
        if ending in _KINDS:
            return _KINDS[ending]
    with path.open("rb") as stream:
        start = stream.read(1024)
    if start.startswith(b"WARC/"):
        return "web archive"
    if _begins(start, b"<rss", b"<feed"):
        return "feed"
    if _begins(start, b"<!doctype html", b"<html"):
        return "html"
    if b"\0" in start or start.startswith((b"%PDF", b"PK", b"\x1f\x8b")):
        raise Refused("unknown-source-type", f"{path.name} is none of the kinds that are read: {KINDS_READ}.")
    return "text"


def _contents(path: Path, most: int) -> bytes:
    with path.open("rb") as stream:
        body = stream.read(most + 1)
    if len(body) > most:
        raise Refused("too-large", f"{path.name} is larger than {most // 1000:,} kB.")
    return body


def _text(body: bytes, name: str, markdown: bool) -> Iterator[Document | Refused]:
    try:
        text = documents.plain(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        yield Refused("not-utf-8", f"The byte 0x{body[error.start]:02X} in {name} is not UTF-8.", line=line)
        return
    if documents.has_controls(text):
        yield Refused("source-broken", f"There are control characters in {name}.")
        return
    values: dict[str, Any] = {}
    if markdown and text.startswith("---\n"):
        file = TextFile(PurePosixPath(name), text)
        found: list[Finding] = []
        values, start = _front_matter(file, found)
        if found:
            yield from (Refused(one.rule.name, one.message, one.remedy, one.location.line) for one in found)
            return
        text = text[start:]
    document = fields.with_text(values, text)
    yield replace(document, title=document.title or documents.words(documents.heading(text)))


def _front_matter(file: TextFile, found: list[Finding]) -> tuple[dict[str, Any], int]:
    """Return the words above a Markdown text, and where the text begins."""
    parts = front_matter.split(file, found)
    entries = plain_yaml.compose(file, found, parts[0], parts[1]) if parts else None
    if parts is None or entries is None:
        return {}, 0
    values: dict[str, Any] = {}
    for key, node in entries.values.items():
        if isinstance(node, plain_yaml.Scalar):
            values[key] = node.words
        elif isinstance(node, plain_yaml.Items):
            values[key] = [item.words for item in node.items if isinstance(item, plain_yaml.Scalar)]
    return values, parts[2]
