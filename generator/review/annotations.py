"""Changes → GitHub's annotations, each beside its line of the pull request."""

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from generator.changes.model import Changes, Task
from generator.model import Location
from generator.report import annotated, annotation

_TITLES = {
    Task.SETTLE_CONFLICT: "Conflict to settle",
    Task.RESTORE_HEDGE: "Hedge to put back",
    Task.REVIEW_AGAIN: "To be reviewed again",
    Task.ACCEPT_DRAFT: "Draft to accept",
}
"""What is left to do and has no finding of its own."""


def as_github(changes: Changes, folder: PurePosixPath) -> str:
    """Return one annotation a line: each new finding, and a notice for each thing that is left to do.

    ``folder`` leads from the repository's own folder to the project's: GitHub knows files by their path from
    the former.
    """
    return "".join(_lines(changes, folder))


def _lines(changes: Changes, folder: PurePosixPath) -> Iterator[str]:
    def here(place: Location) -> Location:
        return replace(place, path=PurePosixPath(posixpath.normpath(folder / place.path)))

    for one in changes.findings:
        yield annotated(replace(one, location=here(one.location)))
    for item in changes.to_do:
        if item.task in _TITLES:
            yield annotation("notice", here(item.location), _TITLES[item.task], item.words)
    for part in changes.not_compared:
        yield annotation("notice", here(part.location), "Not compared", f"Not compared: {part.because}.")
