"""Small explainers made by hand from the words of a golden case, and their pages."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from generator import views
from generator.findings import Checked, Rule, Severity, Tally, Unchecked
from generator.model import Article, Cell, Content, Explainer, Fact, Location, Person, Prose, Row
from generator.project import Project
from generator.reconcile import reconcile
from generator.render import glance_html
from generator.schema import Table, built_in_tables
from generator.values import People
from generator.views.facts import FactShower

FOLDER = PurePosixPath("content/event")
HERE = Location(FOLDER / "explainer.md")
PEOPLE = (
    Person("kim-jong-un", "Kim Jong Un", ("Kim Jong-un",), "KP", "person", HERE),
    Person("xi-jinping", "Xi Jinping", ("Xi",), "CN", "person", HERE),
    Person("gazprom", "Gazprom", (), "RU", "organization", HERE),
)
OPENINGS = {
    "a": "The harbour burned for two days before rain put the last of the flames out on Sunday.",
    "b": "Firefighters from three towns fought the blaze; nobody in the old warehouses was hurt.",
    "c": "Insurers expect to pay for most of the damage along the northern quay this year.",
}
"""What each article says besides the evidence of its rows, so that none is taken for a copy of another."""
RULE = Rule("E999", "made-up", Severity.ERROR, "Something holds.", "", "")
CHECKED = Checked(
    findings=(),
    unchecked=(Unchecked(RULE, Location(FOLDER / "facts/numbers.csv"), "no words stand for it"),),
    tallies={"made-up": Tally(made=7, unmade=1)},
    rows=3,
    made={"event": 5},
)
PROJECT = Project(Path(), Path("content"), Path("staging"), Path("site"), "Explainers", "https://x.example/")


def rows_of(table: str, lines: str, first: int = 1) -> tuple[Row, ...]:
    """Return the rows written as CSV under a header; columns left out are empty, the status accepted."""
    read = csv.DictReader(io.StringIO(lines))
    return tuple(
        Row("event", table, number, HERE, {
            name: Cell(words, HERE) for name, words in ({"status": "accepted"} | cells).items()
        })
        for number, cells in enumerate(read, first)
    )  # fmt: skip


def article(slug: str, text: str, **changes: str) -> Article:
    """Return an article of unknown origin, but for the changes."""
    plain = Article(
        slug=slug, location=Location(FOLDER / f"articles/{slug}.md"), title="", publisher="", author="",
        published="2025-09-02", published_inferred_from="", url="", retrieved="", licence="", wire="",
        language="en", republish="excerpt", digest="", text=text, text_line=1,
    )  # fmt: skip
    return replace(plain, **changes)


def articles_for(rows: Sequence[Row]) -> tuple[Article, ...]:
    """Return articles that hold the evidence of the rows, each once, as sentences of their own."""
    slugs = sorted({row.article for row in rows})
    said = {slug: dict.fromkeys(row.evidence for row in rows if row.article == slug) for slug in slugs}
    return tuple(article(slug, " ".join([OPENINGS[slug], *said[slug]]), title=slug.upper()) for slug in slugs)


def explainer(rows: Sequence[Row], articles: Sequence[Article] = (), **changes: object) -> Explainer:
    """Return the explainer "event" with these rows, its articles made for them unless given."""
    plain = Explainer(
        slug="event", location=HERE, title="The event", standfirst="What happened.", date="2025-09-02",
        updated="2025-09-03", place="Beijing", tags=(), at_a_glance=(), prose=Prose("", HERE),
        articles=tuple(articles) or articles_for(rows), rows=tuple(rows), corrections=(),
    )  # fmt: skip
    return replace(plain, **changes)


@dataclass(frozen=True, slots=True)
class Shown:
    """An explainer reconciled, with what shows its facts."""

    explainer: Explainer
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    shower: FactShower


def shown(explainer: Explainer, tables: Sequence[Table] = (), people: Sequence[Person] = PEOPLE) -> Shown:
    """Return an explainer as the modules that write files beside its page are given it."""
    declared = tuple(tables) or built_in_tables()
    facts = reconcile(explainer, declared, People(people))
    content = Content((explainer,), tuple(people))
    by_slug = views.showers(content, declared, {explainer.slug: facts}, PROJECT)
    return Shown(explainer, declared, facts, by_slug[explainer.slug])


def pages_of(
    *explainers: Explainer,
    tables: Sequence[Table] = (),
    people: Sequence[Person] = PEOPLE,
    project: Project = PROJECT,
) -> dict[str, views.Page]:
    """Return the pages of a site with these explainers, by their path."""
    declared = tuple(tables) or built_in_tables()
    directory = People(people)
    facts = {one.slug: reconcile(one, declared, directory) for one in explainers}
    content = Content(explainers, tuple(people))
    shown_by = views.showers(content, declared, facts, replace(project, site_url=""))
    gists = views.gists_of(content, declared, facts)

    def mentions(slug: str, names: Sequence[str]) -> list[str]:
        told = {f"{fact.table}/{fact.id}": views.mention(fact, shown_by[slug]) for fact in facts[slug]}
        return [glance_html(told[name], shown_by[slug].translation) for name in names]

    pages = [
        *views.shared_pages(content, gists, facts, CHECKED, project, shown_by),
        *(one.make() for one in views.party_pages(content, gists, project, mentions)),
    ]
    for one in explainers:
        pages += views.own_pages(one, declared, facts[one.slug], CHECKED, project, shown_by[one.slug])
    return {str(page.path): page for page in pages}
