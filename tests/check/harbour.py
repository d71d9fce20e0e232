"""A small true explainer, the harbour pact, and what makes it wrong: the mutants, read from their files."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from msgspec.structs import replace

from generator import content
from generator.check import check
from generator.content import Loaded
from generator.findings import Checked
from generator.model import Cell, Content, Explainer, Location, Prose, Row
from generator.project import Project

_HERE = Path(__file__).parent
MUTANTS = _HERE / "mutants"
LOOKALIKES = _HERE / "lookalikes"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change that makes a true explainer wrong, and the rule that must notice."""

    rule: str
    title: str
    row: str
    """``table/number`` of the row changed, the number counted from 1; empty for the prose."""
    change: dict[str, str]
    text: str = ""
    """An article of its own that the row cites instead, all of it the evidence unless changed."""
    unchecked: str = ""
    """Why the rule cannot judge the row, where it cannot."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.title or self.text}"


@cache
def harbour() -> Loaded:
    """Return the small true explainer that the mutants change."""
    return content.read(Project(_HERE, MUTANTS / "content", _HERE, _HERE, "Mutants", ""))


def mutants(folder: Path = MUTANTS) -> list[Mutant]:
    """Return every mutant, file by file."""
    return [
        Mutant(path.stem, **{"title": "", "row": "", **case})
        for path in sorted(folder.glob("*.yml"))
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    ]


def told(explainer: Explainer, row: Row, mutant: Mutant) -> tuple[Explainer, Row]:
    """Return the explainer with one article more, and a row that cites it with the mutant's cells alone."""
    article = replace(explainer.articles[0], slug="told", text=mutant.text, published="2024-05-20")
    written = {"article": "told", "evidence": mutant.text, "status": "accepted", **mutant.change}
    cells = {name: replace(cell, words=written.get(name, "")) for name, cell in row.cells.items()}
    return replace(explainer, articles=(*explainer.articles, article)), replace(row, cells=cells)


def changed(mutant: Mutant) -> tuple[Content, Row | None]:
    """Return the explainer with one change made, and the row that now is wrong."""
    whole = harbour().content
    explainer = whole.explainers[0]
    wrong: Row | None = None
    if mutant.row:
        table, _, number = mutant.row.partition("/")
        rows = list(explainer.rows)
        place = next(i for i, row in enumerate(rows) if (row.table, str(row.number)) == (table, number))
        cells = {
            name: replace(cell, words=mutant.change.get(name, cell.words))
            for name, cell in rows[place].cells.items()
        }
        rows[place] = wrong = replace(rows[place], cells=cells)
        if mutant.text:
            explainer, wrong = told(explainer, rows[place], mutant)
            rows[place] = wrong
        explainer = replace(explainer, rows=tuple(rows))
    else:
        explainer = replace(explainer, **front_matter(explainer.prose, mutant.change))
    return replace(whole, explainers=(explainer,)), wrong


def alone(mutant: Mutant) -> Content:
    """Return the explainer with the changed row and no other, and no words of the editor's."""
    content, row = changed(mutant)
    assert row is not None
    explainer = content.explainers[0]
    bare = replace(explainer.prose, text="")
    one = replace(explainer, rows=(row,), prose=bare, title="", standfirst="", at_a_glance=())
    return replace(content, explainers=(one,))


def front_matter(prose: Prose, change: dict[str, str]) -> dict[str, Any]:
    """Return what a mutant of the prose or the front matter replaces."""
    made: dict[str, Any] = dict(change)
    if "prose" in change:
        made["prose"] = replace(prose, text=change["prose"])
    if "at_a_glance" in change:
        made["at_a_glance"] = (change["at_a_glance"],)
    if "correction" in change:
        place = Location(PurePosixPath("corrections.csv"), 2)
        cells = {"fact": Cell(made.pop("correction"), place)}
        made["corrections"] = (Row("harbour-pact", "corrections", 1, place, cells),)
    if "renamed" in change:
        place = Location(PurePosixPath("renamed.csv"), 2)
        was, now = made.pop("renamed").split(" now ")
        cells = {"was": Cell(was, place), "now": Cell(now, place)}
        made["renamed"] = (Row("harbour-pact", "renamed", 1, place, cells),)
    return made


def outcome(content: Content) -> Checked:
    """Return what the checks find."""
    return check(content, harbour().tables)
