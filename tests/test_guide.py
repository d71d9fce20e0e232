"""The editorial guide, and the newcomer's first line: their commands run as they stand."""

import shutil
import subprocess
import sys
from pathlib import Path

from markdown_it import MarkdownIt

from tests.conftest import ROOT, environment

GUIDE = ROOT / "docs" / "editorial-guide.md"
PAGE = ROOT / "tests" / "intake" / "pages" / "agency-story.html"
FACTS = "content/harbour-fire/facts"


def typed(project: Path, commands: str) -> str:
    """Type commands in a shell, in the project's folder, and return what they say; none may fail."""
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    done = subprocess.run(
        ["/bin/sh", "-ec", commands],
        cwd=project,
        env=environment(PATH=path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}"
    return done.stdout


def test_the_guide_s_commands_work_in_their_order(tiny: Path) -> None:
    """Each command of the guide succeeds after those above it, from the first draft to its correction."""
    before = {path.name for path in tiny.iterdir()}
    blocks = MarkdownIt("commonmark").parse(GUIDE.read_text(encoding="utf-8"))
    commands = [block.content for block in blocks if (block.type, block.info) == ("fence", "sh step")]
    assert len(commands) >= 5
    for one in commands:
        typed(tiny, one)
    assert ",accepted," in (tiny / FACTS / "timeline.csv").read_text()
    assert ',rejected,"Says nothing' in (tiny / FACTS / "quotes.csv").read_text()
    assert ',retracted,"The mayor' in (tiny / FACTS / "numbers.csv").read_text()
    entries = (tiny / "content/harbour-fire/corrections.csv").read_text()
    assert "numbers/boats-fire-destroyed-least,at least 40 boats,,The mayor corrected herself." in entries
    assert {path.name for path in tiny.iterdir()} == before


def test_a_newcomer_s_first_line_ends_at_the_drafts(tiny: Path) -> None:
    """From two files to a built site in one line, which ends by saying where the drafts can be seen."""
    shutil.rmtree(tiny / "content/harbour-bridge")
    shutil.copy(PAGE, tiny / "saved-page.html")
    (tiny / "article.txt").write_text(
        "Mayor Anna Berg visited Rostock on 4 May 2024. She counted 40 boats.\n"
    )
    said = typed(
        tiny,
        "explainer new demo && explainer add demo saved-page.html article.txt && explainer extract demo"
        " && explainer check demo && explainer build",
    )
    *_, drafts, where = said.splitlines()
    assert "demo: " in drafts
    assert "no page yet" in drafts
    assert drafts.endswith("To decide: explainer desk demo")
    assert where == "To see the pages with their drafts: explainer serve, or explainer build --drafts."
    assert "search engines" in typed(tiny, "explainer build --drafts")
    assert "Draft: no editor has accepted this yet" in (tiny / "site/demo/index.html").read_text()
