"""What readers see: no draft anywhere, and drafts plainly marked wherever they are asked for."""

from pathlib import Path

import pytest

from generator.content import digest
from tests.conftest import Run
from tests.preview import COMMANDS, serving

FOLDER = "content/harbour-bridge"
PAGE = "site/harbour-bridge/index.html"
TEXT = "Zebulon Quark said 77 gulls watched, too. “Gulls like bridges,” Quark said.\n"
ARTICLE = f"""---
title: Gulls at the bridge
publisher: Zanzibar Bulletin
published: 2026-03-10
language: en
republish: full
digest: {digest(TEXT)}
---
{TEXT}"""
ROWS = {
    "attendees": "Zebulon Quark,,,attended,,,crowd-cheers,Anna Berg attended the opening,rejected,\n",
    "numbers": "gulls,Gulls at the bridge,77,gulls,Zebulon Quark said,gulls-watch,"
    "Zebulon Quark said 77 gulls watched,draft,\n",
    "quotes": "gulls-like,Zebulon Quark,Gulls like bridges,,,gulls-watch,"
    '"“Gulls like bridges,” Quark said.",draft,\n',
}
PERSON = "zebulon-quark,Zebulon Quark,Quark,TZ,person\n"


def add_drafts(project: Path) -> None:
    """Add an article, and rows of it and of another that no editor has accepted."""
    (project / FOLDER / "articles/gulls-watch.md").write_text(ARTICLE)
    for table, line in ROWS.items():
        path = project / FOLDER / "facts" / f"{table}.csv"
        path.write_text(path.read_text() + line)
    people = project / "content/people.csv"
    people.write_text(people.read_text() + PERSON)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def without(tiny_site: Path) -> dict[str, bytes]:
    """The site as it is when nobody has drafted anything."""
    return tree(tiny_site)


@pytest.mark.parametrize("program", ["generator", "mkdocs"])
def test_no_draft_reaches_a_reader(run: Run, tiny: Path, without: dict[str, bytes], program: str) -> None:
    """Drafts, their article and whom they alone name change not one byte of the site: page, feed or file."""
    add_drafts(tiny)
    built = run("build", program=program)
    assert built.returncode == 0, built.stdout + built.stderr
    assert tree(tiny / "site") == without
    assert "2 drafts not shown to readers:\n  harbour-bridge: 2 drafts." in built.stderr


def test_drafts_are_shown_where_asked_for(run: Run, tiny: Path) -> None:
    """With ``--drafts`` the page shows them, each with the words that no editor has accepted it."""
    add_drafts(tiny)
    built = run("build", "--drafts")
    assert built.returncode == 0, built.stdout + built.stderr
    page = (tiny / PAGE).read_text()
    assert "77 gulls" in page
    assert page.count("Draft: no editor has accepted this yet") >= 2
    assert (tiny / "site/harbour-bridge/articles/gulls-watch/index.html").exists()
    assert "not shown" not in built.stderr


@pytest.mark.parametrize("drafts", [True, False])
def test_search_engines_leave_drafts_alone(run: Run, tiny: Path, drafts: bool) -> None:
    """Each page and card of a site with drafts says so, robots.txt keeps all out, and the build tells it.

    What is published says nothing of the kind, though a preview was built before.
    """
    add_drafts(tiny)
    run("build", "--drafts")
    built = run("build", *(["--drafts"] if drafts else []))
    pages = [path for path in (tiny / "site").rglob("*.html") if path.name != "404.html"]
    told = {path: '<meta name="robots" content="noindex">' in path.read_text() for path in pages}
    assert len(told) > 5
    assert set(told.values()) == {drafts}
    robots = (tiny / "site/robots.txt").read_text()
    assert ("Disallow: /\n" in robots, "Sitemap:" in robots) == (drafts, not drafts)
    assert ("<loc>" in (tiny / "site/sitemap.xml").read_text()) is not drafts
    assert ("search engines are told to leave it alone" in built.stderr) is drafts


@pytest.mark.parametrize("command", COMMANDS)
def test_a_preview_shows_drafts(tiny: Path, tmp_path: Path, command: str) -> None:
    """``explainer serve`` and ``mkdocs serve`` show drafts, marked, at first and after an edit."""
    add_drafts(tiny)
    with serving(command, tiny, tmp_path / "terminal") as preview:
        assert preview.shows("Draft: no editor has accepted this yet"), preview.said()
        preview.edit(f"{FOLDER}/facts/numbers.csv", "Gulls at the bridge", "Gulls that watched")
        assert preview.shows("Gulls that watched"), preview.said()


def test_a_disputed_row_is_published(run: Run, tiny: Path) -> None:
    """What an editor doubts after it was published stays, marked, without ``--drafts``."""
    numbers = tiny / FOLDER / "facts/numbers.csv"
    numbers.write_text(numbers.read_text().replace(",accepted,", ",disputed,"))
    assert run("build").returncode == 0
    assert "Disputed: an editor doubts this" in (tiny / PAGE).read_text()


@pytest.mark.parametrize("words", [["check"], ["check", "harbour-bridge"], ["generate"], ["build"]])
def test_prose_that_rests_on_a_draft_is_a_finding(run: Run, tiny: Path, words: list[str]) -> None:
    """A link to a fact that only drafts tell, and a number that only they give, are findings at their place.

    With ``--drafts`` they are none.
    """
    add_drafts(tiny)
    page = tiny / FOLDER / "explainer.md"
    page.write_text(f"{page.read_text()}There were [77 gulls](fact:numbers/gulls).\nThe 77 gulls stayed.\n")
    found = run(*words)
    assert found.returncode == 1
    assert (
        f"{FOLDER}/explainer.md:11:13: error S102 draft-cited: there is no fact “numbers/gulls” but in drafts"
        in (found.stdout)
    )
    assert f"{FOLDER}/explainer.md:12:5: error S102" in found.stdout
    assert run(*words, "--drafts").returncode == 0


def test_an_explainer_of_drafts_is_a_draft(run: Run, tiny: Path, without: dict[str, bytes]) -> None:
    """Until a first row of it is accepted an explainer has no page, and the build says how to see it."""
    run("new", "Gulls")
    (tiny / "content/gulls/articles/gulls-watch.md").write_text(ARTICLE)
    numbers = tiny / "content/gulls/facts/numbers.csv"
    numbers.write_text(numbers.read_text() + ROWS["numbers"])
    built = run("build")
    assert built.returncode == 0
    assert tree(tiny / "site") == without
    assert "gulls: 1 draft; no page yet" in built.stderr
    assert "explainer desk gulls" in built.stderr
    assert run("build", "--drafts").returncode == 0
    assert "Draft: no editor has accepted this yet" in (tiny / "site/gulls/index.html").read_text()
    assert run("accept", "gulls", "numbers/gulls").returncode == 0
    assert run("build").returncode == 0
    assert "77 gulls" in (tiny / "site/gulls/index.html").read_text()


def test_a_retraction_of_the_last_row_keeps_the_page(run: Run, tiny: Path) -> None:
    """A page that was published does not vanish with its last fact: its corrections still have a place."""
    for table in (tiny / FOLDER / "facts").iterdir():
        table.write_text(table.read_text().replace(",accepted,", ",retracted,"))
    page = tiny / FOLDER / "explainer.md"
    page.write_text(page.read_text().rpartition("---\n")[0] + "---\n")
    built = run("build")
    assert built.returncode == 0, built.stdout
    assert (tiny / PAGE).exists()
