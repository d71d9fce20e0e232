"""Base and head → what changed, field by field, and what is left to do."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator.changes import articles, judging, listed, problems, rows, wording
from generator.changes.articles import Address
from generator.changes.facts import Compared, Facts, Show
from generator.changes.matching import Pair
from generator.changes.model import (
    ArticleChange,
    Changes,
    CorrectionChange,
    Edition,
    ExplainerChange,
    Kind,
    NotCompared,
    RowChange,
    Verdict,
)
from generator.changes.side import Side
from generator.findings import Finding, Unchecked, hides_rows
from generator.model import Explainer, Location, Row
from generator.revisions import Revision

__all__ = ["Address", "Show", "compare"]

_PEOPLE = "people.csv"


def compare(
    base: Edition,
    head: Edition,
    revisions: tuple[Revision, Revision],
    outside: tuple[NotCompared, ...],
    show: Show,
    address: Address,
    strict: bool = False,
    found: tuple[Finding, ...] = (),
) -> Changes:
    """Return everything in which ``head`` differs from ``base``; the pages are left to the caller.

    Both hold the explainers whose files differ, or all; of others nothing is said. ``outside`` is what
    differs besides. ``show`` and ``address`` tell where facts, articles and explainers stand on the site.
    Where ``strict``, a new warning forbids to merge as an error does. ``found`` is what is wrong besides.
    """
    changes = _Comparison(base, head, show, address).changes(revisions)
    not_compared, findings = (*changes.not_compared, *outside), (*changes.findings, *found)
    changes = replace(changes, not_compared=not_compared, findings=findings)
    return replace(changes, verdict=judging.verdict(judging.counts(changes), strict))


class _Compared(Struct, frozen=True):
    """One explainer, compared."""

    before: Explainer | None
    """At base."""
    explainer: ExplainerChange | None
    """What changed in it, its rows and articles apart."""
    weaker: tuple[wording.Weaker, ...]
    """The editor's sentences that lost what weakened them."""
    articles: tuple[ArticleChange, ...]
    rows: tuple[RowChange, ...]
    facts: Compared
    corrections: tuple[CorrectionChange, ...]
    pairs: tuple[Pair, ...]
    called: dict[PurePosixPath, PurePosixPath]
    """Articles whose file has another name: the path at base → the path at head."""


class _Comparison:
    def __init__(self, base: Edition, head: Edition, show: Show, address: Address) -> None:
        self.base, self.head = Side(base), Side(head)
        self.show, self.address = show, address
        self.folders = articles.renamed_explainers(self.base, self.head)
        self.hidden = {
            one.location.path: at_head
            for at_head, edition in ((False, base), (True, head))
            for one in edition.checked.findings
            if hides_rows(one)
        }

    def changes(self, revisions: tuple[Revision, Revision]) -> Changes:
        base, head = self.base.edition, self.head.edition
        unread = base.unread | head.unread
        slugs = sorted(
            {self.folders.get(slug, slug) for slug in self.base.explainers} | {*self.head.explainers}
        )
        compared = [self.explainer(slug) for slug in slugs if slug not in unread]
        sorter = problems.Sorter((pair for one in compared for pair in one.pairs), self.called(compared))
        found = sorter.sort(base.checked.findings, head.checked.findings)
        unmade = sorter.sort(base.checked.unchecked, head.checked.unchecked)
        all_rows = tuple(row for one in compared for row in one.rows)
        all_facts = tuple(fact for one in compared for fact in one.facts.changes)
        return Changes(
            base=revisions[0],
            head=revisions[1],
            verdict=Verdict(False, ()),
            to_do=judging.to_do(
                all_facts,
                all_rows,
                [one.explainer for one in compared if one.explainer],
                {one.explainer.slug: one.weaker for one in compared if one.explainer},
            ),
            explainers=tuple(one.explainer for one in compared if one.explainer),
            facts=all_facts,
            rows=all_rows,
            articles=tuple(change for one in compared for change in one.articles),
            people=tuple(listed.people(base.content.people, head.content.people)),
            corrections=tuple(change for one in compared for change in one.corrections),
            findings=_in_order([*_findings(found.new), *self.own_findings(compared)]),
            old_findings=_in_order(_findings(found.old)),
            solved=_in_order(_findings(found.solved)),
            checks=problems.checks(
                base.checked, head.checked, [one for one in unmade.new if isinstance(one, Unchecked)]
            ),
            not_compared=tuple(self.not_compared(sorted(unread))),
            pages=(),
            tables={table.name: table.title for table in (*head.tables, *base.tables)},
            compared=tuple(slugs),
        )

    def own_findings(self, compared: Sequence[_Compared]) -> Iterator[Finding]:
        """Yield what only the comparison shows: what was published or added, and is not kept."""
        explainers = [one.explainer for one in compared if one.explainer]
        changed = [change for one in compared for change in one.articles]
        yield from problems.of_addresses(explainers, changed, self.base)
        yield from problems.of_articles(changed)
        for one in compared:
            yield from problems.of_facts(one.facts)
            yield from problems.of_corrections(one.corrections, one.before)

    def explainer(self, slug: str) -> _Compared:
        """Return what changed in the explainer that has this slug at head (at base where it is gone)."""
        former = next((was for was, now in self.folders.items() if now == slug), slug)
        old, new = self.base.explainers.get(former), self.head.explainers.get(slug)
        was, now = (old.articles if old else ()), (new.articles if new else ())
        renamed = articles.renamed_articles(was, now)
        matched = rows.match(
            slug, old.rows if old else (), new.rows if new else (), self.base, self.head, renamed, self.title
        )
        hidden = self.hidden_tables(old, new)
        changes = tuple(
            row
            for row in matched.changes
            # Which rows are gone is not known where some could not be read.
            if row.kind is not Kind.REMOVED or not hidden.get(row.table, False)
        )
        matched = replace(matched, changes=changes)
        paths = {one.slug: one.location.path for one in now}
        return _Compared(
            before=old,
            explainer=articles.explainer(old, new, self.address),
            weaker=tuple(wording.lost(old, new)) if old and new else (),
            articles=tuple(articles.articles(old, new, renamed, self.head, self.address)),
            rows=changes,
            facts=Facts(old, new, matched, self.base, self.head, frozenset(hidden), self.show).compare(),
            corrections=tuple(listed.corrections(old, new)),
            pairs=matched.pairs,
            called={one.location.path: paths[renamed[one.slug]] for one in was if one.slug in renamed},
        )

    def title(self, row: Row, at_head: bool) -> str:
        """Return what the fact of a row is about; "" when that cannot be read."""
        side = self.head if at_head else self.base
        fact = side.facts(row.explainer).get((row.table, side.fact_of(row)))
        return self.show(fact, at_head)[0] if fact else ""

    def hidden_tables(self, old: Explainer | None, new: Explainer | None) -> dict[str, bool]:
        """Return the tables of which rows could not be read, each with whether that is so at head."""
        folders = {one.location.path.parent / "facts" for one in (old, new) if one}
        every = [at_head for path, at_head in self.hidden.items() if path.name == _PEOPLE]
        if every:
            return {name: any(every) for name in {**self.base.tables, **self.head.tables}}
        return {path.stem: at_head for path, at_head in self.hidden.items() if path.parent in folders}

    def called(self, compared: list[_Compared]) -> Callable[[PurePosixPath], PurePosixPath]:
        """Return what tells the path that a file of base has at head."""
        files = {was: now for one in compared for was, now in one.called.items()}

        def at_head(path: PurePosixPath) -> PurePosixPath:
            if path in files or len(path.parts) < 2:
                return files.get(path, path)
            content, folder, *below = path.parts
            return PurePosixPath(content, self.folders.get(folder, folder), *below)

        return at_head

    def not_compared(self, unread: list[str]) -> Iterator[NotCompared]:
        for slug in unread:
            side = "at head" if slug in self.head.edition.unread else "at base"
            place = Location(PurePosixPath("content", slug, "explainer.md"))
            yield NotCompared(place, f"the explainer “{slug}” could not be read {side}")
        for path, at_head in sorted(self.hidden.items()):
            side = "at head" if at_head else "at base"
            if path.name == _PEOPLE:
                yield NotCompared(Location(path), f"the list of people could not be read {side}")
            elif path.parent.name == "facts":
                yield NotCompared(Location(path), f"rows of the table “{path.stem}” could not be read {side}")
        for name in sorted({*self.base.tables, *self.head.tables}):
            before, after = self.base.tables.get(name), self.head.tables.get(name)
            if before != after:
                done = "is declared otherwise" if before and after else "is new" if after else "is gone"
                place = Location(PurePosixPath("content", "tables", f"{name}.yml"))
                yield NotCompared(place, f"the table “{name}” {done}: how it is shown is left to you")


def _findings(found: tuple[problems.Problem, ...]) -> list[Finding]:
    return [one for one in found if isinstance(one, Finding)]


def _in_order(found: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda one: one.order))
