"""Value types of what is counted and measured: numbers and units."""

import re
import unicodedata
from decimal import Decimal
from typing import ClassVar

from generator.language import numerals, quantities
from generator.language.model import Bound, QuantityMention
from generator.language.quantity_ranges import RangeMention
from generator.model import Value
from generator.values import rates
from generator.values.annotated import folded_words, same_words
from generator.values.base import Context, Missing, Occurrence, Occurs, Passage, ValueType, written_in
from generator.values.counted import ORDINAL, SIGNS, in_cell

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DIGIT_BEFORE = re.compile(rf"(?:[0-9][.,:/'’{_UNSEEN}]?|(?<![A-Za-z0-9])[0-9]{{1,9}}\s)$")
_DIGIT_AFTER = re.compile(rf"[.,:/'’{_UNSEEN}]?[0-9]|\s[0-9]{{1,9}}(?![A-Za-z0-9])")
_LOOKED_AT = 12
_MOST_DIGITS = 24
"""Of an amount: ``decimal`` rounds what has more than 28, and no number is to be rounded."""
_WHO_DIES = "people"
"""The unit of a number that counts nobody by name: "600 have died"."""


class Number(ValueType):
    """An amount with the bound that was written with it; money with its currency."""

    name: ClassVar[str] = "number"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the amount; ``normal`` is (``Decimal``, ``Bound`` value, ISO 4217 code or "").

        A range has its upper end as a fourth member.
        """
        written = words.strip()
        read = self._read(written, words)
        if isinstance(read, str):
            return read
        if any(_is_too_long(part) for part in read if isinstance(part, Decimal)):
            return f"“{words}” has more than {_MOST_DIGITS} digits"
        return Value(words, read)

    def _read(self, written: str, words: str) -> tuple[Decimal | str, ...] | str:
        """Return what the words say, as ``read`` has it, or a sentence on what is wrong with them."""
        ordinal = ORDINAL.fullmatch(written)
        if ordinal:
            return Decimal(ordinal[1]), Bound.EXACT.value, ""
        found = in_cell(written)
        if len(found) > 1:
            return f"“{words}” holds more than one number"
        if found and not found[0].currency and any(unicodedata.category(sign) == "Sc" for sign in written):
            return f"“{words}”: write the currency just before the number"
        if found:
            return stated(found[0], written)
        number = numerals.read(written)
        if number is None:
            return f"“{words}” is not a number: write it as in “at least 600” or “$15 billion”"
        return number, Bound.EXACT.value, ""

    def agree(self, one: Value, other: Value, context: Context) -> bool:
        """Return whether amount, bound and currency are equal: "600" and "at least 600" differ.

        "About 600" is the same as "600": the one who rounds says no other number.
        """
        return _unrounded(one) == _unrounded(other)

    def precision(self, value: Value) -> int:
        """Return 0 for an amount that is only about right, else 1."""
        return int(value.normal[1] != Bound.ABOUT.value)

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the evidence has this amount, with the row's own words for its bound."""
        if ORDINAL.fullmatch(value.words.strip()):
            place = passage.find(value.words)
            return place or Missing(f"the evidence has no “{value.words}”")
        text = passage.article.text
        inside = [
            one
            for one in passage.article.quantities.touching(passage.start, passage.end)
            if _inside(one, passage)
        ]
        near = [one for one in inside if one.value == value.normal[0] and _stands_apart(one, text)]
        for mention in near:
            if changing := rates.changed(text, mention):
                words = f"{changing} {text[mention.number_start : mention.number_end]}"
                return Missing(f"the article says “{words}”: that is another number")
        for mention in near:
            if stated(mention, text) == value.normal and _bound_is_worded(value.words.strip(), mention, text):
                if passage.holds(*_bounded(mention, text)):
                    return Occurs(*_bounded(mention, text))
                return Missing(f"the evidence leaves out the bound of {_quoted(mention, passage)}")
        if near:
            return Missing(_difference(value, near[0], passage))
        said = [_quoted(one, passage) for one in inside]
        return Missing(f"the evidence has only {', '.join(said)}" if said else "the evidence has no number")

    def show(self, value: Value, context: Context) -> str:
        """Return the amount, "up to 50 billion", "$15 billion"; English keeps the row's words for bounds."""
        from generator.values import written_amounts  # only showing needs Babel, and it starts slowly

        return written_amounts.shown(value, written_in(context))


class Unit(ValueType):
    """A unit of measure, or the thing counted."""

    name: ClassVar[str] = "unit"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the unit; ``normal`` is its canonical name, or the words folded when it is none we know."""
        return Value(words, quantities.canonical_unit(words.strip()) or same_words(words))

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the unit stands beside the row's number, or, counted things, in the sentence."""
        mention = _measured(passage)
        if mention is not None and rates.drops(value.words, mention, passage.article.text):
            return Missing(f"the article says {rates.quoted(mention, passage.article.text)}")
        if mention is not None and self._is_measured(value, mention):
            return Occurs(mention.start, mention.end)
        if mention is not None and mention.unit:
            return self._named(value, passage, mention)
        start, end = passage.article.sentences_of(passage.start, passage.end)
        found = passage.article.find(value.words, passage.start, passage.end)
        found = found or passage.article.find(value.words, start, end)
        return Occurs(*found[0]) if found else Missing(f"the evidence has no “{value.words}”")

    def _named(self, value: Value, passage: Passage, mention: QuantityMention) -> Occurrence:
        """Say whether the row has the unit by the article's own words for it, beside the number."""
        if self._written(value, passage, mention):
            return Occurs(mention.start, mention.end)
        article = passage.article
        unsaid = not article.find(mention.unit, mention.number_end, mention.end)
        for start, end in article.find(value.words, *article.sentences_of(passage.start, passage.end)):
            inside = mention.start <= start and end <= mention.end
            if inside and not quantities.canonical_unit(mention.unit):
                return Occurs(start, end)
            # "Of the soldiers, 600 died" counts people; which, the words before it tell.
            told = start < mention.start and unsaid and mention.unit == _WHO_DIES
            if told and not article.cues.touching(start, end):
                return Occurs(start, end)
        return Missing(f"the article says {_quoted(mention, passage)}")

    def _is_measured(self, value: Value, mention: QuantityMention) -> bool:
        """Say whether the unit is the one that the article's quantity has."""
        known = quantities.canonical_unit(value.words.strip())
        if known:
            return known == (quantities.canonical_unit(mention.unit) or mention.unit)
        return same_words(value.words) in (same_words(mention.unit), same_words(mention.counted))

    def _written(self, value: Value, passage: Passage, mention: QuantityMention) -> bool:
        """Say whether the unit's own words follow the number directly."""
        beside = passage.article.find(value.words, mention.number_end)
        gap = passage.article.text[mention.number_end : beside[0][0]] if beside else "…"
        return not gap.strip(" -")


def _unrounded(value: Value) -> tuple[Decimal | str, ...]:
    """Return the normal form, what is about right taken for exact."""
    amount, bound, *others = value.normal
    return amount, Bound.EXACT.value if bound == Bound.ABOUT.value else bound, *others


def _is_too_long(number: Decimal) -> bool:
    return len(number.as_tuple().digits) > _MOST_DIGITS or number.adjusted() >= _MOST_DIGITS


def stated(mention: QuantityMention, text: str) -> tuple[Decimal | str, ...]:
    """Return what a quantity says, as ``Number.read`` has it.

    "Officials estimate that 600…" bounds nothing by itself: who estimates is an attribution.
    """
    bound = mention.bound
    if bound is Bound.ABOUT and not _bounding_words(mention, text):
        bound = Bound.EXACT
    said = (mention.value, bound.value, mention.currency)
    return (*said, mention.high) if isinstance(mention, RangeMention) else said


def _bounding_words(mention: QuantityMention, text: str) -> str:
    """Return the words or the sign that bound a quantity, before the number or, without such, after it."""
    before = text[mention.start : mention.number_start].strip(" $€£¥")
    return before or text[mention.number_end : mention.end]


def _bounded(mention: QuantityMention, text: str) -> tuple[int, int]:
    """Return the span of the number with what bounds it."""
    if mention.start < mention.number_start or stated(mention, text)[1] == Bound.EXACT.value:
        return mention.start, mention.number_end
    return mention.number_start, mention.end


def _bound_is_worded(words: str, mention: QuantityMention, text: str) -> bool:
    """Say whether the row bounds its number in the article's own words."""
    for own in in_cell(words):
        if own.bound is Bound.EXACT:
            continue
        cell, said = _bounding_words(own, words), text[mention.start : mention.end]
        there = set(folded_words(said))
        signs_kept = all(sign in said for sign in SIGNS if sign in cell)
        return signs_kept and there.issuperset(folded_words(cell))
    return True


def _stands_apart(mention: QuantityMention, text: str) -> bool:
    """Say whether no other digits are joined to the number: neither "15" of "15,00" nor "5" of "1 5"."""
    before = text[max(0, mention.number_start - _LOOKED_AT) : mention.number_start]
    after = text[mention.number_end : mention.number_end + _LOOKED_AT]
    return not (_DIGIT_BEFORE.search(before) or _DIGIT_AFTER.match(after))


def _measured(passage: Passage) -> QuantityMention | None:
    """Return the quantity whose number the row holds."""
    if passage.beside is None:
        return None
    start, end = passage.beside
    for mention in passage.article.quantities.touching(start, end):
        if start <= mention.number_start and mention.number_end <= end:
            return mention
    return None


def _inside(mention: QuantityMention, passage: Passage) -> bool:
    return passage.holds(mention.number_start, mention.number_end)


def _quoted(mention: QuantityMention, passage: Passage) -> str:
    return f"“{passage.article.text[mention.start : mention.end]}”"


def _difference(value: Value, mention: QuantityMention, passage: Passage) -> str:
    said = _quoted(mention, passage)
    if mention.currency != value.normal[2]:
        return f"the article says {said}: the currency differs"
    if stated(mention, passage.article.text)[1:] != value.normal[1:]:
        return f"the article says {said}: “{value.words}” is bounded differently"
    return f"the article says {said}: keep the article's own words for the bound"
