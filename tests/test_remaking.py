"""What was made before is used again, and never changes what is made."""

import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from generator import build, making, views
from generator.findings import Checked, Finding
from generator.making import Task
from generator.project import find_project
from generator.remaking import Before, Outcome
from generator.store import Store
from generator.views import Page, Standing
from tests.conftest import ROOT, copy_project


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """Return a project with the true explainer and the tiny one, each with people of its own."""
    (tmp_path / "several").mkdir()
    folder = copy_project(ROOT / "content", tmp_path / "several")
    tiny = ROOT / "tests" / "fixtures" / "tiny" / "content"
    shutil.copytree(tiny / "harbour-bridge", folder / "content" / "harbour-bridge")
    more = (tiny / "people.csv").read_text().partition("\n")[2]
    people = folder / "content" / "people.csv"
    people.write_text(people.read_text() + more)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder that is not hidden, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def generated(folder: Path, store: Store, drafts: bool = False) -> tuple[dict[str, bytes], Checked]:
    """Generate the pages of a project; return what stands in the staging folder, and what was found."""
    project = find_project(folder)
    outcome = build.generate(project, False, lambda _: None, drafts, store=store)
    return tree(project.staging_dir), outcome.checked


def edit_a_number(folder: Path) -> None:
    """Change a note, which no page shows, and a cell, which several do."""
    table = folder / "content" / "harbour-bridge" / "facts" / "numbers.csv"
    table.write_text(table.read_text().replace("People at the opening", "People on the bridge"))


def move_somebody(folder: Path) -> None:
    """Say that somebody is from another country, which has a page."""
    table = folder / "content" / "people.csv"
    table.write_text(table.read_text().replace("Berg,NO,person", "Berg,CN,person"))


def remove_an_explainer(folder: Path) -> None:
    """Take a whole explainer away."""
    shutil.rmtree(folder / "content" / "harbour-bridge")


def make_a_draft(folder: Path) -> None:
    """Take back that an editor accepted some rows."""
    table = folder / "content" / "harbour-bridge" / "facts" / "quotes.csv"
    table.write_text(table.read_text().replace("accepted", "draft"))


def rename_the_site(folder: Path) -> None:
    """Change a setting that every page shows."""
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("site_name: Explainer", "site_name: Another"))


EDITS = [edit_a_number, move_somebody, remove_an_explainer, make_a_draft, rename_the_site]


@pytest.mark.parametrize("edit", EDITS)
def test_pages_are_the_same_whatever_is_kept(
    edit: Callable[[Path], None], several: Path, tmp_path: Path
) -> None:
    """After an edit, pages and findings from a full store are those made without one, byte for byte."""
    store = Store(tmp_path / "cache")
    first = generated(several, store)
    assert generated(several, Store(tmp_path / "cache")) == first
    edit(several)
    again = generated(several, Store(tmp_path / "cache"))
    shutil.rmtree(several / "staging")
    assert generated(several, Store(None)) == again != first


def test_what_stands_where_is_known_before_it_is_made(
    several: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check, its places kept or not, looks at the addresses of just those files that are then made."""
    names = several / "content" / "harbour-bridge" / "renamed.csv"
    names.write_text("was,now\nnumbers/crowd,numbers/spectators\n")
    looked_at: list[list[tuple[object, ...]]] = []

    def clashes(listed: Sequence[Standing]) -> tuple[Finding, ...]:
        looked_at.append([(str(one.path), one.title, one.made_from) for one in listed])
        return ()

    monkeypatch.setattr(views, "address_clashes", clashes)
    project, store = find_project(several), Store(tmp_path / "cache")
    for _ in range(2):
        build.check_content(project, lambda _: None, store=store)
    build.generate(project, False, lambda _: None)
    assert len(looked_at[0]) > 100
    assert looked_at[0] == looked_at[1] == looked_at[2]


def test_drafts_are_kept_apart(several: Path, tmp_path: Path) -> None:
    """Pages with drafts and pages without are never taken for each other."""
    make_a_draft(several)
    for drafts in (True, False, True):
        kept = generated(several, Store(tmp_path / "cache"), drafts)
        assert kept == generated(several, Store(None), drafts)


def test_a_damaged_store_only_costs_time(several: Path, tmp_path: Path) -> None:
    """With every entry damaged, cut or emptied the pages are the same."""
    first = generated(several, Store(tmp_path / "cache"))
    for number, path in enumerate(sorted((tmp_path / "cache").rglob("*/*"))):
        data = path.read_bytes()
        path.write_bytes([data[:-1], b"", data[:40] + b"\x00" + data[41:]][number % 3])
    shutil.rmtree(several / "staging")
    assert generated(several, Store(tmp_path / "cache")) == first


@pytest.mark.parametrize("body", [b'{"findings": [], "rows": 1}', b"\xa1\xff", b"\x92" * 100_000])
def test_a_store_of_something_else_only_costs_time(several: Path, tmp_path: Path, body: bytes) -> None:
    """With something else, sound in itself, in the place of every entry the pages are the same."""
    store = Store(tmp_path / "cache")
    first = generated(several, store)
    for path in sorted((tmp_path / "cache").rglob("*/*")):
        store.write(path.parent.name + path.name, body)
    shutil.rmtree(several / "staging")
    assert generated(several, store) == first


def test_half_a_store_is_enough(several: Path, tmp_path: Path) -> None:
    """Where the bytes of pages are gone and only their names are kept, they are made again."""
    first = generated(several, Store(tmp_path / "cache"))
    sizes = {path: path.stat().st_size for path in (tmp_path / "cache").rglob("*/*")}
    for path in sorted(sizes, key=sizes.__getitem__)[-3:]:
        path.unlink()
    shutil.rmtree(several / "staging")
    assert generated(several, Store(tmp_path / "cache")) == first


def test_a_staging_folder_that_was_changed_is_mended(several: Path, tmp_path: Path) -> None:
    """A page that somebody changed, removed or added in the staging folder is put right."""
    first = generated(several, Store(tmp_path / "cache"))
    pages = several / "staging"
    (pages / "index.md").write_text("changed")
    (pages / "harbour-bridge" / "index.md").unlink()
    (pages / "added.md").write_text("added")
    assert generated(several, Store(tmp_path / "cache")) == first


def test_two_runs_may_share_a_store(several: Path, tmp_path: Path) -> None:
    """Runs at the same time, in projects of their own, come to the same pages."""
    folders = [tmp_path / f"copy-{number}" for number in range(4)]
    for folder in folders:
        shutil.copytree(several, folder)
    with ThreadPoolExecutor(len(folders)) as threads:
        made = list(threads.map(lambda folder: generated(folder, Store(tmp_path / "cache"))[0], folders))
    assert all(one == made[0] for one in made)


def test_a_folder_moved_elsewhere_is_read_anew(several: Path, tmp_path: Path) -> None:
    """A copy of a project names its own files in what was found, though its explainers are known."""
    store = Store(tmp_path / "cache")
    generated(several, store)
    shutil.copytree(several, tmp_path / "copy")
    assert generated(tmp_path / "copy", store) == generated(tmp_path / "copy", Store(None))


class Builder:
    """Makes a site of one file, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, folder: Path, updated: str, _: Before) -> None:
        """Make the site."""
        self.asked += 1
        (folder / "index.html").write_text(updated)

    def publish(self, folder: Path, store: Store) -> Outcome:
        """Publish the site of a project."""
        return build.publish(find_project(folder), False, lambda _: None, self, store=store)


def test_a_site_of_the_same_is_not_made_again(several: Path, tmp_path: Path) -> None:
    """Where nothing changed since the site was made, no builder is asked and no file is touched."""
    builder, store = Builder(), Store(tmp_path / "cache")
    first = builder.publish(several, store)
    number = os.stat(several / "site" / "index.html").st_ino
    second = builder.publish(several, store)
    assert builder.asked == 1
    assert os.stat(several / "site" / "index.html").st_ino == number
    assert (second.checked, second.updated, second.remarks) == (first.checked, first.updated, first.remarks)


def change_the_site(folder: Path) -> None:
    """Change a published file."""
    (folder / "site" / "index.html").write_text("changed")


def add_to_the_site(folder: Path) -> None:
    """Add a published file."""
    (folder / "site" / "added.html").write_text("added")


def change_the_theme(folder: Path) -> None:
    """Change a file of the theme."""
    (folder / "overrides" / "main.html").write_text("changed")


def change_a_setting(folder: Path) -> None:
    """Change a setting that no page shows, but the site may."""
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("site_description: What", "site_description: Say what"))


SITE_EDITS = [*EDITS, change_the_site, add_to_the_site, change_the_theme, change_a_setting]


@pytest.mark.parametrize("edit", SITE_EDITS)
def test_a_site_is_made_again_when_anything_changed(
    edit: Callable[[Path], None], several: Path, tmp_path: Path
) -> None:
    """Whatever changes in the content, the theme, the settings or the site itself, the builder is asked."""
    builder, store = Builder(), Store(tmp_path / "cache")
    builder.publish(several, store)
    edit(several)
    builder.publish(several, store)
    assert builder.asked == 2


@pytest.mark.parametrize("edit", [change_the_theme, change_a_setting])
def test_an_edit_that_is_taken_back_after_the_build(
    edit: Callable[[Path], None], several: Path, tmp_path: Path
) -> None:
    """A site that was made while somebody tried another theme or setting is not taken for one without."""
    builder, store = Builder(), Store(tmp_path / "cache")
    written = {path: path.read_bytes() for path in (several / "mkdocs.yml", several / "overrides/main.html")}

    def make_site(folder: Path, updated: str, before: Before) -> None:
        edit(several)
        builder(folder, updated, before)

    build.publish(find_project(several), False, lambda _: None, make_site, store=store)
    for path, data in written.items():
        path.write_bytes(data)
    builder.publish(several, store)
    assert builder.asked == 2


def test_a_site_that_may_know_more_is_always_made(several: Path, tmp_path: Path) -> None:
    """Where the settings ask the environment, the builder is always asked."""
    settings = several / "mkdocs.yml"
    settings.write_text(f"{settings.read_text()}use_directory_urls: !ENV [NO_SUCH_NAME, true]\n")
    builder, store = Builder(), Store(tmp_path / "cache")
    builder.publish(several, store)
    builder.publish(several, store)
    assert builder.asked == 2


def test_another_plugin_is_always_asked(several: Path, tmp_path: Path) -> None:
    """Where another plugin than ours and the search takes part, the builder is always asked."""
    settings = several / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("  - search\n", "  - search\n  - tags\n"))
    builder, store = Builder(), Store(tmp_path / "cache")
    builder.publish(several, store)
    builder.publish(several, store)
    assert builder.asked == 2


@pytest.mark.parametrize("kept", ["too large", "lost"])
def test_an_explainer_is_made_once(
    kept: str, several: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the bytes of an explainer's files are too many to be kept, or lost, they are made once."""
    if kept == "too large":
        monkeypatch.setattr(making, "LARGEST", 1)
    else:
        generated(several, Store(tmp_path / "cache"))
        sizes = {path: path.stat().st_size for path in (tmp_path / "cache").rglob("*/*")}
        for path in sorted(sizes, key=sizes.__getitem__)[-3:]:
            path.unlink()
        shutil.rmtree(several / "staging")
    made: list[str] = []
    pages = making.pages

    def counting(task: Task, *rest: Any) -> tuple[Page, ...]:
        made.append(task.explainer.slug)
        return pages(task, *rest)

    monkeypatch.setattr(making, "pages", counting)
    assert generated(several, Store(tmp_path / "cache")) == generated(several, Store(None))
    assert len(made) <= 2 * 2, made
