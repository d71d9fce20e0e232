"""The seeds of the fuzzing, and what once broke a parser."""

import pytest

from tests.conftest import ROOT
from tests.fuzz.areas import AREAS, seeds


@pytest.mark.parametrize("area", AREAS)
def test_every_seed_is_read(area: str) -> None:
    """What must hold of a parser holds of every seed of its area."""
    assert seeds(area)
    for seed in seeds(area):
        for parser in AREAS[area]:
            parser.holds(seed.read_bytes())


def test_every_parser_is_named() -> None:
    """Each parser has a name of its own, by which docs/testing.md lists it and it can be fuzzed alone."""
    names = [parser.name for parsers in AREAS.values() for parser in parsers]
    assert len({*names, *AREAS}) == len(names) + len(AREAS)
    listed = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in listed] == []
