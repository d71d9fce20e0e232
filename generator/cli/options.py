"""What the commands share: options, the project, progress and the report."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from generator.content.rewriting import Rewrite
    from generator.findings import Checked
    from generator.project import Progress, Project
    from generator.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])


def project_option(command: Command) -> Command:
    """Add ``-C``, understood before and after the command's name as in git."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    words = "The project's folder, or one inside it (default: the current folder)."
    return click.option("-C", "--project", "folder", type=kind, metavar="DIR", help=words)(command)


def strict_option(command: Command) -> Command:
    """Add ``--strict``."""
    return click.option("--strict", is_flag=True, help="Warnings count as errors.")(command)


def drafts_option(command: Command) -> Command:
    """Add ``--drafts``."""
    words = "Drafts, too, marked; search engines are told to stay away (default: what an editor accepted)."
    return click.option("--drafts", is_flag=True, help=words)(command)


def review_option(command: Command) -> Command:
    """Add ``--review``."""
    words = "Add the page /review/: what differs from this revision, for a preview. Shows drafts, too."
    return click.option("--review", "base", metavar="REV", help=words)(command)


def format_option(command: Command) -> Command:
    """Add ``--format``."""
    kind = click.Choice(["text", "json", "github"])
    words = "How findings are written: for people, for programs, or as GitHub annotations."
    return click.option("--format", "style", type=kind, default="text", show_default=True, help=words)(
        command
    )


def examples(*lines: str) -> str:
    """Return an epilog that shows ``lines`` as typed."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def find_project(folder: Path | None) -> "Project":
    """Return the project of ``folder``, else of ``-C`` before the command, else of the current folder."""
    from generator import project

    return project.find_project(
        folder or click.get_current_context().find_root().params["folder"] or Path.cwd()
    )


def named_explainer(project: "Project", slug: str) -> str:
    """Return ``slug``. Raises ``ProjectError`` with the explainers there are when none is called so."""
    folders = project.content_dir.iterdir() if project.content_dir.is_dir() else ()
    names = (one.name for one in folders if one.is_dir() and one.name != "tables")
    known = sorted(name for name in names if not name.startswith("."))
    if slug in known:
        return slug
    from generator.content.names import no_explainer
    from generator.project import ProjectError

    raise ProjectError(no_explainer(slug, known))


def kept() -> "Store":
    """Return the store of the user who types."""
    from generator import store

    return store.usual(os.environ)


def progress() -> "Progress":
    """Return what tells a person at a terminal what is being done, and tells nobody else."""
    if sys.stderr.isatty():
        from generator.cli.talk import Teller

        return Teller(click.get_current_context())
    return lambda words: None


def tell(words: str) -> None:
    """Write to standard error what a person has to know."""
    click.echo(words, err=True)


def colour() -> bool:
    """Return whether standard output shows colours, and nobody asked for none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_or_show(rewrites: "Sequence[Rewrite]", root: Path, dry_run: bool) -> None:
    """Write files anew or, in a dry run, show on standard output what would change, as a diff.

    Raises ``ProjectError`` when somebody else wrote meanwhile.
    """
    from generator.content import rewriting
    from generator.project import ProjectError

    if dry_run:
        click.echo(rewriting.diff(rewrites, root), nl=False)
        return
    try:
        rewriting.write(rewrites)
    except rewriting.ChangedUnderneath as problem:
        raise ProjectError(f"{problem}; nothing was written. Run the command again") from problem


def say(checked: "Checked", style: str, strict: bool, remarks: str = "") -> int:
    """Write the report to standard output and the summary to standard error; return the exit code."""
    from generator import report
    from generator.findings import forbids

    written = report.as_text(checked, colour()) if style == "text" else report.FORMATS[style](checked)
    click.echo(written, nl=False, color=True)
    click.echo(report.summary(checked) + remarks, err=True)
    return int(forbids(checked, strict))
