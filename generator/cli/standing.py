"""Where the explainers stand: ``explainer status``."""

import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import to_builtins

from generator.cli.options import examples, find_project, named_explainer, progress, project_option

if TYPE_CHECKING:
    from generator.decisions.standing import Standing

_WIDTH = 80
_COLUMNS = ("draft", "accepted", "disputed", "conflicting", "stale", "errors")
JSON_VERSION = 1
"""Raised when a key of the JSON report is renamed or removed, never when one is added."""


@click.command(
    epilog=examples("explainer status", "explainer status beijing-summit", "explainer status --format json")
)
@project_option
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="For people or for programs.",
)  # fmt: skip
@click.argument("explainer", metavar="[EXPLAINER]", default="")
def status(folder: Path | None, style: str, explainer: str) -> int:
    """Say where each explainer stands, or EXPLAINER only.

    Counted are rows by status, facts on which sources differ, and what is stale: rows whose evidence does not
    stand in the article any more, articles on which no row rests, and pages whose `updated` is earlier than
    their newest article or correction. The exit code is 0 whatever is found: `explainer check` judges.
    """
    from generator import content
    from generator.decisions.standing import standings

    project = find_project(folder)
    only = explainer and named_explainer(project, explainer)
    progress()("Reading content")
    found = standings(content.read(project), only)
    if style == "json":
        document = {"version": JSON_VERSION, "explainers": to_builtins(found)}
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        click.echo(_text(found), nl=False)
    return 0


def _text(found: Sequence["Standing"]) -> str:
    """Return a table of all, at most 80 columns wide, then what waits for an editor in each."""
    from generator.report import visible

    if not found:
        return "There is no explainer that can be read: run “explainer check”.\n"
    room = _WIDTH - sum(len(head) + 2 for head in _COLUMNS)
    width = min(max(len("explainer"), *(len(one.slug) for one in found)), room)
    lines = [_row("explainer", _COLUMNS, width)]
    for one in found:
        if len(one.slug) > width:
            lines.append(one.slug)
        lines.append(_row(one.slug if len(one.slug) <= width else "", _counts(one), width))
    for one in found:
        if waiting := list(_waiting(one)):
            lines += ["", one.slug]
            lines += (line for words in waiting for line in _wrapped(words))
    return "".join(f"{visible(line)}\n" for line in lines)


def _row(name: str, cells: Sequence[str], width: int) -> str:
    padded = (f"{cell:>{len(head)}}" for cell, head in zip(cells, _COLUMNS, strict=True))
    return "  ".join([name.ljust(width), *padded])


def _counts(one: "Standing") -> tuple[str, ...]:
    numbers = (
        one.rows["draft"], one.rows["accepted"], one.rows["disputed"], len(one.conflicting), len(one.stale),
        one.errors,
    )  # fmt: skip
    return tuple(f"{number:,}" for number in numbers)


def _wrapped(words: str) -> list[str]:
    # A path or a command is to be copied whole, so nothing is broken but at spaces.
    return textwrap.wrap(
        words, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _waiting(one: "Standing") -> Iterator[str]:
    """Yield what an editor may want to do about an explainer, the most pressing first."""
    if one.errors:
        forbid = "forbids" if one.errors == 1 else "forbid"
        yield f"{_counted(one.errors, 'error')} {forbid} publishing: explainer check {one.slug}"
    if one.drafts:
        tables = ", ".join(f"{table} {count}" for table, count in one.drafts.items())
        drafts = _counted(sum(one.drafts.values()), "draft")
        yield f"{drafts} to decide on ({tables}): explainer desk {one.slug}"
    if one.disputed:
        yield f"disputed: {', '.join(one.disputed)}"
    if one.conflicting:
        yield f"sources differ on: {', '.join(one.conflicting)}"
    for stale in one.stale:
        yield f"stale: {stale.path}:{stale.line}: {stale.what}"
    unseen = [f"{one.rows[each]:,} {each}" for each in ("retracted", "rejected") if one.rows[each]]
    if unseen:
        yield f"never shown: {' and '.join(unseen)}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
