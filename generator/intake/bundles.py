"""Sources of many articles: feeds, JSON Lines and web archives."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from email.message import Message
from pathlib import Path
from typing import Any, BinaryIO

# Neither library has type information.
import feedparser  # type: ignore[import-untyped]
from msgspec import Struct
from msgspec.structs import replace
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from generator.intake import addresses, deadline, fields, page, stated
from generator.intake.documents import MOST_UNPACKED, Document
from generator.intake.refusal import Refused

_BROKEN = (EOFError, OSError, ValueError, zlib.error)
_LONGEST_FEED = 60.0
"""Seconds: one of 100,000 articles takes a tenth."""
_MOST_HEADERS = 1_000_000
"""Bytes of the headers of one record of a web archive."""
_HTML = ("text/html", "application/xhtml+xml")


class FeedEntry(Struct, frozen=True):
    """One article that a feed lists."""

    title: str
    url: str
    published: str
    """An EDTF date; empty when the feed gives none."""


def feed(body: bytes, url: str = "") -> tuple[FeedEntry, ...]:
    """Return what an RSS or Atom feed lists, in its order; entries without an address are left out.

    Raises :class:`Refused` when ``body`` is no feed or lists nothing.
    """

    def parse() -> Any:
        # From a stream, never from bytes: those feedparser would also try as the name of a file.
        return feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)

    try:
        # An element with many attributes takes it quadratic time.
        parsed = deadline.within(_LONGEST_FEED, parse)
    except TimeoutError:
        message = f"{url or 'The feed'} cannot be read within {_LONGEST_FEED:.0f} seconds."
        raise Refused("too-large", message) from None
    # Of feeds that begin again in the middle it raises what it stumbles over, such as KeyError.
    except Exception as error:
        message = f"{url or 'The feed'} is damaged ({type(error).__name__}: {error})."
        raise Refused("source-broken", message) from error
    if not parsed.get("version"):
        message = f"{url or 'The file'} is XML, but neither an RSS nor an Atom feed."
        raise Refused("unknown-source-type", message)
    entries = tuple(
        FeedEntry(
            " ".join(str(entry.get("title", "")).split()),
            addresses.joined(url, str(entry["link"])),
            stated.day(str(entry.get("published", ""))),
        )
        for entry in parsed.entries
        if entry.get("link")
    )
    if not entries:
        raise Refused("source-broken", f"{url or 'The feed'} lists no article with an address.")
    return entries


def json_lines(path: Path, most: int) -> Iterator[Document | Refused]:
    """Yield the article of each line of a JSON Lines file, or why it is none; blank lines count for nothing.

    ``most`` is the greatest length of a line in bytes. The file is read line by line.
    """
    number = 0
    try:
        room = path.stat().st_size * MOST_UNPACKED
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            while line := stream.readline(most + 1):
                number += 1
                room -= len(line)
                if room < 0:
                    message = f"The file unpacks to more than {MOST_UNPACKED:,} times its bytes."
                    yield Refused("too-large", message, line=number)
                    return
                if len(line) > most:
                    message = f"Line {number} is longer than {most // 1000:,} kB."
                    yield Refused("too-large", message, line=number)
                    return
                if line.strip():
                    yield _json_article(line, number)
    except _BROKEN as error:
        reason = type(error).__name__
        yield Refused("source-broken", f"After {number} lines the file cannot be read on ({reason}).")


def web_archive(path: Path, most: int) -> Iterator[Document | Refused]:
    """Yield the article of each HTML page in a WARC file, or why it is none.

    What is no page (images, styles, errors) is passed over. ``most`` is the size of a page in bytes.
    """
    pages = 0
    with path.open("rb") as stream:
        try:
            for record in archived_pages(stream):
                pages += 1
                yield archived(record, most)
        # On a damaged archive warcio raises whatever its parts stumble over.
        except Exception as error:
            reason = type(error).__name__
            yield Refused("source-broken", f"After {pages} pages the archive cannot be read on ({reason}).")
            return
    if not pages:
        yield Refused("source-broken", "The archive holds no HTML page.")


def archived_pages(stream: BinaryIO) -> Iterator[Any]:
    """Yield the record of each HTML page in a WARC file.

    On a damaged archive warcio raises whatever its parts stumble over.
    """
    return filter(_is_page, _bounded(ArchiveIterator(stream)))


def archived_offsets(stream: BinaryIO) -> Iterator[int]:
    """Yield the byte at which the record of each HTML page begins; raises as ``archived_pages`` does."""
    records = ArchiveIterator(stream)
    for record in _bounded(records):
        if _is_page(record):
            # To tell where a record stands, warcio reads over it.
            with redirect_stderr(io.StringIO()):
                offset = records.get_record_offset()
            yield offset


def _bounded(records: Any) -> Iterator[Any]:
    """Yield records without what warcio writes to stderr meanwhile: it quotes bytes of the archive.

    Raises ``ValueError`` for one with too long headers, which warcio would read as far as they go.
    """
    read, left = records.reader.readline, 0

    def line(length: int | None = None) -> bytes:
        nonlocal left
        words: bytes = read(min(length or left, left))
        left -= len(words)
        if not left:
            raise ValueError("too long headers")
        return words

    records.reader.readline = line
    while True:
        left = _MOST_HEADERS
        with redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _json_article(line: bytes, number: int) -> Document | Refused:
    try:
        values = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        return Refused("not-utf-8", f"Line {number} is not UTF-8.", line=number)
    except (ValueError, RecursionError):
        return Refused("source-broken", f"Line {number} is not correct JSON.", line=number)
    if not isinstance(values, dict):
        return Refused("source-broken", f"Line {number} is not a JSON object.", line=number)
    try:
        return fields.document(values)
    except Refused as refused:
        return Refused(refused.rule, f"Line {number}: {refused.message}", refused.remedy, number)


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and kind.lower().startswith(_HTML)


def archived(record: Any, most: int) -> Document | Refused:
    """Return the article of a page's record, or why it is none; ``most`` is the size of a page in bytes."""
    url = addresses.usable(record.rec_headers.get_header("WARC-Target-URI") or "")
    stream: BinaryIO = record.content_stream()
    body = stream.read(most + 1)
    if len(body) > most:
        return Refused("too-large", f"{url} is larger than {most // 1000:,} kB.")
    header = Message()
    header["content-type"] = record.http_headers.get_header("Content-Type")
    charset = header.get_param("charset", "")
    try:
        found = page.read(body, url, charset if isinstance(charset, str) else "")
    except Refused as refused:
        return refused
    return replace(found, retrieved=stated.day(record.rec_headers.get_header("WARC-Date") or ""))
