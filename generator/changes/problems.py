"""What is wrong with a change: findings of the comparison itself, and old problems told from new ones."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.changes.facts import Compared
from generator.changes.matching import Pair
from generator.changes.model import ArticleChange, Checks, ExplainerChange, FactChange, Kind
from generator.findings import Checked, Finding, Unchecked, finding
from generator.model import Location, Row

Problem = Finding | Unchecked


def own_findings(
    explainers: Sequence[ExplainerChange], articles: Iterable[ArticleChange], compared: Iterable[Compared]
) -> Iterator[Finding]:
    """Yield what only the comparison shows: what was published or added, and is not kept."""
    for explainer in explainers:
        if explainer.kind is Kind.REMOVED:
            message = f"The explainer “{explainer.slug}” is gone."
            yield finding("address-gone", Location(explainer.location.path), message)
        elif explainer.was:
            message = f"The explainer “{explainer.was}” is called “{explainer.slug}” now."
            yield finding("address-gone", explainer.location, message)
    gone = {one.slug for one in explainers if one.kind is Kind.REMOVED}
    for article in articles:
        if article.was:
            message = f"The article “{article.was}” is called “{article.slug}” now."
            yield finding("address-gone", article.location, message)
        elif article.kind is Kind.REMOVED and article.explainer not in gone:
            message = f"The article “{article.slug}” is gone."
            yield finding("address-gone", Location(article.location.path), message)
        if article.edited:
            message = f"The text of “{article.slug}” is not the one with which the article was added."
            yield finding("article-text-changed", article.location, message)
    for one in compared:
        for fact in one.changes:
            if fact.needs_correction and fact.correction is None:
                message = f"corrections.csv has no new entry on {changed(fact)}."
                yield finding("correction-missing", at_head(fact), message)
        for fact in one.reworded:
            message = f"Readers saw other words of the editor's: {changed(fact)}."
            yield finding("rewording-unexplained", at_head(fact), message)
        for fact in one.unlisted:
            message = f"“{fact.table}/{fact.was}” is called “{fact.table}/{fact.id}” now."
            remedy = f"Add this line to renamed.csv: {fact.table}/{fact.was},{fact.table}/{fact.id}"
            yield finding("rename-unlisted", at_head(fact), message, remedy)


def at_head(fact: FactChange) -> Location:
    """Return where a finding on a fact is shown: what is gone has no line of its own any more."""
    return fact.location if fact.after else Location(fact.location.path)


def changed(fact: FactChange) -> str:
    """Return the name of a fact that readers saw and what became of it, as the end of a sentence."""
    name = f"“{fact.table}/{fact.was or fact.id}” ({fact.title})"
    if fact.published_after is None:
        return f"{name}, which is published no more"
    differing = [one for one in fact.values if one.before]
    told = "; ".join(f"{one.title} was {_listed(one.before)}, is {_listed(one.after)}" for one in differing)
    return f"{name}: {told}" if told else name


def _listed(values: Sequence[str]) -> str:
    return " or ".join(f"“{value}”" for value in values) or "empty"


@dataclass(frozen=True, slots=True)
class Sorted:
    """Problems told apart by the side on which they stand."""

    new: tuple[Problem, ...]
    old: tuple[Problem, ...]
    """As they stand at head."""
    solved: tuple[Problem, ...]


class Sorter:
    """Tells problems that were there before from those of this change, wherever their lines have moved."""

    def __init__(self, pairs: Iterable[Pair], called: Callable[[PurePosixPath], PurePosixPath]) -> None:
        """Take rows side by side, and what tells the path that a file of base has at head."""
        self._rows: dict[tuple[bool, PurePosixPath, int], int] = {}
        for number, (before, after) in enumerate(pairs):
            for at_head, row in ((False, before), (True, after)):
                if row:
                    self._rows |= {(at_head, *place): number for place in _lines(row)}
        self._called = called

    def sort(self, base: Iterable[Problem], head: Iterable[Problem]) -> Sorted:
        """Return the problems of both sides, each once."""
        known: dict[object, list[Problem]] = defaultdict(list)
        for one in base:
            known[self._key(one, False)].append(one)
        new: list[Problem] = []
        old: list[Problem] = []
        for one in head:
            same = known.get(self._key(one, True))
            if same:
                same.pop(0)
                old.append(one)
            else:
                new.append(one)
        solved = [one for left in known.values() for one in left]
        return Sorted(tuple(new), tuple(old), tuple(solved))

    def _key(self, one: Problem, at_head: bool) -> tuple[object, ...]:
        place = one.location
        row = self._rows.get((at_head, place.path, place.line))
        path = place.path if at_head else self._called(place.path)
        return (one.rule.code, path, row, one.message if isinstance(one, Finding) else one.because)


def _lines(row: Row) -> set[tuple[PurePosixPath, int]]:
    """Return the lines on which a row's cells begin."""
    return {(row.location.path, row.location.line)} | {
        (cell.location.path, cell.location.line) for cell in row.cells.values()
    }


def checks(base: Checked, head: Checked, new: Iterable[Unchecked]) -> Checks:
    """Return how many checks were made on either side, and those that could not be made now."""
    return Checks(
        made_before=sum(one.made for one in base.tallies.values()),
        made_after=sum(one.made for one in head.tallies.values()),
        unmade_before=sum(one.unmade for one in base.tallies.values()),
        unmade_after=sum(one.unmade for one in head.tallies.values()),
        new=tuple(new),
    )
