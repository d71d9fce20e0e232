"""Where charts put things: on the globe, on a scale, in time."""

import datetime
import json
import math
import sys
from decimal import Decimal
from itertools import accumulate, combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.charts import atlas, country_map, scales, time_axis
from generator.charts.country_map import CountryMap, MapCountry
from generator.charts.outlines import outlines
from generator.charts.projections import azimuthal, equal_earth, middle, vector
from generator.language import countries

MOST_BYTES = 40_000
LETTER = 40
"""Height of the map's words on a telephone, in its units: see the style sheet."""
FEW = ("LI", "BQ", "CC", "CX", "GF", "GI", "GP", "MQ", "RE", "SJ", "TK", "TV", "YT")
"""Among them are all that Natural Earth draws as parts of another country."""


def drawn(*codes: str) -> str:
    """Return the map on which countries stand out."""
    return country_map.draw(
        CountryMap("m", "Map", "", tuple(MapCountry(one, one, "", True) for one in codes))
    )


def test_the_azimuthal_projection_gives_the_manuals_example() -> None:
    """The sphere of radius 3 around 40° N 100° W puts 20° S 100° E where Snyder's manual puts it."""
    x, y = azimuthal((-100, 40))([vector((100, -20))])[0]
    assert (round(3 * x, 7), round(-3 * y, 7)) == (-4.2339303, 4.0257775)


@pytest.mark.parametrize("place", [(11.0, 0.0), (60.0, 45.0), (-120.0, -50.0), (150.0, 75.0)])
def test_the_map_of_the_world_keeps_areas(place: tuple[float, float]) -> None:
    """A small square of the globe is as large on the sheet as on a globe of radius 1."""
    longitude, latitude = place
    step = 0.01
    x0, y0 = equal_earth(longitude, latitude)
    x1, y1 = equal_earth(longitude + step, latitude)
    x2, y2 = equal_earth(longitude, latitude + step)
    area = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
    assert area == pytest.approx(math.radians(step) ** 2 * math.cos(math.radians(latitude)), rel=1e-3)


def test_a_middle_lies_on_the_shorter_way_round() -> None:
    """Between places on both sides of the 180th meridian lies that meridian, and both are as far from it."""
    centre = middle([(170.0, 0.0), (-170.0, 0.0)])
    assert abs(centre[0]) == pytest.approx(180)
    assert centre[1] == pytest.approx(0)


def test_every_country_we_know_can_be_put_on_a_map() -> None:
    """Each code that a cell can hold has a place, but for a few parts of other countries."""
    known = {one for one in (countries.code(code) for code in _codes()) if one}
    assert len(known) > 240
    assert known - set(country_map.drawable(known)) <= set(FEW)


def _codes() -> list[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [one + other for one in letters for other in letters]


def test_a_place_lies_inside_its_country() -> None:
    """The point by which a country is named stands within its largest part."""
    outside = [one.code for one in outlines().values() if one.rings and not _inside(one.place, one.largest)]
    assert outside == []


def _inside(place: tuple[float, float], ring: tuple[tuple[float, float], ...]) -> bool:
    x, y = place[0], place[1] + 1e-6
    crossings = 0
    for one, other in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (one[1] > y) != (other[1] > y):
            crossings += one[0] + (y - one[1]) / (other[1] - one[1]) * (other[0] - one[0]) > x
    return crossings % 2 == 1


def test_no_map_is_large() -> None:
    """Whichever countries it is about, a map stays under 40 kilobytes."""
    sets = [
        ("RU", "CN", "KP"),
        ("US", "RU"),
        ("FR", "DE"),
        ("SG", "MY"),
        ("NZ", "CL"),
        ("US", "JP", "KR", "BR"),
    ]
    assert [codes for codes in sets if len(drawn(*codes).encode()) >= MOST_BYTES] == []


def test_the_same_countries_make_the_same_map() -> None:
    """A map depends on its countries alone."""
    assert drawn("RU", "CN") == drawn("RU", "CN")


def test_no_country_is_cut_at_the_edge_of_the_data() -> None:
    """No outline but Antarctica's runs along the 180th meridian, so no border is drawn across Russia."""
    cut = {
        outline.code
        for outline in outlines().values()
        for ring in outline.rings
        for one, other in pairwise((*ring, ring[0]))
        if one[0] == other[0] and abs(one[0]) == 180
    }
    assert cut <= {"AQ"}


def test_names_do_not_touch() -> None:
    """Of close neighbours as many are named as there is room for, each word clear of the others."""
    codes = ("BE", "NL", "LU", "DE", "FR", "CH", "AT", "CZ", "IT", "PL", "DK", "SI")
    words = list(ElementTree.fromstring(drawn(*codes)).iter("text"))
    boxes = [_box(word) for word in words]
    touching = [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < LETTER
    ]
    assert touching == []
    assert len(words) > len(codes) / 2


def _box(word: ElementTree.Element) -> tuple[float, float, float]:
    """Return where a word of the map begins and ends and at what height, its letters half as wide as high."""
    width = len(word.text or "") * LETTER / 2
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[word.get("class", "").rsplit("--")[-1]]
    left = float(word.get("x", "")) - share * width
    return left, left + width, float(word.get("y", ""))


def test_a_map_of_nowhere_is_refused() -> None:
    """A map that can show none of its countries raises, naming itself."""
    with pytest.raises(ValueError, match="m: none of the countries"):
        drawn("XX")


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (600, 1400, "0 1000 2000"),
        (12000, 18500, "0 10000 20000"),
        (4_000_000_000, 4_200_000_000, "4000000000 4100000000 4200000000"),
        (600, 600, "0 500 1000"),
        (0, 0, "0 0.5"),
        (-5, 10, "-10 0 10"),
    ],
)
def test_a_scale_has_round_marks(low: int, high: int, marks: str) -> None:
    """A scale begins at zero unless that would hide the difference, and its ends hold both amounts."""
    found = scales.amounts(Decimal(low), Decimal(high), 3)
    assert " ".join(f"{mark:f}" for mark in found) == marks
    assert found[0] <= low <= high <= found[-1]


@pytest.mark.parametrize(
    ("first", "last", "marks"),
    [
        ("2025-09-01", "2025-09-15", "2025-09-01 2025-09-08 2025-09-15 day"),
        ("2025-09-01", "2025-09-04", "2025-09-01 2025-09-02 2025-09-03 2025-09-04 day"),
        ("2025-01-15", "2025-12-31", "2025-04-01 2025-07-01 2025-10-01 month"),
        ("1929-01-01", "2030-12-31", "1950-01-01 2000-01-01 year"),
        ("0900-01-01", "2030-12-31", "1000-01-01 1500-01-01 2000-01-01 year"),
    ],
)
def test_time_has_round_marks(first: str, last: str, marks: str) -> None:
    """Time is marked at days, months or years, few enough to be read on a telephone."""
    day = datetime.date.fromisoformat
    found = scales.days(day(first), day(last), 4)
    assert " ".join([*(str(mark) for mark, _ in found), found[0][1]]) == marks


def test_an_axis_with_marks_out_of_order_is_refused() -> None:
    """An axis whose marks do not go forward in time raises, naming itself."""
    day = datetime.date(2025, 9, 1)
    moments = tuple(
        time_axis.Moment(place, "", one, one, False, True)
        for place, one in enumerate(day + datetime.timedelta(days=5 * place) for place in range(4))
    )
    ticks = (time_axis.Tick(day, "1 Sep"), time_axis.Tick(day, "1 Sep"))
    with pytest.raises(ValueError, match="x: the marks"):
        time_axis.draw(time_axis.TimeAxis("x", "", "", moments, ticks))


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ((34.2, 45.3), "UA"),  # Crimea
        ((45.0, 9.5), "SO"),  # Somaliland
        ((33.3, 35.3), "CY"),  # the north of Cyprus
        ((-13.0, 25.0), "EH"),  # Western Sahara
        ((20.9, 42.6), "XK"),  # Kosovo
        ((121.0, 23.8), "TW"),  # Taiwan
        ((35.2, 32.0), "PS"),  # the West Bank
    ],
)
def test_disputed_land_is_drawn_as_the_papers_say(place: tuple[float, float], code: str) -> None:
    """Land whose borders are disputed belongs on the map to the country that docs/maps.md names."""
    holding = [one.code for one in outlines().values() if any(_inside(place, ring) for ring in one.rings)]
    assert holding == [code]


def test_joined_land_has_no_border_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one country's land is joined to another's, the border between them is gone from the outline."""
    monkeypatch.setattr(atlas, "TARGET", tmp_path / "countries.csv")
    west = {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Ukraine"}, "id": "804"}
    parts = [[[~0, 2]], [[3]]]
    east = {"type": "MultiPolygon", "arcs": parts, "properties": {"name": "Russia"}, "id": "643"}
    topology = {
        "transform": {"scale": [1, 1], "translate": [30, 40]},
        "arcs": [
            [[4, 0], [0, 9]],
            [[4, 9], [-4, 0], [0, -9], [4, 0]],
            [[4, 0], [4, 0], [0, 9], [-4, 0]],
            [[20, 0], [9, 0], [0, 9], [-9, 0], [0, -9]],
        ],
        "objects": {"countries": {"geometries": [west, east]}},
    }
    for name in ("coarse", "fine"):
        (tmp_path / name).write_text(json.dumps(topology))
    monkeypatch.setattr(sys, "argv", ["atlas", str(tmp_path / "coarse"), str(tmp_path / "fine")])
    atlas.main()
    russia, ukraine = (tmp_path / "countries.csv").read_text().splitlines()[-2:]
    assert russia.endswith(",5000 4000 900 0 0 900 -900 0")
    assert sorted(_corners(ukraine.rsplit(",", 1)[1])) == [
        (30, 40),
        (30, 49),
        (34, 40),
        (34, 49),
        (38, 40),
        (38, 49),
    ]


def _corners(outline: str) -> list[tuple[int, int]]:
    steps = [int(step) // 100 for step in outline.split()]
    return list(zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True))


def test_the_outlines_can_be_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From TopoJSON come a code, a place inside and the outline in steps, small countries without outline."""
    square = {"type": "Polygon", "arcs": [[0]], "properties": {"name": "China"}, "id": "156"}
    dot = {"type": "MultiPolygon", "arcs": [[[~0]]], "properties": {"name": "Singapore"}, "id": "702"}
    for name, shapes in (("coarse", [square]), ("fine", [square, dot])):
        topology = {
            "transform": {"scale": [1, 1], "translate": [10, 20]},
            "arcs": [[[0, 0], [4, 0], [0, 4], [-4, 0], [0, -4]]],
            "objects": {"countries": {"geometries": shapes}},
        }
        (tmp_path / name).write_text(json.dumps(topology))
    monkeypatch.setattr(atlas, "TARGET", tmp_path / "countries.csv")
    monkeypatch.setattr(sys, "argv", ["atlas", str(tmp_path / "coarse"), str(tmp_path / "fine")])
    atlas.main()
    lines = [line for line in (tmp_path / "countries.csv").read_text().splitlines() if line[:1] != "#"]
    assert lines[-2:] == ["CN,1200,2200,1000 2000 400 0 0 400 -400 0", "SG,1200,2200,"]
