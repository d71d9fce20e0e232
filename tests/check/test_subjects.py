"""Facts about subjects and objects: of whom a verb tells, sentence by sentence."""

import re
from pathlib import Path

import pytest

from generator.check.subjects import objects, subjects
from generator.values import AnnotatedText
from tests.golden import Case, read_cases

_MARK = re.compile(r"[\[\]*]")
CASES = Path(__file__).parent / "cases"


def told(line: str, subject: bool) -> str:
    """Return who are the subject or the objects of the verb between ``*``, of the people in brackets."""
    places = [found.start() - nth for nth, found in enumerate(_MARK.finditer(line))]
    marks: dict[str, list[int]] = {"[": [], "]": [], "*": []}
    for mark, place in zip(_MARK.findall(line), places, strict=True):
        marks[mark].append(place)
    first, last = marks["*"]
    article = AnnotatedText(_MARK.sub("", line))
    start, end = article.sentences_of(first, last)
    people = list(zip(marks["["], marks["]"], strict=True))
    found = (
        subjects(article, start, (first, last), people)
        if subject
        else objects(article, end, (first, last), people)
    )
    return " + ".join(article.text[slice(*span)] for span in found) or "nobody"


@pytest.mark.parametrize(
    ("words", "case"),
    [(words, case) for words in ("subjects", "objects") for case in read_cases(CASES / f"{words}.md")],
    ids=lambda one: one.title if isinstance(one, Case) else one,
)
def test_of_whom_a_verb_tells(words: str, case: Case) -> None:
    """Each sentence tells, by its verb, of those whom the line below names."""
    assert [told(line, words == "subjects") for line in case.given.splitlines()] == case.expected.splitlines()
