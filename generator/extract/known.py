"""Which drafts a table already has, and which speak of a fact it already has."""

from collections.abc import Iterable, Mapping

from generator import evidence
from generator.extract import lexicon
from generator.extract.cells import Draft
from generator.extract.frames import TRIGGERS
from generator.extract.objects import alike
from generator.extract.words import content_words
from generator.language import numerals, quantities, times
from generator.model import Article, Explainer, Row
from generator.schema import ROW
from generator.values.annotated import same_words
from generator.values.people import People


def is_known(draft: Draft, explainer: Explainer, article: Article, people: People) -> bool:
    """Return whether some row of the table and article, of any status, says the same of the same words."""
    for row in explainer.rows:
        if row.table == draft.table and row.article == draft.article:
            place = evidence.locate(article.text, evidence.parse(row.evidence))
            overlaps = (
                isinstance(place, evidence.Located) and place.start < draft.end and draft.start < place.end
            )
            if overlaps and says_the_same(draft, written(row), people):
                return True
    return False


def is_proposed(draft: Draft, others: Iterable[Draft], people: People) -> bool:
    """Return whether one of ``others`` says the same of the same words."""
    return any(
        (one.table, one.article) == (draft.table, draft.article)
        and one.start < draft.end
        and draft.start < one.end
        and says_the_same(draft, one.cells, people)
        for one in others
    )


def says_the_same(draft: Draft, others: Mapping[str, str], people: People) -> bool:
    """Compare the cells that tell one row of a table from another; of an editors' own table, all of them."""
    cells = draft.cells
    if draft.table == "attendees":
        return _one(cells["person"], people) == _one(others.get("person", ""), people)
    if draft.table == "deals":
        same_worth = bool(cells.get("value")) and amount(cells["value"]) == amount(others.get("value", ""))
        return same_worth or bool(
            _several(cells.get("parties", ""), people) & _several(others.get("parties", ""), people)
        )
    if draft.table == "numbers":
        return amount(cells["value"]) == amount(others.get("value", ""))
    if draft.table == "timeline":
        return "date" not in cells or cells["date"] == others.get("date", "")
    if draft.table == "quotes":
        one, other = same_words(cells["words"]), same_words(others.get("words", ""))
        return one in other or other in one
    own = {column: words for column, words in cells.items() if column not in _NOT_TELLING}
    return all(same_words(words) == same_words(others.get(column, "")) for column, words in own.items())


_NOT_TELLING = ("fact", *(field.name for field in ROW.fields))
"""Columns that say nothing of the matter itself."""


def written(row: Row) -> Mapping[str, str]:
    """Return a row's cells as a draft has them."""
    return {column: cell.words for column, cell in row.cells.items()}


def _one(name: str, people: People) -> str:
    person = people.find(name)
    return person.id if person else same_words(name)


def _several(names: str, people: People) -> set[str]:
    return {_one(name.strip(), people) for name in names.split(";") if name.strip()}


def amount(words: str) -> object:
    """Return the number in a cell, whatever its bound: an editor's "at least 600" is the draft's "600"."""
    found = quantities.find(words)
    return found[0].value if found else numerals.read(words) or same_words(words)


def same_fact(draft: Draft, others: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    """Return the fact, among those of one table with their cells, that a draft tells too; "" for none."""
    for fact, cells in others:
        if _tells_the_same(draft, cells):
            return fact
    return ""


def _tells_the_same(draft: Draft, cells: Mapping[str, str]) -> bool:
    own = draft.cells
    if draft.table == "numbers":
        return amount(own["value"]) == amount(cells.get("value", "")) and _one_measure(own, cells)
    if draft.table == "deals":
        return _one_deal(own, cells)
    if draft.table == "timeline":
        least = _SHARED if "date" in own else _SHARED_UNDATED
        same_day = own.get("date", "") == cells.get("date", "")
        return same_day and _one_event(own["event"], cells.get("event", ""), least)
    said, quoted = same_words(own.get("words", "")), same_words(cells.get("words", ""))
    return bool(said and quoted) and (said in quoted or quoted in said)


def _one_measure(own: Mapping[str, str], cells: Mapping[str, str]) -> bool:
    """Tell whether two rows of one amount count the same: by their units, or what they say of the matter.

    What is measured in percent or years tells little: there neither may name a matter that the other lacks.
    """
    unit = same_words(own.get("unit", ""))
    if unit != same_words(cells.get("unit", "")):
        shared = content_words(own["what"]) & content_words(
            f"{cells.get('what', '')} {cells.get('unit', '')}"
        )
        return len(shared) > 1
    if not _COMMON_UNITS.issuperset(unit.split()):
        return True
    one, other = (_untimed(_without_names(row.get("what", ""))) - _SAYING for row in (own, cells))
    return bool(one & other) and (one <= other or other <= one)


def _without_names(words: str) -> str:
    return " ".join(word for word in words.split() if not word[:1].isupper())


def _one_deal(own: Mapping[str, str], cells: Mapping[str, str]) -> bool:
    """Tell whether two rows of the same parties speak of one deal: worth or matter agree, or say no more."""
    parties = [[same_words(one) for one in row.get("parties", "").split(";") if one] for row in (own, cells)]
    worths = {amount(row["value"]) for row in (own, cells) if row.get("value")}
    short, long = sorted(parties, key=len)
    known = all(any(alike(one, other) for other in short) for one in long)
    if not short or len(short) != len(long) or not known or len(worths) > 1:
        return False
    if own.get("value") and cells.get("value"):
        return True
    deals = [row.get("deal", "") for row in (own, cells)]
    names = content_words(" ".join((*short, *long)))
    one, other = (_about(deal) - names for deal in deals)
    return one == other or not one.isdisjoint(other) or all("merge" in deal.lower() for deal in deals)


def _one_event(event: str, other: str, least: float) -> bool:
    """Tell whether two statements share ``least`` of their words, without dates and who said so."""
    own, others = _untimed(event) - _SAYING, _untimed(other) - _SAYING
    shared = len(own & others)
    return own == others or (shared > 1 and shared / min(len(own), len(others)) >= least)


_SHARED = 0.5
_SHARED_UNDATED = 0.7
"""Of the words of the shorter statement."""
_SAYING = lexicon.words("presence", "speech")


def _about(deal: str) -> frozenset[str]:
    """Return the words that tell one deal of two parties from another: not that they agreed, nor when."""
    return _untimed(deal) - TRIGGERS - _WORTHS - _SAYING - _FIRMS


def _untimed(words: str) -> frozenset[str]:
    """Return the words that carry meaning, without dates and amounts."""
    spans = [(one.start, one.end) for one in times.find(words, None)]
    spans += [(one.start, one.number_end) for one in quantities.find(words)]
    for start, end in spans:
        words = words[:start] + " " * (end - start) + words[end:]
    return content_words(words)


_COMMON_UNITS = lexicon.words("grammar", "common_units")
_WORTHS = lexicon.words("agreements", "worths")
_FIRMS = lexicon.words("agreements", "firms")
