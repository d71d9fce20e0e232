"""What an editor does at the desk: the drafts of one explainer, read, checked as they are typed, decided."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from generator import check, evidence
from generator.content import rewriting
from generator.content.rewriting import Rewrite
from generator.decisions import Change, Proposal, Ruling, Workspace, open_explainer, write
from generator.decisions.amendments import amended
from generator.findings import Finding
from generator.identity import fact_identifier
from generator.invisible import invisible
from generator.language import sentences
from generator.model import Article, Content, Row, Status
from generator.project import Project
from generator.schema import Field, Table
from generator.signatures import signatures
from generator.store import digest
from generator.views.words import article_label

Said = dict[str, object]
"""What the page is told, as JSON."""
_NOT_EDITED = ("article", "status")
_TELLING = ("text", "name", "verbatim")
"""Value types whose words say what a row is about."""
_LOST = ("evidence-not-found", "evidence-cut", "evidence-ambiguous")
_LONG = ("text", "verbatim")
"""Value types whose words may fill several lines."""


class RowChanged(Exception):
    """The row is not as the page shows it any more."""


class NotTyped(Exception):
    """Words were typed for what is no column of the row's table, or none that is typed at the desk."""


class Asked(Struct, frozen=True):
    """A row as the page has it."""

    table: str
    number: int
    """Its place among the table's rows when it was loaded, from 1."""
    was: Mapping[str, str]
    """Its cells when it was loaded, by column."""
    typed: Mapping[str, str]
    """What the editor typed over them, by column."""


class _Step(Struct, frozen=True):
    """A decision that can be taken back."""

    asked: Asked
    left: Mapping[str, str]
    """The row's cells as the decision left them."""
    written: tuple[Rewrite, ...]


class Work(Struct):
    """The desk's work on one explainer; one request at a time."""

    project: Project
    slug: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    steps: list[_Step] = field(default_factory=list)

    def state(self) -> Said:
        """Return the explainer's drafts, the columns of its tables, and the stamp of its files."""
        with self.lock:
            stamp = self._stamp()
            workspace = open_explainer(self.project, self.slug)
            tables = {table.name: table for table in workspace.loaded.tables}
            drafts = [row for row in workspace.explainer.rows if row.status is Status.DRAFT]
            return {
                "slug": self.slug,
                "title": plainly(workspace.explainer.title),
                "tables": {name: _table(tables[name]) for name in dict.fromkeys(row.table for row in drafts)},
                "rows": [_row(row, tables[row.table], workspace) for row in drafts],
                "stamp": stamp,
                "undo": len(self.steps),
            }

    def stamp(self) -> str:
        """Return a name for the state of the tables: another one when somebody has written to them."""
        with self.lock:
            return self._stamp()

    def look(self, asked: Asked) -> Said:
        """Return a row's article with the evidence marked, and what the checks find in what was typed.

        Raises ``RowChanged``, ``ChangedUnderneath`` and ``NotTyped``.
        """
        with self.lock:
            workspace = open_explainer(self.project, self.slug)
            row = _standing(asked, workspace)
            change = Change(row, _typed(asked, workspace))
            after, found = amended(self.project.root, workspace.loaded, workspace.explainer, change)
            one = workspace.explainer
            articles = tuple(article for article in one.articles if article.slug == row.article)
            if after is None:
                return {
                    "article": _article(articles[0], "") if articles else None,
                    "lost": next((plainly(each.message) for each in found), ""),
                    "findings": [_finding(each, None) for each in found],
                }
            alone = replace(
                one, rows=(after,), articles=articles, prose=replace(one.prose, text=""), at_a_glance=(),
                corrections=(), renamed=(), title="", standfirst="",
            )  # fmt: skip
            content = Content((alone,), workspace.loaded.content.people)
            found = [*found, *check.check(content, workspace.loaded.tables).findings]
            return {
                "article": _article(articles[0], after.evidence) if articles else None,
                "lost": next((plainly(one.message) for one in found if one.rule.name in _LOST), ""),
                "findings": [_finding(each, after) for each in found],
                "others": _others(after, workspace),
            }

    def decide(self, asked: Asked, ruling: Ruling | None, note: str) -> Said:
        """Write what was typed and, with a ruling, what was decided; ``None`` leaves the row a draft.

        Nothing is written where the checks refuse it, the answer then holds their findings, nor where
        nothing is different. Raises ``NotTyped``, and ``RowChanged`` and ``ChangedUnderneath`` when somebody
        else has changed the row or its table.
        """
        with self.lock:
            workspace = open_explainer(self.project, self.slug)
            row = _standing(asked, workspace)
            typed = _typed(asked, workspace)
            cells = typed if ruling is not Ruling.REJECT else {}
            cells |= {"status": (ruling.status if ruling else Status.DRAFT).value}
            cells |= {"note": note} if note else {}
            proposal = workspace.propose((Change(row, cells),))
            if proposal.refused:
                after = proposal.rows[0] if proposal.rows else None
                return {"written": False, "findings": [_finding(one, after) for one in proposal.refused]}
            if all(one.old == one.new for one in proposal.rewrites):
                return {"written": False, "findings": []}
            return self._written(proposal, asked)

    def undo(self) -> Said:
        """Take the last decision back, the words that were written with it too."""
        with self.lock:
            if not self.steps:
                return {"written": False, "findings": []}
            step = self.steps[-1]
            workspace = open_explainer(self.project, self.slug)
            row = _standing(replace(step.asked, was=step.left), workspace)
            if all(rewriting.read(one.path) == one.new for one in step.written):
                # Byte for byte: a cell that got quotation marks loses them again.
                rewriting.write([Rewrite(one.path, one.new, one.old) for one in step.written])
            else:
                write(workspace.propose((Change(row, step.asked.was),)))
            self.steps.pop()
            return {"written": True, "stamp": self._stamp(), "undo": len(self.steps), "cells": step.asked.was}

    def _written(self, proposal: Proposal, asked: Asked) -> Said:
        write(proposal)
        after = proposal.rows[0]
        cells = {name: cell.words for name, cell in after.cells.items()}
        self.steps.append(_Step(asked, cells, proposal.rewrites))
        return {
            "written": True,
            "cells": cells,
            "stamp": self._stamp(),
            "undo": len(self.steps),
            "follows": [_finding(one, None) for one in proposal.follows],
        }

    def _stamp(self) -> str:
        with suppress(OSError):
            folder = self.project.content_dir / self.slug / "facts"
            return digest(repr(sorted(signatures(folder).items())))
        return ""


def _standing(asked: Asked, workspace: Workspace) -> Row:
    """Return the row that the page means: it may have moved, but must hold the words that were loaded."""
    alike = [
        row
        for row in workspace.explainer.rows
        if row.table == asked.table and {name: cell.words for name, cell in row.cells.items()} == asked.was
    ]
    for row in alike:
        if row.number == asked.number or len(alike) == 1:
            return row
    raise RowChanged(f"{asked.table}.csv was changed: this row is not in it as you see it here.")


def _typed(asked: Asked, workspace: Workspace) -> dict[str, str]:
    """Return the cells typed over, each on one line as it is written."""
    table = next(one for one in workspace.loaded.tables if one.name == asked.table)
    known = {column.name for column in _edited(table)} & asked.was.keys()
    for name in asked.typed:
        if name not in known:
            raise NotTyped(f"{asked.table}.csv has no column “{plainly(name)}” that is typed here")
    return {
        name: " ".join(words.split())
        for name, words in asked.typed.items()
        if words != asked.was[name]
    }  # fmt: skip


def _edited(table: Table) -> list[Field]:
    return [column for column in table.columns if column.name not in _NOT_EDITED]


def _table(table: Table) -> Said:
    return {"title": table.title, "fields": [_field(column) for column in _edited(table)]}


def _field(column: Field) -> Said:
    return {
        "name": column.name,
        "title": column.title,
        "hint": column.description,
        "choices": list(column.choices or column.enum),
        "required": column.required,
        "long": column.value_type in _LONG,
    }


def _row(row: Row, table: Table, workspace: Workspace) -> Said:
    cells = {name: cell.words for name, cell in row.cells.items()}
    named = [row.words(column.name) for column in table.fields if column.value_type in _TELLING]
    return {
        "table": row.table,
        "number": row.number,
        "line": row.location.line,
        "cells": cells,
        "label": plainly(next(filter(None, named), "") or row.evidence),
        "fact": fact_identifier(row, table, workspace.people),
    }


def _article(article: Article, words: str) -> Said:
    """Return an article in five pieces: before the sentence, in it before, within and after the evidence."""
    about = ", ".join(filter(None, [article.publisher or "publisher unknown", article.published]))
    found = evidence.locate(article.text, evidence.parse(words)) if words else None
    start = end = first = last = 0
    if isinstance(found, evidence.Located):
        start, end = first, last = found.start, found.end
        for one in sentences.split(article.text):
            if one.start < end and start < one.end:
                first, last = min(first, one.start), max(last, one.end)
    cuts = (0, first, start, end, last, len(article.text))
    pieces = [plainly(article.text[left:right]) for left, right in pairwise(cuts)]
    return {
        "slug": article.slug,
        "title": plainly(article_label(article)),
        "about": plainly(about),
        "language": article.language,
        "pieces": pieces,
        "found": end > 0,
    }


def _others(row: Row, workspace: Workspace) -> list[Said]:
    """Return the other rows that speak of the same fact."""
    tables = {table.name: table for table in workspace.loaded.tables}
    own = fact_identifier(row, tables[row.table], workspace.people)
    return [
        {"status": one.status.value, "article": one.article, "evidence": plainly(one.evidence)}
        for one in workspace.explainer.rows
        if own
        and one.table == row.table
        and one.number != row.number
        and fact_identifier(one, tables[row.table], workspace.people) == own
    ]


def _finding(one: Finding, row: Row | None) -> Said:
    cells = row.cells.items() if row else ()
    column = next((name for name, cell in cells if cell.location == one.location), "")
    return {
        "column": column,
        "severity": one.rule.severity.value,
        "message": plainly(one.message),
        "remedy": plainly(one.remedy),
        "where": "" if column else f"{one.location.path}:{one.location.line}",
    }


def plainly(words: str) -> str:
    """Return words with the characters that nobody sees, or that turn others round, written out."""
    shown, last = [], 0
    for place, name in invisible(words):
        shown += [words[last:place], f"<{name}>"]
        last = place + 1
    return "".join([*shown, words[last:]])
