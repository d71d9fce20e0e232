"""Git → when each fact was first published, what it said before, and why that changed.

What counts is what readers could see: rows accepted or disputed, on the branch that is built, in one state
for each commit along first parents, so that a branch counts from the day it was merged. Days are the
committers', in UTC. A commit's message and author are not read: they are written for colleagues, by anybody,
and no editor accepted them for the page. The reason told is the one in ``corrections.csv``, or none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

from generator import records
from generator.history.commits import Commit, boundary, commits
from generator.history.model import NO_HISTORY, NO_PASTS, Change, History, Past, Pasts
from generator.history.states import CORRECTIONS, Follower, Reader
from generator.model import Explainer
from generator.revisions import Repository, RevisionError
from generator.schema import Table
from generator.store import NOTHING_KEPT, Store, digest, program
from generator.values import People

__all__ = ["NO_HISTORY", "NO_PASTS", "Change", "History", "Past", "Pasts", "read"]

_AT_ONCE = 200
"""Files that are held in memory together."""


def read(
    root: Path,
    explainers: Sequence[Explainer],
    tables: Sequence[Table],
    people: People,
    sources: Mapping[str, str] | None = None,
    store: Store = NOTHING_KEPT,
) -> History:
    """Return the history of the facts of ``explainers``; never raises for what a repository holds or lacks.

    Facts are known by today's names: ``renamed.csv`` and ``people.csv`` are read as they are now. What was
    found is kept in ``store`` for the same commit and the same ``sources``, by slug a digest of all that an
    explainer was read with.
    """
    try:
        repository = Repository(root)
        cut = boundary(repository, root)
        head = digest(program(), repository.revision("HEAD").commit, *sorted(cut)) if sources else ""
        keys = {slug: digest("history", head, source) for slug, source in (sources or {}).items()}
        known = {slug: records.read(store, key, Pasts) for slug, key in keys.items()}
        kept = {slug: pasts for slug, pasts in known.items() if pasts is not None}
        lacking = [one for one in explainers if one.slug not in kept]
        found = _followed(repository, lacking, tables, people, cut) if lacking else {}
    except RevisionError as problem:
        there = any((folder / ".git").exists() for folder in (root, *root.parents))
        return History(problem=str(problem) if there else "")
    for slug, pasts in found.items():
        records.write(store, keys.get(slug, ""), pasts)
    return History(kept | found)


def _followed(
    repository: Repository,
    explainers: Sequence[Explainer],
    tables: Sequence[Table],
    people: People,
    cut: frozenset[str],
) -> dict[str, Pasts]:
    """Return the past of the facts of each explainer, by slug. Raises ``RevisionError`` when git fails."""
    made = commits(repository, cut)
    reader = Reader(people)
    followers = {one.slug: Follower(one, {each.name: each for each in tables}, reader) for one in explainers}
    for commit, path, data in _files(made, repository, lambda path: _holds_facts(path, followers)):
        followers[path.parts[1]].see(commit, path, data)
    shallow = any(one.cut for one in made)
    return {slug: Pasts(follower.pasts(), shallow) for slug, follower in followers.items()}


def _holds_facts(path: PurePosixPath, slugs: Mapping[str, object]) -> bool:
    parts = path.parts
    if len(parts) < 3 or parts[0] != "content" or parts[1] not in slugs:
        return False
    return parts[2:] == (CORRECTIONS,) or (len(parts) == 4 and parts[2] == "facts" and path.suffix == ".csv")


def _files(
    made: Sequence[Commit], repository: Repository, wanted: Callable[[PurePosixPath], bool]
) -> Iterator[tuple[Commit, PurePosixPath, bytes]]:
    """Yield each file that a commit wrote, as it left it, by commit and then by path."""
    listed = (
        (commit, path, digest)
        for commit in made
        for path, digest in sorted(commit.files.items())
        if wanted(path)
    )
    while some := list(islice(listed, _AT_ONCE)):
        blobs = repository.blobs([digest for _, _, digest in some])
        for (commit, path, _), data in zip(some, blobs, strict=True):
            yield commit, path, data
