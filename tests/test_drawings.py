"""Charts say what the tables say: to those who see them, and to those who hear them."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.model import Person
from generator.views.drawings import Chart
from generator.views.entries import Number, Section
from generator.views.page import Link
from tests.explainers import HERE, explainer, pages_of, rows_of
from tests.golden import Case, read_cases

CASES = read_cases(Path(__file__).parent / "cases" / "rendering" / "charts.md")
DRAWN = [case for case in CASES if case.expected]
EXPLAINER_PAGE = "event/index.md"
MOST_BYTES = 40_000


def each(cases: list[Case]) -> pytest.MarkDecorator:
    """Run a test over golden cases."""
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.title)


def charts(case: Case) -> list[Chart]:
    """Return the charts that a case's rows make."""
    table, _, lines = case.given.partition("\n")
    sections = pages_of(explainer(rows_of(table, lines)))[EXPLAINER_PAGE].view.sections
    return [chart for section in sections for chart in charts_of(section)]


def charts_of(section: Section) -> Iterator[Chart]:
    """Give the charts of a section."""
    if section.chart:
        yield section.chart
    yield from (entry.plot for entry in section.entries if isinstance(entry, Number) and entry.plot)


def drawing(chart: Chart) -> ElementTree.Element:
    """Return the drawing as elements. Raises ``ParseError`` when it is not well-formed XML."""
    return ElementTree.fromstring(chart.svg)


def texts(svg: ElementTree.Element, tag: str) -> list[str]:
    """Return the words of every element of one kind."""
    return [element.text or "" for element in svg.iter(tag)]


def described(chart: Chart) -> Iterator[str]:
    """Describe a chart in plain lines."""
    svg = drawing(chart)
    yield f"{chart.kind}: {svg.findtext('title')}"
    yield svg.findtext("desc") or ""
    yield f"- {chart.caption}"
    for row in chart.rows:
        yield "".join(f"| {', '.join(map(linked, cell))} " for cell in row).rstrip()


def linked(link: Link) -> str:
    """Describe a link by its words and where it leads."""
    return f"{link.words} -> {link.href}" if link.href else link.words


@each(CASES)
def test_charts(case: Case) -> None:
    """The rows of the case make the chart it describes, or none."""
    assert "\n".join(line for chart in charts(case) for line in described(chart)) == case.expected


@each(DRAWN)
def test_a_drawing_has_a_name_and_a_description(case: Case) -> None:
    """A drawing is a picture or a group named by its title and described by its description, by their ids."""
    (chart,) = charts(case)
    svg = drawing(chart)
    by_id = {element.get("id"): element.tag for element in svg.iter() if element.get("id")}
    assert svg.get("role") == ("group" if chart.kind == "plot" else "img")
    assert by_id[svg.get("aria-labelledby")] == "title"
    assert by_id[svg.get("aria-describedby")] == "desc"


@each(DRAWN)
def test_a_drawing_is_self_contained(case: Case) -> None:
    """A drawing holds no script, no style of its own, no colour and nothing from elsewhere, and is small."""
    (chart,) = charts(case)
    assert len(chart.svg.encode()) < MOST_BYTES
    for element in drawing(chart).iter():
        assert element.tag not in ("script", "style", "image", "use", "foreignObject")
        assert not {"style", "stroke", "onclick"} & set(element.attrib)
        assert element.get("fill", "url(#").startswith("url(#")
        assert "//" not in element.get("href", "")


@each([case for case in DRAWN if case.expected.startswith("plot")])
def test_a_plot_has_the_numbers_of_its_table(case: Case) -> None:
    """Each dot leads where the table's link leads and is called by the same amount and source."""
    (chart,) = charts(case)
    dots = [(link.get("aria-label"), link.get("href")) for link in drawing(chart).iter("a")]
    told = [(f"{amount.words}: {link.words}", link.href) for (amount,), links in chart.rows for link in links]
    assert dots == told


@each([case for case in DRAWN if case.expected.startswith("map")])
def test_a_map_has_the_countries_of_its_table(case: Case) -> None:
    """Each country of the table stands out on the map and is named there."""
    (chart,) = charts(case)
    names = [country[0].words for country, _ in chart.rows]
    svg = drawing(chart)
    shown = [title.split(":")[0] for title in texts(svg, "title")[1:]]
    assert sorted(shown) == sorted(names)
    assert sorted(texts(svg, "text")) == sorted(names)


@each([case for case in DRAWN if case.expected.startswith("axis")])
def test_an_axis_numbers_its_events_like_the_list(case: Case) -> None:
    """The numbers on the axis are those of the dated events, in the order of the table."""
    (chart,) = charts(case)
    numbers = [
        element.text for element in drawing(chart).iter("text") if "axis-number" in element.get("class", "")
    ]
    assert numbers == [str(place) for place in range(1, len(chart.rows) + 1)]


def test_words_from_content_stay_words() -> None:
    """No name, title or address of content becomes an element or an attribute of a drawing."""
    hostile = "</title><script>alert('1')</script> & \" onload=x"
    cell = hostile.replace('"', '""')
    lines = f'd,"{cell}",600,men,a,600 men\nd,Men,700,men,b,700 men\n'
    rows = rows_of("numbers", f"fact,what,value,unit,article,evidence\n{lines}")
    (section,) = pages_of(explainer(rows))[EXPLAINER_PAGE].view.sections
    (chart,) = charts_of(section)
    svg = drawing(chart)
    assert {element.tag for element in svg.iter()} == {"svg", "title", "desc", "line", "text", "a", "circle"}
    assert hostile in (svg.findtext("title") or "")


DEALS = "fact,deal,value,state,article,evidence\n"
WORTH = "gas,Gas,$4 billion,signed,a,Gas for $4 billion.\ngas,Gas,$6 billion,signed,b,Gas for $6 billion.\n"


def test_a_differing_number_of_another_table_is_plotted_once() -> None:
    """A deal's worth that sources differ on is plotted beside the difference; a number has its plot above."""
    view = pages_of(explainer(rows_of("deals", DEALS + WORTH)))[EXPLAINER_PAGE].view
    (difference,) = view.differences
    assert [drawing(plot).findtext("title") for plot in difference.plots] == ["Gas: worth by source"]
    lines = "fact,what,value,unit,article,evidence\nd,Men,600,men,a,600 men\nd,Men,700,men,b,700 men\n"
    view = pages_of(explainer(rows_of("numbers", lines)))[EXPLAINER_PAGE].view
    assert [difference.plots for difference in view.differences] == [()]
    assert len(list(charts_of(view.sections[0]))) == 1


MANY = [("Ann", "FR"), ("Bo", "FR"), ("Cy", "DE"), ("Di", "DE"), ("Ed", "IT"), ("Fay", "IT"), ("Gus", "ES")]


def groups_of(number: int) -> list[tuple[str, list[str]]]:
    """Return the groups in which so many of the people stand."""
    people = [Person(name.lower(), name, (), "", "person", HERE) for name, _ in MANY]
    lines = "".join(f"{name},{code},attended,a,{name} came.\n" for name, code in MANY[:number])
    rows = rows_of("attendees", f"person,country,presence,article,evidence\n{lines}")
    (section,) = pages_of(explainer(rows), people=people)[EXPLAINER_PAGE].view.sections
    return [(group.title, [one.fact.label for one in group.entries]) for group in section.groups]


def test_few_attendees_stand_together() -> None:
    """Five people of three countries, two with several, are one group without a title."""
    assert groups_of(5) == [("", ["Ann", "Bo", "Cy", "Di", "Ed"])]


def test_attendees_of_several_countries_stand_by_country() -> None:
    """Three countries with several people each make groups; whoever is alone of a country comes last."""
    assert groups_of(7) == [
        ("France", ["Ann", "Bo"]),
        ("Germany", ["Cy", "Di"]),
        ("Italy", ["Ed", "Fay"]),
        ("Others", ["Gus"]),
    ]


def test_a_relation_tells_how_somebody_came() -> None:
    """What relates somebody to another attendee is told with their presence, not as their role."""
    lines = "person,presence,relation,article,evidence\nXi,attended,host of Kim,a,Kim and his host Xi came.\n"
    rows = rows_of("attendees", lines)
    (section,) = pages_of(explainer(rows))[EXPLAINER_PAGE].view.sections
    assert (section.entries[0].role, section.entries[0].presence) == ("", "Attended, host of Kim")
