"""The past of facts on their pages, as somebody who builds the site sees it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.history import Change, Past, Pasts
from generator.schema import Table, built_in_tables
from generator.values import Context, People
from generator.views.page import Link
from generator.views.past import MOST_CHANGES, MOST_LATEST, lately, told
from tests.conftest import Run
from tests.explainers import PEOPLE
from tests.repositories import TestRepository, repository

FACTS = "content/harbour-bridge/facts"
NUMBERS, QUOTES = f"{FACTS}/numbers.csv", f"{FACTS}/quotes.csv"
CORRECTIONS = "content/harbour-bridge/corrections.csv"
PAGE = "harbour-bridge/index.md"
CARD = "harbour-bridge/facts/numbers-spectators/index.html"
MODIFIED = '\\"dateModified'
BEGAN = '\\"datePublished\\":\\"2026-03-10\\",' + MODIFIED
"""As it stands in the linked data of the page, which stands in a line of YAML."""
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
        assert "<li>Value until 12 March 2026: “at least 900”. " in told
        assert f'<span class="past__reason">{MADE_SAFE}' in told


@pytest.mark.usefixtures("git")
def test_search_engines_are_told_when_a_page_began(run: Run, tiny: Path) -> None:
    """The page's linked data has the day on which the first of its facts was published."""
    run("generate")
    assert BEGAN in text(tiny, PAGE)


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
    assert '"datePublished\\":\\"\\"' not in told
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
        lines = iter(known[path].replace(BEGAN.encode(), MODIFIED.encode()).splitlines())
        assert all(line in lines for line in page.splitlines()), path


def test_a_repository_that_cannot_be_read_is_told(run: Run, git: TestRepository) -> None:
    """Where git cannot hand out what was committed the build goes on, and says what is not told and why."""
    digest = git.git("rev-parse", f"HEAD:{NUMBERS}")
    (git.root / ".git/objects" / digest[:2] / digest[2:]).unlink()
    done = run("generate")
    assert done.returncode == 0
    assert "The pages do not tell when their facts were first published: git cannot hand out" in done.stderr


TABLES = {table.name: table for table in built_in_tables()}
CONTEXT = Context(People(PEOPLE))


def change(field: str, *before: str, day: str = "2025-09-05", after: str = "") -> Change:
    """Return a change of a field."""
    return Change(day, field, before, (after,) if after else (), "")


def said(table: Table, *changes: Change) -> list[str]:
    """Return what is told of a fact with these changes."""
    return [one.words for one in told(Past("2025-09-03", changes), table, CONTEXT)]


def test_values_are_told_as_on_the_page() -> None:
    """What a fact said is told as the page tells values: names of countries, dates in words, both of two."""
    assert said(TABLES["attendees"], change("country", "KP", "CN")) == [
        "First published: 3 September 2025",
        "Country until 5 September 2025: “North Korea” and “China”",
    ]
    [_, event] = said(TABLES["timeline"], change("date", "2025-09"))
    assert event == "Date until 5 September 2025: “September 2025”"
    [_, more] = said(TABLES["numbers"], change("value", after="about 2,000"))
    assert more == "Value since 5 September 2025, too: “about 2,000”"


def test_a_time_without_the_fact_is_told() -> None:
    """A fact that was withdrawn and published again says from when to when it was not there."""
    [_, withdrawn] = said(TABLES["numbers"], Change("2025-09-05", "", ("2025-09-04",), (), ""))
    assert withdrawn == "Withdrawn from 4 September 2025 to 5 September 2025"


def test_long_words_of_the_past_are_cut() -> None:
    """A long quotation of the past is told by its beginning."""
    [_, quotation] = said(TABLES["quotes"], change("words", "so many words " * 100))
    assert len(quotation) < 250
    assert quotation.endswith("so…”")


def test_only_the_last_changes_of_a_fact_are_told() -> None:
    """Of many changes the last are told, and how many came before."""
    many = [change("value", str(number)) for number in range(MOST_CHANGES + 3)]
    first, left_out, *last = said(TABLES["numbers"], *many)
    assert (first, left_out) == ("First published: 3 September 2025", "3 earlier changes")
    assert [one.partition(": ")[2] for one in last] == [f"“{n}”" for n in range(3, 8)]


def test_nothing_is_told_where_nothing_is_known() -> None:
    """A fact that git never saw published tells nothing, nor does a page where nothing ever changed."""
    assert told(None, TABLES["numbers"], CONTEXT) == ()
    links = {"numbers/x": Link("x", "#numbers-x")}
    assert lately(Pasts(), links, TABLES, CONTEXT) is None
    assert lately(Pasts({"numbers/x": Past("2025-09-03", ())}), links, TABLES, CONTEXT) is None


def test_lately_is_the_last_week_with_changes() -> None:
    """What changed more than six days before the last change is not among the latest, nor what has gone."""
    pasts = {
        "numbers/old": Past("2025-09-01", (change("value", "1", day="2025-09-03"),)),
        "numbers/new": Past("2025-09-10", ()),
        "numbers/edge": Past("2025-09-01", (change("value", "1", day="2025-09-04"),)),
        "numbers/gone": Past("2025-09-12", ()),
    }
    links = {name: Link(name, "#x") for name in pasts if name != "numbers/gone"}
    found = lately(Pasts(pasts), links, TABLES, CONTEXT)
    assert found is not None
    assert found.summary == "2 facts in the week to 10 September 2025"
    assert [(one.date, one.fact.words) for one in found.entries] == [
        ("10 September 2025", "numbers/new"),
        ("4 September 2025", "numbers/edge"),
    ]


def test_many_changes_at_once_are_counted_and_some_listed() -> None:
    """The list of the latest changes has an end; the count has not."""
    pasts = {f"numbers/n{n}": Past("2025-09-01", (change("value", "1"),)) for n in range(MOST_LATEST + 5)}
    found = lately(Pasts(pasts), {name: Link(name, "#x") for name in pasts}, TABLES, CONTEXT)
    assert found is not None
    assert (len(found.entries), found.summary.split()[0]) == (MOST_LATEST, str(MOST_LATEST + 5))
