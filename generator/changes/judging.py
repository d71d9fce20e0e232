"""What a change asks of people: the checklist, and whether it can be merged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.changes.model import (
    Changes,
    ExplainerChange,
    FactChange,
    Kind,
    RowChange,
    Task,
    ToDo,
    Verdict,
)
from generator.changes.problems import at_head, changed
from generator.changes.wording import Weaker
from generator.findings import Severity
from generator.model import Agreement, Location, Status


def to_do(
    facts: Sequence[FactChange],
    rows: Sequence[RowChange],
    explainers: Sequence[ExplainerChange],
    weaker: Mapping[str, Sequence[Weaker]],
) -> tuple[ToDo, ...]:
    """Return the checklist: what holds the change up first, then by place.

    ``weaker`` are the editor's sentences that lost a hedge, by explainer.
    """
    places = {id(row): fact for fact in facts for row in fact.rows}
    items = [*_of_explainers(explainers, facts), *_of_facts(facts)]
    items += [
        item for one in explainers for lost in weaker.get(one.slug, ()) for item in _of_wording(one, lost)
    ]
    items += (item for row in rows for item in _of_row(row, places.get(id(row))))
    order = list(Task)
    return tuple(sorted(items, key=lambda one: order.index(one.task)))


def _of_explainers(explainers: Iterable[ExplainerChange], facts: Iterable[FactChange]) -> Iterator[ToDo]:
    gone = Counter(fact.explainer for fact in facts if _goes(fact))
    for one in explainers:
        if one.kind is Kind.REMOVED and (count := gone[one.slug]):
            what = _count(count, "published fact that goes", "published facts that go")
            words = f"Tell readers of the {what} with the explainer: {one.title}."
            place = Location(one.location.path)
            yield ToDo(Task.ADD_CORRECTION, one.slug, "", words, place, one.address, one.url)


def _of_wording(explainer: ExplainerChange, one: Weaker) -> Iterator[ToDo]:
    said = " and ".join(f"“{words}”" for words in one.words)
    words = f"Put back what weakened it: the text said {said}, and now says “{one.sentence}”"
    yield ToDo(
        Task.RESTORE_HEDGE, explainer.slug, one.fact, words, one.location, explainer.address, explainer.url
    )


def _goes(fact: FactChange) -> bool:
    return fact.published_before is not None and fact.published_after is None


def _of_facts(facts: Iterable[FactChange]) -> Iterator[ToDo]:
    for fact in facts:
        name = f"{fact.table}/{fact.id}"
        if fact.needs_correction and fact.correction is None:
            words = f"Tell readers in corrections.csv of {changed(fact)}."
            yield ToDo(
                Task.ADD_CORRECTION, fact.explainer, name, words, at_head(fact), fact.address, fact.url
            )
        differing = [one for one in fact.values if one.agreement_after is Agreement.CONFLICTING]
        unsettled = fact.agreement_after is Agreement.CONFLICTING
        if unsettled and (differing or fact.agreement_before is not Agreement.CONFLICTING):
            told = "; ".join(
                f"{one.title}: {' or '.join(f'“{value}”' for value in one.after)}" for one in differing
            )
            words = f"Settle what the articles differ on: {fact.title}{f' ({told})' if told else ''}."
            yield ToDo(
                Task.SETTLE_CONFLICT, fact.explainer, name, words, fact.location, fact.address, fact.url
            )


def _of_row(row: RowChange, fact: FactChange | None) -> Iterator[ToDo]:
    name = f"{row.table}/{row.fact}" if row.fact else ""
    address, url = (fact.address, fact.url) if fact else ("", "")
    for task, words in _asked(row, row.title or name or row.table):
        yield ToDo(task, row.explainer, name, words, row.location, address, url)


def _asked(row: RowChange, title: str) -> Iterator[tuple[Task, str]]:
    for cell in row.lost:
        now = f"is “{cell.after}”" if cell.after else "is empty"
        was = f"{cell.title} was “{cell.before}” and {now}."
        yield Task.RESTORE_HEDGE, f"Put back what weakened it: {title}. {was}"
    if row.review_again:
        yield Task.REVIEW_AGAIN, f"Read again what was accepted before it changed: {title}."
    if row.status_after is Status.DISPUTED and row.status_before is not Status.DISPUTED:
        what = "Find out what is right, then accept or retract it"
        yield Task.SETTLE_DISPUTE, f"{what}: {title}. Readers see it marked as disputed."
    if row.status_after is Status.DRAFT:
        yield Task.ACCEPT_DRAFT, f"Accept or reject the draft: {title}."


_HELD_UP = {
    "correction-missing": ("published fact changes or goes", "published facts change or go"),
    "article-text-changed": (
        "article was edited after it was added",
        "articles were edited after they were added",
    ),
    "rename-unlisted": ("published fact has another name", "published facts have other names"),
    "explainer-withdrawn": ("explainer is removed", "explainers are removed"),
    "program-changed": ("file that can run code changes", "files that can run code change"),
}
_WITHOUT = {
    "correction-missing": " without an entry in corrections.csv",
    "rename-unlisted": " without a line in renamed.csv",
    "explainer-withdrawn": " without a word to its readers",
    "program-changed": " and has to be read",
}
_LEFT = {
    Task.RESTORE_HEDGE: ("hedge to put back", "hedges to put back"),
    Task.REVIEW_AGAIN: ("accepted row to be reviewed again", "accepted rows to be reviewed again"),
    Task.SETTLE_CONFLICT: ("conflict to settle", "conflicts to settle"),
    Task.SETTLE_DISPUTE: ("dispute to settle", "disputes to settle"),
    Task.ACCEPT_DRAFT: ("draft to accept", "drafts to accept"),
}


class Counts(Struct, frozen=True):
    """All that a verdict is made of: numbers, so that it can be made again from a report and compared."""

    empty: bool
    """Nothing differs that a reader or an editor could see."""
    errors: Mapping[str, int]
    """Those new in the change, by the rule's name."""
    warnings: int
    """Those new in the change."""
    made: int
    """Checks made at head, on what was compared."""
    gone: int
    """Published facts that readers see no more."""
    not_compared: int
    left: Mapping[str, int]
    """The checklist's items by task."""
    errors_before: int
    """Errors at head that stood at base."""


def counts(changes: Changes) -> Counts:
    """Return what the verdict on ``changes`` is made of."""
    new = [(one.rule.name, one.rule.severity) for one in changes.findings]
    return Counts(
        empty=changes.empty,
        errors=Counter(name for name, severity in new if severity is Severity.ERROR),
        warnings=sum(severity is Severity.WARNING for _, severity in new),
        made=changes.checks.made_after,
        gone=sum(map(_goes, changes.facts)),
        not_compared=len(changes.not_compared),
        left=Counter(item.task for item in changes.to_do),
        errors_before=sum(one.rule.severity is Severity.ERROR for one in changes.old_findings),
    )


def verdict(counts: Counts, strict: bool) -> Verdict:
    """Return whether a change can be merged, and why.

    It can unless an error is new in it or, where ``strict``, a warning.
    """
    against = [*_errors(counts), *(_warnings(counts, "in a strict review") if strict else ())]
    reasons = [*(against or [_in_favour(counts)]), *_left(counts)]
    reasons += () if strict else _warnings(counts, "to look at")
    return Verdict(not against, (*reasons, *_before(counts)))


def _errors(counts: Counts) -> Iterator[str]:
    errors = Counter(counts.errors)
    for name, (one, many) in _HELD_UP.items():
        if count := errors.pop(name, 0):
            yield f"{_count(count, one, many)}{_WITHOUT.get(name, '')}."
    if count := errors.total():
        yield f"{_count(count, 'new error forbids', 'new errors forbid')} publishing."


def _warnings(counts: Counts, what: str) -> Iterator[str]:
    if counts.warnings:
        yield f"{_count(counts.warnings, 'new warning', 'new warnings')} {what}."


def _in_favour(counts: Counts) -> str:
    if counts.empty:
        return "Nothing changes that a reader or an editor could see."
    if not counts.made:
        return "No error is new: there was nothing to check."
    made = _count(counts.made, "check was", "checks were")
    return f"No error is new: {made} made on what was compared."


def _left(counts: Counts) -> Iterator[str]:
    if counts.gone:
        yield f"{_count(counts.gone, 'published fact goes', 'published facts go')}."
    if count := counts.not_compared:
        yield f"{_count(count, 'part was', 'parts were')} not compared: a person has to look."
    listed = [_count(number, *words) for task, words in _LEFT.items() if (number := counts.left.get(task, 0))]
    if listed:
        yield f"Left to do: {', '.join(listed)}."


def _before(counts: Counts) -> Iterator[str]:
    if count := counts.errors_before:
        yield f"Publishing is still forbidden by {_count(count, 'error', 'errors')} that stood before."


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
