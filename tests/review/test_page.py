"""The review page of every golden pull request, and what content cannot do on it."""

import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
import yaml

from generator import comparing, render
from generator.project import Project, find_project
from generator.review import as_markdown, as_text, summary
from generator.review.document import document, schema
from generator.views.review import Review, review
from generator.views.review.page import review_page
from tests.conftest import Run
from tests.golden import Case, read_cases
from tests.review.pull_requests import prepare
from tests.review.reports import report, saying

CASES = [case for path in sorted(Path(__file__).with_name("cases").glob("*.md")) for case in read_cases(path)]
VOID = ("br", "hr", "input", "img", "link", "meta")
BLANK = re.compile(r"\n\s*\n")


class Outline(HTMLParser):
    """The elements of a page: opened and closed in order, with their ids, classes and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.wrong += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element without a body, of a drawing."""
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element opened last."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)


def compared(case: Case, project: Path) -> tuple[Review, str]:
    """Return the review of a case as people read it, and the body of its page."""
    prepare(case.given, project)
    found = find_project(project)
    comparison = comparing.compare(found, "", "", lambda words: None)
    shown = review(document(comparison.changes))
    page = review_page(shown, comparison.changes, comparison.base, comparison.head, found)
    return shown, render.to_markdown(page).split("---\n", 2)[2]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_every_change_stands_on_the_page(tiny: Path, case: Case) -> None:
    """Each change of a golden pull request has its place on a page whose elements and ids are in order."""
    shown, body = compared(case, tiny)
    outline = Outline(body)
    assert (outline.open, outline.wrong) == ([], [])
    assert sorted(set(outline.ids)) == sorted(outline.ids)
    entries = [one for chapter in shown.chapters for one in chapter.entries]
    assert {one.anchor for one in entries} <= set(outline.ids)
    assert [one for one in outline.links if one.startswith("#") and one[1:] not in outline.ids] == []
    assert outline.tags.count("article") == len(entries) + len(shown.findings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_all_formats_tell_the_same(tiny: Path, case: Case) -> None:
    """The page, the comment and the terminal name every change, its file and line, and the verdict."""
    shown, body = compared(case, tiny)
    told = document(comparing.compare(find_project(tiny), "", "", lambda words: None).changes)
    page = " ".join("".join(Outline(body).texts).split())
    terminal = " ".join((as_text(told) + summary(told)).split())
    comment = as_markdown(told)
    assert all(shown.verdict in words for words in (page, terminal, comment))
    for entry in (one for chapter in shown.chapters for one in chapter.entries):
        for place in {row.place for row in entry.rows} or {entry.place}:
            assert [place in words for words in (page, terminal, comment)] == [True] * 3, place


def test_the_reports_made_by_hand_are_reports() -> None:
    """What the tests of the formats start from holds to the published schema."""
    jsonschema.Draft202012Validator(schema()).validate(report())


def page_of(words: str, project: Project) -> Outline:
    """Return the page of the report made by hand that says ``words`` in all fields, without cards."""
    told = saying(words)
    shown = review(told)
    nothing = comparing.compare(project, "", "", lambda _: None)
    page = review_page(shown, nothing.changes, nothing.base, nothing.head, project)
    body = render.to_markdown(page).split("---\n", 2)[2]
    assert len([block for block in BLANK.split(body.strip()) if not block.startswith("<")]) == 0
    return Outline(body)


def test_no_words_break_out_of_the_page(tiny: Path) -> None:
    """HTML, Markdown and template code in every field of a report are words on the page."""
    prepare("== head", tiny)
    project = find_project(tiny)
    plain = page_of("x", project)
    hostile = (
        "</article></section><script>alert(1)</script><img src=x onerror=alert(1)> \"' --> {{ 7*7 }}{% x %}",
        "\n\n# head\n\n- item\n\n```\ncode\n```\n\n[a](https://evil.example) <https://evil.example>",
        "javascript:alert(1)",
        "&lt;b&gt; &#60;script&#62;",
    )
    for words in hostile:
        seen = page_of(words, project)
        assert (seen.open, seen.wrong) == ([], [])
        assert seen.tags == plain.tags
        assert [link for link in seen.links if not link.startswith(("#", "../"))] == []


def test_the_page_is_written_only_when_asked_for(run: Run, tiny: Path) -> None:
    """``generate --review`` stages the page, unlisted, with a style of its own; the next run removes it."""
    prepare("== head", tiny)
    page = tiny / "staging/review/index.md"
    assert run("generate", "--review", "main").returncode == 0
    told = yaml.safe_load(page.read_text(encoding="utf-8").split("---\n")[1])
    assert (told["robots"], told["style"], told["search"]) == ("noindex", "review", {"exclude": True})
    assert run("generate").returncode == 0
    assert not page.exists()


def test_the_page_shows_drafts(run: Run, tiny: Path) -> None:
    """A preview with a review shows drafts without being asked: they are what an editor decides about."""
    prepare("== head", tiny)
    numbers = tiny / "content/harbour-bridge/facts/numbers.csv"
    numbers.write_text(numbers.read_text().replace(",accepted,", ",draft,", 1))
    assert run("generate", "--review", "main").returncode == 0
    assert "Draft: no editor" in (tiny / "staging/harbour-bridge/index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("made", [False, True])
def test_a_revision_that_is_not_there_is_told(run: Run, tiny: Path, made: bool) -> None:
    """Without a repository, or with a name git does not know, nothing is written and the reason is said."""
    if made:
        prepare("== head", tiny)
    tried = run("build", "--review", "nowhere")
    assert tried.returncode == 2
    assert "Traceback" not in tried.stderr
    assert tried.stderr.startswith("Cannot continue: ")
    assert not list((tiny / "site").glob("*.html"))


def test_a_preview_is_made_where_an_explainer_has_errors(run: Run, tiny: Path) -> None:
    """The preview has the review and every explainer without an error; of the other it has only why."""
    other = tiny / "content/second-bridge"
    shutil.copytree(tiny / "content/harbour-bridge", other)
    prepare("== head", tiny)
    numbers = other / "facts/numbers.csv"
    numbers.write_text(f"{numbers.read_text()}too,few\n")
    done = run("build", "--review", "main")
    assert (done.returncode, "csv-ragged" in done.stdout) == (1, True)
    told = {name: (tiny / "site" / name / "index.html").read_text() for name in ("review", "second-bridge")}
    assert "This change cannot be merged yet." in told["review"]
    assert '<a href="../second-bridge/">second-bridge: 1 error</a>' in told["review"]
    assert "This explainer cannot be shown: 1 error." in told["second-bridge"]
    assert "content/second-bridge/facts/numbers.csv:" in told["second-bridge"]
    assert (tiny / "site/harbour-bridge/index.html").exists()
    assert not (tiny / "site/second-bridge/articles").exists()
    assert "second-bridge/" not in (tiny / "site/sitemap.xml").read_text()


def test_an_error_in_what_all_share_leaves_all_out(run: Run, tiny: Path) -> None:
    """Where ``people.csv`` has an error no explainer is shown, and the review says what it is."""
    prepare("== head", tiny)
    people = tiny / "content/people.csv"
    people.write_text(f"{people.read_text()}too,few\n")
    assert run("build", "--review", "main").returncode == 1
    assert "harbour-bridge: 1 error" in (tiny / "site/review/index.html").read_text()
    assert "content/people.csv:" in (tiny / "site/harbour-bridge/index.html").read_text()


@pytest.mark.parametrize("name", ["people", "Bad_Name"])
def test_no_page_stands_where_no_explainer_can(run: Run, tiny: Path, name: str) -> None:
    """An explainer whose name cannot be an address is left out of a preview without a page in its place."""
    prepare("== head", tiny)
    shutil.copytree(tiny / "content/harbour-bridge", tiny / "content" / name)
    assert run("build", "--review", "main").returncode == 1
    assert f"{name}: 1 error" in unescape((tiny / "site/review/index.html").read_text())
    page = tiny / "site" / name / "index.html"
    assert not page.exists() or "cannot be shown" not in page.read_text()


def test_without_a_review_an_error_publishes_nothing(run: Run, tiny: Path) -> None:
    """The public site is all or nothing: it stays as it was while anything has an error."""
    numbers = tiny / "content/harbour-bridge/facts/numbers.csv"
    numbers.write_text(f"{numbers.read_text()}too,few\n")
    assert run("build").returncode == 1
    assert not (tiny / "site/index.html").exists()
