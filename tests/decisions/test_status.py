"""``status``: what an editor learns of where the explainers stand."""

import json
import re
from pathlib import Path
from typing import Any

from generator.content import digest
from tests.conftest import Run
from tests.decisions.conftest import EXPLAINER, NUMBERS, QUOTES

FOLDER = f"content/{EXPLAINER}"


def standing(run: Run, *words: str) -> list[dict[str, Any]]:
    """Return what ``status`` tells programs."""
    told = run("status", *words, "--format", "json")
    assert told.returncode == 0, told.stderr
    return list(json.loads(told.stdout)["explainers"])


def test_everything_is_counted(run: Run, drafted: Path) -> None:
    """Rows by status, drafts by table, and the facts on which sources differ."""
    quotes = drafted / QUOTES
    quotes.write_text(quotes.read_text().replace(",accepted,", ",disputed,"))
    (one,) = standing(run)
    assert one["rows"] == {"draft": 2, "accepted": 3, "disputed": 1, "retracted": 0, "rejected": 0}
    assert one["drafts"] == {"numbers": 2}
    assert one["conflicting"] == ["numbers/spectators"]
    assert one["disputed"] == ["quotes/belongs-to-everyone"]
    assert (one["facts"], one["errors"], one["stale"]) == (3, 0, [])


def test_a_table_for_people(run: Run, drafted: Path) -> None:
    """A line for each explainer, then what waits in each with the command to run; 80 columns at most."""
    run("new", "A very long name of an explainer about the harbour bridge and all its gulls")
    told = run("status")
    assert told.returncode == 0
    lines = told.stdout.splitlines()
    assert lines[0].split() == [
        "explainer",
        "draft",
        "accepted",
        "disputed",
        "conflicting",
        "stale",
        "errors",
    ]
    assert re.search(r"^harbour-bridge +2 +4 +0 +1 +0 +0$", told.stdout, re.MULTILINE)
    assert "  2 drafts to decide on (numbers 2): explainer desk harbour-bridge" in lines
    assert "  sources differ on: numbers/spectators" in lines
    assert max(map(len, lines)) <= 80


def test_one_explainer_alone(run: Run, drafted: Path) -> None:
    """Named, an explainer is told alone; an unknown one is not, with those there are."""
    run("new", "Gulls")
    assert [one["slug"] for one in standing(run, EXPLAINER)] == [EXPLAINER]
    assert [one["slug"] for one in standing(run)] == ["gulls", EXPLAINER]
    unknown = run("status", "bridge")
    assert unknown.returncode == 2
    assert "There are: gulls, harbour-bridge" in unknown.stderr


def test_evidence_that_its_article_has_lost_is_stale(run: Run, drafted: Path) -> None:
    """A row whose words do not stand in the article any more is stale, named by its line."""
    article = drafted / FOLDER / "articles/bridge-opens.md"
    front, text = article.read_text().rsplit("---\n", 1)
    text = text.replace("About 2,000", "About 2,500")
    article.write_text(re.sub("digest: .*", f"digest: {digest(text)}", front) + f"---\n{text}")
    (one,) = standing(run)
    (stale,) = one["stale"]
    assert (stale["path"], stale["line"]) == (NUMBERS, 2)
    assert "bridge-opens" in stale["what"]
    assert f"  stale: {NUMBERS}:2:" in run("status").stdout


def test_an_article_that_nothing_rests_on_is_stale(run: Run, drafted: Path) -> None:
    """An article that no row cites, or rejected ones alone, waits for somebody to read it."""
    for table in ("timeline", "attendees", "numbers"):
        path = drafted / FOLDER / "facts" / f"{table}.csv"
        path.write_text(re.sub("(crowd-cheers.*),(?:draft|accepted),", r"\1,rejected,", path.read_text()))
    (one,) = standing(run)
    assert [stale["what"] for stale in one["stale"]] == ["no row rests on the article “crowd-cheers”"]


def test_a_page_older_than_its_articles_is_stale(run: Run, drafted: Path) -> None:
    """Where an article or a correction is newer than ``updated``, the page says it is older than it is."""
    (drafted / FOLDER / "corrections.csv").write_text(
        "date,fact,was,now,reason\n2026-04-01,numbers/spectators,1,2,Slip.\n"
    )
    (one,) = standing(run)
    assert [stale["what"] for stale in one["stale"]] == [
        "“updated” is 2026-03-11, and a correction is of 2026-04-01"
    ]


def test_what_cannot_be_read_is_counted_not_fatal(run: Run, drafted: Path) -> None:
    """Errors are counted with the command that lists them; the exit code stays 0."""
    (drafted / QUOTES).write_text("no header\n")
    told = run("status")
    assert told.returncode == 0
    assert "  1 error forbids publishing: explainer check harbour-bridge" in told.stdout
