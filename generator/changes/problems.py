"""What is wrong with a change: findings of the comparison itself, and old problems told from new ones."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from generator import edtf
from generator.changes.facts import Compared
from generator.changes.matching import Pair
from generator.changes.model import (
    ArticleChange,
    Checks,
    CorrectionChange,
    ExplainerChange,
    FactChange,
    Kind,
)
from generator.changes.side import Side
from generator.findings import Checked, Finding, Unchecked, finding
from generator.model import Explainer, Location, Row
from generator.reading.files import is_slug

Problem = Finding | Unchecked

_SAY = "Write in “was” what readers saw, and in “now” what they see instead: number, date or name."


def of_addresses(
    explainers: Sequence[ExplainerChange], articles: Iterable[ArticleChange], base: Side
) -> Iterator[Finding]:
    """Yield the pages that readers know and that stand where they stood no more."""
    moved = {one.slug for one in explainers if one.was or one.kind is Kind.REMOVED}
    for explainer in explainers:
        facts = len(base.published(explainer.slug)) if explainer.kind is Kind.REMOVED else 0
        if facts:
            place = Location(explainer.location.path)
            message = f"The explainer “{explainer.slug}” is gone, and {_facts(facts)} with it."
            yield finding("explainer-withdrawn", place, message)
        elif (explainer.was or explainer.slug) in base.edition.published and explainer.slug in moved:
            yield _gone("explainer", explainer.slug, explainer.was, explainer.location)
    for article in articles:
        if article.explainer in moved or not (article.was or article.kind is Kind.REMOVED):
            continue
        if base.is_shown(article.explainer, article.was or article.slug):
            yield _gone("article", article.slug, article.was, article.location)


def _gone(noun: str, name: str, was: str, place: Location) -> Finding:
    if was:
        return finding("address-gone", place, f"The {noun} “{was}” is called “{name}” now.")
    return finding("address-gone", Location(place.path), f"The {noun} “{name}” is gone.")


def _facts(number: int) -> str:
    return f"{number:,} published {'fact goes' if number == 1 else 'facts go'}"


def of_articles(articles: Iterable[ArticleChange]) -> Iterator[Finding]:
    """Yield the articles that were edited after they were added."""
    for article in articles:
        if article.edited:
            message = f"The text of “{article.slug}” is not the one with which the article was added."
            yield finding("article-text-changed", article.location, message)


def of_facts(compared: Compared) -> Iterator[Finding]:
    """Yield the facts that readers know otherwise, and are told nothing about."""
    for fact in compared.changes:
        if fact.needs_correction and fact.correction is None:
            entry = compared.silent.get(id(fact))
            if entry:
                message = f"This entry does not say what changed of {changed(fact)}."
                yield finding("correction-missing", entry.location, message, _SAY)
            else:
                message = f"corrections.csv has no new entry on {changed(fact)}."
                yield finding("correction-missing", at_head(fact), message, _remedy(fact))
    for fact in compared.reworded:
        message = f"Readers saw other words of the editor's: {changed(fact)}."
        yield finding("rewording-unexplained", at_head(fact), message)
    for fact in compared.unlisted:
        message = f"“{fact.table}/{fact.was}” is called “{fact.table}/{fact.id}” now."
        remedy = f"Add this line to renamed.csv: {fact.table}/{fact.was},{fact.table}/{fact.id}"
        yield finding("rename-unlisted", at_head(fact), message, remedy)
    for row in compared.forgotten:
        message = f"“{row.words('was')}” is in renamed.csv no more."
        yield finding("address-gone", Location(row.location.path), message, "Put the line back.")


def _remedy(fact: FactChange) -> str:
    """Return the commands that tell readers of a fact; "" where its name is none to be typed."""
    named = f"{fact.explainer} {fact.table}/{fact.id}"
    if not all(map(is_slug, (fact.explainer, fact.table, fact.id))):
        return ""
    correct = f"explainer correct {named} --reason '…'"
    if fact.published_after or any(row.after for row in fact.rows):
        return f"Run {correct}, or add the line to corrections.csv yourself."
    return f"Put its row back, run explainer retract {named} --note '…', and then {correct}."


def of_corrections(corrections: Iterable[CorrectionChange], before: Explainer | None) -> Iterator[Finding]:
    """Yield the entries of ``corrections.csv`` that do not stand as readers saw them, or are too old.

    ``before`` is their explainer at base.
    """
    for one in corrections:
        if one.kind is Kind.REMOVED:
            message = f"The entry of {one.date} on “{one.fact}” is gone, or reads otherwise."
            yield finding("correction-gone", Location(one.location.path), message)
        elif before and (last := _last_told(before)) and _is_earlier(one.date, last):
            message = f"The entry on “{one.fact}” is of {one.date}, but the page was last updated on {last}."
            yield finding("correction-misdated", one.location, message)


def _last_told(before: Explainer) -> str:
    """Return the latest day on which readers were told something, as the explainer says; "" without one."""
    told = [before.updated, *(row.words("date") for row in before.corrections)]
    days = [(day.upper, words) for words in told if (day := edtf.parse(words))]
    return max(days)[1] if days else ""


def _is_earlier(one: str, other: str) -> bool:
    day, last = edtf.parse(one), edtf.parse(other)
    return day is not None and last is not None and day.upper < last.lower


def at_head(fact: FactChange) -> Location:
    """Return where a finding on a fact is shown: what is gone has no line of its own any more."""
    stands = fact.after or any(row.after for row in fact.rows)
    return fact.location if stands else Location(fact.location.path)


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


class Sorted(Struct, frozen=True):
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
