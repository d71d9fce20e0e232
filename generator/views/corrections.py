"""What was corrected: on an explainer's page, and of all explainers on the page that says how we correct."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Explainer, Fact, Row
from generator.project import Project
from generator.translation import Translation
from generator.views import addresses, dates, web, words
from generator.views.facts import FactShower
from generator.views.page import SETTINGS, Link, Page


class Correction(Struct, frozen=True):
    """A dated note on a published fact that changed."""

    date: str
    fact: Link
    """Leads nowhere when the fact is not published any more."""
    was: str
    now: str
    reason: str


class Entry(Struct, frozen=True):
    """A correction among those of other explainers."""

    explainer: Link
    correction: Correction


class CorrectionsView(Struct, frozen=True):
    """What the page shows: the policy's words stand in the template, the corrections here."""

    entries: tuple[Entry, ...]
    """The latest first."""
    feed: str
    """The address of the feed; empty where the site's own address is not known."""


def latest_first(corrections: Sequence[Row]) -> list[Row]:
    """Return corrections by their day."""
    return sorted(corrections, key=lambda row: dates.order(row.words("date")), reverse=True)


def correction(row: Row, shown: Mapping[str, Link], one: Explainer, translation: Translation) -> Correction:
    """Return a correction of an explainer whose published facts are ``shown``, by ``table/fact``."""
    return Correction(
        date=dates.in_words(row.words("date"), translation),
        fact=shown.get(_called_now(row, one), Link(row.words("fact"), "")),
        was=row.words("was"),
        now=row.words("now"),
        reason=row.words("reason"),
    )


def anchor(row: Row, one: Explainer, facts: Sequence[Fact]) -> str:
    """Return the id of the corrected fact on its explainer's page; "" when it is not published any more."""
    now = _called_now(row, one)
    fact = next((fact for fact in facts if fact.name == now), None)
    return addresses.fact_anchor(fact.table, fact.id) if fact else ""


def _called_now(row: Row, one: Explainer) -> str:
    """Return the corrected fact's name of today, as ``table/fact``."""
    cited = row.words("fact")
    return {renamed.words("was"): renamed.words("now") for renamed in one.renamed}.get(cited, cited)


def corrections_page(
    explainers: Sequence[Explainer],
    facts: Mapping[str, Sequence[Fact]],
    shown_by: Mapping[str, FactShower],
    project: Project,
    translation: Translation,
) -> Page:
    """Return the page with the corrections of every explainer and the words on how corrections are made."""
    told = [
        (dates.order(row.words("date")), entry)
        for one in explainers
        if one.corrections
        for row, entry in _entries(shown_by[one.slug], facts[one.slug], translation)
    ]
    told.sort(key=lambda one: one[0], reverse=True)
    feed = addresses.beside(addresses.CORRECTIONS, web.CORRECTION_FEED) if project.site_url else ""
    return Page(
        path=addresses.CORRECTIONS,
        title=translation.gettext("Corrections"),
        description=translation.gettext("How mistakes are corrected here, and every correction made so far."),
        template="corrections",
        hide=("navigation",),
        made_from=SETTINGS,
        view=CorrectionsView(tuple(entry for _, entry in told), feed),
    )


def _entries(shower: FactShower, facts: Sequence[Fact], translation: Translation) -> list[tuple[Row, Entry]]:
    one = shower.explainer
    here = replace(shower, here=addresses.CORRECTIONS)
    views = {fact.name: here.show(fact) for fact in facts}
    shown = {name: Link(view.title, view.href, view.language) for name, view in views.items()}
    page = addresses.link(addresses.CORRECTIONS, addresses.explainer_page(one.slug))
    about = Link(words.collapsed(one.title), page, shower.language)
    return [
        (row, Entry(about, correction(row, shown, one, translation))) for row in latest_first(one.corrections)
    ]
