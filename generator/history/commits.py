"""Git → the commits that made the content what it is, with the files each wrote and its day."""

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.revisions import Repository

_LOG = (
    *("log", "--first-parent", "--diff-merges=first-parent", "--no-follow", "--root", "--reverse"),
    *("--raw", "-z", "--no-abbrev", "--find-renames", "--relative", "--no-color"),
    *("--no-show-signature", "--no-notes", "--format=tformat:%H", "HEAD", "--", "content"),
)
"""All that a configuration could change is said."""
_TIMES = ("log", "--first-parent", "--no-show-signature", "--no-notes", "--format=tformat:%H %ct", "HEAD")
_GIT_BEGAN = 1_112_832_000
"""7 April 2005 in seconds since 1970: git's own first commit. No clock was right that showed less."""
_REGULAR = ("100644", "100755")
_EXPLAINER = "explainer.md"


class Commit(Struct, frozen=True):
    """One state of the content after another."""

    name: str
    """Hexadecimal, whole."""
    day: str
    """When it was committed, in UTC, as ``2025-09-05``."""
    cut: bool
    """The clone does not hold what came before."""
    files: Mapping[PurePosixPath, str]
    """The digest of each file of the content that it wrote, by path from the project's folder.

    Folders of explainers that were renamed since have the names they have today.
    """


class _Entry(Struct, frozen=True):
    """One commit as git lists it."""

    name: str
    files: dict[PurePosixPath, str]
    moved: dict[str, str]
    """The explainers whose folders it renamed: the old names with the new ones."""


def commits(repository: Repository, cut: frozenset[str]) -> tuple[Commit, ...]:
    """Return the commits below ``HEAD`` that changed the content, along first parents, the oldest first.

    A merge has the files in which it differs from its first parent; ``cut`` is where a shallow clone was cut.
    Raises ``RevisionError`` when git fails.
    """
    made = list(_logged(repository.run(_LOG)))
    told = [line.partition(" ") for line in reversed(repository.run(_TIMES).decode("ascii").splitlines())]
    # Of a damaged commit git tells no time at all.
    times = [int(time) if time.isdecimal() else 0 for _, _, time in told]
    dated = dict(zip((name for name, _, _ in told), days_of(times), strict=True))
    days = [dated[one.name] for one in made]
    found = []
    today: dict[str, str] = {}
    for one, day in zip(reversed(made), reversed(days), strict=True):
        files = {_in_folder(path, today): digest for path, digest in one.files.items()}
        found.append(Commit(one.name, day, one.name in cut, files))
        today |= {old: today.get(new, new) for old, new in one.moved.items()}
    return tuple(reversed(found))


def _in_folder(path: PurePosixPath, names: Mapping[str, str]) -> PurePosixPath:
    if len(path.parts) > 2 and path.parts[1] in names:
        return PurePosixPath(path.parts[0], names[path.parts[1]], *path.parts[2:])
    return path


def _logged(answer: bytes) -> Iterator[_Entry]:
    """Yield each commit from what ``git log --raw -z`` writes (git-diff-tree(1), "Raw output format")."""
    words = iter(answer.split(b"\0"))
    entry: _Entry | None = None
    for word in words:
        line = word.strip()
        if line.startswith(b":") and entry:
            _, mode, _, digest, status = line.decode("ascii").split()
            path = _path(next(words))
            if status.startswith("R"):
                old, path = path, _path(next(words))
                if old.name == _EXPLAINER == path.name and len(old.parts) == len(path.parts) == 3:
                    entry.moved[old.parts[1]] = path.parts[1]
            if mode in _REGULAR:
                entry.files[path] = digest
        elif line:
            if entry:
                yield entry
            entry = _Entry(line.decode("ascii"), {}, {})
    if entry:
        yield entry


def _path(written: bytes) -> PurePosixPath:
    return PurePosixPath(written.decode("utf-8", "replace"))


def boundary(repository: Repository, root: Path) -> frozenset[str]:
    """Return the commits at which a shallow clone was cut (``git help repository-layout``, "shallow")."""
    listed = root / repository.run(("rev-parse", "--git-path", "shallow")).decode().strip()
    return frozenset(listed.read_text(encoding="ascii").split()) if listed.is_file() else frozenset()


def days_of(times: Sequence[int]) -> list[str]:
    """Return the day of each commit, the oldest first.

    Clocks are wrong now and then. Times from before git are not believed, nor those that do not fit into the
    order of the commits, outside a longest run that never goes back
    (https://en.wikipedia.org/wiki/Longest_increasing_subsequence): such a commit has the day of the next one
    that is believed, else of the one before. Of equally long runs the one counts that takes the least time,
    else the later: a clock that was reset shows the past. What cannot be told: that most clocks were wrong,
    that one was wrong and still fits in, and that the newest commits say a day to come.
    """
    believed = _believed(times)
    days: list[str] = []
    following = ""
    for place in reversed(range(len(times))):
        if place in believed:
            following = _day(times[place])
        days.append(following)
    days.reverse()
    last = next((day for day in reversed(days) if day), "")
    return [day or last for day in days]


def _believed(times: Sequence[int]) -> frozenset[int]:
    """Return the places of the times that are believed."""
    possible = [place for place, time in enumerate(times) if time >= _GIT_BEGAN] or list(range(len(times)))
    some = [times[place] for place in possible]
    late = _never_back([-time for time in reversed(some)])
    runs = [frozenset(len(some) - 1 - place for place in late), _never_back(some)]
    run = min(runs, key=lambda run: some[max(run)] - some[min(run)]) if some else frozenset()
    return frozenset(possible[place] for place in run)


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
