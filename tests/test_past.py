"""The past of facts on their pages, as somebody who builds the site sees it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.repositories import TestRepository, repository

FACTS = "content/harbour-bridge/facts"
NUMBERS, QUOTES = f"{FACTS}/numbers.csv", f"{FACTS}/quotes.csv"
CORRECTIONS = "content/harbour-bridge/corrections.csv"
PAGE = "harbour-bridge/index.md"
CARD = "harbour-bridge/facts/numbers-spectators/index.html"
HOSTILE = "A slip.</li><script>alert(1)</script> {{ 7 * 7 }} [x](javascript:1)"
MADE_SAFE = (
    "A slip.&lt;/li&gt;&lt;script&gt;alert(1)&lt;/script&gt; &#123;&#123; 7 &#42; 7 &#125;&#125;"
    " &#91;x&#93;(javascript:1)"
)


@pytest.fixture
def git(tiny: Path) -> TestRepository:
    """The tiny project after three days: a number was corrected, a quotation was added."""
    (tiny / ".gitignore").write_text("/staging/*\n/site/*\n/.explainer/\n")
    made = repository(tiny)
    numbers, quotes = (Path(tiny, name).read_text(encoding="utf-8") for name in (NUMBERS, QUOTES))
    reason = f'date,fact,was,now,reason\n2026-03-12,numbers/spectators,900,"1,500","{HOSTILE}"\n'
    made.commit(
        "2026-03-10T12:00:00Z", {NUMBERS: numbers.replace("1,500", "900"), QUOTES: quotes.partition("\n")[0]}
    )
    made.commit("2026-03-11T12:00:00Z", {QUOTES: quotes})
    made.commit("2026-03-12T12:00:00Z", {NUMBERS: numbers, CORRECTIONS: reason})
    return made


def pages(root: Path) -> Mapping[str, bytes]:
    """Return every file in a project's staging folder, by its path there."""
    folder = root / "staging"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def text(root: Path, path: str) -> str:
    """Return one file of the staging folder."""
    return pages(root)[path].decode()


@pytest.mark.usefixtures("git")
def test_a_fact_tells_its_past_where_its_sentence_is(run: Run, tiny: Path) -> None:
    """With the sentence, on the page and on the card, stand the first day, what it said before and why."""
    done = run("generate")
    assert (done.returncode, "shallow" in done.stderr) == (0, False), done.stdout + done.stderr
    for path in (PAGE, CARD):
        told = text(tiny, path)
        assert "<li>First published: 10 March 2026</li>" in told
        assert "<li>Value: said “at least 900” until 12 March 2026. " in told
        assert f'<span class="past__reason">{MADE_SAFE}' in told


@pytest.mark.usefixtures("git")
def test_the_page_lists_what_changed_lately(run: Run, tiny: Path) -> None:
    """The page lists what is new or has changed in the last week, and its head says how much that is."""
    run("generate")
    told = text(tiny, PAGE)
    assert (
        '<strong>New or changed</strong> <a href="#lately">2 facts in the week to 12 March 2026</a>' in told
    )
    lately = told.partition('id="lately">')[2].partition("## ")[0]
    assert lately.index("12 March 2026") < lately.index("11 March 2026") < lately.index("<li>New</li>")
    assert "Anna Berg opens" not in lately


def test_a_shallow_clone_says_so(run: Run, git: TestRepository, tmp_path: Path) -> None:
    """A shallow clone cannot tell when facts were first published: the page and the build say so."""
    clone = tmp_path / "clone"
    git.git("clone", "--quiet", "--depth=1", f"file://{git.root}", str(clone))
    (clone / "staging").mkdir(exist_ok=True)
    done = run("generate", "-C", str(clone))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "This clone is shallow" in done.stderr
    assert "git fetch --unshallow" in done.stderr
    told = text(clone, PAGE)
    assert "First published" not in told
    assert "only the last part of its history" in told


def test_the_same_commit_gives_the_same_pages(run: Run, git: TestRepository, tmp_path: Path) -> None:
    """Two clones of one commit give the same files, byte for byte."""
    for name in ("one", "two"):
        git.git("clone", "--quiet", str(git.root), str(tmp_path / name))
        (tmp_path / name / "staging").mkdir(exist_ok=True)
        assert run("generate", "-C", str(tmp_path / name)).returncode == 0
    assert pages(tmp_path / "one") == pages(tmp_path / "two")


@pytest.mark.usefixtures("git")
def test_without_history_pages_are_the_same_but_for_it(run: Run, tiny: Path) -> None:
    """A project that is in no repository has the same pages without the past, and nothing is said of that."""
    run("generate")
    known = pages(tiny)
    shutil.rmtree(tiny / ".git")
    done = run("generate")
    assert "first published" not in done.stderr
    unknown = pages(tiny)
    assert unknown.keys() == known.keys()
    assert b"First published" not in unknown[PAGE]
    for path, page in unknown.items():
        lines = iter(known[path].splitlines())
        assert all(line in lines for line in page.splitlines()), path


def test_a_repository_that_cannot_be_read_is_told(run: Run, git: TestRepository) -> None:
    """Where git cannot hand out what was committed the build goes on, and says what is not told and why."""
    digest = git.git("rev-parse", f"HEAD:{NUMBERS}")
    (git.root / ".git/objects" / digest[:2] / digest[2:]).unlink()
    done = run("generate")
    assert done.returncode == 0
    assert "The pages do not tell when their facts were first published: git cannot hand out" in done.stderr
