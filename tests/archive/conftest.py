"""What every test of archives may start from."""

from pathlib import Path

import pytest

from tests.archive.making import articles, lines


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Ten articles as JSON lines."""
    path = tmp_path / "articles.jsonl"
    path.write_bytes(lines(articles(10)))
    return path
