"""The report in a stranger's archive: held to its schema and to itself, its verdict made anew.

What a report says in words about its own lists is not believed: whether the change can be merged, and why,
is worked out again from the lists. A report whose parts do not fit together was not written by the program.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from msgspec.structs import asdict

from generator.changes.judging import Counts, verdict
from generator.changes.model import Task
from generator.findings import Severity, rules
from generator.hosting.archives import REPORT, Refused
from generator.review.document import schema

_SHOWN = (
    *("explainers", "rows", "facts", "articles", "people", "corrections"),
    *("findings", "solved", "not_compared"),
)
"""What a report that calls itself empty has none of."""


def read(data: bytes) -> dict[str, Any]:
    """Return the report as JSON, with its verdict made anew.

    Raises ``Refused`` when it is no JSON, not as its schema says, or contradicts itself.
    """
    try:
        document: dict[str, Any] = json.loads(data.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{REPORT} is no JSON") from error
    broken = best_match(Draft202012Validator(schema()).iter_errors(document))
    if broken is not None:
        # The place and the rule, but none of the words: they are a stranger's.
        raise Refused(f"{REPORT} is not as its schema says: {broken.json_path} breaks “{broken.validator}”")
    for problem in _contradictions(document):
        raise Refused(f"{REPORT} contradicts itself: {problem}")
    counts = _counts(document)
    strict = verdict(counts, strict=False).mergeable and not document["verdict"]["mergeable"]
    made = verdict(counts, strict)
    if made.mergeable != document["verdict"]["mergeable"]:
        raise Refused(f"{REPORT} contradicts itself: its verdict is not what its findings say")
    return document | {"verdict": {**asdict(made), "reasons": list(made.reasons)}}


def _contradictions(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield in what a report does not fit together, in words of ours alone."""
    if document["empty"] == any(document[name] for name in _SHOWN):
        yield "what it lists is not what it says of being empty"
    severities = {rule.code: rule.severity for rule in rules().values()}
    listed = (*document["findings"], *document["old_findings"], *document["solved"])
    if any(one["severity"] != severities.get(one["code"], one["severity"]) for one in listed):
        yield "a finding has not the severity of its rule"
    asked = _asked(document)
    if not asked <= _tasks(document):
        yield "its checklist leaves out what its rows and facts ask for"
    if asked[Task.ADD_CORRECTION] and not _named(document, Severity.ERROR)["correction-missing"]:
        yield "a published fact changes without a correction, and no finding says so"
    if any(place >= len(document["rows"]) for fact in document["facts"] for place in fact["rows"]):
        yield "a fact has rows that are not there"


def _counts(document: Mapping[str, Any]) -> Counts:
    """Return what the verdict is made of, counted in the report's own lists."""
    facts = document["facts"]
    return Counts(
        empty=document["empty"],
        errors=_named(document, Severity.ERROR),
        warnings=_named(document, Severity.WARNING).total(),
        made=document["checks"]["made_after"],
        gone=sum(one["published_before"] is not None and one["published_after"] is None for one in facts),
        not_compared=len(document["not_compared"]),
        left=_tasks(document),
        errors_before=sum(one["severity"] == Severity.ERROR for one in document["old_findings"]),
    )


def _named(document: Mapping[str, Any], severity: Severity) -> Counter[str]:
    return Counter(one["rule"] for one in document["findings"] if one["severity"] == severity)


def _tasks(document: Mapping[str, Any]) -> Counter[str]:
    return Counter(one["task"] for one in document["to_do"])


def _asked(document: Mapping[str, Any]) -> Counter[str]:
    """Return how many items of each task the rows and facts ask for at least."""
    rows, facts = document["rows"], document["facts"]
    return Counter(
        {
            Task.ADD_CORRECTION: sum(one["needs_correction"] and one["correction"] is None for one in facts),
            Task.RESTORE_HEDGE: sum(len(one["lost"]) for one in rows),
            Task.REVIEW_AGAIN: sum(one["review_again"] for one in rows),
            Task.ACCEPT_DRAFT: sum(one["status_after"] == "draft" for one in rows),
        }
    )


def _no_number(words: str) -> None:
    raise ValueError(f"{words} is no number of JSON")
