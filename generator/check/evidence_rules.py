"""Rules on the evidence: the article is there, and its words stand in it exactly once."""

from collections.abc import Iterator, Sequence

from generator import evidence
from generator.check.examined import ExaminedRow
from generator.check.outcomes import Outcome, Passed, failed, unmade


def article_known(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether each row cites an article of its explainer."""
    for row in rows:
        if row.article is not None:
            yield Passed("unknown-article")
        else:
            message = f"the explainer has no article “{row.row.article}”"
            yield failed("unknown-article", row.location("article"), message)


def evidence_found(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether the evidence of each row stands in its article, once and in whole words."""
    for row in rows:
        place = row.location("evidence")
        match row.whereabouts:
            case None:
                yield unmade("evidence-not-found", place, "the article is not there")
            case evidence.Located():
                yield Passed("evidence-not-found")
                yield Passed("evidence-cut")
                yield Passed("evidence-ambiguous")
            case evidence.NotFound(reason, cut):
                rule = "evidence-cut" if cut else "evidence-not-found"
                message = f"the evidence is not in “{row.row.article}”: {reason}"
                yield failed(rule, place, message)
            case evidence.Ambiguous(count):
                message = f"the evidence stands in “{row.row.article}” {count} times"
                yield failed("evidence-ambiguous", place, message)


def no_duplicates(rows: Sequence[ExaminedRow]) -> Iterator[Outcome]:
    """Yield whether a row says again what another row of its table says with the same evidence."""
    seen: dict[tuple[str, str, str, str], int] = {}
    for row in rows:
        key = (row.table.name, row.identity, row.row.article, evidence.fold(row.row.evidence))
        if not row.identity:
            yield unmade("duplicate-row", row.row.location, "what the row speaks of could not be read")
        elif key in seen:
            message = f"row {seen[key]} already says this of “{row.identity}” with the same evidence"
            yield failed("duplicate-row", row.row.location, message)
        else:
            seen[key] = row.row.number
            yield Passed("duplicate-row")
