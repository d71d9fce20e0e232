"""The archive: the same extraction and checks over millions of articles, on an engine that spreads them.

An input is read once (``sources``) and cut into shares, each extracted and set aside by some worker
(``shares``).
When all are done the months are put together (``months``) and the descriptor is written: now they count.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from generator.archive import descriptor, engine, months, shares, sources
from generator.archive.descriptor import Descriptor, Read
from generator.archive.places import Place
from generator.archive.shares import ASIDE, KEY, Done, Share
from generator.archive.sources import Surveyed
from generator.archive.tables import TABLES
from generator.project import ProjectError
from generator.store import digest

SHARE = 2048
"""Records of a share: some seconds of work, which is what a killed worker loses at most."""

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a run did."""

    descriptor: Descriptor
    """What the output holds now."""
    new: tuple[Read, ...]
    """The inputs that were added."""
    known: int
    """Inputs that the output had already."""
    unread: tuple[Surveyed, ...]
    """Inputs that could not be opened, and those that could not be read to their end."""

    @property
    def findings(self) -> Mapping[str, int]:
        """How many findings the run added, by the name of their rule."""
        return sum((Counter(one.findings) for one in self.new), Counter())


def extract(
    given: str,
    out: str,
    progress: Progress,
    *,
    workers: int | None = None,
    cluster: str = "",
    checked: bool = False,
    share: int = SHARE,
) -> Extracted:
    """Add the rows of every input of ``given`` that ``out`` does not have; return what was done.

    Both are paths, or addresses that fsspec understands. The same inputs give the same bytes, whatever the
    workers and however often the run was broken off: what was finished then is not done again. ``checked``
    leaves out the rows that fail the checks. Raises ``ProjectError`` when there is nothing to read, or when
    ``out`` holds something else or rows by other rules; ``OSError`` when it cannot be written.
    """
    place = _place(out)
    before = _before(place, checked)
    files = sources.inputs(given)
    with engine.started(workers, cluster) as pool:
        surveyed = _surveyed(pool, files, share, progress)
        fresh = _fresh(surveyed, before)
        asked = [one for each in fresh for one in _shares(each, out, checked, share)]
        finished = _extracted(pool, place, asked, progress)
        run = digest(*(one.digest for one in fresh))[:KEY]
        parts = _published(pool, months.months(finished, out, run), progress)
    after = before.with_run(_read(fresh, asked, finished), parts)
    if fresh:
        descriptor.write(place, after)
    place.remove(ASIDE)
    known = sum(bool(one.digest) for one in surveyed) - len(fresh)
    broken = tuple(one for one in surveyed if one.problem)
    return Extracted(after, tuple(_read(fresh, asked, finished)), known, broken)


def _place(out: str) -> Place:
    try:
        return Place(out)
    except (ValueError, ImportError) as error:
        raise ProjectError(f"“{out}” cannot be written: {error}") from error


def _before(place: Place, checked: bool) -> Descriptor:
    """Return what the output holds, which must be rows of the same kind or nothing at all."""
    found = descriptor.read(place)
    if found is None:
        others = [one for one in place.names("") if one not in (ASIDE, *TABLES)]
        if others:
            raise ProjectError(f"{place.address} holds other files ({others[0]}): name a folder of its own")
        return Descriptor(descriptor.rules(), checked)
    if found.rules != descriptor.rules():
        raise ProjectError(f"{place.address} has rows by the rules of another version: name a new folder")
    if found.checked != checked:
        has = "only rows that passed the checks" if found.checked else "rows that were not checked"
        raise ProjectError(f"{place.address} has {has}: name a new folder, or leave the option as it was")
    return found


def _surveyed(
    pool: engine.Pool, files: Sequence[sources.Input], share: int, progress: Progress
) -> list[Surveyed]:
    found = []
    progress("Reading inputs", 0, len(files))
    for one in pool.each(partial(sources.survey, share=share), files):
        found.append(one)
        progress("Reading inputs", len(found), len(files))
    return sorted(found, key=lambda one: one.input.name)


def _fresh(surveyed: Iterable[Surveyed], before: Descriptor) -> list[Surveyed]:
    """Return the inputs whose bytes the output does not have, each once."""
    known = {one.digest for one in before.inputs}
    fresh = []
    for one in surveyed:
        if one.digest and one.digest not in known:
            known.add(one.digest)
            fresh.append(one)
    return fresh


def _shares(given: Surveyed, out: str, checked: bool, share: int) -> list[Share]:
    ends = [*(mark.number for mark in given.marks[1:]), given.records + 1]
    return [
        Share(given.input, given.digest, mark, end - mark.number, out, checked)
        for mark, end in zip(given.marks, ends, strict=True)
    ]


def _extracted(pool: engine.Pool, place: Place, asked: Sequence[Share], progress: Progress) -> list[Done]:
    """Return what became of each share, in order; those that an earlier run finished are not done again."""
    total = sum(one.count for one in asked)
    found = {one.name: ready for one in asked if (ready := shares.done(place, one.name))}
    counts = {one.name: one.count for one in asked}
    done = sum(counts[name] for name in found)
    progress("Extracting", done, total)
    for one in pool.each(shares.extract, [one for one in asked if one.name not in found]):
        found[one.name] = one
        done += counts[one.name]
        progress("Extracting", done, total)
    return [found[one.name] for one in asked]


def _published(pool: engine.Pool, given: Sequence[months.Month], progress: Progress) -> list[months.Part]:
    parts = []
    progress("Putting months together", 0, len(given))
    for part in pool.each(months.publish, given):
        parts.append(part)
        progress("Putting months together", len(parts), len(given))
    return parts


def _read(fresh: Sequence[Surveyed], asked: Sequence[Share], finished: Sequence[Done]) -> list[Read]:
    """Return what the descriptor says of each input."""
    articles: Counter[str] = Counter()
    findings: dict[str, Counter[str]] = {one.digest: Counter() for one in fresh}
    for share, done in zip(asked, finished, strict=True):
        articles[share.digest] += done.articles
        findings[share.digest].update(done.findings)
    for one in fresh:
        findings[one.digest].update(["source-broken"] * bool(one.problem))
    return [
        Read(
            one.input.name,
            one.digest,
            one.bytes,
            one.records,
            articles[one.digest],
            findings[one.digest],
            one.problem,
        )
        for one in fresh
    ]
