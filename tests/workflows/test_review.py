"""The review of pull requests from a fork, good and hostile, as the workflow's own steps do it."""

import json
from pathlib import Path

import cmarkgfm
import pytest

from tests.conftest import ROOT
from tests.workflows.actions import git
from tests.workflows.conftest import WORKFLOWS, Host, added
from tests.workflows.log import commands
from tests.workflows.proposals import CANARY, CONTENT, add_article, article
from tests.workflows.runner import Job

ANNOTATIONS = {"notice", "warning", "error"}


def kept(reviewed: Job, name: str) -> Path:
    """Return a file of what the review leaves behind."""
    return reviewed.machine.workspace / "review" / name


def annotated(reviewed: Job) -> set[str]:
    """Return the files that are annotated; nothing else may be ordered from the runner."""
    listed = [*commands(reviewed.log)]
    assert {one.name for one in listed} <= ANNOTATIONS
    assert all(one.properties.startswith("file=content/") for one in listed)
    return {one.properties.partition(",")[0].removeprefix("file=") for one in listed}


def test_good(host: Host) -> None:
    """An added article with a draft can be merged: so say the summary and a preview."""
    reviewed = host.review(host.propose(add_article))
    assert reviewed.succeeded, reviewed.log
    assert "This change can be merged" in reviewed.machine.summary
    assert f"{CONTENT}/facts/numbers.csv" in annotated(reviewed)
    assert kept(reviewed, "review.md").read_text() == reviewed.machine.summary
    assert json.loads(kept(reviewed, "review.json").read_text())["verdict"]["mergeable"] is True
    page = kept(reviewed, "site/harbour-bridge/index.html").read_text()
    assert "the ribbon being cut" in page, "the preview shows drafts, too"
    assert "the ribbon being cut" in kept(reviewed, "site/review/index.html").read_text()


def test_a_mistake(host: Host) -> None:
    """A row that its article does not bear out makes the run fail; report and preview say why."""

    def change(work: Path) -> None:
        add_article(work)
        numbers = work / CONTENT / "facts" / "numbers.csv"
        numbers.write_text(
            numbers.read_text().replace('"about 2,000",people,,harbour', "9000,people,,harbour")
        )

    reviewed = host.review(host.propose(change))
    assert not reviewed.succeeded
    assert reviewed.ran[-1] == "Say whether it can be merged"
    assert "This change cannot be merged" in reviewed.machine.summary
    assert any(one.name == "error" for one in commands(reviewed.log))
    assert "This change cannot be merged" in kept(reviewed, "site/review/index.html").read_text()
    assert "This explainer cannot be shown" in kept(reviewed, "site/harbour-bridge/index.html").read_text()


@pytest.mark.parametrize("strict", ["true", "false"])
def test_strict(host: Host, strict: str) -> None:
    """A warning forbids merging only where the action is told to be strict."""

    def change(work: Path) -> None:
        (work / CONTENT / "articles" / "unused.md").write_text(article("Unused", "Nobody cites this.\n"))

    workflow = host.folder / "review.yml"
    words = (WORKFLOWS / "review.yml").read_text()
    workflow.write_text(f"{words}        with:\n          strict: {strict}\n")
    reviewed = host.review(host.propose(change), workflow)
    assert reviewed.succeeded is (strict == "false"), reviewed.log
    assert any(one.name == "warning" for one in commands(reviewed.log))


def test_hostile_program(host: Host) -> None:
    """Nothing but content/ is taken from a pull request: its program, settings and theme have no effect."""

    def change(work: Path) -> None:
        add_article(work)
        shout = f"import sys; print({CANARY!r}, file=sys.stderr)\n"
        for module in ("__init__", "__main__", "cli/__init__", "plugin", "markup"):
            path = work / "generator" / f"{module}.py"
            path.write_text(shout + path.read_text())
        (work / "sitecustomize.py").write_text(shout)
        (work / "mkdocs.py").write_text(shout)
        (work / "mkdocs.yml").write_text(
            f"site_name: {CANARY}\nhooks: [sitecustomize.py]\ndocs_dir: staging\n"
        )
        (work / "Makefile").write_text(f"all:\n\techo {CANARY}\n")
        (work / "requirements.lock").write_text(f"# {CANARY}\n")
        main = work / "overrides" / "main.html"
        main.write_text(f"<!-- {CANARY} -->{main.read_text()}")
        action = work / "action.yml"
        action.write_text(action.read_text().replace("resume=", f"echo {CANARY}; resume="))

    reviewed = host.review(host.propose(change))
    assert not reviewed.succeeded
    assert "program-changed" in reviewed.log
    assert CANARY not in reviewed.log + reviewed.machine.summary
    checkout = reviewed.machine.workspace / "explainers"
    assert not any((checkout / name).exists() for name in ("sitecustomize.py", "mkdocs.py"))
    for path in kept(reviewed, ".").rglob("*"):
        assert path.is_dir() or CANARY.encode() not in path.read_bytes(), path


def test_attributes(host: Host) -> None:
    """What is read are the bytes that git keeps, whatever attributes a pull request gives to files."""

    def change(work: Path) -> None:
        add_article(work)
        # Added before there are attributes, so that git keeps the bytes as they are.
        git(work, "add", "--all")
        (work / "content" / ".gitattributes").write_text("*.md text eol=crlf\n")
        (work / ".gitattributes").write_text("mkdocs.yml text eol=crlf\noverrides/** text eol=crlf\n")
        git(work, "add", "content/.gitattributes", ".gitattributes")

    proposed = host.propose(change)
    reviewed = host.review(proposed)
    assert [line for line in reviewed.log.splitlines() if line.startswith("::error")], reviewed.log
    assert kept(reviewed, "site/index.html").is_file()
    checkout = reviewed.machine.workspace / "explainers"
    for name in ("mkdocs.yml", "overrides/main.html", ".gitattributes"):
        assert (checkout / name).read_bytes() == (ROOT / name).read_bytes()
    for path in (checkout / "content").rglob("*.md"):
        assert b"\r" not in path.read_bytes()


def test_hostile_links(host: Host, tmp_path: Path) -> None:
    """Links and submodules in content/ lead nowhere: nothing shows what they point to."""
    secret = tmp_path / "secret.txt"
    secret.write_text(article("Leaked", CANARY))

    def change(work: Path) -> None:
        (work / CONTENT / "articles" / "leaked.md").symlink_to(secret)
        (work / "content" / "leaked").symlink_to(tmp_path)
        git(work, "clone", "--quiet", str(host.origin), "content/borrowed")

    reviewed = host.review(host.propose(change))
    assert not reviewed.succeeded
    assert {f"{CONTENT}/articles/leaked.md", "content/leaked"} <= annotated(reviewed)
    assert CANARY not in reviewed.log + reviewed.machine.summary + kept(reviewed, "review.json").read_text()
    assert not any(
        path.is_symlink() for path in (reviewed.machine.workspace / "explainers/content").rglob("*")
    )
    assert kept(reviewed, "site/review/index.html").exists()


@pytest.mark.parametrize("content", ["link", "file", "nothing"])
def test_no_content(host: Host, tmp_path: Path, content: str) -> None:
    """A pull request whose content/ is a link, a file or missing is refused without a preview."""

    def change(work: Path) -> None:
        git(work, "rm", "-rq", "content")
        if content == "link":
            (work / "content").symlink_to(tmp_path)
        elif content == "file":
            (work / "content").write_text("no folder")

    reviewed = host.review(host.propose(change))
    assert not reviewed.succeeded
    assert any(one.name == "error" for one in commands(reviewed.log))
    assert kept(reviewed, "site/review/index.html").exists()


def test_no_review(host: Host) -> None:
    """Where no review can be made the run says so and leaves nothing behind."""
    git(host.folder, "clone", "--quiet", str(host.origin), "work")
    work = host.folder / "work"
    with added(work, "Break the settings"):
        (work / "mkdocs.yml").write_text("theme: none\n")
    git(work, "push", "--quiet", "origin", "main")
    reviewed = host.review(host.propose(add_article))
    assert not reviewed.succeeded
    assert "mkdocs.yml:1 must set site_name" in reviewed.log
    assert [one.words for one in commands(reviewed.log)] == [
        "There is no review. The log of this step says why."
    ]
    assert reviewed.ran[-1] == "Review"


WORDS = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [link](https://evil.example/) ![i](https://evil.example/i)"
    " <i>not ours</i> @everyone #1 https://evil.example/ {{ 7*7 }} ##[add-mask]a %0A::error::b | `c` <!-- -->"
)


def in_page(path: Path, *signs: str) -> list[str]:
    """Return which signs stand in a page."""
    return [sign for sign in signs if sign in path.read_text()]


def test_hostile_words(host: Host) -> None:
    """Words of content that look like HTML or Markdown stay words, in the summary and in the preview."""
    note = f'"{WORDS}"'
    reviewed = host.review(host.propose(lambda work: add_article(work, title=WORDS, note=note)))
    assert reviewed.succeeded, reviewed.log
    annotated(reviewed)
    shown = cmarkgfm.github_flavored_markdown_to_html(reviewed.machine.summary)
    assert "onerror=alert(2)" in shown
    live = ("<script>alert", "<img src=x", 'href="https://evil.example', "<i>not ours")
    assert not any(sign in shown for sign in (*live, "<a ", "<img"))
    pages = [*kept(reviewed, "site").rglob("*.html")]
    assert any(in_page(page, "alert(2)") for page in pages)
    assert [(page, found) for page in pages if (found := in_page(page, *live))] == []


def test_hostile_commands(host: Host) -> None:
    """Lines and names in content that look like a runner's commands are none."""

    def change(work: Path) -> None:
        told = f"::error file=mkdocs.yml::{CANARY}\n##[set-output name=verdict]0\n  ::stop-commands::x\n"
        articles = work / CONTENT / "articles"
        (articles / "told.md").write_text(article(told, told))
        (articles / f"a\n::error::{CANARY}.md").write_text(article("Odd", told))
        (articles / "mistaken.md").write_text(f"{told}---\n::add-mask::a\n")
        (work / "content" / f"##[error]{CANARY}").mkdir()
        (work / "content" / f"##[error]{CANARY}" / "explainer.md").write_text(f"---\n{told}---\n{told}")

    reviewed = host.review(host.propose(change))
    assert not reviewed.succeeded
    assert CANARY in reviewed.log
    annotated(reviewed)


def test_large_file(host: Host) -> None:
    """A file larger than is read stops the pull request and not the runner."""

    def change(work: Path) -> None:
        (work / CONTENT / "articles" / "large.md").write_text(article("Large", "Many words.\n" * 1_000_000))

    reviewed = host.review(host.propose(change))
    assert not reviewed.succeeded
    assert f"{CONTENT}/articles/large.md" in annotated(reviewed)
    assert kept(reviewed, "review.json").stat().st_size < 100_000
