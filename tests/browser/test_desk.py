"""The review desk, used by an editor in a browser: by keyboard, by pointer, and against what goes wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.content import digest
from tests import desk
from tests.browser.axe import Scheme, broken, in_every_window, window
from tests.conftest import ROOT, TINY, copy_project

pytestmark = pytest.mark.browser

EXPLAINER = "harbour-bridge"
FOLDER = Path("content", EXPLAINER)
NUMBERS = FOLDER / "facts/numbers.csv"
QUOTES = FOLDER / "facts/quotes.csv"
HOSTILE = "<img src=x onerror=document.title='owned'> {{7*7}} <script>document.title='owned'</script>"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The tiny project, with three drafts: two numbers and a quotation."""
    folder = copy_project(TINY / "content", tmp_path)
    for path in (folder / NUMBERS, folder / QUOTES):
        path.write_text(path.read_text().replace(",accepted,", ",draft,"))
    return folder


@pytest.fixture
def page(browser: Browser, project: Path) -> Iterator[Page]:
    """The desk of the project, open in a browser that tells of every error."""
    with desk.opened(project, EXPLAINER) as address, browser.new_context() as context:
        wrong: list[str] = []
        opened = context.new_page()
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        opened.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
        opened.goto(address)
        expect(opened.locator("mark")).to_be_visible()
        yield opened
        assert [one for one in wrong if "409" not in one] == []


def heading(page: Page, words: str) -> None:
    """Wait until the draft shown is the one called ``words``."""
    expect(page.locator("#label")).to_have_text(words)


def test_a_draft_stands_beside_its_sentence(page: Page) -> None:
    """The first draft is open, its words marked in their sentence, in view, and its cells in the fields.

    A word or a number has one line that cannot be drawn longer, a sentence as many as it needs.
    """
    heading(page, "People at the opening")
    expect(page.locator("mark")).to_have_text("About 2,000 people watched.")
    expect(page.locator("mark")).to_be_in_viewport()
    expect(page.get_by_label("Value")).to_have_value("about 2,000")
    expect(page.locator("#progress")).to_have_text("1 of 3 · 0 decided")
    for label, tag in (("Value", "INPUT"), ("Unit", "INPUT"), ("Evidence", "TEXTAREA"), ("Note", "TEXTAREA")):
        assert page.get_by_label(label, exact=True).evaluate("field => field.tagName") == tag


def test_a_morning_by_keyboard(page: Page, project: Path) -> None:
    """Accept, next, reject with a reason, undo: all by single keys, and the tables hold what was decided."""
    before = (project / NUMBERS).read_bytes()
    page.keyboard.press("a")
    expect(page.locator("#progress")).to_have_text("2 of 3 · 1 decided")
    expect(page.get_by_role("status")).to_contain_text("Accepted: People at the opening")
    assert (project / NUMBERS).read_bytes() == before.replace(b",draft,", b",accepted,", 1)
    page.keyboard.press("n")
    heading(page, "This bridge belongs to everyone")
    page.keyboard.press("r")
    expect(page.get_by_role("dialog", name="Why is it rejected?")).to_be_visible()
    page.keyboard.type("Said on another day.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_have_text("2 of 3 · 2 decided")
    assert ",rejected,Said on another day." in (project / QUOTES).read_text()
    page.keyboard.press("u")
    heading(page, "This bridge belongs to everyone")
    assert ",draft,\n" in (project / QUOTES).read_text()
    page.keyboard.press("u")
    expect(page.locator("#progress")).to_have_text("1 of 3 · 0 decided")
    assert (project / NUMBERS).read_bytes() == before


def test_what_is_typed_is_checked_as_it_is_typed(page: Page, project: Path) -> None:
    """A wrong value gets its finding beside its field; accepting it is refused; mended, it goes."""
    before = (project / NUMBERS).read_bytes()
    page.keyboard.press("f")
    expect(page.get_by_label("Fact")).to_be_focused()
    value = page.get_by_label("Value")
    value.fill("about 3,000")
    expect(value).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#field-value-problems")).to_contain_text("about 3,000")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Not written")
    assert (project / NUMBERS).read_bytes() == before
    page.keyboard.press("f")
    expect(value).to_be_focused()
    value.fill("about 2,000")
    expect(value).to_have_attribute("aria-invalid", "false")
    page.get_by_label("What is counted").fill('People who "watched", on foot')
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator("#progress")).to_have_text("2 of 3 · 1 decided")
    assert '"People who ""watched"", on foot","about 2,000",people' in (project / NUMBERS).read_text()


def test_other_evidence_moves_the_mark(page: Page) -> None:
    """While the evidence is typed over, the mark shows where the new words stand, if anywhere."""
    evidence = page.get_by_label("Evidence")
    evidence.fill("2,000 people watched")
    expect(page.locator("mark")).to_have_text("2,000 people watched")
    evidence.fill("nobody watched")
    expect(page.locator("mark")).to_have_count(0)
    lost = page.locator("#source .source__lost")
    expect(lost).to_contain_text("the evidence is not in “bridge-opens”")
    evidence.fill("2,000 people watch")
    expect(lost).to_contain_text("only as a part of")
    evidence.fill("")
    expect(lost).to_contain_text("“evidence” is empty")
    expect(page.locator("#source")).to_contain_text("people watched")


def test_problems_are_named_above_the_form(page: Page) -> None:
    """The fields with a problem are named where everybody looks first, and each name leads to its field."""
    evidence = page.get_by_label("Evidence")
    evidence.fill("nobody watched")
    summary = page.locator("#summary")
    expect(summary).to_contain_text("Evidence")
    expect(summary).to_be_in_viewport()
    summary.get_by_role("button", name="Evidence").click()
    expect(evidence).to_be_focused()
    evidence.fill("About 2,000 people watched.")
    expect(summary).to_be_hidden()


def test_a_draft_is_saved_without_a_decision(page: Page, project: Path) -> None:
    """Saving writes what was typed and leaves the row a draft; undo takes the words back.

    Where nothing was typed nothing is saved, and the desk says it; there is nothing to undo.
    """
    before = (project / NUMBERS).read_bytes()
    page.keyboard.press("s")
    expect(page.get_by_role("status")).to_contain_text("Nothing to save")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    assert (project / NUMBERS).read_bytes() == before
    page.get_by_label("What is counted").fill("Spectators")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    heading(page, "People at the opening")
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert (project / NUMBERS).read_bytes() == before.replace(b"People at the opening", b"Spectators", 1)
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    assert (project / NUMBERS).read_bytes() == before


def test_a_table_at_a_time(page: Page) -> None:
    """The filter leaves the drafts of one table in the list, and next stays among them."""
    page.get_by_label("Table").select_option("The numbers")
    drafts = page.get_by_role("navigation", name="Drafts").get_by_role("button")
    expect(drafts).to_have_count(2)
    expect(drafts.first).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    page.locator("#label").focus()
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(drafts.first).to_have_attribute("aria-current", "true")


def test_single_keys_can_be_turned_off(page: Page, project: Path) -> None:
    """Keys do nothing in a field, with Ctrl, or when they are turned off (WCAG 2.1.4)."""
    before = (project / NUMBERS).read_bytes()
    page.get_by_label("Attribution").fill("")
    page.keyboard.press("a")
    expect(page.get_by_label("Attribution")).to_have_value("a")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    page.keyboard.press("?")
    page.get_by_label("Single keys work outside fields").uncheck()
    page.get_by_role("button", name="Close").click()
    page.locator("#label").focus()
    page.keyboard.press("a")
    page.keyboard.press("n")
    heading(page, "People at the opening")
    expect(page.locator("#progress")).to_have_text("1 of 3 · 0 decided")
    assert (project / NUMBERS).read_bytes() == before


def test_somebody_else_writes_meanwhile(page: Page, project: Path) -> None:
    """A change underneath is told before anything is written; typed words outlive loading again."""
    page.get_by_label("What is counted").fill("Spectators of the opening")
    numbers = project / NUMBERS
    numbers.write_text(numbers.read_text().replace("People at the opening", "People on the quay", 1))
    theirs = numbers.read_bytes()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("changed by somebody else")
    assert numbers.read_bytes() == theirs
    page.get_by_role("button", name="Load again").click()
    expect(page.get_by_label("What is counted")).to_have_value("Spectators of the opening")
    expect(page.locator("#fields")).to_contain_text("In the file now: People on the quay")
    page.keyboard.press("a")
    expect(page.locator("#progress")).to_have_text("2 of 3 · 1 decided")
    assert numbers.read_bytes() == theirs.replace(
        b"People on the quay", b"Spectators of the opening"
    ).replace(b",draft,", b",accepted,", 1)


def test_a_change_is_noticed_by_itself(page: Page, project: Path) -> None:
    """The desk says that the files changed without being asked; a row that is gone gives its words back."""
    page.get_by_label("What is counted").fill("Words of mine")
    lines = (project / NUMBERS).read_text().splitlines(keepends=True)
    (project / NUMBERS).write_text("".join([lines[0], lines[2]]))
    expect(page.get_by_role("alert")).to_contain_text("changed by somebody else")
    page.get_by_role("button", name="Load again").click()
    expect(page.get_by_role("alert")).to_contain_text("what = Words of mine")


def test_a_row_that_moved_is_the_same_row(page: Page, project: Path) -> None:
    """Rows added above by somebody else do not keep a row, which stands as it was, from being accepted."""
    lines = (project / NUMBERS).read_text().splitlines(keepends=True)
    (project / NUMBERS).write_text("".join([lines[0], lines[2], lines[1]]))
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Accepted")
    wanted = [lines[0], lines[2], lines[1].replace(",draft,", ",accepted,")]
    assert (project / NUMBERS).read_text() == "".join(wanted)


def test_the_desk_is_closed(browser: Browser, project: Path) -> None:
    """After Ctrl-C the open page says so, and keeps the words typed."""
    with window(browser) as page:
        with desk.opened(project, EXPLAINER) as address:
            page.goto(address)
            expect(page.locator("mark")).to_be_visible()
        page.get_by_label("What is counted").fill("Words of mine")
        expect(page.get_by_role("alert")).to_contain_text("does not answer")
        expect(page.get_by_label("What is counted")).to_have_value("Words of mine")


def test_hostile_words_stay_words(browser: Browser, project: Path) -> None:
    """Markup in an article, a title and a cell is shown as written: no script runs, nothing is fetched."""
    article = project / FOLDER / "articles/bridge-opens.md"
    front, text = article.read_text().rsplit("---\n", 1)
    text = f"{HOSTILE}\n\u202eturned\n{text}"
    front = re.sub("digest: .*", f"digest: {digest(text)}", front).replace("New bridge opens", "</script>New")
    article.write_text(f"{front}---\n{text}")
    numbers = project / NUMBERS
    numbers.write_text(numbers.read_text().replace("People at the opening", HOSTILE.replace('"', "")))
    asked: list[str] = []
    with desk.opened(project, EXPLAINER) as address, window(browser) as page:
        page.on("request", lambda one: asked.append(one.url))
        page.goto(address)
        expect(page.locator("mark")).to_be_visible()
        expect(page.locator("#source")).to_contain_text(HOSTILE)
        expect(page.locator("#source")).to_contain_text("<U+202E RIGHT-TO-LEFT OVERRIDE>turned")
        expect(page.locator("#label")).to_have_text(HOSTILE)
        assert page.locator("main img, main script").count() == 0
        assert page.title() == "Review desk: The Harbour Bridge"
        assert all(url.startswith(address) for url in asked)


@in_every_window
def test_nothing_keeps_anybody_out(browser: Browser, project: Path, width: int, scheme: Scheme) -> None:
    """axe finds nothing, with a finding shown and in each dialog, and nothing is wider than the window."""
    with desk.opened(project, EXPLAINER) as address, window(browser, width, scheme) as page:
        page.goto(address)
        expect(page.locator("mark")).to_be_visible()
        page.get_by_label("Value").fill("about 3,000")
        expect(page.locator(".problem").first).to_be_visible()
        for opener in (None, "Reject…", "Keys"):
            if opener:
                page.get_by_role("button", name=opener).click()
            assert broken(page) == []
            page.keyboard.press("Escape")


def test_the_whole_of_beijing(browser: Browser, tmp_path: Path) -> None:
    """All drafts of a real explainer are accepted one key each, and the tables are then as they were."""
    project = copy_project(ROOT / "content", tmp_path)
    facts = project / "content/beijing-summit-2025/facts"
    before = {path.name: path.read_bytes() for path in facts.iterdir()}
    for path in facts.iterdir():
        path.write_bytes(path.read_bytes().replace(b",accepted,", b",draft,"))
    with desk.opened(project, "beijing-summit-2025") as address, window(browser) as page:
        page.goto(address)
        expect(page.locator("mark")).to_be_visible()
        total = page.get_by_role("navigation").get_by_role("button").count()
        for count in range(total):
            page.keyboard.press("a")
            expect(page.locator("#progress")).to_contain_text(f"{count + 1} decided")
        expect(page.get_by_role("status")).to_contain_text("Every draft is decided")
    assert total == 39
    assert {path.name: path.read_bytes() for path in facts.iterdir()} == before
