"""The folder ``content/`` → explainers, articles, rows and people, with file and line."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from msgspec import Struct

from generator.content.explainers import digest, read_explainer
from generator.content.kept import Readable, Readings
from generator.content.names import check_collisions
from generator.content.people import read_people
from generator.findings import Finding, finding
from generator.model import Content, Location, Person
from generator.progress import counting
from generator.project import Progress, Project, ProjectError, find_project
from generator.reading.files import entries, read_text, relative
from generator.schema import Table, load_tables
from generator.store import NOTHING_KEPT

__all__ = ["Loaded", "Project", "ProjectError", "Readings", "digest", "find_project", "read"]


class Loaded(Struct, frozen=True):
    """What was read, and everything that is wrong with it."""

    content: Content
    tables: tuple[Table, ...]
    """The built-in ones, then the editors' own."""
    findings: tuple[Finding, ...]
    """In the order of their places."""


def read(
    project: Project,
    only: Collection[str] | None = None,
    progress: Progress = lambda words: None,
    readings: Readings | None = None,
) -> Loaded:
    """Return everything in the content folder that could be read, and every problem met.

    With ``only``, no other explainers than these are looked into; what ``readings`` know is not read again.
    Never raises for bad content: what cannot be read is left out and its finding says why.
    """
    found: list[Finding] = []
    tables, problems = load_tables(project.content_dir)
    found += problems
    folders = _folders(project, found)
    wanted = [folder for folder in folders if only is None or folder.name in only]
    known = readings or Readings(NOTHING_KEPT, {})
    explainers = []
    for folder in counting(progress, "Reading content", wanted, len(wanted)):
        one, problems = known.explainer(folder.name, partial(_explainer, project.root, folder, tables))
        found += problems
        explainers.append(one)
    if not folders and not found:
        where = Location(relative(project.root, project.content_dir))
        found.append(finding("no-explainers", where, f"There is no explainer in {where.path}."))
    content = Content(
        explainers=tuple(explainer for explainer in explainers if explainer is not None),
        people=_people(project, found),
    )
    return Loaded(content, tables, tuple(sorted(set(found), key=lambda one: one.order)))


def _explainer(root: Path, folder: Path, tables: tuple[Table, ...]) -> Readable:
    found: list[Finding] = []
    return read_explainer(root, folder, tables, found), tuple(found)


def _people(project: Project, found: list[Finding]) -> tuple[Person, ...]:
    path = project.content_dir / "people.csv"
    if not path.exists() and not path.is_symlink() and project.content_dir.is_dir():
        where = Location(relative(project.root, path))
        found.append(finding("people-missing", where, f"There is no {where.path}."))
        return ()
    file = read_text(project.root, path, found) if path.is_file() and not path.is_symlink() else None
    return read_people(file, found) if file else ()


def _folders(project: Project, found: list[Finding]) -> list[Path]:
    """Return the explainers' folders by name; anything else that does not belong there is a finding."""
    folders: list[Path] = []
    if not project.content_dir.is_dir() or project.content_dir.is_symlink():
        return folders
    for path in entries(project.root, project.content_dir, found):
        if path.is_dir() and path.name != "tables":
            folders.append(path)
        elif path.name not in ("people.csv", "tables"):
            where = Location(relative(project.root, path))
            message = f"“{where.path.name}” is neither an explainer's folder nor people.csv nor tables."
            found.append(finding("unexpected-entry", where, message))
    check_collisions(project.root, folders, found)
    return folders
