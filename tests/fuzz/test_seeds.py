"""The seeds of the fuzzing, and what once broke a parser."""

import pytest

from tests.fuzz.areas import AREAS, seeds


@pytest.mark.parametrize("area", AREAS)
def test_every_seed_is_read(area: str) -> None:
    """What must hold of a parser holds of every seed of its area."""
    assert seeds(area)
    for seed in seeds(area):
        for parser in AREAS[area]:
            parser.holds(seed.read_bytes())
