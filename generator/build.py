"""The stages in their order: read, check, reconcile, view, render, and at last the site."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import (
    checking,
    feeds,
    history,
    reconcile,
    remaking,
    render,
    report,
    sitemap,
    views,
)
from generator.checking import NOTHING_KEPT, Progress
from generator.findings import Checked, forbids, has_errors
from generator.history import NO_HISTORY
from generator.making import Maker, Task
from generator.project import Project
from generator.remaking import Made
from generator.render import File
from generator.signatures import signatures
from generator.store import Store, digest
from generator.values import People
from generator.views import Page


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the content holds."""

    checked: Checked
    updated: str
    """The newest day on which an explainer was updated, the site's own date; "" when none is known."""
    remarks: str = ""
    """What to say after a summary of what the pages do not show, as lines; "" when they show all."""


def check_content(
    project: Project, progress: Progress, drafts: bool = False, store: Store = NOTHING_KEPT
) -> Checked:
    """Return everything found in the project's content and in the addresses of its pages."""
    return _prepare(project, progress, drafts, store, told=False)[0].checked


def generate(
    project: Project,
    strict: bool,
    progress: Progress,
    drafts: bool = False,
    more: Sequence[Page] = (),
    store: Store = NOTHING_KEPT,
) -> Outcome:
    """Write the pages into the staging folder unless a finding forbids it; return what was found.

    The pages show drafts, marked as such, only where ``drafts`` is set; ``more`` pages are written beside
    them. Where publishing is forbidden the staging folder stays as it was. What ``store`` knows is not made
    again; whatever it holds, the pages are the same.
    """
    source = "" if more or not store.keeps else remaking.of_pages(project, drafts)
    last = remaking.read(store, project.staging_dir)
    if last and last.checked and last.stands(project.staging_dir, source):
        return Outcome(last.checked, last.updated, last.remarks)
    outcome, files = _prepare(project, progress, drafts, store, told=True)
    if not forbids(outcome.checked, strict):
        progress("Writing pages")
        files += map(render.prepared, more)
        written = render.write(files, project.staging_dir, last.files if last else None)
        # Somebody may have written in the content meanwhile.
        still = source if source and source == remaking.of_pages(project, drafts) else ""
        made = Made(still, written.signed, outcome.checked, outcome.updated, outcome.remarks)
        remaking.write(store, project.staging_dir, made)
    store.tidy()
    return outcome


def publish(
    project: Project,
    strict: bool,
    progress: Progress,
    make_site: Callable[[Path, str], None],
    drafts: bool = False,
    more: Sequence[Page] = (),
    store: Store = NOTHING_KEPT,
) -> Outcome:
    """Generate the pages, let ``make_site`` build from them, and put its site in the place of the old one.

    ``make_site`` is given the folder to fill and ``Outcome.updated``; it is not asked where it built the
    site that stands there from the same. Where publishing is forbidden, or anything is raised, the published
    site stays as it was.
    """
    outcome = generate(project, strict, progress, drafts, more, store)
    if forbids(outcome.checked, strict):
        return outcome
    pages = remaking.read(store, project.staging_dir)
    source = remaking.of_site(project, pages, strict) if pages else ""
    last = remaking.read(store, project.site_dir)
    if last and last.stands(project.site_dir, source):
        return outcome
    progress("Building the site")
    with _replacement(project.site_dir) as folder:
        make_site(folder, outcome.updated)
    if source:
        files = {path: ("", signed) for path, signed in signatures(project.site_dir).items()}
        remaking.write(store, project.site_dir, Made(source, files))
    return outcome


def _prepare(
    project: Project, progress: Progress, drafts: bool, store: Store, told: bool
) -> tuple[Outcome, list[File]]:
    """Return what the content holds, with every page and the files beside them.

    There are none where there are errors: what stands in a row that could not be read is not known. Where
    ``told`` is set pages tell the past of the facts, which git knows.
    """
    examined = checking.check_all(project, progress, store)
    shown, lacking = (examined, ()) if drafts else checking.for_readers(examined, store)
    checked = checking.with_findings(examined.checked, lacking)
    if has_errors(checked.findings):
        return Outcome(checked, ""), []
    progress("Making pages")
    loaded = shown.loaded
    explainers = loaded.content.explainers
    people = People(loaded.content.people)
    facts = {one.slug: reconcile.reconcile(one, loaded.tables, people) for one in explainers}
    past = NO_HISTORY
    if told:
        past = history.read(project.root, explainers, loaded.tables, people, shown.sources, store)
    shown_by = views.showers(loaded.content, loaded.tables, facts, project, past)
    tasks = [
        Task(one, facts[one.slug], shown.each[one.slug], shown_by[one.slug], shown.sources.get(one.slug, ""))
        for one in explainers
    ]
    shared = views.shared_pages(loaded.content, loaded.tables, facts, shown.checked, project, shown_by)
    maker = Maker(loaded.tables, project, store)
    files = [*map(render.prepared, shared), *(file for some in maker.files(tasks) for file in some)]
    parties = views.party_pages(loaded.content, loaded.tables, facts, project, shown_by)
    paged = digest(*sorted(one.party for one in parties))
    for one in parties:
        made_of = (one.party, paged, *(shown.sources.get(slug, "") for slug in one.explainers))
        files.append(maker.page(made_of, one.make))
    files += map(render.prepared, feeds.feeds(loaded.content, facts, project))
    pages = [one for one in files if one.path.suffix == ".md"]
    files += map(render.prepared, sitemap.sitemap(pages, loaded.content, project))
    # Only a whole day can be the date of a site; "2025-09" is allowed in content.
    days = [one.updated for one in explainers if len(one.updated) == len("2025-09-01")]
    files.sort(key=lambda one: one.path.suffix != ".md")
    checked = checking.with_findings(checked, views.address_clashes(files))
    remarks = report.withheld(shown.withheld) + report.untold(past)
    return Outcome(checked, max(days, default=""), remarks), files


@contextmanager
def _replacement(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside ``folder`` and, if all goes well, put it in that one's place.

    The old folder is only renamed away when the new one is complete. Its hidden
    files (a ``.gitignore``, a ``.git`` of a deployment) move along, as MkDocs
    itself leaves them alone.
    """
    folder = folder.resolve()
    beside = folder.parent / ".explainer"
    beside.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=beside, prefix="site-") as work:
        new, old = Path(work, "new"), Path(work, "old")
        new.mkdir()
        yield new
        if not folder.exists():
            os.rename(new, folder)
            return
        shutil.copymode(folder, new)
        os.rename(folder, old)
        try:
            for hidden in old.glob(".*"):
                os.rename(hidden, new / hidden.name)
            os.rename(new, folder)
        except BaseException:
            if folder.exists():
                raise
            for hidden in new.glob(".*"):
                os.rename(hidden, old / hidden.name)
            os.rename(old, folder)
            raise
