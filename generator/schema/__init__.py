"""The tables, declared once as data: the built-in ones and the editors' own."""

from pathlib import Path, PurePosixPath

from generator import packaged
from generator.findings import Finding, finding
from generator.model import Location
from generator.reading.files import TextFile, entries, read_text, relative
from generator.schema.declaration import Field, Table, read_table

__all__ = [
    "ARTICLE",
    "CORRECTIONS",
    "EXPLAINER",
    "PEOPLE",
    "RENAMED",
    "ROW",
    "Field",
    "Table",
    "built_in_tables",
    "load_tables",
]


def _declared(path: str, row_fields: tuple[Field, ...] = ()) -> Table:
    """Return a table of the program's own. Raises ``ValueError`` when its declaration is wrong."""
    text = packaged.text("tables", path)
    found: list[Finding] = []
    table = read_table(TextFile(PurePosixPath("generator/tables", path), text), found, row_fields)
    if table is None or found:
        raise ValueError(f"generator/tables/{path}: {[one.message for one in found]}")
    return table


ROW = _declared("common/row.yml")
"""The columns that follow a table's own."""
PEOPLE = _declared("common/people.yml")
"""``people.csv``."""
CORRECTIONS = _declared("common/corrections.yml")
"""``corrections.csv``."""
RENAMED = _declared("common/renamed.yml")
"""``renamed.csv``."""
ARTICLE = _declared("common/article.yml")
"""The front matter of an article."""
EXPLAINER = _declared("common/explainer.yml")
"""The front matter of ``explainer.md``."""

_BUILT_IN = tuple(
    _declared(f"{name}.yml", ROW.fields) for name in ("attendees", "deals", "numbers", "timeline", "quotes")
)


def built_in_tables() -> tuple[Table, ...]:
    """Return the five tables every explainer may have, in the order of the page."""
    return _BUILT_IN


def load_tables(content_dir: Path) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """Return the built-in tables, then the editors' own by name, and what is wrong with the latter.

    The editors' own are the files ``tables/*.yml`` of ``content_dir``, whose parent is the project's
    root; a table whose declaration is wrong is left out.
    """
    found: list[Finding] = []
    own = []
    for path in _declarations(content_dir, found):
        problems: list[Finding] = []
        file = read_text(content_dir.parent, path, problems)
        table = read_table(file, problems, ROW.fields) if file else None
        if table:
            problems += _name_problems(table, path, Location(relative(content_dir.parent, path)))
        if table and not problems:
            own.append(table)
        found += problems
    return built_in_tables() + tuple(own), tuple(found)


def _declarations(content_dir: Path, found: list[Finding]) -> list[Path]:
    folder = content_dir / "tables"
    if not folder.is_dir() or folder.is_symlink():
        return []
    listed = []
    for path in entries(content_dir.parent, folder, found):
        if path.suffix == ".yml" and path.is_file():
            listed.append(path)
        else:
            where = Location(relative(content_dir.parent, path))
            message = f"“{where.path.name}” is no table's declaration (name.yml)."
            found.append(finding("unexpected-entry", where, message))
    return listed


def _name_problems(table: Table, path: Path, where: Location) -> list[Finding]:
    problems = []
    if table.name and table.name != path.stem:
        message = f"The table is called “{table.name}” and its file “{where.path.name}”."
        problems.append(finding("table-name", where, message))
    if table.name in [one.name for one in built_in_tables()]:
        message = f"“{table.name}” is a built-in table."
        problems.append(finding("table-name", where, message, "Choose another name."))
    return problems
