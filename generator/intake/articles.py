"""Document → article file, unless the article is already there."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import yaml
from anyascii import anyascii
from courlan import clean_url
from msgspec import Struct

from generator import origins
from generator.content import digest
from generator.content.names import check_slug
from generator.findings import Finding
from generator.intake import documents, wires
from generator.intake.documents import Document
from generator.intake.refusal import Refused
from generator.model import Article, Location
from generator.schema import ARTICLE

_SLUG_LENGTH = 60
_OPENING_WORDS = 8


class Twin(Struct, frozen=True):
    """An earlier article whose text is near-identical."""

    slug: str
    similarity: float
    """From 0.8 to 1."""
    wire: str


class Shelf:
    """The articles of one explainer, by address, digest and text; new ones are put beside them."""

    def __init__(self, folder: Path, path: PurePosixPath, articles: Iterable[Article]) -> None:
        """Begin with the ``articles`` in ``folder``, which findings name as ``path``."""
        self._folder = folder
        self.path = path
        """How findings name the folder."""
        self._addresses: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._wires: dict[str, str] = {}
        self._texts = origins.Texts()
        for article in articles:
            self._keep(article)

    def known(self, document: Document) -> str:
        """Return in words which article the document is already, or ""."""
        same_text = self._digests.get(digest(document.text))
        same_address = self._addresses.get(_address_key(document.url)) if document.url else None
        if same_text:
            return f"its text is that of the article “{same_text}”"
        if same_address:
            return f"the article “{same_address}” is from the same address, with another text"
        return ""

    def twin(self, document: Document) -> Twin | None:
        """Return the earlier article most like the document, if any is near-identical."""
        copies = self._texts.like(document.text)
        if not copies:
            return None
        slug = max(copies, key=lambda name: (bool(self._wires[name]), copies[name]))
        return Twin(slug, copies[slug], self._wires[slug])

    def put(self, document: Document, today: date) -> Article:
        """Write the document as an article file, whole or not at all, and return the article.

        Raises :class:`Refused` when the file cannot be written.
        """
        slug = self._free(slug_of(document))
        article = _article(document, slug, self.path / f"{slug}.md", today)
        try:
            _write(self._folder / f"{slug}.md", as_file(article))
        except OSError as error:
            raise Refused(
                "not-written", f"{article.location.path} cannot be written: {error.strerror}."
            ) from error
        self._keep(article)
        return article

    def _keep(self, article: Article) -> None:
        if article.url:
            self._addresses.setdefault(_address_key(article.url), article.slug)
        self._digests.setdefault(digest(article.text), article.slug)
        self._wires[article.slug] = article.wire
        self._texts.add(article.slug, article.text)

    def _free(self, slug: str) -> str:
        number, free = 1, slug
        while free in self._wires or _cannot_be(free) or (self._folder / f"{free}.md").exists():
            number += 1
            free = f"{slug}-{number}"
        return free


def _cannot_be(slug: str) -> bool:
    """Return whether the site needs the name itself."""
    found: list[Finding] = []
    check_slug(slug, Location(PurePosixPath(f"{slug}.md")), found)
    return bool(found)


def slug_of(document: Document) -> str:
    """Return a file name for a document: its title or its opening words, in a-z, 0-9 and hyphens."""
    opening = " ".join(document.text.split(maxsplit=_OPENING_WORDS)[:_OPENING_WORDS])
    for words in (document.title, opening):
        slug = ""
        for part in re.findall(r"[a-z0-9]+", anyascii(words[:300]).lower().replace("'", "")):
            longer = f"{slug}-{part}" if slug else part[:_SLUG_LENGTH]
            if len(longer) > _SLUG_LENGTH:
                break
            slug = longer
        if slug:
            return slug
    return "article"


def as_file(article: Article) -> str:
    """Return the article as it stands in its file: front matter, then the text unchanged."""
    values = {field.name: getattr(article, field.name) for field in ARTICLE.fields}
    if not article.published_inferred_from:
        del values["published_inferred_from"]
    front = yaml.safe_dump(
        values, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False
    )
    return f"---\n{front}---\n{article.text}"


def line_of(article: Article, key: str) -> Location:
    """Return where ``key`` stands in the article's file."""
    above = as_file(article).partition(f"\n{key}:")[0]
    return Location(article.location.path, above.count("\n") + 2)


def _article(document: Document, slug: str, path: PurePosixPath, today: date) -> Article:
    return Article(
        slug=slug,
        location=Location(path),
        title=document.title,
        publisher=document.publisher,
        author=document.author,
        published=document.published,
        published_inferred_from=document.published_inferred_from,
        url=document.url,
        retrieved=document.retrieved or today.isoformat(),
        licence=document.licence,
        wire=document.wire or wires.propose(document),
        language=document.language or documents.language_of(document.text),
        republish=document.republish or "excerpt",
        digest=digest(document.text),
        text=document.text,
        text_line=len(ARTICLE.fields) + (3 if document.published_inferred_from else 2),
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".adding-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        # mkstemp lets nobody else read; an article is as open as the files beside it.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()


def _address_key(url: str) -> str:
    """Return an address without what makes no difference: scheme, "www.", trackers, fragment, last slash."""
    try:
        parts = urlsplit(clean_url(url) or url)
    except ValueError:  # what an editor wrote, which is a finding elsewhere
        return url
    path = parts.path.rstrip("/")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}?{parts.query}"
