"""The way from a source to a page with drafts, by the commands as a person types them."""

import csv
import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import TINY, Run, copy_project, running

STORY = (
    "Mayor Ida Holm visited the burned harbour in Rostock on Tuesday. She said the fire had destroyed at "
    "least 40 boats.\n\n“We will rebuild the harbour,” Holm told reporters.\n"
)
PAGE = """<!doctype html><html lang="en"><head><title>Harbour fire: ministers meet</title>
<meta property="og:site_name" content="The Coast Courier">
<meta property="article:published_time" content="2026-03-11T08:00:00Z"></head>
<body><article><h1>Harbour fire: ministers meet</h1>
<p>Finnish President Eero Laine and his Estonian counterpart, Mari Tamm, met in Tallinn on Wednesday.</p>
<p>Finland and Estonia signed a deal on Wednesday worth $15 million for a new harbour, officials said after
long talks about the fire that closed the old one to all ships.</p></article></body></html>
"""


class _Quietly(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a news page on a server of this machine."""
    folder = tmp_path_factory.mktemp("www")
    (folder / "story.html").write_text(PAGE, encoding="utf-8")
    handler = functools.partial(_Quietly, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/story.html"
        server.shutdown()


def rows(project: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a table of the new explainer."""
    with (project / "content" / "harbour-fire" / "facts" / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, address: str) -> Path:
    """The content after an explainer was made, two articles added and their facts drafted by the commands."""
    project = copy_project(TINY / "content", tmp_path_factory.mktemp("drafted"))
    run = running(project)
    (project / "fire.txt").write_text(STORY, encoding="utf-8")
    assert run("new", "Harbour fire").returncode == 0
    added = run("add", "harbour-fire", address, "fire.txt", EXPLAINER_TEST_ALLOW_LOOPBACK="1")
    assert added.returncode == 0, added.stderr
    extracted = run("extract", "harbour-fire")
    assert extracted.returncode == 0, extracted.stderr
    return project / "content"


@pytest.fixture
def drafted(tiny: Path, once: Path) -> Path:
    """A project with a new explainer of two articles, from a web page and from a text, and its drafts."""
    shutil.copytree(once, tiny / "content", dirs_exist_ok=True)
    return tiny


def test_from_sources_to_a_page_with_drafts(run: Run, drafted: Path) -> None:
    """New, add, extract, check and build lead from files to a page on which drafts are marked as drafts.

    Without ``--drafts`` the build says what it left out and how to see it.
    """
    assert {row["person"] for row in rows(drafted, "attendees")} >= {"Eero Laine", "Mari Tamm"}
    (deal,) = rows(drafted, "deals")
    assert (deal["parties"], deal["value"], deal["date"]) == ("Finland; Estonia", "$15 million", "2026-03-11")
    assert "40" in "".join(row["value"] for row in rows(drafted, "numbers"))
    every = [
        row
        for table in ("attendees", "deals", "numbers", "timeline", "quotes")
        for row in rows(drafted, table)
    ]
    assert {row["status"] for row in every} == {"draft"}
    checked = run("check", "harbour-fire")
    assert checked.returncode == 0, checked.stdout
    assert f"over {len(every)} rows" in checked.stderr
    built = run("build")
    assert built.returncode == 0
    assert f"harbour-fire: {len(every)} drafts; no page yet" in built.stderr
    assert "explainer desk harbour-fire" in built.stderr
    assert run("build", "--drafts").returncode == 0
    page = (drafted / "site" / "harbour-fire" / "index.html").read_text(encoding="utf-8")
    assert "Eero Laine" in page
    assert "Draft" in page


def test_a_speaker_known_by_surname_is_quoted(drafted: Path) -> None:
    """Somebody new who is quoted by surname is listed with it as an alias, so that the check finds them."""
    (quote,) = rows(drafted, "quotes")
    assert (quote["speaker"], quote["words"]) == ("Ida Holm", "We will rebuild the harbour")
    people = (drafted / "content" / "people.csv").read_text(encoding="utf-8")
    assert "ida-holm,Ida Holm,Holm," in people


def test_dry_run_writes_nothing(run: Run, drafted: Path) -> None:
    """With --dry-run what would be added is shown as a diff, and no file changes."""
    facts = drafted / "content" / "harbour-fire" / "facts" / "deals.csv"
    facts.write_text(facts.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    before = facts.read_bytes()
    shown = run("extract", "harbour-fire", "--dry-run")
    assert shown.returncode == 0
    assert "+++ b/content/harbour-fire/facts/deals.csv" in shown.stdout
    assert "Would draft: deals 1." in shown.stderr
    assert facts.read_bytes() == before


def test_again_adds_only_what_is_new(run: Run, drafted: Path) -> None:
    """A second run adds nothing, leaves edited rows byte for byte, and proposes no rejected one again."""
    folder = drafted / "content" / "harbour-fire" / "facts"
    deals = folder / "deals.csv"
    deals.write_text(deals.read_text(encoding="utf-8").replace(",draft,", ",rejected,"), encoding="utf-8")
    numbers = folder / "numbers.csv"
    numbers.write_text(numbers.read_text(encoding="utf-8").replace(",draft,", ",accepted,"), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = run("extract", "harbour-fire")
    assert "Drafted: none." in again.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_a_source_does_not_say_is_reported(run: Run, tiny: Path) -> None:
    """A text without date and publisher is added with both empty, and each is reported with its line."""
    (tiny / "fire.txt").write_text(STORY, encoding="utf-8")
    run("new", "Harbour fire")
    added = run("add", "harbour-fire", "fire.txt")
    assert added.returncode == 0
    assert "The source does not say its publisher" in added.stderr
    (article,) = (tiny / "content" / "harbour-fire" / "articles").glob("*.md")
    assert article.read_text(encoding="utf-8").endswith("---\n" + STORY)


def test_the_network_of_the_machine_is_closed(run: Run, tiny: Path, address: str) -> None:
    """An address on this machine is refused unless a test allows it: exit 1, and no article."""
    run("new", "Harbour fire")
    refused = run("add", "harbour-fire", address)
    assert refused.returncode == 1
    assert "public" in refused.stderr
    assert not list((tiny / "content" / "harbour-fire" / "articles").iterdir())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("extract", "nothing"), "There is no explainer “nothing”"),
        (("extract",), "Name an explainer"),
        (("extract", "harbour-bridge", "--model", "some-model"), "--model and --address go together"),
        (("extract", "harbour-bridge", "--spacy", "no_such_pipeline"), "is not installed"),
        (("extract", "--batch", "nowhere.jsonl"), "nowhere.jsonl"),
    ],
)
def test_what_cannot_be_extracted_is_said_plainly(run: Run, words: tuple[str, ...], said: str) -> None:
    """Each way of asking for the impossible ends with exit code 2 and a sentence, without a traceback."""
    ran = run(*words)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_batch_answers_line_by_line(run: Run, tiny: Path) -> None:
    """A stream of articles becomes one object a line, in order, and a bad line is answered and counted."""
    lines = [json.dumps({"id": str(number), "date": "2026-03-11", "text": STORY}) for number in range(3)]
    (tiny / "in.jsonl").write_text("\n".join([*lines, "not json"]) + "\n", encoding="utf-8")
    ran = run("extract", "--batch", "in.jsonl", "--mentions", "--jobs", "2")
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 1
    assert [answer["id"] for answer in answers] == ["0", "1", "2", None]
    assert "error" in answers[3]
    for answer in answers[:3]:
        for table in ("attendees", "deals", "numbers", "timeline", "quotes"):
            for row in answer[table]:
                assert STORY[row["start"] : row["end"]] == row["evidence"]
        assert answer["times"][0]["value"] == "2026-03-10"
    assert "4 articles, 1 of them unreadable." in ran.stderr
