"""A new explainer's folder: the page, the folder for articles and the empty tables, ready to be filled."""

import datetime
import json
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator import schema
from generator.content import rewriting
from generator.content.explainers import PLACEHOLDER
from generator.content.names import check_slug
from generator.content.rewriting import Rewrite
from generator.findings import Finding
from generator.model import Location
from generator.project import Project, ProjectError
from generator.reading.files import slug_like

TABLES = "tables"
"""The folder of ``content/`` that holds the editors' own tables, whether it is there yet or not."""


class Created(Struct, frozen=True):
    """What was made, and what a person does with it."""

    slug: str
    files: tuple[Path, ...]
    """Relative to the project's root."""
    next_steps: str


def start(project: Project, name: str, *, title: str = "", date: str = "") -> Created:
    """Make ``content/<slug of name>/`` and return what was made.

    The page is called ``title``, else ``name``; the event was on ``date`` (EDTF), else today. Raises
    ``ProjectError`` when it may not be made, and ``OSError`` when it cannot: then nothing of it stands.
    """
    slug = slugify(name)
    if not slug or not name.isprintable():
        raise ProjectError(f"“{name}” gives no address: use some of the letters a to z or digits.")
    folder = project.content_dir / slug
    where = PurePosixPath(folder.relative_to(project.root))
    taken: list[Finding] = []
    check_slug(slug, Location(where), taken)
    if taken:
        raise ProjectError(f"{taken[0].message} Choose another name.")
    if folder.exists() or slug == TABLES:
        raise ProjectError(f"{where} is there already and was not changed. Choose another name.")
    tables, _ = schema.load_tables(project.content_dir)
    files = {
        folder / "explainer.md": _front_matter(title or name.strip(), date),
        **{folder / "facts" / f"{table.name}.csv": f"{table.header}\n" for table in tables},
    }
    people = project.content_dir / "people.csv"
    if not people.exists():
        files[people] = f"{schema.PEOPLE.header}\n"
    try:
        (folder / "articles").mkdir(parents=True)
        rewriting.write([Rewrite(path, b"", text.encode()) for path, text in files.items()])
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Created(slug, tuple(path.relative_to(project.root) for path in files), _next_steps(slug))


def slugify(name: str) -> str:
    """Return the address of ``name``: its unaccented letters a to z and its digits, joined by hyphens."""
    return slug_like(name)


def _front_matter(title: str, date: str) -> str:
    today = datetime.date.today().isoformat()
    known = {
        "title": title,
        "standfirst": PLACEHOLDER,
        "date": date or today,
        "updated": today,
    }
    return "\n".join(["---", *_lines(known), "---", ""])


def _lines(known: dict[str, str]) -> Iterator[str]:
    for field in schema.EXPLAINER.fields:
        yield f"# {field.title}. {field.description}"
        if field.name in known:
            # A JSON string is a YAML string, whatever stands in it.
            yield f"{field.name}: {json.dumps(known[field.name], ensure_ascii=False)}"
        else:
            yield f"# {field.name}: {f'[{field.example}]' if field.listed else field.example}"


def _next_steps(slug: str) -> str:
    return (
        "\nNext:\n"
        f"  1. Add articles, from addresses or files: explainer add {slug} SOURCE...\n"
        f"  2. Draft rows from them:                  explainer extract {slug}\n"
        f"  3. Accept or reject each draft:           explainer desk {slug}\n"
        f"  4. Write content/{slug}/explainer.md (its date is today's), check and look:\n"
        f"                                            explainer check {slug} && explainer serve\n"
    )
