"""Value types of what is counted and measured: numbers and units."""

import re
from decimal import Decimal
from typing import ClassVar

from babel.numbers import format_compact_decimal, format_decimal, get_currency_symbol

from generator.language import cues, numerals, quantities
from generator.language.model import Bound, CueMention, QuantityMention
from generator.model import Value
from generator.values.annotated import AnnotatedText, same_words, words_of
from generator.values.base import Context, Missing, Occurrence, Occurs, Passage, ValueType

_ORDINAL = re.compile(r"([0-9]+)(?:st|nd|rd|th)")
_SIGNS = {
    "≥": Bound.MORE,
    "⩾": Bound.MORE,
    ">": Bound.MORE,
    "≤": Bound.LESS,
    "⩽": Bound.LESS,
    "<": Bound.LESS,
    "~": Bound.ABOUT,
    "≈": Bound.ABOUT,
    "±": Bound.ABOUT,
}
_SHOWN = {Bound.MORE: "at least ", Bound.LESS: "up to ", Bound.ABOUT: "about ", Bound.EXACT: ""}
_LONGEST_GAP = 30
_COMPACT_FROM = Decimal(1_000_000)


class Number(ValueType):
    """An amount with the bound that was written with it; money with its currency."""

    name: ClassVar[str] = "number"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the amount; ``normal`` is (``Decimal``, ``Bound`` value, ISO 4217 code or "")."""
        written = words.strip()
        ordinal = _ORDINAL.fullmatch(written)
        if ordinal:
            return Value(words, (Decimal(ordinal[1]), Bound.EXACT.value, ""))
        cell = AnnotatedText(written)
        if len(cell.quantities) > 1:
            return f"“{words}” holds more than one number"
        for mention in cell.quantities:
            return Value(words, (mention.value, bound_of(mention, cell).value, mention.currency))
        sign = _SIGNS.get(written[:1], Bound.EXACT)
        number = numerals.read(written.lstrip("".join(_SIGNS)).strip())
        if number is None:
            return f"“{words}” is not a number: write it as in “at least 600” or “$15 billion”"
        return Value(words, (number, sign.value, ""))

    def agree(self, one: Value, other: Value, context: Context) -> bool:
        """Return whether amount, bound and currency are equal: "600" and "at least 600" differ."""
        return bool(one.normal == other.normal)

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the evidence has this amount, with the row's own words for its bound."""
        if _ORDINAL.fullmatch(value.words.strip()):
            place = passage.find(value.words)
            return place or Missing(f"the evidence has no “{value.words}”")
        near: QuantityMention | None = None
        for mention in passage.article.quantities:
            if (
                not passage.holds(mention.number_start, mention.number_end)
                or mention.value != value.normal[0]
            ):
                continue
            bound = bound_of(mention, passage.article)
            same = (bound.value, mention.currency) == value.normal[1:]
            if same and self._bound_words_stand(value, mention, passage):
                return _with_bound(mention, passage)
            near = near or mention
        if near is not None:
            return Missing(_difference(value, near, passage))
        inside = [one for one in passage.article.quantities if _inside(one, passage)]
        said = [_quoted(one, passage) for one in inside]
        return Missing(f"the evidence has only {', '.join(said)}" if said else "the evidence has no number")

    def _bound_words_stand(self, value: Value, mention: QuantityMention, passage: Passage) -> bool:
        """Say whether the row's words for the bound ("at least", "more than") stand in the evidence."""
        for sign in _SIGNS:
            if sign in value.words and sign not in passage.words:
                return False
        bounds = [cue for cue in cues.find(value.words) if cue.kind == "bound"]
        return all(passage.find(value.words[cue.start : cue.end]) for cue in bounds)

    def show(self, value: Value, context: Context | None = None) -> str:
        """Return the amount in English: "up to 50 billion", "$15 billion", "15,000", "80th"."""
        if _ORDINAL.fullmatch(value.words.strip()):
            return value.words.strip()
        amount, bound, currency = value.normal
        return _bound_shown(value.words, Bound(bound)) + _amount_shown(amount, currency)


class Unit(ValueType):
    """A unit of measure, or the thing counted."""

    name: ClassVar[str] = "unit"

    def read(self, words: str, context: Context) -> Value | str:
        """Return the unit; ``normal`` is its canonical name, or the words folded when it is none we know."""
        return Value(words, quantities.canonical_unit(words.strip()) or same_words(words))

    def occurs(self, value: Value, passage: Passage, context: Context) -> Occurrence:
        """Return where the unit stands beside the row's number, or, counted things, in the sentence."""
        mention = _measured(passage)
        if mention is not None and self._is_measured(value, mention):
            return Occurs(mention.start, mention.end)
        measured = mention is not None and quantities.canonical_unit(mention.unit)
        if mention is not None and measured and not self._written(value, passage, mention):
            return Missing(f"the article says {_quoted(mention, passage)}")
        start, end = passage.article.sentences_of(passage.start, passage.end)
        found = passage.article.find(value.words, passage.start, passage.end)
        found = found or passage.article.find(value.words, start, end)
        if not found:
            return Missing(f"the evidence has no “{value.words}”")
        free = [span for span in found if mention is None or not _of_another(span, mention, passage)]
        if not free:
            return Missing(f"the article says {_quoted(mention, passage)}" if mention else "")
        return Occurs(*free[0])

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


def bound_of(mention: QuantityMention, article: AnnotatedText) -> Bound:
    """Return how the words and signs around a number bound it: "at least 600", "600 or more", "≥12"."""
    if mention.bound is not Bound.EXACT:
        return mention.bound
    before = article.text[max(0, mention.number_start - 3) : mention.number_start].rstrip(" $€£¥")
    if before[-1:] in _SIGNS:
        return _SIGNS[before[-1]]
    for cue in article.cues:
        if cue.kind == "bound" and _beside(cue, mention.number_start, mention.number_end, article.text):
            return Bound(cue.meaning)
    return Bound.EXACT


def _measured(passage: Passage) -> QuantityMention | None:
    """Return the quantity whose number the row holds."""
    if passage.beside is None:
        return None
    start, end = passage.beside
    for mention in passage.article.quantities:
        if start <= mention.number_start and mention.number_end <= end:
            return mention
    return None


def _of_another(span: tuple[int, int], own: QuantityMention, passage: Passage) -> bool:
    """Say whether the words at ``span`` are counted by another number while the row's counts something."""
    if not own.unit:
        return False
    others = (one for one in passage.article.quantities if one.number_start != own.number_start)
    return any(one.start <= span[0] and span[1] <= one.end for one in others)


def _inside(mention: QuantityMention, passage: Passage) -> bool:
    return passage.holds(mention.number_start, mention.number_end)


def _with_bound(mention: QuantityMention, passage: Passage) -> Occurs:
    """Return the span of the number with the words of its bound."""
    start, end = mention.number_start, mention.number_end
    for cue in passage.article.cues:
        if (
            cue.kind == "bound"
            and passage.holds(cue.start, cue.end)
            and _beside(cue, start, end, passage.article.text)
        ):
            start, end = min(start, cue.start), max(end, cue.end)
    return Occurs(start, end)


def _beside(cue: CueMention, start: int, end: int, text: str) -> bool:
    """Say whether a bound stands at a number, with at most one word between that is no number itself."""
    gap = text[cue.end : start] if cue.end <= start else text[end : cue.start]
    if len(gap) > _LONGEST_GAP or any(character.isdigit() or character in ".;:" for character in gap):
        return False
    return len(words_of(gap)) <= 1


def _quoted(mention: QuantityMention, passage: Passage) -> str:
    start, end = mention.start, mention.end
    if bound_of(mention, passage.article) is not Bound.EXACT:
        wide = _with_bound(mention, Passage(passage.article, 0, len(passage.article.text)))
        start, end = min(start, wide.start), max(end, wide.end)
    return f"“{passage.article.text[start:end]}”"


def _difference(value: Value, mention: QuantityMention, passage: Passage) -> str:
    said = _quoted(mention, passage)
    if mention.currency != value.normal[2]:
        return f"the article says {said}: the currency differs"
    if bound_of(mention, passage.article).value != value.normal[1]:
        return f"the article says {said}: “{value.words}” is bounded differently"
    return f"the article says {said}: keep the article's own words for the bound"


def _bound_shown(words: str, bound: Bound) -> str:
    """Return the row's own words for the bound, else the plainest ones."""
    found = [cue for cue in cues.find(words) if cue.kind == "bound"]
    if bound is Bound.EXACT or not found:
        return _SHOWN[bound]
    return words[found[0].start : found[0].end].strip() + " "


def _amount_shown(amount: Decimal, currency: str) -> str:
    scaled = abs(amount) >= _COMPACT_FROM and _short_in_scale(amount)
    if scaled:
        shown = format_compact_decimal(amount, format_type="long", locale="en", fraction_digits=3)
    else:
        shown = format_decimal(amount, locale="en", decimal_quantization=False)
    if not currency:
        return shown
    symbol = get_currency_symbol(currency, locale="en")
    return f"{symbol}\u00a0{shown}" if symbol[-1].isalpha() else f"{symbol}{shown}"


def _short_in_scale(amount: Decimal) -> bool:
    """Say whether the amount is whole with three decimals before its scale word, as in "1.5 million"."""
    digits = amount.normalize().as_tuple().digits
    leading = (abs(amount).adjusted() % 3) + 1
    return len(digits) <= leading + 3
