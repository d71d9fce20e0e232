"""What comes from outside: web pages, feeds, archives, lines of JSON, Markdown, answers of a model."""

import datetime
import io
import json
import tempfile
from functools import cache
from pathlib import Path, PurePosixPath

from generator.content import digest, front_matter
from generator.extract import batch, models
from generator.extract.models import ModelError
from generator.findings import Finding
from generator.intake import articles, bundles, documents, fields, page
from generator.intake.documents import Document
from generator.intake.fetch import Fetcher
from generator.intake.refusal import Refused
from generator.intake.sources import Reader
from generator.model import Article, Location
from generator.reading.files import TextFile, is_slug
from generator.schema import ARTICLE
from tests.fuzz.parsers import Parser

_TODAY = datetime.date(2025, 9, 3)
_LARGEST = 100_000
_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/b\r\n"
    b"WARC-Date: 2025-09-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
    b"Content-Type: application/http\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
)


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder of this process alone: one that a broken parser ends takes its folder away."""
    return tempfile.TemporaryDirectory(prefix="explainer-sources-")


def _file(name: str, data: bytes) -> Path:
    path = Path(_folder().name, name)
    path.write_bytes(data)
    return path


def _whole(document: Document | Refused) -> None:
    """Fail unless a document is fit for a file, which reads back as it, or a refusal says why in words."""
    if isinstance(document, Refused):
        assert document.message
        assert document.line >= 1
        return
    assert document.text.strip()
    assert not documents.has_controls(document.text)
    assert is_slug(articles.slug_of(document))
    article = _article(document)
    found: list[Finding] = []
    file = TextFile(PurePosixPath("a.md"), articles.as_file(article))
    front = front_matter.read(file, ARTICLE, found)
    assert front is not None
    assert front.text == document.text
    assert front.words("title") == document.title
    assert front.words("author") == document.author
    assert front.words("url") == document.url


def _article(document: Document) -> Article:
    names = ("title", "publisher", "author", "published", "published_inferred_from", "url", "licence", "wire")
    return Article(
        slug="a",
        location=Location(PurePosixPath("a.md")),
        **{name: getattr(document, name) for name in names},
        retrieved=document.retrieved or _TODAY.isoformat(),
        language=document.language or documents.UNDETERMINED,
        republish="excerpt",
        digest=digest(document.text),
        text=document.text,
        text_line=2,
    )


def web_pages(data: bytes) -> None:
    """A web page gives an article that can be kept, or is refused."""
    try:
        _whole(page.read(data, "https://a.example/b"))
    except Refused as refused:
        _whole(refused)


def feeds(data: bytes) -> None:
    """A feed lists entries that have addresses and days that are dates, or is refused."""
    try:
        entries = bundles.feed(data, "https://a.example/feed")
    except Refused as refused:
        _whole(refused)
        return
    assert entries
    assert all(one.url for one in entries)


def web_archives(data: bytes) -> None:
    """A web archive gives whole articles, or says how far it could be read; the rest of the run goes on."""
    for body in (data, _WARC % (len(data), data)):
        for one in bundles.web_archive(_file("a.warc", body), _LARGEST):
            _whole(one)


def json_lines(data: bytes) -> None:
    """Each line of JSON that holds words gives an article or a refusal with its line."""
    answers = list(bundles.json_lines(_file("a.jsonl", data), _LARGEST))
    assert len(answers) == sum(bool(line.strip()) for line in data.split(b"\n"))
    for one in answers:
        _whole(one)


def text_sources(data: bytes) -> None:
    """A file of text or Markdown gives an article with its words unchanged, or is refused with the line."""
    reader = Reader(Fetcher(), lambda entries: entries)
    for name in ("a.md", "a.txt"):
        for one in reader.read(str(_file(name, data))):
            _whole(one)


def named_fields(data: bytes) -> None:
    """Values of any name and kind give an article, or are refused."""
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(values, dict):
        try:
            _whole(fields.document(values))
        except Refused as refused:
            _whole(refused)


def batches(data: bytes) -> None:
    """Each line of a batch has one answer, in order: rows, or the reason why there are none."""
    lines = data.decode("utf-8", "replace").split("\n")
    out = io.StringIO()
    counted = batch.run(lines, out, jobs=1)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(answers) == counted.articles == sum(bool(line.strip()) for line in lines)
    assert sum("error" in one for one in answers) == counted.errors


def model_answers(data: bytes) -> None:
    """A model's answer is rows of words, or no answer; nothing else of it goes on."""
    try:
        rows = list(models.candidates(data.decode("utf-8", "replace")))
    except ModelError:
        return
    for row in rows:
        assert isinstance(row.table, str)
        assert all(isinstance(words, str) for words in row.cells.values())


PARSERS = (
    Parser("web-pages", web_pages),
    Parser("feeds", feeds),
    Parser("web-archives", web_archives),
    Parser("json-lines", json_lines),
    Parser("text-sources", text_sources),
    Parser("named-fields", named_fields),
    Parser("batches", batches),
    Parser("model-answers", model_answers),
)
