"""Where an explainer stands in the editors' work: rows by status, and what waits for somebody."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import check, edtf
from generator.content import Loaded
from generator.findings import Finding, Severity
from generator.model import Agreement, Content, Explainer, Status
from generator.reconcile import reconcile
from generator.values import People

_STALE_EVIDENCE = ("evidence-not-found", "evidence-ambiguous", "evidence-cut", "unknown-article")
"""Rules that fail when an article is no longer what the row was taken from."""


class Stale(Struct, frozen=True):
    """Something that was overtaken by what was added or changed since."""

    what: str
    """In a sentence, without its full stop."""
    path: str
    line: int


class Standing(Struct, frozen=True):
    """One explainer."""

    slug: str
    rows: Mapping[str, int]
    """Every status, with how many rows have it."""
    drafts: Mapping[str, int]
    """Tables with drafts, with how many."""
    facts: int
    """Facts that readers see."""
    conflicting: tuple[str, ...]
    """Facts on which the sources differ, drafts among them, as ``table/fact``."""
    disputed: tuple[str, ...]
    """Facts with a disputed row, as ``table/fact``."""
    errors: int
    """Findings that forbid publishing."""
    stale: tuple[Stale, ...]


def standings(loaded: Loaded, only: str = "") -> tuple[Standing, ...]:
    """Return where each explainer stands, or the one called ``only``; by slug."""
    explainers = loaded.content.explainers
    return tuple(_standing(one, loaded) for one in explainers if only in ("", one.slug))


def _standing(one: Explainer, loaded: Loaded) -> Standing:
    counted = Counter(row.status for row in one.rows)
    people = People(loaded.content.people)
    shown = replace(one, rows=tuple(row for row in one.rows if row.status is not Status.DRAFT))
    facts = reconcile(one, loaded.tables, people)
    folder = one.location.path.parent
    found = [
        *(each for each in loaded.findings if folder in each.location.path.parents),
        *check.check(Content((one,), loaded.content.people), loaded.tables).findings,
    ]
    drafts = Counter(row.table for row in one.rows if row.status is Status.DRAFT)
    return Standing(
        slug=one.slug,
        rows={status.value: counted[status] for status in Status},
        drafts={table.name: drafts[table.name] for table in loaded.tables if drafts[table.name]},
        facts=len(reconcile(shown, loaded.tables, people)),
        conflicting=tuple(fact.name for fact in facts if fact.agreement is Agreement.CONFLICTING),
        disputed=tuple(
            fact.name for fact in facts if any(row.status is Status.DISPUTED for row in fact.rows)
        ),
        errors=sum(each.rule.severity is Severity.ERROR for each in found),
        stale=(*_evidence(found), *_unused(one), *_overtaken(one)),
    )


def _evidence(found: Sequence[Finding]) -> list[Stale]:
    """Return the rows whose evidence does not stand in their article any more."""
    return [
        Stale(each.message, str(each.location.path), each.location.line)
        for each in found
        if each.rule.name in _STALE_EVIDENCE
    ]


def _unused(one: Explainer) -> list[Stale]:
    """Return the articles that no row was taken from, or of which every row was refused."""
    used = {row.article for row in one.rows if row.status.published}
    return [
        Stale(f"no row rests on the article “{article.slug}”", str(article.location.path), 1)
        for article in one.articles
        if article.slug not in used
    ]


def _overtaken(one: Explainer) -> list[Stale]:
    """Return what is newer than the day on which the page says it was updated."""
    last = edtf.parse(one.updated)
    if last is None:
        return []
    newer = [
        *((row.words("date"), "a correction") for row in one.corrections),
        *(
            (article.retrieved or article.published, f"the article “{article.slug}”")
            for article in one.articles
        ),
    ]
    days = [(date.lower, written, what) for written, what in newer if (date := edtf.parse(written))]
    latest = max(days, default=None)
    if latest is None or latest[0] <= last.upper:
        return []
    told = f"“updated” is {one.updated}, and {latest[2]} is of {latest[1]}"
    return [Stale(told, str(one.location.path), 1)]
