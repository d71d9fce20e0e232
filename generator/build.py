"""From content to site: the pages are prepared, written and built, each only where something changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator import locking, manifest, output, records, remaking
from generator.digests import digests
from generator.findings import Checked, forbids
from generator.project import Progress, Project
from generator.remaking import Before, Built, Made, Outcome
from generator.store import NOTHING_KEPT, Store

if TYPE_CHECKING:
    from generator.views import Page


def check_content(
    project: Project, progress: Progress, drafts: bool = False, store: Store = NOTHING_KEPT
) -> Checked:
    """Return everything found in the project's content and in the addresses of its pages."""
    from generator import preparing  # what makes pages starts slowly

    return preparing.check(project, progress, drafts, store)


def generate(
    project: Project,
    strict: bool,
    progress: Progress,
    drafts: bool = False,
    more: "Sequence[Page]" = (),
    store: Store = NOTHING_KEPT,
) -> Outcome:
    """Write the pages into the staging folder unless a finding forbids it; return what was found.

    The pages show drafts, marked as such, only where ``drafts`` is set. Where publishing is forbidden the
    staging folder stays as it was. ``more`` pages, written beside the others, make it a preview: no finding
    forbids that, and where an explainer has errors its page says so. What ``store`` knows is not made again;
    whatever it holds, the pages are the same. The caller is ``alone``. Raises ``ProjectError`` where the
    staging folder is not ours, and ``OSError`` when it cannot be written.
    """
    output.make_ready(project.staging_dir)
    read = digests(project)
    source = "" if more or not store.keeps else remaking.of_pages(project, drafts, read)
    last = remaking.read(store, project.staging_dir)
    if last and last.checked and last.stands(project.staging_dir, source):
        return Outcome(records.checked(last.checked), last.updated, last.remarks)
    from generator import preparing, render  # what makes pages starts slowly

    outcome, files = preparing.prepare(project, progress, drafts, store, read, preview=bool(more))
    if more or not forbids(outcome.checked, strict):
        progress("Writing pages")
        files += map(render.prepared, more)
        signed = render.write(files, project.staging_dir, last.files if last else None)
        # Somebody may have committed meanwhile.
        settled = source and outcome.settled and source == remaking.of_pages(project, drafts, read)
        checked = records.record(outcome.checked)
        made = Made(source if settled else "", signed, checked, outcome.updated, outcome.remarks)
        remaking.write(store, project.staging_dir, made)
    store.tidy()
    return outcome


def publish(
    project: Project,
    strict: bool,
    progress: Progress,
    make_site: Callable[[Path, str, Before], Built | None],
    drafts: bool = False,
    more: "Sequence[Page]" = (),
    store: Store = NOTHING_KEPT,
    builder: str = "",
) -> Outcome:
    """Generate the pages, let ``make_site`` build from them, and put its site in the place of the old one.

    ``make_site`` is given the folder to fill, ``Outcome.updated`` and what stands of the last site, of which
    it may take over what would be the same; it is not asked where it, called ``builder``, made that site from
    the same. Where publishing is forbidden, or anything is raised, the published site stays as it was; a
    preview, as ``generate`` makes it, is never forbidden. The caller is ``alone``. Raises what both raise.
    """
    output.make_ready(project.site_dir)
    outcome = generate(project, strict, progress, drafts, more, store)
    if forbids(outcome.checked, strict) and not more:
        return outcome
    pages = remaking.read(store, project.staging_dir)
    source = remaking.of_site(project, pages, strict, builder) if pages else ""
    last = remaking.read(store, project.site_dir)
    if last and last.stands(project.site_dir, source):
        return outcome
    progress("Building the site")
    before = _before(project, last, pages) if source else Before(project.site_dir)
    with output.revision(project.site_dir) as new:
        made = make_site(new.path, outcome.updated, before) or Built({})
        taken = {path: before.files[path] for path in made.taken}
        new.taken.update((path, signed) for path, (_, signed) in taken.items())
        known = {**_copied(project, pages), **made.digests}
        digests = manifest.write(new.path, known, {path: sign for path, (sign, _) in taken.items()})
        # Somebody may have written in the theme or the settings meanwhile.
        settled = pages and source and source == remaking.of_site(project, pages, strict, builder)
    if settled:
        files = {path: (digests.get(path, ""), one) for path, one in new.signed.items()}
        remaking.write(store, project.site_dir, Made(source, files, parts=made.parts))
    return outcome


def _before(project: Project, last: Made | None, pages: Made | None) -> Before:
    """Return what stands of the last site, beside what the next one is made from."""
    staged = {path: sign for path, (sign, _) in pages.files.items()} if pages else {}
    files = last.standing(project.site_dir) if last else {}
    return Before(project.site_dir, files, last.parts if last else {}, staged, remaking.of_shell(project))


def _copied(project: Project, pages: Made | None) -> Mapping[str, str]:
    """Return the digests of files that a builder takes over as they are, where nothing else takes part."""
    if pages is None or not project.self_contained:
        return {}
    return {path: sign for path, (sign, _) in pages.files.items() if not path.endswith(".md")}


@contextmanager
def replacing(site_dir: Path) -> Iterator[Path]:
    """Give the folder of a site that MkDocs makes; if all goes well it takes the old one's place.

    Raises as ``output.replacement`` does.
    """
    with output.replacement(site_dir) as folder:
        yield folder
        manifest.write(folder)


@contextmanager
def alone(project: Project, tell: Callable[[str], None]) -> Iterator[None]:
    """Be the only run that writes in a project, after whoever is before; ``tell`` is then given who that is.

    Raises ``ProjectError`` or ``OSError`` when the lock cannot be made.
    """
    with locking.holding(output.workshop(project.root) / "lock", tell):
        yield
