"""The stream of articles: in order, never stopped by a bad line."""

import datetime
import io
import itertools
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from generator.extract import batch, read, read_each
from generator.extract.document import Source, analyse, analyse_all
from generator.language import quantities, sentences
from generator.language.memory import BATCH
from generator.language.model import QuantityMention

TEXT = "Polish President Marta Nowak met French Prime Minister Luc Moreau in Warsaw on Tuesday."


def article(**changes: Any) -> str:
    """Return a line of the stream."""
    return json.dumps({"id": "a", "title": "", "date": "2025-09-04", "text": TEXT, **changes}) + "\n"


def answers(
    lines: list[str], jobs: int = 1, mentions: bool = False
) -> tuple[list[dict[str, Any]], batch.Counted]:
    """Return what the stream answers, and its counts."""
    out = io.StringIO()
    counted = batch.run(lines, out, jobs, mentions)
    return [json.loads(line) for line in out.getvalue().splitlines()], counted


def test_tables() -> None:
    """Each line is answered with the five tables, and evidence that is the article's own words."""
    [answer], counted = answers([article()])
    assert list(answer) == ["id", "attendees", "deals", "numbers", "timeline", "quotes"]
    assert [row["person"] for row in answer["attendees"]] == ["Marta Nowak", "Luc Moreau"]
    assert answer["attendees"][0]["country"] == "Poland"
    assert answer["timeline"][0]["date"] == "2025-09-02"
    assert TEXT[answer["timeline"][0]["start"] : answer["timeline"][0]["end"]] == TEXT
    assert (counted.articles, counted.errors) == (1, 0)


def test_mentions() -> None:
    """Mentions are spans of the text, asked for by name."""
    [answer], _ = answers([article()], mentions=True)
    names = {TEXT[name["start"] : name["end"]]: name["label"] for name in answer["names"]}
    assert names["Marta Nowak"] == "PERSON"
    assert answer["times"][0]["value"] == "2025-09-02"


def test_bad_lines() -> None:
    """A line that cannot be read is answered with what is wrong and counted; the stream goes on."""
    lines = ["{nonsense\n", "[1]\n", article(id=7, text=None), article(date="yesterday"), article(id="good")]
    lines += ['{"id": NaN, "text": "x"}\n', "[" * 100_000 + "\n", article(id="long", text="a" * 500_001)]
    lines += ['{"id": 1e999, "text": "x"}\n', article(id="odd", title=["x"])]
    answered, counted = answers(lines)
    assert [one["id"] for one in answered] == [None, None, 7, "a", "good", None, None, "long", None, "odd"]
    assert [one.get("error", "").split(":")[0] for one in answered] == [
        "line 1",
        "line 2",
        "line 3",
        "line 4",
        "",
        "line 6",
        "line 7",
        "line 8",
        "line 9",
        "line 10",
    ]
    assert all("not JSON" in answered[number]["error"] for number in (0, 5, 6, 8))
    assert "“text”" in answered[2]["error"]
    assert "yesterday" in answered[3]["error"]
    assert "500,000 characters" in answered[7]["error"]
    assert (counted.articles, counted.errors) == (10, 9)


def test_bad_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that no rule can cope with is answered with the error; those read with it are as ever."""
    texts = [TEXT, "“Acme signed a deal with Brown Corp.,” said Ann Lee.", "Boom.", TEXT + " “No,” he said."]
    lines = [article(id=number, text=text) for number, text in enumerate(texts)]
    expected, _ = answers(lines)
    find = quantities.find

    def failing(text: str) -> tuple[QuantityMention, ...]:
        if text == "Boom.":
            raise ValueError("too much")
        return find(text)

    monkeypatch.setattr(quantities, "find", failing)
    answered, counted = answers(lines)
    assert answered.pop(2) == {"id": 2, "error": "line 3: ValueError: too much"}
    assert answered == [expected[number] for number in (0, 1, 3)]
    assert (counted.articles, counted.errors) == (4, 1)


def test_read_together() -> None:
    """Articles read together give what each gives read by itself, and nothing of them is kept."""
    texts = [f"{TEXT} It cost ${number} million, “or more,” said Ann Lee." for number in range(2 * BATCH)]
    sources = [Source(text, None, datetime.date(2025, 9, 4)) for text in texts]
    alone = [read(analyse(one.text, one.title, one.published)) for one in sources]
    assert read_each(analyse_all(sources)) == alone
    before = sentences.split(TEXT)
    assert sentences.split(TEXT) is before
    analyse_all(sources[:1])
    assert sentences.split(TEXT) is not before


def test_blank_lines() -> None:
    """Blank lines are no articles."""
    answered, counted = answers(["\n", article(), "  \n"])
    assert len(answered) == counted.articles == 1


def test_surrogates() -> None:
    """Half a surrogate pair in an article neither stops the stream nor spoils its encoding."""
    line = '{"id": "\\ud800", "text": "Marta Nowak said it."}'
    [answer], counted = answers([line])
    assert answer["id"] == "\ud800"
    assert counted.errors == 0


def test_order_over_processes() -> None:
    """Answers come in the order of the lines, however many processes work on them."""
    lines = [article(id=number) for number in range(300)]
    answered, _ = answers(lines, jobs=3)
    assert [one["id"] for one in answered] == list(range(300))


def test_bounded_reading() -> None:
    """The stream is read only a bounded number of articles ahead of what is written."""
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield article(id=number)

    class Full(Exception):
        """Raised after the first answers were written."""

    class Sink(io.StringIO):
        def flush(self) -> None:
            raise Full

    bound = batch.PARCEL_LINES * (batch.PARCELS_PER_WORKER * 2 + 2)
    with pytest.raises(Full):
        batch.run(lines(), Sink(), 2)
    assert batch.PARCEL_LINES <= taken <= bound


def test_constant_memory() -> None:
    """However long the stream, the objects in memory are as many as after its first articles."""
    telling = (
        TEXT,
        "Acme signed a 30-year contract worth $5 billion with Brown Corp. on 2 September 2025.",
        "“At least 600 troops have died,” the prime minister, Ann Lee, said on Wednesday.",
    )
    lines = (article(id=number, text=telling[number % 3]) for number in range(4000))
    held = []

    class Sink(io.StringIO):
        """Keeps nothing of what is written."""

        def write(self, words: str) -> int:
            return len(words)

        def flush(self) -> None:
            held.append(sys.getallocatedblocks())

    batch.run(lines, Sink(), 1)
    quarter = len(held) // 4
    assert quarter > 10
    # One object kept of each article would be three times as many.
    assert max(held) <= max(held[:quarter]) + 1000


def test_interruption() -> None:
    """Interrupted, the stream stops at once and what was written are whole lines, in order."""

    def lines() -> Iterator[str]:
        yield from (article(id=number) for number in range(1000))
        raise KeyboardInterrupt

    out = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        batch.run(lines(), out, 2)
    written = out.getvalue()
    assert written.endswith("\n")
    identifiers = [json.loads(line)["id"] for line in written.splitlines()]
    assert identifiers == list(range(len(identifiers)))
