"""The words typed → ``build`` → an exit code: 0 clean, 1 findings, 2 cannot continue.

Commands import what they need when they run, so that each starts fast. A new
command is a function below the others; its place in the file is its place in
the help.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator import __version__

if TYPE_CHECKING:
    from generator.build import Progress
    from generator.findings import Checked
    from generator.project import Project

Command = TypeVar("Command", bound=Callable[..., Any])


class InOrder(click.Group):
    """A group that lists its commands in the order in which they are used, not by alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands as they were added."""
        return list(self.commands)


def project_option(command: Command) -> Command:
    """Add ``-C``, understood before and after the command's name as in git."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    words = "The project's folder, or one inside it (default: the current folder)."
    return click.option("-C", "--project", "folder", type=kind, metavar="DIR", help=words)(command)


def strict_option(command: Command) -> Command:
    """Add ``--strict``."""
    return click.option("--strict", is_flag=True, help="Warnings count as errors.")(command)


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


@click.group(
    cls=InOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "explainer new 'Beijing summit'", "explainer check", "explainer serve", "explainer build"
    ),
)
@project_option
@click.version_option(__version__, prog_name="explainer")
def explainer(folder: Path | None) -> None:
    """Turn articles and fact tables into explainer pages on which every fact is proved.

    Exit codes: 0 nothing found, 1 findings that forbid publishing, 2 cannot continue.
    """


@explainer.command(
    epilog=examples("explainer new 'Beijing summit'", "explainer new --project ~/newsroom 'Port strike 2026'")
)
@project_option
@click.argument("name")
def new(folder: Path | None, name: str) -> None:
    """Start an explainer called NAME: its folder, its page and its empty tables."""
    from generator import scaffold

    created = scaffold.start(find_project(folder), name)
    for path in created.files:
        click.echo(f"created {path}")
    click.echo(created.next_steps)


@explainer.command(
    epilog=examples("explainer check", "explainer check --strict", "explainer check --format github")
)
@project_option
@strict_option
@format_option
def check(folder: Path | None, strict: bool, style: str) -> int:
    """Check the content and write nothing."""
    from generator import build

    checked = build.check_content(find_project(folder), progress())
    return say(checked, style, strict)


@explainer.command(epilog=examples("explainer generate", "explainer generate --strict && zensical build"))
@project_option
@strict_option
@format_option
def generate(folder: Path | None, strict: bool, style: str) -> int:
    """Check the content and write its pages as Markdown, for any builder that reads mkdocs.yml."""
    from generator import build

    checked = build.generate(find_project(folder), strict, progress()).checked
    return say(checked, style, strict)


@explainer.command(epilog=examples("explainer build", "explainer build --strict --format json > report.json"))
@project_option
@strict_option
@format_option
def build(folder: Path | None, strict: bool, style: str) -> int:
    """Check the content, write its pages and build the site.

    The published site is replaced in one step and only when all went well.
    """
    from generator import build as stages

    project = find_project(folder)

    def make_site(site_dir: Path, updated: str) -> None:
        from generator import plugin

        plugin.build_site(project.root / "mkdocs.yml", site_dir, updated, strict)

    checked = stages.publish(project, strict, progress(), make_site)
    return say(checked, style, strict)


@explainer.command(epilog=examples("explainer serve", "explainer serve --address 127.0.0.1:8765"))
@project_option
@strict_option
@click.option("--address", metavar="HOST:PORT", help="Where to serve (default: 127.0.0.1:8000).")
def serve(folder: Path | None, strict: bool, address: str | None) -> None:
    """Preview the site; an edit to content, templates or theme shows by itself."""
    from generator import plugin

    plugin.serve_site(find_project(folder).root / "mkdocs.yml", address, strict)


def find_project(folder: Path | None) -> "Project":
    """Return the project of ``folder``, else of ``-C`` before the command, else of the current folder."""
    from generator import project

    return project.find_project(
        folder or click.get_current_context().find_root().params["folder"] or Path.cwd()
    )


def progress() -> "Progress":
    """Return what tells a person at a terminal what is being done, and tells nobody else."""
    if sys.stderr.isatty():
        return lambda words: click.echo(f"{words}...", err=True)
    return lambda words: None


def say(checked: "Checked", style: str, strict: bool) -> int:
    """Write the report to standard output and the summary to standard error; return the exit code."""
    from generator import build, report

    if style == "text":
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        written = report.as_text(checked, colour)
    else:
        written = report.FORMATS[style](checked)
    click.echo(written, nl=False, color=True)
    click.echo(report.summary(checked), err=True)
    return int(build.forbids(checked, strict))


def main() -> int:
    """Run the command that was typed and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its escape rather than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return explainer.main(prog_name="explainer", standalone_mode=False) or 0
    except click.Abort:
        return _stop("Stopped. The published site was not changed.")
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except Exception as problem:
        if os.environ.get("EXPLAINER_DEBUG"):
            raise
        from generator.project import ProjectError

        if isinstance(problem, (ProjectError, OSError)):
            return _stop(f"Cannot continue: {problem}")
        words = f"Something went wrong in the program: {type(problem).__name__}: {problem}"
        return _stop(f"{words}\nThis is a bug. Run with EXPLAINER_DEBUG=1 for the traceback and report it.")


def _stop(words: str) -> int:
    from generator.report import visible

    for line in words.splitlines():
        click.echo(visible(line), err=True)
    return 2
