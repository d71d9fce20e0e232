"""The archive: the same extraction and checks over millions of articles, on an engine that spreads them.

An input is read once (``sources``) and cut into ``shares``, each extracted and set aside by some worker
(``filling``). When all are done the months are put together (``months``) and the descriptor is written: now
they count.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial

from msgspec import Struct

from generator.archive import descriptor, months, shares, sources
from generator.archive.descriptor import Descriptor, Read
from generator.archive.places import LOCK, Place
from generator.archive.shares import ASIDE, KEY, Done, Share
from generator.archive.sources import Surveyed
from generator.archive.spreading import Each, WorkersDied
from generator.archive.tables import TABLES
from generator.progress import Counted, counting
from generator.project import Progress, ProjectError
from generator.store import digest

__all__ = ["SHARE", "Each", "Extracted", "Prepared", "extract", "prepare"]

SHARE = 2048
"""Records of a share at most: some seconds of work, which is what a killed worker loses."""


class Extracted(Struct, frozen=True):
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


class Prepared(Struct, frozen=True):
    """A run that can begin."""

    place: Place
    """The output."""
    before: Descriptor
    """What it holds."""
    inputs: tuple[sources.Input, ...]


def prepare(given: str, out: str, *, checked: bool = False) -> Prepared:
    """Return what there is to do: the inputs that ``given`` names, and what ``out`` holds already.

    Both are paths, or addresses that fsspec understands. ``checked`` leaves out the rows that fail the
    checks. Raises ``ProjectError`` when there is nothing to read, or when ``out`` holds something else or
    rows by other rules.
    """
    try:
        place = Place(out)
        before = _before(place, checked)
    except ProjectError:
        raise
    # Each store has exceptions of its own for what it does not find and whom it does not know.
    except Exception as error:
        raise ProjectError(f"“{out}” cannot be reached: {error}") from error
    return Prepared(place, before, sources.inputs(given))


def extract(asked: Prepared, each: Each, progress: Progress, share: int = SHARE) -> Extracted:
    """Add the rows of every input that the output does not have; return what was done.

    The same inputs give the same bytes, however ``each`` spreads the work and however often a run was broken
    off: what was finished then is not done again. The caller holds the output (``Place.held``). Raises
    ``ProjectError`` as ``prepare`` does, ``OSError`` when the output cannot be written.
    """
    # Between preparing and now another run may have added to it.
    before = _before(asked.place, asked.before.checked)
    surveyed = _surveyed(each, asked.inputs, share, progress)
    fresh = _fresh(surveyed, before)
    wanted = [one for new in fresh for one in _shares(new, asked, share)]
    finished = _finished(asked.place, each, wanted, progress)
    run = digest(*(one.digest for one in fresh))[:KEY]
    parts = _published(
        each, months.months([done for _, done in finished], asked.place.address, run), progress
    )
    new = _read(fresh, finished)
    after = before.with_run(new, parts)
    if fresh:
        descriptor.write(asked.place, after)
    asked.place.remove(ASIDE)
    known = sum(bool(one.digest) for one in surveyed) - len(fresh)
    return Extracted(after, tuple(new), known, tuple(one for one in surveyed if one.problem))


def _before(place: Place, checked: bool) -> Descriptor:
    """Return what the output holds, which must be rows of the same kind or nothing at all."""
    found = descriptor.read(place)
    if found is None:
        others = [one for one in place.names("") if one not in (ASIDE, LOCK, *TABLES)]
        if others:
            raise ProjectError(f"{place.address} holds other files ({others[0]}): name a folder of its own")
        return Descriptor(descriptor.rules(), checked)
    if found.rules != descriptor.rules():
        raise ProjectError(f"{place.address} has rows by the rules of another version: name a new folder")
    if found.checked != checked:
        has = "only rows that passed the checks" if found.checked else "rows that were not checked"
        raise ProjectError(f"{place.address} has {has}: name a new folder, or leave the option as it was")
    return found


def _surveyed(each: Each, files: Sequence[sources.Input], share: int, progress: Progress) -> list[Surveyed]:
    found: list[Surveyed] = []
    try:
        done = each(partial(sources.survey, share=share), files)
        found.extend(counting(progress, "Reading inputs", done, len(files)))
    except WorkersDied as died:
        found += [Surveyed(one, "", 0, 0, (), "each process that read it died") for one in died.items]
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


def _shares(given: Surveyed, asked: Prepared, share: int) -> list[Share]:
    ends = [*(mark.number for mark in given.marks), given.records + 1][1:]
    out, before = asked.place.address, asked.before
    return [
        Share(given.input, given.digest, mark, end - mark.number, out, before.rules, before.checked)
        for mark, end in zip(given.marks, ends, strict=True)
    ]


def _finished(
    place: Place, each: Each, wanted: Sequence[Share], progress: Progress
) -> list[tuple[Share, Done]]:
    """Return what became of each share, in order; those that an earlier run finished are not done again."""
    found = shares.finished(place, wanted)
    before = {one.name for one, _ in found}
    left = [one for one in wanted if one.name not in before]
    words = "Extracting what is left" if found else "Extracting"
    done, total = 0, sum(one.count for one in left)
    progress(Counted(words, done, total))
    for share, ready in _worked(each, left):
        found.append((share, ready))
        done += share.count
        progress(Counted(words, done, total))
    order = {one.digest: number for number, one in enumerate(wanted)}
    return sorted(found, key=lambda one: (order[one[0].digest], one[0].mark.number))


def _worked(each: Each, wanted: Sequence[Share]) -> Iterator[tuple[Share, Done]]:
    """Yield what becomes of each share; what no worker survives is halved until it is a single record."""
    left = {one.name: one for one in wanted}
    with suppress(WorkersDied):
        for done in each(_extract, wanted):
            yield left.pop(done.name), done
    for share in left.values():
        halves = share.halves()
        if not halves:
            from generator.archive import filling

            yield share, filling.give_up(share)
        # One after the other: else it cannot be told which of them is to blame.
        for half in halves:
            yield from _worked(each, [half])


def _extract(share: Share) -> Done:
    """Extract a share, which is a worker's: who only hands shares out starts without the rules."""
    from generator.archive import filling

    return filling.extract(share)


def _published(each: Each, given: Sequence[months.Month], progress: Progress) -> list[months.Part]:
    done = each(months.publish, given)
    return list(counting(progress, "Putting months together", done, len(given)))


def _read(fresh: Sequence[Surveyed], finished: Sequence[tuple[Share, Done]]) -> list[Read]:
    """Return what the descriptor says of each input."""
    articles: Counter[str] = Counter()
    findings: dict[str, Counter[str]] = {one.digest: Counter() for one in fresh}
    for share, done in finished:
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
            dict(findings[one.digest]),
            one.problem,
        )
        for one in fresh
    ]
