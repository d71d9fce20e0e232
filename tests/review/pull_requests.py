"""Pull requests as an editor could write them down, made into real git repositories.

A case says what is done to the tiny project (``tests/fixtures/tiny``):

* ``= path`` and the file below it; ``{digest}`` stands for the digest of an article's text
* ``- path`` for a file or folder that goes, ``~ path -> path`` for one that is moved
* ``@ path`` and below it ``> lines`` that stand at the end, then ``< words`` with ``> lines`` in their place

What stands between a line ``== base`` and a line ``== head`` is done before the first commit; all else is the
change.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.content import digest
from tests.repositories import TestRepository, repository

_MARKS = ("= content/", "- content/", "~ content/", "@ content/")


def prepare(given: str, project: Path) -> TestRepository:
    """Make ``project`` a repository with the base of a case as its one commit, and the change lying in it."""
    base, _, change = given.rpartition("== head\n")
    _apply(base, project)
    made = repository(project)
    made.commit("2026-03-12T09:00:00Z", {}, "What is published")
    _apply(change, project)
    return made


def _apply(given: str, project: Path) -> None:
    for heading, body in _blocks(given):
        mark, name = heading[:2], heading[2:]
        if mark == "= ":
            path = project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_with_digest(body).encode("utf-8", "surrogateescape"))
        elif mark == "- ":
            path = project / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif mark == "~ ":
            old, new = name.split(" -> ")
            (project / new).parent.mkdir(parents=True, exist_ok=True)
            (project / old).rename(project / new)
        else:
            _edit(project / name, body)


def _blocks(given: str) -> Iterator[tuple[str, str]]:
    lines = given.splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith(_MARKS)]
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start], "".join(f"{line}\n" for line in lines[start + 1 : end])


def _with_digest(text: str) -> str:
    return text.replace("{digest}", digest(text.split("---\n", 2)[-1]))


def _edit(path: Path, body: str) -> None:
    text = path.read_text(encoding="utf-8")
    for old, added in _replacements(body):
        if old and text.count(old) != 1:
            raise ValueError(f"{path}: “{old}” stands there {text.count(old)} times")
        text = text.replace(old, added) if old else f"{text}{added}\n"
    path.write_text(text, encoding="utf-8")


def _replacements(body: str) -> Iterator[tuple[str, str]]:
    """Yield what is replaced, "" for nothing, and the lines that stand in its place."""
    parts = re.split(r"(?:^|\n)< (.*)\n", f"\n{body.rstrip()}")
    for old, lines in zip(["", *parts[1::2]], parts[::2], strict=True):
        added = "\n".join(line[2:] for line in lines.strip("\n").splitlines())
        if old or added:
            yield old, added


def told(report: Mapping[str, Any]) -> str:
    """Return a report in short lines, as golden cases expect it."""
    return "\n".join(_lines(report))


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    yield "can be merged" if report["verdict"]["mergeable"] else "cannot be merged"
    yield from (f"- {reason}" for reason in report["verdict"]["reasons"])
    for one in report["explainers"]:
        yield f"explainer {one['kind']}: {one['slug']}{_was(one)}"
        yield from _differences(one)
    for one in report["articles"]:
        edited = ", its text edited" if one["edited"] else ""
        used = f"{one['used']} of {one['words']} words used, rows: {one['rows']}"
        yield f"article {one['kind']}: {one['slug']}{_was(one)}, {used}{edited}"
        yield from _differences(one)
    for one in report["people"]:
        yield f"person {one['kind']}: {one['id']}"
        yield from _differences(one)
    for one in report["facts"]:
        yield from _fact(one)
    for one in report["rows"]:
        yield from _row(one)
    for one in report["corrections"]:
        yield f"correction {one['kind']}: {one['fact']}: {one['reason']}"
    for name in ("findings", "solved", "old_findings"):
        for one in report[name]:
            yield f"{_FOUND[name]} {one['path']}:{one['line']} {one['code']} {one['message']}"
    for one in report["not_compared"]:
        yield f"not compared: {one['because']}"
    for one in report["to_do"]:
        yield f"to do: {one['words']}"
    for one in report["pages"]:
        yield f"page {one['kind']}: /{one['address']}"


_FOUND = {"findings": "new", "solved": "solved", "old_findings": "old"}


def _was(one: Mapping[str, Any]) -> str:
    return f", was {one['was']}" if one["was"] else ""


def _differences(one: Mapping[str, Any]) -> Iterator[str]:
    for field in one["fields"]:
        yield f"  {field['title']}: “{field['before']}” → “{field['after']}”"
    for before, after in one.get("passages", ()):
        yield f"  “{before}” → “{after}”"


def _fact(one: Mapping[str, Any]) -> Iterator[str]:
    agreement = f"{one['agreement_before']} → {one['agreement_after']}"
    published = f"readers: {one['published_before']} → {one['published_after']}"
    yield f"fact {one['kind']}: {one['table']}/{one['id']}{_was(one)}; {agreement}; {published}"
    if one["needs_correction"] or one["correction"]:
        place = one["correction"]
        yield f"  correction: {place['path']}:{place['line']}" if place else "  correction: missing"
    for value in one["values"]:
        before, after = (" | ".join(value[side]) for side in ("before", "after"))
        yield f"  {value['title']}: “{before}” → “{after}”"


def _row(one: Mapping[str, Any]) -> Iterator[str]:
    place = f"{one['location']['path'].split('/', 2)[-1]}:{one['location']['line']}"
    statuses = " → ".join(str(one[name]) for name in ("status_before", "status_after"))
    again = "; to be reviewed again" if one["review_again"] else ""
    yield f"row {one['kind']}: {place} {one['fact']}; {statuses}{again}"
    for cell in (*one["cells"], *([one["note"]] if one["note"] else ())):
        same = " (the same)" if cell["same_meaning"] else ""
        lost = " (lost)" if cell in one["lost"] else ""
        yield f"  {cell['title']}: “{cell['before']}” → “{cell['after']}”{same}{lost}"
    if one["evidence_changed"]:
        yield f"  {_evidence(one['evidence_before'])} → {_evidence(one['evidence_after'])}"


def _evidence(one: Mapping[str, Any]) -> str:
    if one["problem"]:
        return f"{one['article']}: {one['words']} ({one['problem']})"
    return f"{one['article']}: {one['before']}[{one['exact']}]{one['after']}"
