"""The stages of the review in their order: two revisions read, checked, reconciled and compared."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from generator import changes, content, reconcile
from generator.changes.model import Changes, Edition, NotCompared
from generator.checking import check_all, for_readers, with_findings
from generator.content.names import no_explainer
from generator.findings import Finding, finding
from generator.model import Fact, Location
from generator.project import Project, ProjectError
from generator.revisions import WORKING_TREE, Listing, Repository, Revision, differing, working_tree
from generator.store import NOTHING_KEPT, Store
from generator.values import TYPES, Context, People
from generator.views import addresses, affected
from generator.views.facts import label_field
from generator.workers import spread

_SHARED = ("people.csv", "tables")
"""What stands in ``content/`` for all explainers: where it differs, all of them are compared."""
_MOST_OUTSIDE = 20
"""Files that are no content and are named."""
_LARGE = 200_000
"""Bytes to read on both sides together for which a second process pays."""


class Comparison(Struct, frozen=True):
    """Two editions of the content, and what differs between them."""

    base: Edition
    head: Edition
    changes: Changes
    folder: PurePosixPath
    """The way from the repository's own folder to the project's."""


def compare(
    project: Project,
    base: str,
    head: str,
    progress: Callable[[str], None],
    preview: str = "",
    only: str = "",
    strict: bool = False,
    store: Store = NOTHING_KEPT,
    trusted: bool = False,
) -> Comparison:
    """Return what differs between two revisions of the project's content.

    ``base`` and ``head`` name revisions as git does; "" for the merge base with the default branch, and for
    the working tree. ``preview`` is the address of a preview of head, ``only`` the slug of the one explainer
    to compare; where ``strict``, new warnings forbid to merge. ``store`` keeps what was checked. What can run
    code must not differ in a revision ``head``, unless whoever wrote it is ``trusted``. Raises
    ``RevisionError`` when a revision cannot be had, and ``ProjectError`` when neither has that explainer.
    """
    progress("Asking git")
    repository = Repository(project.root)
    there = repository.revision(head) if head else None
    here = repository.revision(base) if base else repository.merge_base(there)
    old = repository.listing(here)
    new = repository.listing(there) if there else working_tree(project.root, here.commit)
    slugs = _concerned(old, new, only)
    progress("Reading and checking both revisions")
    sides = ((repository, old), (repository if there else None, new))
    large = sum(_size(listing, slugs) for _, listing in sides) >= _LARGE
    editions = spread(
        lambda side: _edition(project, *side, slugs, store), sides, fewest=2 if large else len(sides) + 1
    )
    before, after = editions
    progress("Comparing")
    outside = repository.outside(here, there)
    revisions = (here, there or WORKING_TREE)
    refused = () if trusted or not there else tuple(_programs(outside))
    found = _compared(before, after, revisions, tuple(_no_content(outside)), preview, strict, refused)
    pages = affected.pages(found, before, after, project.site_name, preview)
    return Comparison(before, after, replace(found, pages=pages), repository.folder)


def _concerned(old: Listing, new: Listing, only: str) -> frozenset[str]:
    """Return the explainers to compare: those whose files differ, or all where what they share differs."""
    every = {slug for listing in (old, new) for slug in _explainers(listing)}
    if only and only not in every:
        raise ProjectError(f"{no_explainer(only, every)} Compare with a revision by --base.")
    tops = {path.parts[1] for path in differing(old, new) if len(path.parts) > 1}
    concerned = every if tops & {*_SHARED} else every & tops
    return frozenset(concerned & {only} if only else concerned)


def _explainers(listing: Listing) -> Iterator[str]:
    return (path.parts[1] for path in listing if len(path.parts) > 2 and path.parts[1] not in _SHARED)


def _edition(
    project: Project, repository: Repository | None, listing: Listing, slugs: frozenset[str], store: Store
) -> Edition:
    """Return one side, read from the commit, or without a repository from the project's own folder."""
    if repository is None:
        return _read(project, listing, slugs, store, ())
    with TemporaryDirectory(prefix="explainer-") as folder:
        root = Path(folder).resolve()
        wanted = [path for path in listing if _is_wanted(path, slugs)]
        left_out = repository.write(listing, wanted, root)
        # Folders of other explainers are only names, which may clash with these.
        for slug in _explainers(listing):
            (root / "content" / slug).mkdir(parents=True, exist_ok=True)
        there = replace(project, root=root, content_dir=root / "content")
        return _read(there, listing, slugs, store, left_out)


def _size(listing: Listing, slugs: frozenset[str]) -> int:
    return sum(entry.size for path, entry in listing.items() if _is_wanted(path, slugs))


def _is_wanted(path: PurePosixPath, slugs: frozenset[str]) -> bool:
    top = path.parts[1] if len(path.parts) > 1 else ""
    return top in _SHARED or top in slugs or len(path.parts) <= 2


def _read(
    project: Project, listing: Listing, slugs: frozenset[str], store: Store, left_out: tuple[Finding, ...]
) -> Edition:
    examined = check_all(project, lambda _: None, store, slugs)
    readers, lacking = for_readers(examined, store)
    facts = _facts(examined.loaded)
    read = {one.slug for one in examined.loaded.content.explainers}
    return Edition(
        content=examined.loaded.content,
        tables=examined.loaded.tables,
        checked=with_findings(examined.checked, (*left_out, *lacking)),
        facts=facts,
        published=_facts(readers.loaded) if readers.withheld else facts,
        unread=frozenset(slug for slug in _explainers(listing) if slug in slugs and slug not in read),
    )


def _facts(loaded: content.Loaded) -> Mapping[str, tuple[Fact, ...]]:
    people = People(loaded.content.people)
    return {one.slug: reconcile.reconcile(one, loaded.tables, people) for one in loaded.content.explainers}


_PLAIN = ("100644", "000000")
"""Modes of files that are not to be run, and of those that go."""
_OBEYED = (".github", "generator", "overrides")
"""Folders of what runs while a site is made or hosted, whatever a file in them is called."""
_PICTURES = (".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".webp")
"""Endings of what browsers only show; an SVG may hold a script."""
_FOR_PEOPLE = re.compile(
    r"(?:authors|changelog|code_of_conduct|contributing|contributors|copying|copyright|licen[cs]e|maintainers"
    r"|notice|readme|security|support)(?:-\w+)?(?:(?:\.\w\w)?\.(?:md|rst|txt))?",
    re.IGNORECASE,
)
"""What nothing but people reads; other prose may be a tool's instructions, a list of what is installed, or
commands that tests run, as those of this program's docs/ are."""


def _can_run(path: PurePosixPath, mode: str) -> bool:
    """Return whether a file may run code or make others run it, as whatever is not known to be harmless."""
    above = [part for part in path.parts if part != ".."]
    if path.parts[0] == "content":
        return False
    if mode not in _PLAIN or any(part in _OBEYED or part.startswith(".") for part in above):
        return True
    return path.suffix.lower() not in _PICTURES and not _FOR_PEOPLE.fullmatch("/".join(above))


def _programs(outside: Mapping[PurePosixPath, str]) -> Iterator[Finding]:
    """Yield a finding for each file that can run code, of so many as are named."""
    for path in [path for path, mode in outside.items() if _can_run(path, mode)][:_MOST_OUTSIDE]:
        yield finding("program-changed", Location(path), f"{path} changes, which can run code.")


def _no_content(outside: Mapping[PurePosixPath, str]) -> Iterator[NotCompared]:
    paths = list(outside)
    for path in paths[:_MOST_OUTSIDE]:
        if path.parts[0] == "content":
            because = (
                "is hidden: the site leaves it out, and git or the hosting may obey it; a person has to look"
            )
        elif _can_run(path, outside[path]):
            because = (
                "is no content and can run code, where the site is made or where it is read: merge it only"
                " when somebody who knows the program has read it"
            )
        else:
            because = "is no content: what it does to the site is left to you"
        yield NotCompared(Location(path), f"{path} {because}")
    for path in paths[_MOST_OUTSIDE : _MOST_OUTSIDE + 1]:
        more = len(paths) - _MOST_OUTSIDE
        yield NotCompared(Location(path), f"{path} is no content, as {more:,} more files that differ")


def _compared(
    before: Edition,
    after: Edition,
    revisions: tuple[Revision, Revision],
    outside: tuple[NotCompared, ...],
    preview: str,
    strict: bool,
    found: tuple[Finding, ...],
) -> Changes:
    shown = {at_head: _Shown(edition) for at_head, edition in ((False, before), (True, after))}

    def show(fact: Fact, at_head: bool) -> tuple[str, str, str]:
        page = addresses.page_address(addresses.explainer_page(fact.explainer))
        address = f"{page}#{quote(addresses.fact_anchor(fact.table, fact.id))}"
        return shown[at_head].label(fact), address, f"{preview}{address}" if preview and at_head else ""

    def address(explainer: str, article: str) -> tuple[str, str]:
        page = addresses.article_page(explainer, article) if article else addresses.explainer_page(explainer)
        where = addresses.page_address(page)
        return where, f"{preview}{where}" if preview else ""

    return changes.compare(before, after, revisions, outside, show, address, strict, found)


class _Shown:
    """Tells what facts of one side are about."""

    def __init__(self, edition: Edition) -> None:
        self._people = People(edition.content.people)
        self._tables = {table.name: table for table in edition.tables}

    def label(self, fact: Fact) -> str:
        table = self._tables[fact.table]
        field = table.field(label_field(table))
        groups = fact.field(field.name).groups
        return (
            TYPES[field.value_type].show(groups[0].value, Context(self._people, field)) if groups else fact.id
        )
