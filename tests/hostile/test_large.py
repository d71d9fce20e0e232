"""Files of a megabyte end as every other does, within the memory that is stated."""

from pathlib import Path

import pytest

from tests.hostile.megabytes import MOST_MEMORY, files, measure

LARGE = files("[")


@pytest.mark.parametrize("kind", LARGE)
def test_a_megabyte_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    """A megabyte of brackets in any kind of file is read, or refused with what is wrong, in 512 MB."""
    one = measure(tmp_path, LARGE[kind], "check")
    assert one.code in (0, 1, 2)
    assert "Traceback" not in one.said
    assert "bug" not in one.said
    assert one.memory <= MOST_MEMORY
