"""Measure how one explainer of very many articles and rows is checked and made.

python benchmarks/large.py --articles 3000 --rows 100000
"""

import argparse
import csv
import datetime
import hashlib
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from spending import spend

ROOT = Path(__file__).parent.parent
_FIRST = ("Anna", "Ben", "Clara", "David", "Ella", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Lars")
_SYLLABLES = (
    "bar",
    "dal",
    "fen",
    "gol",
    "hul",
    "kam",
    "lor",
    "mun",
    "nes",
    "pol",
    "ras",
    "sel",
    "tor",
    "val",
)
_COUNTRIES = {"Norway": "NO", "Japan": "JP", "Brazil": "BR", "France": "FR", "Kenya": "KE", "Poland": "PL"}
_BEGUN = datetime.date(2020, 1, 1)
_COLUMNS = {
    "attendees": ("person", "role", "country", "presence", "relation", "attribution"),
    "deals": ("fact", "deal", "parties", "value", "unit", "term", "date", "state", "attribution"),
    "numbers": ("fact", "what", "value", "unit", "attribution"),
    "quotes": ("fact", "speaker", "words", "occasion", "attribution"),
    "timeline": ("fact", "date", "event", "state", "attribution"),
}
_TOLD_BY = 2
"""Articles that tell each fact."""


def _name(number: int) -> str:
    """Return a name of its own for each number."""
    syllables = []
    for _ in range(4):  # enough for 38,416 names
        number, one = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[one])
    return "".join(syllables).capitalize()


def _person(number: int) -> str:
    return f"{_FIRST[number % len(_FIRST)]} {_name(number)}"


def _fact(table: str, number: int) -> tuple[str, dict[str, str]]:
    """Return a sentence and the cells of a row that it proves."""
    place = _name(number)
    day = _BEGUN + datetime.timedelta(days=number % 1500)
    written = f"{day.day} {day:%B %Y}"
    amount = f"{120 + number:,}"
    country = list(_COUNTRIES)[number % len(_COUNTRIES)]
    other = list(_COUNTRIES)[(number + 1) % len(_COUNTRIES)]
    slug = place.lower()
    if table == "attendees":
        return f"{_person(number)} attended the talks.", {"person": _person(number), "presence": "attended"}
    if table == "numbers":
        cells = {"fact": slug, "what": f"Visitors in {place}", "value": amount, "unit": "visitors"}
        return f"There were {amount} visitors in {place}.", cells
    if table == "timeline":
        cells = {"fact": slug, "date": day.isoformat(), "event": f"The harbour of {place} opened"}
        return f"The harbour of {place} opened on {written}.", cells | {"state": "happened"}
    if table == "deals":
        cells = {
            "fact": slug,
            "deal": f"Deal on {place}",
            "parties": f"{country}; {other}",
            "state": "signed",
        }
        return f"{country} and {other} signed a deal on {place} on {written}.", cells | {
            "date": day.isoformat()
        }
    words = f"We will build {place} again"
    cells = {"fact": slug, "speaker": _person(number), "words": words}
    return f"“{words},” {_person(number)} said.", cells


def write(folder: Path, articles: int, rows: int) -> None:
    """Write ``content/`` with one explainer into ``folder``, which must not exist."""
    own = folder / "large-event"
    for name in ("articles", "facts"):
        (own / name).mkdir(parents=True)
    facts = rows // _TOLD_BY // len(_COLUMNS)
    _write_people(folder / "people.csv", facts)
    told: list[list[str]] = [[] for _ in range(articles)]
    place = 0
    for table, columns in _COLUMNS.items():
        with (own / "facts" / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            all_columns = (*columns, "article", "evidence", "status", "note")
            writer = csv.DictWriter(file, all_columns, restval="", lineterminator="\n")
            writer.writeheader()
            for number in range(facts):
                sentence, cells = _fact(table, number)
                for _ in range(_TOLD_BY):
                    article = place % articles
                    place += 1
                    told[article].append(sentence)
                    proof = {"article": f"article-{article}", "evidence": sentence, "status": "accepted"}
                    writer.writerow(cells | proof)
    for number, sentences in enumerate(told):
        (own / "articles" / f"article-{number}.md").write_text(_article(number, sentences))
    (own / "explainer.md").write_text(
        _front_matter(
            title="A large event",
            standfirst="Everything that was told of it.",
            date=_BEGUN.isoformat(),
            updated=_BEGUN.isoformat(),
            place="Oslo",
            tags=["harbour"],
            at_a_glance=[f"numbers/{_name(0).lower()}"],
        )
        + f"There were [{_fact('numbers', 0)[1]['value']} visitors](fact:numbers/{_name(0).lower()}).\n"
    )


def _write_people(path: Path, count: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        people = csv.writer(file, lineterminator="\n")
        people.writerow(["id", "name", "aliases", "country", "kind"])
        for number in range(count):
            country = list(_COUNTRIES.values())[number % len(_COUNTRIES)]
            people.writerow(
                [_person(number).lower().replace(" ", "-"), _person(number), "", country, "person"]
            )


def _article(number: int, sentences: list[str]) -> str:
    text = " ".join(sentences) or "Nothing was told."
    return (
        _front_matter(
            title=f"What paper {number} saw",
            publisher=f"Paper {_name(number)}",
            published=(_BEGUN + datetime.timedelta(days=1600)).isoformat(),
            url=f"https://paper-{number}.example/large",
            retrieved=(_BEGUN + datetime.timedelta(days=1600)).isoformat(),
            licence="CC0-1.0",
            language="en",
            republish="excerpt",
            digest=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
        )
        + text
    )


def _front_matter(**values: object) -> str:
    # JSON's strings and lists are YAML's, too.
    return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items()) + "---\n"


def _measured(project: Path, command: str, cache: Path) -> tuple[str, str, str]:
    """Return what was run, its processor time in seconds and its most memory in MB."""
    words = [sys.executable, "-m", "generator", "-C", str(project), command]
    environment = {**os.environ, "EXPLAINER_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    spent = spend(words, project, environment)
    print(spent.said[-500:], file=sys.stderr)
    return f"{command} (exit {spent.code})", f"{spent.processor:.1f}", f"{spent.memory / 1e6:.0f}"


def main() -> None:
    """Write the content, measure each command and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("commands", nargs="*", default=["check", "generate", "build"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        write(project / "content", options.articles, options.rows)
        shutil.copytree(ROOT / "overrides", project / "overrides")
        shutil.copy(ROOT / "mkdocs.yml", project)
        print(f"One explainer of {options.articles:,} articles and {options.rows:,} rows:\n")
        print("| what | CPU s | most memory of a process, MB |\n|---|---|---|")
        for command in options.commands:
            print("| " + " | ".join(_measured(project, command, Path(folder, "cache"))) + " |", flush=True)


if __name__ == "__main__":
    main()
