"""What the checks say of each mutant, word for word: ``python -m tests.check.messages`` writes it anew.

Read what changed before you commit it: these are the words that editors are told.
"""

from collections.abc import Sequence
from pathlib import Path

import yaml

from generator.findings import Checked, Finding
from tests.check.harbour import changed, harbour, mutants, outcome

FILE = Path(__file__).with_name("messages.yml")
TRUE = "the true explainer"


def said(found: Sequence[Finding]) -> list[str]:
    """Return findings as lines: the rule, the place and the message."""
    return [
        f"{one.rule.name} {one.location.path.name}:{one.location.line}:{one.location.column} {one.message}"
        for one in found
    ]


def counted(checked: Checked) -> list[str]:
    """Return how often each rule was applied and could not be, and why not, as lines."""
    tallies = [f"{name}: {tally.made} made, {tally.unmade} not" for name, tally in checked.tallies.items()]
    unmade = [
        f"{one.rule.name} {one.location.path.name}:{one.location.line}:{one.location.column} {one.because}"
        for one in checked.unchecked
    ]
    return [*tallies, *unmade]


def written() -> dict[str, list[str]]:
    """Return the lines of every mutant, by its name, and of the true explainer."""
    lines: dict[str, list[str]] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return lines


def main() -> None:
    """Write the file."""
    lines = {TRUE: counted(outcome(harbour().content))}
    lines |= {str(mutant): said(outcome(changed(mutant)[0]).findings) for mutant in mutants()}
    words = yaml.dump(lines, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    FILE.write_text(words, encoding="utf-8")


if __name__ == "__main__":
    main()
