"""The commands that fill content/: new, add, extract."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import (
    examples,
    find_project,
    named_explainer,
    progress,
    project_option,
    write_or_show,
)

if TYPE_CHECKING:
    from generator.drafting import Proposer
    from generator.project import Project


@click.command(
    epilog=examples(
        "explainer new 'Beijing summit'",
        "explainer new --project ~/newsroom 'Port strike 2026'",
        "explainer new port-strike --from-event 2025-04-28-1f0c9d3a --archive tables",
    )
)
@project_option
@click.option("--from-event", "event", metavar="ID", help="Fill it with the articles of an archive's event.")
@click.option("--archive", "out", metavar="OUT", help="The archive that has the event.")
@click.argument("name")
def new(folder: Path | None, name: str, event: str | None, out: str | None) -> int:
    """Start an explainer called NAME: its folder, page and tables.

    With --from-event it gets the articles of an event that `explainer archive events` found, and rows
    drafted from them as `explainer extract` does it.
    """
    if bool(event) != bool(out):
        raise click.UsageError("--from-event and --archive go together.")
    if event and out:
        return _new_from_event(find_project(folder), name, out, event)
    from generator import scaffold

    created = scaffold.start(find_project(folder), name)
    for path in created.files:
        click.echo(f"created {path}")
    click.echo(created.next_steps)
    return 0


def _new_from_event(project: "Project", name: str, out: str, event: str) -> int:
    from generator.cli.archiving import need_extra
    from generator.cli.talk import report_drafted
    from generator.report import visible

    need_extra()
    from generator.archive import founding

    founded = founding.found(project, name, out, event, progress())
    for path in (*founded.files, *(article.location.path for article in founded.articles)):
        click.echo(visible(f"created {path}"))
    if founded.left_out:
        click.echo(f"Left out, because their text is that of another: {founded.left_out}.", err=True)
    report_drafted(founded.drafted, written=True)
    return 0


@click.command(
    epilog=examples(
        "explainer add beijing-summit https://example.org/news/summit",
        "explainer add beijing-summit saved-page.html notes.txt",
        "explainer add beijing-summit https://example.org/feed.xml",
        "explainer add beijing-summit archive.warc.gz articles.jsonl",
    )
)
@project_option
@click.argument("explainer", metavar="EXPLAINER")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
def add(folder: Path | None, explainer: str, sources: tuple[str, ...]) -> int:
    """Add articles to EXPLAINER from addresses, files or folders.

    A SOURCE is an http(s) address, an HTML page, plain text, Markdown, an RSS or Atom feed, JSON Lines or a
    WARC archive. What an article does not say of itself is left empty and reported, never invented. Exit
    code 1: some source could not be taken; the others were.
    """
    from generator.cli.talk import choose_entries, report_added, source_begun
    from generator.intake import adding

    project = find_project(folder)
    slug = named_explainer(project, explainer)
    added = adding.add(project, slug, sources, progress=source_begun, choose=choose_entries)
    return report_added(added, slug)


@click.command(
    epilog=examples(
        "explainer extract beijing-summit --dry-run",
        "explainer extract beijing-summit",
        "explainer extract --batch articles.jsonl > tables.jsonl",
        "explainer extract --batch - --mentions --jobs 4 < articles.jsonl",
        "explainer extract beijing-summit --model llama3.1 --address http://127.0.0.1:11434/v1",
        "explainer extract beijing-summit --spacy en_core_web_trf",
    )
)
@project_option
@click.argument("explainer", metavar="[EXPLAINER]", required=False)
@click.option("--dry-run", is_flag=True, help="Show what would be added as a diff, and write nothing.")
@click.option("--model", metavar="NAME", help="Let a chat model propose too; needs --address.")
@click.option("--address", metavar="URL", help="Where the model answers, in the way of OpenAI.")
@click.option("--spacy", "pipeline", metavar="PIPELINE", help="Let a spaCy pipeline propose names too.")
@click.option("--batch", metavar="FILE", help="Read articles as JSON Lines (- for standard input) instead.")
@click.option("--mentions", is_flag=True, help="With --batch: the spans found, too.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="With --batch: processes (default: all cores)."
)
def extract(
    folder: Path | None,
    explainer: str | None,
    dry_run: bool,
    model: str | None,
    address: str | None,
    pipeline: str | None,
    batch: str | None,
    mentions: bool,
    jobs: int | None,
) -> int:
    """Draft rows for EXPLAINER from its articles.

    Only what is new is added, with status "draft": rows that stand in the tables are never touched, and what
    was rejected is not proposed again. Every row drafted passes `explainer check`; what does not is counted.

    A model only proposes: what the article does not bear out word for word is dropped and counted. Its key,
    where it wants one, comes from EXPLAINER_MODEL_KEY or OPENAI_API_KEY in the environment.

    With --batch the articles of a JSON Lines file ({"id", "title", "date", "text"} a line) become one JSON
    object a line, in order, on standard output.
    """
    if batch is not None:
        return _extract_batch(batch, mentions, jobs)
    if explainer is None:
        raise click.UsageError("Name an explainer, or give --batch FILE.")
    from generator import drafting
    from generator.cli.talk import report_drafted

    project = find_project(folder)
    slug = named_explainer(project, explainer)
    drafted = drafting.draft(project, slug, progress(), _others(model, address, pipeline))
    write_or_show(drafted.additions, project.root, dry_run)
    report_drafted(drafted, not dry_run)
    return 0


def _others(model: str | None, address: str | None, pipeline: str | None) -> "dict[str, Proposer]":
    from generator.extract.models import ChatExtractor
    from generator.extract.pipelines import PipelineExtractor, load
    from generator.intake.chat import ChatServer, key_from

    if bool(model) != bool(address):
        raise click.UsageError("--model and --address go together.")
    others: dict[str, Proposer] = {}
    if model and address:
        others[f"model {model}"] = lambda tables: ChatExtractor(
            tables, ChatServer(address, model, key_from(os.environ))
        )
    if pipeline:
        others[f"spaCy {pipeline}"] = lambda tables: PipelineExtractor(tables, load(pipeline))
    return others


def _extract_batch(source: str, mentions: bool, jobs: int | None) -> int:
    from generator.extract import batch

    with click.open_file(source, encoding="utf-8", errors="replace") as lines:
        counted = batch.run(lines, sys.stdout, jobs, mentions)
    click.echo(f"{counted.articles} articles, {counted.errors} of them unreadable.", err=True)
    return int(counted.errors > 0)
