"""Which rows of an article pass the checks, as if an editor had put them into the tables."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from generator import check
from generator.extract import Extraction, cells
from generator.extract.cells import Draft
from generator.findings import Finding
from generator.intake.documents import Document
from generator.model import Article, Cell, Explainer, Location, Person, Prose, Row
from generator.schema import built_in_tables
from generator.values import People

REFUSED = "refused"
"""The reason, where it is no rule's, of a row that cannot be written into a table at all."""
_ARTICLE = Location(PurePosixPath("article.md"))
_ROWS = PurePosixPath("rows.csv")


def failed(document: Document, extraction: Extraction) -> Mapping[tuple[str, int], tuple[str, str]]:
    """Return the rows that fail, by table and place from 0, each with the rule's name and what is wrong."""
    drafts = list(cells.drafts(_article(document), extraction, People(())))
    places: dict[str, int] = {}
    placed = []
    for draft in drafts:
        placed.append((draft.table, places.setdefault(draft.table, 0)))
        places[draft.table] += 1
    found = {place: (REFUSED, one.refusal) for place, one in zip(placed, drafts, strict=True) if one.refusal}
    for one in _findings(document, drafts):
        found.setdefault(placed[one.location.line - 1], (one.rule.name, one.message))
    return found


def _findings(document: Document, drafts: Sequence[Draft]) -> Sequence[Finding]:
    rows = tuple(_row(draft, line) for line, draft in enumerate(drafts, 1) if not draft.refusal)
    explainer = Explainer(
        "archive",
        _ARTICLE,
        *("", "", "", "", ""),
        tags=(),
        at_a_glance=(),
        prose=Prose("", _ARTICLE),
        articles=(_article(document),),
        rows=rows,
        corrections=(),
    )
    checked = check.check_explainer(explainer, built_in_tables(), People(_people(drafts)))
    return [one for one in checked.findings if one.location.path == _ROWS]


def _people(drafts: Sequence[Draft]) -> tuple[Person, ...]:
    """Return whom the drafts name, each once."""
    named = {one.name: one for draft in drafts for one in draft.newcomers}
    return tuple(replace(one, id=f"{one.id}-{place}") for place, one in enumerate(named.values()))


def _row(draft: Draft, line: int) -> Row:
    table = next(one for one in built_in_tables() if one.name == draft.table)
    filled = {
        column.name: Cell(draft.cells.get(column.name, ""), Location(_ROWS, line, place))
        for place, column in enumerate(table.columns, 1)
    }
    return Row("archive", draft.table, line, Location(_ROWS, line), filled)


def _article(document: Document) -> Article:
    return Article(
        slug="article",
        location=_ARTICLE,
        title=document.title,
        publisher=document.publisher,
        author=document.author,
        published=document.published,
        published_inferred_from="",
        url=document.url,
        retrieved="",
        licence="",
        wire=document.wire,
        language=document.language,
        republish="",
        digest="",
        text=document.text,
        text_line=1,
    )
