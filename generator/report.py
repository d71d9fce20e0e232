"""What was found, in words for a terminal, for programs (JSON) and for GitHub's annotations.

Messages quote content, so every format makes control characters and the
characters that reorder or hide text visible: nothing in a file can colour a
terminal, forge an annotation or show other words than it holds (CVE-2021-42574).
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from generator.findings import Checked, Finding, Severity
from generator.model import Location
from generator.publication import Withheld

if TYPE_CHECKING:
    from generator.history import History

JSON_VERSION = 1
"""Raised when a key of the JSON report is renamed or removed, never when one is added."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode general categories of characters that a terminal obeys or does not show."""
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def visible(words: str) -> str:
    """Return ``words`` with each control, format or unassigned character written as ``<U+XXXX>``.

    So is the bracket of ``##[``, by which a GitHub runner knows a command wherever it stands in a line
    (``ActionCommand.cs`` of actions/runner).
    """
    if not words.isprintable():
        # Python's own test, which is far faster, lets none of these through.
        words = "".join(
            f"<U+{ord(letter):04X}>" if unicodedata.category(letter) in _HIDDEN else letter
            for letter in words
        )
    return words.replace("##[", "##<U+005B>")


def as_text(checked: Checked, colour: bool = False) -> str:
    """Return the findings file by file, each with its place and what to do; "" when there is none."""
    ordered = sorted(checked.findings, key=lambda one: one.order)
    files = groupby(ordered, key=lambda one: one.location.path)
    return "\n".join("".join(finding_lines(findings, colour)) for _, findings in files)


def finding_lines(findings: Iterable[Finding], colour: bool) -> Iterator[str]:
    """Yield two lines for each finding: its place with what is wrong, and what to do."""
    for one in findings:
        weight = one.rule.severity.value
        if colour:
            weight = click.style(weight, fg=_COLOURS[one.rule.severity], bold=True)
        place, name = _place(one.location), one.rule.name
        yield f"{place}: {weight} {one.rule.code} {name}: {visible(one.message)}\n"
        yield f"    What to do: {visible(one.remedy)}\n"


def _place(location: Location) -> str:
    return f"{visible(str(location.path))}:{location.line}:{location.column}"


def summary(checked: Checked) -> str:
    """Return the closing lines: how much was found, and how much was looked at.

    They never leave out how many checks were made, so that zero checks cannot
    be read as zero problems.
    """
    weights = Counter(one.rule.severity for one in checked.findings)
    found = _count(len(checked.findings), "finding")
    if checked.findings:
        found += (
            f" ({_count(weights[Severity.ERROR], 'error')}, {_count(weights[Severity.WARNING], 'warning')})"
        )
    made = sum(tally.made for tally in checked.tallies.values())
    looked = f"{_count(made, 'check')} over {_count(checked.rows, 'row')}"
    lines = [f"{found}. {looked}{'' if made else ': nothing was proved'}."]
    reasons = Counter(one.because for one in checked.unchecked)
    if reasons:
        listed = "; ".join(f"{visible(reason)} ({number})" for reason, number in sorted(reasons.items()))
        unmade = _count(len(checked.unchecked), "check")
        left = "could not be made and are left to a person (--format json says where)"
        lines.append(f"{unmade} {left}: {listed}.")
    return "\n".join(lines)


MOST_NAMED = 5
"""Explainers named of which something is not shown."""


def withheld(some: Sequence[Withheld]) -> str:
    """Return what readers are not shown and how to see it, as lines after a summary; "" when nothing is."""
    if not some:
        return ""
    drafts = sum(one.drafts for one in some)
    lines = [f"{_count(drafts, 'draft')} not shown to readers:"]
    for one in some[:MOST_NAMED]:
        page = "; no page yet, since no row of it is accepted" if one.whole else ""
        rows = _count(one.drafts, "draft") if one.drafts else "no row"
        lines.append(
            f"  {visible(one.explainer)}: {rows}{page}. To decide: explainer desk {visible(one.explainer)}"
        )
    if len(some) > MOST_NAMED:
        lines.append(f"  and in {len(some) - MOST_NAMED} more: explainer status")
    lines.append("To see the pages with their drafts: explainer serve, or explainer build --drafts.")
    return "".join(f"\n{line}" for line in lines)


PREVIEW = (
    "\nThis site shows drafts, so search engines are told to leave it alone. For readers: explainer build."
)
"""What is said after a summary where pages show drafts."""


def untold(history: "History") -> str:
    """Return why pages do not tell all the past of their facts, as a line after a summary; "" if they do."""
    if history.problem:
        return f"\nThe pages do not tell when their facts were first published: {visible(history.problem)}."
    if not history.shallow:
        return ""
    return (
        "\nThis clone is shallow, so the pages do not tell when older facts were first published."
        " To have it all: git fetch --unshallow (in a workflow: fetch-depth: 0)."
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def as_json(checked: Checked) -> str:
    """Return the report as one JSON object.

    Keys: ``version``; ``findings``, each with ``code``, ``rule``, ``severity``,
    ``path``, ``line``, ``column``, ``message`` and ``remedy``; ``checks`` with
    ``rows``, ``made``, ``unmade`` and the same two numbers by rule name under
    ``rules``; ``unchecked``, each with ``code``, ``rule``, ``path``, ``line``,
    ``column`` and ``because``. Findings stand in the order of their places.
    """
    tallies = checked.tallies
    document = {
        "version": JSON_VERSION,
        "findings": [
            {
                **_where(one.rule.code, one.rule.name, one.location),
                "severity": one.rule.severity.value,
                "message": one.message,
                "remedy": one.remedy,
            }
            for one in sorted(checked.findings, key=lambda one: one.order)
        ],
        "checks": {
            "rows": checked.rows,
            "made": sum(tally.made for tally in tallies.values()),
            "unmade": sum(tally.unmade for tally in tallies.values()),
            "rules": {
                name: {"made": tally.made, "unmade": tally.unmade} for name, tally in sorted(tallies.items())
            },
        },
        "unchecked": [
            {**_where(one.rule.code, one.rule.name, one.location), "because": one.because}
            for one in checked.unchecked
        ],
    }
    # JSON escapes everything hidden but DEL, which is ASCII.
    return json.dumps(document, indent=2).replace("\x7f", "\\u007f") + "\n"


def _where(code: str, rule: str, location: Location) -> dict[str, Any]:
    path = str(location.path)
    return {"code": code, "rule": rule, "path": path, "line": location.line, "column": location.column}


def as_github(checked: Checked) -> str:
    """Return one annotation per finding, which GitHub shows beside the line of the pull request."""
    return "".join(map(annotated, sorted(checked.findings, key=lambda one: one.order)))


def annotated(one: Finding) -> str:
    """Return the annotation of a finding."""
    title = f"{one.rule.code} {one.rule.name}"
    return annotation(one.rule.severity.value, one.location, title, one.message, f"What to do: {one.remedy}")


def annotation(weight: str, place: Location, title: str, *lines: str) -> str:
    """Return a workflow command: an ``error``, ``warning`` or ``notice`` beside a line of a file.

    Source of the format and its escapes: GitHub's "Workflow commands for GitHub
    Actions" and ``@actions/core``'s ``command.ts``.
    """
    properties = {
        "file": str(place.path),
        "line": str(place.line),
        "col": str(place.column),
        "title": title,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{weight} {listed}::{'%0A'.join(map(_data, lines))}\n"


def _data(words: str) -> str:
    return visible(words).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Checked], str]] = {"text": as_text, "json": as_json, "github": as_github}
"""The formats of ``--format``."""
