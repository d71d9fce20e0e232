"""Changes → GitHub's annotations, each beside its line of the pull request."""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator.changes.model import Changes, Task
from generator.model import Location
from generator.report import annotation

_TITLES = {
    Task.SETTLE_CONFLICT: "Conflict to settle",
    Task.SETTLE_DISPUTE: "Dispute to settle",
    Task.RESTORE_HEDGE: "Hedge to put back",
    Task.REVIEW_AGAIN: "To be reviewed again",
    Task.ACCEPT_DRAFT: "Draft to accept",
}
"""What is left to do and has no finding of its own."""
_COMMANDS = ("error", "warning", "notice")
"""What weighs most comes first."""


class _Remark(Struct, frozen=True):
    command: str
    location: Location
    title: str
    lines: tuple[str, ...]


def as_github(changes: Changes, folder: PurePosixPath) -> str:
    """Return one annotation a line of a file: its new findings, and what is left to do.

    GitHub shows ten of each kind for a step of a workflow. So errors stand first, and of each kind of remark
    one before any has its second. ``folder`` leads from the repository's own folder to the project's: GitHub
    knows files by their path from the former.
    """
    by_line: dict[tuple[PurePosixPath, int], list[_Remark]] = defaultdict(list)
    for one in _remarks(changes):
        by_line[one.location.path, one.location.line].append(one)
    for listed in by_line.values():
        listed.sort(key=lambda one: _COMMANDS.index(one.command))
    told: Counter[str] = Counter()
    ranked = []
    for listed in by_line.values():
        first = listed[0]
        told[first.title] += 1
        ranked.append((_COMMANDS.index(first.command), told[first.title], listed))
    return "".join(_line(listed, folder) for *_, listed in sorted(ranked, key=lambda one: one[:2]))


def _line(listed: list[_Remark], folder: PurePosixPath) -> str:
    """Return the remarks on one line of a file as one annotation, under the title of the weightiest."""
    first, *others = listed
    lines = [
        *first.lines,
        *(line for one in others for line in (f"{one.title}: {one.lines[0]}", *one.lines[1:])),
    ]
    place = replace(first.location, path=PurePosixPath(posixpath.normpath(folder / first.location.path)))
    return annotation(first.command, place, first.title, *lines)


def _remarks(changes: Changes) -> Iterator[_Remark]:
    for one in changes.findings:
        title = f"{one.rule.code} {one.rule.name}"
        lines = (one.message, f"What to do: {one.remedy}")
        yield _Remark(one.rule.severity.value, one.location, title, lines)
    for item in changes.to_do:
        if item.task in _TITLES:
            yield _Remark("notice", item.location, _TITLES[item.task], (item.words,))
    for part in changes.not_compared:
        yield _Remark("notice", part.location, "Not compared", (f"Not compared: {part.because}.",))
