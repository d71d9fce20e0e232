"""One megabyte of the same words in each kind of file: how long the program takes, and how much memory.

Run as a script it measures every kind with every words, prints a table and exits with 1 where something took
more than 5 seconds of CPU or 512 MB, or raised: ``python -m tests.hostile.megabytes``.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.spending import Spent, spend
from generator.content import digest
from tests.conftest import TINY, copy_project, environment

SIZE = 1_000_000
"""Characters."""
WORDS = (
    "[",
    "*a_",
    "<",
    "{",
    '"',
    "&",
    "\\",
    "a ",
    "1 ",
    "Anna Berg said. ",
    "“no” ",
    "\n",
    "\u0651",
    "\u200b",
    "\U000e0067",
    "👩‍👧",
)
MOST_SECONDS = 5.0
MOST_MEMORY = 512_000_000
"""Bytes."""
_FOLDER = "content/harbour-bridge"
_PEOPLE = "id,name,aliases,country,kind\nanna-berg,Anna Berg,Berg,NO,person\n"


def files(words: str) -> Mapping[str, tuple[str, str]]:
    """Return by kind the file that holds the words again and again, and its text."""
    many = (words * (SIZE // len(words) + 1))[:SIZE]
    cell = '"' + many.replace('"', '""') + '"'
    explainer = (TINY / _FOLDER / "explainer.md").read_text(encoding="utf-8")
    numbers = (TINY / _FOLDER / "facts" / "numbers.csv").read_text(encoding="utf-8")
    short = '"' + many[:100].replace('"', '""').strip() + '"'
    rows = "".join(f"f{one},{short},1,people,,bridge-opens,{short},draft,\n" for one in range(SIZE // 250))
    article = (TINY / _FOLDER / "articles" / "crowd-cheers.md").read_text(encoding="utf-8")
    _, front, text = article.split("---\n", 2)
    text += f"\n{many}"
    front = front.split("digest:")[0] + f"digest: {digest(text)}\n"
    return {
        "article": (f"{_FOLDER}/articles/crowd-cheers.md", f"---\n{front}---\n{text}"),
        "prose": (f"{_FOLDER}/explainer.md", f"{explainer}{many}\n"),
        "front matter": (f"{_FOLDER}/explainer.md", f"---\ntitle: {json.dumps(many)}\n---\n"),
        "cell": (f"{_FOLDER}/facts/numbers.csv", f"{numbers.rstrip()}{cell}\n"),
        "rows": (f"{_FOLDER}/facts/numbers.csv", numbers + rows),
        "table": (f"{_FOLDER}/facts/numbers.csv", many),
        "corrections": (
            f"{_FOLDER}/corrections.csv",
            f"date,fact,was,now,reason\n2026-03-11,numbers/spectators,{cell},b,c\n",
        ),
        "people": ("content/people.csv", f"{_PEOPLE}kim-lee,Kim Lee,{cell},NO,person\n"),
        "declaration": ("content/tables/own.yml", many),
        "settings": ("mkdocs.yml", many),
    }


def measure(root: Path, file: tuple[str, str], *command: str) -> Spent:
    """Run a command of the program on the tiny project with one file written anew, in an empty folder."""
    copy_project(TINY / "content", root)
    path = root / file[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(file[1], encoding="utf-8")
    words = [sys.executable, "-m", "generator", *command, "--project", str(root)]
    return spend(words, root, environment())


def good(spent: Spent) -> bool:
    """Return whether a run came to an end as the program promises, in good time."""
    ended = spent.code in (0, 1, 2) and "Traceback" not in spent.said and "bug" not in spent.said
    return ended and spent.processor <= MOST_SECONDS and spent.memory <= MOST_MEMORY


def main() -> int:
    """Measure everything; return 1 where something was too slow, too large or raised."""
    failed = 0
    for words in WORDS:
        for kind, file in files(words).items():
            root = Path(tempfile.mkdtemp())
            try:
                one = measure(root, file, "build", "--drafts")
            finally:
                shutil.rmtree(root)
            failed += not good(one)
            mark = "" if good(one) else "  too much"
            took = f"{one.processor:5.1f} s {one.memory / 1e6:5.0f} MB"
            print(f"{kind:13} {words!r:20} exit {one.code} {took}{mark}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
