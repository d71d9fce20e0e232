"""What a set of rows bears out: the numbers, dates, names and quotations that prose may use."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator import edtf, evidence
from generator.check.date_rules import same_stem
from generator.check.examined import ExaminedRow
from generator.language import countries
from generator.language.model import NameMention, QuantityMention, TimeMention
from generator.model import Explainer
from generator.values import AnnotatedText, People
from generator.values.amounts import stated
from generator.values.annotated import words_of
from generator.values.dates import timex_interval
from generator.values.durations import same_length
from generator.values.naming import country_name

_DIGITS = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_JOINING = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "s", "the", "to", "with"}
)
_NO_DATE = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


@dataclass(frozen=True, slots=True)
class Support:
    """What some rows say in their cells and in the sentences of their evidence."""

    texts: tuple[AnnotatedText, ...]
    """The words that may bear out a name or a quotation."""
    figures: tuple[AnnotatedText, ...]
    """The words that may bear out a number or a date."""
    amounts: Mapping[tuple[Decimal | str, ...], frozenset[str]]
    """By amount with its bound and currency: the folded words that say of what; none when that is unsaid."""
    dates: tuple[edtf.Date, ...]
    durations: tuple[str, ...]
    """ISO 8601."""
    people: frozenset[str]
    countries: frozenset[str]

    def has_amount(self, mention: QuantityMention, prose: AnnotatedText) -> bool:
        """Return whether some row has the amount that ``prose`` mentions, with its bound and of the same."""
        measured = self.amounts.get(stated(mention, prose.text))
        said = _telling(prose.text[mention.number_end : mention.end])
        if measured is None or mention.currency or not (measured and said):
            return measured is not None
        return any(one == other or same_stem(one, other) for one in said for other in measured)

    def has_digits(self, digits: str) -> bool:
        """Return whether some text has the number in exactly these digits."""
        return any(found[0] == digits for text in self.figures for found in _DIGITS.finditer(text.text))

    def has_time(self, mention: TimeMention, said: edtf.Date | None) -> bool:
        """Return whether some row has a date at least as precise as ``said``, or a duration of this length.

        ``said`` are the days that the mention means, ``None`` where nothing tells them.
        """
        if mention.value in _NO_DATE:
            return True
        if mention.type in ("DURATION", "SET"):
            return any(same_length(mention.value, one) for one in self.durations)
        return said is not None and any(_covers(said, date) for date in self.dates)

    def has_name(self, mention: NameMention, words: str, people: People) -> bool:
        """Return whether some row or evidence has the name, in this form or another of the directory."""
        person = people.find(words) or people.find(mention.name)
        if person is not None and person.id in self.people:
            return True
        code = countries.code(words)
        if code is not None and code in self.countries:
            return True
        return any(text.find(form) for text in self.texts for form in (words, mention.name))

    def has_word(self, word: str, people: People) -> bool:
        """Return whether a word stands in some text, or in a name of somebody or some country there."""
        if any(text.find(word) for text in self.texts):
            return True
        forms = [form for one in self.people for form in (people[one].name, *people[one].aliases)]
        forms += [country_name(code) for code in self.countries]
        code = countries.code(word)
        return code in self.countries or any(AnnotatedText(form).find(word) for form in forms)

    def has_quotation(self, words: str) -> bool:
        """Return whether the words stand in some text, letter for letter."""
        exact = words.rstrip(" ,.;:!?…")
        return any(evidence.places(text.text, exact) for text in self.texts)


def support(
    rows: Sequence[ExaminedRow],
    people: People,
    more: Iterable[str] = (),
    *,
    date: str = "",
    alone: bool = False,
) -> Support:
    """Return what ``rows``, the words in ``more`` and the EDTF ``date`` bear out.

    With ``alone`` a number or a date must stand in the rows' cells: their
    evidence may hold those of other facts.
    """
    values = [
        (cell.field.value_type, cell.value.normal)
        for row in rows
        for cell in row.cells.values()
        if cell.value
    ]
    texts = [
        _annotated(" ".join(cell.cell.words.split()), row) for row in rows for cell in row.cells.values()
    ]
    own = len(texts)
    texts += [_annotated(words, row) for row in rows for words in _evidence_sentences(row)]
    texts += [AnnotatedText(words) for words in more if words]
    figures = texts[:own] if alone else texts
    dates = [edtf.parse(day) for day in (*(normal for kind, normal in values if kind == "date"), date)]
    dates += [timex_interval(one.value) for text in figures for one in text.times]
    durations = [normal for kind, normal in values if kind == "duration"]
    durations += [one.value for text in figures for one in text.times if one.type in ("DURATION", "SET")]
    named = _named(rows) | {one.person.id for text in texts for one in people.namings(text)}
    places = {name for name in named if name not in people}
    places |= {people[name].country for name in named if name in people and people[name].country}
    places |= {one.code for text in texts for one in text.countries}
    return Support(
        texts=tuple(texts),
        figures=tuple(figures),
        amounts=_amounts(rows, figures),
        dates=tuple(date for date in dates if date is not None),
        durations=tuple(durations),
        people=frozenset(name for name in named if name in people),
        countries=frozenset(places),
    )


def _amounts(
    rows: Sequence[ExaminedRow], figures: Iterable[AnnotatedText]
) -> dict[tuple[Decimal | str, ...], frozenset[str]]:
    """Return each amount with the words that say of what it is: its unit, and what the row counts."""
    found: dict[tuple[Decimal | str, ...], frozenset[str]] = {}
    for row in rows:
        own = _telling(" ".join(cell.cell.words for cell in row.of_type("unit", "text")))
        for cell in row.of_type("number"):
            if cell.value is not None:
                found[cell.value.normal] = found.get(cell.value.normal, frozenset()) | own
    for text in figures:
        for one in text.quantities:
            own = _telling(text.text[one.number_end : one.end])
            found[stated(one, text.text)] = found.get(stated(one, text.text), frozenset()) | own
    return found


def _telling(text: str) -> frozenset[str]:
    """Return the words of ``text``, folded, without those that only join others."""
    return frozenset(word.folded for word in words_of(text)) - _JOINING


def _covers(said: edtf.Date, date: edtf.Date) -> bool:
    """Say whether prose that gives ``said`` says no more than ``date``, or names an end of it."""
    if date.precision == "interval" and (said.lower == date.lower or said.upper == date.upper):
        return True
    return said.lower <= date.lower and date.upper <= said.upper


def of_the_event(explainer: Explainer) -> tuple[str, ...]:
    """Return what the front matter says of the event and its sources, as words that prose may use."""
    said = [explainer.place, *explainer.tags]
    for article in explainer.articles:
        said += [article.title, article.publisher, article.author]
    return tuple(said)


def _annotated(words: str, row: ExaminedRow) -> AnnotatedText:
    published = row.passage.article.published if row.passage else None
    return AnnotatedText(words, published)


def _evidence_sentences(row: ExaminedRow) -> tuple[str, ...]:
    """Return the sentences of the evidence as the article has them."""
    if row.passage is None:
        return ()
    start, end = row.passage.article.sentences_of(row.passage.start, row.passage.end)
    return (row.passage.article.text[start:end],)


def _named(rows: Sequence[ExaminedRow]) -> set[str]:
    """Return the identifiers and country codes in the rows' cells."""
    named: set[str] = set()
    for row in rows:
        for cell in row.of_type("name", "country", "parties"):
            if cell.value is not None:
                normal = cell.value.normal
                named |= {normal} if isinstance(normal, str) else set(normal)
    return named
