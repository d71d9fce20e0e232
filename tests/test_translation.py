"""The interface in other languages: complete catalogues, and what CLDR and Spanish ask for."""

import re
from collections import Counter
from decimal import Decimal
from gettext import NullTranslations
from importlib import metadata

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from msgspec.structs import replace

from generator import catalogues
from generator.markup import environment
from generator.model import Value
from generator.render import to_markdown
from generator.translation import CATALOGUE, ENGLISH, Translation, UnknownLanguage, translation
from generator.values import TYPES, Context, People
from generator.views.words import set_off
from tests.conftest import ROOT
from tests.explainers import PROJECT, article, explainer, pages_of, rows_of
from tests.golden import Case, read_cases

LOCALE = ROOT / "generator" / "locale"
LANGUAGES = sorted(path.parent.parent.name for path in LOCALE.glob(f"*/{CATALOGUE}"))
CASES = ROOT / "tests" / "cases" / "translating"
PLACES = re.compile(r"%\(\w+\)s|</?\w+[^>]*>|\*\*?|%%")
"""What a translation keeps as it is: places of values, markup, emphasis."""


def catalogue(language: str) -> Catalog:
    """Return a language's catalogue."""
    with (LOCALE / language / CATALOGUE).open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    """Return the messages of a catalogue, without its header."""
    return [message for message in catalogue(language) if message.id]


def forms(words: str | tuple[str, ...] | list[str]) -> list[str]:
    """Return a message or its translation in all its plural forms."""
    return [words] if isinstance(words, str) else list(words)


def test_spanish_is_there() -> None:
    """There is a Spanish catalogue, so that the tests below prove something."""
    assert "es" in LANGUAGES
    assert len(messages("es")) > 200


def test_the_catalogues_are_up_to_date() -> None:
    """The template and every catalogue hold the messages of today: else run ``make catalogues``."""
    for path, body in catalogues.catalogues().items():
        assert (LOCALE / path).read_bytes() == body, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    """No message lacks its translation, in no plural form; none is left to be looked at again."""
    lacking = [one.id for one in messages(language) if one.fuzzy or not all(forms(one.string or ""))]
    assert lacking == []
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_and_markup_are_kept(language: str) -> None:
    """Every translation has the places, tags and emphasis of its message; a singular may leave out one."""
    for message in messages(language):
        allowed = [Counter(PLACES.findall(form)) for form in forms(message.id)]
        for form in forms(message.string or ""):
            assert Counter(PLACES.findall(form)) in allowed, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    """Babel finds nothing wrong: as many plural forms as the language has, formats that fit."""
    assert [(message.id, list(errors)) for message, errors in catalogue(language).check() if errors] == []


@pytest.mark.parametrize("case", read_cases(CASES / "es.md"), ids=lambda case: case.title)
def test_values_in_spanish(case: Case) -> None:
    """A value is written as Spanish newspapers and CLDR write it."""
    value_type, _, words = case.given.partition(": ")
    context = Context(People(()), translation=translation("es"))
    value = TYPES[value_type].read(words, context)
    assert isinstance(value, Value), value
    assert TYPES[value_type].show(value, context).replace("\u00a0", " ") == case.expected


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ("Israel", "China e Israel"),
        ("Hirohito", "China e Hirohito"),
        ("Yemen", "China y Yemen"),
        ("hielo", "China y hielo"),
        ("Rusia", "China y Rusia"),
    ],
)
def test_spanish_lists_sound_right(last: str, shown: str) -> None:
    """ "y" becomes "e" before the sound of an i, and only there; "o" likewise "u"."""
    spanish = translation("es")
    assert spanish.listed(["China", last]) == shown
    assert spanish.listed(["ayer", "hoy"], "or") == "ayer u hoy"
    assert spanish.listed(["Rusia", "China", "Irán"]) == "Rusia, China e Irán"


def test_known_units_are_translated() -> None:
    """A unit that CLDR has takes its name and its number; any other stays as the editor wrote it."""
    table = "fact,what,value,unit,article,evidence\n"
    lines = "a,Gas,50 million,cubic meters,a,one\nb,Way,1,mile,a,two\nc,Men,600,troops,a,three\n"
    one = explainer(rows_of("numbers", table + lines), [article("a", "one\n\ntwo\n\nthree")])
    page = pages_of(one, project=replace(PROJECT, language="es"))["event/index.md"]
    (section,) = page.view.sections
    shown = [(number.figures[0].figure, number.figures[0].unit) for number in section.entries]
    assert shown == [("50 millones", "metros cúbicos"), ("1", "milla"), ("600", "troops")]


def test_a_language_without_catalogue_has_an_english_interface() -> None:
    """The interface is English where nobody has translated it, all of it: no half of it in each language."""
    german = translation("de")
    assert (german.site, german.language, german.gettext("Sources")) == ("de", "en", "Sources")
    assert german.number(Decimal("1234.5")) == "1,234.5"
    assert german.country("KP") == "North Korea"


def test_a_region_takes_the_catalogue_of_its_language() -> None:
    """Mexican Spanish has Spanish words and Mexican numbers."""
    mexican = translation("es-MX")
    assert (mexican.gettext("Sources"), mexican.number(1500)) == ("Fuentes", "1,500")


def test_english_loads_no_catalogue() -> None:
    """English words are the messages themselves."""
    assert ENGLISH.ngettext("%(num)s fact", "%(num)s facts", 1500) == "1,500 facts"
    assert type(ENGLISH.catalogue).__name__ == "NullTranslations"


def test_a_language_nobody_speaks_is_refused() -> None:
    """A tag that CLDR does not know is no language."""
    with pytest.raises(UnknownLanguage):
        translation("xx")


def test_every_language_of_the_theme_is_known() -> None:
    """Whatever language the theme has words in, the interface takes, but for one that CLDR has dropped."""
    shipped = metadata.files("mkdocs-material") or []
    tags = {path.stem for path in shipped if path.parent.match("partials/languages")} - {"sh"}
    assert {tag for tag in tags if not translation(tag).locale} == set()
    assert "ar" in tags


def test_content_in_another_language_is_marked() -> None:
    """On a page whose interface is in another language, the editors' words tell theirs; ours need not."""
    rows = rows_of("numbers", "fact,what,value,unit,article,evidence\na,Men,600,troops,a,one\n")
    one = explainer(rows, [article("a", "one")], title="A title", language="en")
    page = pages_of(one, project=replace(PROJECT, language="es"))["event/index.md"]
    body = to_markdown(page)
    for words in ("A title", "Men", "troops"):
        assert f'<span lang="en" dir="auto">{words}</span>' in body
    assert '<span class="number__figure">600</span>' in body
    assert 'lang="es"' not in body


def test_content_in_the_language_of_the_page_is_not_marked() -> None:
    """Words in the interface's own language need no mark."""
    rows = rows_of("numbers", "fact,what,value,unit,article,evidence\na,Men,600,troops,a,one\n")
    one = explainer(rows, [article("a", "one")], language="en")
    assert "<span lang" not in to_markdown(pages_of(one)["event/index.md"])


def test_what_is_put_into_a_translation_is_harmless() -> None:
    """A value in a translated sentence is escaped for HTML and for Markdown, as everywhere else."""
    shown = environment(translation("es")).from_string("{% trans fact=words %}Fact: {{ fact }}{% endtrans %}")
    assert shown.render(words="<b>*a*") == "Dato: &lt;b&gt;&#42;a&#42;"


@pytest.mark.parametrize(
    ("language", "name", "shown"),
    [
        ("en", "Gazette", "Gazette"),
        ("en", "صحيفة", "صحيفة\u200e"),
        ("ar", "صحيفة", "صحيفة"),
        ("ar", "Gazette", "Gazette\u200f"),
    ],
)
def test_a_name_does_not_turn_the_line_around(language: str, name: str, shown: str) -> None:
    """Behind a name in letters of the other way a mark keeps the date where the line has it."""
    interface = Translation(language, language, Locale(language), NullTranslations())
    assert set_off(name, interface) == shown
