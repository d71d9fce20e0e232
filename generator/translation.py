"""The interface in the site's language: its words by gettext, and how CLDR writes numbers, dates and names.

English words are the messages themselves, written where they are used; each other language has a catalogue
in ``locale/`` (docs/translating.md). What comes from content is never translated.
"""

import datetime
import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal, get_currency_name, get_currency_symbol
from babel.units import format_unit, get_unit_name
from msgspec import Struct

from generator import packaged

CATALOGUE = "LC_MESSAGES/explainer.po"
"""Where a language's catalogue stands in its folder of ``locale/``."""
SOURCE = "en"
"""The language of the messages."""
_DAY_FIRST = Locale("en", "GB")
"""English without a region writes days first and no comma before "and"."""
_COMPACT_FROM = Decimal(1_000_000)
_GROUPED_FROM = {"es": 10_000, "es_ES": 10_000, "pl": 10_000, "pt_PT": 10_000}
"""CLDR's ``minimumGroupingDigits`` where it is two, which Babel leaves out: Spanish has 1234 and 12.345."""


class UnknownLanguage(ValueError):
    """CLDR does not know the language."""


class Translation(Struct, frozen=True, eq=False):
    """One language of the interface; there is one object for each (``translation``)."""

    site: str
    """BCP 47 tag of the site, as in its settings."""
    language: str
    """BCP 47 tag of the interface: the site's language, or English where that has no catalogue."""
    locale: Locale
    """Of the interface."""
    catalogue: NullTranslations

    def gettext(self, message: str, **values: object) -> str:
        """Return a message in this language, with ``values`` in the places of ``%(name)s``."""
        return self.catalogue.gettext(message) % values

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """Return a message that is ambiguous without its context."""
        return self.catalogue.pgettext(context, message) % values

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """Return a message in the plural form of ``number``, which stands in the place of ``%(num)s``."""
        return self.catalogue.ngettext(one, many, number) % {"num": self.number(number), **values}

    def number(self, number: Decimal | int) -> str:
        """Return a number with the language's own marks: "15,000"."""
        return _number(str(number), self.locale)

    def amount(self, number: Decimal) -> str:
        """Return a number as a text tells it, from a million on by its scale where that is short enough."""
        if not _scaled(number):
            return self.number(number)
        return _compact(str(number), self.locale)

    def money(self, number: Decimal, currency: str) -> str:
        """Return an amount of an ISO 4217 currency: "$15 billion", "15 mil millones de dólares"."""
        amount = self.amount(number)
        if _scaled(number) and self.locale.language != SOURCE:
            name = get_currency_name(currency, count=number, locale=self.locale)
            return self.pgettext("money", "%(amount)s %(currency)s", amount=amount, currency=name)
        # By the language alone: in most regions a bare $ is the region's own.
        symbol = get_currency_symbol(currency, locale=Locale(self.locale.language))
        if self.locale.currency_formats["standard"].pattern.startswith("¤"):
            return f"{symbol}\u00a0{amount}" if symbol[-1].isalpha() else f"{symbol}{amount}"
        return f"{amount}\u00a0{symbol}"

    def unit(self, name: str, number: Decimal) -> str:
        """Return a unit in the form that goes with a number; "" for one that CLDR has not.

        ``name`` is CLDR's for one of it in British English: "cubic metre".
        """
        unit = _units().get(name)
        if unit is None:
            return ""
        if number == 1:
            return str(format_unit("", unit, length="long", locale=self.locale)).strip()
        return str(get_unit_name(unit, length="long", locale=self.locale) or "")

    def measured(self, amount: str, unit: str, number: Decimal) -> str:
        """Return an amount, which ``amount`` wrote for a number, with its unit: "50 billion tonnes"."""
        if _scaled(number):
            return self.pgettext("a million and more", "%(amount)s %(unit)s", amount=amount, unit=unit)
        return f"{amount} {unit}"

    def listed(self, words: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """Return words as a list in a sentence, "a, b and c"; with the style ``or`` as a choice."""
        if len(words) < 2:
            return "".join(words)
        if self.locale.language == "es":
            return _listed_in_spanish(words, style)
        return str(format_list(words, style=style, locale=self._prose))

    def day(self, date: datetime.date) -> str:
        """Return a day: "2 September 2025"."""
        return str(format_date(date, "long", locale=self._prose))

    def month(self, date: datetime.date) -> str:
        """Return the month a day lies in: "September 2025"."""
        return str(format_skeleton("yMMMM", date, locale=self._prose))

    def month_name(self, date: datetime.date) -> str:
        """Return the month a day lies in without its year, standing alone: "September"."""
        return str(format_date(date, "LLLL", locale=self._prose))

    def days(self, first: datetime.date, last: datetime.date) -> str:
        """Return the days from one to another: "1–3 September 2025"."""
        shown = str(format_interval(first, last, "yMMMMd", locale=self._prose))
        return shown.replace("Sept ", "September ")  # as CLDR has it for British English alone

    def mark(self, date: datetime.date, part: str) -> str:
        """Return a day on a scale, told to the ``day``, the ``month`` or the ``year``: "2 Sep"."""
        skeleton = {"day": "MMMd", "month": "yMMM", "year": "y"}[part]
        return str(format_skeleton(skeleton, date, locale=self._prose)).replace("Sept", "Sep")

    def lasting(self, number: float, unit: str) -> str:
        """Return how long something lasts, in years, months, weeks, days, hours, minutes or seconds."""
        name = f"duration-{unit}"
        locale = self._prose if name in self.locale.unit_display_names else _DAY_FIRST
        return str(format_unit(number, name, length="long", locale=locale))

    def country(self, code: str) -> str:
        """Return the short name of a country by its ISO 3166-1 alpha-2 code, else the code."""
        return str(self.locale.territories.get(code, code))

    def foreign(self, language: str) -> str:
        """Return a BCP 47 tag where it is not that of the interface's words; else ""."""
        return "" if language == self.language else language

    @property
    def in_english(self) -> bool:
        """True where the words are the messages themselves."""
        return self.locale.language == SOURCE

    @property
    def right_to_left(self) -> bool:
        """True where the lines of the interface begin on the right."""
        return bool(self.locale.text_direction == "rtl")

    @property
    def _prose(self) -> Locale:
        return _DAY_FIRST if str(self.locale) == SOURCE else self.locale


@cache
def translation(language: str) -> Translation:
    """Return the interface of a site in a language, given by its BCP 47 tag.

    Without a catalogue the whole interface is English, its numbers and dates too: half of it would be neither
    language. Raises ``UnknownLanguage`` where CLDR does not know it.
    """
    locale = _locale(language)
    if locale.language == SOURCE:
        return Translation(language, language, locale, NullTranslations())
    folder = packaged.FOLDER / "locale"
    for name in dict.fromkeys((str(locale), locale.language)):
        file = folder.joinpath(name, CATALOGUE)
        if file.is_file():
            with file.open("rb") as stream:
                compiled = io.BytesIO()
                write_mo(compiled, read_po(stream, locale=name))
            compiled.seek(0)
            return Translation(language, language, locale, GNUTranslations(compiled))
    return Translation(language, SOURCE, Locale(SOURCE), NullTranslations())


def _locale(language: str) -> Locale:
    """Return CLDR's locale of a BCP 47 tag, found by leaving out subtags from the end (RFC 4647, 3.4)."""
    subtags = language.split("-")
    for length in range(len(subtags), 0, -1):
        try:
            return Locale.parse("-".join(subtags[:length]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise UnknownLanguage(language)


@cache
def _units() -> Mapping[str, str]:
    """Return CLDR's identifiers of units by their name in British English."""
    names = map(str, _DAY_FIRST.unit_display_names)
    return {format_unit("", unit, length="long", locale=_DAY_FIRST).strip(): unit for unit in names}


# The few numbers of a page come again on every other, and Babel takes a pattern apart for each. They are kept
# as written: 1.50 and 1.5 are one number but not one text.
@lru_cache(maxsize=4096)
def _number(written: str, locale: Locale) -> str:
    number = Decimal(written)
    alone = _GROUPED_FROM.get(str(locale), 0)
    grouped = not -alone < number < alone
    return str(format_decimal(number, locale=locale, decimal_quantization=False, group_separator=grouped))


@lru_cache(maxsize=4096)
def _compact(written: str, locale: Locale) -> str:
    return str(format_compact_decimal(Decimal(written), format_type="long", locale=locale, fraction_digits=3))


def _scaled(number: Decimal) -> bool:
    """Say whether an amount is whole with three decimals before its scale word, as in "1.5 million"."""
    digits = number.normalize().as_tuple().digits
    leading = (abs(number).adjusted() % 3) + 1
    return abs(number) >= _COMPACT_FROM and len(digits) <= leading + 3


_BEFORE_I = re.compile(r"[“«]?(?:h?[ií]|y)(?![aeouáéóú])", re.IGNORECASE)
_BEFORE_O = re.compile(r"[“«]?(?:h?[oó]|8|11\b)", re.IGNORECASE)


def _listed_in_spanish(words: Sequence[str], style: str) -> str:
    """Return a Spanish list: "y" is "e" before the sound of an i, "o" is "u" before that of an o.

    As the Ortografía of the Real Academia has it, and ICU's ListFormatter; CLDR's patterns cannot say so.
    """
    if style == "or":
        last = "u" if _BEFORE_O.match(words[-1]) else "o"
    else:
        last = "e" if _BEFORE_I.match(words[-1]) else "y"
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


ENGLISH = translation(SOURCE)
