"""The hostile corpus: what an editor or a stranger could write, as changes of the tiny project.

A case is a mapping in one of ``cases/*.yml``:

    name      what is tried
    file      which file is changed: of the explainer or, after a slash, of the project
    keys      front matter set to these words        body   text put below what is there
    old, new  words put in the place of others       rows   lines put below a table
    whole     all of the file                        bytes  the same, \\x00 and the like standing for bytes
    link      a symbolic link to this                pipe   a FIFO
    repeat    [words, times] put below what is there
    people    lines put below people.csv
    refused   the findings expected: "rule file:line", or words of what is said where nothing can be read
    shown     words that readers must find on the explainer's page or its articles' as they are

Where neither ``refused`` nor ``shown`` stands, the case must be inert. ``many`` is a list of such changes.
Digests of articles are taken anew after the change, so that only what a case is about is wrong.
"""

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from generator.content import digest
from tests.conftest import TINY

CASES = Path(__file__).parent / "cases"
EXPLAINER = TINY / "content" / "harbour-bridge"
_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_DIGEST = re.compile(r"^digest: sha256:.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile, or one harmless, thing to write."""

    number: int
    source: str
    """The file of the corpus it stands in."""
    name: str
    changes: tuple[Mapping[str, Any], ...]
    people: str
    refused: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The folder of its explainer."""
        return f"case-{self.number}"

    @property
    def of_the_project(self) -> bool:
        """True where it changes a file that all explainers share, so that it stands alone."""
        return any(str(change["file"]).startswith("/") for change in self.changes)

    def write(self, root: Path) -> None:
        """Put its explainer, or its change of the project, into the project at ``root``."""
        folder = root / "content" / self.slug
        if not self.of_the_project:
            shutil.copytree(EXPLAINER, folder)
        for change in self.changes:
            name = str(change["file"])
            _apply(change, root / name[1:] if name.startswith("/") else folder / name)
        with (root / "content" / "people.csv").open("a", encoding="utf-8") as people:
            people.write(self.people)


def cases() -> list[Case]:
    """Return the whole corpus in the order of its files."""
    listed = [
        (path.stem, case)
        for path in sorted(CASES.glob("*.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    return [_case(number, source, case) for number, (source, case) in enumerate(listed)]


def _case(number: int, source: str, case: Mapping[str, Any]) -> Case:
    refused, shown = case.get("refused", ()), case.get("shown", ())
    return Case(
        number,
        source,
        case["name"],
        tuple(case.get("many", (case,))),
        case.get("people", ""),
        (refused,) if isinstance(refused, str) else tuple(refused),
        (shown,) if isinstance(shown, str) else tuple(shown),
    )


def _apply(change: Mapping[str, Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in change:
        path.unlink(missing_ok=True)
        path.symlink_to(change["link"])
    elif "pipe" in change:
        os.mkfifo(path)
    elif "bytes" in change:
        path.write_bytes(change["bytes"].encode("ascii").decode("unicode_escape").encode("latin-1"))
    else:
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(_digested(_changed(before, change)), encoding="utf-8")


def _changed(text: str, change: Mapping[str, Any]) -> str:
    text = str(change.get("whole", text))
    if "old" in change:
        assert change["old"] in text, change
        text = text.replace(str(change["old"]), str(change["new"]))
    for key, words in change.get("keys", {}).items():
        text = _keyed(text, key, words)
    words, times = change.get("repeat", ("", 0))
    added: str = "".join(change.get("rows", ())) + change.get("body", "") + words * times
    return text + added


def _keyed(text: str, key: str, words: object) -> str:
    """Return the text of a file with a key of its front matter written anew, the others as they are."""
    found = _FRONT.match(text)
    assert found
    kept = [line for line in found[1].splitlines() if not line.startswith(f"{key}:")]
    written = yaml.safe_dump({key: words}, allow_unicode=True, default_style='"', width=10**6)
    return "---\n" + "\n".join(kept) + "\n" + written + "---\n" + text[found.end() :]


def _digested(text: str) -> str:
    found = _FRONT.match(text)
    if not found or not _DIGEST.search(found[1]):
        return text
    return _DIGEST.sub(f"digest: {digest(text[found.end() :])}", text, count=1)


def together(some: Sequence[Case]) -> list[Case]:
    """Return the cases with those that only add words below a file made one for each file."""
    adding: dict[tuple[str, str], list[Case]] = {}
    others = []
    for case in some:
        (change, *more) = case.changes
        if not more and set(change) <= {"name", "file", "body", "repeat", "shown"}:
            adding.setdefault((case.source, change["file"]), []).append(case)
        else:
            others.append(case)
    return [*others, *map(_one, adding.values())]


def _one(several: Sequence[Case]) -> Case:
    apart = {"file": several[0].changes[0]["file"], "body": "\n\n"}
    changes = tuple(change for case in several for change in (*case.changes, apart))
    shown = tuple(words for case in several for words in case.shown)
    return replace(several[0], name=f"{several[0].name} and more", changes=changes, shown=shown)


def everywhere() -> list[Case]:
    """Return a case for each entry of ``everywhere.yml``: its words in every field that may hold any."""
    listed = yaml.safe_load((CASES.parent / "everywhere.yml").read_text(encoding="utf-8"))
    return [
        spread(f"{one['name']} everywhere", " ".join(one["words"]), 1000 + number)
        for number, one in enumerate(listed)
    ]


def spread(name: str, words: str, number: int) -> Case:
    """Return a case with the same words in every field of an explainer that may hold any."""
    # Nobody else is called so: digits would be read as numbers.
    person = f"Kaja {''.join(chr(ord('a') + int(digit)) for digit in str(number)).capitalize()}"
    said, seen = (
        f"{person} attended the opening on 10 March 2026: {words}.",
        f"About 4,000 people saw {words}.",
    )
    cell, evidence = _cell(words), _cell(said)
    about = dict.fromkeys(
        ("title", "publisher", "author", "licence", "wire", "published_inferred_from"), words
    )
    changes: list[Mapping[str, Any]] = [
        {
            "file": "explainer.md",
            "keys": {"title": words, "standfirst": words, "place": words, "tags": [words]},
        },
        {"file": "articles/bridge-opens.md", "keys": about, "body": f"\n{said} {seen}\n"},
        {
            "file": "facts/attendees.csv",
            "rows": [f"{person},,,attended,,,bridge-opens,{evidence},draft,{cell}\n"],
        },
        {
            "file": "facts/numbers.csv",
            "rows": [f'hostile,{cell},"about 4,000",people,,bridge-opens,{_cell(seen)},draft,{cell}\n'],
        },
        {
            "file": "facts/timeline.csv",
            "rows": [f"hostile,2026-03-10,{cell},happened,,bridge-opens,{evidence},draft,{cell}\n"],
        },
        {
            "file": "corrections.csv",
            "whole": f"date,fact,was,now,reason\n2026-03-11,numbers/spectators,{cell},{cell},{cell}\n",
        },
    ]
    people = f"hostile-{number},{_cell(f'{words} {person}')},{person},NO,person\n"
    return Case(number, "everywhere", name, tuple(changes), people, (), ())


def _cell(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
