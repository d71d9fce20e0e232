"""How the facts of a table are laid out: one entry for each fact, in the order of the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from generator.language import countries
from generator.schema import Table
from generator.translation import Translation
from generator.views import dates, web, words
from generator.views.drawings import Chart, Dated, Presence, axis_of, map_of, plot_of
from generator.views.entries import Attendee, Deal, Event, Figure, Group, Number, Quote, Section
from generator.views.fact_view import FactView, FieldView
from generator.views.page import Link

DEFAULT_LAYOUT = "definitions"
MANY_PEOPLE = 8
"""Attendees from which on they stand by country."""
MANY_COUNTRIES = 3
"""Countries with several people each from which on they stand by country, however few they are."""
RELATION = "relation"
ATTENDED = "attended"
FIRM_STATES = ("signed", "agreed")


def section(table: Table, facts: Sequence[FactView], translation: Translation) -> Section:
    """Return a table's section; the layout is the table's own, or the one of its name, or the default."""
    layout = table.layout or table.name
    title = translation.gettext(table.title)
    arrange = _LAYOUTS.get(layout)
    if arrange:
        entries = tuple(arrange(facts, translation))
        chart = _chart(title, table.name, entries, translation)
        shown = Section(title, layout, entries, _groups(entries, translation), chart)
    else:
        shown = Section(title, table.layout or DEFAULT_LAYOUT, tuple(facts))
    files = tuple(Link(kind.upper(), web.data_link(table.name, kind)) for kind in web.DATA_KINDS)
    return replace(shown, downloads=files)


def _chart(title: str, name: str, entries: Sequence[object], translation: Translation) -> Chart | None:
    """Return the drawing above a section's list: a map of attendees, an axis of events."""
    attendees = [one for one in entries if isinstance(one, Attendee)]
    if attendees:
        people = [(one, Link(one.fact.label, one.fact.href, one.fact.language)) for one in attendees]
        present = [Presence(one.code, link, one.presence, one.came) for one, link in people]
        return map_of(title, name, present, translation)
    events = [one for one in entries if isinstance(one, Event)]
    dated = [
        Dated(
            one.number, Link(one.fact.label, one.fact.href, one.fact.language), one.when, one.dates, one.past
        )
        for one in events
    ]
    return axis_of(title, name, dated, translation)


def _groups(entries: Sequence[object], translation: Translation) -> tuple[Group, ...]:
    """Return attendees by country where they are many, the largest groups first; else all as one group.

    Those who are alone of their country, or of whom no country is given, come together, last.
    """
    attendees = [one for one in entries if isinstance(one, Attendee)]
    own: dict[str, list[Attendee]] = {}
    for one in attendees:
        own.setdefault(one.code, []).append(one)
    codes = [code for code, people in own.items() if code and len(people) > 1]
    if not codes or (len(attendees) < MANY_PEOPLE and len(codes) < MANY_COUNTRIES):
        return (Group("", "", tuple(attendees)),) if attendees else ()
    codes.sort(key=lambda code: -len(own[code]))
    rest = tuple(one for one in attendees if one.code not in codes)
    groups = [Group(translation.country(code), code.lower(), tuple(own[code])) for code in codes]
    return (*groups, Group(translation.gettext("Others"), "others", rest)) if rest else tuple(groups)


def _attendees(facts: Iterable[FactView], _: Translation) -> list[Attendee]:
    return [_attendee(fact) for fact in facts]


def _attendee(fact: FactView) -> Attendee:
    texts = [field for field in fact.fields if field.value_type == "text"]
    role = next((field for field in texts if field.name != RELATION), None)
    relation = next((field for field in texts if field.name == RELATION), None)
    country, presence = fact.of_type("country"), fact.of_type("choice")
    code = country.values[0].value.normal if country and len(country.values) == 1 else ""
    attended = presence is not None and presence.values[0].written == ATTENDED
    return Attendee(
        fact=fact,
        role=words.capital(_words(role)),
        language=role.language if role else "",
        country=_words(country),
        code=code,
        country_link=country.values[0].parts[0].href if country and code else "",
        flag=_flag(country),
        presence=words.capital(", ".join(filter(None, [_words(presence), _words(relation)]))),
        came=attended,
        rest=_without(fact, role, relation, country, presence),
    )


def _deals(facts: Iterable[FactView], _: Translation) -> list[Deal]:
    shown = []
    for fact in facts:
        state = fact.of_type("choice")
        unit = fact.of_type("unit")
        parties = fact.of_type("parties")
        parties = None if parties and parties.conflicting else parties
        firm = any(value.written in FIRM_STATES for value in state.values) if state else False
        terms = _without(fact, state, unit, parties)
        shown.append(Deal(fact, words.capital(_words(state)), firm, parties, terms))
    return shown


def _numbers(facts: Iterable[FactView], translation: Translation) -> list[Number]:
    return [_number(fact, translation) for fact in facts]


def _number(fact: FactView, translation: Translation) -> Number:
    number, unit = fact.of_type("number"), fact.of_type("unit")
    figures = []
    for value in number.values if number else ():
        bound, figure = words.figure_parts(value.amount)
        articles = value.articles if fact.kind == "differ" else ()
        joint = value.words.removeprefix(value.amount).removesuffix(value.unit).strip()
        figures.append(
            Figure(bound, figure, joint, value.unit, value.unit_language, value.attribution, articles)
        )
    plot = plot_of(number, fact.label, fact.anchor, translation)
    return Number(fact, tuple(figures), plot, _without(fact, number, unit))


def _timeline(facts: Iterable[FactView], translation: Translation) -> list[Event]:
    events = (_event(fact, translation) for fact in facts)
    ordered = [event for _, event in sorted(events, key=lambda pair: pair[0])]
    return [
        replace(event, number=place + 1, same=place > 0 and event.when == ordered[place - 1].when)
        for place, event in enumerate(ordered)
    ]


def _event(fact: FactView, translation: Translation) -> tuple[tuple[object, ...], Event]:
    date, state = fact.of_type("date"), fact.of_type("choice")
    written = [value.written for value in date.values] if date else []
    past = state is None or [value.written for value in state.values] == [words.PAST]
    when = translation.listed([dates.placed(one, translation) for one in written], "or")
    first = written[0] if written else ""
    return dates.order(first), Event(
        fact=fact,
        number=0,
        dates=tuple(written),
        when=words.capital(when) or translation.gettext("No date given"),
        machine=first if len(written) == 1 and dates.is_plain(first) else "",
        dated=bool(written),
        same=False,
        past=past,
        state="" if past or state is None else words.capital(state.words),
        rest=_without(fact, date, state),
    )


def _quotes(facts: Iterable[FactView], _: Translation) -> list[Quote]:
    return [_quote(fact) for fact in facts]


def _quote(fact: FactView) -> Quote:
    speaker, occasion = fact.of_type("parties", "name"), fact.of_type("text")
    return Quote(
        fact=fact,
        wordings=(fact.label, *fact.wordings),
        speakers=tuple(part for value in speaker.values for part in value.parts) if speaker else (),
        occasion=_words(occasion),
        language=occasion.language if occasion else "",
        rest=_without(fact, speaker, occasion),
    )


def _flag(country: FieldView | None) -> str:
    if country is None or len(country.values) != 1:
        return ""
    return words.flag(countries.code(country.values[0].written) or "")


def _words(field: FieldView | None) -> str:
    return field.words if field else ""


def _without(fact: FactView, *shown: FieldView | None) -> tuple[FieldView, ...]:
    names = {field.name for field in shown if field}
    return tuple(field for field in fact.fields if field.name not in names)


_Entries = Sequence[Attendee | Deal | Number | Event | Quote]
_LAYOUTS: Mapping[str, Callable[[Iterable[FactView], Translation], _Entries]] = {
    "attendees": _attendees,
    "deals": _deals,
    "numbers": _numbers,
    "timeline": _timeline,
    "quotes": _quotes,
}
