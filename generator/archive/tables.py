"""The archive's tables: their columns as Parquet types, called as in ``extract --batch``; reading them."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from generator.archive.places import Place

_WORDS = pa.string()
_AMOUNT = {"value": pa.float64(), "unit": _WORDS, "hedge": _WORDS}
_COMMON = {
    "attribution": _WORDS,
    "start": pa.int32(),
    "end": pa.int32(),
    "evidence": _WORDS,
    "rule": _WORDS,
    "confidence": pa.float32(),
}
ABOUT = ("title", "publisher", "author", "url", "language", "licence", "wire", "text")
"""What the output keeps of an article as intake names it, beside its date."""


def _rows(columns: Mapping[str, pa.DataType]) -> pa.Schema:
    return pa.schema({"article": pa.string(), **columns, **_COMMON})


ROWS: Mapping[str, pa.Schema] = {
    "attendees": _rows(dict.fromkeys(("person", "role", "country", "presence", "relation"), _WORDS)),
    "deals": _rows(
        {
            "parties": pa.list_(_WORDS),
            "what": _WORDS,
            **_AMOUNT,
            "duration": _WORDS,
            "date": _WORDS,
            "state": _WORDS,
        }
    ),
    "numbers": _rows({**_AMOUNT, "what": _WORDS}),
    "timeline": _rows(dict.fromkeys(("date", "event", "state"), _WORDS)),
    "quotes": _rows(dict.fromkeys(("speaker", "words"), _WORDS)),
}
"""The tables of rows: what each says, where its evidence stands in the article's text, and by which rule."""

TABLES: Mapping[str, pa.Schema] = {
    "articles": pa.schema({"article": _WORDS, "id": _WORDS, **dict.fromkeys(("date", *ABOUT), _WORDS)}),
    **ROWS,
    "findings": pa.schema(
        {"input": _WORDS, "record": pa.int64(), "table": _WORDS, "rule": _WORDS, "message": _WORDS}
    ),
}
"""Every table, in the order of the documentation. The month is no column: it stands in a file's path."""

READ_WITH_THREADS = False
"""Arrow's threads that read a file of Python's can outlive Python, which then aborts after all is done.

https://github.com/apache/arrow/issues/34314, https://github.com/apache/arrow/issues/50482. The cores are busy
anyway.
"""
UNKNOWN_MONTH = "unknown"
"""Where the articles without a date are, and the findings on what is no article."""


def stored(place: Place, path: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Return what a file holds."""
    with place.opened(path) as file:
        return pq.ParquetFile(file).read(columns=columns, use_threads=READ_WITH_THREADS)


def rows_about(
    place: Place, paths: Sequence[str], articles: pa.Array, columns: Sequence[str] | None = None
) -> pa.Table:
    """Return the rows that files have of some articles; of each file a row group at a time is in memory."""
    found = []
    for path in paths:
        with place.opened(path) as file:
            batches = pq.ParquetFile(file).iter_batches(columns=columns, use_threads=READ_WITH_THREADS)
            found += [one.filter(pc.is_in(one["article"], value_set=articles)) for one in batches]
    return pa.Table.from_batches(found)
