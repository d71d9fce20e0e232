"""Rules on addresses that were given out: a fact that was renamed is found under its old name."""

from collections.abc import Collection, Iterator

from generator.check.outcomes import Outcome, Passed, failed
from generator.model import Explainer


def renamed_facts_stand(explainer: Explainer, facts: Collection[str]) -> Iterator[Outcome]:
    """Yield whether each renamed fact is published under its new name, and no fact has the old one."""
    for row in explainer.renamed:
        was, now = row.cells.get("was"), row.cells.get("now")
        if was is None or now is None or not was.words or not now.words:
            continue
        if now.words in facts:
            yield Passed("renamed-fact-unknown")
        else:
            yield failed("renamed-fact-unknown", now.location, f"there is no fact “{now.words}”")
        if was.words in facts:
            yield failed("renamed-fact-stands", was.location, f"there is a fact “{was.words}” still")
        else:
            yield Passed("renamed-fact-stands")
