"""Sources, one after the other → articles in an explainer's folder, and findings on what is missing."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator import content
from generator.content import Project
from generator.findings import Finding, finding
from generator.intake import articles, documents
from generator.intake.articles import Shelf
from generator.intake.bundles import FeedEntry
from generator.intake.documents import Document
from generator.intake.fetch import Fetcher
from generator.intake.refusal import Refused
from generator.intake.sources import Choose, Reader
from generator.model import Article, Location
from generator.reading.files import is_slug, relative

__all__ = ["Added", "FeedEntry", "Step", "add"]

_ASKED = {"title": "a title", "publisher": "its publisher", "published": "the day it was published"}


class Added(Struct, frozen=True):
    """What came of the sources."""

    articles: tuple[Article, ...]
    """The articles written, in the order of the sources."""
    findings: tuple[Finding, ...]
    """What could not be taken, what is missing and what a person should look at, in the same order."""
    interrupted: bool = False
    """True when Ctrl-C ended the work: the articles listed are whole, the rest was not begun."""


class Step(Struct, frozen=True):
    """How far the work is."""

    source: str
    """The source being read."""
    number: int
    """Its place among the sources, from 1."""
    total: int
    article: str = ""
    """The slug of the article just written; empty when the source is only begun."""


def add(
    project: Project,
    explainer_slug: str,
    sources: Sequence[str],
    *,
    allow_loopback: bool = False,
    progress: Callable[[Step], None] | None = None,
    choose: Choose | None = None,
    fetcher: Fetcher | None = None,
    today: date | None = None,
) -> Added:
    """Add the articles of ``sources`` to an explainer and return what was written and what was met.

    A source is an http(s) address, or the path of a file or a folder: an HTML page, plain text, Markdown,
    an RSS or Atom feed, JSON Lines, or a WARC archive. Each article is written as soon as it is read.
    ``choose`` picks from what a feed lists (all of it by default), ``progress`` hears of each source begun
    and each article written, ``today`` (UTC by default) is the day of retrieval. ``allow_loopback`` and
    ``fetcher`` are for tests. Nothing is raised for a source that cannot be read, nor for Ctrl-C.
    """
    folder = project.content_dir / explainer_slug
    if not is_slug(explainer_slug) or not (folder / "explainer.md").is_file():
        where = Location(relative(project.root, project.content_dir))
        message = f"There is no explainer “{explainer_slug}” in {where.path}."
        return Added((), (finding("unknown-explainer", where, message),))
    shelf = Shelf(
        folder / "articles",
        relative(project.root, folder / "articles"),
        _present(project, explainer_slug),
    )
    reader = Reader(fetcher or Fetcher(allow_loopback=allow_loopback), choose or _all)
    work = _Work(project.root, shelf, reader, today or datetime.now(UTC).date(), progress or _unheard)
    return work.run(sources)


class _Work:
    """One run over the sources, collecting what comes of them."""

    def __init__(
        self, root: Path, shelf: Shelf, reader: Reader, today: date, progress: Callable[[Step], None]
    ) -> None:
        self._root = root
        self._shelf = shelf
        self._reader = reader
        self._today = today
        self._progress = progress
        self._written: list[Article] = []
        self._found: list[Finding] = []

    def run(self, sources: Sequence[str]) -> Added:
        interrupted = False
        try:
            for number, source in enumerate(sources, start=1):
                step = Step(source, number, len(sources))
                self._progress(step)
                for place, one in self._reader.within(source):
                    self._take(one, replace(step, source=place))
        except KeyboardInterrupt:
            interrupted = True
        return Added(tuple(self._written), tuple(self._found), interrupted)

    def _take(self, one: Document | Refused, step: Step) -> None:
        where = self._place(step.source)
        if isinstance(one, Refused):
            self._refuse(one, where)
            return
        if already := self._shelf.known(one):
            what = one.title or one.url or step.source
            self._found.append(finding("article-already-there", where, f"“{what}” was not added: {already}."))
            return
        twin = self._shelf.twin(one)
        if twin and twin.wire and not one.wire:
            one = replace(one, wire=twin.wire)
        try:
            article = self._shelf.put(one, self._today)
        except Refused as refused:
            self._refuse(refused, where)
            return
        self._written.append(article)
        self._found += _to_look_at(article, one, twin)
        self._progress(replace(step, article=article.slug))

    def _refuse(self, refused: Refused, where: Location) -> None:
        place = replace(where, line=refused.line)
        self._found.append(finding(refused.rule, place, refused.message, refused.remedy))

    def _place(self, source: str) -> Location:
        """Return where a source's findings belong: its file, or its address without scheme and password."""
        _, scheme, address = source.partition("://")
        if scheme:
            host, slash, rest = address.partition("/")
            return Location(PurePosixPath(host.rpartition("@")[2] + slash + rest))
        path = Path(source).absolute()
        inside = path.is_relative_to(self._root)
        return Location(relative(self._root if inside else path.parent, path))


def _to_look_at(article: Article, document: Document, twin: articles.Twin | None) -> Iterator[Finding]:
    """Yield what was not stated or not understood, and the wire that is proposed."""
    lost = dict(document.not_understood)
    for field, what in _ASKED.items():
        if not getattr(article, field):
            said = f" (“{lost[field][:60]}” was not understood)" if field in lost else ""
            message = f"The source does not say {what}{said}; “{field}” is left empty."
            yield finding("not-stated", articles.line_of(article, field), message)
    for field in (name for name in lost if name not in _ASKED):
        message = f"“{lost[field][:60]}” was not understood; “{field}” is left empty."
        yield finding("not-stated", articles.line_of(article, field), message)
    if article.language == documents.UNDETERMINED:
        message = "The source does not say in which language it is; “language” is und (undetermined)."
        yield finding("not-stated", articles.line_of(article, "language"), message)
    if article.wire and article.wire != document.wire:
        message = f"The text credits an agency; “wire” is “{article.wire}”."
        yield finding("wire-proposed", articles.line_of(article, "wire"), message)
    if twin:
        alike = f"The text is {twin.similarity:.0%} alike to that of “{twin.slug}”"
        wire = f"“wire” is “{twin.wire}”, as there" if twin.wire else "neither names a wire agency"
        message = f"{alike}: the two count as one origin; {wire}."
        yield finding("wire-proposed", articles.line_of(article, "wire"), message)


def _present(project: Project, explainer_slug: str) -> tuple[Article, ...]:
    explainers = content.read(project).content.explainers
    return next((one.articles for one in explainers if one.slug == explainer_slug), ())


def _all(entries: Sequence[FeedEntry]) -> Sequence[FeedEntry]:
    return entries


def _unheard(step: Step) -> None:
    pass
