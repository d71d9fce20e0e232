"""The editors' decisions about rows: accept, reject, retract, and correct."""

import datetime
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import examples, find_project, named_explainer, project_option, write_or_show

if TYPE_CHECKING:
    from generator.decisions import Proposal, Ruled, Ruling, Workspace

_ROWS = """
    A ROW is named as TABLE/FACT (every row of that fact the command is for), TABLE/FACT@ARTICLE or
    TABLE:LINE, the line of the file as `explainer check` gives it. Only the cells of status and note are
    written; every other byte of the file stays. Nothing is written when one of the rows is not found or may
    not stand so.
"""


def _ruling(command: Callable[..., int]) -> Callable[..., int]:
    """Add what accept, reject and retract have in common."""
    command.__doc__ = f"{(command.__doc__ or '').rstrip()}\n{_ROWS}"
    for decorate in (
        click.option(
            "--dry-run", is_flag=True, help="Show what would be written as a diff, and write nothing."
        ),
        click.argument("rows", metavar="ROW...", nargs=-1, required=True),
        click.argument("explainer", metavar="EXPLAINER"),
        project_option,
    ):
        command = decorate(command)
    return command


@click.command(
    epilog=examples(
        "explainer accept beijing-summit deals/gas-pipeline numbers/gas-per-year",
        "explainer accept beijing-summit deals/gas-pipeline@a-diplomatic-milestone",
        "explainer accept beijing-summit numbers:7 --note 'Heard in the broadcast.'",
    )
)
@_ruling
@click.option("--note", metavar="WORDS", help="A remark for fellow editors, in place of the row's note.")
def accept(
    folder: Path | None, explainer: str, rows: tuple[str, ...], note: str | None, dry_run: bool
) -> int:
    """Accept rows of EXPLAINER: from now on readers see them.

    A row in which the checks find an error is not accepted (exit code 1).
    """
    return _decide("accept", folder, explainer, rows, note, dry_run)


@click.command(
    epilog=examples("explainer reject beijing-summit numbers/planes --note 'The article counts seats.'")
)
@_ruling
@click.option("--note", metavar="WORDS", required=True, help="Why; in place of the row's note.")
def reject(folder: Path | None, explainer: str, rows: tuple[str, ...], note: str, dry_run: bool) -> int:
    """Reject drafts of EXPLAINER: `extract` never proposes them again."""
    return _decide("reject", folder, explainer, rows, note, dry_run)


@click.command(
    epilog=examples("explainer retract beijing-summit numbers/troops-killed --note 'The agency withdrew it.'")
)
@_ruling
@click.option("--note", metavar="WORDS", required=True, help="Why; in place of the row's note.")
def retract(folder: Path | None, explainer: str, rows: tuple[str, ...], note: str, dry_run: bool) -> int:
    """Retract rows of EXPLAINER that were published."""
    return _decide("retract", folder, explainer, rows, note, dry_run)


def _decide(
    word: str, folder: Path | None, slug: str, names: tuple[str, ...], note: str | None, dry_run: bool
) -> int:
    from generator import decisions
    from generator.report import finding_lines, visible

    project = find_project(folder)
    workspace = decisions.open_explainer(project, named_explainer(project, slug))
    ruling = decisions.Ruling(word)
    if note is not None and not note.strip():
        raise click.UsageError("--note is empty: say why in a few words.")
    ruled = workspace.rule(ruling, list(names), note)
    if ruled.problems:
        for problem in ruled.problems:
            click.echo(visible(problem), err=True)
        click.echo("Nothing was written.", err=True)
        return 2
    proposal = workspace.propose(ruled.changes)
    if proposal.refused:
        for line in finding_lines(proposal.refused, colour=False):
            click.echo(line, nl=False)
        click.echo(f"Nothing was written: mend the above, or {_instead(ruling)}.", err=True)
        return 1
    write_or_show(proposal.rewrites, project.root, dry_run)
    _tell(workspace, ruled, proposal, ruling, dry_run)
    return 0


def _instead(ruling: "Ruling") -> str:
    return "reject the row" if ruling.value == "accept" else "leave the row as it is"


def _tell(
    workspace: "Workspace", ruled: "Ruled", proposal: "Proposal", ruling: "Ruling", dry_run: bool
) -> None:
    from generator.report import finding_lines, visible

    would = "would be " if dry_run else ""
    for row in proposal.rows:
        click.echo(visible(f"{row.location.path}:{row.location.line} {would}{row.status.value}"), err=True)
    for row in ruled.settled:
        click.echo(
            visible(f"{row.location.path}:{row.location.line} is {row.status.value} already"), err=True
        )
    if proposal.follows:
        click.echo("What follows from it, for you to mend:", err=True)
        for line in finding_lines(proposal.follows, colour=False):
            click.echo(line, err=True, nl=False)
    if ruling.value == "retract" and ruled.changes:
        for line in _corrections(workspace, ruled):
            click.echo(visible(line), err=True)


def _corrections(workspace: "Workspace", ruled: "Ruled") -> list[str]:
    """Return the commands that tell the readers of what was retracted."""
    from generator.decisions.shown import told as told_now

    shown = told_now(workspace)
    reason = ruled.changes[0].cells["note"]
    lines = ["Readers are told by an entry in corrections.csv. To write it:"]
    for fact in workspace.facts_of(ruled.changes):
        told = [
            "explainer",
            "correct",
            workspace.explainer.slug,
            fact,
            "--was",
            shown[fact].line if fact in shown else "",
            "--reason",
            reason,
        ]
        lines.append(f"  {shlex.join(told)}")
    return lines


@click.command(
    epilog=examples(
        "explainer correct beijing-summit numbers/troops-killed --was 600 \\\n"
        "      --now 'at least 600' --reason 'The bound was lost in editing.'",
    )
)
@project_option
@click.argument("explainer", metavar="EXPLAINER")
@click.argument("fact", metavar="FACT")
@click.option(
    "--was",
    metavar="WORDS",
    help="What the page said (default: what changed, as it was before).",
)
@click.option("--now", metavar="WORDS", help="What it says now (default: what changed, as readers see it).")
@click.option("--reason", metavar="WORDS", required=True, help="Why it changed, for readers.")
@click.option("--date", metavar="DAY", help="The day of the correction (default: today).")
@click.option("--dry-run", is_flag=True, help="Show what would be written as a diff, and write nothing.")
def correct(
    folder: Path | None,
    explainer: str,
    fact: str,
    was: str | None,
    now: str | None,
    reason: str,
    date: str | None,
    dry_run: bool,
) -> int:
    """Tell readers in corrections.csv that FACT of EXPLAINER changed.

    FACT is named as TABLE/FACT, by its present name or one it had. Where the page says it was last updated
    before the correction, `updated` in explainer.md is set to the correction's day. Where git remembers no
    other words of the fact than it has, say what the page said with --was.
    """
    from generator import decisions
    from generator.decisions import corrections
    from generator.report import finding_lines, visible

    project = find_project(folder)
    workspace = decisions.open_explainer(project, named_explainer(project, explainer))
    corrections.check_fact(
        fact, corrections.known_facts(workspace.explainer, workspace.loaded.tables, workspace.people)
    )
    was, now = _before_and_after(workspace, fact, was, now)
    day = date or datetime.date.today().isoformat()
    told = corrections.Correction(date=day, fact=fact, was=was, now=now, reason=reason)
    entry = corrections.enter(project, workspace.explainer, told)
    if entry.refused:
        for line in finding_lines(entry.refused, colour=False):
            click.echo(line, nl=False)
        click.echo("Nothing was written.", err=True)
        return 1
    write_or_show(entry.rewrites, project.root, dry_run)
    if not dry_run:
        wrote = (f"wrote {rewrite.path.relative_to(project.root)}" for rewrite in entry.rewrites)
        for line in (f"Was: {was or '(nothing told)'}", f"Now: {now or '(not shown any more)'}", *wrote):
            click.echo(visible(line), err=True)
    return 0


def _before_and_after(workspace: "Workspace", fact: str, was: str | None, now: str | None) -> tuple[str, str]:
    """Return what was given, what was not being what git remembers and what readers see."""
    from generator.decisions import shown
    from generator.project import ProjectError

    changed = shown.differing(workspace, fact) if was is None or now is None else None
    if was is None and changed is None:
        raise ProjectError(
            f"“{fact}” says what it said before, as far as git knows, so there is nothing to correct. Where"
            " readers saw other words, give them with --was."
        )
    was = changed.was if was is None and changed else was or ""
    if now is None:
        now = changed.now if changed else shown.line(workspace, fact)
    if was.split() == now.split():
        raise ProjectError("--was and --now say the same: a correction tells readers what is different.")
    return was, now


@click.command(
    epilog=examples("explainer desk beijing-summit", "explainer desk beijing-summit --no-browser --port 8765")
)
@project_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Where to listen (default: any free port)."
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@click.argument("explainer", metavar="EXPLAINER")
def desk(folder: Path | None, explainer: str, port: int, no_browser: bool) -> int:
    """Decide about the drafts of EXPLAINER in your browser.

    Each draft stands beside its article, the sentence marked; what you type is checked as you type. The page
    writes the tables as `accept` and `reject` do. It is open to nobody else; Ctrl-C ends it.
    """
    from generator import desk as at_the_desk

    project = find_project(folder)
    slug = named_explainer(project, explainer)

    def tell(address: str) -> None:
        click.echo(address)
        click.echo("The desk is open at this address, for you alone. Ctrl-C closes it.", err=True)

    at_the_desk.serve(project, slug, port, not no_browser, tell)
    click.echo("The desk is closed.", err=True)
    return 0
