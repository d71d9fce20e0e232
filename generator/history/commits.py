"""Git → the commits that made the content what it is, with the files each wrote and its day."""

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.revisions import Repository

_LOG = (
    *("log", "--first-parent", "-m", "--reverse", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative"),
    *("--no-show-signature", "--no-notes", "--format=tformat:%H %ct", "HEAD", "--", "content"),
)
"""``-m`` with ``--first-parent`` shows of a merge what it brought to the branch, in every version of git."""
_REGULAR = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Commit:
    """One state of the content after another."""

    name: str
    """Hexadecimal, whole."""
    day: str
    """When it was committed, in UTC, as ``2025-09-05``."""
    cut: bool
    """The clone does not hold what came before."""
    files: Mapping[PurePosixPath, str]
    """The digest of each file of the content that it wrote, by path from the project's folder."""


def commits(repository: Repository, cut: frozenset[str]) -> tuple[Commit, ...]:
    """Return the commits below ``HEAD`` that changed the content, along first parents, the oldest first.

    A merge has the files in which it differs from its first parent; ``cut`` is where a shallow clone was cut.
    Raises ``RevisionError`` when git fails.
    """
    made = list(_logged(repository.run(_LOG)))
    days = _days([time for _, time, _ in made])
    return tuple(
        Commit(name, day, name in cut, files) for (name, _, files), day in zip(made, days, strict=True)
    )


def _logged(answer: bytes) -> Iterator[tuple[str, int, dict[PurePosixPath, str]]]:
    """Yield name, time and files of each commit from what ``git log --raw -z`` writes (git-diff-tree(1))."""
    words = iter(answer.split(b"\0"))
    name, time = "", 0
    files: dict[PurePosixPath, str] = {}
    for word in words:
        line = word.strip()
        if line.startswith(b":"):
            _, mode, _, digest, _ = line.decode("ascii").split()
            path = next(words).decode("utf-8", "replace")
            if mode in _REGULAR:
                files[PurePosixPath(path)] = digest
        elif line:
            if name:
                yield name, time, files
            name, _, stamp = line.decode("ascii").partition(" ")
            time, files = int(stamp) if stamp.isdecimal() else 0, {}
    if name:
        yield name, time, files


def boundary(repository: Repository, root: Path) -> frozenset[str]:
    """Return the commits at which a shallow clone was cut (``git help repository-layout``, "shallow")."""
    listed = root / repository.run(("rev-parse", "--git-path", "shallow")).decode().strip()
    return frozenset(listed.read_text(encoding="ascii").split()) if listed.is_file() else frozenset()


def _days(times: Sequence[int]) -> list[str]:
    """Return the day of each commit, the oldest first.

    Clocks are wrong now and then. Times that do not fit into the order of the commits, those outside a
    longest run that never goes back (https://en.wikipedia.org/wiki/Longest_increasing_subsequence), are not
    believed: such a commit has the day of the next one that is, else of the one before.
    """
    believed = _never_back(times)
    days: list[str] = []
    following = ""
    for place in reversed(range(len(times))):
        if place in believed:
            following = _day(times[place])
        days.append(following)
    days.reverse()
    last = next((day for day in reversed(days) if day), "")
    return [day or last for day in days]


def _never_back(times: Sequence[int]) -> frozenset[int]:
    """Return the places of a longest run of times, each as late as the one before or later."""
    ends: list[int] = []
    places: list[int] = []
    before: dict[int, int] = {}
    for place, time in enumerate(times):
        length = bisect_right(ends, time)
        if length:
            before[place] = places[length - 1]
        ends[length : length + 1] = [time]
        places[length : length + 1] = [place]
    run = set()
    place = places[-1] if places else -1
    while place >= 0:
        run.add(place)
        place = before.get(place, -1)
    return frozenset(run)


def _day(time: int) -> str:
    """Return the day of a time in seconds since 1970, in UTC; the last day there is for one beyond it."""
    latest = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return (
        datetime.datetime.fromtimestamp(min(time, int(latest.timestamp()) - 1), datetime.UTC)
        .date()
        .isoformat()
    )
