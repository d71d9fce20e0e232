"""Findings: problems a person can act on, and the rules that raise them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import PurePosixPath

from msgspec import Struct, field

from generator import packaged
from generator.model import Location

_OF_WHOLE_FILES = (
    "not-utf-8",
    "not-a-regular-file",
    "file-too-large",
    "unreadable-file",
    "merge-conflict",
    "people-missing",
    "csv-header",
    "front-matter-missing",
    "yaml-syntax",
)
"""Rules whose findings keep a file from being read at all."""
_OF_LINES = (
    *_OF_WHOLE_FILES,
    "control-character",
    "csv-quoting",
    "csv-ragged",
    "missing-cell",
    "unknown-status",
    "words-too-long",
)
"""Rules whose findings leave out rows."""


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The page would be wrong, or cannot be made: nothing is published."""
    WARNING = "warning"
    """A person should look; fails only with ``--strict``."""


class Rule(Struct, frozen=True):
    """A rule as declared in ``rules.yml``, the one list of rules."""

    code: str
    """Stable: a letter for the stage and three digits. Never used again for another rule."""
    name: str
    severity: Severity
    title: str
    """One sentence: what must hold."""
    why: str
    remedy: str
    """What the editor does about it, used when the finding brings no better one."""


class Finding(Struct, frozen=True):
    """One problem: what, where, and what to do."""

    rule: Rule
    location: Location
    message: str
    remedy: str

    @property
    def order(self) -> tuple[bool, str, int, int, str, str]:
        """The order in which findings are reported: unreadable files first, then by place, then by rule."""
        place = self.location
        later = self.rule.name not in _OF_WHOLE_FILES
        return (later, str(place.path), place.line, place.column, self.rule.code, self.message)


class Unchecked(Struct, frozen=True):
    """A check that could not be made, with the reason: counted and shown, never a silence."""

    rule: Rule
    location: Location
    because: str


class Tally(Struct, frozen=True):
    """How often one rule was applied."""

    made: int
    unmade: int


class Checked(Struct, frozen=True):
    """The outcome of checking: what was found, over how much."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    tallies: Mapping[str, Tally]
    """By rule name: every rule that had something to look at."""
    rows: int
    made: Mapping[str, int] = field(default_factory=dict)
    """How many checks were made of each explainer, by its slug."""


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by name, in the order of its code."""
    declared = packaged.load("rules.yml")
    listed = [Rule(**{**entry, "severity": Severity(entry["severity"])}) for entry in declared]
    return {rule.name: rule for rule in sorted(listed, key=lambda rule: rule.code)}


def finding(name: str, location: Location, message: str, remedy: str = "") -> Finding:
    """Return a finding of the rule called ``name``. Raises ``KeyError`` for an unknown rule."""
    rule = rules()[name]
    return Finding(rule, location, message, remedy or rule.remedy)


def causes(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in order, without those that only follow from a file that could not be read.

    Rows that were left out are missed where the prose or ``at_a_glance`` cites them, and their articles
    seem to be cited by nobody. An article that could not be read is missed by its rows. Without a readable
    ``people.csv`` nobody is known.
    """
    listed = sorted(set(findings), key=lambda one: one.order)
    if any(one.rule.name in _OF_WHOLE_FILES and one.location.path.name == "people.csv" for one in listed):
        listed = [one for one in listed if one.rule.name != "unknown-person"]
    unread = {
        one.location.path
        for one in listed
        if (one.rule.name in _OF_LINES and one.location.path.parent.name == "facts")
        or (one.rule.name in _OF_WHOLE_FILES and one.location.path.parent.name == "articles")
    }
    return tuple(one for one in listed if not any(_follows(one, path) for path in unread))


def hides_rows(finding: Finding) -> bool:
    """Return whether a finding says that rows were left out, so that what a table holds is not known."""
    return finding.rule.name in (*_OF_LINES, "unknown-table")


def _follows(finding: Finding, file: PurePosixPath) -> bool:
    """Say whether a finding is no wonder when an article, or rows of the table, at a path were left out."""
    folder = file.parent.parent
    if file.parent.name == "articles":
        cited = finding.rule.name == "unknown-article" and finding.location.path.parent.parent == folder
        return cited and f"“{file.stem}”" in finding.message
    if finding.rule.name == "article-without-rows":
        return finding.location.path.parent.parent == folder
    cites = finding.rule.name in ("prose-fact-unknown", "fact-unknown")
    return cites and finding.location.path.parent == folder and f"“{file.stem}/" in finding.message


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding forbids publishing."""
    return any(one.rule.severity is Severity.ERROR for one in findings)


def forbids(checked: Checked, strict: bool) -> bool:
    """Return whether what was found forbids publishing: any error and, where strict, any finding."""
    return has_errors(checked.findings) or (strict and bool(checked.findings))
