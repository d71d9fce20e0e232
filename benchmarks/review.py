"""Times the review of many changed rows: ``python -m benchmarks.review [ROWS] [ARTICLES]`` (not on Windows).

In a repository made for the purpose every row of one explainer says another number than at the last commit,
and the file has another order. Nothing is kept from an earlier run; the second time is that of a reader who
looks again.
"""

import hashlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FOLDER = "content/depots"
HEADER = "fact,what,value,unit,attribution,article,evidence,status,note\n"
BETWEEN = (
    "The council met in the old hall for most of the morning.",
    "Nobody from the ministry wanted to comment on the plan.",
    "Trucks waited in line outside the gate until the evening.",
)


def sentence(number: int) -> str:
    """Return what an article says of one depot."""
    return f"Depot {number} in the harbour district stored {1000 + number:,} crates of oranges on Tuesday."


def table(rows: int, articles: int, more: int) -> str:
    """Return the table in which every number is greater by ``more`` than its article says."""
    lines = [
        f'depot-{number},Crates in depot {number},"{1000 + number + more:,}",crates,,'
        f'article-{number % articles},"{sentence(number)}",accepted,\n'
        for number in range(rows)
    ]
    if more:
        random.Random(more).shuffle(lines)
    return HEADER + "".join(lines)


def files(rows: int, articles: int) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of a project."""
    yield "mkdocs.yml", "site_name: Depots\ndocs_dir: staging\n"
    yield "content/people.csv", "id,name,aliases,country,kind\n"
    front = "title: Depots\nstandfirst: What they hold.\ndate: 2026-03-10\nupdated: 2026-03-11\n"
    yield f"{FOLDER}/explainer.md", f"---\n{front}---\nMany.\n"
    yield f"{FOLDER}/facts/numbers.csv", table(rows, articles, 0)
    for one in range(articles):
        said = [f"{sentence(number)} {BETWEEN[number % 3]}" for number in range(one, rows, articles)]
        text = "\n\n".join(said) + "\n"
        digest = hashlib.sha256(text.encode()).hexdigest()
        front = f"title: Article {one}\npublished: 2026-03-10\nlanguage: en\ndigest: sha256:{digest}\n"
        yield f"{FOLDER}/articles/article-{one}.md", f"---\n{front}---\n{text}"


def main() -> None:
    """Print the seconds of two reviews, as a person waits for them."""
    rows, articles = (int(word) for word in (sys.argv[1:] + ["1000", "100"][len(sys.argv) - 1 :])[:2])
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder, "project"), Path(folder, "cache")
        for path, text in files(rows, articles):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        git = ["git", "-C", str(root), "-c", "user.name=Ed", "-c", "user.email=ed@paper.example"]
        for words in (
            ["init", "--quiet", "--initial-branch=main"],
            ["add", "."],
            ["commit", "--quiet", "-m", "x"],
        ):
            subprocess.run([*git, *words], check=True)
        (root / FOLDER / "facts/numbers.csv").write_text(table(rows, articles, 5000), encoding="utf-8")
        review = [sys.executable, "-m", "generator", "review", "-C", str(root)]
        for when in ("first", "again"):
            begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            environment = os.environ | {"EXPLAINER_CACHE": str(cache)}
            subprocess.run(
                review, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            waited = time.perf_counter() - begun
            print(f"{rows:,} changed rows, {when}: {waited:.1f} s, {worked:.1f} s of them by a processor")


if __name__ == "__main__":
    main()
