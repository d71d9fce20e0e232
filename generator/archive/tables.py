"""The columns of the archive's tables, as Parquet types: the names are those of ``extract --batch``."""

from collections.abc import Mapping

import pyarrow as pa

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

UNKNOWN_MONTH = "unknown"
"""Where the articles without a date are, and the findings on what is no article."""
