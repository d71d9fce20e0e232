"""The commands for archives of millions of articles: archive extract, archive events."""

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from generator.cli.options import Command, examples, progress, tell

if TYPE_CHECKING:
    from generator.archive import Extracted
    from generator.archive.events import Found

_LISTED = 20
_NAMED = 5
_STOPPED = "Stopped. What was finished is kept: the same command goes on from there."


def _workers_options(command: Command) -> Command:
    """Add ``--workers`` and ``--cluster``."""
    here = "Processes here (default: all cores)."
    elsewhere = "The scheduler of a Dask cluster, instead."
    command = click.option("--cluster", metavar="ADDRESS", default="", help=elsewhere)(command)
    return click.option("--workers", type=click.IntRange(1), metavar="N", help=here)(command)


def _must_be_able(workers: int | None, cluster: str) -> None:
    if workers and cluster:
        raise click.UsageError("--workers is for this machine, --cluster for another: give one of them.")
    need_extra()


@click.group()
def archive() -> None:
    """Extract archives of millions of articles, here or on a cluster.

    Needs the extra: pip install 'explainer[archive]'.
    """


@archive.command(
    epilog=examples(
        "explainer archive extract articles.jsonl.gz tables",
        "explainer archive extract 's3://press/2025/*.warc.gz' s3://press/tables --workers 32",
        "explainer archive extract crawl tables --cluster tls://10.0.0.5:8786",
    )
)
@_workers_options
@click.option("--check", "checked", is_flag=True, help="Keep only rows that pass the checks.")
@click.argument("source", metavar="IN")
@click.argument("out", metavar="OUT")
def extract(source: str, out: str, workers: int | None, cluster: str, checked: bool) -> int:
    """Add the rows of the articles in IN to the Parquet tables in OUT.

    IN is a file, a folder or a pattern: JSON Lines, Parquet or WARC, also packed (.gz, .zst). IN and OUT are
    paths, or addresses that fsspec understands (s3://, gs://, ...).

    Only inputs that OUT does not have are read, and what an earlier run finished before it was broken off
    is not done again. What is no article is counted with its reason. Exit code 1: there was such; the
    others are in OUT.
    """
    _must_be_able(workers, cluster)
    from generator import archive
    from generator.archive import engine

    try:
        asked = archive.prepare(source, out, checked=checked)
        with asked.place.held(tell), engine.started(workers, cluster) as pool:
            done = archive.extract(asked, pool.each, progress())
    except KeyboardInterrupt:
        raise click.Abort(_STOPPED) from None
    return _report(done)


@archive.command(
    epilog=examples(
        "explainer archive events tables",
        "explainer archive events tables --limit 100 --format json > events.json",
        "explainer new 'Port strike' --from-event 2025-04-28-1f0c9d3a --archive tables",
    )
)
@_workers_options
@click.option(
    "--limit", type=click.IntRange(0), metavar="N", help="How many to list (default: 20; JSON: all)."
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How they are listed.",
)
@click.argument("out", metavar="OUT")
def events(out: str, workers: int | None, cluster: str, limit: int | None, style: str) -> int:
    """Group the articles in OUT into events, the most reported first.

    Listed are those that most independent origins report.

    OUT is what `explainer archive extract` wrote. The events are added to it as a Parquet table; they are
    found anew only after its other tables changed.
    """
    _must_be_able(workers, cluster)
    from generator.archive import engine
    from generator.archive import events as finding

    try:
        asked = finding.prepare(out)
        found = asked.known
        if found is None:
            with asked.place.held(tell), engine.started(workers, cluster) as pool:
                # Asked anew: who held it may have found them.
                found = finding.find(finding.prepare(out), pool.each, progress())
    except KeyboardInterrupt:
        raise click.Abort(_STOPPED) from None
    _list(found, style, limit)
    if found.events:
        tell(f"Next: explainer new 'NAME' --from-event {found.events[0].event} --archive {out}")
    return 0


def _list(found: "Found", style: str, limit: int | None) -> None:
    from msgspec import to_builtins

    from generator.report import visible

    if style == "json":
        listed = to_builtins(found.events[:limit])
        click.echo(json.dumps({"events": listed}, ensure_ascii=False, indent=1))
    else:
        for one in found.events[: _LISTED if limit is None else limit]:
            click.echo(visible(f"{one.rank:5}  {one.event}  {one.title}"))
            dates = one.first if one.first == one.last else f"{one.first} to {one.last}"
            named = ", ".join(one.people[:_NAMED])
            counts = f"{_counted(one.origins, 'origin')}, {_counted(len(one.articles), 'article')}"
            click.echo(visible("       " + "; ".join(filter(None, (dates, counts, named)))))
    within = sum(len(one.articles) for one in found.events)
    said = f"{_counted(len(found.events), 'event')} of {within:,} articles"
    tell(f"{said}; {found.articles - within:,} articles stand alone.")


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def need_extra() -> None:
    """Raise ``ProjectError`` when the archive's extra is not installed."""
    from generator.project import ProjectError

    missing = [name for name in ("distributed", "fsspec", "pyarrow", "rensa") if find_spec(name) is None]
    if missing:
        raise ProjectError(f"{missing[0]} is not installed. Run: pip install 'explainer[archive]'")


def _report(done: "Extracted") -> int:
    from generator.report import visible

    for table, rows in done.descriptor.rows.items():
        click.echo(f"{rows:12,}  {table}")
    for words, count in done.findings.items():
        click.echo(f"{count:12,}  {words} (see the table findings)")
    for one in done.unread:
        click.echo(visible(f"{one.input.name}: {one.problem}"))
    articles = sum(one.articles for one in done.new)
    known = "input was" if done.known == 1 else "inputs were"
    inputs = "input" if len(done.new) == 1 else "inputs"
    click.echo(
        f"{articles:,} articles of {len(done.new):,} new {inputs}; {done.known:,} {known} known.", err=True
    )
    return int(bool(done.findings or done.unread))
