"""The walk of ``docs/review.md``: its commands run in their order, its pictures taken where they stand."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cmarkgfm
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, expect

from tests import desk
from tests.browser.serving import serving
from tests.conftest import ROOT, copy_project, environment
from tests.repositories import TestRepository, repository

PAPER = ROOT / "docs" / "review.md"
EXPLAINER = "harbour-fire"
FACT = "numbers-boats-destroyed"
ENDINGS = {"sh step": 0, "sh refused": 1}
"""How a block of commands is to end."""
MERGED = "2026-03-10T18:00:00Z"
"""When the walk's commits were made, as far as git is told."""
FRAME = """<!doctype html><html lang="en"><title>Comment</title><style>
body { max-width: 52rem; margin: 1.5rem auto; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; }
table { border-collapse: collapse }
td, th { border: 1px solid #d1d9e0; padding: .3rem .6rem; text-align: left }
h2, h3 { border-bottom: 1px solid #d1d9e0; padding-bottom: .3rem }
code { font-size: 85%; background: #eff1f3 }
li { margin: .2rem 0 } summary { margin: .4rem 0 } hr { border: 0; border-top: 1px solid #d1d9e0 }
</style>"""
"""About what GitHub puts around a comment."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the walk, taken where the paper shows it."""

    name: str
    """Without folder and suffix."""
    image: bytes
    """PNG."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the walk goes on: a project in a repository of its own, and a browser."""

    repository: TestRepository
    browser: Browser

    @property
    def project(self) -> Path:
        """The project's folder."""
        return self.repository.root

    def page(self) -> Page:
        """Return a new window."""
        return self.browser.new_page(viewport={"width": 1280, "height": 800})


def walk(project: Path, browser: Browser) -> Iterator[Picture]:
    """Yield the pictures of the walk, made in ``project``, a folder that is not there yet.

    Raises ``AssertionError`` where a command does not end, or does not say, what stands in the paper.
    """
    copy_project(ROOT / "content", project)
    (project / ".gitignore").write_text("site/\nstaging/\n.explainer/\n")
    made = repository(project)
    for setting in ("user.name=Ed", "user.email=ed@paper.example", "commit.gpgsign=false"):
        made.git("config", *setting.split("="))
    made.commit(MERGED, {}, "What is published")
    stage = Stage(made, browser)
    said = ""
    for kind, words in parts():
        if kind in ENDINGS:
            said = _run(stage, words, ENDINGS[kind])
        elif kind == "text":
            missing = [line for line in words.splitlines() if line not in said]
            assert missing == [], said
        elif kind == "image":
            yield Picture(words, SHOTS[words](stage))


def parts() -> Iterator[tuple[str, str]]:
    """Yield what the paper holds, in its order: fences by their kind, and pictures by their name."""
    for token in MarkdownIt("commonmark").parse(PAPER.read_text(encoding="utf-8")):
        if token.type == "fence":
            yield token.info, token.content
        for child in token.children or []:
            if child.type == "image":
                yield "image", Path(str(child.attrs["src"])).stem


def _run(stage: Stage, commands: str, ending: int) -> str:
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    done = subprocess.run(
        ["/bin/sh", "-ec", commands],
        cwd=stage.project,
        env=environment(PATH=path, GIT_AUTHOR_DATE=MERGED, GIT_COMMITTER_DATE=MERGED),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == ending, f"{commands}\n{done.stdout}"
    return done.stdout


def _at_the_desk(stage: Stage) -> bytes:
    """Name the draft of a number, take the picture, and accept it."""
    with desk.opened(stage.project, EXPLAINER) as address:
        page = stage.page()
        page.goto(address)
        page.get_by_label("Table").select_option("The numbers")
        page.get_by_label("Fact", exact=True).fill("boats-destroyed")
        page.get_by_label("What is counted").fill("Boats destroyed by the fire")
        expect(page.get_by_label("What is counted")).to_have_attribute("aria-invalid", "false")
        page.wait_for_load_state("networkidle")
        image = page.screenshot()
        page.keyboard.press("Escape")
        page.keyboard.press("a")
        expect(page.get_by_role("status")).to_contain_text("Accepted: ")
        page.close()
    return image


def _comment(stage: Stage) -> bytes:
    command = [sys.executable, "-m", "generator", "review", "--format", "markdown", "-C", str(stage.project)]
    written = subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8", check=True)
    html = cmarkgfm.github_flavored_markdown_to_html(written.stdout, options=Options.CMARK_OPT_UNSAFE)
    page = stage.page()
    page.set_content(FRAME + re.sub("<details>", "<details open>", html, count=1))
    expect(page.get_by_role("heading", level=2)).to_contain_text("This change can be merged.")
    image = page.screenshot()
    page.close()
    return image


def _published(stage: Stage) -> bytes:
    def prepare(page: Page) -> None:
        fact = page.locator(f'xpath=//*[@id="{FACT}"]/ancestor::li[1]')
        expect(fact).to_contain_text("Boats destroyed by the fire")
        expect(fact).not_to_contain_text("Draft")
        fact.locator("summary").first.click()
        fact.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 260)")

    return _of_the_site(stage, f"{EXPLAINER}/", prepare)


def _reviewed(stage: Stage) -> bytes:
    def prepare(page: Page) -> None:
        change = page.locator(f"#change-{EXPLAINER}-{FACT}")
        expect(change).to_contain_text("Its sources differ now.")
        page.keyboard.press("j")
        change.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 230)")

    return _of_the_site(stage, "review/", prepare)


def _corrected(stage: Stage) -> bytes:
    def prepare(page: Page) -> None:
        listed = page.locator(".corrections")
        expect(listed).to_contain_text("The harbour office counted again.")
        listed.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 600)")

    return _of_the_site(stage, f"{EXPLAINER}/", prepare)


def _of_the_site(stage: Stage, path: str, prepare: Callable[[Page], None]) -> bytes:
    with serving(stage.project / "site") as address:
        page = stage.page()
        page.goto(f"{address}{path}", wait_until="networkidle")
        prepare(page)
        image = page.screenshot()
        page.close()
    return image


SHOTS: Mapping[str, Callable[[Stage], bytes]] = {
    "review-desk": _at_the_desk,
    "review-comment": _comment,
    "review-published": _published,
    "review-desk-again": _at_the_desk,
    "review-page": _reviewed,
    "review-corrected": _corrected,
}
"""How each picture of the paper is taken."""
