"""The stages in their order: read, check, reconcile, view, render, and at last the site."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import (
    cards,
    checking,
    content,
    downloads,
    embeds,
    feeds,
    history,
    reconcile,
    render,
    report,
    sitemap,
    views,
)
from generator.checking import Progress
from generator.findings import Checked, forbids, has_errors
from generator.history import NO_HISTORY, History
from generator.model import Fact
from generator.project import Project
from generator.publication import Withheld
from generator.values import People
from generator.views import Asset, Page
from generator.views.facts import FactShower


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the content holds."""

    checked: Checked
    pages: tuple[Page, ...]
    """None where there are errors: what stands in a row that could not be read is not known."""
    assets: tuple[Asset, ...]
    """The files beside the pages; likewise none where there are errors."""
    updated: str
    """The newest day on which an explainer was updated, the site's own date; "" when none is known."""
    withheld: tuple[Withheld, ...] = ()
    """The drafts that the pages do not show."""
    history: History = NO_HISTORY
    """What the pages tell of the past of their facts."""

    @property
    def remarks(self) -> str:
        """What to say after a summary of what the pages do not show, as lines; "" when they show all."""
        return report.withheld(self.withheld) + report.untold(self.history)


def check_content(project: Project, progress: Progress, drafts: bool = False) -> Checked:
    """Return everything found in the project's content and in the addresses of its pages."""
    return _prepare(project, progress, drafts, told=False).checked


def generate(
    project: Project, strict: bool, progress: Progress, drafts: bool = False, more: Sequence[Page] = ()
) -> Outcome:
    """Write the pages into the staging folder unless a finding forbids it; return what was found.

    The pages show drafts, marked as such, only where ``drafts`` is set; ``more`` pages are written beside
    them. Where publishing is forbidden the staging folder stays as it was.
    """
    outcome = _prepare(project, progress, drafts, told=True)
    if not forbids(outcome.checked, strict):
        progress("Writing pages")
        render.render((*outcome.pages, *more), project.staging_dir, outcome.assets)
    return outcome


def publish(
    project: Project,
    strict: bool,
    progress: Progress,
    make_site: Callable[[Path, str], None],
    drafts: bool = False,
    more: Sequence[Page] = (),
) -> Outcome:
    """Generate the pages, let ``make_site`` build from them, and put its site in the place of the old one.

    ``make_site`` is given the folder to fill and ``Outcome.updated``. Where
    publishing is forbidden, or anything is raised, the published site stays as it was.
    """
    outcome = generate(project, strict, progress, drafts, more)
    if not forbids(outcome.checked, strict):
        progress("Building the site")
        with _replacement(project.site_dir) as folder:
            make_site(folder, outcome.updated)
    return outcome


def _prepare(project: Project, progress: Progress, drafts: bool, told: bool) -> Outcome:
    """Return what is to be published; where ``told`` is set, with the past of the facts, which git knows."""
    examined = checking.check_all(project, progress)
    shown, lacking = (examined, ()) if drafts else checking.for_readers(examined)
    checked = checking.with_findings(examined.checked, lacking)
    if has_errors(checked.findings):
        return Outcome(checked, (), (), "")
    loaded = shown.loaded
    explainers = loaded.content.explainers
    people = People(loaded.content.people)
    facts = {one.slug: reconcile.reconcile(one, loaded.tables, people) for one in explainers}
    past = history.read(project.root, explainers, loaded.tables, people) if told else NO_HISTORY
    shown_by = views.showers(loaded.content, loaded.tables, facts, project, past)
    pages = views.site(loaded.content, loaded.tables, facts, shown.checked, project, shown_by)
    assets = _assets(loaded, facts, shown_by, project) + sitemap.sitemap(pages, loaded.content, project)
    # Only a whole day can be the date of a site; "2025-09" is allowed in content.
    days = [one.updated for one in explainers if len(one.updated) == len("2025-09-01")]
    found = views.address_clashes(pages, assets)
    checked = checking.with_findings(checked, found)
    return Outcome(checked, pages, assets, max(days, default=""), shown.withheld, past)


def _assets(
    loaded: content.Loaded,
    facts: Mapping[str, Sequence[Fact]],
    shown_by: Mapping[str, FactShower],
    project: Project,
) -> tuple[Asset, ...]:
    """Return every file that stands beside the pages."""
    assets = list(feeds.feeds(loaded.content, facts, project))
    for one in loaded.content.explainers:
        own, shower = facts[one.slug], shown_by[one.slug]
        assets += downloads.downloads(one, loaded.tables, own, shower, project)
        assets += embeds.embeds(one, own, shower, project)
        assets.append(cards.social_card(one, own, project))
    return tuple(assets)


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
