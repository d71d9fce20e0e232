"""A site from an empty store, from a full one and without any is the same, byte for byte."""

import shutil
from pathlib import Path

import markdown
import pytest

from generator import plugin
from tests.conftest import Run
from tests.test_remaking import several, tree

__all__ = ["several"]


def built(run: Run, folder: Path, cache: Path | str, *words: str) -> dict[str, bytes]:
    """Build the site of a project anew, as a user does; return its files."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    program = "mkdocs" if words else "generator"
    place = ("-f", str(folder / "mkdocs.yml")) if words else ("-C", str(folder))
    done = run(*(words or ("build",)), *place, program=program, EXPLAINER_CACHE=str(cache))
    assert done.returncode == 0, done.stderr
    return tree(folder / "site")


def test_the_whole_site_is_the_same_whatever_is_kept(run: Run, several: Path, tmp_path: Path) -> None:
    """Pages, search index and all other files are those of plain MkDocs with nothing kept."""
    plain = built(run, several, "", "build", "--quiet")
    assert "search/search_index.json" in plain
    empty = built(run, several, tmp_path / "cache")
    full = built(run, several, tmp_path / "cache")
    assert [name for name in plain if empty.get(name) != plain[name]] == []
    assert [name for name in plain if full.get(name) != plain[name]] == []
    assert plain.keys() == empty.keys() == full.keys()


def test_a_page_that_changed_is_read_again(run: Run, several: Path, tmp_path: Path) -> None:
    """After an edit, a site made with what was kept is the one made with nothing kept."""
    built(run, several, tmp_path / "cache")
    table = several / "content" / "harbour-bridge" / "facts" / "numbers.csv"
    table.write_text(table.read_text().replace("People at the opening", "People on the bridge"))
    assert built(run, several, tmp_path / "cache") == built(run, several, "")


def test_known_pages_are_not_read(
    run: Run, several: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Markdown of a page that was read before, and that holds no link of Markdown, is not read again."""
    monkeypatch.setenv("EXPLAINER_CACHE", str(tmp_path / "cache"))
    read: list[str] = []
    convert = markdown.Markdown.convert

    def spy(self: markdown.Markdown, source: str) -> str:
        read.append(source)
        return convert(self, source)

    monkeypatch.setattr(markdown.Markdown, "convert", spy)
    built(run, several, tmp_path / "cache")
    shutil.rmtree(tmp_path / "cache")
    plugin.build_site(several / "mkdocs.yml", several / "site", "", strict=True)
    first = [*read]
    read.clear()
    plugin.build_site(several / "mkdocs.yml", several / "site", "", strict=True)
    assert [source for source in read if source] == [source for source in first if "[" in source]
    assert len([source for source in first if "[" in source]) < len(first) / 2
