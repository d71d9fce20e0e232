"""What the charts of a page show: their words, their order, and the table that says the same."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from generator import edtf
from generator.charts import country_map, dot_plot, time_axis
from generator.language import quantities
from generator.language.model import Bound
from generator.translation import Translation
from generator.views import words
from generator.views.fact_view import FieldView, ValueView
from generator.views.page import Link

FEWEST_COUNTRIES = 2


class Chart(Struct, frozen=True):
    """A drawing with the table it draws."""

    kind: str
    """``map``, ``plot`` or ``axis``."""
    svg: str
    """The drawing as SVG, with every word from content escaped."""
    caption: str
    summary: str
    """The words that open the table."""
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Link, ...], ...], ...]
    """The cells of each line, each a list of words that may lead somewhere."""
    note: str


class Presence(Struct, frozen=True):
    """Somebody on a map: from which country, and whether they came."""

    country: str
    """ISO 3166-1 alpha-2."""
    who: Link
    words: str
    came: bool


class Dated(Struct, frozen=True):
    """An event on a time axis."""

    number: int
    """Its place in the list, from 1."""
    event: Link
    when: str
    dates: tuple[str, ...]
    """EDTF; several where sources differ."""
    past: bool


def map_of(
    title: str, identifier: str, presences: Sequence[Presence], translation: Translation
) -> Chart | None:
    """Return the map of the countries that people came from; None for fewer than two that a map can show."""
    codes = list(dict.fromkeys(one.country for one in presences if one.country))
    if len(country_map.drawable(codes)) < FEWEST_COUNTRIES:
        return None
    own = {code: [one for one in presences if one.country == code] for code in codes}
    came = {code: any(one.came for one in people) for code, people in own.items()}
    codes.sort(key=lambda code: (not came[code], -len(own[code])))
    names = {code: translation.country(code) for code in codes}
    people = {code: translation.listed([one.who.words for one in own[code]]) for code in codes}
    drawn = country_map.CountryMap(
        identifier=f"{identifier}-map",
        name=translation.gettext("%(title)s: map of the countries", title=title),
        description=_sentences(f"{names[code]}: {people[code]}" for code in codes),
        countries=tuple(
            country_map.MapCountry(code, names[code], people[code], came[code]) for code in codes
        ),
    )
    return Chart(
        kind="map",
        svg=country_map.draw(drawn),
        caption=_map_caption(codes, names, came, translation),
        summary=translation.gettext("The map as a table"),
        columns=(translation.gettext("Country"), translation.gettext("Who")),
        rows=tuple(
            ((Link(names[code], ""),), tuple(_with_presence(one) for one in own[code])) for code in codes
        ),
        note=translation.gettext(
            "Outlines: Natural Earth, with the borders that resolutions of the United Nations name;"
            " where none does, as they are held."
        ),
    )


def _map_caption(
    codes: Sequence[str], names: dict[str, str], came: dict[str, bool], translation: Translation
) -> str:
    there = [names[code] for code in codes if came[code]]
    not_there = [names[code] for code in codes if not came[code]]
    missing = [names[code] for code in codes if not country_map.drawable([code])]
    return _sentences(
        part
        for part, some in (
            (translation.gettext("Present: %(countries)s", countries=translation.listed(there)), there),
            (
                translation.gettext(
                    "In outline, named but not reported present: %(countries)s",
                    countries=translation.listed(not_there),
                ),
                not_there,
            ),
            (
                translation.gettext("Not on the map: %(countries)s", countries=translation.listed(missing)),
                missing,
            ),
        )
        if some
    )


def _with_presence(one: Presence) -> Link:
    said = one.words[:1].lower() + one.words[1:]
    return Link(f"{one.who.words} ({said})" if said else one.who.words, one.who.href)


def plot_of(field: FieldView | None, label: str, anchor: str, translation: Translation) -> Chart | None:
    """Return the dot plot of a field whose sources give different numbers of one unit; else None."""
    if field is None or field.value_type != "number" or len(field.values) < 2 or not _alike(field.values):
        return None
    amounts = tuple(_amount(one) for one in sorted(field.values, key=lambda one: one.value.normal[0]))
    currency = field.values[0].value.normal[2]
    ticks = tuple(dot_plot.Tick(at, _tick_words(at, currency, translation)) for at in dot_plot.scale(amounts))
    plot = dot_plot.DotPlot(
        identifier=f"{anchor}-plot",
        name=translation.gettext("%(label)s: %(field)s by source", label=label, field=field.title.lower()),
        description=_sentences(
            f"{one.words}: {translation.listed([source.words for source in one.sources])}" for one in amounts
        ),
        amounts=amounts,
        ticks=ticks,
    )
    by_amount = sorted(field.values, key=lambda one: one.value.normal[0])
    return Chart(
        kind="plot",
        svg=dot_plot.draw(plot),
        caption=_plot_caption(amounts, ticks, translation),
        summary=translation.gettext("The plot as a table"),
        columns=(field.title, translation.gettext("Source")),
        rows=tuple(((Link(one.words, ""),), one.articles) for one in by_amount),
        note="",
    )


def _alike(several: Sequence[ValueView]) -> bool:
    """Say whether values can stand on one scale: alike in currency and unit, and no places in a row."""
    units = {quantities.canonical_unit(one.unit) or one.unit.casefold() for one in several}
    currencies = {one.value.normal[2] for one in several}
    ordinals = any(one.amount[-2:] in ("st", "nd", "rd", "th") for one in several)
    return len(units) == len(currencies) == 1 and not ordinals


def _amount(one: ValueView) -> dot_plot.Amount:
    low, bound, _, *high = one.value.normal
    sources = tuple(dot_plot.Source(link.words, link.href) for link in one.articles)
    return dot_plot.Amount(one.words, low, high[0] if high else low, Bound(bound).name.lower(), sources)


def _tick_words(amount: Decimal, currency: str, translation: Translation) -> str:
    return translation.money(amount, currency) if currency else translation.amount(amount)


def _plot_caption(
    amounts: Sequence[dot_plot.Amount], ticks: Sequence[dot_plot.Tick], translation: Translation
) -> str:
    bounds = {one.bound for one in amounts}
    return _sentences(
        part
        for part, said in (
            (translation.gettext("Each dot leads to the words of its source"), True),
            (
                translation.gettext("A line runs on where the source sets only a bound"),
                bounds & {"more", "less"},
            ),
            (translation.gettext("A bar is a range"), any(one.low != one.high for one in amounts)),
            (
                translation.gettext("The scale begins at %(amount)s, not at zero", amount=ticks[0].words),
                ticks[0].amount,
            ),
        )
        if said
    )


def axis_of(title: str, identifier: str, events: Sequence[Dated], translation: Translation) -> Chart | None:
    """Return the axis on which dated events stand to scale; None where a scale would not explain them."""
    own = [(one, moment) for one in events if (moment := _moment(one))]
    moments = tuple(moment for _, moment in own)
    if not time_axis.explains(moments):
        return None
    ticks = tuple(time_axis.Tick(day, translation.mark(day, part)) for day, part in time_axis.scale(moments))
    axis = time_axis.TimeAxis(
        identifier=f"{identifier}-axis",
        name=translation.gettext("%(title)s: the dated events to scale", title=title),
        description=_sentences(moment.words for moment in moments),
        moments=moments,
        ticks=ticks,
    )
    return Chart(
        kind="axis",
        svg=time_axis.draw(axis),
        caption=_axis_caption(moments, translation),
        summary=translation.gettext("The axis as a table"),
        columns=(translation.gettext("When"), translation.gettext("What")),
        rows=tuple(
            ((Link(one.when, ""),), (one.event, Link(_tense(one, translation), ""))) for one, _ in own
        ),
        note="",
    )


def _tense(one: Dated, translation: Translation) -> str:
    return translation.gettext("happened") if one.past else translation.gettext("ahead")


def _moment(one: Dated) -> time_axis.Moment | None:
    """Return when an event was, at the earliest and the latest that any source says; None without a date."""
    parsed = [date for date in map(edtf.parse, one.dates) if date]
    if not parsed:
        return None
    return time_axis.Moment(
        number=one.number,
        words=f"{one.when}: {one.event.words}",
        first=min(date.lower for date in parsed),
        last=max(date.upper for date in parsed),
        vague=len(parsed) > 1 or any(date.approximate or date.uncertain for date in parsed),
        past=one.past,
    )


def _axis_caption(moments: Sequence[time_axis.Moment], translation: Translation) -> str:
    bars = any(one.first < one.last for one in moments if not (one.begins_open or one.ends_open))
    return _sentences(
        part
        for part, said in (
            (translation.gettext("To scale; the numbers are those of the list"), True),
            (translation.gettext("Filled: happened"), any(one.past for one in moments)),
            (translation.gettext("Hollow: still ahead when reported"), any(not one.past for one in moments)),
            (translation.gettext("A bar covers every day the date can mean"), bars),
            (
                translation.gettext("A bar that fades has no end given"),
                any(one.begins_open or one.ends_open for one in moments),
            ),
            (translation.gettext("Dashed: about, or sources differ"), any(one.vague for one in moments)),
        )
        if said
    )


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(f"{words.capital(part)}." for part in parts)
