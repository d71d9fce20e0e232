"""Mentions are values: equal and hashed by what they say, never changed, with no room for anything else."""

import pytest

from generator.language.model import NameMention

MENTION = NameMention(0, 12, "PERSON", "Marta Nowak")


def test_equal_by_fields() -> None:
    """Two mentions that say the same are one in a set."""
    assert len({MENTION, NameMention(0, 12, "PERSON", "Marta Nowak"), NameMention(0, 4, "ORG", "Acme")}) == 2


def test_frozen() -> None:
    """What a mention says cannot be changed."""
    with pytest.raises(AttributeError):
        MENTION.name = "Jan Nowak"  # type: ignore[misc]  # it is what must fail


def test_slots() -> None:
    """A mention has the fields that its class declares, and takes no other."""
    with pytest.raises(AttributeError):
        MENTION.nickname = "Marta"  # type: ignore[attr-defined]  # it is what must fail
