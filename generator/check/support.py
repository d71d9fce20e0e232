"""What a set of rows bears out: the numbers, dates, names and quotations that prose may use."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from generator import edtf, evidence
from generator.check.date_rules import same_stem
from generator.check.examined import ExaminedRow
from generator.language import countries
from generator.language.model import NameMention, QuantityMention, TimeMention
from generator.model import Explainer
from generator.values import AnnotatedText, People
from generator.values.amounts import stated
from generator.values.annotated import annotated, folded_words
from generator.values.dates import timex_interval
from generator.values.durations import same_length
from generator.values.naming import country_name

_DIGITS = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_JOINING = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "s", "the", "to", "with"}
)
_NO_DATE = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


class Support:
    """What some rows say in their cells and in the sentences of their evidence.

    Each kind of thing is looked for once, and only when prose asks for it.
    """

    def __init__(
        self,
        rows: Sequence[ExaminedRow],
        directory: People,
        more: Iterable[str] = (),
        *,
        date: str = "",
        alone: bool = False,
    ) -> None:
        """Take what ``rows``, the words in ``more`` and the EDTF ``date`` bear out.

        With ``alone`` a number or a date must stand in the rows' cells: their
        evidence may hold those of other facts.
        """
        self._rows = rows
        self._directory = directory
        self._date = date
        self._more = tuple(words for words in more if words)
        self._alone = alone

    @cached_property
    def _cells(self) -> tuple[AnnotatedText, ...]:
        cells = ((cell.cell.words, row) for row in self._rows for cell in row.cells.values())
        return _annotated((" ".join(words.split()), row) for words, row in cells)

    @cached_property
    def texts(self) -> tuple[AnnotatedText, ...]:
        """The words that may bear out a name or a quotation."""
        told = _annotated((words, row) for row in self._rows for words in _evidence_sentences(row))
        return (*self._cells, *told, *map(annotated, self._more))

    @property
    def figures(self) -> tuple[AnnotatedText, ...]:
        """The words that may bear out a number or a date."""
        return self._cells if self._alone else self.texts

    @cached_property
    def amounts(self) -> Mapping[tuple[Decimal | str, ...], frozenset[str]]:
        """By amount with its bound and currency: the folded words that say of what; none when unsaid."""
        return _amounts(self._rows, self.figures)

    @cached_property
    def dates(self) -> tuple[edtf.Date, ...]:
        """Every date of the rows and their words, and the event's."""
        dates = [edtf.parse(day) for day in (*self._normal("date"), self._date)]
        dates += [timex_interval(one.value) for text in self.figures for one in text.times]
        return tuple(date for date in dates if date is not None)

    @cached_property
    def durations(self) -> tuple[str, ...]:
        """Every duration, in ISO 8601."""
        told = (one for text in self.figures for one in text.times)
        return (*self._normal("duration"), *(one.value for one in told if one.type in ("DURATION", "SET")))

    @cached_property
    def people(self) -> frozenset[str]:
        """The identifiers of everybody of the directory who is named."""
        return frozenset(name for name in self._in_cells | self._in_words if name in self._directory)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The codes of every country that is named, and of those of the people."""
        places = {name for name in self._in_cells if name not in self._directory}
        places |= {self._directory[name].country for name in self.people if self._directory[name].country}
        return frozenset(places | {one.code for text in self.texts for one in text.countries})

    @cached_property
    def _in_cells(self) -> frozenset[str]:
        return _named(self._rows)

    @cached_property
    def _in_words(self) -> frozenset[str]:
        return frozenset(one.person.id for text in self.texts for one in self._directory.namings(text))

    def _normal(self, value_type: str) -> list[Any]:
        """Return what the cells of one value type mean."""
        return [cell.value.normal for row in self._rows for cell in row.of_type(value_type) if cell.value]

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

    def has_name(self, mention: NameMention, words: str) -> bool:
        """Return whether some row or evidence has the name, in this form or another of the directory."""
        person = self._directory.find(words) or self._directory.find(mention.name)
        # What cells hold is known already, and they hold most of what prose names.
        if person is not None and (person.id in self._in_cells or person.id in self._in_words):
            return True
        code = countries.code(words)
        if code is not None and (code in self._in_cells or code in self.countries):
            return True
        # What the front matter names stands last, and prose names it most.
        return any(text.find(form) for text in reversed(self.texts) for form in {words, mention.name})

    def has_word(self, word: str) -> bool:
        """Return whether a word stands in some text, or in a name of somebody or some country there."""
        if any(text.find(word) for text in reversed(self.texts)):
            return True
        named = [self._directory[one] for one in self.people]
        forms = [form for person in named for form in (person.name, *person.aliases)]
        forms += [country_name(code) for code in self.countries]
        code = countries.code(word)
        return code in self.countries or any(annotated(form).find(word) for form in forms)

    def has_quotation(self, words: str) -> bool:
        """Return whether the words stand in some text, letter for letter."""
        exact = words.rstrip(" ,.;:!?…")
        return any(evidence.places(text.text, exact) for text in self.texts)


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
    return frozenset(folded_words(text)) - _JOINING


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


def _annotated(told: Iterable[tuple[str, ExaminedRow]]) -> tuple[AnnotatedText, ...]:
    """Return words of rows, each once, read as on the day when the row's article was published."""
    dated = ((words, row.passage.article.published if row.passage else None) for words, row in told)
    return tuple([annotated(words, day) for words, day in dict.fromkeys(dated)])


def _evidence_sentences(row: ExaminedRow) -> tuple[str, ...]:
    """Return the sentences of the evidence as the article has them."""
    if row.passage is None:
        return ()
    start, end = row.passage.article.sentences_of(row.passage.start, row.passage.end)
    return (row.passage.article.text[start:end],)


def _named(rows: Sequence[ExaminedRow]) -> frozenset[str]:
    """Return the identifiers and country codes in the rows' cells."""
    named: set[str] = set()
    for row in rows:
        for cell in row.of_type("name", "country", "parties"):
            if cell.value is not None:
                normal = cell.value.normal
                named |= {normal} if isinstance(normal, str) else set(normal)
    return frozenset(named)
