"""What pages show, decided before any template sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import views
from generator.schema import Field, Table, built_in_tables
from generator.translation import ENGLISH
from generator.views import addresses, dates, prose
from generator.views.entries import Attendee, Deal, Event, Number, Quote, Section
from generator.views.fact_view import FactView, FieldView
from generator.views.page import Link
from tests.explainers import article, explainer, pages_of, rows_of
from tests.golden import Case, read_cases

CASES = Path(__file__).parent / "cases" / "rendering"
CASUALTIES = Table(
    name="casualties",
    title="Casualties",
    description="Who was hurt.",
    fields=(
        Field("fact", "Fact", "identifier", required=True),
        Field("place", "Place", "text", required=True),
        Field("killed", "Killed", "number"),
        Field("since", "Since", "date"),
    ),
    identify=("fact",),
    compare=("killed",),
    row_fields=built_in_tables()[0].row_fields,
)
TABLES = (
    *built_in_tables(),
    CASUALTIES,
    replace(CASUALTIES, name="losses", title="Losses", layout="numbers"),
)
EXPLAINER_PAGE = "event/index.md"


def cases(name: str) -> pytest.MarkDecorator:
    """Run a test over the golden cases of one file."""
    return pytest.mark.parametrize("case", read_cases(CASES / f"{name}.md"), ids=lambda case: case.title)


@cases("sections")
def test_sections(case: Case) -> None:
    """A table's rows become the section the case describes."""
    table, _, lines = case.given.partition("\n")
    page = pages_of(explainer(rows_of(table, lines)), tables=TABLES)[EXPLAINER_PAGE]
    assert "\n".join(line for section in page.view.sections for line in described(section)) == case.expected


@cases("dates")
def test_dates(case: Case) -> None:
    """A date is told no more precisely than it was written."""
    assert dates.placed(case.given, ENGLISH) == case.expected


@cases("prose")
def test_prose(case: Case) -> None:
    """The editor's Markdown becomes the harmless HTML of the case."""
    assert prose.to_html(case.given, {"numbers/gas-per-year"}) == case.expected


@cases("articles")
def test_articles(case: Case) -> None:
    """An article's text is shown with its evidence marked as the case draws it."""
    lines = case.given.split("\n")
    table = next(place for place, line in enumerate(lines) if line in ("numbers", "timeline"))
    full = lines[0] == "full"
    text = "\n".join(lines[1 if full else 0 : table])
    source = article("a", text, republish="full" if full else "excerpt")
    rows = rows_of(lines[table], "\n".join(lines[table + 1 :]))
    page = pages_of(explainer(rows, [source]))["event/articles/a.md"]
    assert "\n".join(drawn(page)) == case.expected


def drawn(page: views.Page) -> Iterator[str]:
    """Draw an article's paragraphs: evidence in brackets, facts by number, gaps as ``{…}``."""
    for paragraph in page.view.paragraphs:
        line = "# " if paragraph.heading else ""
        for piece in paragraph.pieces:
            if piece.gap:
                line += " {…} "
            else:
                notes = " ".join(str(note.number) for note in piece.notes)
                line += f"[{piece.words}]{notes}" if piece.marked else piece.words
        yield " ".join(line.split())


def described(section: Section) -> Iterator[str]:
    """Describe a section in plain lines."""
    yield f"{section.title} ({section.layout})"
    for entry in section.entries:
        fact = entry if isinstance(entry, FactView) else entry.fact
        label = linked(Link(fact.label, fact.label_link))
        yield f"{label} | {fact.badge}"
        if fact.wordings and not isinstance(entry, Quote):
            yield f"  also: {'; '.join(fact.wordings)}"
        yield from (f"  ! {note}" for note in fact.notes)
        yield from (f"  {line}" for line in body(entry))
        if fact.attribution and not isinstance(entry, Number):
            yield f"  {fact.attribution}"


def body(entry: object) -> Iterator[str]:
    """Describe what the entry's layout shows of its fact."""
    match entry:
        case Attendee():
            said = filter(None, [entry.role, f"{entry.flag} {entry.country}".strip(), entry.presence])
            yield f"{'came' if entry.came else 'absent'}: {', '.join(said)}"
            yield from fields(entry.rest)
        case Deal():
            yield entry.state + ("" if entry.firm else " (not firm)")
            yield from fields(entry.terms if entry.parties is None else (entry.parties, *entry.terms))
        case Number():
            for one in entry.figures:
                words = " ".join(filter(None, [one.bound, f"_{one.figure}_", one.unit]))
                attribution = f", {one.attribution}" if one.attribution else ""
                sources = f": {', '.join(link.words for link in one.articles)}" if one.articles else ""
                yield words + attribution + sources
            yield from fields(entry.rest)
        case Event():
            machine = f" [{entry.machine}]" if entry.machine else ""
            same = " (the same)" if entry.same else ""
            yield entry.when + machine + same + (f": {entry.state}" if entry.state else "")
            yield from fields(entry.rest)
        case Quote():
            speakers = ", ".join(linked(one) for one in entry.speakers)
            yield f"{' / '.join(f'“{one}”' for one in entry.wordings)} {speakers}, {entry.occasion}"
        case FactView():
            yield from fields(entry.fields)


def fields(several: tuple[FieldView, ...]) -> Iterator[str]:
    """Describe fields with their values and how many sources give them."""
    for field in several:
        basis = f" ({field.basis})" if field.basis else ""
        values = [
            ", ".join(linked(part) for part in value.parts) if value.parts else value.words
            for value in field.values
        ]
        yield f"{field.title}: {' | '.join(values)}{basis}"


def linked(link: Link) -> str:
    """Describe a link by its words and where it leads."""
    return f"{link.words} -> {link.href}" if link.href else link.words


DEAD = """fact,what,value,unit,attribution,article,evidence
killed,Troops killed,at least 600,troops,reportedly,a,Reportedly at least 600 troops died.
killed,Troops killed,"1,400",troops,,b,"They lost 1,400 troops."
sent,Troops sent,"15,000",troops,,a,"They sent 15,000 troops."
"""


def test_differences() -> None:
    """What sources differ on is listed with each value, its hedge and its article; nothing else is."""
    view = pages_of(explainer(rows_of("numbers", DEAD)))[EXPLAINER_PAGE].view
    (difference,) = view.differences
    (field,) = difference.fields
    assert difference.fact.label == "Troops killed"
    assert [(one.words, one.attribution, one.articles[0].words) for one in field.values] == [
        ("at least 600 troops", "the article says “reportedly”", "A"),
        ("1,400 troops", "", "B"),
    ]


def test_singles() -> None:
    """What only one source reports is listed under its table's title; what sources differ on is not."""
    view = pages_of(explainer(rows_of("numbers", DEAD)))[EXPLAINER_PAGE].view
    assert [(group.title, [fact.label for fact in group.facts]) for group in view.singles] == [
        ("The numbers", ["Troops sent"])
    ]


def test_evidence_stands_in_its_sentence() -> None:
    """Evidence is shown inside its sentence, with who published it, and leads to its mark in the article."""
    source = article("a", "Before. In all 600 troops died there. After.", publisher="The Courier")
    rows = rows_of("numbers", "fact,what,value,article,evidence\ndead,Dead,600,a,600 troops died\n")
    (number,) = pages_of(explainer(rows, [source]))[EXPLAINER_PAGE].view.sections[0].entries
    (evidence,) = number.fact.evidence
    assert (evidence.before, evidence.quoted, evidence.after) == ("In all ", "600 troops died", " there.")
    assert evidence.byline == "The Courier, 2 September 2025"
    assert evidence.article == Link(
        "“Before. In all 600 troops died there. After”", "articles/a/#numbers-dead-1"
    )


@pytest.mark.parametrize(
    ("url", "quoted", "expected"),
    [
        ("", "One came", ""),
        ("https://x.example/a", "One came", "https://x.example/a#:~:text=One%20came"),
        (
            "https://x.example/a#top",
            "One-off, he said",
            "https://x.example/a#top:~:text=One%2Doff%2C%20he%20said",
        ),
        (
            "https://x.example/a",
            "one two three four five six seven eight nine ten eleven",
            "https://x.example/a#:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven",
        ),
    ],
)
def test_the_original_opens_at_the_quoted_words(url: str, quoted: str, expected: str) -> None:
    """The address of an original names the words to find; long ones by their beginning and their end."""
    assert addresses.text_fragment(url, quoted) == expected


def test_a_name_from_right_to_left_leaves_the_date_behind_it() -> None:
    """A publisher in Arabic letters does not draw the date that follows to its own side of the line."""
    rows = rows_of("numbers", "fact,what,value,article,evidence\none,Men,One,a,One came\n")
    for name, byline in [
        ("صحيفة الميناء", "صحيفة الميناء\u200e, 2 September 2025"),
        ("The Courier", "The Courier, 2 September 2025"),
    ]:
        source = article("a", "One came.", publisher=name)
        (number,) = pages_of(explainer(rows, [source]))[EXPLAINER_PAGE].view.sections[0].entries
        assert number.fact.evidence[0].byline == byline


def test_unknown_publisher_and_inferred_date_are_said() -> None:
    """A source without publisher or date of its own says so."""
    source = article("a", "One came.", published_inferred_from="The text names the day.")
    rows = rows_of("numbers", "fact,what,value,article,evidence\none,Men,One,a,One came\n")
    (shown,) = pages_of(explainer(rows, [source]))[EXPLAINER_PAGE].view.sources
    assert shown.byline == "Publisher unknown, 2 September 2025; licence unknown"
    assert shown.inferred_from == "The text names the day."
    assert shown.facts == "1 fact rests on it"


def test_copies_are_one_source() -> None:
    """Two papers that print one agency's story are two articles and one source, and the page says both."""
    line = "Exactly 12 died."
    rows = rows_of("numbers", f"fact,what,value,article,evidence\nd,Dead,12,a,{line}\nd,Dead,12,b,{line}\n")
    sources = [article(slug, line, wire="Reuters: the fire") for slug in ("a", "b")]
    view = pages_of(explainer(rows, sources))[EXPLAINER_PAGE].view
    fact = view.sections[0].entries[0].fact
    assert (fact.badge, fact.basis) == ("1 source", "2 articles from 1 independent origin")
    assert [one.copies for one in view.sources] == ["same origin as 1 other article, counted once"] * 2
