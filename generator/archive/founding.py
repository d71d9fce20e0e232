"""An event of an archive → an explainer with its articles and their draft rows."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from msgspec import Struct
from msgspec.structs import replace

from generator import drafting, scaffold
from generator.archive import descriptor, events
from generator.archive.events.telling import Event
from generator.archive.places import Place
from generator.archive.tables import UNKNOWN_MONTH, rows_about
from generator.content import rewriting
from generator.drafting import Drafted
from generator.intake.articles import Shelf
from generator.intake.documents import Document
from generator.intake.refusal import Refused
from generator.model import Article
from generator.project import Project, ProjectError
from generator.reading.files import relative


class Founded(Struct, frozen=True):
    """The explainer that was made of an event."""

    slug: str
    files: tuple[Path, ...]
    """Its page and its tables, relative to the project's root."""
    articles: tuple[Article, ...]
    left_out: int
    """Articles whose text is that of another one."""
    drafted: Drafted


def found(project: Project, name: str, out: str, identifier: str, progress: Callable[[str], None]) -> Founded:
    """Make the explainer ``name`` of an event of the archive ``out``, with its articles and their draft rows.

    Where ``name`` is an address only, the page is called as the event is. The rows are proved and written
    as ``explainer extract`` does it. All of it is there in the end, or nothing. Raises ``ProjectError`` when
    there is no such event, or when the explainer cannot be made.
    """
    event = _event(out, identifier)
    documents = list(_documents(out, event))
    title = event.title if name == scaffold.slugify(name) else ""
    made = scaffold.start(project, name, title=title, date=_date(event))
    folder = project.content_dir / made.slug
    try:
        articles = _added(project, folder, documents)
        drafted = drafting.draft(project, made.slug, progress)
        rewriting.write(drafted.additions)
    except BaseException:
        shutil.rmtree(folder)
        raise
    return Founded(made.slug, made.files, articles, len(documents) - len(articles), drafted)


def _event(out: str, identifier: str) -> Event:
    every = events.read(out)
    for one in every:
        if one.event == identifier:
            return one
    known = f"The first is {every[0].event} (“{every[0].title}”)." if every else "It has none."
    raise ProjectError(f"{out} has no event “{identifier}”. {known} Run: explainer archive events {out}")


def _date(event: Event) -> str:
    """Return the event's dates as EDTF."""
    return event.first if event.first == event.last else f"{event.first}/{event.last}"


def _documents(out: str, event: Event) -> Iterator[Document]:
    """Yield the articles of an event as they were received, by date."""
    place = Place(out)
    tables = descriptor.read(place)
    months = {UNKNOWN_MONTH, *(one.date[:7] for one in event.articles)}
    parts = tables.parts if tables else ()
    paths = [one.path for one in parts if one.table == "articles" and one.month in months]
    wanted = pa.array([one.article for one in event.articles])
    found = rows_about(place, paths, wanted).to_pylist() if paths else []
    rows = {row["article"]: row for row in found}
    known = set(Document.__struct_fields__)
    for one in event.articles:
        row = rows.get(one.article)
        if row is None:
            raise ProjectError(f"{out} has the event, but no longer its article {one.article}")
        said = {name: value for name, value in row.items() if name in known and value}
        yield Document(**{"text": "", **said}, published=row["date"] or "")


def _added(project: Project, folder: Path, documents: list[Document]) -> tuple[Article, ...]:
    """Write the articles, each text once; near-identical ones are given the same wire as an earlier one."""
    path = relative(project.root, folder / "articles")
    shelf = Shelf(folder / "articles", path, ())
    today = datetime.now(UTC).date()
    written = []
    for document in documents:
        if shelf.known(document):
            continue
        twin = shelf.twin(document)
        if twin and twin.wire and not document.wire:
            document = replace(document, wire=twin.wire)
        try:
            written.append(shelf.put(document, today))
        except Refused as problem:
            raise ProjectError(problem.message) from problem
    return tuple(written)
