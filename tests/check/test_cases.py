"""Facts about whole folders: what an editor is told of them, and what to do about it."""

from pathlib import Path

import pytest

from generator import build
from tests.contents import READING, change, lines, project_in
from tests.golden import Case, read_cases

CASES = [case for path in sorted((READING.parent / "checking").glob("*.md")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_checked_cases(case: Case, tmp_path: Path) -> None:
    """Read and then checked, each case gives exactly these findings, each with this advice."""
    project = project_in(tmp_path)
    change(tmp_path, case.given)
    found = build.check_content(project, lambda words: None).findings
    told = [f"{line}\n    {one.remedy}" for line, one in zip(lines(found), found, strict=True)]
    assert "\n".join(told) == case.expected
