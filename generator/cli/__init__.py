"""The words typed → a stage → an exit code: 0 clean, 1 findings, 2 cannot continue.

Commands import what they need when they run, so that each starts fast.
"""

import gc
import os
import sys
from pathlib import Path

import click

from generator import __version__
from generator.cli import archiving, deciding, editing, hosting, publishing, reviewing, standing
from generator.cli.options import examples, project_option

_OBJECTS = 200_000
"""New objects after which it is looked for those that only hold each other; Python does after 700."""


class InOrder(click.Group):
    """A group that lists its commands in the order in which they are used, not by alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands as they were added."""
        return list(self.commands)


@click.group(
    cls=InOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "explainer new 'Beijing summit'",
        "explainer add beijing-summit saved-page.html",
        "explainer extract beijing-summit",
        "explainer desk beijing-summit",
        "explainer serve",
        "explainer build",
    ),
)
@project_option
@click.version_option(__version__, prog_name="explainer")
def explainer(folder: Path | None) -> None:
    """Turn articles and fact tables into explainer pages on which every fact is proved.

    Exit codes: 0 nothing found, 1 findings that forbid publishing, 2 cannot continue.
    """


for command in (
    editing.new,
    editing.add,
    editing.extract,
    standing.status,
    deciding.desk,
    deciding.accept,
    deciding.reject,
    deciding.retract,
    deciding.correct,
    publishing.check,
    reviewing.review,
    publishing.generate,
    publishing.build,
    publishing.verify,
    publishing.serve,
    archiving.archive,
    hosting.hosting,
):
    explainer.add_command(command)


def main() -> int:
    """Run the command that was typed and return the exit code."""
    # Nearly all that is made is needed until the end: looking through it takes a tenth of a short command.
    gc.set_threshold(_OBJECTS)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its escape rather than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return explainer.main(prog_name="explainer", standalone_mode=False) or 0
    except click.Abort as stopped:
        return _stop(str(stopped) or "Stopped. What is published is whole: the old site, or the new one.")
    except click.UsageError as problem:
        problem.show()
        return problem.exit_code
    except click.ClickException as problem:
        # MkDocs' own, whose exit code is that of findings here.
        return _cannot_continue(problem.format_message())
    except Exception as problem:
        if os.environ.get("EXPLAINER_DEBUG"):
            raise
        from generator.project import ProjectError

        if isinstance(problem, (ProjectError, OSError)):
            return _cannot_continue(str(problem))
        words = f"Something went wrong in the program: {type(problem).__name__}: {problem}"
        return _stop(f"{words}\nThis is a bug. Run with EXPLAINER_DEBUG=1 for the traceback and report it.")


def _cannot_continue(words: str) -> int:
    # Some end with a path or a command to copy, so none ends with a full stop.
    return _stop(f"Cannot continue: {words.removesuffix('.')}")


def _stop(words: str) -> int:
    from generator.report import visible

    for line in words.splitlines():
        click.echo(visible(line), err=True)
    return 2
