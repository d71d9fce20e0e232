"""The command of the editorial review: review."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from generator.cli.options import (
    colour,
    examples,
    find_project,
    kept,
    progress,
    project_option,
    strict_option,
)

_WEB = ("https://", "http://")


@click.command(
    epilog=examples(
        "explainer review",
        "explainer review beijing-summit --base HEAD~1",
        "explainer review --base main --head fix-numbers --format markdown",
        "explainer review --format json > review.json",
        "explainer review --preview https://preview.example.org/ --save reports",
    )
)
@project_option
@strict_option
@click.option("--base", metavar="REV", default="", help="Compare with this revision (default: see above).")
@click.option("--head", metavar="REV", default="", help="What is compared (default: the working tree).")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for a comment, for programs, or as GitHub annotations.",
)
@click.option("--preview", metavar="URL", default="", help="Link to the pages of this preview site.")
@click.option(
    "--save",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Also write review.json and review.md into DIR.",
)
@click.option("--trusted", is_flag=True, help="Whoever wrote HEAD may change what can run code, too.")
@click.argument("explainer", metavar="[EXPLAINER]", default="")
def review(
    folder: Path | None,
    strict: bool,
    base: str,
    head: str,
    style: str,
    preview: str,
    save: Path | None,
    trusted: bool,
    explainer: str,
) -> int:
    """Say what a change does, fact by fact, and what is left to do.

    Compares two revisions that git keeps, of everything or of EXPLAINER only: by default what lies in the
    folder with the commit in which it left the default branch. A file whose rows were moved, re-ordered or
    quoted in another way has not changed. A revision HEAD may be a stranger's: settings, templates and
    programs that differ in it forbid to merge it, unless --trusted.

    Exit codes: 0 the change can be merged, 1 it cannot, 2 cannot continue.
    """
    from generator import comparing
    from generator.review import summary
    from generator.review.annotations import as_github
    from generator.review.document import document

    project = find_project(folder)
    address = _with_slash(preview)
    store = kept()
    compared = comparing.compare(project, base, head, progress(), address, explainer, strict, store, trusted)
    report = document(compared.changes)
    if save:
        _save(report, save, address)
    if style == "github":
        written = as_github(compared.changes, compared.folder)
    else:
        written = _written(report, style, address)
    click.echo(written, nl=False, color=True)
    click.echo(summary(report), err=True)
    return int(not compared.changes.verdict.mergeable)


def _with_slash(preview: str) -> str:
    """Return the address of a preview so that the address of a page can follow."""
    if preview and not preview.startswith(_WEB):
        raise click.UsageError("--preview is an address that begins with https:// or http://.")
    return f"{preview.rstrip('/')}/" if preview else ""


def _written(report: Mapping[str, Any], style: str, preview: str) -> str:
    from generator import review
    from generator.review.document import as_json

    if style == "json":
        return as_json(report)
    if style == "markdown":
        return review.as_markdown(report, preview=preview)
    return review.as_text(report, colour())


def _save(report: Mapping[str, Any], folder: Path, preview: str) -> None:
    """Write the report as JSON and as Markdown, each beside its place and then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, style in (("review.json", "json"), ("review.md", "markdown")):
        beside = folder / f".{name}.part"
        beside.write_text(_written(report, style, preview), encoding="utf-8", newline="\n")
        os.replace(beside, folder / name)
