"""Changes → GitHub's annotations, each beside its line of the pull request."""

from collections.abc import Iterator

from generator.changes.model import Changes, Task
from generator.report import annotated, annotation

_TITLES = {
    Task.SETTLE_CONFLICT: "Conflict to settle",
    Task.RESTORE_HEDGE: "Hedge to put back",
    Task.REVIEW_AGAIN: "To be reviewed again",
    Task.ACCEPT_DRAFT: "Draft to accept",
}
"""What is left to do and has no finding of its own."""


def as_github(changes: Changes) -> str:
    """Return one annotation a line: each new finding, and a notice for each thing that is left to do."""
    return "".join(_lines(changes))


def _lines(changes: Changes) -> Iterator[str]:
    for one in changes.findings:
        yield annotated(one)
    for item in changes.to_do:
        if item.task in _TITLES:
            yield annotation("notice", item.location, _TITLES[item.task], item.words)
    for part in changes.not_compared:
        yield annotation("warning", part.location, "Not compared", f"Not compared: {part.because}.")
