"""The commands from content to site: check, generate, build, serve."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import (
    drafts_option,
    examples,
    find_project,
    format_option,
    kept,
    named_explainer,
    progress,
    project_option,
    review_option,
    say,
    strict_option,
    tell,
)

if TYPE_CHECKING:
    from generator.project import Project
    from generator.remaking import Before, Built
    from generator.views import Page

_MKDOCS = "mkdocs"


@click.command(
    epilog=examples(
        "explainer check", "explainer check beijing-summit --strict", "explainer check --format github"
    )
)
@project_option
@strict_option
@drafts_option
@format_option
@click.argument("explainer", metavar="[EXPLAINER]", default="")
def check(folder: Path | None, strict: bool, drafts: bool, style: str, explainer: str) -> int:
    """Check the content, or EXPLAINER only, and write nothing.

    Drafts are checked like all other rows. Prose that rests on a draft alone is a finding unless --drafts.
    """
    project = find_project(folder)
    if explainer:
        from generator import rechecking

        slug = named_explainer(project, explainer)
        checked = rechecking.check_one(project, slug, progress(), drafts, kept())
    else:
        from generator import build

        checked = build.check_content(project, progress(), drafts, kept())
    return say(checked, style, strict)


@click.command(epilog=examples("explainer generate", "explainer generate --strict && zensical build"))
@project_option
@strict_option
@drafts_option
@review_option
@format_option
def generate(folder: Path | None, strict: bool, drafts: bool, base: str | None, style: str) -> int:
    """Check the content and write its pages as Markdown.

    Any builder that reads mkdocs.yml can make a site of them. Pages show what an editor accepted; with
    --drafts, drafts too, marked as such.
    """
    from generator import build

    project = find_project(folder)
    more = _review(project, base)
    with build.alone(project, tell):
        done = build.generate(project, strict, progress(), drafts or bool(more), more, kept())
    return say(done.checked, style, strict, done.remarks)


@click.command(
    epilog=examples(
        "explainer build",
        "explainer build --drafts",
        "explainer build --review main",
        "explainer build --builder zensical",
        "explainer build --strict --format json > report.json",
    )
)
@project_option
@strict_option
@drafts_option
@review_option
@click.option(
    "--builder",
    type=click.Choice([_MKDOCS, "zensical", "properdocs"]),
    default=_MKDOCS,
    show_default=True,
    help="What builds the site from the pages; the others have to be installed.",
)
@format_option
def build(folder: Path | None, strict: bool, drafts: bool, base: str | None, builder: str, style: str) -> int:
    """Check the content, write its pages and build the site.

    The published site is replaced in one step and only when all went well. It shows what an editor accepted;
    with --drafts, drafts too, marked as such, and search engines are told to leave the site alone. An
    explainer of which no row was ever accepted has no page.
    """
    from generator import build as stages
    from generator.findings import forbids

    project = find_project(folder)

    def make_site(site_dir: Path, updated: str, before: "Before") -> "Built | None":
        if builder != _MKDOCS:
            from generator import builders

            builders.build_site(project, builder, site_dir, updated, strict)
            return None
        from generator import assembly

        return assembly.build_site(project.root / "mkdocs.yml", site_dir, updated, strict, before)

    more = _review(project, base)
    with stages.alone(project, tell):
        done = stages.publish(
            project, strict, progress(), make_site, drafts or bool(more), more, kept(), builder
        )
    made = more or not forbids(done.checked, strict)
    where = f"\nThe site is in {project.site_dir.relative_to(project.root)}/." if made else ""
    return say(done.checked, style, strict, where + done.remarks)


def _review(project: "Project", base: str | None) -> "tuple[Page, ...]":
    """Return the review page, where it is asked for."""
    if base is None:
        return ()
    from generator import comparing
    from generator.review.document import document
    from generator.views.review import review
    from generator.views.review.page import review_page

    found = comparing.compare(project, base, "", progress())
    return (review_page(review(document(found.changes)), found.changes, found.base, found.head, project),)


@click.command(epilog=examples("explainer serve", "explainer serve --address 127.0.0.1:8765"))
@project_option
@strict_option
@click.option(
    "--address", metavar="HOST:PORT", default="127.0.0.1:8000", show_default=True, help="Where to serve."
)
def serve(folder: Path | None, strict: bool, address: str) -> None:
    """Preview the site, drafts included; an edit shows by itself.

    Each page is made when it is looked at, and again when something that it shows was saved. Mistakes are
    listed here and on the open page, which stays as it was until they are mended.
    """
    from generator import preview

    host, port = _address(address)
    preview.serve(find_project(folder), (host, port), strict, kept(), tell)


def _address(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise click.BadParameter("Write it as HOST:PORT, for instance 127.0.0.1:8000", param_hint="--address")
    return host.removeprefix("[").removesuffix("]"), int(port)


@click.command(
    epilog=examples(
        "explainer verify", "explainer verify _site", "explainer verify _site --manifest SHA256SUMS"
    )
)
@project_option
@click.option(
    "--manifest",
    "listed",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The manifest to believe (default: SHA256SUMS in the folder).",
)
@click.argument("site", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
def verify(folder: Path | None, listed: Path | None, site: Path | None) -> int:
    """Compare a site with its manifest, file by file.

    Lists which files of FOLDER are missing, changed or extra. FOLDER is the project's site unless another is
    named, for instance a copy fetched from a host. Its own manifest tells what was lost or spoiled by
    accident. Whoever can change the site can change that, too: to know that nobody did, name a manifest with
    --manifest that was kept elsewhere or is attested.
    """
    from generator import manifest
    from generator.project import ProjectError
    from generator.report import visible

    site = site or find_project(folder).site_dir
    if not site.is_dir():
        raise ProjectError(f"There is no folder {site}. Build the site first, or name another folder")
    try:
        compared = manifest.compare(site, listed or site / manifest.NAME)
    except manifest.ManifestError as problem:
        raise ProjectError(str(problem)) from problem
    kinds = {"missing": compared.missing, "changed": compared.changed, "extra": compared.extra}
    for kind, paths in kinds.items():
        for path in paths:
            click.echo(f"{kind}: {visible(path)}")
    counts = ", ".join(f"{len(paths):,} {kind}" for kind, paths in kinds.items())
    click.echo(f"{compared.listed:,} files in the manifest: {counts}.", err=True)
    return int(not compared.same)
