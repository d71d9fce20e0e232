"""Findings: problems a person can act on, and the rules that raise them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml

from generator.model import Location


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The page would be wrong, or cannot be made: nothing is published."""
    WARNING = "warning"
    """A person should look; fails only with ``--strict``."""


@dataclass(frozen=True, slots=True)
class Rule:
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


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: what, where, and what to do."""

    rule: Rule
    location: Location
    message: str
    remedy: str

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order in which findings are reported: by place, then rule."""
        place = self.location
        return (str(place.path), place.line, place.column, self.rule.code, self.message)


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A check that could not be made, with the reason: counted and shown, never a silence."""

    rule: Rule
    location: Location
    because: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one rule was applied."""

    made: int
    unmade: int


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of checking: what was found, over how much."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    tallies: Mapping[str, Tally]
    """By rule name: every rule that had something to look at."""
    rows: int


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by name, in the order of its code."""
    text = resources.files("generator").joinpath("rules.yml").read_text(encoding="utf-8")
    listed = [Rule(**{**entry, "severity": Severity(entry["severity"])}) for entry in yaml.safe_load(text)]
    return {rule.name: rule for rule in sorted(listed, key=lambda rule: rule.code)}


def finding(name: str, location: Location, message: str, remedy: str = "") -> Finding:
    """Return a finding of the rule called ``name``. Raises ``KeyError`` for an unknown rule."""
    rule = rules()[name]
    return Finding(rule, location, message, remedy or rule.remedy)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding forbids publishing."""
    return any(one.rule.severity is Severity.ERROR for one in findings)
