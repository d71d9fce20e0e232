"""What a pull request changes, from real git repositories: golden cases that an editor could write."""

import json
from pathlib import Path

import jsonschema
import pytest

from generator import comparing
from generator.project import find_project
from generator.review.document import as_json, document, schema
from tests.golden import Case, read_cases
from tests.review.pull_requests import prepare, told

_CASES = Path(__file__).with_name("cases")


def _cases() -> list[object]:
    files = sorted(_CASES.glob("*.md"))
    return [
        pytest.param(case, id=f"{path.stem}: {case.title}") for path in files for case in read_cases(path)
    ]


@pytest.mark.parametrize("case", _cases())
def test_a_pull_request_is_told(tiny: Path, case: Case) -> None:
    """The report of each golden pull request says what its case expects, and holds to the schema."""
    prepare(case.given, tiny)
    found = comparing.compare(find_project(tiny), "", "", lambda words: None)
    report = json.loads(as_json(document(found.changes)))
    jsonschema.Draft202012Validator(schema()).validate(report)
    assert told(report) == case.expected
