"""A few words at a time: dates, values of each kind, numbers, names of files, addresses."""

import datetime
import re
import unicodedata

from msgspec.structs import replace

from generator import edtf, evidence
from generator.intake import addresses, stated
from generator.intake.refusal import Refused
from generator.invisible import invisible
from generator.language import countries, numerals, quantities, times
from generator.model import Value
from generator.reading.files import collides_as, is_slug, slug_like
from generator.reading.plain_yaml import did_you_mean
from generator.report import visible
from generator.schema import built_in_tables
from generator.schema.patterns import is_plain
from generator.values import TYPES, AnnotatedText, Context, Passage, People
from tests.explainers import PEOPLE
from tests.fuzz.parsers import Parser, text_of

_NOBODY = People(())
_PEOPLE = People(PEOPLE)
_FIELDS = {field.value_type: field for table in built_in_tables() for field in table.fields}
_PUBLISHED = datetime.date(2025, 9, 3)
_CONTEXTS = {name: Context(_PEOPLE, _FIELDS.get(name)) for name in TYPES}


def dates(data: bytes) -> None:
    """A date has a first and a last day in order and reads as itself, or there is a problem to tell."""
    words = text_of(data)
    date = edtf.parse(words)
    assert (date is None) == bool(edtf.problem(words))
    if date is not None:
        assert date.lower <= date.upper
        assert date.open_start == words.startswith("..")
        assert date.open_end == words.endswith("..")
    day = edtf.day(words)
    assert day is None or day.isoformat().replace("-", "") == words.replace("-", "")


def values(data: bytes) -> None:
    """A cell of any type is understood or refused in words; what was understood agrees with itself."""
    words = text_of(data)
    for name, value_type in TYPES.items():
        context = _CONTEXTS[name]
        value = value_type.read(words, context)
        if isinstance(value, str):
            assert value, name
            continue
        assert value.words == words
        hash(value.normal)
        assert value_type.read(words, context) == value
        assert value_type.agree(value, value, context) or name == "verbatim"
        assert value_type.precision(value) >= 0
        assert isinstance(value_type.show(value, context), str)
        slug = value_type.slug(value)
        assert slug == slug.lower()
        assert len(slug.split()) <= 1


def occurrences(data: bytes) -> None:
    """What stands in evidence stands where it is said to; the rest has a reason."""
    words = text_of(data)
    article = AnnotatedText(f"On Tuesday, {words} came. Then Kim Jong-un signed it.", _PUBLISHED)
    passage = Passage(article, 0, len(article.text))
    for name, value_type in TYPES.items():
        value = value_type.read(words, _CONTEXTS[name])
        if isinstance(value, Value):
            found = value_type.occurs(value, passage, _CONTEXTS[name])
            place = getattr(found, "start", None)
            if place is None:
                assert getattr(found, "why", "") or getattr(found, "because", "")
            else:
                assert 0 <= place < found.end <= len(article.text)  # type: ignore[union-attr]  # it has a place


def numbers(data: bytes) -> None:
    """Words are a number, a duration, a unit or a country, or none; a figure means itself."""
    words = text_of(data)
    number = numerals.read(words)
    assert number is None or number.is_finite()
    if re.fullmatch("[0-9]{1,15}", words):
        assert number == int(words)
    lasting = times.read_duration(words)
    assert lasting is None or lasting.startswith("P")
    unit = quantities.canonical_unit(words)
    # "s-1" is an inverse second, which nobody writes out.
    assert quantities.canonical_unit(unit) == unit or unit.startswith("inverse ")
    code = countries.code(words)
    assert code is None or countries.code(code) == code


def people(data: bytes) -> None:
    """Whoever is called so is found by that name alone, and named only where the text has it."""
    words = text_of(data)
    one, other = (replace(PEOPLE[0], id=name) for name in ("one", "other"))
    listed = People((replace(one, name=words), replace(other, aliases=(words,))))
    assert listed.find(words) is None or listed.find(words) in listed.everybody
    assert _NOBODY.find(words) is None
    text = AnnotatedText(f"Then {words} met Xi.")
    for named in _PEOPLE.namings(text) + listed.namings(text):
        assert 0 <= named.start < named.end <= len(text.text)


def names_of_files(data: bytes) -> None:
    """What is made to be part of an address is one, and names that collide do so whichever comes first."""
    words = text_of(data)
    slug = slug_like(words)
    assert not slug or is_slug(slug)
    assert collides_as(collides_as(words)) == collides_as(words)
    if is_slug(words):
        assert slug_like(words) == words
    assert did_you_mean(words, ["title"]) in ("", " (did you mean “title”?)")
    for offset, name in invisible(words):
        assert 0 <= offset < len(words)
        assert name.startswith("U+")
    assert visible(visible(words)) == visible(words)
    assert not {unicodedata.category(letter) for letter in visible(words)} & {"Cc", "Cf", "Cs", "Co", "Cn"}


def selectors(data: bytes) -> None:
    """A cell of evidence gives a selector whose words all stand in the cell."""
    cell = text_of(data)
    found = evidence.parse(cell)
    for words in (found.exact, found.prefix, found.suffix):
        assert words in cell
        assert words == words.strip()


def sayings(data: bytes) -> None:
    """What pages say of themselves is understood as a day, a language and a licence, or as nothing."""
    words = text_of(data)
    day = stated.day(words)
    assert not day or edtf.parse(day)
    language = stated.language(words)
    assert stated.language(language) == language
    assert stated.licence(stated.licence(words)) == stated.licence(words)


def web_addresses(data: bytes) -> None:
    """An address that is taken is http or https, without a password, and is read again as itself."""
    words = text_of(data)
    assert isinstance(addresses.is_public(words), bool)
    assert addresses.shown(words).isprintable()
    try:
        address = addresses.parse(words)
    except Refused:
        return
    assert address.scheme in ("http", "https")
    assert address.auth is None
    assert addresses.parse(address.url) == address


def patterns(data: bytes) -> None:
    """A pattern that is held to be plain can be used, and says so of itself again."""
    words = text_of(data)
    if is_plain(words):
        re.compile(words).fullmatch("a1-" * 100)


PARSERS = (
    Parser("dates", dates),
    Parser("values", values),
    Parser("occurrences", occurrences),
    Parser("numbers", numbers),
    Parser("people", people),
    Parser("names-of-files", names_of_files),
    Parser("selectors", selectors),
    Parser("sayings", sayings),
    Parser("web-addresses", web_addresses),
    Parser("patterns", patterns),
)
