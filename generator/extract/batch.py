"""A stream of articles in JSON lines to a stream of extractions, in the same order, over all cores."""

import datetime
import gc
import itertools
import json
import math
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

import msgspec
from msgspec import Struct

from generator.extract import Extraction, read_each
from generator.extract.document import Document, Source, analyse_all
from generator.extract.records import Record, spans, tables
from generator.language.memory import BATCH
from generator.model import LONGEST_ARTICLE
from generator.workers import cores

if TYPE_CHECKING:
    from concurrent.futures import Future

PARCEL_LINES = BATCH
"""How many articles a worker is given at a time, to read them together."""
PARCEL_CHARACTERS = 400_000
"""Fewer where they are long."""
PARCELS_PER_WORKER = 3
"""How many parcels may wait or be finished early: what bounds the memory."""


class Counted(Struct, frozen=True):
    """How many lines were answered."""

    articles: int
    errors: int
    """Lines that could not be read: their answer says why."""


def run(lines: Iterable[str], out: TextIO, jobs: int | None = None, mentions: bool = False) -> Counted:
    """Write one JSON object for each line of ``lines`` to ``out``, in order, and return the counts.

    A line is ``{"id", "title", "date", "text"}``; only ``text`` is required, ``date`` is ISO 8601. A line
    that cannot be read is answered with ``{"id", "error"}`` and never stops the stream. With ``mentions``
    the times, quantities, names and quotations found are answered too. ``jobs`` is the number of
    processes, by default one for each core. Only a few parcels of articles are in memory at any time.
    Raises ``KeyboardInterrupt`` when interrupted: what was written by then is whole lines.
    """
    work = partial(_answer_parcel, mentions=mentions)
    articles = errors = 0
    for answers in _in_order(work, _parcels(lines), jobs or cores()):
        for failed, answered in answers:
            out.write(answered + "\n")
            articles += 1
            errors += failed
        out.flush()
    return Counted(articles, errors)


class _BadLine(Exception):
    """A line that is no article; the message says what is wrong."""

    def __init__(self, message: str, identifier: Any = None) -> None:
        super().__init__(message)
        self.identifier = identifier


class _Given(Struct, frozen=True):
    """An article of the stream."""

    number: int
    """Its line, from 1."""
    identifier: Any
    source: Source


def _given(number: int, line: str) -> "_Given | Answer":
    """Return the article of a line, or the answer that says why it is none."""
    identifier: Any = None
    try:
        article = _article(line)
        identifier = article.get("id")
        return _Given(number, identifier, Source(article["text"], article.get("title"), _date(article)))
    except _BadLine as problem:
        return _failed(number, problem.identifier, str(problem))
    except Exception as error:
        return _failed(number, identifier, f"{type(error).__name__}: {error}")


def _failed(number: int, identifier: Any, problem: str) -> "Answer":
    return True, _json({"id": identifier, "error": f"line {number}: {problem}"})


def _article(line: str) -> dict[str, Any]:
    try:
        # json.loads, which would make a decoder for each line, tells of a byte order mark.
        article = (json.loads if line[0] == "\ufeff" else _DECODER.decode)(line)
    except RecursionError:
        raise _BadLine("this is not JSON (nested too deep)") from None
    except ValueError as error:
        raise _BadLine(f"this is not JSON ({error})") from None
    if not isinstance(article, dict):
        raise _BadLine("this is not a JSON object")
    identifier = article.get("id")
    if not isinstance(article.get("text"), str):
        raise _BadLine("“text” must be a string", identifier)
    if len(article["text"]) > LONGEST_ARTICLE:
        raise _BadLine(f"“text” has more than {LONGEST_ARTICLE:,} characters", identifier)
    if not isinstance(article.get("title") or "", str):
        raise _BadLine("“title” must be a string or null", identifier)
    return article


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _finite(digits: str) -> float:
    # What a float has no room for would be written as Infinity, which is no JSON.
    if math.isinf(number := float(digits)):
        _no_number(digits[:20])
    return number


_DECODER = json.JSONDecoder(parse_constant=_no_number, parse_float=_finite)


def _date(article: dict[str, Any]) -> datetime.date | None:
    words = article.get("date")
    if not words:
        return None
    try:
        return datetime.datetime.fromisoformat(words).date()
    except (TypeError, ValueError):
        problem = f"“date” must be an ISO date such as 2025-09-02, not {words!r}"
        raise _BadLine(problem, article.get("id")) from None


def _json(record: Record) -> str:
    try:
        return msgspec.json.encode(record).decode()
    except UnicodeEncodeError:  # half a surrogate pair
        return json.dumps(record)


Parcel = list[tuple[int, str]]
Answer = tuple[bool, str]
"""Whether the line failed, and its answer as JSON."""
Answers = list[Answer]
Read = tuple[Document, Extraction] | Exception
"""An article with all that was found in it, or why the rules cannot be applied to it."""


def _parcels(lines: Iterable[str]) -> Iterator[Parcel]:
    parcel: Parcel = []
    characters = 0
    for number, line in enumerate(lines, start=1):
        if line.isspace() or not line:
            continue
        parcel.append((number, line))
        characters += len(line)
        if len(parcel) >= PARCEL_LINES or characters >= PARCEL_CHARACTERS:
            yield parcel
            parcel, characters = [], 0
    if parcel:
        yield parcel


def _answer_parcel(parcel: Parcel, mentions: bool) -> Answers:
    with collecting_nothing():
        return _answers(parcel, mentions)


def _answers(parcel: Parcel, mentions: bool) -> Answers:
    # What was read is gone when this returns, so that the search for garbage does not go through it.
    given = [_given(number, line) for number, line in parcel]
    articles = [one for one in given if isinstance(one, _Given)]
    read = iter(read_together([one.source for one in articles]))
    return [_answer(one, next(read), mentions) if isinstance(one, _Given) else one for one in given]


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Look for no garbage in the block, where what is made is held and goes when it is let go."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def read_together(sources: Sequence[Source]) -> list[Read]:
    """Return what the rules find in each article; for one that they cannot be applied to, the exception.

    Whatever is wrong with one must not harm another: then they are read one by one.
    """
    try:
        documents = analyse_all(sources)
        return list(zip(documents, read_each(documents), strict=True))
    except Exception as error:
        if len(sources) == 1:
            return [error]
        return [read for one in sources for read in read_together([one])]


def _answer(given: _Given, read: Read, mentions: bool) -> Answer:
    """Return the answer to an article. Every error becomes one: nothing must stop the stream."""
    try:
        if isinstance(read, Exception):
            raise read
        return False, _json(_record(given.identifier, *read, mentions))
    except Exception as error:
        return _failed(given.number, given.identifier, f"{type(error).__name__}: {error}")


def _record(identifier: Any, document: Document, extraction: Extraction, mentions: bool) -> Record:
    record = {"id": identifier, **tables(document, extraction)}
    return record | spans(document) if mentions else record


def _in_order(work: "partial[Answers]", parcels: Iterator[Parcel], jobs: int) -> Iterator[Answers]:
    """Yield the answers in the order of the parcels, with a bounded number of parcels under way."""
    first = list(itertools.islice(parcels, 2))
    if jobs == 1 or len(first) < 2:
        yield from map(work, itertools.chain(first, parcels))
        return
    # One process needs none of this, and the import takes as long as reading ten articles.
    from concurrent.futures import ProcessPoolExecutor

    under_way: deque[Future[Answers]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_the_parent)
    try:
        for parcel in itertools.chain(first, parcels):
            under_way.append(pool.submit(work, parcel))
            if len(under_way) >= jobs * PARCELS_PER_WORKER:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
