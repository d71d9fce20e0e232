"""What commands tell and ask a person at a terminal while they work."""

import os
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from generator.progress import Counted
from generator.report import finding_lines, visible

if TYPE_CHECKING:
    from generator.drafting import Drafted
    from generator.intake.adding import Added, FeedEntry, Step


class Teller:
    """Tells the steps of a command and, of those with much to do, how far and how fast and for how long."""

    def __init__(self, command: click.Context) -> None:
        """However ``command`` ends, the terminal is left in order."""
        self._shown = ExitStack()
        self._bar: Any = None
        self._counts = os.environ.get("TERM") != "dumb"
        command.call_on_close(self._shown.close)

    def __call__(self, words: str) -> None:
        """Tell what is about to be done, or how much of it is done."""
        if not (isinstance(words, Counted) and words.done):
            self._end()
            self._begin(words)
        elif self._bar is not None:
            self._bar.update(words.done - self._bar.pos)
            if self._bar.finished:
                # Else what is said next would stand in its line.
                self._end()

    def _end(self) -> None:
        self._shown.close()
        self._bar = None

    def _begin(self, words: str) -> None:
        if self._counts and isinstance(words, Counted) and words.total > 1:
            begun = time.monotonic()

            def rate(_: object) -> str:
                """Return how many are done a second."""
                return f"{bar.pos / max(time.monotonic() - begun, 0.1):,.1f} a second"

            bar: Any = click.progressbar(
                length=words.total, label=words, show_pos=True, item_show_func=rate, file=sys.stderr
            )
            self._bar = self._shown.enter_context(bar)
        else:
            click.echo(f"{words}...", err=True)


def source_begun(step: "Step") -> None:
    """Say at a terminal which source is being read, and which article was written."""
    if sys.stderr.isatty():
        words = f"added {step.article}" if step.article else f"reading {step.source}"
        click.echo(visible(f"[{step.number}/{step.total}] {words}"), err=True)


def choose_entries(entries: "Sequence[FeedEntry]") -> "Sequence[FeedEntry]":
    """Ask at a terminal which articles of a feed to add; elsewhere take all."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return entries
    for number, entry in enumerate(entries, 1):
        click.echo(visible(f"{number:4}  {entry.published:10}  {entry.title or entry.url}"), err=True)
    while True:
        wanted = click.prompt("Which ones (1 3 5-8, or all)", default="all", err=True)
        try:
            return [entries[number - 1] for number in chosen(wanted, len(entries))]
        except ValueError as problem:
            click.echo(str(problem), err=True)


def chosen(words: str, most: int) -> list[int]:
    """Return the numbers of a choice such as "1 3 5-8" or "all". Raises ``ValueError`` for any other."""
    if words.strip().lower() == "all":
        return list(range(1, most + 1))
    numbers: list[int] = []
    for part in words.replace(",", " ").split():
        first, _, last = part.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()):
            raise ValueError(f"“{part}” is no number: write for instance 1 3 5-8.")
        numbers += range(int(first), int(last or first) + 1)
    if not numbers or min(numbers) < 1 or max(numbers) > most:
        raise ValueError(f"Choose from 1 to {most}.")
    return list(dict.fromkeys(numbers))


def report_added(added: "Added", explainer: str) -> int:
    """Write what was added and met; return 1 when a source could not be taken, 2 after Ctrl-C."""
    from generator.findings import has_errors

    for article in added.articles:
        click.echo(visible(f"added {article.location.path}"))
    for line in finding_lines(added.findings, colour=False):
        click.echo(line, err=True, nl=False)
    count = len(added.articles)
    if added.interrupted:
        click.echo(f"Stopped. What was added is whole: {_articles(count)}.", err=True)
        return 2
    following = f" Next: explainer extract {explainer}" if count else ""
    click.echo(f"{_articles(count)} added.{following}", err=True)
    return int(has_errors(added.findings))


def report_drafted(drafted: "Drafted", written: bool) -> None:
    """Write to standard error what was drafted, what is known already and what was dropped, and why."""
    rows = ", ".join(f"{table} {count}" for table, count in drafted.rows.items()) or "none"
    verb = "Drafted" if written else "Would draft"
    click.echo(f"{verb}: {rows}. In the tables already: {drafted.proposed.known}.", err=True)
    if people := drafted.proposed.people:
        click.echo(f"New in people.csv: {visible(', '.join(one.name for one in people))}.", err=True)
    if reasons := drafted.reasons:
        click.echo(
            f"Not written, because the article does not bear it out: {sum(reasons.values())}.", err=True
        )
        for reason, count in reasons.items():
            click.echo(visible(f"  {count} × {reason}"), err=True)
    if written and drafted.rows:
        slug = drafted.proposed.explainer.slug
        click.echo(f"Next: explainer desk {slug} to decide, explainer serve to see the page.", err=True)


def _articles(count: int) -> str:
    return f"{count} article" if count == 1 else f"{count} articles"
