"""A digest of content changes with everything that reading it could notice, and with nothing else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.digests import digests, of_one
from generator.project import find_project

BRIDGE = "harbour-bridge"


def edit_a_cell(content: Path) -> None:
    """Change a byte of a table."""
    path = content / BRIDGE / "facts" / "numbers.csv"
    path.write_text(path.read_text().replace("2,000", "3,000"))


def edit_an_article(content: Path) -> None:
    """Change a byte of an article."""
    path = content / BRIDGE / "articles" / "bridge-opens.md"
    path.write_text(path.read_text() + "\n")


def rename_an_article(content: Path) -> None:
    """Give an article another address."""
    (content / BRIDGE / "articles" / "bridge-opens.md").rename(content / BRIDGE / "articles" / "opens.md")


def add_an_empty_folder(content: Path) -> None:
    """Add what does not belong there."""
    (content / BRIDGE / "empty").mkdir()


def put_a_link_in_its_place(content: Path) -> None:
    """Make a table a symbolic link to the very same bytes."""
    path = content / BRIDGE / "facts" / "numbers.csv"
    path.rename(content.parent / "numbers.csv")
    path.symlink_to(content.parent / "numbers.csv")


OWN = [edit_a_cell, edit_an_article, rename_an_article, add_an_empty_folder, put_a_link_in_its_place]


@pytest.mark.parametrize("edit", OWN)
def test_a_change_in_an_explainer(edit: Callable[[Path], None], tiny: Path) -> None:
    """What changes in a folder changes the digests of its explainer and of everything, and no other."""
    project = find_project(tiny)
    before, one = digests(project), of_one(project, BRIDGE)
    edit(tiny / "content")
    after = digests(project)
    assert after.explainers[BRIDGE] != before.explainers[BRIDGE]
    assert after.common == before.common
    assert after.whole != before.whole
    assert of_one(project, BRIDGE) != one


def test_a_change_of_people(tiny: Path) -> None:
    """A change of what all explainers share changes what each one was read with."""
    project = find_project(tiny)
    before, one = digests(project), of_one(project, BRIDGE)
    people = tiny / "content" / "people.csv"
    people.write_text(people.read_text() + "tom-hill,Tom Hill,,,person\n")
    after = digests(project)
    assert after.common != before.common
    assert after.explainers == before.explainers
    assert of_one(project, BRIDGE) != one


def test_another_explainer(tiny: Path) -> None:
    """Another explainer's name may matter to one, as two may be alike, but its bytes do not."""
    project = find_project(tiny)
    one = of_one(project, BRIDGE)
    (tiny / "content" / "other").mkdir()
    named = of_one(project, BRIDGE)
    assert named != one
    (tiny / "content" / "other" / "explainer.md").write_text("words")
    assert of_one(project, BRIDGE) == named


def test_times_and_hidden_files_do_not_matter(tiny: Path) -> None:
    """A file that was only touched, and one that reading leaves out, change nothing."""
    project = find_project(tiny)
    before = digests(project)
    os.utime(tiny / "content" / "people.csv", (0, 0))
    (tiny / "content" / BRIDGE / ".hidden").write_text("words")
    assert digests(project) == before


def test_kinds_of_file(tiny: Path) -> None:
    """A link and a pipe, of which findings tell, are not taken for each other."""
    project, path = find_project(tiny), tiny / "content" / BRIDGE / "articles" / "more"
    path.symlink_to(tiny)
    link = digests(project)
    path.unlink()
    os.mkfifo(path)
    assert digests(project) != link
