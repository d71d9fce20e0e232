"""An explainer's page: what happened, fact by fact, and how far the sources agree."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator import edtf
from generator.findings import Checked
from generator.model import Agreement, Explainer, Fact
from generator.schema import Table
from generator.translation import Translation
from generator.views import addresses, dates, prose, words
from generator.views.article import byline
from generator.views.corrections import Correction, correction, latest_first
from generator.views.drawings import Chart, plot_of
from generator.views.entries import Number, Section
from generator.views.fact_view import FactView, FieldView
from generator.views.facts import FactShower
from generator.views.gist import origin_count
from generator.views.glance import Glance, choose, glance
from generator.views.layouts import section
from generator.views.page import Link, Page
from generator.views.past import Lately, lately


class Difference(Struct, frozen=True):
    """A fact whose sources differ, with the fields they differ in."""

    fact: FactView
    fields: tuple[FieldView, ...]
    plots: tuple[Chart, ...]
    """The numbers among them on a scale, where the fact's own section has no such plot."""


class Singles(Struct, frozen=True):
    """The facts of one table that one source alone reports."""

    title: str
    facts: tuple[FactView, ...]


class Source(Struct, frozen=True):
    """An article the page rests on."""

    article: Link
    byline: str
    inferred_from: str
    copies: str
    """That it shares its origin with other articles; empty when it stands alone."""
    url: str
    facts: str
    """That so many facts rest on it."""


class Making(Struct, frozen=True):
    """How the page was made, in numbers."""

    facts: str
    """In how many rows the facts stand."""
    checks: str
    unmade: tuple[str, ...]
    """Each reason why checks could not be made, with their number."""


class ExplainerView(Struct, frozen=True):
    """What an explainer's page shows."""

    title: str
    language: str
    """BCP 47 tag of what the editors wrote, where it is not the interface's."""
    standfirst: str
    date: str
    place: str
    updated: str
    changed: str
    """How many facts were corrected in the week that ends with the last update; empty when none was."""
    lately: Lately | None
    """The facts that are new or have changed lately; ``None`` where git knows of none."""
    articles: str
    origins: str
    facts: str
    proof: str
    """That every fact is proven, or that each has its sentence where an editor has yet to accept some."""
    drafts: str
    """How many facts are drafts only; empty when none is."""
    method: str
    """The address of the page that says how pages are made."""
    glances: tuple[Glance, ...]
    prose: str
    """HTML, sanitised."""
    sections: tuple[Section, ...]
    differences: tuple[Difference, ...]
    singles: tuple[Singles, ...]
    single: str
    """How many of the facts one source alone reports."""
    corrections: tuple[Correction, ...]
    policy: str
    """The address of the page that says how corrections are made."""
    sources: tuple[Source, ...]
    making: Making
    shallow: bool
    """The history that git knows was cut off."""


def explainer_page(
    explainer: Explainer, tables: Sequence[Table], facts: Sequence[Fact], checked: Checked, shower: FactShower
) -> Page:
    """Return the page of an explainer."""
    return Page(
        path=shower.here,
        title=words.collapsed(explainer.title),
        description=words.shortened(explainer.standfirst or explainer.title),
        template="explainer",
        hide=("navigation",),
        made_from=explainer.location,
        view=_view(explainer, tables, facts, checked, shower),
    )


def _view(
    explainer: Explainer, tables: Sequence[Table], facts: Sequence[Fact], checked: Checked, shower: FactShower
) -> ExplainerView:
    shown = {fact.name: shower.show(fact) for fact in facts}
    linked = {name: Link(fact.title, fact.href, fact.language) for name, fact in shown.items()}
    sections = _sections(tables, shown, shower.translation)
    translation = shower.translation
    drafts = sum(bool(fact.notes) for fact in shown.values())
    chosen = choose(explainer, facts)
    # What names every fact of the page would only say it twice.
    short = explainer.at_a_glance or len(chosen) < len(facts)
    return ExplainerView(
        title=explainer.title,
        language=shower.language,
        standfirst=explainer.standfirst,
        date=dates.in_words(explainer.date, translation),
        place=explainer.place,
        updated=dates.in_words(explainer.updated, translation),
        changed=_changed(explainer, translation),
        lately=lately(shower.pasts, linked, shower.tables, shower.context),
        articles=words.counted_articles(len(explainer.articles), translation),
        origins=translation.ngettext("from %(num)s origin", "from %(num)s origins", origin_count(facts)),
        facts=words.counted_facts(len(facts), translation),
        proof=translation.gettext("each with its sentence"),
        drafts=_drafts(drafts, translation) if drafts else "",
        method=addresses.link(shower.here, addresses.METHOD),
        glances=tuple(glance(shown[name], translation) for name in chosen if short),
        prose=prose.to_html(explainer.prose.text, shown),
        sections=sections,
        differences=_differences(facts, shown, sections, translation),
        singles=_singles(tables, facts, shown, translation),
        single=_single(facts, translation),
        corrections=tuple(
            correction(row, linked, explainer, translation) for row in latest_first(explainer.corrections)
        ),
        policy=addresses.link(shower.here, addresses.CORRECTIONS),
        sources=_sources(explainer, facts, shower),
        making=_making(explainer, facts, checked, translation),
        shallow=shower.pasts.shallow,
    )


def _drafts(number: int, translation: Translation) -> str:
    return translation.ngettext(
        "%(num)s fact still a draft or disputed, marked as such",
        "%(num)s facts still a draft or disputed, marked as such",
        number,
    )


def _sections(
    tables: Sequence[Table], shown: Mapping[str, FactView], translation: Translation
) -> tuple[Section, ...]:
    own = [(table, [shown[name] for name in shown if name.startswith(f"{table.name}/")]) for table in tables]
    return tuple(section(table, facts, translation) for table, facts in own if facts)


def _differences(
    facts: Sequence[Fact],
    shown: Mapping[str, FactView],
    sections: Sequence[Section],
    translation: Translation,
) -> tuple[Difference, ...]:
    views = [shown[fact.name] for fact in facts if fact.agreement is Agreement.CONFLICTING]
    entries = [entry for one in sections for entry in one.entries]
    plotted = {entry.fact.anchor for entry in entries if isinstance(entry, Number) and entry.plot}
    return tuple(_difference(view, view.anchor not in plotted, translation) for view in views)


def _difference(view: FactView, plot: bool, translation: Translation) -> Difference:
    fields = tuple(field for field in view.all_fields if field.conflicting)
    plots = [
        plot_of(field, view.label, f"{view.anchor}-{field.name}", translation) for field in fields if plot
    ]
    return Difference(view, fields, tuple(filter(None, plots)))


def _singles(
    tables: Sequence[Table],
    facts: Sequence[Fact],
    shown: Mapping[str, FactView],
    translation: Translation,
) -> tuple[Singles, ...]:
    groups = []
    for table in tables:
        single = [one for one in facts if one.table == table.name and one.agreement is Agreement.SINGLE]
        if single:
            groups.append(Singles(translation.gettext(table.title), tuple(shown[one.name] for one in single)))
    return tuple(groups)


def _single(facts: Sequence[Fact], translation: Translation) -> str:
    return translation.ngettext(
        "%(num)s of %(facts)s rests on one source: show them",
        "%(num)s of %(facts)s rest on one source: show them",
        sum(one.agreement is Agreement.SINGLE for one in facts),
        facts=words.counted_facts(len(facts), translation),
    )


def _changed(explainer: Explainer, translation: Translation) -> str:
    last = edtf.parse(explainer.updated)
    if last is None:
        return ""
    week = last.upper - datetime.timedelta(days=6)
    days = [(row, edtf.parse(row.words("date"))) for row in explainer.corrections]
    facts = {row.words("fact") for row, day in days if day and week <= day.lower and day.upper <= last.upper}
    if not facts:
        return ""
    return translation.ngettext(
        "%(num)s fact in the week to %(date)s",
        "%(num)s facts in the week to %(date)s",
        len(facts),
        date=dates.in_words(explainer.updated, translation),
    )


def _sources(explainer: Explainer, facts: Sequence[Fact], shower: FactShower) -> tuple[Source, ...]:
    resting = Counter(article for fact in facts for article in fact.articles)
    return tuple(
        Source(
            article=Link(
                words.article_label(article),
                addresses.link(shower.here, addresses.article_page(explainer.slug, article.slug)),
                shower.foreign(article.language),
            ),
            byline=byline(article, shower.translation),
            inferred_from=article.published_inferred_from,
            copies=shower.copies(article.slug),
            url=addresses.safe_url(article),
            facts=shower.translation.ngettext(
                "%(num)s fact rests on it", "%(num)s facts rest on it", resting[article.slug]
            ),
        )
        for article in explainer.articles
    )


def _making(
    explainer: Explainer, facts: Sequence[Fact], checked: Checked, translation: Translation
) -> Making:
    folder = explainer.location.path.parent
    because = Counter(
        (one.rule.title, one.because) for one in checked.unchecked if folder in one.location.path.parents
    )
    return Making(
        facts=translation.ngettext(
            "%(num)s fact on this page stands in %(rows)s of tables,"
            " and every row quotes the article it comes from.",
            "%(num)s facts on this page stand in %(rows)s of tables,"
            " and every row quotes the article it comes from.",
            len(facts),
            rows=words.counted_rows(sum(row.status.published for row in explainer.rows), translation),
        ),
        checks=words.counted_checks(checked.made.get(explainer.slug, 0), translation),
        unmade=tuple(
            f"{translation.gettext(title).rstrip('.')}: {words.counted_checks(count, translation)}"
            f" ({translation.gettext(reason)})"
            for (title, reason), count in sorted(because.items())
        ),
    )
