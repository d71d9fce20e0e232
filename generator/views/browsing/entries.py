"""Everything a reader can look for, in lists: explainers, people, countries and organisations, tags."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from generator import edtf
from generator.model import Content, Explainer
from generator.translation import Translation
from generator.views import addresses, dates, words
from generator.views.browsing import letters
from generator.views.browsing.letters import Mark
from generator.views.browsing.shelves import Entry
from generator.views.gist import Gist
from generator.views.parties import Named

PERSON = "person"
_UNDATED = "undated"


def explainers(
    content: Content,
    gists: Mapping[str, Gist],
    translation: Translation,
) -> dict[str, Entry]:
    """Return each explainer by its slug: the latest event first, those without a date last."""
    listed = [(_day(one), one) for one in content.explainers]
    listed.sort(key=lambda pair: pair[1].title)
    listed.sort(key=lambda pair: pair[0] or datetime.date.min, reverse=True)
    return {
        one.slug: Entry(
            words=words.collapsed(one.title),
            path=addresses.explainer_page(one.slug),
            marks=tuple(_dated(one, day, translation)),
            note=_joined(one.place, words.counted_facts(gists[one.slug].facts, translation)),
            date=dates.in_words(one.date, translation),
            language=translation.foreign(one.language or translation.site),
        )
        for day, one in listed
    }


def parties(content: Content, named: Named, translation: Translation) -> tuple[list[Entry], list[Entry]]:
    """Return the people and then the countries, organisations and groups with a page, by letter."""
    people = {one.id: one for one in content.people}
    persons: list[Entry] = []
    collectives: list[Entry] = []
    for party, own in named.items():
        known = people.get(party)
        entry = _named(
            known.name if known else translation.country(party),
            addresses.person_page(party) if known else addresses.place_page(party),
            words.counted_facts(sum(map(len, own.values())), translation),
            translation,
            words.flag(known.country if known else party),
        )
        (persons if known and known.kind == PERSON else collectives).append(entry)
    return _by_letter(persons, translation), _by_letter(collectives, translation)


def tags(
    content: Content, by_slug: Mapping[str, Entry], translation: Translation
) -> list[tuple[Entry, tuple[Entry, ...]]]:
    """Return each tag, by letter, with the explainers that have it, in the order of ``by_slug``."""
    called: dict[str, list[str]] = defaultdict(list)
    tagged: dict[str, set[str]] = defaultdict(set)
    for one in content.explainers:
        for tag in one.tags:
            called[letters.address(tag)].append(words.collapsed(tag))
            tagged[letters.address(tag)].add(one.slug)
    rank = {slug: number for number, slug in enumerate(by_slug)}
    listed = []
    for address, names in called.items():
        own = tuple(by_slug[slug] for slug in sorted(tagged[address], key=rank.__getitem__))
        # The writing that most editors use, and of several the first by letter.
        name = max(sorted(set(names)), key=names.count)
        note = words.counted_explainers(len(own), translation)
        entry = _named(name, addresses.tag_page(address), note, translation)
        listed.append((replace(entry, language=_common(own)), own))
    listed.sort(key=lambda pair: letters.order(pair[0].words, translation.site))
    return listed


def _named(name: str, path: PurePosixPath, note: str, translation: Translation, flag: str = "") -> Entry:
    shown = words.capital(words.collapsed(name))
    return Entry(shown, path, letters.marks(shown, translation.site), note, flag=flag)


def _by_letter(entries: list[Entry], translation: Translation) -> list[Entry]:
    return sorted(entries, key=lambda one: letters.order(one.words, translation.site))


def _day(one: Explainer) -> datetime.date | None:
    """Return the first day an event can have taken place on, or the last where that is open."""
    date = edtf.parse(one.date)
    if date is None:
        return None
    return date.upper if date.open_start else date.lower


def _dated(one: Explainer, day: datetime.date | None, translation: Translation) -> Iterator[Mark]:
    if day is None:
        yield Mark(translation.gettext("Undated"), _UNDATED)
        return
    year = translation.mark(day, "year")
    yield Mark(year, f"{day.year:04}")
    date = edtf.parse(one.date)
    if date and date.precision == "year":
        unknown = translation.gettext("%(year)s, month unknown", year=year)
        yield Mark(unknown, _UNDATED, translation.gettext("Month unknown"))
    else:
        yield Mark(translation.month(day), f"{day:%m}", words.capital(translation.month_name(day)))


def _common(entries: Sequence[Entry]) -> str:
    """Return the language that all entries are written in, "" where they have the interface's or several."""
    found = {one.language for one in entries}
    return found.pop() if len(found) == 1 else ""


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, map(words.collapsed, parts)))
