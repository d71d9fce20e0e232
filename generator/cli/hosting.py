"""The commands that the workflows of a code host run: docs/publishing.md says when."""

import json
from pathlib import Path
from typing import Any

import click
from msgspec import to_builtins

from generator.cli.options import examples, find_project, project_option

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(hidden=True)
def hosting() -> None:
    """Handle what a workflow is handed by the code host and by strangers' runs."""


@hosting.command(
    "pull-request", epilog=examples("explainer hosting pull-request --head $SHA --repository o/r pulls.json")
)
@click.option("--head", metavar="SHA", required=True, help="The commit that was reviewed.")
@click.option("--repository", metavar="OWNER/NAME", required=True, help="The repository it is meant for.")
@click.argument("listing", metavar="PULLS", type=_FILE)
def pull_request(head: str, repository: str, listing: Path) -> int:
    """Print the number of the open pull request in GitHub's list PULLS whose newest commit is SHA.

    Exit code 1: there is none, or more than one.
    """
    from generator.hosting import lists

    number = lists.pull_request(_listed(listing), repository, head)
    if number is None:
        click.echo(f"No single open pull request has {head} as its newest commit.", err=True)
        return 1
    click.echo(number)
    return 0


@hosting.command("earlier-comment", epilog=examples("explainer hosting earlier-comment comments-*.json"))
@click.argument("listings", metavar="COMMENTS...", type=_FILE, nargs=-1)
def earlier_comment(listings: tuple[Path, ...]) -> None:
    """Print the number of the review's comment among GitHub's lists COMMENTS, or nothing."""
    from generator.hosting import lists

    number = lists.earlier_comment(one for listing in listings for one in _listed(listing))
    if number is not None:
        click.echo(number)


@hosting.command(
    "touched", epilog=examples("explainer hosting touched --head $SHA pull.json files-*.json > touched.json")
)
@click.option("--head", metavar="SHA", required=True, help="The commit that was reviewed.")
@click.argument("described", metavar="PULL", type=_FILE)
@click.argument("listings", metavar="FILES...", type=_FILE, nargs=-1)
def touched(head: str, described: Path, listings: tuple[Path, ...]) -> int:
    """Print what a pull request touches in content/ and outside, as JSON for the comment.

    FILES is GitHub's list of its files; PULL is its description, fetched after the list. Exit code 1: its
    newest commit is no more SHA, so that the list may be another commit's.
    """
    from generator.hosting import lists

    files = [one for listing in listings for one in _listed(listing)]
    found = lists.touched(_listed(described), files, head)
    if found is None:
        click.echo(f"The pull request's newest commit is no more {head}.", err=True)
        return 1
    click.echo(json.dumps(to_builtins(found)))
    return 0


@hosting.command(
    "comment",
    epilog=examples(
        "explainer hosting comment --page https://github.com/o/r/actions/1 --touched touched.json review.zip"
    ),
)
@click.option("--page", metavar="URL", required=True, help="The page of the review's run.")
@click.option("--preview", metavar="URL", default="", help="Where the preview is shown.")
@click.option("--earlier", metavar="NUMBER", default="", help="The comment that this one replaces.")
@click.option(
    "--touched", "changed", metavar="FILE", type=_FILE, required=True, help="What “touched” printed."
)
@click.argument("archive", metavar="ARCHIVE", type=_FILE)
def comment(page: str, preview: str, earlier: str, changed: Path, archive: Path) -> None:
    """Print the comment on the review in ARCHIVE, as the JSON that GitHub takes.

    ARCHIVE may be anybody's: its report is read by its schema, and the comment and its verdict are made anew
    from it. Where the pull request touches more than content/ nothing of it is told, and the comment says so.
    Prints nothing when nothing changes and no earlier comment says otherwise.
    """
    from generator.hosting import comments, lists

    known = lists.Touched(**_listed(changed))
    words = comments.comment(archive, page, preview, bool(earlier), known)
    if words:
        click.echo(json.dumps({"body": words}))


@hosting.command(
    "no-review",
    epilog=examples(
        "explainer hosting no-review --head $SHA --page https://github.com/o/r/actions/1 "
        "--reading https://github.com/o/r/actions/2 pull.json"
    ),
)
@click.option("--head", metavar="SHA", required=True, help="The commit that should have been reviewed.")
@click.option("--page", metavar="URL", required=True, help="The page of the review's run.")
@click.option("--reading", metavar="URL", required=True, help="The page of the run that reads what it left.")
@click.argument("described", metavar="PULL", type=_FILE)
def no_review(head: str, page: str, reading: str, described: Path) -> int:
    """Print a comment that no review of SHA could be made or read, as the JSON that GitHub takes.

    PULL is GitHub's description of the pull request. Exit code 1: its newest commit is no more SHA.
    """
    from generator.hosting import comments

    words = comments.no_review(_listed(described), head, page, reading)
    if not words:
        click.echo(f"The pull request's newest commit is no more {head}.", err=True)
        return 1
    click.echo(json.dumps({"body": words}))
    return 0


@hosting.command(
    "unpack",
    epilog=examples("explainer hosting unpack --address https://previews.example/7/ review.zip preview"),
)
@project_option
@click.option("--address", metavar="URL", required=True, help="Where the preview will be shown.")
@click.argument("archive", metavar="ARCHIVE", type=_FILE)
@click.argument("target", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
def unpack(folder: Path | None, address: str, archive: Path, target: Path) -> None:
    """Unpack the preview in ARCHIVE, which may be anybody's, into a new folder in FOLDER called site.

    Refuses an address on the public site's own host, and an archive that holds anything but pages.
    """
    from generator.hosting import archives

    archives.check_apart(find_project(folder), address)
    number = archives.unpack(archive, target / archives.SITE)
    click.echo(f"{number:,} files unpacked.", err=True)


def _listed(listing: Path) -> Any:
    return json.loads(listing.read_text(encoding="utf-8"))
