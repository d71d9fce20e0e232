"""The stages of drafting in their order: read, extract, check, and only then write what is new."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import check, content, edtf
from generator.content.names import no_explainer
from generator.content.rewriting import Rewrite
from generator.extract import cells, drafts, extract, writing
from generator.extract.cells import Draft
from generator.extract.drafts import Proposed, Refused
from generator.extract.grounding import Extractor, ModelError, ground
from generator.findings import Finding, has_errors
from generator.model import Content, Explainer
from generator.project import Project, ProjectError
from generator.schema import Table
from generator.values import People

Proposer = Callable[[Sequence[Table]], Extractor]
"""Makes an extractor that proposes rows of the tables given."""


class Drafted(Struct, frozen=True):
    """What the extractors add to an explainer's tables."""

    proposed: Proposed
    additions: tuple[Rewrite, ...]

    @property
    def rows(self) -> Mapping[str, int]:
        """The number of new rows by table, tables without any left out."""
        return {table: len(rows) for table, rows in self.proposed.rows.items() if rows}

    @property
    def reasons(self) -> Mapping[str, int]:
        """Why rows were not written, most frequent first."""
        return dict(Counter(one.reason for one in self.proposed.refused).most_common())


def draft(
    project: Project, slug: str, progress: Callable[[str], None], others: Mapping[str, Proposer] | None = None
) -> Drafted:
    """Return the rows to add to the explainer called ``slug``; nothing is written.

    The rules propose first, then ``others`` (name → proposer) in their order; a row that says what another
    says already is left out. Raises ``ProjectError`` when there is no such explainer, when its content
    cannot be read without errors (rows could be doubled), or when it has no article.
    """
    loaded = content.read(project)
    explainer = _explainer(loaded.content, slug)
    _readable(loaded.findings, slug)
    people = People(loaded.content.people)
    extractors = {name: _made(proposer, loaded.tables) for name, proposer in (others or {}).items()}
    proposals: dict[str, list[Draft]] = {name: [] for name in ("", *extractors)}
    dropped: list[Refused] = []
    for number, article in enumerate(explainer.articles, 1):
        progress(f"Reading {article.slug} ({number} of {len(explainer.articles)})")
        found = extract(article.text, title=article.title, published=edtf.day(article.published))
        proposals[""] += cells.drafts(article, found, people)
        for name, extractor in extractors.items():
            left = ground(extractor, article, loaded.tables, loaded.content.people, name)
            proposals[name] += left.drafts
            dropped += left.refused
    proposed = drafts.propose(
        explainer,
        loaded.tables,
        loaded.content.people,
        list(proposals.values()),
        lambda proposal: check.check(proposal, loaded.tables).findings,
    )
    proposed = replace(proposed, refused=(*proposed.refused, *dropped))
    return Drafted(proposed, writing.additions(proposed, loaded.tables, project.content_dir))


def _made(proposer: Proposer, tables: Sequence[Table]) -> Extractor:
    try:
        return proposer(tables)
    except ModelError as error:
        raise ProjectError(f"The model cannot be asked: {error}.") from error


def _explainer(read: Content, slug: str) -> Explainer:
    for explainer in read.explainers:
        if explainer.slug == slug:
            if not explainer.articles:
                raise ProjectError(f"“{slug}” has no article yet: run “explainer add {slug} SOURCE”.")
            return explainer
    raise ProjectError(no_explainer(slug, [one.slug for one in read.explainers]))


def _readable(findings: Sequence[Finding], slug: str) -> None:
    concerned = [
        one for one in findings if slug in one.location.path.parts or one.location.path.name == "people.csv"
    ]
    if has_errors(concerned):
        raise ProjectError(
            f"“{slug}” cannot be read without errors: run “explainer check” and mend it first."
        )
